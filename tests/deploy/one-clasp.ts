/** The real clasp without a process for each call: the calls of a worker's tests go to one, one after the other. */
import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { PassThrough } from "node:stream";
import type { Running, Start } from "../../scripts/deploy/clasp";

type Said =
  | { readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly code: number; readonly failed: string | null };

let clasp: ChildProcess | null = null;
let last: Promise<void> = Promise.resolve();

/** @param preload as for `node --import`. */
function claspProcess(preload: string): ChildProcess {
  if (clasp !== null) return clasp;
  const path = new URL("./clasp-process.mjs", import.meta.url);
  clasp = fork(path, { execArgv: ["--import", preload] });
  clasp.unref();
  clasp.channel?.unref();
  return clasp;
}

class Call extends EventEmitter implements Running {
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();

  /** Resolves when clasp has done what it was told to. */
  async made(process: ChildProcess, message: object): Promise<void> {
    const read = Promise.all([once(this.stdout, "end"), once(this.stderr, "end")]);
    const code = await new Promise<number>((resolve) => {
      const hear = (said: Said) => {
        if ("stream" in said) {
          this[said.stream].write(said.text);
          return;
        }
        process.off("message", hear);
        if (said.failed !== null) this.stderr.write(said.failed);
        resolve(said.code);
      };
      process.on("message", hear);
      process.send(message);
    });
    this.stdout.end();
    this.stderr.end();
    await read;
    this.emit("close", code);
  }
}

/** A call begins once those before it have ended. */
export const startWith =
  (preload: string): Start =>
  (args, where) => {
    const call = new Call();
    last = last.then(() => call.made(claspProcess(preload), { args, ...where }));
    return call;
  };
