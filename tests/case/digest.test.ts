/** One digest per person and morning, with what is due and late at the moment of sending, and only then. */

import { describe, expect, test } from "vitest";
import type { CaseFile } from "../../src/case/facts/case-file";
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

/** What stands in the email: "late step", "today check-in" and so on, in its order. */
function linesOf(files: readonly CaseFile[], reports: DigestReport[] = [], now = morning) {
  const run = contextOf({ now });
  const found = digestFor("contact@district.example", { files, reports }, run);
  return found?.cases.map(({ lines }) => lines.map(({ is, part }) => `${part} ${is}`)) ?? [];
}
const at = (day: number, time: number) => Date.UTC(2026, 8, day, 7) + time * hour;
const report = (due: number, more: Partial<DigestReport> = {}): DigestReport => ({
  case: "26-0007",
  writtenReportDue: due,
  writtenReportConfirmed: false,
  reporterUnreachable: false,
  ...more,
});

describe("has for its person", () => {
  const plan = "co-create-action-plan";
  const closed = (): CaseFile => ({
    ...opened(),
    row: { ...opened().row, status: "closed" },
  });
  test.each<[string, CaseFile, DigestReport[], string[]]>([
    ["no case in which nothing is due", calm(), [], []],
    ["a step that is late", due(plan, morning - hour), [], ["late step"]],
    ["one due before the next email", due(plan, at(3, 7.4)), [], ["today step"]],
    ["one due before next Monday's", due(plan, at(7, 7.4)), [], ["week step"]],
    ["none due later", due(plan, at(7, 7.5)), [], []],
    ["none on hold", due(plan, morning - hour, "on-hold"), [], []],
    ["a check-in of yesterday", calm({ row: { nextCheckIn: at(1, 0) } }), [], ["late check-in"]],
    ["of today", calm({ row: { nextCheckIn: at(2, 0) } }), [], ["today check-in"]],
    ["of tomorrow", calm({ row: { nextCheckIn: at(3, 0) } }), [], ["week check-in"]],
    ["none of next Tuesday", calm({ row: { nextCheckIn: at(8, 0) } }), [], []],
    ["an unconfirmed report", calm(), [report(morning - hour)], ["late written-report"]],
    ["none confirmed", calm(), [report(morning, { writtenReportConfirmed: true })], []],
    ["none who cannot be asked", calm(), [report(morning, { reporterUnreachable: true })], []],
    ["a hold that ends soon", calm({ row: { holdUntil: morning + 71 * hour } }), [], ["week hold"]],
    ["that just ended", calm({ row: { holdUntil: morning - 23 * hour } }), [], ["today hold"]],
    ["that ended before", calm({ row: { holdUntil: morning - 25 * hour } }), [], []],
    ["that lasts", calm({ row: { holdUntil: at(7, 8) } }), [], []],
    ["no one's answer", calm({ row: { acknowledged: false } }), [], ["late acknowledge"]],
    [
      "not before it is due",
      calm({ row: { acknowledged: false, opened: morning - 3 * hour } }),
      [],
      [],
    ],
    ["nothing of a closed case", closed(), [report(morning)], []],
    ["nothing of a row that a person made", calm({ reference: "note" }), [report(morning)], []],
  ])("%s (%#)", (_, file, reports, expected) => {
    expect(linesOf([file], reports).flat()).toEqual(expected);
  });

  test("each case once, what is late first, and in each case too", () => {
    const both = withActs(due(plan, at(4, 9)), {
      "submit-mandated-report": { due: at(1, 12), state: "open", done: false },
    });
    const today = { ...due(plan, at(2, 20)), row: { ...calm().row, case: "26-0008" } };
    expect(linesOf([today, both])).toEqual([["late step", "week step"], ["today step"]]);
  });

  test("forty open steps: every one, and each case once", () => {
    const files = Array.from({ length: 20 }, (_, index) => {
      const file = withActs(due(plan, at(1, 9)), {
        "regular-contact": { due: at(2, 20), state: "open", done: false },
      });
      return { ...file, row: { ...file.row, case: `26-00${10 + index}` } };
    });
    const lines = linesOf(files);
    expect(lines).toHaveLength(20);
    expect(lines.flat().length).toBeGreaterThanOrEqual(20);
  });
});

describe("on days without school", () => {
  const duty = "submit-mandated-report";
  const plan = "co-create-action-plan";
  // Saturday 5 and Sunday 6 September; Monday 7 is closed too.
  const closedMonday = { first: "2026-09-07", last: "2026-09-07" };
  const settings = { ...context.directory.settings, schoolClosed: [closedMonday] };
  const found = (file: CaseFile, day: number) => {
    const run = contextOf({ now: at(day, 7.5), directory: { ...context.directory, settings } });
    const digest = digestFor("contact@district.example", { files: [file], reports: [] }, run);
    return digest?.cases.flatMap(({ lines }) => lines.map(({ part }) => part)) ?? [];
  };
  test.each<[string, string, number, number, string[]]>([
    ["Friday has all until school opens again", plan, at(8, 7), 4, ["week"]],
    ["and nothing after", plan, at(8, 8), 4, []],
    ["Saturday no step of the school's own, however late", plan, at(1, 9), 5, []],
    ["but a legal deadline that is late", duty, at(4, 20), 5, ["late"]],
    ["due that day", duty, at(5, 20), 5, ["today"]],
    ["due the next day", duty, at(6, 23), 5, ["week"]],
    ["not one due later", duty, at(7, 1), 5, []],
    ["a closed Monday likewise", plan, at(1, 9), 7, []],
    ["a legal one of that Monday", duty, at(7, 20), 7, ["today"]],
  ])("%s", (_, act, dueAt, day, expected) => {
    expect(found(due(act, dueAt), day)).toEqual(expected);
  });

  test("whatever is open in a danger", () => {
    const file = due(plan, at(1, 9));
    const row = { ...file.row, immediateDanger: "yes" as const, dangerSince: at(1, 8) };
    expect(found({ ...file, row }, 5)).toEqual(["late"]);
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

  test("no one when nothing is due", () => {
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
    expect(text).toContain("Case: 26-0007");
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
