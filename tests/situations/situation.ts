/** Plays the situations of this folder through the built bundle, and finds things in their end state. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Output } from "../../scripts/play/end-state/output";
import { choices } from "../../src/form/choices";
import { packs } from "../../src/protocol/find-pack";
import { say } from "../../src/protocol/wording";
import { playedText, type Ticks } from "../play/day";
import { expectWithheld } from "./withheld";

export type Mail = Output["inbox"][number];
export type Row = Output["cases"][number];

/** Plays `<name>.json` of this folder, with its cells. Whatever it ends with, a record of each case keeps what is withheld. */
export async function situation(name: string, ticks: Ticks = {}): Promise<Output> {
  const text = readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8");
  const { workspace, output } = await playedText(text, ticks);
  expectWithheld(workspace, output);
  return output;
}

/** All that a mail shows: subject, text and html. */
export function wordsOf({ subject, text, html }: Mail): string {
  return [subject, text, html ?? ""].join("\n");
}

export function mailTo(out: Output, address: string): readonly Mail[] {
  return out.inbox.filter(({ to }) => to.includes(address));
}

/** Edits that say of duties of a case that somebody else has made them. */
export function alreadyMade(reference: string, ...acts: readonly string[]): readonly object[] {
  const set = { alreadyMade: true, madeBy: "The county's own worker" };
  return acts.map((act) => ({ edit: { case: reference, act, set } }));
}

/** The acts of a case, in the order shown. */
export function actsOf(out: Output, reference = "26-0001"): readonly Row[] {
  return out.checklist.filter((act) => act["case"] === reference);
}

export function actIdsOf(out: Output, reference = "26-0001"): readonly unknown[] {
  return actsOf(out, reference).map(({ act }) => act);
}

/** The only case; fails where there is none or another. */
export function onlyCase(out: Output): Row {
  const [first, ...others] = out.cases;
  expect(others).toEqual([]);
  if (first === undefined) throw new Error("no case was opened");
  return first;
}

/** Everything that would tell which factor was reported: its words on the Form, in the register, and its id. Of every pack that was played. */
const factorNames = () =>
  packs().flatMap((pack) => [
    ...choices(pack, "factors").flatMap(({ id, text }) => [id, text]),
    ...pack.factors.map(({ name }) => say(name)),
  ]);

/** Words alone, one space between: "Doe" is not found in "does". */
const plain = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .join(" ")
    .trim();

/** Fails where a mail holds one of `data` (names, ids, schools, what was seen) as a word, or names a factor. Matches whatever the case. */
export function expectNoStudentData(inbox: readonly Mail[], data: readonly string[]): void {
  for (const mail of inbox) {
    const words = ` ${plain(wordsOf(mail))} `;
    const found = [...data, ...factorNames()].filter((part) => words.includes(` ${plain(part)} `));
    expect(found, `in the mail "${mail.message}" to ${mail.to.join()}`).toEqual([]);
  }
}

/** Every cell of the main register, with its tab. */
export function cellsOf(
  out: Output,
): readonly { readonly tab: string; readonly value: unknown; readonly formula: string | null }[] {
  return Object.entries(out.cells ?? {}).flatMap(([tab, rows]) =>
    rows.flatMap((row) =>
      row.flatMap((cell) =>
        cell === null ? [] : [{ tab, value: cell.value, formula: cell.formula }],
      ),
    ),
  );
}

/** All words that a tab of the main register shows. */
export function wordsIn(out: Output, tab: string): string {
  return cellsOf(out)
    .flatMap((cell) => (cell.tab === tab ? [String(cell.value)] : []))
    .join("\n");
}

/** A row of Contacts for somebody who may open the register. */
export const contactsRow = (role: string, email: string, more: object = {}) => ({
  role,
  name: "Pat Example",
  phone: "(415) 555-0100",
  email,
  mayOpen: true,
  ...more,
});
