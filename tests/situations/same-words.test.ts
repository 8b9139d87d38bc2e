/**
 * A hard day on which every person's act comes once: whatever happens, outside danger nobody gets the same words twice within four hours
 * (design 2.18).
 */
import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { playCleanDay } from "../day/day";
import { editOf, hour, submit } from "../day/events";
import type { Output } from "../day/look";
import { alternate, backup, contactsRow } from "../day/people";

/** A run of the clock may come so much earlier than the one four hours before did. */
const early = 0.1 * hour;

const advance = (time: string) => ({ advance: `PT${time}` });
const sent = (index: number, more: object = {}) =>
  submit({
    studentName: `Student ${index}`,
    studentId: `N-${4_000 + index}`,
    immediateDanger: "no",
    recipientMayBeInvolved: "no",
    ...more,
  });
const victim = { concerns: ["suspected-victim"] };

const directory = {
  ...demoDirectory,
  contacts: [...demoDirectory.contacts, contactsRow("alternate lead", alternate)],
};

/** Reports of every sort, more than are told one by one, and what people do with them. */
const reports = [
  sent(1, { reporterEmail: "teacher1@district.example" }),
  sent(2, { reporterEmail: "teacher2@district.example", reporterKnownTo: "contact" }),
  sent(3, victim),
  sent(4, { ...victim, immediateDanger: "yes" }),
  sent(5, { recipientMayBeInvolved: "contact" }),
  sent(6, { ...victim, recipientMayBeInvolved: "lead" }),
  sent(7, { school: "Elsewhere High" }),
  sent(8, { factors: [] }),
  sent(1),
  sent(1, victim),
  ...Array.from({ length: 8 }, (_, at) => sent(20 + at)),
];
const people = [
  editOf("26-0004", { acknowledged: true }),
  { edit: { case: "26-0004", act: "call-child-and-family-services", set: { done: true } } },
  editOf("26-0001", { acknowledged: true }),
  editOf("26-0002", { assignedTo: backup }),
  editOf("26-0003", { print: true }),
  editOf("26-0003", { steppedAside: "x" }),
  editOf("26-0007", { sameStudentAs: "26-0002" }),
];
const harm = [
  { share: { link: "anyone" } },
  { share: { add: { who: "stranger", role: "viewer" } } },
  { sheet: { insertRows: { tab: "Cases", before: 1 } } },
  { form: { editQuestion: { key: "facts", title: "What else?" } } },
];
const noMail = [
  { account: { mailQuota: 0 } },
  sent(40),
  sent(41, victim),
  advance("5H"),
  { account: { mailQuota: 1_500 } },
];

/** What was sent twice to one person within four hours, danger apart. */
function saidTwice({ inbox }: Output): readonly string[] {
  const last = new Map<string, number>();
  return inbox.flatMap(({ at, to, message, cases, subject, text }) =>
    to.flatMap((address) => {
      const now = Date.parse(at);
      // Which reminder it is makes it no other.
      const words = `${address} ${subject.replace(/reminder \d+/, "reminder")} ${text}`;
      const before = last.get(words);
      last.set(words, now);
      const isAgain = before !== undefined && now - before < 4 * hour - early;
      return isAgain && !text.includes("Immediate danger")
        ? [`${message} ${cases} ${address} ${at}`]
        : [];
    }),
  );
}

test("outside danger nobody gets the same words twice within four hours", async () => {
  const out = await playCleanDay(
    [
      ...reports,
      advance("20M"),
      ...people,
      advance("40M"),
      ...harm,
      advance("5H"),
      ...noMail,
      advance("13H"),
    ],
    { directory },
    { isAsleep: true },
  );
  const kinds = new Set(out.inbox.map(({ message }) => message));
  for (const kind of [
    "case-opened",
    "cases-gathered",
    "case-escalated",
    "call-overdue",
    "reminders-gathered",
    "digest",
    "access-open",
  ]) {
    expect(kinds).toContain(kind);
  }
  expect(saidTwice(out)).toEqual([]);
});
