/**
 * INSTALL.html: the way from the unpacked files to a Form with the menu, for somebody who never saw a script editor.
 * It holds the texts to paste as well: no computer opens a `.gs` file by itself, and some show a page instead of its text.
 */
import { sealOf } from "../build/script";
import { escaped } from "./drawing";
import { permissionsOf } from "./permissions";
import { pictures } from "./pictures";

export interface Guide {
  readonly version: string;
  /** The files to paste, by name. */
  readonly files: ReadonlyMap<string, string>;
}

/** A button that copies the text of a file. */
interface Copy {
  readonly copy: string;
}

interface Step {
  readonly title: string;
  /** The drawing, if there is one; its numbers are those of `says`. */
  readonly picture?: string;
  /** In order, numbered from 1; `**bold**` is a word on the screen. */
  readonly says: readonly (string | Copy)[];
  /** What may go otherwise, and what to do then. */
  readonly else?: readonly string[];
}

const style = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 16px; max-width: 700px; font: 17px/1.55 Arial, Helvetica, sans-serif; color: #1f2933; background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 1.25em; line-height: 1.3; margin: 0 0 8px; }
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
@media print { button, textarea, [role="status"] { display: none; } .paper { display: inline; } body { font-size: 11pt; max-width: none; padding: 0; } section, svg, .else, dd { break-inside: avoid; } h2, dt { break-after: avoid; } svg { max-width: 380px; } }
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

/** Escapes, then sets what stands between two stars apart. */
function inline(text: string): string {
  return escaped(text).replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>");
}

const paste =
  "Click into the text on the right, select everything there (Ctrl+A or ⌘A) and paste (Ctrl+V or ⌘V). Nothing of the old text may be left.";
/** What is said of Google's warning wherever it is said: INSTALL.html and docs/security/administrator.md (a test holds them together). */
export const unverifiedApp =
  "A script of your own domain’s account shows no warning that Google has not verified the app. If “Google hasn’t verified this app” comes all the same, look at the address shown as its developer: if it is the account with which you pasted the script, choose **Advanced**, then **Go to Untitled project**; if it is another one, stop.";
const save = "Click **Save**, the disk above the text.";

function pageStep(file: string): Step {
  const name = file.replace(/\.html$/, "");
  return {
    title: `Add the page ${name}`,
    picture: pictures.page,
    says: [
      "Above the list of files, click **+**.",
      "Click **HTML**.",
      `Type **${name}**, with a capital ${name.charAt(0)} and without an ending, and press Enter. The editor adds “.html” by itself.`,
      { copy: file },
      paste,
      save,
    ],
  };
}

