/** A decision table drawn: as text for a terminal, and as a page to print. Pure. */
import type { DecisionTable, Table } from "./decision-table";

/** The widest a column of the text gets, in characters; longer cells go on in further lines. */
const widest = 44;

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function textOf({ caption, head, rows }: Table): readonly string[] {
  const widths = head.map((title, at) =>
    Math.min(widest, Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length))),
  );
  const drawn = (cells: readonly string[]): readonly string[] => {
    const parts = widths.map((width, at) => wrapped(cells[at] ?? "", width));
    const height = Math.max(...parts.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      parts
        .map((part, at) => (part[line] ?? "").padEnd(widths[at] ?? 0))
        .join(" | ")
        .trimEnd(),
    );
  };
  const rule = widths.map((width) => "-".repeat(width)).join("-+-");
  return [caption, "", ...drawn(head), rule, ...rows.flatMap(drawn), ""];
}

/** A line of text each. */
export function drawnAsText({ title, facts, tables }: DecisionTable): readonly string[] {
  return [title, ...facts, "", ...tables.flatMap(textOf)];
}

const escaped = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const style = `
@page { size: A4 landscape; margin: 14mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.4 system-ui, sans-serif; color: #1f2933; margin: 24px; }
h1 { font-size: 17pt; margin: 0 0 4px; }
p { margin: 2px 0; }
table { border-collapse: collapse; width: 100%; margin: 22px 0 0; }
caption { text-align: left; font-weight: 600; font-size: 12.5pt; padding: 0 0 6px; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #9aa5b1; padding: 4px 6px; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { background: #e8edf2; }
td:first-child { font-weight: 600; }
td.source { font-size: 9pt; color: #3e4c59; }
.sign { margin-top: 30px; break-inside: avoid; }
.sign td { height: 44px; font-weight: 400; }
@media print { body { margin: 0; } }
`;

function tableHtml({ caption, head, rows }: Table): string {
  const cells = (row: readonly string[], tag: "th" | "td") =>
    head
      .map((_, at) => {
        const scope = tag === "th" ? ' scope="col"' : "";
        const look = tag === "td" && head[at] === "Source" ? ' class="source"' : "";
        return `<${tag}${scope}${look}>${escaped(row[at] ?? "")}</${tag}>`;
      })
      .join("");
  return [
    `<table><caption>${escaped(caption)}</caption>`,
    `<thead><tr>${cells(head, "th")}</tr></thead><tbody>`,
    ...rows.map((row) => `<tr>${cells(row, "td")}</tr>`),
    "</tbody></table>",
  ].join("\n");
}

/** The page, with a place to sign for whoever approves it. It loads nothing from elsewhere. */
export function drawnAsPage({ title, facts, tables, fingerprint }: DecisionTable): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${style}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    ...facts.map((one) => `<p>${escaped(one)}</p>`),
    ...tables.map(tableHtml),
    `<table class="sign"><caption>Approved for the county: this version, with the fingerprint ${fingerprint}, says what the document says</caption>`,
    "<thead><tr><th>Name and office</th><th>Day</th><th>Signature</th></tr></thead>",
    "<tbody><tr><td></td><td></td><td></td></tr></tbody></table>",
    "</body></html>",
    "",
  ].join("\n");
}
