/** The chart of the superintendent's page: what a week came to with this system and with the usual script, drawn from the table of docs/usual-script.md. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../build/sources";

/** The rows of the table that are drawn, and how the chart calls them. */
const measures = {
  "reports told of more than 15 minutes later": "Reports told of after 15 minutes or more",
  "reports shown to the person whom they are about": "Reports shown to the person they are about",
  "reporters shown to a contact who must not know them": "Reporters shown to the wrong person",
  "rows that repeat a student whom another row has": "Second rows about the same student",
} as const;

/** The two numbers of a row of the table: this system, the usual script. Throws an Error where the page has no such row. */
function numbersOf(page: string, row: string): readonly [number, number] {
  const line = page.split("\n").find((one) => one.startsWith(`| ${row} `));
  const [own, usual] = (line ?? "").match(/\d[\d,.]*/g)?.slice(-2) ?? [];
  if (own === undefined || usual === undefined) {
    throw new Error(`docs/usual-script.md has no row "${row}" with two numbers.`);
  }
  return [Number(own.replaceAll(",", "")), Number(usual.replaceAll(",", ""))];
}

const [wide, left, rowHigh, top] = [960, 380, 62, 46] as const;

/** The chart, as HTML. */
export function weekChartPage(): string {
  const page = readFileSync(join(root, "docs/usual-script.md"), "utf8");
  const rows = Object.entries(measures).map(([row, title]) => ({
    title,
    numbers: numbersOf(page, row),
  }));
  const most = Math.max(...rows.flatMap(({ numbers }) => numbers));
  const long = (number: number) => (number / most) * (wide - left - 60);
  const bar = (number: number, y: number, kind: string) =>
    `<rect class="${kind}" x="${left}" y="${y}" width="${long(number)}" height="20" /><text x="${left + long(number) + 8}" y="${y + 16}">${number}</text>`;
  const drawn = rows.map(({ title, numbers: [own, usual] }, at) => {
    const y = top + at * rowHigh;
    return `<text x="${left - 12}" y="${y + 26}" class="title">${title}</text>${bar(own, y, "own")}${bar(usual, y + 22, "usual")}`;
  });
  const key = (x: number, kind: string, words: string) =>
    `<rect class="${kind}" x="${x}" y="10" width="20" height="20" /><text x="${x + 28}" y="26">${words}</text>`;
  return `<!doctype html><style>body { margin: 0; font: 16px Arial, sans-serif } .title { text-anchor: end } .own { fill: #0b6b2b } .usual { fill: #8a8a8a }</style>
<svg width="${wide}" height="${top + rows.length * rowHigh}" role="img" aria-label="A week beside the usual script">${key(left, "own", "Student Safety Desk")}${key(left + 240, "usual", "a form with a simple script")}${drawn.join("")}</svg>`;
}
