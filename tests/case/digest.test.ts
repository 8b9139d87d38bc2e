/** One digest per person and morning, with what is due and late at the moment of sending, and only then. */
import { describe, expect, test } from "vitest";
import type { CaseFile } from "../../src/case/model/case-file";
import {
  type DigestReport,
  digestDue,
  digestFor,
  digestMessages,
} from "../../src/case/reminders/morning-digest";
import { type EmailSources, writeEmail } from "../../src/letters/write-email";
import { message } from "../../src/messages/messages";
import { callsDone, contextOf, hour, opened, reported, sealedContext, withActs } from "./cases";

/** Wednesday 2026-09-02, 7:30 AM in California. */
const morning = Date.UTC(2026, 8, 2, 14, 30);
const context = contextOf({ now: morning });
const calm = (more: Parameters<typeof opened>[0] = {}) =>
  withActs(opened({ ...more, row: { acknowledged: true, nextCheckIn: null, ...more.row } }), {
    all: { due: null },
    ...callsDone,
  });
const due = (act: string, at: number, state: "open" | "on-hold" = "open") =>
  withActs(calm(), { [act]: { due: at, state, done: false } });

describe("is due", () => {
  test.each<[string, string | null, number, string | null]>([
    ["not before its time", "2026-09-01", morning - 1, null],
    ["from its time on", "2026-09-01", morning, "2026-09-02"],
    ["once a day", "2026-09-02", morning + hour, null],
    [
      "later the same day when the clock missed the morning",
      "2026-09-01",
      morning + 9 * hour,
      "2026-09-02",
    ],
    ["on the day of the zone, not of UTC", "2026-09-01", Date.UTC(2026, 8, 2, 6, 0), null],
    ["at first in the morning", null, morning + 5 * 60_000, "2026-09-02"],
    ["at first not in the middle of a day", null, morning + hour, null],
  ])("%s", (_, last, now, expected) => {
    expect(digestDue(last, contextOf({ now }))).toBe(expected);
  });
});

describe("has for its person", () => {
  const nothing = {
    reference: "26-0007",
    unacknowledged: null,
    acts: [],
    checkIn: null,
    writtenReports: [],
    hold: null,
    handOver: null,
  };
  const written = (at: number, confirmed = false): DigestReport[] => [
    {
      case: "26-0007",
      writtenReportDue: at,
      writtenReportConfirmed: confirmed,
      reporterUnreachable: false,
    },
    {
      case: "26-0007",
      writtenReportDue: null,
      writtenReportConfirmed: false,
      reporterUnreachable: false,
    },
  ];
  const midnight = Date.UTC(2026, 8, 2, 7, 0);
  test.each<[string, CaseFile, DigestReport[], object | null]>([
    ["no case in which nothing is due", calm(), [], null],
    [
      "an act due before the next digest",
      due("co-create-action-plan", morning + 24 * hour - 1),
      [],
      {
        acts: [
          {
            name: "Action plan",
            calls: [],
            repeats: null,
            isPlanned: false,
            cannotWait: false,
            dueAt: morning + 24 * hour - 1,
            lateFrom: morning + 24 * hour - 1,
          },
        ],
      },
    ],
    ["no act due after it", due("co-create-action-plan", morning + 24 * hour), [], null],
    ["no act on hold", due("co-create-action-plan", morning - hour, "on-hold"), [], null],
    ["a check-in of today", calm({ row: { nextCheckIn: midnight } }), [], { checkIn: midnight }],
    ["no check-in of tomorrow", calm({ row: { nextCheckIn: midnight + 24 * hour } }), [], null],
    [
      "a reporter's own report that nobody confirmed",
      calm(),
      written(morning - hour),
      { writtenReports: [morning - hour] },
    ],
    ["no report that was confirmed", calm(), written(morning - hour, true), null],
    [
      "a hold that ends within three days",
      calm({ row: { holdUntil: morning + 71 * hour } }),
      [],
      { hold: morning + 71 * hour },
    ],
    [
      "a hold that ended since yesterday",
      calm({ row: { holdUntil: morning - 23 * hour } }),
      [],
      { hold: morning - 23 * hour },
    ],
    ["no hold that ended before", calm({ row: { holdUntil: morning - 25 * hour } }), [], null],
    ["no hold that lasts", calm({ row: { holdUntil: morning + 73 * hour } }), [], null],
    [
      "a case that was not acknowledged in time",
      calm({ row: { acknowledged: false } }),
      [],
      { unacknowledged: "late" },
    ],
    [
      "no case that still may be acknowledged",
      calm({ row: { acknowledged: false, opened: morning - 3 * hour } }),
      [],
      null,
    ],
    [
      "nothing of a closed case",
      { ...opened(), row: { ...opened().row, status: "closed" } },
      written(morning),
      null,
    ],
    [
      "nothing of a row that a person made",
      calm({ reference: "note", row: { holdUntil: morning } }),
      [],
      null,
    ],
  ])("%s", (_, file, reports, expected) => {
    const found = digestFor("contact@district.example", { files: [file], reports }, context);
    expect(found?.cases ?? null).toEqual(expected === null ? null : [{ ...nothing, ...expected }]);
  });
});

