/**
 * Who is asked, and after how long, if no one acknowledges a case or a call stays open. The clock runs every five minutes and remembers
 * only what it wrote.
 */

import { describe, expect, test } from "vitest";
import { dueAsks, waitsForAnswer } from "../../src/asking/case-asks";
import type { CaseFile } from "../../src/case/facts/case-file";
import { messagesToAudience } from "../../src/case/people/responsible-person";
import {
  Asker,
  asksNow,
  at,
  callsDone,
  contextOf,
  hour,
  opened,
  played,
  reported,
  sealedContext,
  staffed,
  withActs,
} from "../case/cases";
import { now } from "../district/rows";

type Opening = Parameters<typeof opened>[0];
/** A case whose calls were made, so that only its acknowledgement is asked for. */
const calm = (report: keyof typeof reported, more: Opening = {}) =>
  withActs(opened({ report: reported[report], ...more }), callsDone);
/** A case that was acknowledged, so that only its calls are asked for. */
const taken = (report: keyof typeof reported = "at-risk", more: Opening = {}) =>
  opened({ report: reported[report], row: { acknowledged: true }, ...more });

const friday = Date.UTC(2026, 8, 4, 22, 0); // 3 PM in California
const isGone = (gone: string) => (address: string) => address !== at(gone);
const asked = (...lines: string[]) => lines.map((line) => line.replace(" ", " case-escalated "));
const reminded = (...lines: string[]) => lines.map((line) => line.replace(" ", " call-overdue "));

const hourly = reminded("60 contact", "120 backup", "180 lead");
const fourHourly = asked("240 backup", "480 lead", "720 alternate");
const victim = asked("60 backup", "120 lead", "180 alternate");

test.each<[string, CaseFile, string[]]>([
  ["at risk: four hours by the clock for each", calm("at-risk"), fourHourly],
  ["on a Friday afternoon: nights and weekends too", calm("at-risk", { at: friday }), fourHourly],
  ["a suspected victim: an hour each", calm("suspected-victim"), victim],
  [
    "to wait for an agency is none",
    calm("suspected-victim", { row: { status: "waiting" } }),
    victim,
  ],
  [
    "below the threshold: eight school hours, over a weekend; Monday 3 PM, Tuesday 3 PM",
    calm("below-threshold", { at: friday }),
    asked("4320 backup", "5760 lead"),
  ],
  ["danger: all but the next in line have the first email", calm("danger"), asked("15 alternate")],
  [
    "opened with the backup, who is passed over",
    calm("at-risk", { contact: at("backup") }),
    asked("240 contact", "480 lead", "720 alternate"),
  ],
  ["acknowledged", calm("at-risk", { row: { acknowledged: true } }), []],
  ["closed", calm("at-risk", { row: { status: "closed" } }), []],
  ["an open call is reminded of hour by hour, and then no more", taken(), hourly],
  ["two calls of a case are one email", taken("suspected-victim"), hourly],
  ["also on a Friday", taken("at-risk", { at: friday }), hourly],
  [
    "in minutes in immediate danger, once another call was made",
    withActs(taken("danger"), { "involve-law-enforcement": { done: true, state: "done" } }),
    reminded("15 contact", "30 backup", "45 lead"),
  ],
  [
    "below at risk in school hours, from 3:30 PM on: Monday 8:30, 9:30, 10:30",
    taken("below-threshold", { at: friday + hour / 2 }),
    reminded("3900 contact", "3960 backup", "4020 lead"),
  ],
  [
    "a hold never stops it",
    taken("at-risk", { row: { acknowledged: true, holdUntil: now + 72 * hour } }),
    hourly,
  ],
  ["no call of a closed case", opened({ row: { status: "closed" } }), []],
  [
    "an email that asks to acknowledge names the open calls, so no one gets both",
    opened({ report: reported["suspected-victim"] }),
    [...asked("60 backup"), ...reminded("60 contact"), ...asked("120 lead", "180 alternate")],
  ],
])("%s", (_, file, expected) => {
  expect(played(file, contextOf(), 100)).toEqual(expected);
});

