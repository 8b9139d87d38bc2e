/** BOARD.html: the superintendent's page (docs/superintendent.md) on two sheets of letter paper, with its pictures in it. It loads nothing. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../build/sources";
import { escaped, htmlOf, pageOf } from "./markdown";

const style = `
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

/** A picture of docs/ as part of the page. */
function picture(to: string, shows: string): string {
  const bytes = readFileSync(join(root, "docs", to)).toString("base64");
  return `<img src="data:image/png;base64,${bytes}" alt="${escaped(shows)}">`;
}

/** The whole page. Of links only the words are left: on paper no one follows them. */
export function boardPage(): string {
  const markdown = readFileSync(join(root, "docs/superintendent.md"), "utf8");
  const link = (_to: string, words: string) => words;
  const html = htmlOf(markdown, { below: 0, id: () => null, link, image: picture });
  return pageOf("Student Safety Desk: for the board", style, `<main>\n${html}</main>`);
}