describe("goes to", () => {
  const late = due("co-create-action-plan", morning - 25 * hour);
  const to = (files: CaseFile[], more: Parameters<typeof contextOf>[0] = {}) =>
    digestMessages({ files, reports: [] }, "2026-09-02", contextOf({ now: morning, ...more })).map(
      (one) => one.to,
    );

  test("the contact, and to the lead as well once something is a day late", () => {
    expect(to([due("co-create-action-plan", morning - 23 * hour)])).toEqual([
      "contact@district.example",
    ]);
    expect(to([late])).toEqual(["contact@district.example", "lead@district.example"]);
    const lead = digestFor("lead@district.example", { files: [late], reports: [] }, context);
    expect(lead).toMatchObject({
      cases: [],
      elsewhere: [{ reference: "26-0007", late: 1, since: morning - 25 * hour }],
    });
  });

  test("one row per person, however many cases, that names no case", () => {
    const files = Array.from({ length: 30 }, (_, at) => ({
      ...late,
      row: { ...late.row, case: `26-00${at + 10}` },
    }));
    expect(digestMessages({ files, reports: [] }, "2026-09-02", context)).toEqual(
      ["contact", "lead"].map((who) => ({
        id: `digest 2026-09-02 main ${who}@district.example`,
        kind: "digest",
        to: `${who}@district.example`,
        case: null,
        detail: { date: "2026-09-02", register: "main" },
      })),
    );
  });

  test("the contact of each school", () => {
    const south = { ...late, row: { ...late.row, case: "26-0008", school: "South Middle" } };
    expect(to([late, south])).toEqual([
      "contact@district.example",
      "lead@district.example",
      "south@district.example",
    ]);
  });

  test("the reader alone, of a sealed register", () => {
    expect(to([late], sealedContext("sealed-lead"))).toEqual(["lead@district.example"]);
  });

  test("nobody when nothing is due", () => {
    expect(to([calm()])).toEqual([]);
    expect(to([])).toEqual([]);
  });
});

describe("is written when it is sent", () => {
  const to = "contact@district.example";
  const queued = message(
    "digest",
    { date: "2026-09-02", register: "main" },
    {
      id: `digest 2026-09-02 main ${to}`,
      to,
      case: null,
    },
  );
  const written = (
    files: readonly CaseFile[],
    { now = morning, ...more }: Partial<EmailSources> & { readonly now?: number } = {},
  ) =>
    writeEmail(
      queued,
      {
        to,
        digest: { files, reports: [] },
        spreadsheetId: "1AbC",
        isSealed: false,
        files: new Map(),
        ...more,
      },
      contextOf({ now }),
    );

  test("on its day, and where the clock has gone back the evening before; not a day later", () => {
    const late = due("co-create-action-plan", morning - 48 * hour);
    expect(written([late], { now: morning - 12 * hour })?.text).toContain("Action plan");
    expect(written([late], { now: morning + 16 * hour })?.text).toContain("Action plan");
    expect(written([late], { now: morning + 17 * hour })).toBeNull();
  });

  test("from the state of that moment: what was done meanwhile is gone", () => {
    const late = due("co-create-action-plan", morning - hour);
    expect(written([late])?.text).toContain("Late: Action plan, was due Wed Sep 2, 6:30 AM");
    expect(written([late])?.text).toContain(
      "https://docs.google.com/spreadsheets/d/1AbC/edit#gid=101",
    );
    expect(written([calm()])).toBeNull();
  });

  test("not at all the day after, and not without the cases", () => {
    const late = due("co-create-action-plan", morning - hour);
    expect(written([late], { now: morning + 24 * hour })).toBeNull();
    expect(() => written([late], { digest: null })).toThrow("a digest needs the open cases");
  });

  test("carries nothing that the case's row says of the student", () => {
    const file = withActs(opened({ report: reported["suspected-victim"] }), {
      all: { notes: "N" },
    });
    const { subject, text, html } = written([file]) ?? { subject: "", text: "", html: "" };
    expect(text).toContain("CASE 26-0007");
    for (const secret of ["Alex", "Doe", "N-1001", "North High", "victim"]) {
      expect(subject + text + html).not.toContain(secret);
    }
  });
});

describe("other mail of the clock is written from the present state", () => {
  const to = "backup@district.example";
  const write = (kind: "case-escalated" | "call-overdue", file: CaseFile) => {
    const about = { id: `${kind} ${to}`, to, case: file.row.case };
    const queued =
      kind === "call-overdue"
        ? message(kind, { reminded: [], turn: 2 }, about)
        : message(kind, { notAnswered: ["designated-contact"] }, about);
    const files = new Map([[file.row.case ?? "", file]]);
    const writing = { to, digest: null, spreadsheetId: "1AbC", isSealed: false, files };
    return writeEmail(queued, writing, context);
  };
  const open = opened({ report: reported["suspected-victim"] });
  const with_ = (row: Partial<CaseFile["row"]>) => ({ ...open, row: { ...open.row, ...row } });

  test.each<["case-escalated" | "call-overdue", CaseFile, boolean]>([
    ["case-escalated", open, true],
    ["case-escalated", with_({ acknowledged: true }), false],
    ["case-escalated", with_({ status: "closed" }), false],
    ["call-overdue", open, true],
    ["call-overdue", with_({ acknowledged: true }), true],
    ["call-overdue", with_({ status: "closed" }), false],
    ["call-overdue", withActs(open, callsDone), false],
  ])("%s (%#)", (kind, file, isSent) => {
    expect(write(kind, file) !== null).toBe(isSent);
  });

  test("it names the open calls with their numbers, and no other act", () => {
    const text =
      write(
        "call-overdue",
        withActs(open, { "involve-law-enforcement": { done: true, state: "done" } }),
      )?.text ?? "";
    expect(text).toContain("(415) 473-7153");
    expect(text.match(/^\d+\. /gm)).toHaveLength(1);
    expect(text).not.toContain("SS 8572");
  });

  test("the written report's deadline is given without a guess at what it counts from", () => {
    const text = write("case-escalated", open)?.text ?? "";
    expect(text).toContain("By Wed Sep 2, 9:00 PM: Send");
    expect(text).not.toMatch(/counted from/);
  });
});
