/**
 * Renders a letter as html and as plain text. The html is what Gmail keeps of an email: inline styles, plain blocks, nothing loaded from
 * outside. Colours are left to the reader's theme.
 */
import type { Block, Letter, Line } from "./letter";

// A tagged template that escapes every text put into it. Nothing else in this folder makes markup.

export class Html {
  constructor(readonly markup: string) {}
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Text made safe to stand in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities.get(character) ?? "");
}

/** Markup with values in it: texts are escaped, markup is kept, lists are joined. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  const markup = strings.map((string, index) => {
    const value = values[index];
    if (value === undefined) return string;
    if (typeof value === "string") return string + escapeHtml(value);
    return string + (value instanceof Html ? [value] : value).map((one) => one.markup).join("");
  });
  return new Html(markup.join(""));
}

const styles = {
  page: "max-width:600px;margin:0 auto;padding:8px 4px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:anywhere",
  line: "margin:12px 0",
  fact: "margin:14px 0 6px",
  alert:
    "margin:0 0 16px;padding:10px 14px;border:2px solid #c5221f;border-radius:6px;font-weight:bold",
  heading:
    "margin:24px 0 10px;padding-top:14px;border-top:1px solid #9aa0a6;font-size:18px;line-height:1.3",
  item: "margin:0 0 10px;border-collapse:collapse",
  // In some email programs a table does not inherit font and line height.
  marker: "vertical-align:top;padding:0 8px 0 0;white-space:nowrap;font-size:16px;line-height:1.4",
  cell: "vertical-align:top;padding:0;font-size:16px;line-height:1.4",
  detail: "margin:4px 0 0",
  button: "margin:12px 0 16px",
  link: "display:inline-block;padding:11px 18px;border-radius:6px;background:#174ea6;color:#ffffff;font-weight:bold;text-decoration:none",
  // The colour is inherited: no blue is readable both on white and on a dark theme.
  phone: "color:inherit;font-weight:bold;text-decoration:underline;white-space:nowrap",
  small: "margin:0 0 8px;font-size:14px",
} as const;

/** The html part. The first text in it is the first line of the letter, which a locked phone shows. */
export function renderHtml(letter: Letter): string {
  return html`<div style="${styles.page}">${letter.blocks.map(blockHtml)}</div>`.markup;
}

function blockHtml(block: Block): Html {
  switch (block.is) {
    case "line":
      return html`<p style="${styles.line}">${lineHtml(block.line)}</p>`;
    case "fact":
      return html`<p style="${styles.fact}">${block.label}: <b>${block.value}</b></p>`;
    case "alert":
      return html`<p style="${styles.alert}">${lineHtml(block.line)}</p>`;
    case "heading":
      return html`<h2 style="${styles.heading}">${block.text}</h2>`;
    case "small":
      return html`<p style="${styles.small}">${lineHtml(block.line)}</p>`;
    case "button":
      return html`<p style="${styles.button}"><a href="${block.link}" style="${styles.link}">${block.label}</a></p>`;
    case "item":
      return itemHtml(block);
  }
}

function itemHtml(block: Extract<Block, { is: "item" }>): Html {
  const words = lineHtml(block.line);
  const details = block.details.map(
    (detail) => html`<div style="${styles.detail}">${lineHtml(detail)}</div>`,
  );
  return html`<table role="presentation" style="${styles.item}"><tr><td style="${styles.marker}">${
    block.marker === "-" ? "•" : block.marker
  }</td><td style="${styles.cell}">${block.details.length > 0 ? html`<b>${words}</b>` : words}${details}</td></tr></table>`;
}

function lineHtml(line: Line): readonly Html[] {
  return line.map((part) =>
    typeof part === "string"
      ? html`${part}`
      : html`<a href="tel:${dialled(part.phone)}" style="${styles.phone}">${part.phone}</a>`,
  );
}

/** The digits to dial, with a leading plus and the extension as RFC 3966 writes them. */
function dialled(phone: string): string {
  const [number = "", extension] = phone.split(/x|ext\.?/i);
  const digits = (number.trim().startsWith("+") ? "+" : "") + number.replace(/\D/g, "");
  return extension === undefined ? digits : `${digits};ext=${extension.replace(/\D/g, "")}`;
}

// Renders a letter as plain text.

/** The text part: one line for each line of the letter, blank lines between its parts. */
export function renderText(letter: Letter): string {
  const parts = letter.blocks.map((block, index) => {
    const before = letter.blocks[index - 1];
    return `${before === undefined || isClose(block, before) ? "" : "\n"}${blockText(block)}`;
  });
  return `${parts.join("\n")}\n`;
}

/** A line as plain text. */
export function lineText(line: Line): string {
  return line.map((part) => (typeof part === "string" ? part : part.phone)).join("");
}

/** Whether no blank line stands between the two blocks: dashes stay with the block to which they belong, and facts with each other. */
function isClose(block: Block, before: Block): boolean {
  return block.is === "fact" ? before.is === "fact" : block.is === "item" && block.marker === "-";
}

function blockText(block: Block): string {
  switch (block.is) {
    case "heading":
      return block.text.toUpperCase();
    case "fact":
      return `${block.label}: ${block.value}`;
    case "line":
    case "alert":
    case "small":
      return lineText(block.line);
    case "button":
      return `${block.label}:\n${block.link}`;
    case "item": {
      const indent = " ".repeat(block.marker.length + 1);
      const details = block.details.map((detail) => `\n${indent}${lineText(detail)}`);
      return `${block.marker} ${lineText(block.line)}${details.join("")}`;
    }
  }
}

/** A message as MailApp sends it. */
export interface Message {
  readonly subject: string;
  /** As complete as `html`. */
  readonly text: string;
  readonly html: string;
}

/** The letter as subject, text and html. */
export function rendered(letter: Letter): Message {
  return { subject: letter.subject, text: renderText(letter), html: renderHtml(letter) };
}
