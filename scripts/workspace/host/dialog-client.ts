/** The text of `google.script` for a dialog's page. In a browser, a module with the same text, made at build time, replaces this one. */
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

let client: string | null = null;

/** The text of a script that defines `localScript`. Compiled once for each process. */
export function dialogClient(): string {
  if (client === null) {
    const { outputFiles } = buildSync({
      entryPoints: [fileURLToPath(new URL("../services/ui/client.ts", import.meta.url))],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "localScript",
      target: "es2022",
    });
    client = outputFiles[0]?.text ?? "";
  }
  return client;
}
