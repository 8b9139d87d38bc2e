/**
 * Noninterference (design 2.24): days that differ in a secret alone look the same to whoever may not know it, and differ to whoever may,
 * so that no cell of the table is idle.
 */
import { describe, expect, test } from "vitest";
import { menu } from "../day/events";
import {
  after,
  differs,
  type Events,
  expectAlike,
  notSent,
  type Sights,
  said,
  sightsOf,
  unused,
} from "./twin-days";
import { cellOf, everyone, type Secret } from "./who-may-know";

const played = new Map<Events, Promise<Sights>>();
/** A day of the table; what twins share is played once. */
function dayOf(events: Events, printed: string): Promise<Sights> {
  const day = played.get(events) ?? sightsOf([...events, ...after], printed);
  played.set(events, day);
  return day;
}

const ofReporter = { reporterName: "Yolanda York", reporterEmail: "y@district.example" };
const forLead = { reporterKnownTo: "lead" };
/** About the student of the open case, of which the records are printed. */
const sealed = (recipientMayBeInvolved: string) =>
  said({ studentName: "Rowan Pine", studentId: "730194", recipientMayBeInvolved });
const letIn = { share: { add: { who: "backup", file: "form" } }, as: "admin" };

const plain = [said()];
const quiet = [notSent];
const aboutContact = [sealed("contact")];

/** For each secret a day and its twins. */
const days: Readonly<Record<Exclude<Secret, "otherSchool">, readonly [Events, ...Events[]]>> = {
  staff: [plain, [said({ staffMayBeInvolved: "yes" })], [said({ staffMayBeInvolved: "unknown" })]],
  parent: [plain, [said({ parentMayBeInvolved: "yes" })]],
  reporter: [plain, [said(ofReporter)]],
  reporterForLead: [[said(forLead)], [said({ ...forLead, ...ofReporter })]],
  text: [plain, [said({ facts: "Seen at the pool by night." })]],
  level: [plain, [said({ concerns: [], factors: ["frequently-absent"] })]],
  sealed: [quiet, aboutContact],
  sealedAboutLead: [quiet, [sealed("lead")]],
  sealedAboutAlternate: [quiet, [sealed("alternate-lead")]],
  sealedAboutEditor: [[letIn, notSent], [letIn, sealed("contact")]],
  keptOut: [aboutContact, [sealed("administrator")]],
  drillCode: [[], [menu("drill")]],
};

describe.each(Object.entries(days) as [keyof typeof days, readonly [Events, ...Events[]]][])(
  "%s",
  (secret, [one, ...twins]) => {
    test("looks the same to whoever may not know it, and not to whoever may", async () => {
      const printed = /^(sealed|keptOut|drill)/.test(secret) ? "26-0001" : "26-0002";
      for (const twin of twins) {
        const ends = [await dayOf(one, printed), await dayOf(twin, printed)] as const;
        expectAlike(secret, ends);
        for (const who of everyone)
          if (cellOf(secret, who).knows === "may")
            expect.soft(differs(secret, who, ends), `${secret}: ${who} may know`).not.toEqual([]);
      }
    });
  },
);

test("everything that the table accepts is needed", () => {
  expect(unused()).toEqual([]);
});
