/** Turns the guides' Markdown into HTML: as much of it as they use, and a line that is none of it is text. */
import { escaped } from "./drawing";

/** Where a link of a page leads in the page at hand; null where there is nothing to lead to. */
export type Leads = (link: string) => string | null;

/** A heading's anchor, as GitHub makes it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

/** A line of words. What stands between backticks is left as it is; pictures are left out. */
function inline(text: string, leads: Leads): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith("`") && part.length > 2 ? codeOf(part) : part))
    .map((part) => (part.startsWith("<code>") ? part : marked(part, leads)))
    .join("");
}

const codeOf = (part: string) => `<code>${escaped(part.slice(1, -1))}</code>`;

function marked(text: string, leads: Leads): string {
  return escaped(text)
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, words: string, link: string) => {
      const to = leads(link);
      return to === null ? words : `<a href="${to}">${words}</a>`;
    })
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/(^|[^\w])_([^_]+)_(?!\w)/g, "$1<em>$2</em>");
}

const cellsOf = (line: string) =>
  line
    .replaceAll("\\|", "\u0000")
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\u0000", "|"));

function tableOf(lines: readonly string[], leads: Leads): string {
  const [head = "", , ...rows] = lines;
  const row = (line: string, tag: "th" | "td") =>
    `<tr>${cellsOf(line)
      .map((cell) => `<${tag}>${inline(cell, leads)}</${tag}>`)
      .join("")}</tr>`;
  const body = rows.map((line) => row(line, "td")).join("\n");
  return `<div class="wide" tabindex="0" role="group" aria-label="Table"><table>\n${row(head, "th")}\n${body}\n</table></div>`;
}

/** Kinds of lines that stand together: what such a line begins with, and what a run of them becomes. */
const runs: readonly {
  readonly begins: RegExp;
  readonly become: (lines: readonly string[], leads: Leads) => string;
}[] = [
  { begins: /^\|/, become: tableOf },
  { begins: /^- /, become: (lines, leads) => listOf("ul", lines, leads) },
  { begins: /^\d+\. /, become: (lines, leads) => listOf("ol", lines, leads) },
];

function listOf(tag: "ul" | "ol", lines: readonly string[], leads: Leads): string {
  const items = lines.map((line) => `<li>${inline(line.replace(/^(?:-|\d+\.) /, ""), leads)}</li>`);
  return `<${tag}>\n${items.join("\n")}\n</${tag}>`;
}

/** Lines of a block between two blank ones. `id`: what anchors of headings begin with. */
function blockOf(lines: readonly string[], id: string, leads: Leads): string {
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const run = runs.find(({ begins }) => begins.test(line));
    const [, marks = "", words = ""] = /^(#{1,5}) (.+)$/.exec(line) ?? [];
    if (run !== undefined) {
      const end = lines.findIndex((one, place) => place > at && !run.begins.test(one));
      const own = lines.slice(at, end === -1 ? undefined : end);
      out.push(run.become(own, leads));
      at += own.length;
      continue;
    }
    // The page's own title has the page's id.
    const anchor = marks.length === 1 ? id : `${id}--${anchorOf(words)}`;
    const level = marks.length + 1;
    const text = inline(marks === "" ? line : words, leads);
    if (marks !== "") out.push(`<h${level} id="${anchor}">${text}</h${level}>`);
    else if (/^<\/?(?:details|summary)\b/.test(line)) out.push(line);
    else if (text.trim() !== "") out.push(`<p>${text}</p>`);
    at += 1;
  }
  return out.join("\n");
}

/** A page as HTML, its headings one level below. `id`: the page's own. */
export function htmlOf(markdown: string, id: string, leads: Leads): string {
  const parts = markdown.split(/^```\w*\n([\s\S]*?)^```$/m);
  return parts
    .map((part, at) =>
      at % 2 === 1
        ? `<pre tabindex="0">${escaped(part)}</pre>`
        : part
            .split(/\n{2,}/)
            .map((block) => blockOf(block.split("\n"), id, leads))
            .filter((html) => html !== "")
            .join("\n"),
    )
    .filter((html) => html !== "")
    .join("\n");
}
