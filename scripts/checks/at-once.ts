/** Runs shell commands at the same time, and prints the output of each once it has ended. */
import { spawn } from "node:child_process";

export interface Named {
  readonly name: string;
  readonly command: string;
}

interface Ended {
  readonly isGood: boolean;
  readonly output: string;
}

function run(command: string): Promise<Ended> {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", (error) => resolve({ isGood: false, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ isGood: code === 0, output }));
  });
}

/** Runs the commands. True if all succeeded. `say` gets whole lines; a command that succeeds gets only one. */
export async function allGood(
  commands: readonly Named[],
  say: (text: string) => void,
): Promise<boolean> {
  const ends = await Promise.all(
    commands.map(async ({ name, command }) => {
      const began = performance.now();
      const { isGood, output } = await run(command);
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      say(isGood ? `${name}: good (${seconds} s)\n` : `${output}${name}: failed\n`);
      return isGood;
    }),
  );
  return ends.every((isGood) => isGood);
}
