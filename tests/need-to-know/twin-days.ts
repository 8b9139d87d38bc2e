/** Plays days that differ in a secret alone, and compares what people see at their ends. */
import { expect } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day } from "../day/day";
import { call, edit, first, minutes, reportOn, rowan, submit, tick } from "../day/events";
import { alternate, contactsRow, lead, principal, south, teacher } from "../day/people";
import { End, type Lines } from "./what-a-person-sees";
import {
  accepted,
  closedAdmin,
  everyone,
  formEditor,
  mayNotKnow,
  openAdmin,
  type Person,
  people,
  type Secret,
  secrets,
  timesOfLooks,
} from "./who-may-know";

/** What happens: an event of a scenario, or what somebody else does with the day. */
export type Events = readonly (object | ((day: Day) => unknown))[];
/** What each person sees at the end of a day. */
export type Sights = Readonly<Partial<Record<Person, Lines>>>;

/** In place of a report that was not sent. Google's ids of responses are random, those of the local Form are counted. */
export const notSent = (day: Day) => {
  day.form().responsesMade += 1;
};
const asleep = (duration: string) => (day: Day) => day.sleep(duration);

/** Everyone of the table is in this district, the account that runs the system too. */
export const directory = {
  contacts: [
    ...demoDirectory.contacts.map((row) =>
      /contact$/.test(row.role) ? { ...row, school: rowan.school } : row,
    ),
    contactsRow("designated contact", south, { school: "South Middle", name: "Sol South" }),
    contactsRow("alternate lead", alternate, { name: "Alex Alternate" }),
    contactsRow("told only", principal, { school: rowan.school, mayOpen: false }),
    contactsRow("district admin", openAdmin, { name: "Ada Admin", administrator: true }),
    contactsRow("district admin", closedAdmin, { name: "Ben Admin", mayOpen: false }),
  ],
};

/** The same, where two of three schools have a register of their own. Nobody of the table works at the third. */
export const withRegisters = {
  schools: [
    ...demoDirectory.schools.map((row) =>
      row.school === rowan.school ? row : { ...row, register: row.school },
    ),
    { school: "East High", grades: "9-12", register: "East High" },
  ],
  contacts: [
    ...directory.contacts,
    contactsRow("designated contact", "east@district.example", { school: "East High" }),
  ],
};

/** An open case that somebody works on, whose reporter is emailed. */
const before: Events = [
  { share: { add: { who: formEditor, file: "form" } }, as: "admin" },
  reportOn(rowan.studentName, rowan.studentId, {
    reporterEmail: teacher,
    reporterKnownTo: "contact",
  }),
  minutes(5),
  edit({ acknowledged: true }),
  tick(call),
  minutes(10),
];
/** Another school's case, whose reference tells whether one was left out; reminders, deadlines that pass, the next morning's email. */
export const after: Events = [
  minutes(20),
  reportOn("Hazel Wood", "730197", { reporterEmail: teacher, school: "South Middle" }),
  minutes(5),
  asleep("PT4H"),
  minutes(5),
  asleep("PT17H"),
  minutes(40),
];

/** The report that has the secret. */
export const said = (more: object = {}) =>
  submit({
    ...{ studentName: "Ash Grove", studentId: "730195", grade: "10", factors: [] },
    ...{ concerns: ["suspected-victim"], facts: "Seen at the mall by night." },
    ...{ staffMayBeInvolved: "no", recipientMayBeInvolved: "no", parentMayBeInvolved: "no" },
    ...{ reporterName: "Xena Xu", reporterEmail: "x@district.example", reporterKnownTo: "contact" },
    ...more,
  });

/** The lead has the open case go on sealed, since its contact may be involved. */
export const goesOn = {
  edit: {
    ...{ register: "sealed", tab: "goOnSealed" },
    set: { openCase: first, involved: "contact", goOn: true },
  },
  as: lead,
};

/** These press buttons, which leaves traces: they look last. */
export const pressing: readonly Person[] = ["family", "agency", "court", "pages"];

/** Plays a day to its end, and looks as each of these people. `printed`: the case of which the lead prints records. */
export async function sightsOf(
  events: Events,
  printed = first,
  named: readonly Person[] = everyone,
  district: object = directory,
): Promise<Sights> {
  const day = (await Day.begin({ directory: district })).reach(...before);
  // A day is looked at after each `play`, which takes as long as some of its runs.
  const waiting: object[] = [];
  const playWaiting = () => {
    if (waiting.length > 0) day.play(...waiting.splice(0));
  };
  for (const event of events) {
    if (typeof event !== "function") waiting.push(event);
    else {
      playWaiting();
      event(day);
    }
  }
  playWaiting();
  const end = new End(day, printed);
  const inOrder = [...everyone.filter((who) => !pressing.includes(who)), ...pressing].filter(
    (who) => named.includes(who),
  );
  return Object.fromEntries(inOrder.map((who) => [who, people[who].sees(end)]));
}

const used = new Set<string>();

/** Lines that only one of two days has, marked by which; the first that stands elsewhere if only the order differs. */
function difference(one: Lines, other: Lines): Lines {
  const times = new Map<string, number>();
  const count = (lines: Lines, by: number) => {
    for (const line of lines) times.set(line, (times.get(line) ?? 0) + by);
  };
  count(one, -1);
  count(other, 1);
  const lines = [...times].flatMap(([line, more]) =>
    more === 0 ? [] : `${more < 0 ? "only without" : "only with"}: ${line}`,
  );
  const at = one.findIndex((line, index) => line !== other[index]);
  return lines.length > 0 || at < 0 ? lines : [`order: ${one[at]}`];
}

/** What differs for a person between two days, but for what the table accepts. */
export function differs(secret: Secret, who: Person, days: readonly [Sights, Sights]): Lines {
  const rules = accepted.filter(
    (rule) => rule.people.includes(who) && rule.secrets.includes(secret),
  );
  const [one, other] = days.map((sights) =>
    (sights[who] ?? []).filter((line) => {
      const rule = rules.find((each) => each.line.test(line));
      if (rule !== undefined) used.add(rule.what);
      return rule === undefined;
    }),
  );
  const found = difference(one ?? [], other ?? []);
  if (found.length === 0 || !timesOfLooks.secrets.some((each) => each === secret)) return found;
  const [early, late] = [one, other].map((lines = []) =>
    lines.map((line) => line.replace(timesOfLooks.of, "TIME")),
  );
  return difference(early ?? [], late ?? []);
}

/** Fails unless everybody who may not know the secret, and who looked, saw the same on both days. */
export function expectAlike(secret: Secret, days: readonly [Sights, Sights]): void {
  const found = mayNotKnow(secret).flatMap((who) =>
    differs(secret, who, days).map((line) => `${who}: ${line}`),
  );
  expect(found, `who may not know: ${secrets[secret].name}`).toEqual([]);
}

/** What the table accepts and no day needed. */
export const unused = () => accepted.flatMap(({ what }) => (used.has(what) ? [] : what));