function stepsOf({ files }: Guide): readonly Step[] {
  const htmlFiles = [...files.keys()].filter((name) => name.endsWith(".html"));
  return [
    {
      title: "Sign in with the right account",
      says: [
        "Use an account of the district that belongs to an office and not to a person, for example student-safety@your-district.example. It will own the Form and the spreadsheets and send the mail, so it must outlast whoever works there now.",
        "The account should own no other spreadsheets. A private Gmail account will not do.",
        "Use a computer, not a phone. Signed in to several accounts? Open a private window and sign in to this one alone.",
      ],
    },
    {
      title: "Make a Form and open its script",
      picture: pictures.apps,
      says: [
        "Open forms.new in the browser: an empty Form appears. Leave it empty; the questions are written later, by the program.",
        "Click the three dots at the top right.",
        "Click **Apps Script** (in some accounts **Script editor**). A new tab opens: the script editor.",
      ],
      else: [
        "No such entry in the menu? Your district has switched Apps Script off for this account. Its Google Workspace administrator can switch it on.",
      ],
    },
    {
      title: "Replace the program",
      picture: pictures.code,
      says: [{ copy: "Code.gs" }, "In the script editor, click **Code.gs**.", paste, save],
      else: ["It is long: the editor may need some seconds until the whole text is there."],
    },
    {
      title: "Show the file appsscript.json",
      picture: pictures.settings,
      says: [
        "Click the cog wheel on the left, **Project Settings**.",
        "Tick **Show “appsscript.json” manifest file in editor**.",
      ],
    },
    {
      title: "Replace appsscript.json",
      picture: pictures.manifest,
      says: [
        "Click **< >** on the left, **Editor**.",
        "Click the file **appsscript.json**.",
        { copy: "appsscript.json" },
        paste,
        save,
        "Under **Services**, below the files, you now see **Drive** and **Sheets**.",
      ],
    },
    {
      title: "Switch the two services on",
      picture: pictures.services,
      says: [
        "Under **Services**, click the three dots beside **Drive**, then **Remove**.",
        "Click the plus sign beside **Services**.",
        "Choose **Drive API**, leave its identifier **Drive**, and click **Add**.",
        "Do the same with **Sheets**: remove it, and add **Google Sheets API** with the identifier **Sheets**.",
      ],
      else: [
        "The pasted text only names the services; adding them by hand is what switches them on. If one is left out, **Set up** says which, and **Check** has a line for it: repeat this step for that one.",
        "A service is not in the list? Then only add it.",
      ],
    },
    ...htmlFiles.map(pageStep),
    {
      title: "Go back to the Form and choose Set up",
      picture: pictures.menu,
      says: [
        "Go to the tab of the Form and reload it (F5). Wait ten seconds.",
        "Click the puzzle piece at the top.",
        "Click **Student safety**.",
        "Click **Set up**.",
      ],
      else: [
        "No puzzle piece, or no Student safety? Reload once more. Still none: a file is missing, is not saved, or has more in it than was pasted. Look at the list of files, and repeat the step of each.",
      ],
    },
    {
      title: "Give Google your consent",
      picture: pictures.consent,
      says: [
        "Google says that authorization is required. Click **OK** or **Review permissions**, and choose the account of step 1.",
        "Tick **Select all**. With a box left empty it does not work. What each one is for stands below.",
        "Click **Continue** or **Allow**. Then choose **Student safety › Set up** once more, if nothing opens by itself.",
      ],
      else: [
        unverifiedApp,
        "“This app is blocked” or “Access blocked”: the district’s Google Workspace administrator decides which scripts may run (Admin console › Security › API controls). Show them this page.",
      ],
    },
    {
      title: "Try it with an invented student first",
      says: [
        "Follow what Set up shows. At its end, send yourself a report about somebody who does not exist: within a minute there must be a case in the spreadsheet, and the designated contact must have a mail.",
        "Only then give the Form’s address to the staff.",
        "To bring in a newer version later, repeat the steps with the new files in the same Form, and choose Set up. Cases and settings stay.",
      ],
    },
  ];
}

function copyButton(file: string, text: string): string {
  const label = `The text of ${file}`;
  // A parser drops the first line break of a text area: this one is for that.
  return `<button type="button">Copy ${file}</button> <span role="status"></span>
<textarea readonly rows="3" wrap="off" spellcheck="false" aria-label="${label}">
${escaped(text)}</textarea>
<span class="paper">Copy the whole text of the file ${file}.</span>`;
}

function sectionOf(step: Step, number: number, files: Guide["files"]): string {
  const items = step.says
    .map((one) =>
      typeof one === "string" ? inline(one) : copyButton(one.copy, files.get(one.copy) ?? ""),
    )
    .map((html) => `<li>${html}</li>`)
    .join("\n");
  const other = (step.else ?? []).map((text) => `<p>${inline(text)}</p>`).join("\n");
  return `<section>
<h2>${number}. ${inline(step.title)}</h2>
${step.picture ?? ""}
<ol>
${items}
</ol>
${other === "" ? "" : `<div class="else">${other}</div>`}
</section>`;
}

/** The whole page, with nothing to load. Fails where a scope of the manifest is not explained. */
export function installPage(guide: Guide): string {
  const permissions = permissionsOf(guide.files.get("appsscript.json") ?? "{}");
  const steps = stepsOf(guide);
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
<p>Version ${guide.version}. ${steps.length} steps, about half an hour, nothing to buy and nothing to install on the computer. With buttons on this page you copy the text of ${guide.files.size} files (${listed}) into the script that belongs to a Google Form.</p>
<p>The pictures are drawings. Google moves things now and then; the words are what to look for.</p>
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
<p><code>SHA256SUMS</code> holds a fingerprint of each file. In the unpacked folder, <code>shasum -a 256 -c SHA256SUMS</code> (Mac, Linux) compares them; on Windows, <code>certutil -hashfile Code.gs SHA256</code> shows the one of a file. The first lines of Code.gs name the version.</p>
<p>Once it is installed, <strong>Check</strong> says which script runs, by the SHA-256 of what Google runs of it: <code>${sealOf(guide.files.get("Code.gs") ?? "")?.hash ?? ""}</code>. A script that somebody changed on purpose could say anything: to be sure, copy all of Code.gs out of the script editor into a file, and compare that one with <code>SHA256SUMS</code>.</p>
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
