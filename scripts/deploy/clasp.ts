/** Runs the installed clasp. Never asks, and never trusts an exit code of 0 alone: clasp gives that for some refusals. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import type { Readable } from "node:stream";

export interface ClaspAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ClaspCall {
  /** clasp's command and its options. */
  readonly words: readonly string[];
  /** Project file, or a folder that has none yet; absolute. */
  readonly project: string;
  readonly cwd: string;
  /** Told each full line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

export type Clasp = (call: ClaspCall) => Promise<ClaspAnswer>;

const timeLimitMs = 180_000;

/** clasp at work. */
export interface Running {
  readonly stdout: Readable;
  readonly stderr: Readable;
  on(event: "error", heard: (error: Error) => void): unknown;
  on(event: "close", heard: (code: number | null) => void): unknown;
}

export type Start = (
  args: readonly string[],
  where: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
) => Running;

/** Of clasp's entry. */
export const claspPath = createRequire(import.meta.url).resolve("@google/clasp");

const startProcess: Start = (args, where) =>
  spawn(process.execPath, [claspPath, ...args], {
    ...where,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeLimitMs,
  });

/** clasp with one login and environment. Resolves also where clasp fails; rejects only where it cannot be started. */
export function claspWith(
  user: string | null,
  env: NodeJS.ProcessEnv,
  start: Start = startProcess,
): Clasp {
  // An ignore file named in the environment would leave files out of the push unseen.
  const { clasp_config_ignore: _ignored, ...kept } = env;
  const login = user === null ? [] : ["--user", user];
  return ({ words, project, cwd, onLine }) =>
    new Promise((resolve, reject) => {
      const child = start(["--project", project, ...login, ...words], { cwd, env: kept });
      let stdout = "";
      let stderr = "";
      let told = 0;
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        for (let end = stdout.indexOf("\n", told); end >= 0; end = stdout.indexOf("\n", told)) {
          onLine?.(stdout.slice(told, end));
          told = end + 1;
        }
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      child.on("error", reject);
      child.on("close", (code) => {
        // Null means killed: by the time limit, or by whoever stopped the deployment.
        const late = code === null ? "\nclasp did not answer in time" : "";
        resolve({ code: code ?? 1, stdout, stderr: stderr + late });
      });
    });
}
