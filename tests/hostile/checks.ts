/** What holds after a day with hostile text in it, whatever the text and wherever it stood. */
import { expect } from "vitest";
import type { Output } from "../../scripts/play/output";
import type { LocalWorkspace } from "../../scripts/workspace/runtime";
import { sentMail } from "../../scripts/workspace/services/mail/index";
import { escaped } from "../../src/mail/render";
import { linesOf } from "../mail/read-html";
import { cellsOf } from "../situations/situation";

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

/** What is no element of ours, or stands between them and is not escaped. */
function foreignMarkup(html: string): readonly string[] {
  const tags = html.match(/<[^>]*>?/g) ?? [];
  const between = html.replace(/<[^>]*>/g, "").match(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
  return [...tags.filter((tag) => !ours.some((one) => one.test(tag))), ...(between ?? [])];
}

/** Words of a letter without its layout: what both parts must say. */
const plainWords = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

type Mail = ReturnType<typeof sentMail>[number];

/** What is wrong with a mail, in words and with the text that is. */
function faultsOf({ to, subject, body, htmlBody, name, replyTo }: Mail): readonly string[] {
  const html = htmlBody ?? "";
  const inText = plainWords(body);
  return [
    ...(to.length === 1 ? [] : [`${to.length} recipients`]),
    ...[...to, replyTo ?? ""].filter((one) => !address.test(one)),
    ...(/^[\x20-\x7E]{1,80}$/.test(subject) ? [] : [subject]),
    ...(name === "Student Safety Desk" ? [] : [`from ${String(name)}`]),
    ...body.split("\n").filter((line) => unseen.test(line)),
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
    .flatMap((text) => [...new Set([text.trim(), escaped(text.trim())])]);
  expect(wanted.length).toBeGreaterThan(0);
  const said = allWords(workspace);
  expect(wanted.filter((text) => said.includes(text))).toEqual([]);
}

function wordsOfMail({ subject, body, htmlBody }: Mail): string {
  return [subject, body, htmlBody ?? ""].join("\n");
}

/** All that the mails of a day say. */
export function allWords(workspace: LocalWorkspace): string {
  return sentMail(workspace.store).map(wordsOfMail).join("\n");
}
