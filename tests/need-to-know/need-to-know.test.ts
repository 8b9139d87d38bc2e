/**
 * Noninterference (design 2.24): days that differ in a secret alone look the same to whoever may not know it, and differ to whoever may,
 * so that no cell of the table is idle.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Day } from "../day/day";
import { call, closing, edit, editOf, first, menu, merge, minutes, tickOf } from "../day/events";
import { backup, lead } from "../day/people";
import { isEveryPoint } from "../every-point";
import {
  after,
  differs,
  directory,
  type Events,
  expectAlike,
  goesOn,
  notSent,
  pressing,
  type Sights,
  said,
  sightsOf,
  unused,
  withRegisters,
} from "./twin-days";
import {
  cellOf,
  everyone,
  mayNotKnow,
  type Person,
  printedTable,
  type Secret,
} from "./who-may-know";

const played = new Map<Events, Promise<Sights>>();
/** A day of the table; what twins share is played once. */
function dayOf(events: Events, printed: string, district?: object): Promise<Sights> {
  const day = played.get(events) ?? sightsOf([...events, ...after], printed, everyone, district);
  played.set(events, day);
  return day;
}

const ofReporter = { reporterName: "Yolanda York", reporterEmail: "y@district.example" };
const forLead = { reporterKnownTo: "lead" };
/** About the student of the open case, of which the records are printed. */
const sealed = (recipientMayBeInvolved: string, more: object = {}) =>
  said({ studentName: "Rowan Pine", studentId: "730194", recipientMayBeInvolved, ...more });
const letIn = { share: { add: { who: "backup", file: "form" } }, as: "admin" };

const plain = [said()];
const ofLow = { concerns: [], factors: ["frequently-absent"] };
const low = [said(ofLow)];
const ofRisk = { concerns: [], factors: ["controlled-or-groomed"] };
const atRisk = [said(ofRisk)];
const quiet = [notSent];
/** At a school with a register of its own; about a student who has the name of one at another, and no id, or about one of that name alone. */
const atEast = (more: object = {}) =>
  said({ school: "East High", studentName: "Hazel Wood", studentId: undefined, ...more });
const aboutContact = [sealed("contact")];
/** All is there that unlocks the steps of which a parent would notice, but perhaps the answer about parents. */
const answered = (parentMayBeInvolved: string): Events => [
  said({ parentMayBeInvolved }),
  tickOf("26-0002", call),
  minutes(10),
  editOf("26-0002", {
    ...{ parentMayBeInvolved, victimConsulted: "2026-09-01", acknowledged: true },
    ...{ agencyCleared: "child-and-family-services", agencyClearedBy: "Kim Doe" },
    agencyClearedAt: "2026-09-01T16:20:00.000Z",
  }),
  minutes(10),
  editOf("26-0002", { assignedTo: backup }),
  minutes(10),
];

/** For each secret twins, two and two: the first always, the others if every point is asked for. Of staff both show what the other does not. */
const twins: Readonly<Record<Secret, readonly (readonly [Events, Events])[]>> = {
  staff: [
    [plain, [said({ staffMayBeInvolved: "unknown" })]],
    [plain, [said({ staffMayBeInvolved: "yes" })]],
  ],
  parent: [
    [answered("no"), answered("yes")],
    [low, [said({ ...ofLow, parentMayBeInvolved: "yes" })]],
    [atRisk, [said({ ...ofRisk, parentMayBeInvolved: "yes" })]],
  ],
  reporter: [[plain, [said(ofReporter)]]],
  reporterForLead: [[[said(forLead)], [said({ ...forLead, ...ofReporter })]]],
  text: [[plain, [said({ facts: "Seen at the pool by night." })]]],
  level: [[plain, low]],
  sealed: [[quiet, aboutContact]],
  sealedAboutLead: [[quiet, [sealed("lead")]]],
  sealedAboutAlternate: [[quiet, [sealed("alternate-lead")]]],
  sealedAboutEditor: [
    [
      [letIn, notSent],
      [letIn, sealed("contact")],
    ],
  ],
  keptOut: [[aboutContact, [sealed("administrator")]]],
  goesOn: [
    [quiet, [goesOn, sealed("no")]],
    [
      [goesOn, notSent],
      [goesOn, sealed("no")],
    ],
    [quiet, [goesOn, notSent]],
  ],
  drillCode: [[quiet, [notSent, menu("drill")]]],
  otherSchool: [
    [
      [notSent, minutes(70), notSent],
      [
        atEast({ immediateDanger: "yes" }),
        tickOf("26-2001", call, { done: true }, "east@district.example", "school:east-high"),
        minutes(70),
        atEast({ studentName: "Ash Grove" }),
      ],
    ],
  ],
};

