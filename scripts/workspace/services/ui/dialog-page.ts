/** The page of a dialog as a browser gets it: what the script made, with `google.script` put before it. */
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { ClientSettings } from "./client";

let client: string | null = null;

/** Compiled once per process. */
function clientText(): string {
  if (client === null) {
    const { outputFiles } = buildSync({
      entryPoints: [fileURLToPath(new URL("./client.ts", import.meta.url))],
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

/** Before anything of the page runs, and behind its doctype, without which browsers show it the old way. */
export function dialogPage(html: string, settings: ClientSettings): string {
  const given = JSON.stringify(settings).replaceAll("<", "\\u003c");
  const script = `<script>(() => {\n${clientText()}\nlocalScript.install(${given});\n})();</script>`;
  const [doctype = ""] = /^\s*<!doctype[^>]*>/i.exec(html) ?? [];
  return doctype + script + html.slice(doctype.length);
}
