/** The text of `google.script` for a dialog's page. In a browser the same text, made when the page was built, stands for this module. */
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

let client: string | null = null;

/** A script that defines `localScript`; compiled once per process. */
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
