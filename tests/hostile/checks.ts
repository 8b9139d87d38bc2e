/** What must hold after a day with hostile text, whatever the text and wherever it was. */
import { expect } from "vitest";
import type { LocalWorkspace } from "../../scripts/workspace/runtime";
import { sentMail } from "../../scripts/workspace/services/mail/index";
import { lineHtml } from "../../src/messages/letter";
import { cellsOf, type Output } from "../day/look";
import { linesOf } from "../messages/read-html";

/** No run failed, nothing is missing from the model, and only Summary holds formulas. */
export function expectWholeDay(out: Output): void {
  expect(out.errors).toEqual([]);
  expect(out.runs.filter(({ ok }) => !ok)).toEqual([]);
  const formulas = cellsOf(out).filter(({ formula }) => formula !== null);
  expect([...new Set(formulas.map(({ tab }) => tab))]).toEqual(["Summary"]);
}

const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}$/;
/** Control, format, private-use and lone-surrogate characters, and what ends a line. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The elements of our own mails, with the attributes that they have. */
const ours = [
  /^<\/(?:div|p|b|h2|a|table|tr|td)>$/,
  /^<(?:b|tr)>$/,
  /^<(?:div|p|h2|td) style="[^"<>]*">$/,
  /^<table role="presentation" style="[^"<>]*">$/,
  /^<a href="(?:tel:\+?\d+(?:;ext=\d+)?|https:\/\/docs\.google\.com\/spreadsheets\/[\w/#=&;?.-]*)" style="[^"<>]*">$/,
];

/** The mails of a day say much the same: what is found of a piece of text is found once. */
function once<T>(find: (text: string) => T): (text: string) => T {
  const found = new Map<string, T>();
  return (text) => {
    const known = found.get(text) ?? find(text);
    found.set(text, known);
    return known;
  };
}

const isOurs = once((tag) => ours.some((one) => one.test(tag)));

/** What is no element of ours, or stands between them and is not escaped. */
function foreignMarkup(html: string): readonly string[] {
  const tags = html.match(/<[^>]*>?/g) ?? [];
  const between = html.replace(/<[^>]*>/g, "").match(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
  return [...tags.filter((tag) => !isOurs(tag)), ...(between ?? [])];
}

/** Words of a line of a letter without its layout: what both parts must say. */
const plainWords = once((line) =>
  line
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim(),
);
const isLine = once((line) => !unseen.test(line));

type Mail = ReturnType<typeof sentMail>[number];

/** What is wrong with a mail, in words and with the text that is. */
function faultsOf({ to, subject, body, htmlBody, name, replyTo }: Mail): readonly string[] {
  const html = htmlBody ?? "";
  const lines = body.split("\n");
  const inText = lines.map(plainWords).filter(Boolean).join(" ");
  return [
    ...(to.length === 1 ? [] : [`${to.length} recipients`]),
    ...[...to, replyTo ?? ""].filter((one) => !address.test(one)),
    ...(/^[\x20-\x7E]{1,80}$/.test(subject) ? [] : [subject]),
    ...(name === "Student Safety Desk" ? [] : [`from ${String(name)}`]),
    ...lines.filter((line) => !isLine(line)),
    ...(unseen.test(html) ? [html] : []),
    ...foreignMarkup(html),
    ...linesOf(html).filter((line) => !inText.includes(plainWords(line))),
  ];
}

/** Headers on one line to plain addresses, our own markup, and nothing in one part that the other does not say. */
export function expectSoundMail(workspace: LocalWorkspace): void {
  const mails = sentMail(workspace.store);
  expect(mails.length).toBeGreaterThan(0);
  expect(mails.flatMap(faultsOf)).toEqual([]);
}

/**
 * None of `data` in any mail, as written or escaped. What the mails of an ordinary day say too (`plain`) proves nothing and is
 * left out, as is what is shorter than four characters or a mere word.
 */
export function expectUnsaid(
  workspace: LocalWorkspace,
  data: readonly string[],
  plain: string,
): void {
  const wanted = data
    .filter(
      (text) => /[^a-z ]/i.test(text) && text.trim().length >= 4 && !plain.includes(text.trim()),
    )
    .flatMap((text) => [...new Set([text.trim(), lineHtml([text.trim()])])]);
  expect(wanted.length).toBeGreaterThan(0);
  const said = allWords(workspace);
  // The pieces of what is said stand in pieces of what is said: the same ones in most mails, they are looked through once.
  const pieces = [...new Set(said.split(mark))].join("\n");
  const isPossible = (text: string) => text.split(mark).every((piece) => pieces.includes(piece));
  expect(wanted.filter((text) => isPossible(text) && said.includes(text))).toEqual([]);
}

/** What parts the words of a mail into pieces that others have, too. */
const mark = /[\n<>]/;

function wordsOfMail({ subject, body, htmlBody }: Mail): string {
  return [subject, body, htmlBody ?? ""].join("\n");
}

/** All that the mails of a day say. */
export function allWords(workspace: LocalWorkspace): string {
  return sentMail(workspace.store).map(wordsOfMail).join("\n");
}
