/**
 * Makes ADOPT.html: the papers of docs/adopt/ with which a district puts the product on an agenda, each on at most two sheets. It loads
 * nothing. Its links lead to the pages beside it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { product } from "../build/header";
import { root } from "../build/sources";
import { guideHtml, titleOf } from "./guides-page";
import { escaped, pageOf } from "./markdown";

const folder = "docs/adopt";

const style = `
:root { color-scheme: light; }
@page { size: letter; margin: 0.6in 0.7in; }
body { margin: 0 auto; padding: 16px; max-width: 7.2in; font: 16px/1.5 Arial, Helvetica, sans-serif; color: #1f2933; background: #fff; overflow-wrap: break-word; }
article { border-top: 2px solid #6b7783; margin-top: 32px; padding-top: 8px; }
h1, h2, h3 { line-height: 1.25; margin: 14px 0 4px; }
p, ul, ol { margin: 6px 0; }
li { margin: 3px 0; }
ol, ul { padding-left: 1.6em; }
blockquote { margin: 8px 0; padding: 4px 12px; border-left: 4px solid #8a5a00; background: #fff6e0; }
.wide { overflow-x: auto; margin: 6px 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #c3ccd5; padding: 3px 7px; text-align: left; vertical-align: top; overflow-wrap: normal; }
code { overflow-wrap: anywhere; }
a { color: #1a5fb4; }
.wide:focus-visible, a:focus-visible { outline: 3px solid #8a5a00; outline-offset: 2px; }
@media print {
  header { display: none; }
  body { padding: 0; max-width: none; font-size: 9.6pt; line-height: 1.32; }
  article { border: 0; margin: 0; padding: 0; }
  article + article { break-before: page; }
  h1, h2, h3 { break-after: avoid; }
  h2 { font-size: 1.2em; }
  li, tr, blockquote { break-inside: avoid; }
  .wide { overflow: visible; }
  a { color: inherit; text-decoration: none; }
}
`;

/** Pages of the release by the file of the project from which each is made. */
const besideIt: Readonly<Record<string, string>> = {
  "docs/superintendent.md": "BOARD.html",
  "scripts/release/install.md": "INSTALL.html",
};

/** The papers in the order of a district's way: the agenda first, then what the board, the union and the IT committee ask. */
const order = "board-item pilot regulation-5141-4 safety-plan memorandum tip-line it-committee";

/** The papers by path. Throws an Error if a paper has no place in the order. */
export function papers(): ReadonlyMap<string, string> {
  const names = order.split(" ").map((name) => `${name}.md`);
  const found = readdirSync(join(root, folder));
  if (found.length !== names.length || found.some((name) => !names.includes(name))) {
    throw new Error(`${folder} has other papers than scripts/release/adopt-page.ts: ${found}`);
  }
  return new Map(
    names.map((name) => {
      const path = `${folder}/${name}`;
      return [path, readFileSync(join(root, path), "utf8")] as const;
    }),
  );
}

/** Where a link of a paper leads: within the page, to a page beside it, to the web, or nowhere. */
function leads(link: string, path: string): string | null {
  if (/^https?:/.test(link)) return link;
  const [file = "", anchor] = link.split("#");
  const to = file === "" ? path : posix.join(posix.dirname(path), file);
  if (to in besideIt) return besideIt[to] ?? null;
  if (!to.startsWith("docs/") || !to.endsWith(".md")) return null;
  const place = `#${to}${anchor === undefined ? "" : `--${anchor}`}`;
  return posix.dirname(to) === folder ? place : `GUIDES.html${place}`;
}

/** The whole page, as HTML. */
export function adoptPage(): string {
  const all = [...papers()];
  const items = all.map(
    ([path, text]) => `<li><a href="#${path}">${escaped(titleOf(text, path))}</a></li>`,
  );
  const articles = all.map(
    ([path, text]) =>
      `<article>\n${guideHtml(text, path, (link) => leads(link, path))}\n</article>`,
  );
  const title = "Student Safety Desk: papers to adopt it";
  const body = `<header>
<h1>${title}</h1>
<p>Version ${product().version}. Drafts for a district, which counsel has to read. Printing gives each paper its own sheets. This is not legal advice.</p>
<nav aria-label="Papers">
<ol>
${items.join("\n")}
</ol>
</nav>
</header>
<main>
${articles.join("\n")}
</main>`;
  return pageOf(title, style, body);
}
