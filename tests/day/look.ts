/** Reads what a day left: cases, steps, emails, pages, access. */
import { expect } from "vitest";
import { isOfOutage } from "../../scripts/play/end-state/inbox";
import type { Output } from "../../scripts/play/end-state/output";
import { choices } from "../../src/form/report";
import type { NoticeId } from "../../src/messages/notices-to-leads";
import { ownPacks } from "../../src/protocol/find-pack";
import { say } from "../../src/protocol/wording";
import { quillwater2025 } from "../packs/quillwater-2025";
import quillwaterNext from "../packs/quillwater-next";
import { first } from "./events";

export type { Output };
export type Run = Output["runs"][number];
export type Mail = Output["inbox"][number];
export type Row = Output["cases"][number];

/** All that a mail shows: subject, text and html. */
export function wordsOf({ subject, text, html }: Mail): string {
  return [subject, text, html ?? ""].join("\n");
}

export function mailTo(out: Output, address: string): readonly Mail[] {
  return out.inbox.filter(({ to }) => to.includes(address));
}

/** What each desk notice says, also where it stands among others. */
const noticeSays: Readonly<Partial<Record<NoticeId, string>>> = {
  "access-changed": "here is who can open a register now",
  "sharing-open": "a link or a whole domain opens it",
  "service-off": "a service of google has to be switched on again",
  "register-in-bin": "a file is in the trash",
  "rows-missing": "rows are missing from a register",
  "copy-differs": "a report in a register is not as it was sent",
  "steps-missing": "steps of a case were deleted",
  "formula-found": "someone typed a formula into a register",
  "form-closed": "the student safety form is not taking reports",
  "form-changed": "the student safety form was changed",
  "question-missing": "please fix the form now",
  "education-missing": "empty in education for",
  "reader-missing": "please fix contacts today",
  "roll-over-due": "it is time to roll the registers over",
  "account-stays": "an account that was to stop still runs the system",
  "confirmation-waits": "someone waits for your confirmation",
  "account-silent": "an account that runs the system has stopped working",
  "same-student-elsewhere": "cases in two registers may be of the same student",
  "trigger-silent": "a trigger of the system does not fire",
  "clock-stopped": "the system's clock stopped",
  "clock-fails": "its clock has failed three times",
  "memory-damaged": "someone changed what the system keeps in the script's properties",
  "mail-waits": "some emails have to wait",
  "contact-not-emailed": "google refuses an address, so the person",
};

/** Emails of one kind, or with one desk notice. */
export function mails(out: Pick<Output, "inbox">, kind: string): readonly Mail[] {
  const said = Object.entries(noticeSays).find(([id]) => id === kind)?.[1];
  return out.inbox.filter(({ message, text }) =>
    said === undefined
      ? message === kind
      : message === "desk-notice" && text.toLowerCase().includes(said),
  );
}

/** The emails about a register that is out of reach, and about reports that wait in the Form. */
export function outageMails(out: Pick<Output, "inbox">): readonly Mail[] {
  return out.inbox.filter(isOfOutage);
}

/** To whom they went, in the order of the alphabet; an address as often as it got one. */
export function recipients(list: readonly Mail[]): readonly string[] {
  return list.flatMap(({ to }) => to).sort();
}

/** Of which kind they are, and to whom they went. */
export const told = (list: readonly Mail[]) => list.map(({ message, to }) => [message, to.join()]);

/** Of which kind they are. */
export const kinds = (list: readonly Mail[]) => list.map(({ message }) => message);

/** What Activity says happened, in its order. */
export const happened = ({ activity }: Pick<Output, "activity">) =>
  activity.map(({ what }) => what);

/** Who can open a file; each once. */
export const openers = (out: Output, file: string): readonly string[] => [
  ...new Set(out.access.filter((one) => one.file === file).map(({ who }) => who)),
];

/** The acts of a case, in the order shown. */
export function actsOf(out: Output, reference = "26-0001"): readonly Row[] {
  return out.checklist.filter((act) => act["case"] === reference);
}

/** The row of an act of a case; of several the first. */
export const actOf = (out: Output, id: string, reference = first): Row | undefined =>
  actsOf(out, reference).find(({ act }) => act === id);

export function actIdsOf(out: Output, reference = "26-0001"): readonly unknown[] {
  return actsOf(out, reference).map(({ act }) => act);
}

/** The case of that reference, where there is one. */
export function caseOf(out: Pick<Output, "cases">, reference = first): Row | undefined {
  return out.cases.find((row) => row["case"] === reference);
}

/** The only case; fails where there is none or another. */
export function onlyCase(out: Output): Row {
  const [first, ...others] = out.cases;
  expect(others).toEqual([]);
  if (first === undefined) throw new Error("no case was opened");
  return first;
}

/**
 * Everything that would tell which factor was reported: its words on the Form, in the register, and its id. Of the packs that ship and of
 * the made-up county, whatever was played before.
 */
const factorNames = () =>
  [...ownPacks(), quillwater2025, quillwaterNext].flatMap((pack) => [
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

/** What stands between start and end of a run in Activity, without its time. */
export function lines(out: Output): readonly string[] {
  return out.activity.map(({ who, what, case: of, column, from, to }) =>
    [who, what, of, column, from, to].map((part) => part ?? "").join(" | "),
  );
}

/** Sheets calls of a run. */
export function sheetsCalls({ calls }: Run): number {
  return Object.entries(calls.byName).reduce(
    (sum, [name, times]) => (name.startsWith("Sheets.") ? sum + times : sum),
    0,
  );
}

/** Who opened how many cases by mail: nothing lost, nothing doubled. */
export function counts(out: Output): Readonly<Record<string, number>> {
  const opened = mails(out, "case-opened");
  return {
    reports: out.reports.length,
    responses: new Set(out.reports.map(({ response }) => response)).size,
    cases: out.cases.length,
    mails: opened.length,
    mailed: new Set(opened.map((mail) => `${mail.to.join()} ${mail.case} ${mail.subject}`)).size,
  };
}

/** What `counts` gives where so many reports opened a case each. */
export function eachOnce(reports: number): Readonly<Record<string, number>> {
  return { reports, responses: reports, cases: reports, mails: reports, mailed: reports };
}
