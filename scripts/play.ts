/**
 * The command `npm run -s play -- FILE.json [--cells]`: plays a scenario and prints the end state as one JSON object, with nothing else
 * on standard output.
 */
import { writeSync } from "node:fs";
import { exit, playCommand } from "./play/command";

/** Writes all of the text before the process ends, even into a pipe that is read slowly. */
function print(text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}

const error = (text: string) => process.stderr.write(text);

try {
  process.exitCode = await playCommand(process.argv.slice(2), { out: print, error });
} catch (failure) {
  error(`${failure instanceof Error ? (failure.stack ?? failure.message) : failure}\n`);
  process.exitCode = exit.failed;
}