test.each<[string, readonly string[], Opening, string[]]>([
  [
    "each contact of the school before the backup, whoever is away passed over",
    ["backup", "contact", "away contact other", "contact second", "south", "lead", "admin"],
    {},
    asked("240 second", "480 backup", "720 lead", "960 admin"),
  ],
  [
    "one person with several roles is asked once",
    ["contact", "backup both", "lead both", "admin contact"],
    {},
    asked("240 both", "480 installer"),
  ],
  ["where there is no one else, the account that runs", ["contact"], {}, asked("240 installer")],
  [
    "of a call, where there is none of the three the admin is told once",
    ["admin"],
    { row: { acknowledged: true }, contact: at("admin") },
    reminded("60 admin"),
  ],
])("%s", (_, people, more, expected) => {
  const directory = staffed(...people);
  const file = opened({ ...more, directory });
  const own = more?.row === undefined ? withActs(file, callsDone) : file;
  expect(played(own, contextOf({ directory }), 40)).toEqual(expected);
});

test("each is told who has not answered or was reminded, by role and never by name", () => {
  const found = asksNow(calm("danger"), contextOf({ now: now + hour }));
  const about = { case: "26-0007", to: at("alternate"), kind: "case-escalated" };
  const notAnswered = ["designated-contact", "backup-contact", "district-lead"];
  expect(found.messages).toEqual([
    { ...about, id: expect.stringMatching(/^26-0007 /), detail: { notAnswered, turn: 1 } },
  ]);
  const line = { at: now + hour, who: "automation", case: "26-0007" };
  expect(found.activity).toEqual([{ ...line, what: "case-escalated", to: "alternate-lead" }]);
  const call = asksNow(taken(), contextOf({ now: now + 2 * hour }), [[at("contact"), 1]]);
  expect(call.messages[0]?.detail).toEqual({ reminded: ["designated-contact"], turn: 1 });
  expect(call.activity).toMatchObject([{ what: "call-reminded", to: "backup-contact" }]);
});

test("after a pause of the clock the steps come one by one, not all at once", () => {
  const late = asksNow(calm("suspected-victim"), contextOf({ now: now + 48 * hour }));
  expect(late.messages.map(({ to }) => to)).toEqual([at("backup")]);
});

test("a rise asks everyone anew, after the wait of the new level; an acknowledgement ends it", () => {
  const lines = played(calm("at-risk"), contextOf(), 24, (file, minutes) => {
    if (minutes === 930) return { ...file, row: { ...file.row, acknowledged: true } };
    const [call] = file.acts;
    if (minutes !== 800 || call === undefined) return file;
    const act = "update-child-and-family-services";
    const again = { ...call, row: `26-0007 ${act}`, act, due: now + 800 * 60_000 };
    return { row: { ...file.row, level: "suspected-victim" }, acts: [...file.acts, again] };
  });
  expect(lines.slice(0, 5)).toEqual([...fourHourly, ...asked("860 backup", "920 lead")]);
  expect(lines.filter((line) => line.includes("case-escalated"))).toHaveLength(5);
});

