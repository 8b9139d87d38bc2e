/**
 * An email before it is rendered: one list of blocks. Both the text and the html part are made from it, so that neither says more than the
 * other.
 */

import type { RegisterLink } from "../case/facts/case-reference";
import { type Callee, numberParts } from "../protocol/agencies";
import { capital, plainLine } from "../text";
import type { CaseFacts } from "./case-facts";

/** A phone number that can be tapped. */
export interface Phone {
  readonly phone: string;
}

/** Words on one line, perhaps with phone numbers among them. */
export type Line = readonly (string | Phone)[];

/** A part of an email. */
export type Block =
  | { readonly is: "line"; readonly line: Line }
  /** A line that must not be overlooked. */
  | { readonly is: "alert"; readonly line: Line }
  /** What the email is about, in a word and its value. */
  | { readonly is: "fact"; readonly label: string; readonly value: string }
  | { readonly is: "heading"; readonly text: string }
  /** An entry of a list: a number or a dash, what it is about, and lines that belong to it. */
  | {
      readonly is: "item";
      readonly marker: string;
      readonly line: Line;
      readonly details: readonly Line[];
    }
  | { readonly is: "button"; readonly label: string; readonly link: RegisterLink }
  | { readonly is: "small"; readonly line: Line };

/** An email as subject and blocks. */
export interface Letter {
  readonly subject: string;
  /** A locked phone shows the line of the first block. */
  readonly blocks: readonly Block[];
}

/** What the words of a message are made of: a block, a text that becomes a line, several of them, or nothing. */
export type Part = Block | string | false | readonly Part[];

function blocksOf(part: Part): readonly Block[] {
  if (part === false) return [];
  if (typeof part === "string") return [lineBlock(part)];
  return "is" in part ? [part] : part.flatMap(blocksOf);
}

/** The letter of these parts. */
export function mailOf(subject: string, parts: readonly Part[]): Letter {
  return { subject, blocks: parts.flatMap(blocksOf) };
}

/** A paragraph of one line. */
export function lineBlock(...parts: Line): Block {
  return { is: "line", line: parts };
}

/** A line that must not be overlooked. */
export function alert(...parts: Line): Block {
  return { is: "alert", line: parts };
}

/** What the email is about, as a label and its value. */
export function fact(label: string, value: string): Block {
  return { is: "fact", label, value };
}

/** A heading within the letter. */
export function heading(text: string): Block {
  return { is: "heading", text };
}

/** An entry of a list. `marker`: what stands before it. `details`: lines below it. */
export function itemBlock(marker: string, words: Line, details: readonly Line[] = []): Block {
  return { is: "item", marker, line: words, details };
}

/** An entry of a list with a dash. */
export function dash(...parts: Line): Block {
  return itemBlock("-", parts);
}

/** A heading "What to do" with a dash for each step. */
export function toBeDone(...steps: readonly (string | false)[]): readonly Block[] {
  return [heading("What to do"), ...steps.flatMap((step) => (step === false ? [] : dash(step)))];
}

/** A link that stands out as a button. */
export function button(label: string, link: RegisterLink): Block {
  return { is: "button", label, link };
}

/** The button that opens a case in the register. */
export function toCase({ reference, link }: Pick<CaseFacts, "reference" | "link">): Block {
  return button(`Open case ${reference}`, link);
}

/** The button that opens a register. */
export function toRegister(link: RegisterLink): Block {
  return button("Open the register", link);
}

/** A line in small letters, for what may be skipped. */
export function small(...parts: Line): Block {
  return { is: "small", line: parts };
}

/** A number for a line. What a district typed in Contacts is made one plain line. */
export function phone(number: string): Phone {
  return { phone: plainLine(number) };
}

/** Stands in place of a number for readers who cannot look into Contacts, or should not be reminded of them. */
export const numberUnknown = "we do not have the number";

/** An agency and its number. `lacking`: what to say if Contacts have no number. */
export function callee(who: Callee, lacking?: string): Line {
  const { before, number, after } = numberParts(who, lacking);
  const words = `${plainLine(who.name)} ${before}`;
  return number === "" ? [words] : [words, phone(number), ...(after === "" ? [] : [after])];
}

/** The same at the beginning of a line, with a capital. */
export function calleeLine(who: Callee, lacking?: string): Line {
  return callee({ ...who, name: capital(who.name) }, lacking);
}

const notAdvice = "This is not legal advice.";

/** The last line of an email: do not answer with anything about a student. */
export const notAsMail = small(`Please do not reply with anything about a student. ${notAdvice}`);

// An email about the case of a drill is marked in its subject and first line, and has no number that can be tapped.

const asText = (line: Line): Line =>
  line.map((part) => (typeof part === "string" ? part : part.phone));

function withoutPhones(block: Block): Block {
  if (block.is === "heading") {
    return block.text === callNow ? { ...block, text: "Tick these without calling" } : block;
  }
  if (block.is === "item") {
    return { ...block, line: asText(block.line), details: block.details.map(asText) };
  }
  return "line" in block ? { ...block, line: asText(block.line) } : block;
}

/** The heading above the calls of a case. */
export const callNow = "Call now";

/** What someone does about a drill's case. */
const onceThere = "Open the case, tick Acknowledged, then tick the calls as if made.";
/** And while its report cannot be taken in. */
export const notThereYet = "Its case will come once the register can be written.";

/** The letter as a drill's. The first line, which a locked phone shows, says what to do. */
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
