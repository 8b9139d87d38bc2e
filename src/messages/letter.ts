/**
 * An email as one list of blocks, and the text and html parts made from it. Both parts come from the same blocks, so that neither says more
 * than the other. The html is limited to what Gmail keeps: inline styles, plain blocks, nothing loaded from outside. Colors are left to the
 * reader's theme.
 */

import type { RegisterLink } from "../case/facts/case-reference";
import { type Callee, numberParts } from "../protocol/agencies";
import { capital, plainLine } from "../text";

/** A phone number that can be tapped. */
export interface Phone {
  readonly phone: string;
}

/** Words on one line, perhaps with phone numbers among them. */
export type Line = readonly (string | Phone)[];

/** A part of an email. */
export type Block =
  /** "alert": a line that must not be overlooked; "small": one that may be skipped. */
  | { readonly is: "line" | "alert" | "small"; readonly line: Line }
  /** A label and its value, such as "Case" and its reference. */
  | { readonly is: "fact"; readonly label: string; readonly value: string }
  | { readonly is: "heading"; readonly text: string }
  /** An entry of a list: a number or a dash, what it is about, and lines that belong to it. */
  | {
      readonly is: "item";
      readonly marker: string;
      readonly line: Line;
      readonly details: readonly Line[];
    }
  | { readonly is: "button"; readonly label: string; readonly link: RegisterLink };

/** An email as a subject and blocks. */
export interface Letter {
  readonly subject: string;
  /** A locked phone shows the line of the first block. */
  readonly blocks: readonly Block[];
}

/** What an email is put together from: a block, a text that becomes a line, a list of parts, or false for nothing. */
export type Part = Block | string | false | readonly Part[];

function blocksOf(part: Part): readonly Block[] {
  if (part === false) return [];
  if (typeof part === "string") return [lineBlock(part)];
  return "is" in part ? [part] : part.flatMap(blocksOf);
}

/** An email made of these parts. */
export function mailOf(subject: string, parts: readonly Part[]): Letter {
  return { subject, blocks: parts.flatMap(blocksOf) };
}

export const lineBlock = (...line: Line): Block => ({ is: "line", line });
export const alert = (...line: Line): Block => ({ is: "alert", line });
export const small = (...line: Line): Block => ({ is: "small", line });
export const fact = (label: string, value: string): Block => ({ is: "fact", label, value });
export const heading = (text: string): Block => ({ is: "heading", text });
/** An entry of a list. `marker`: the number or dash before it. `details`: lines below it. */
export const itemBlock = (marker: string, line: Line, details: readonly Line[] = []): Block => {
  return { is: "item", marker, line, details };
};
export const dash = (...line: Line): Block => itemBlock("-", line);
/** A link that stands out as a button. */
export const button = (label: string, link: RegisterLink): Block => ({ is: "button", label, link });
/** The button that opens a register. */
export const toRegister = (link: RegisterLink): Block => button("Open the register", link);

/** A heading "What to do" with a dash for each step. */
export function toBeDone(...steps: readonly (string | false)[]): readonly Part[] {
  return [heading("What to do"), ...steps.map((step) => step !== false && dash(step))];
}

/** A phone number as part of a line. What a district typed into Contacts is reduced to one plain line. */
export const phone = (number: string): Phone => ({ phone: plainLine(number) });

/** Shown in place of a number to readers who cannot open Contacts, or who should not be reminded of Contacts. */
export const numberUnknown = "we do not have the number";

/** Agencies and their numbers, one line each. `lacking`: what to say if Contacts has no number. */
export function numbersOf(calls: readonly Callee[] | null = [], lacking?: string): readonly Line[] {
  return (calls ?? []).map((who) => {
    const { before, number, after } = numberParts(who, lacking);
    const words = `${plainLine(capital(who.name))} ${before}`;
    return number === "" ? [words] : [words, phone(number), ...(after === "" ? [] : [after])];
  });
}

/** The last line of an email: do not reply with anything about a student. */
export const notAsMail = small(
  "Please do not reply with anything about a student. This is not legal advice.",
);

// An email about the case of a drill is marked in its subject and first line, and has no number that can be tapped.

const lineText = (line: Line): string =>
  line.map((part) => (typeof part === "string" ? part : part.phone)).join("");

