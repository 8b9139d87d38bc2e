/** The page of a dialog as a browser gets it: what the script made, with `google.script` put before it. */
import { dialogClient } from "../../host/dialog-client";
import type { ClientSettings } from "./client";

/** Before anything of the page runs, and behind its doctype, without which browsers show it the old way. */
export function dialogPage(html: string, settings: ClientSettings): string {
  const given = JSON.stringify(settings).replaceAll("<", "\\u003c");
  const script = `<script>(() => {\n${dialogClient()}\nlocalScript.install(${given});\n})();</script>`;
  const [doctype = ""] = /^\s*<!doctype[^>]*>/i.exec(html) ?? [];
  return doctype + script + html.slice(doctype.length);
}
