/** Who is told, after how long, when nobody acknowledges a case. The clock runs every five minutes and remembers only what it wrote. */

import { describe, expect, test } from "vitest";
import { messagesToAudience } from "../../src/case/assignment/responsible-person";
import type { CaseFile } from "../../src/case/facts/case-file";
import { now } from "../district/rows";
import {
  Asker,
  asksNow,
  callsDone,
  contextOf,
  hour,
  opened,
  played,
  reported,
  sealedContext,
  staffed,
  withActs,
} from "./cases";

const quietCalls = (report: keyof typeof reported, more: Parameters<typeof opened>[0] = {}) =>
  withActs(opened({ report: reported[report], ...more }), callsDone);

const friday = Date.UTC(2026, 8, 4, 22, 0); // 3 PM in California

describe("no one acknowledges", () => {
  test.each<[string, CaseFile, string[]]>([
    [
      "at risk: four hours by the clock for each",
      quietCalls("at-risk"),
      ["240 backup", "480 lead", "720 alternate"],
    ],
    [
      "a suspected victim: an hour each",
      quietCalls("suspected-victim"),
      ["60 backup", "120 lead", "180 alternate"],
    ],
    [
      "at risk on a Friday afternoon: nights and weekends are no safer",
      quietCalls("at-risk", { at: friday }),
      ["240 backup", "480 lead", "720 alternate"],
    ],
    [
      "below the threshold: eight school hours, over a weekend",
      quietCalls("below-threshold", { at: friday }),
      // Monday 3 PM, Tuesday 3 PM.
      ["4320 backup", "5760 lead"],
    ],
    [
      "immediate danger: contact, backup and lead have it, so the next one is asked after minutes",
      quietCalls("danger"),
      ["15 alternate"],
    ],
    [
      "opened with the backup, who is passed over",
      quietCalls("at-risk", { contact: "backup@district.example" }),
      ["240 contact", "480 lead", "720 alternate"],
    ],
    ["acknowledged", quietCalls("at-risk", { row: { acknowledged: true } }), []],
    ["closed", quietCalls("at-risk", { row: { status: "closed" } }), []],
    [
      "waiting on an agency is no acknowledgement",
      quietCalls("suspected-victim", { row: { status: "waiting" } }),
      ["60 backup", "120 lead", "180 alternate"],
    ],
  ])("%s", (_, file, expected) => {
    expect(played(file, contextOf(), 100)).toEqual(
      expected.map((line) => line.replace(" ", " case-escalated ")),
    );
  });

  test.each<[string, readonly string[], string[]]>([
    [
      "a backup on leave is passed over",
      ["contact", "away backup", "lead", "admin"],
      ["240 lead", "480 admin"],
    ],
    [
      "each designated contact of the school before the backup, whoever is away passed over",
      [
        ...["backup", "contact", "central", "away contact other", "contact second", "south"],
        ...["contact third", "lead", "admin"],
      ],
      ["240 second", "480 third", "720 backup", "960 lead", "1200 admin"],
    ],
    [
      "one person with several roles is asked once",
      ["contact", "backup both", "lead both", "admin contact"],
      ["240 both", "480 installer"],
    ],
    ["where there is no one else, the account that runs is told", ["contact"], ["240 installer"]],
  ])("%s", (_, people, expected) => {
    const directory = staffed(...people);
    expect(played(quietCalls("at-risk", { directory }), contextOf({ directory }), 40)).toEqual(
      expected.map((line) => line.replace(" ", " case-escalated ")),
    );
  });

  test("each is told who has not answered, by role and never by name", () => {
    const file = quietCalls("danger");
    const found = asksNow(file, contextOf({ now: now + hour }));
    expect(found.messages).toEqual([
      {
        id: expect.stringMatching(/^26-0007 case-escalated \w+$/),
        kind: "case-escalated",
        to: "alternate@district.example",
        case: "26-0007",
        detail: {
          notAnswered: ["designated-contact", "backup-contact", "district-lead"],
          turn: 1,
        },
      },
    ]);
    expect(found.activity).toEqual([
      {
        at: now + hour,
        who: "automation",
        what: "case-escalated",
        case: "26-0007",
        to: "alternate-lead",
      },
    ]);
  });

  test("after a pause of the clock the steps come one by one, not all at once", () => {
    const late = asksNow(quietCalls("suspected-victim"), contextOf({ now: now + 48 * hour }));
    expect(late.messages.map(({ to }) => to)).toEqual(["backup@district.example"]);
  });

  test("a rise asks everyone anew, after the wait of the new level", () => {
    const lines = played(quietCalls("at-risk"), contextOf(), 24, (file, minutes) => {
      if (minutes !== 800) return file;
      const [call] = file.acts;
      if (call === undefined) throw new Error("the case has no acts");
      const again = {
        ...call,
        row: "26-0007 update-child-and-family-services",
        act: "update-child-and-family-services",
        due: now + 800 * 60_000,
      };
      return {
        row: { ...file.row, level: "suspected-victim" },
        acts: [...file.acts, again],
      };
    });
    expect(lines).toEqual([
      "240 case-escalated backup",
      "480 case-escalated lead",
      "720 case-escalated alternate",
      "860 case-escalated backup",
      "920 case-escalated lead",
      "980 case-escalated alternate",
    ]);
  });

  test("an acknowledgement after the first step ends it", () => {
    const lines = played(quietCalls("at-risk"), contextOf(), 24, (file, minutes) =>
      minutes < 300 ? file : { ...file, row: { ...file.row, acknowledged: true } },
    );
    expect(lines).toEqual(["240 case-escalated backup"]);
  });
});

