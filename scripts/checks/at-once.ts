/** Runs shell commands at the same time, and prints the output of each once it has ended. */
import { exec } from "node:child_process";

export interface Named {
  readonly name: string;
  readonly command: string;
}

/** What a command printed if it failed; null if it succeeded. */
const failureOf = (command: string): Promise<string | null> =>
  new Promise((resolve) => {
    exec(command, { maxBuffer: 2 ** 26 }, (error, printed, said) =>
      resolve(error === null ? null : printed + said),
    );
  });

/** Runs the commands. True if all succeeded. `say` gets whole lines; a command that succeeds gets only one. */
export async function allGood(
  commands: readonly Named[],
  say: (text: string) => void,
): Promise<boolean> {
  const ends = await Promise.all(
    commands.map(async ({ name, command }) => {
      const began = performance.now();
      const failure = await failureOf(command);
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      say(failure === null ? `${name}: good (${seconds} s)\n` : `${failure}${name}: failed\n`);
      return failure === null;
    }),
  );
  return ends.every((isGood) => isGood);
}