// These are its keys.
test.each(Object.keys(twins) as (keyof typeof twins)[])(
  "%s: looks the same to whoever may not know it, and not to whoever may",
  async (secret) => {
    const printed = /^(sealed|keptOut|goesOn|drill|other)/.test(secret) ? "26-0001" : "26-0002";
    const district = secret === "otherSchool" ? withRegisters : directory;
    const seen = new Set<Person>();
    for (const days of twins[secret].slice(0, isEveryPoint || secret === "staff" ? undefined : 1)) {
      const [one, other] = days.map((events) => dayOf(events, printed, district));
      const sights = [(await one) ?? {}, (await other) ?? {}] as const;
      expectAlike(secret, sights);
      for (const who of everyone) if (differs(secret, who, sights).length > 0) seen.add(who);
    }
    const may = everyone.filter((who) => cellOf(secret, who).knows === "may");
    expect(
      may.filter((who) => !seen.has(who)),
      "who may know, and sees nothing of it",
    ).toEqual([]);
  },
);

/**
 * What is done with cases shows no more of it than a first email: several cases of which one is below every protocol, one recruits, one is
 * raised by a second report, two are merged, one is given to someone else, one is closed, and somebody types the answer in.
 */
const worked = (more: object): Events => {
  const about = (at: number, answers: object = {}) =>
    said({ studentName: `Student ${"abcdefgh"[at]}`, studentId: String(800_000 + at), ...answers });
  const recruits = { concerns: ["recruiting-or-exploiting"], studentRole: "may-be-recruiting" };
  return [
    about(0, { ...ofLow, ...more }),
    about(1, { ...recruits, ...more }),
    about(2, ofLow),
    about(2, more),
    about(3, more),
    about(4),
    merge("26-0005", "26-0006"),
    minutes(30),
    editOf("26-0005", { sameStudentAs: null }),
    about(5, more),
    edit({ assignedTo: backup }, "contact", "26-0007"),
    minutes(10),
    edit({ steppedAside: "x" }, "backup", "26-0007"),
    about(6, more),
    edit({ acknowledged: true }, "contact", "26-0008"),
    ...closing("26-0008", "referred", call, "involve-law-enforcement", "submit-mandated-report"),
    about(7),
    edit(more, "contact", "26-0009"),
    ...after,
  ];
};
/** Found at random: steps of a merged case came in another order. */
const merged = (more: object): Events => {
  const again = (factors: readonly string[]) =>
    said({
      studentName: "Rowan Pine",
      studentId: "730194",
      factors,
      concerns: [],
      immediateDanger: "yes",
    });
  return [
    again(["frequently-absent"]),
    again([]),
    { sheet: { deleteRows: { tab: "checklist", case: first } }, as: "contact" },
    said(more),
    minutes(10),
    minutes(70),
    merge(first, "26-0002", lead),
    minutes(40),
  ];
};
const inDanger = (more: object): Events => [said({ ...more, immediateDanger: "yes" }), minutes(70)];

const typed: readonly [Secret, object, object][] = [
  ["staff", { staffMayBeInvolved: "no" }, { staffMayBeInvolved: "yes" }],
  ["parent", { parentMayBeInvolved: "no" }, { parentMayBeInvolved: "yes" }],
];

test.each(isEveryPoint ? typed : typed.slice(0, 1))(
  "%s: nor does what is done with the case, or danger",
  async (secret, one, other) => {
    const named = mayNotKnow(secret).filter((who) => !pressing.includes(who));
    for (const day of isEveryPoint ? [worked, inDanger, merged] : [worked]) {
      const twin = (more: object) => sightsOf(day(more), first, named);
      expectAlike(secret, [await twin(one), await twin(other)]);
    }
  },
);

test("a report about the lead that waits, since no one can open its register, shows in nothing that others see", async () => {
  const gone = (day: Day) => day.takeAway("sealed-alternate");
  const [one, other] = await Promise.all(
    [notSent, sealed("lead")].map((event) =>
      sightsOf([gone, event, ...after], first, ["contact", "lead", "closedAdmin", "pages"]),
    ),
  );
  expectAlike("sealedAboutLead", [one ?? {}, other ?? {}]);
  // To the minute: Summary would say LATE, and people would ask why.
  const summary = (sights: Sights = {}) => sights.lead?.filter((line) => /Summary!/.test(line));
  expect(summary(other)).toEqual(summary(one));
});

test("the page for counsel prints this table", () => {
  const page = readFileSync(
    new URL("../../docs/security/who-can-know-what.md", import.meta.url),
    "utf8",
  );
  const plain = (text: string) => text.replace(/[ -]+/g, " ");
  expect(plain(page)).toContain(plain(printedTable()));
});

test("everything that the table accepts is needed", () => {
  expect(unused()).toEqual([]);
});