describe("in a sealed register", () => {
  const file = (contact: string) =>
    withActs(opened({ report: reported["suspected-victim"], contact }), callsDone);
  const lead = "lead@district.example";
  const alternate = "alternate@district.example";

  test.each([
    ["sealed-lead", lead],
    ["sealed-alternate", alternate],
  ] as const)("%s: its one reader is reminded, three times at most", (register, reader) => {
    const name = reader.split("@")[0];
    const found = played(file(reader), sealedContext(register), 24);
    // Outside danger nobody gets the same words twice within four hours.
    expect(found).toEqual([60, 300, 540].map((minutes) => `${minutes} case-escalated ${name}`));
    const at = sealedContext(register, { now: now + hour });
    const [message] = asksNow(file(reader), at).messages;
    expect(message?.detail).toEqual({ notAnswered: [], turn: 2 });
  });

  test("the alternate lead is asked at the lead's deadline, and told who has not answered; then both in turn", () => {
    const found = played(file(lead), sealedContext("sealed"), 24);
    expect(found).toEqual(
      ["60 alternate", "300 lead", "540 lead", "780 alternate", "1020 lead", "1260 alternate"].map(
        (one) => one.replace(" ", " case-escalated "),
      ),
    );
    const at = sealedContext("sealed", { now: now + hour });
    const [message] = asksNow(file(lead), at).messages;
    expect(message?.to).toBe(alternate);
    expect(message?.detail).toMatchObject({ notAnswered: ["district-lead"] });
  });

  test("no one, where no one may read it", () => {
    const at = sealedContext("sealed", { now: now + 9 * hour }, [lead, alternate]);
    const { messages } = asksNow(file(lead), at);
    expect(messages.length).toBeGreaterThan(0);
    expect(messagesToAudience(messages, at)).toEqual([]);
  });
});

test("who was asked is known by the messages, and stands on the row for people to read", () => {
  const at = contextOf({ now: now + 9 * hour });
  const before = "backup-contact 2026-09-01T20:00:00.000Z backup@district.example";
  const file = quietCalls("at-risk", { row: { asked: [before, "the backup, on Tuesday"] } });
  expect(asksNow(file, at).messages.map(({ to }) => to)).toEqual(["backup@district.example"]);
  const next = asksNow(file, at, [["backup@district.example", 4]]);
  expect(next.messages.map(({ to }) => to)).toEqual(["lead@district.example"]);
  expect(next.update[0]?.values["asked"]).toEqual([
    before,
    "district-lead 2026-09-02T01:00:00.000Z lead@district.example",
  ]);
});

