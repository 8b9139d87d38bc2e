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

/** How a failed call reads to a dialog's page, from a run's error; `assume.dialogErrorText` says whether the message begins with the error's name. */
export function dialogError(
  assume: Readonly<Record<string, string>>,
  error: string | null,
): { readonly name: string; readonly message: string } {
  const [, name = "Error", message = ""] = /^(\w+): ([\s\S]*)$/.exec(error ?? "") ?? [];
  const whole = assume["dialogErrorText"] === "with-name";
  return { name, message: whole || message === "" ? (error ?? "") : message };
}
