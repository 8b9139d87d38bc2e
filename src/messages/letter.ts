/**
 * An email as one list of blocks, and the text and html parts made from it. Both parts come from the same blocks, so that neither says more
 * than the other. The html is limited to what Gmail keeps: inline styles, plain blocks, nothing loaded from outside. Colors are left to the
 * reader's theme.
 */

import type { RegisterLink } from "../case/facts/case-reference";
import { type Callee, numberParts } from "../protocol/agency-words";
import { capital, plainLine } from "../text";

/** Words on one line, perhaps with phone numbers among them, which can be tapped. */
export type EmailLine = readonly (string | { readonly phone: string })[];

/** A part of an email. */
export interface Block {
  /** "alert": a line that must not be overlooked; "small": one that may be skipped; "fact": a label and its value; "item": of a list. */
  readonly is: "line" | "alert" | "small" | "fact" | "heading" | "item" | "button";
  readonly line: EmailLine;
  /** The label of a fact; the number or dash of an item. */
  readonly before?: string;
  /** Lines that belong to an item, below it. */
  readonly details?: readonly EmailLine[];
  /** Where a button leads. */
  readonly link?: RegisterLink;
}

/** An email as a subject and blocks. */
export interface Letter {
  readonly subject: string;
  /** A locked phone shows the line of the first block. */
  readonly blocks: readonly Block[];
}

/** What an email is put together from: a block, a text that becomes a line, a list of parts, or false for nothing. */
export type EmailPart = Block | string | false | readonly EmailPart[];

/** An email made of these parts. */
export function mailOf(subject: string, parts: readonly EmailPart[]): Letter {
  const blocksOf = (part: EmailPart): readonly Block[] => {
    if (part === false) return [];
    if (typeof part === "string") return [lineBlock(part)];
    return "is" in part ? [part] : part.flatMap(blocksOf);
  };
  return { subject, blocks: parts.flatMap(blocksOf) };
}

const blockOf =
  (is: Block["is"]) =>
  (...line: EmailLine): Block => ({ is, line });
export const lineBlock = blockOf("line");
export const alert = blockOf("alert");
export const small = blockOf("small");
/** In danger: whom to call now. `before`: the words before the number. */
export const callNowUnlessSafe = (before: string, number: string): Block =>
  alert(`${before} `, phone(number), " now, unless you know the student is safe.");
/** Immediate danger in several cases. `are`: what is true of each. */
export function casesInDanger(count: number, are: string, number: string): Block {
  const [cases, call] = count === 1 ? ["1 case", "Call"] : [`${count} cases`, "For each, call"];
  return callNowUnlessSafe(`Immediate danger: ${cases} ${are}. ${call}`, number);
}
export const heading: (text: string) => Block = blockOf("heading");
export const fact = (before: string, value: string): Block => ({
  is: "fact",
  before,
  line: [value],
});
/** An entry of a list. `before`: its number or dash. `details`: lines below it. */
export const itemBlock = (
  before: string,
  line: EmailLine,
  details: readonly EmailLine[] = [],
): Block => {
  return { is: "item", before, line, details };
};
export const dash = (...line: EmailLine): Block => itemBlock("-", line);
/** A link that stands out as a button. */
export const button = (label: string, link: RegisterLink): Block => {
  return { is: "button", line: [label], link };
};
/** The button that opens a register. `opens`: how it begins (`kindOf`). */
export const toRegister = (link: RegisterLink, opens = "Open"): Block =>
  button(`${opens} the register`, link);

/** A heading "What to do" with a dash for each step. */
export function toBeDone(...steps: readonly (string | false)[]): readonly EmailPart[] {
  return [heading("What to do"), ...steps.map((step) => step !== false && dash(step))];
}

/** A phone number as part of a line. What a district typed into Contacts is reduced to one plain line. */
export const phone = (number: string) => ({ phone: plainLine(number) });

/** Shown in place of a number to readers who cannot open Contacts, or who should not be reminded of Contacts. */
export const numberUnknown = "we do not have the number";

/** Agencies and their numbers, one line each. `lacking`: what to say if Contacts has no number. */
export function numbersOf(
  calls: readonly Callee[] | null = [],
  lacking?: string,
): readonly EmailLine[] {
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

const lineText = (line: EmailLine): string =>
  line.map((part) => (typeof part === "string" ? part : part.phone)).join("");

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
      ...blocks.map((block) => {
        const words = lineText(block.line);
        return words === callNow
          ? heading("Tick these without calling")
          : {
              ...block,
              line: [words],
              details: block.details?.map((one) => [lineText(one)]) ?? [],
            };
      }),
    ],
  };
}

// An email as it is sent.

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The line as html. Every text of an email comes into its html through here, and is escaped. */
export function lineHtml(line: EmailLine): string {
  const parts = line.map((part) => {
    const text = typeof part === "string" ? part : part.phone;
    const words = text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
    if (typeof part === "string") return words;
    // For a tel: link: the digits, with a leading plus if there is one, and the extension as in RFC 3966.
    const [number = "", extension] = text.split(/x|ext\.?/i);
    const digits = (number.trim().startsWith("+") ? "+" : "") + number.replace(/\D/g, "");
    const more = extension === undefined ? "" : `;ext=${extension.replace(/\D/g, "")}`;
    return `<a href="tel:${digits}${more}" style="${styles.phone}">${words}</a>`;
  });
  return parts.join("");
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

/** A block as it stands in the text of an email, and as html. */
function blockIn(block: Block): readonly [string, string] {
  const { is, line, before = "", details = [], link: to } = block;
  const words = lineText(line);
  const html = lineHtml(line);
  const open = `<p style="${styles[is]}">`;
  switch (is) {
    case "fact":
      return [`${before}: ${words}`, `${open}${lineHtml([before])}: <b>${html}</b></p>`];
    case "button": {
      const where = to ?? "";
      const link = `<a href="${lineHtml([where])}" style="${styles.link}">${html}</a>`;
      return [`${words}:\n${where}`, `${open}${link}</p>`];
    }
    case "heading":
      return [words.toUpperCase(), `<h2 style="${styles.heading}">${html}</h2>`];
    case "item": {
      const indent = `\n${" ".repeat(before.length + 1)}`;
      const below = details.map((one) => `<div style="${styles.detail}">${lineHtml(one)}</div>`);
      const marker = before === "-" ? "•" : lineHtml([before]);
      const cell = `${details.length > 0 ? `<b>${html}</b>` : html}${below.join("")}`;
      return [
        [`${before} ${words}`, ...details.map(lineText)].join(indent),
        `<table role="presentation" style="${styles.item}"><tr><td style="${styles.marker}">${marker}</td><td style="${styles.cell}">${cell}</td></tr></table>`,
      ];
    }
    default:
      return [words, `${open}${html}</p>`];
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
  const parts = blocks.map((block, at) => {
    const last = blocks[at - 1];
    const [text, html] = blockIn(block);
    // A dash stays with the block before it, and facts stay together.
    const isClose =
      block.is === "fact" ? last?.is === "fact" : block.is === "item" && block.before === "-";
    return { text: `${at === 0 || isClose ? "" : "\n"}${text}\n`, html };
  });
  const html = parts.map((part) => part.html).join("");
  return {
    subject,
    text: parts.map(({ text }) => text).join(""),
    html: `<div style="${styles.page}">${html}</div>`,
  };
}
