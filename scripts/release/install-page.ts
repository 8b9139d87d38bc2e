/**
 * INSTALL.html: the day of installation (scripts/steps), for somebody who never saw a script editor.
 * It holds the texts to paste as well: no computer opens a `.gs` file by itself, and some show a page instead of its text.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sealOf } from "../build/script";
import { root } from "../build/sources";
import { type DayStep, dayOfInstallation, guidesName, type Who } from "../steps/installation";
import type { PasteStep, Place } from "../steps/paste";
import { permissionsOf } from "./permissions";

export interface Guide {
  readonly version: string;
  /** The files to paste, by name. */
  readonly files: ReadonlyMap<string, string>;
}

const style = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 16px; max-width: 700px; font: 17px/1.55 Arial, Helvetica, sans-serif; color: #1f2933; background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 1.25em; line-height: 1.3; margin: 0 0 8px; }
h3 { font-size: 1.05em; line-height: 1.3; margin: 0 0 8px; }
.who { margin: 0 0 8px; color: #47535f; }
.part { border-top-style: dashed; }
section { border-top: 1px solid #c3ccd5; padding: 20px 0 8px; }
svg { display: block; width: 100%; max-width: 480px; height: auto; margin: 8px 0 12px; }
li { margin: 6px 0; }
ol, ul { padding-left: 1.5em; }
.else { background: #fff6e0; border-left: 4px solid #8a5a00; padding: 8px 12px; margin: 12px 0; }
.else p { margin: 6px 0; }
button { font: inherit; font-weight: 700; color: #fff; background: #1a5fb4; border: 0; border-radius: 6px; padding: 8px 16px; min-height: 44px; cursor: pointer; }
button:focus-visible, textarea:focus-visible, a:focus-visible { outline: 3px solid #8a5a00; outline-offset: 2px; }
[role="status"] { font-weight: 700; }
textarea { box-sizing: border-box; display: block; width: 100%; margin: 8px 0; font: 13px/1.4 ui-monospace, Menlo, Consolas, monospace; color: #1f2933; background: #f4f6f8; border: 1px solid #6b7783; resize: vertical; }
.paper { display: none; }
dt { font-weight: 700; margin-top: 14px; }
dd { margin: 2px 0 0; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
a { color: #1a5fb4; }
@media print { button, textarea, [role="status"] { display: none; } .paper { display: inline; } body { font-size: 11pt; max-width: none; padding: 0; } section, svg, .else, dd { break-inside: avoid; } h2, h3, dt { break-after: avoid; } svg { max-width: 380px; } }
`;

/** What the buttons do. A browser that keeps the clipboard from a page on the disk may still let it copy a selection. */
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
    ? "Copied. Go on with the next line."
    : "The browser did not copy. Click into the box, press Ctrl+A (⌘A), then Ctrl+C (⌘C).";
});
`;

export function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/** A line drawing of a window, enough to know the place again; the numbers in it are those of the sentences beside it. */
const drawn = (place: Place): string =>
  readFileSync(join(root, `scripts/release/drawings/${place}.svg`), "utf8").trimEnd();

/** Escapes, then sets what stands between two stars or backticks apart. */
function inline(text: string): string {
  return escaped(text)
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/`(.+?)`/g, "<code>$1</code>");
}

function copyButton(file: string, text: string): string {
  const label = `The text of ${file}`;
  // A parser drops the first line break of a text area: this one is for that.
  return `<button type="button">Copy ${file}</button> <span role="status"></span>
<textarea readonly rows="3" wrap="off" spellcheck="false" aria-label="${label}">
${escaped(text)}</textarea>
<span class="paper">Copy the whole text of the file ${file}.</span>`;
}

/** The items of a step as a list; a file to fetch is a button. */
function listOf(says: PasteStep["says"], files: Guide["files"]): string {
  const items = says
    .map((one) =>
      typeof one === "string" ? inline(one) : copyButton(one.fetch, files.get(one.fetch) ?? ""),
    )
    .map((html) => `<li>${html}</li>`)
    .join("\n");
  return `<ol>\n${items}\n</ol>`;
}

function partOf(
  { title, picture, says, else: other = [] }: PasteStep,
  number: string,
  files: Guide["files"],
): string {
  const words = other.map((text) => `<p>${inline(text)}</p>`).join("\n");
  return `<section class="part">
<h3>${number} ${inline(title)}</h3>
${picture === undefined ? "" : drawn(picture)}
${listOf(says, files)}
${words === "" ? "" : `<div class="else">${words}</div>`}
</section>`;
}

const whoWords: Readonly<Record<Who, string>> = {
  admin: "the admin",
  lead: "the district lead",
  workspace: "the Workspace administrator",
  counsel: "counsel",
  "somebody-else": "somebody who may not edit the Form",
};

function sectionOf(step: DayStep, number: number, files: Guide["files"]): string {
  const { title, who, where, says, parts = [] } = step;
  return `<section>
<h2>${number}. ${inline(title)}</h2>
<p class="who">Who: ${who.map((one) => whoWords[one]).join(", ")}. Where: ${inline(where)}.</p>
${parts.length === 0 ? listOf(says, files) : says.map((words) => `<p>${inline(words)}</p>`).join("\n")}
</section>
${parts.map((part, at) => partOf(part, `${number}.${at + 1}`, files)).join("\n")}`;
}

/** The whole page, with nothing to load. Fails where a scope of the manifest is not explained. */
export function installPage(guide: Guide): string {
  const permissions = permissionsOf(guide.files.get("appsscript.json") ?? "{}");
  const [page = ""] = [...guide.files.keys()].filter((name) => name.endsWith(".html"));
  const steps = dayOfInstallation(page);
  const listed = [...guide.files.keys()].map((name) => `<code>${name}</code>`).join(", ");
  const consent = permissions
    .map(({ asks, why, not }) => `<dt>${inline(asks)}</dt>\n<dd>${inline(why)} ${inline(not)}</dd>`)
    .join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Install Student Safety Desk ${guide.version}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Install Student Safety Desk</h1>
<p>Version ${guide.version}. ${steps.length} steps, nothing to buy and nothing to install on the computer. With buttons on this page you copy the text of ${guide.files.size} files (${listed}) into the script that belongs to a Google Form. Until the last step the Form says that it is not in use.</p>
<p>The pictures are drawings. Google moves things now and then; the words are what to look for. The guides are in ${guidesName}.</p>
${steps.map((step, index) => sectionOf(step, index + 1, guide.files)).join("\n")}
<section>
<h2>What Google asks, and what each permission is for</h2>
<p>There are ${permissions.length}. Google words them about like this. If it asks for more than these, click Cancel: the files are not the ones of this version.</p>
<dl>
${consent}
</dl>
<p>The program cannot call any other address on the internet. What it keeps stays in the district’s own Google account.</p>
</section>
<section>
<h2>To be sure that nobody changed the files</h2>
<p>There are three fingerprints (SHA-256), each for a moment of its own.</p>
<ul>
<li><strong>Before you paste: <code>SHA256SUMS</code>.</strong> It has one for each file of the release. In the unpacked folder, <code>shasum -a 256 -c SHA256SUMS</code> (Mac, Linux) compares them all; on Windows, <code>certutil -hashfile Code.gs SHA256</code> shows the one of a file.</li>
<li><strong>Whenever you choose Check: the one of the script that runs.</strong> For this version it is <code>${sealOf(guide.files.get("Code.gs") ?? "")?.hash ?? ""}</code>. It tells a script that is half pasted or was changed by accident. One that somebody changed on purpose could say anything.</li>
<li><strong>Where you doubt whoever may edit the Form: <code>SHA256SUMS</code> again.</strong> Copy all of Code.gs out of the script editor into a file, and compare that file with its line there.</li>
<li><strong>The one in the first lines of Code.gs.</strong> It is of the text below those lines: for somebody who has that one file and not the release. Nobody else needs it.</li>
</ul>
</section>
<section>
<p>This page is about installing a program. It is not legal advice. The Form is not a mandated report: whoever has reasonable suspicion still calls child and family services and sends the written report.</p>
</section>
</main>
<script>${script}</script>
</body>
</html>
`;
}