describe("in a sealed register", () => {
  const sealedCase = (name: string) => calm("suspected-victim", { contact: at(name) });
  const said = (file: CaseFile, run: ReturnType<typeof contextOf>) =>
    asksNow(file, run).messages.map(({ to, detail }) => [to, detail]);

  test.each([
    ["sealed-lead", "lead"],
    ["sealed-alternate", "alternate"],
  ] as const)("%s: its one reader is reminded, three times at most", (register, name) => {
    // Outside danger no one gets the same words twice within four hours.
    expect(played(sealedCase(name), sealedContext(register), 24)).toEqual(
      asked(...[60, 300, 540].map((minutes) => `${minutes} ${name}`)),
    );
    const run = sealedContext(register, { now: now + hour });
    expect(said(sealedCase(name), run)).toEqual([[at(name), { notAnswered: [], turn: 2 }]]);
  });

  test("the alternate lead is asked at the lead's deadline, and told who has not answered; then both in turn", () => {
    expect(played(sealedCase("lead"), sealedContext("sealed"), 24)).toEqual(
      asked("60 alternate", "300 lead", "540 lead", "780 alternate", "1020 lead", "1260 alternate"),
    );
    const run = sealedContext("sealed", { now: now + hour });
    expect(said(sealedCase("lead"), run)).toEqual([
      [at("alternate"), { notAnswered: ["district-lead"], turn: 1 }],
    ]);
  });

  test("no one, where no one may read it", () => {
    const run = sealedContext("sealed", { now: now + 9 * hour }, [at("lead"), at("alternate")]);
    const { messages } = asksNow(sealedCase("lead"), run);
    expect(messages.length).toBeGreaterThan(0);
    expect(messagesToAudience(messages, run)).toEqual([]);
  });

  test("a reader who does a step is not asked to acknowledge, nor is the other", () => {
    const done = { done: true, state: "done", doneAt: now + 60_000 } as const;
    const file = withActs(sealedCase("lead"), { "submit-mandated-report": done });
    expect(played(file, sealedContext("sealed"), 24)).toEqual([]);
  });
});

test("who was asked is known by the messages, and stands on the row for people to read", () => {
  const run = contextOf({ now: now + 9 * hour });
  const before = { role: "backup-contact", at: now + 4 * hour, email: at("backup") } as const;
  const file = calm("at-risk", { row: { asked: [before] } });
  expect(asksNow(file, run).messages.map(({ to }) => to)).toEqual([at("backup")]);
  const next = asksNow(file, run, [[at("backup"), 4]]);
  expect(next.messages.map(({ to }) => to)).toEqual([at("lead")]);
  expect(next.update[0]?.values["asked"]).toEqual([
    before,
    { role: "district-lead", at: now + 9 * hour, email: at("lead") },
  ]);
});

describe("the person to whom a case was just given", () => {
  const told = { role: "backup-contact", at: now + 9 * hour, email: at("backup") } as const;
  const given = { assignedTo: at("backup"), told };
  const taken = { acknowledged: true };
  const owed = { "call-child-and-family-services": { due: now, state: "open", done: false } };
  const before = [
    [at("backup"), 4],
    [at("lead"), 8],
  ] as const;
  const asks = (file: CaseFile, hours: number) =>
    asksNow(file, contextOf({ now: now + hours * hour }), before).messages.map(
      ({ kind, to }) => `${kind} ${to}`,
    );

  test.each<[string, object, object, readonly number[], string]>([
    ["to acknowledge it, then the next", {}, {}, [9.1, 12.9, 13], "case-escalated contact"],
    ["for the calls, and is reminded first", taken, owed, [9.1, 9.9, 10], "call-overdue backup"],
  ])("has the whole time %s, also where they were asked before", (_, row, acts, hours, last) => {
    const file = withActs(opened({ row: { ...given, ...row } }), { ...callsDone, ...acts });
    expect(hours.map((one) => asks(file, one))).toEqual([[], [], [at(last)]]);
  });
});

test("whoever was assigned a case is reminded of its calls first, also the alternate lead", () => {
  const told = { role: "alternate-lead", at: now, email: at("alternate") } as const;
  const row = { acknowledged: true, assignedTo: at("alternate"), told };
  expect(
    played(opened({ report: reported["at-risk"], row }), contextOf(), 3.1).slice(0, 2),
  ).toEqual(reminded("60 alternate", "120 contact"));
});

test("people who cannot be reached have no turn, and their acknowledgement does not count", () => {
  expect(played(calm("at-risk"), contextOf(), 20, undefined, isGone("backup"))).toEqual(
    asked("240 lead", "480 alternate"),
  );
  const row = { acknowledged: true, acknowledgedBy: at("backup"), acknowledgedAt: now };
  const late = contextOf({ now: now + 5 * hour });
  const found = new Asker(isGone("backup")).run([calm("at-risk", { row })], late);
  expect(found.update[0]?.values).toMatchObject({ acknowledged: false, acknowledgedBy: null });
  expect(found.activity[0]).toMatchObject({ what: "acknowledgement-ended", from: at("backup") });
  expect(found.messages.map(({ to }) => to)).toEqual([at("lead")]);
});

