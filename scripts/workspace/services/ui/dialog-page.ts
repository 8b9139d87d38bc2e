/** What a browser needs to show a dialog: its page with `google.script` added, and how a failed call reads there. */
import { dialogClient } from "../../host/dialog-client";
import type { ClientSettings } from "./client";

/**
 * The page with `google.script` inserted: before the page's own scripts, so that they find it, and after the doctype, without which
 * browsers use quirks mode.
 */
export function dialogPage(html: string, settings: ClientSettings): string {
  const given = JSON.stringify(settings).replaceAll("<", "\\u003c");
  const script = `<script>(() => {\n${dialogClient()}\nlocalScript.install(${given});\n})();</script>`;
  const [doctype = ""] = /^\s*<!doctype[^>]*>/i.exec(html) ?? [];
  return doctype + script + html.slice(doctype.length);
}

/**
 * The error that a dialog's page receives for a failed run. `assume.dialogErrorText` decides whether its message begins with the error's
 * name.
 */
export function dialogError(
  assume: Readonly<Record<string, string>>,
  error: string | null,
): { readonly name: string; readonly message: string } {
  const [, name = "Error", message = ""] = /^(\w+): ([\s\S]*)$/.exec(error ?? "") ?? [];
  const whole = assume["dialogErrorText"] === "with-name";
  return { name, message: whole || message === "" ? (error ?? "") : message };
}
