/** One process for many calls of clasp: reading it takes most of a second, which a call needs once. Runs clasp's own entry for each. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const entry = pathToFileURL(createRequire(import.meta.url).resolve("@google/clasp")).href;
let calls = 0;

/** Says what is written there instead of writing it; undone by calling what it returns. */
function heard(stream) {
  const write = process[stream].write;
  process[stream].write = (text, encoding, done = encoding) => {
    process.send({ stream, text: String(text) });
    if (typeof done === "function") done();
    return true;
  };
  return () => {
    process[stream].write = write;
  };
}

process.on("message", async ({ args, cwd, env }) => {
  calls += 1;
  process.chdir(cwd);
  Object.assign(process.env, env);
  process.argv = [process.argv[0], entry, ...args];
  process.exitCode = undefined;
  const ends = [heard("stdout"), heard("stderr")];
  let failed = null;
  try {
    await import(`${entry}?call=${calls}`);
  } catch (error) {
    failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  for (const end of ends) end();
  process.send({ code: failed === null ? (process.exitCode ?? 0) : 1, failed });
});
process.on("disconnect", () => process.exit());
