/** A script project of a few lines with a dialog, to test what surrounds the product's dialogs without the product. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifest } from "../workspace/runtime-bench";

export const script = `
function onOpen() {
  FormApp.getUi().createMenu('Student safety').addItem('Show', 'show').addItem('Fail', 'fail').addToUi();
}
function shown(title, first) {
  const page = HtmlService.createHtmlOutputFromFile('Dialog')
    .append('<script type="application/json" id="first">' + JSON.stringify(first) + '</script>');
  FormApp.getUi().showModalDialog(page.setWidth(600).setHeight(360), title);
}
function show() { shown('First', { n: 1 }); }
function showNext() { shown('Second', { n: 2 }); return 'never read'; }
function fail() { throw new Error('busy: Someone else is at work.'); }
function who() { return [Session.getActiveUser().getEmail(), Session.getEffectiveUser().getEmail()]; }
function echo(value) { return value; }
function private_() { return 'secret'; }
function dated() { return { deep: [{ at: new Date(0) }] }; }
function odd() {
  return { map: new Map([[1, 2]]), set: new Set([1]), pattern: /x/, list: [undefined, 1],
    none: undefined, code: function () { return 1; } };
}
function nothing() {}
function service() { return { ui: FormApp.getUi() }; }
function mail() { MailApp.sendEmail({ to: 'lead@district.example', subject: 's', body: 'b' }); }
function kind(value) { return [typeof value, value instanceof Object, String(value && value.$ref)]; }
`;

/** Runs what is typed, as a person could in the console of their browser. */
export const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A dialog</title>
    <style>body { margin: 12px; font: 16px sans-serif; overflow-wrap: anywhere }</style>
  </head>
  <body>
    <main><h1 tabindex="-1">A dialog</h1>
    <label>Name <input id="name" style="width: 100%"></label>
    <p id="out" role="status"></p></main>
    <script>
      const at = (id) => document.getElementById(id);
      const tell = (...words) => { at("out").textContent = JSON.stringify(words); };
      document.addEventListener("DOMContentLoaded", () => {
        document.querySelector("h1").focus();
        tell("first", JSON.parse(at("first").textContent).n);
      });
    </script>
  </body>
</html>
`;

/** A folder as the build would leave it; `more` are files that it has besides, or instead. */
export function dialogProject(more: Readonly<Record<string, string>> = {}): string {
  const dist = mkdtempSync(join(tmpdir(), "dialog-project-"));
  const files = {
    "Code.js": script,
    "appsscript.json": JSON.stringify(manifest),
    "Dialog.html": page,
    ...more,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text);
  return dist;
}
