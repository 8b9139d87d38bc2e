/**
 * Random days: reports, edits, faults, damage and waiting, in an order that a seed decides. The same seed makes the same day in every
 * version.
 */
import { deskDirectory } from "../../scripts/desk/people";

const factors = [
  "controlled-or-groomed",
  "with-people-in-commercial-sex",
  "atypical-sexual-online-activity",
  "runaway-or-unstable-housing",
  "law-enforcement-involvement",
  "frequently-absent",
  "relationships-of-concern",
  "substance-abuse-history",
];
const concerns = ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"];
const calls = [
  "MailApp.sendEmail",
  "Sheets.Spreadsheets.batchUpdate",
  "Sheets.Spreadsheets.Values.batchGetByDataFilter",
  "Form.getResponses",
  "Properties.setProperty",
  "Properties.getProperties",
  "Lock.tryLock",
  "Spreadsheet.addEditor",
];
const acts = [
  "call-child-and-family-services",
  "involve-law-enforcement",
  "submit-mandated-report",
  "co-create-action-plan",
  "investigate-campus-impact",
  "inform-parent-or-guardian",
  "regular-contact",
  "review-report",
  "offer-referral",
  "agree-how-student-leaves",
];
const students = [
  ["Rowan Pine", "730194"],
  ["Robin Lake", "730195"],
  ["Sam Hale", "730196"],
  ["Alex Doe", ""],
] as const;

type Event = Readonly<Record<string, unknown>>;

/** Numbers from 0 up to 1, from a seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A scenario for `npm run -s play`. Every third day has an alternate lead, every fourth reports that exclude a recipient. */
export function randomDay(seed: number): Event {
  const next = numbersFrom(seed);
  const isOneIn = (times: number) => next() < 1 / times;
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(next() * from.length)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  };
  const some = (from: readonly string[]) => from.filter(() => isOneIn(3));
  const sealed = seed % 4 === 0;
  const reference = () => pick(["26-0001", "26-0001", "26-0001", "26-0002", "26-0003"]);

  const report = () => {
    const [studentName, studentId] = pick(students);
    return {
      school: pick(["North High", "North High", "South Middle", "Elsewhere"]),
      studentName,
      ...(studentId === "" ? {} : { studentId }),
      factors: some(factors),
      concerns: isOneIn(3) ? [pick(concerns)] : [],
      ...(isOneIn(5) ? { immediateDanger: "yes" } : {}),
      ...(isOneIn(4) ? { parentMayBeInvolved: pick(["yes", "no", "unknown"]) } : {}),
      ...(isOneIn(8) ? { staffMayBeInvolved: "yes" } : {}),
      ...(sealed && isOneIn(2)
        ? { recipientMayBeInvolved: pick(["contact", "administrator", "lead", "not-sure"]) }
        : {}),
      ...(isOneIn(3)
        ? { reporterName: "Tess Teacher", reporterEmail: "tess@district.example" }
        : {}),
      ...(isOneIn(6) ? { learnedAt: "2026-08-31T15:00:00-07:00" } : {}),
      ...(isOneIn(8) ? { language: "es" } : {}),
      facts: "What a teacher saw.",
    };
  };
  const caseSet = () =>
    pick<Event>([
      { acknowledged: true },
      { acknowledged: true },
      { status: "waiting" },
      { status: "closed", closeReason: "all-acts-finished" },
      { holdUntil: "2026-09-10", heldFor: "Town Police" },
      { raiseLevelTo: "confirmed-victim", raiseReason: "An agency says so." },
      { sameStudentAs: "26-0001" },
      { sameStudentAs: null },
      { parentMayBeInvolved: "no" },
      { agencyCleared: "law-enforcement" },
      { isAdult: "yes" },
      { legalHold: true },
      { dangerOver: true },
      { assignedTo: "backup@district.example" },
      { nextCheckIn: "2026-09-20" },
      { withdrawFactor: pick(factors), withdrawReason: "It was another student." },
      { notes: "=1+1" },
    ]);
  const stepSet = () =>
    pick<Event>([
      { done: true },
      { done: true },
      { noAnswer: true },
      { done: false },
      { notApplicableBecause: "The agency says so." },
      { alreadyMade: true, madeBy: "The county's own worker" },
      { agencyReference: "CFS-0201" },
    ]);
  const who = () => pick(["contact", "contact", "backup", "lead", "admin", "stranger"]);
  const kinds: readonly (readonly [weight: number, make: () => Event])[] = [
    [5, () => ({ submit: report() })],
    [1, () => ({ loseTrigger: { submit: report() } })],
    [1, () => ({ deliverAgain: 0 })],
    [6, () => ({ advance: pick(["PT6M", "PT20M", "PT1H", "PT5H", "P1D", "P2D"]) })],
    [5, () => ({ edit: { case: reference(), set: caseSet() }, as: who() })],
    [6, () => ({ edit: { case: reference(), act: pick(acts), set: stepSet() }, as: who() })],
    [
      1,
      () => ({
        edit: { tab: "plan", case: reference(), set: { risk: "The way home" } },
        as: who(),
      }),
    ],
    [
      2,
      () => ({
        fault: {
          call: pick(calls),
          nth: pick([1, 1, 2, 3]),
          times: pick([1, 1, 4]),
          when: pick(["before", "after", "stop"]),
        },
      }),
    ],
    [
      2,
      () => ({
        sheet: pick<Event>([
          { sort: { tab: "cases", by: "student" } },
          { sort: { tab: "checklist", by: "act" } },
          { insertRows: { tab: "cases", before: 3 } },
          { deleteRows: { tab: "cases", case: "26-0001" } },
          { renameTab: { tab: "log", to: "Diary" } },
          { deleteTab: pick(["plan", "log", "contacts", "cases"]) },
          { moveColumn: { tab: "cases", column: "notes", to: 3 } },
          { restoreVersion: { ago: "PT1H" } },
        ]),
        as: pick(["admin", "admin", "contact"]),
      }),
    ],
    [
      1,
      () => ({
        edit: {
          tab: "contacts",
          key: pick(["contact", "backup", "lead"]).concat("@district.example"),
          set: pick<Event>([
            { awayFrom: "2026-08-30" },
            { mayOpen: false },
            { administrator: true },
          ]),
        },
        as: "admin",
      }),
    ],
    [
      1,
      () => ({
        account: pick<Event>([
          { removeTrigger: "onRegisterEdit" },
          { mailQuota: 3 },
          { suspend: "contact" },
          { suspend: "lead" },
        ]),
        as: "admin",
      }),
    ],
    [
      1,
      () => ({
        share: pick([{ add: "stranger" }, { remove: "contact" }, { link: "anyone" }]),
        as: "admin",
      }),
    ],
    [
      1,
      () => ({
        form: pick<Event>([
          { deleteQuestion: { key: "facts" } },
          { responders: "nobody" },
          { responders: "domain" },
        ]),
        as: "admin",
      }),
    ],
    [1, () => ({ menu: { name: pick(["check", "print", "evidence", "set-up"]) }, as: "admin" })],
  ];
  const bag = kinds.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));
  const events = [{ submit: report() }, ...Array.from({ length: 12 }, () => pick(bag)())];
  return {
    start: pick([
      "2026-09-01T09:00:00-07:00",
      "2026-09-04T15:40:00-07:00",
      "2026-10-30T22:00:00-07:00",
    ]),
    ...(seed % 3 === 0 ? { directory: deskDirectory } : {}),
    events: [...events, { advance: "PT4H" }],
  };
}
