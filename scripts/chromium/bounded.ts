/** Runs a command that may take minutes: says that it still runs, and ends it where it takes too long. */
import { spawn } from "node:child_process";

export interface Bound {
  readonly seconds: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Told every so often that the command still runs. */
  readonly say: (line: string) => void;
}

const sayEverySeconds = 20;

/** What a command said of its failure, in one line. */
function reasonIn(output: string): string | undefined {
  const lines = output.split("\n").map((line) => line.trim());
  const error = lines.map((line) => /^(?:Error|E): (.+)$/.exec(line)?.[1]).find(Boolean);
  return error ?? lines.findLast((line) => line !== "");
}

/** Ends a command and all that it started. */
function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Already gone, or another user's: then it has a bound of its own.
  }
}

/**
 * Null where the command went well, else why not, in one line. Its output is kept for that line and not shown.
 * @param bound.seconds after which it is ended, with all that it started.
 */
export function runWithin(command: readonly string[], bound: Bound): Promise<string | null> {
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    // A group of its own, so that its downloads end with it.
    const child = spawn(program, args, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: bound.env ?? process.env,
    });
    let output = "";
    let waited = 0;
    let settled = false;
    const still = setInterval(() => {
      waited += sayEverySeconds;
      bound.say(`  still at it: ${waited} s of at most ${bound.seconds} s`);
    }, sayEverySeconds * 1_000);
    const late = setTimeout(
      () => settle(`not done within ${bound.seconds} s`),
      bound.seconds * 1_000,
    );
    const stopped = () => {
      end(child.pid);
      process.exit(1);
    };
    const settle = (reason: string | null) => {
      if (settled) return;
      settled = true;
      clearInterval(still);
      clearTimeout(late);
      process.off("SIGINT", stopped).off("SIGTERM", stopped);
      if (reason !== null) end(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      resolve(reason);
    };
    process.once("SIGINT", stopped).once("SIGTERM", stopped);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", (error) => settle(error.message));
    child.on("close", (code) =>
      settle(code === 0 ? null : (reasonIn(output) ?? `exit code ${code}`)),
    );
  });
}
