/**
 * The command `npm start [-- --port N] [--fresh] [--pack FILE]`: the local desk, a web page around the built bundle, for this computer
 * only.
 */
import { startCommand } from "./desk/serve-page";

const started = await startCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
if ("code" in started) process.exitCode = started.code;