describe("a danger that somebody acknowledged, or whose call was made", () => {
  const by = (name: string, more: object = {}) => {
    const row = { acknowledged: true, acknowledgedBy: at(name), acknowledgedAt: now, ...more };
    return opened({ report: reported.danger, row });
  };
  const asksAt = (hours: number, files: readonly CaseFile[], directory = contextOf().directory) =>
    new Asker()
      .run(files, contextOf({ directory, now: now + hours * hour }))
      .messages.map(({ to }) => to);

  test("who has it has left since: whoever is there is asked as well", () => {
    const { people, ...rest } = contextOf().directory;
    const later = people.map((one) =>
      one.email === at("backup") ? { ...one, awayFrom: now + hour / 10 } : one,
    );
    const asked = asksAt(0.25, [by("backup")], { ...rest, people: later });
    expect(asked).toEqual([at("backup"), at("contact")]);
  });

  test("one that was reported after the acknowledgement has its times from then", () => {
    const again = by("backup", { dangerSince: now + 9.9 * hour });
    expect([10, 10.2].map((hours) => asksAt(hours, [again]).length > 0)).toEqual([false, true]);
  });

  test("of two, each holder is asked about their own", () => {
    const two = { ...by("backup"), row: { ...by("backup").row, case: "26-0008" } };
    expect(asksAt(0.25, [by("contact"), two])).toEqual([at("contact"), at("backup")]);
  });

  test("nobody is asked to acknowledge right after the last email about it", () => {
    const last = { case: "26-0007", to: at("lead"), at: now + 5 * hour, about: "danger" } as const;
    const file = withActs(opened({ report: reported.danger }), callsDone);
    const asked = [5.1, 7].map(
      (hours) =>
        dueAsks([file], contextOf({ now: now + hours * hour }), {
          asks: [last],
          canReach: () => true,
        }).messages.length > 0,
    );
    expect(asked).toEqual([false, true]);
  });
});

test.each<[string, NonNullable<Opening>["row"], string]>([
  ["ends by itself after a day", { student: "Y34TXYSC", studentId: null }, "closed"],
  ["does not, once somebody wrote a student into it", { student: "Rowan Pine" }, "open"],
])("a drill %s, also before a run has taken that in", (_what, row, status) => {
  const drill = opened({ row: { ...row, drill: true } });
  const { files } = asksNow(drill, contextOf({ now: now + 25 * hour }));
  expect([...files.values()].map((file) => file.row.status)).toEqual([status]);
});

test("in the summer, with contact and backup away, a case of one risk factor asks the lead once a working day", () => {
  const base = staffed("away contact", "away backup", "lead", "admin");
  const schoolClosed = [{ first: "2026-06-20", last: "2026-08-20" }];
  const directory = { ...base, settings: { ...base.settings, schoolClosed } };
  const start = Date.UTC(2026, 5, 30, 17);
  const file = calm("below-threshold", { at: start, directory, contact: at("lead") });
  // From Tuesday 10 AM on: each morning at 8, and not at the weekend.
  expect(played(file, contextOf({ directory }), 24 * 8)).toEqual(
    asked(...[1, 2, 3, 6, 7, 8].map((day) => `${day * 1440 - 120} lead`)),
  );
});

test("a case is waited for until it is acknowledged and its calls are made; one without the row of a call has made none", () => {
  const file = taken();
  const made = withActs(file, callsDone);
  const open: CaseFile = { ...made, row: { ...made.row, acknowledged: false } };
  const closed: CaseFile = { ...file, row: { ...file.row, status: "closed" } };
  expect([open, file, { ...made, acts: [] }].map(waitsForAnswer)).toEqual([true, true, true]);
  expect([made, closed].map(waitsForAnswer)).toEqual([false, false]);
});
