/**
 * Makes GUIDES.html: the guides of docs/ in one page, for a district that has the release but not the repository. It loads nothing and
 * has no pictures.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { settingDefinitions } from "../../src/district/settings";
import type { Column, ColumnType, EditableBy } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { product } from "../build/header";
import { root } from "../build/sources";
import { builtBundle } from "../play/bundle";
import { play } from "../play/play-scenario";
import { scenarioFrom } from "../play/scenario";
import { installText } from "./install-page";
import { escaped, htmlOf, pageOf } from "./markdown";

/** Guides for people who read the code. They have the repository, so the release leaves these out. */
const forEngineers: readonly string[] = [
  "architecture.md",
  "costs.md",
  "spanish-terms.md",
  "usual-script.md",
];

const groups = [
  { folder: "docs", title: "Guides" },
  { folder: "docs/details", title: "In detail" },
  {
    folder: "docs/security",
    title: "For counsel, the Workspace administrator and engineers",
  },
] as const;
const reference = "Reference";

const style = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 16px; max-width: 760px; font: 17px/1.55 Arial, Helvetica, sans-serif; color: #1f2933; background: #fff; overflow-wrap: break-word; }
article { border-top: 2px solid #6b7783; margin-top: 32px; padding-top: 8px; }
h1, h2, h3, h4 { line-height: 1.3; }
li { margin: 4px 0; }
.path { color: #47535f; font-size: 0.85em; }
.wide { overflow-x: auto; }
.wide:focus-visible, pre:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid #8a5a00; outline-offset: 2px; }
table { border-collapse: collapse; font-size: 0.9em; }
th, td { border: 1px solid #c3ccd5; padding: 6px 8px; text-align: left; vertical-align: top; overflow-wrap: normal; }
pre { overflow-x: auto; padding: 12px; background: #f4f6f8; font-size: 0.85em; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
td code { overflow-wrap: normal; }
a { color: #1a5fb4; }
@media print { body { font-size: 11pt; max-width: none; padding: 0; } article { break-before: page; } .wide { overflow: visible; } }
`;

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

/** Where a link leads in the page being made; null if it leads nowhere. */
type Leads = (link: string) => string | null;

/** A guide as HTML. `id`: the id of the guide in the page, which its title gets. */
export const guideHtml = (markdown: string, id: string, leads: Leads): string =>
  htmlOf(markdown, {
    below: 1,
    id: (words, depth) => (depth === 1 ? id : `${id}--${anchorOf(words)}`),
    link: (href, words) => {
      const to = leads(href);
      return to === null ? words : `<a href="${escaped(to)}">${words}</a>`;
    },
    image: () => "",
  });

interface Guide {
  /** Path relative to the root, which is also the guide's id in the page. */
  readonly path: string;
  readonly text: string;
  readonly title: string;
  /** The group in the page's table of contents. */
  readonly group: string;
}

function guidesIn({ folder, title: group }: (typeof groups)[number]): readonly Guide[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".md"));
  return names
    .filter((name) => !forEngineers.includes(name))
    .sort()
    .map((name) => {
      const path = `${folder}/${name}`;
      const text = name === "probe.md" ? probeGuide() : readFileSync(join(root, path), "utf8");
      return { path, text, title: titleOf(text, path), group };
    });
}

/** The title of a page in Markdown; its path if it has none. */
export const titleOf = (text: string, path: string): string => /^# (.+)$/m.exec(text)?.[1] ?? path;

/** The guides in the order of the page. Those made for the release only come last. */
export async function guidesOfRelease(): Promise<readonly Guide[]> {
  const made = await referencePages();
  return [
    ...groups.flatMap(guidesIn),
    ...made.map((one) => ({ ...one, title: titleOf(one.text, one.path), group: reference })),
  ];
}

/** Where a link of a guide leads: within the page, to the web, or nowhere. */
function leadsFrom(path: string, known: ReadonlySet<string>) {
  return (link: string): string | null => {
    if (/^https?:/.test(link)) return link;
    const [file = "", anchor] = link.split("#");
    const to = file === "" ? path : posix.join(posix.dirname(path), file);
    if (!known.has(to)) return null;
    return anchor === undefined ? `#${to}` : `#${to}--${anchor}`;
  };
}

/** The whole page, as HTML. */
export async function guidesPage(): Promise<string> {
  const all = await guidesOfRelease();
  const known = new Set(all.map(({ path }) => path));
  const contents = [...groups.map(({ title }) => title), reference].map((title) => {
    const own = all.filter(({ group }) => group === title);
    const items = own.map((one) => `<li><a href="#${one.path}">${escaped(one.title)}</a></li>`);
    return `<h2>${title}</h2>\n<ul>\n${items.join("\n")}\n</ul>`;
  });
  const articles = all.map(
    ({ path, text }) =>
      `<article>\n<p class="path">${path}</p>\n${guideHtml(text, path, leadsFrom(path, known))}\n</article>`,
  );
  const body = `<main>
<h1>Student Safety Desk: the guides</h1>
<p>Version ${product().version}. All guides in one page, without their pictures. To install, open INSTALL.html beside it. This is not legal advice.</p>
<nav aria-label="Guides">
${contents.join("\n")}
</nav>
${articles.join("\n")}
</main>`;
  return pageOf(`Student Safety Desk ${product().version}: the guides`, style, body);
}

const boardStyle = `
:root { color-scheme: light; }
@page { size: letter; margin: 0.55in 0.65in; }
body { margin: 0 auto; padding: 16px; max-width: 7.2in; font: 16px/1.45 Arial, Helvetica, sans-serif; color: #1f2933; background: #fff; }
h1 { font-size: 1.5em; margin: 0 0 6px; }
h2 { font-size: 1.1em; margin: 12px 0 4px; }
p, ul, ol, table { margin: 4px 0; }
ol, ul { padding-left: 1.8em; }
img { display: block; width: 100%; height: auto; margin: 6px 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #c3ccd5; padding: 2px 8px; text-align: left; vertical-align: top; }
.wide { overflow-x: auto; }
@media print { body { padding: 0; max-width: none; font-size: 9.4pt; line-height: 1.3; } h2 { break-after: avoid; } li, table, img { break-inside: avoid; } img { max-width: 6in; margin: 4px auto; } .wide { overflow: visible; } }
`;

/** A picture of docs/, embedded in the page. */
function picture(to: string, shows: string): string {
  const bytes = readFileSync(join(root, "docs", to)).toString("base64");
  return `<img src="data:image/png;base64,${bytes}" alt="${escaped(shows)}">`;
}

/** The whole page for the superintendent and the board, as HTML. Links become plain text, because it is for paper. */
export function boardPage(): string {
  const markdown = readFileSync(join(root, "docs/superintendent.md"), "utf8");
  const link = (_to: string, words: string) => words;
  const html = htmlOf(markdown, { below: 0, id: () => null, link, image: picture });
  return pageOf("Student Safety Desk: for the board", boardStyle, `<main>\n${html}</main>`);
}

const step = "### 2. Put its three files into a blank Form\n";

/** The steps for pasting files, with the probe's files, as headings and lists without drawings. */
function clicks(): string {
  const [, parts = ""] = /^(### 3\.1 [\s\S]*?)^## /m.exec(installText()) ?? [];
  return parts
    .replace(/^!\[.*\n\n/gm, "")
    .replace(/^### 3\./gm, "#### 2.")
    .replace(
      /^(\d+\.) \[Copy (.+)\]\(.*\)$/gm,
      "$1 In a text editor, open `probe/$2` and copy all of it.",
    )
    .replace(/^> /gm, "")
    .replaceAll("Dialog", "Probe")
    .replaceAll("capital D", "capital P");
}

/** The whole guide as Markdown. Throws an Error if one of the two pages no longer has the step. */
export function probeGuide(): string {
  const [before, after] = readFileSync(join(root, "docs/probe.md"), "utf8").split(step);
  const [pasted, next] = [clicks(), after?.indexOf("### 3. ") ?? -1];
  if (after === undefined || next < 0 || pasted === "") {
    throw new Error("docs/probe.md has no step 2, or install.md no part 3.1.");
  }
  return `${before}${step}\n${pasted}${after.slice(next)}`;
}

const madeBy = "This page is made from what the product goes by. It is not legal advice.";

/** A text for a table cell in Markdown. */
const inCell = (text: string) => text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The page of settings: key, meaning, allowed values, default. */
function settingsPage(): string {
  const rows = settingDefinitions().map(({ key, meaning, allowed, default: standard }) => [
    `\`${key}\``,
    meaning,
    allowed,
    standard === "" ? "empty" : standard,
  ]);
  return `# Settings\n\nFor the admin: what stands in the tab Settings, and under **Settings** in the Form's menu. A value that is not allowed is named beside its row and in Check, and the default stands in for it.\n\n${madeBy}\n\n${table(["setting", "what it means", "allowed", "without one"], rows)}\n`;
}

const filledInBy: Readonly<Record<EditableBy, string>> = {
  contact: "contacts",
  lead: "lead and admin",
  nobody: "the system",
};

const holds: Readonly<Record<ColumnType, string>> = {
  text: "text",
  "long-text": "text",
  number: "a number",
  checkbox: "a tick",
  "date-time": "a day and a time",
  instant: "a day and a time in UTC",
  date: "a day",
  choice: "a choice",
  choices: "choices, one to a line",
  list: "a list, one to a line",
  json: "for the script alone",
};

function columnRow({ header, type, editableBy, note }: Column): readonly string[] {
  return [header, holds[type], filledInBy[editableBy], note ?? ""];
}

/** The page of columns: for each tab that people see, each visible column, what it holds and who fills it in. */
function columnsPage(): string {
  const sections = Object.values(tabs)
    .filter(({ hidden }) => !hidden)
    .map(({ title, columns }) => {
      const rows = columns.filter(({ hidden }) => !hidden).map(columnRow);
      return `## ${title}\n\n${table(["column", "holds", "filled in by", "its note"], rows)}`;
    });
  return `# Columns of the register\n\nFor contacts, lead and admin: every column that people see, in the order of a new register. The tab Reporters is there in the registers of sealed reports alone. A district may rename, move and add columns.\n\n${madeBy}\n\n${sections.join("\n\n")}\n`;
}

/**
 * The page about the check: what it says in a district that was just set up, and in one in use. Throws an Error if the day cannot be
 * played.
 */
async function checkPage(): Promise<string> {
  const dist = await builtBundle();
  const shown = (live: boolean): string => {
    const events = [{ advance: "PT15M" }, { as: "admin", menu: { name: "check" } }];
    const day = scenarioFrom({ start: "2026-09-01T09:00:00-07:00", live, events });
    const { pages } = play(day, { dist, isEachTick: false });
    const page = pages.find(({ name }) => name === "check");
    if (page === undefined) throw new Error("the check showed no page");
    // The hash changes with each change of the script.
    return page.text.trim().replace(/SHA-256 [0-9a-f]{64}/g, "SHA-256 …");
  };
  return `# The check\n\nFor the admin: what **Check** says of the made-up district, worst first. Yours has the lines that fit it; each says what was seen and what to do.\n\n${madeBy}\n\n## Set up, and not in use yet\n\n\`\`\`text\n${shown(false)}\n\`\`\`\n\n## In use\n\n\`\`\`text\n${shown(true)}\n\`\`\`\n`;
}

/** Every page made for the release, by the path that guides link to. */
export async function referencePages(): Promise<readonly { path: string; text: string }[]> {
  return [
    { path: "docs/reference/check.md", text: await checkPage() },
    { path: "docs/reference/columns.md", text: columnsPage() },
    { path: "docs/reference/settings.md", text: settingsPage() },
  ];
}