describe("whoever a case was just given to", () => {
  const [backup = "", lead = "", contact = "", alternate = ""] = [
    "backup",
    "lead",
    "contact",
    "alternate",
  ].map((name) => `${name}@district.example`);
  const asked = [
    [backup, 4],
    [lead, 8],
  ] as const;
  const told = (role: string, hours: number, who: string) =>
    `${role} ${new Date(now + hours * hour).toISOString()} ${who}`;
  const given = { assignedTo: backup, told: told("backup-contact", 9, backup) };
  const asks = (file: CaseFile, hours: number) =>
    asksNow(file, contextOf({ now: now + hours * hour }), asked).messages.map(
      ({ kind, to }) => `${kind} ${to}`,
    );

  test("has the whole time to take it on, whoever was asked before, and then the next in line is asked", () => {
    const file = withActs(opened({ row: given }), callsDone);
    for (const hours of [9.1, 12, 12.9]) expect(asks(file, hours)).toEqual([]);
    expect(asks(file, 13)).toEqual([`case-escalated ${contact}`]);
  });

  test("has the whole time to make the calls, and is reminded first, also where they were reminded before", () => {
    const call = { due: now, state: "open", done: false } as const;
    const file = withActs(opened({ row: { ...given, acknowledged: true } }), {
      ...callsDone,
      "call-child-and-family-services": call,
    });
    for (const hours of [9.1, 9.9]) expect(asks(file, hours)).toEqual([]);
    expect(asks(file, 10)).toEqual([`call-overdue ${backup}`]);
  });

  test("of a sealed case, the new reader has it too, and is asked as often as the one before", () => {
    const row = { readBy: "district-lead", told: told("district-lead", 13, lead) };
    const file = withActs(opened({ row }), callsDone);
    const before = [1, 2, 3].map((at) => [lead, 4 * at] as const);
    const sealed = (hours: number) =>
      asksNow(file, sealedContext("sealed-lead", { now: now + hours * hour }), before).messages.map(
        ({ to }) => to,
      );
    expect(sealed(16.9)).toEqual([]);
    expect(sealed(17)).toEqual([lead]);
  });

  test("people who cannot be reached have no turn, and their acknowledgement does not count", () => {
    const isGone = (gone: string) => (address: string) => address !== gone;
    expect(played(quietCalls("at-risk"), contextOf(), 20, undefined, isGone(backup))).toEqual([
      "240 case-escalated lead",
      "480 case-escalated alternate",
    ]);
    const row = { acknowledged: true, acknowledgedBy: backup, acknowledgedAt: now };
    const file = quietCalls("at-risk", { row });
    const found = new Asker(isGone(backup)).run([file], contextOf({ now: now + 5 * hour }));
    expect(found.update[0]?.values).toMatchObject({ acknowledged: false, acknowledgedBy: null });
    expect(found.activity[0]).toMatchObject({ what: "acknowledgement-ended", from: backup });
    expect(found.messages.map(({ to }) => to)).toEqual([lead]);
    // An address that only a full file keeps out is somebody all the same.
    expect(alternate).not.toBe("");
  });

  test("a reader who does a step of a sealed case is not asked to acknowledge it, nor is the other", () => {
    const file = withActs(opened({ report: reported["suspected-victim"], contact: lead }), {
      ...callsDone,
      "submit-mandated-report": { done: true, state: "done", doneAt: now + 60_000 },
    });
    expect(played(file, sealedContext("sealed"), 24)).toEqual([]);
  });
});

describe("in the summer", () => {
  const summer = [{ first: "2026-06-20", last: "2026-08-20" }];
  const at = Date.UTC(2026, 5, 30, 17);
  const base = staffed("away contact", "away backup", "lead", "admin");
  const directory = { ...base, settings: { ...base.settings, schoolClosed: summer } };

  test("with contact and backup away, a case of one risk factor asks the lead once a working day", () => {
    const report = reported["below-threshold"];
    const file = withActs(
      opened({ report, at, directory, contact: "lead@district.example" }),
      callsDone,
    );
    const lines = played(file, contextOf({ directory }), 24 * 8);
    // From Tuesday 10 AM on: each morning at 8, and not at the weekend.
    expect(lines).toEqual(
      [1, 2, 3, 6, 7, 8].map((day) => `${day * 1440 - 120} case-escalated lead`),
    );
  });
});
