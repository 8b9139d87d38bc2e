/**
 * Makes INSTALL.html: the day of installation (install.md), for someone who has never seen a script editor. It also contains the texts
 * to paste, because no computer opens a `.gs` file by default, and some show a rendered page instead of its text.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sealOf } from "../build/script";
import { root } from "../build/sources";
import { escaped, htmlOf, pageOf } from "./markdown";

const style = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 16px; max-width: 700px; font: 17px/1.55 Arial, Helvetica, sans-serif; color: #1f2933; background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 1.25em; line-height: 1.3; margin: 0 0 8px; }
h3 { font-size: 1.05em; line-height: 1.3; margin: 0 0 8px; }
h2 + p em { font-style: normal; color: #47535f; }
.part { border-top-style: dashed; }
section { border-top: 1px solid #c3ccd5; padding: 20px 0 8px; }
svg { display: block; width: 100%; max-width: 480px; height: auto; margin: 8px 0 12px; }
li { margin: 6px 0; }
ol, ul { padding-left: 1.5em; }
blockquote { background: #fff6e0; border-left: 4px solid #8a5a00; padding: 8px 12px; margin: 12px 0; }
blockquote p { margin: 6px 0; }
button { font: inherit; font-weight: 700; color: #fff; background: #1a5fb4; border: 0; border-radius: 6px; padding: 8px 16px; min-height: 44px; cursor: pointer; }
button:focus-visible, textarea:focus-visible, a:focus-visible { outline: 3px solid #8a5a00; outline-offset: 2px; }
[role="status"] { font-weight: 700; }
textarea { box-sizing: border-box; display: block; width: 100%; margin: 8px 0; font: 13px/1.4 ui-monospace, Menlo, Consolas, monospace; color: #1f2933; background: #f4f6f8; border: 1px solid #6b7783; resize: vertical; }
.paper { display: none; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
a { color: #1a5fb4; }
@media print { button, textarea, [role="status"] { display: none; } .paper { display: inline; } body { font-size: 11pt; max-width: none; padding: 0; } section, svg, blockquote { break-inside: avoid; } h2, h3 { break-after: avoid; } svg { max-width: 380px; } }
`;

/**
 * The script of the page's buttons. A browser that blocks the clipboard for a page opened from disk may still allow copying a selection.
 */
const script = `
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const item = button.parentElement;
  const text = item.querySelector("textarea");
  const said = item.querySelector("[role=status]");
  let copied = true;
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    text.select();
    copied = document.execCommand("copy");
  }
  said.textContent = copied
    ? "Copied. Continue with the next line."
    : "The browser did not copy. Click into the box, press Ctrl+A (⌘A), then Ctrl+C (⌘C).";
});
`;

function copyButton(file: string, text: string): string {
  const label = `The text of ${file}`;
  // HTML drops the first line break in a text area, so there is an extra one.
  return `<button type="button">Copy ${file}</button> <span role="status"></span>
<textarea readonly rows="3" wrap="off" spellcheck="false" aria-label="${label}">
${escaped(text)}</textarea>
<span class="paper">Copy the whole text of the file ${file}.</span>`;
}

const beside = (name: string) => readFileSync(join(root, "scripts/release", name), "utf8");

/** The page's text, which docs/admin-day.md and docs/security/administrator.md follow (tests/steps compares them). */
export const installText = (): string => beside("install.md");

/** The permissions that the text explains, by the last part of their address. */
export function explainedScopes(text = installText()): readonly string[] {
  const [, part = ""] = /^## What Google asks.*\n([\s\S]*?)^## /m.exec(text) ?? [];
  return [...part.matchAll(/^- .*\(`([\w.]+)`\)/gm)].map(([, scope = ""]) => scope);
}

/**
 * The whole page, as HTML. `files`: the files to paste, by name. Throws an Error unless the text explains exactly the scopes of the
 * manifest.
 */
export function installPage(version: string, files: ReadonlyMap<string, string>): string {
  // The build's own file. A test compares its scopes with those of the design.
  const { oauthScopes } = JSON.parse(files.get("appsscript.json") ?? "{}") as {
    oauthScopes: readonly string[];
  };
  const asked = oauthScopes.map((scope) => scope.replace(/.*\/auth\//, ""));
  if (asked.join() !== explainedScopes().join()) {
    throw new Error(`install.md explains other permissions than the manifest asks for: ${asked}`);
  }
  const seal = sealOf(files.get("Code.gs") ?? "")?.hash ?? "";
  const text = installText().replace("{version}", version).replace("{seal}", seal);
  const html = htmlOf(text, {
    below: 0,
    id: () => null,
    link: (to, words) => {
      const file = files.get(to);
      return file === undefined ? words : copyButton(to, file);
    },
    // A line drawing of a window, simple but enough to recognize the place. Its numbers refer to the list below it.
    image: beside,
  });
  const [head = "", ...sections] = html.split(/(?=<h[23]>)/);
  const drawn = sections.map((one) => {
    const kind = one.startsWith("<h3>") ? ' class="part"' : "";
    return `<section${kind}>\n${one.trim()}\n</section>`;
  });
  const body = `<main>\n${head}${drawn.join("\n")}\n</main>\n<script>${script}</script>`;
  return pageOf(`Install Student Safety Desk ${version}`, style, body);
}