function withoutPhones(block: Block): Block {
  if (block.is === "heading" && block.text === callNow)
    return heading("Tick these without calling");
  if (!("line" in block)) return block;
  const line = [lineText(block.line)];
  return block.is === "item"
    ? { ...block, line, details: block.details.map((detail) => [lineText(detail)]) }
    : { ...block, line };
}

/** The heading above the calls of a case. */
export const callNow = "Call now";

/** What to do about the case of a drill. */
const onceThere = "Open the case, tick Acknowledged, then tick the calls as if made.";
/** What to do while the report of a drill cannot be taken in. */
export const notThereYet = "Its case will come once the register can be written.";

/** The email, marked as a drill. The first line, which shows on a locked phone, gets `toDo`: what to do. */
export function asDrill({ subject, blocks }: Letter, toDo = onceThere): Letter {
  return {
    subject: `DRILL: ${subject}`,
    blocks: [
      alert(`DRILL: call no one. ${toDo}`),
      lineBlock(
        "No real student is involved. The drill ends by itself after a day. Below is what a real email says.",
      ),
      ...blocks.map(withoutPhones),
    ],
  };
}

// The html part. A tagged template escapes every text put into it; nothing else in this folder makes markup.

class Html {
  constructor(readonly markup: string) {}
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Escapes text for use inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities.get(character) ?? "");
}

/** Tagged template for markup: texts are escaped, `Html` is kept as it is, lists are joined. */
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
  // The color is inherited, because no blue is readable both on white and on a dark theme.
  phone: "color:inherit;font-weight:bold;text-decoration:underline;white-space:nowrap",
  small: "margin:0 0 8px;font-size:14px",
} as const;

function blockHtml(block: Block): Html {
  switch (block.is) {
    case "line":
    case "alert":
    case "small":
      return html`<p style="${styles[block.is]}">${lineHtml(block.line)}</p>`;
    case "fact":
      return html`<p style="${styles.fact}">${block.label}: <b>${block.value}</b></p>`;
    case "heading":
      return html`<h2 style="${styles.heading}">${block.text}</h2>`;
    case "button":
      return html`<p style="${styles.button}"><a href="${block.link}" style="${styles.link}">${block.label}</a></p>`;
    case "item": {
      const words = lineHtml(block.line);
      const details = block.details.map(
        (detail) => html`<div style="${styles.detail}">${lineHtml(detail)}</div>`,
      );
      return html`<table role="presentation" style="${styles.item}"><tr><td style="${styles.marker}">${
        block.marker === "-" ? "•" : block.marker
      }</td><td style="${styles.cell}">${details.length > 0 ? html`<b>${words}</b>` : words}${details}</td></tr></table>`;
    }
  }
}

function lineHtml(line: Line): readonly Html[] {
  return line.map((part) =>
    typeof part === "string"
      ? html`${part}`
      : html`<a href="tel:${dialled(part.phone)}" style="${styles.phone}">${part.phone}</a>`,
  );
}

/** The number for a tel: link: its digits, with a leading plus if there is one, and the extension as in RFC 3966. */
function dialled(phone: string): string {
  const [number = "", extension] = phone.split(/x|ext\.?/i);
  const digits = (number.trim().startsWith("+") ? "+" : "") + number.replace(/\D/g, "");
  return extension === undefined ? digits : `${digits};ext=${extension.replace(/\D/g, "")}`;
}

// The text part.

/** Whether the two blocks follow each other without a blank line: a dash stays with the block before it, facts stay together. */
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

/** An email in the form in which MailApp sends it. */
export interface Message {
  readonly subject: string;
  /** As complete as `html`: one line for each line of the email, blank lines between its parts. */
  readonly text: string;
  /** Begins with the first line of the email, which shows on a locked phone. */
  readonly html: string;
}

/** The email as subject, text and html. */
export function rendered({ subject, blocks }: Letter): Message {
  const parts = blocks.map((block, index) => {
    const before = blocks[index - 1];
    return `${before === undefined || isClose(block, before) ? "" : "\n"}${blockText(block)}`;
  });
  const { markup } = html`<div style="${styles.page}">${blocks.map(blockHtml)}</div>`;
  return { subject, text: `${parts.join("\n")}\n`, html: markup };
}
