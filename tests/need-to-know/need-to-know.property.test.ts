/**
 * Noninterference on days that nobody thought of: reports, edits, absences, faults and damage in any order, and a secret anywhere among
 * them. Twins differ in the secret alone.
 */
import fc from "fast-check";
import { test } from "vitest";
import type { Day } from "../day/day";
import {
  call,
  closing,
  editContacts,
  editOf,
  menu,
  merge,
  minutes,
  reportOn,
  tickOf,
} from "../day/events";
import { alternate, backup, contact, lead, south, teacher } from "../day/people";
import { isEveryPoint } from "../every-point";
import { type Events, expectAlike, goesOn, notSent, pressing, said, sightsOf } from "./twin-days";
import { mayNotKnow, type Secret } from "./who-may-know";

const disarm = (day: Day) => day.workspace.disarm();
const someone = fc.constantFrom(contact, backup, south, lead, alternate);
const reference = fc.constantFrom("26-0001", "26-0002", "26-0003");
const student = fc.constantFrom(
  ...(["Rowan Pine 730194", "Hazel Wood 730197", "Lou Lake 730198"] as const),
);

/** A call of a run that fails, or at which the run ends. What no call met is gone before the next event. */
const cut = fc
  .record({
    call: fc.constantFrom(
      ...["Sheets.Spreadsheets.Values.batchGetByDataFilter", "Sheets.Spreadsheets.batchUpdate"],
      ...["Properties.setProperty", "Properties.setProperties", "MailApp.sendEmail"],
    ),
    nth: fc.constantFrom(1, 2, 3),
    when: fc.constantFrom("before", "after", "stop"),
  })
  .map((fault) => ({ fault }));

const report = fc
  .record({
    student,
    school: fc.constantFrom("North High", "South Middle"),
    isDanger: fc.boolean(),
    factors: fc.constantFrom([], ["frequently-absent"], ["controlled-or-groomed"]),
  })
  .map(({ student: named, school, isDanger, factors }) =>
    reportOn(named.slice(0, -7), named.slice(-6), {
      ...{ school, factors, immediateDanger: isDanger ? "yes" : "no", reporterEmail: teacher },
    }),
  );

const work = fc.oneof(
  fc
    .record({ of: reference, who: someone })
    .map(({ of, who }) => [editOf(of, { acknowledged: true }, who)]),
  fc
    .record({ of: reference, who: someone })
    .map(({ of, who }) => [tickOf(of, call, { done: true }, who)]),
  fc
    .record({ of: reference, who: someone })
    .map(({ of, who }) => [editOf(of, { steppedAside: "x" }, who)]),
  fc
    .record({ of: reference, to: someone })
    .map(({ of, to }) => [editOf(of, { assignedTo: to }, lead)]),
  fc.record({ of: reference, into: reference }).map(({ of, into }) => [merge(of, into, lead)]),
  reference.map((of) => closing(of, "entered-by-mistake", call)),
  someone.map((who) => [editContacts(who, { awayFrom: "2026-08-24", awayTo: "2026-09-30" })]),
  someone.map((who) => [editContacts(who, { mayOpen: false })]),
);

const damage = fc.constantFrom<Events>(
  [{ sheet: { sort: { tab: "cases", column: "opened" } }, as: "contact" }],
  [{ account: { removeTrigger: "onRegisterEdit" } }],
  [{ account: { removeTrigger: "onFormSubmit" } }],
  [{ account: { mailQuota: 3 } }],
  [{ sheet: { deleteRows: { tab: "checklist", case: "26-0001" } }, as: "contact" }],
);
const time = fc.constantFrom<Events>(
  [minutes(10)],
  [minutes(35)],
  [minutes(70)],
  [{ advance: "PT8H" }],
);
const happening = fc.oneof(
  { weight: 3, arbitrary: report.map((one) => [one]) },
  { weight: 4, arbitrary: work },
  { weight: 1, arbitrary: damage },
  { weight: 3, arbitrary: time },
  { weight: 1, arbitrary: fc.tuple(cut, report).map(([fault, one]) => [fault, one, disarm]) },
);

const open = { studentName: "Rowan Pine", studentId: "730194" };
const sealed = (recipientMayBeInvolved: string, more: object) => [
  [notSent],
  [said({ ...more, ...open, recipientMayBeInvolved })],
];
const ofReporter = { reporterName: "Yolanda York", reporterEmail: "y@district.example" };
const forLead = { reporterKnownTo: "lead" };
/** Each secret as a pair of days, whatever else the report says. */
const pairs: Readonly<Partial<Record<Secret, (more: object) => readonly (readonly object[])[]>>> = {
  staff: (more) =>
    ["no", "yes"].map((staffMayBeInvolved) => [said({ ...more, staffMayBeInvolved })]),
  parent: (more) =>
    ["no", "yes"].map((parentMayBeInvolved) => [said({ ...more, parentMayBeInvolved })]),
  reporter: (more) => [[said(more)], [said({ ...more, ...ofReporter })]],
  reporterForLead: (more) => [{}, ofReporter].map((who) => [said({ ...more, ...forLead, ...who })]),
  text: (more) => ["mall", "pool"].map((at) => [said({ ...more, facts: `Seen at the ${at}.` })]),
  level: (more) =>
    ["frequently-absent", "controlled-or-groomed"].map((factor) => [
      said({ ...more, concerns: [], factors: [factor] }),
    ]),
  sealed: (more) => sealed("contact", more),
  sealedAboutLead: (more) => sealed("lead", more),
  sealedAboutAlternate: (more) => sealed("alternate-lead", more),
  keptOut: (more) =>
    ["contact", "administrator"].map((recipientMayBeInvolved) => [
      said({ ...more, ...open, recipientMayBeInvolved }),
    ]),
  goesOn: () => [[], [goesOn]],
  drillCode: () => [[], [menu("drill")]],
};
// These are its keys.
const secret = fc.constantFrom(...(Object.keys(pairs) as Secret[]));

test(
  "days that differ in a secret alone look the same to whoever may not know it",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          secret,
          isDanger: fc.boolean(),
          earlier: fc.array(happening, { maxLength: 3 }),
          later: fc.array(happening, { minLength: 1, maxLength: 4 }),
        }),
        async ({ secret: chosen, isDanger, earlier, later }) => {
          const [one = [], other = []] =
            pairs[chosen]?.({ immediateDanger: isDanger ? "yes" : "no" }) ?? [];
          const named = mayNotKnow(chosen).filter(
            (who) => !pressing.includes(who) || who === "pages",
          );
          const day = (twin: readonly object[]) =>
            sightsOf(
              [...earlier.flat(), ...twin, minutes(10), ...later.flat(), minutes(40)],
              undefined,
              named,
            );
          expectAlike(chosen, [await day(one), await day(other)]);
        },
      ),
      { numRuns: isEveryPoint ? 60 : 1, endOnFailure: true },
    );
  },
  isEveryPoint ? 3_600_000 : 120_000,
);
