/** One morning email per person and day, with what is due or late at the moment of sending, and only if there is something. */

import { describe, expect, test } from "vitest";
import type { DigestReport } from "../../src/asking/morning-email";
import { digestDue, digestMessages, digestsNow } from "../../src/asking/morning-email";
import type { CaseFile } from "../../src/case/facts/case-file";
import { message } from "../../src/messages/messages";
import { type EmailSources, writeEmail } from "../../src/outbox/write-email";
import type { QueuedMessage } from "../../src/registers/change";
import {
  callsDone,
  contextOf,
  hour,
  opened,
  reported,
  sealedContext,
  withActs,
} from "../case/cases";

/** Wednesday 2026-09-02, 7:30 AM in California. */
const morning = Date.UTC(2026, 8, 2, 14, 30);
const context = contextOf({ now: morning });
const contact = "contact@district.example";
const lead = "lead@district.example";
const plan = "co-create-action-plan";
const calm = (row: Partial<CaseFile["row"]> = {}) =>
  withActs(opened({ row: { acknowledged: true, nextCheckIn: null, ...row } }), {
    all: { due: null },
    ...callsDone,
  });
const due = (act: string, at: number, state: "open" | "on-hold" = "open") =>
  withActs(calm(), { [act]: { due: at, state, done: false } });
const named = (file: CaseFile, reference: string, row: Partial<CaseFile["row"]> = {}) => {
  return { ...file, row: { ...file.row, case: reference, ...row } };
};
const at = (day: number, time: number) => Date.UTC(2026, 8, day, 7) + time * hour;

test.each<[string, string | null, number, string | null]>([
  ["not before its time", "2026-09-01", morning - 1, null],
  ["from its time on", "2026-09-01", morning, "2026-09-02"],
  ["once a day", "2026-09-02", morning + hour, null],
  ["later the same day", "2026-09-01", morning + 9 * hour, "2026-09-02"],
  ["on the day of the zone, not of UTC", "2026-09-01", Date.UTC(2026, 8, 2, 6, 0), null],
  ["at first in the morning", null, morning + 5 * 60_000, "2026-09-02"],
  ["at first not in the middle of a day", null, morning + hour, null],
])("it is due %s", (_, last, now, expected) => {
  expect(digestDue(last, contextOf({ now }))).toBe(expected);
});

const handedSouth = { handedTo: "South Middle", handedAt: null };
const noSuspicion = { status: "closed", closeReason: "no-reasonable-suspicion" } as const;
const ownDuty = "late written-report";
/** A suspected victim's case that nobody has acknowledged, opened so many hours from now. */
const victim = (hours: number) =>
  withActs(
    opened({
      report: reported["suspected-victim"],
      at: morning + hours * hour,
      row: { nextCheckIn: null },
    }),
    { all: { due: null }, ...callsDone },
  );
const checkIn = () => {
  const { row, ...file } = due("regular-contact", at(2, 9));
  return { ...file, row: { ...row, nextCheckIn: at(2, 0) } };
};
/** A case in which a step about staff is late. */
const staffCase = () => {
  const report = { ...reported["at-risk"], staffMayBeInvolved: "yes" } as const;
  const late = { due: morning - hour, state: "open", done: false } as const;
  const row = { acknowledged: true, nextCheckIn: null };
  return withActs(opened({ report, row }), {
    all: { due: null },
    ...callsDone,
    "tell-superintendent-and-counsel": late,
  });
};
/** What stands in the email: "late step", "today check-in" and so on, in its order. */
function linesOf(files: readonly CaseFile[], reports: DigestReport[] = [], run = context) {
  const found = digestsNow({ files, reports }, run).get(contact);
  return found?.cases.map(({ lines }) => lines.map(({ is, part }) => `${part} ${is}`)) ?? [];
}
const report = (dueAt: number, more: Partial<DigestReport> = {}): DigestReport => ({
  case: "26-0007",
  writtenReportDue: dueAt,
  writtenReportConfirmed: false,
  reporterUnreachable: false,
  ...more,
});

test.each<[string, CaseFile, DigestReport[], string[]]>([
  ["nothing that is not due", calm(), [], []],
  [
    "a call without the agency's reference",
    withActs(calm(), { "call-child-and-family-services": { agencyReference: null } }),
    [],
    ["today reference"],
  ],
  ["a step that is late", due(plan, morning - hour), [], ["late step"]],
  ["one due before the next email", due(plan, at(3, 7.4)), [], ["today step"]],
  ["one due before next Monday's", due(plan, at(7, 7.4)), [], ["week step"]],
  ["none due later", due(plan, at(7, 7.5)), [], []],
  ["none on hold", due(plan, morning - hour, "on-hold"), [], []],
  ["a check-in of yesterday", calm({ nextCheckIn: at(1, 0) }), [], ["late check-in"]],
  ["of today", calm({ nextCheckIn: at(2, 0) }), [], ["today check-in"]],
  ["of tomorrow", calm({ nextCheckIn: at(3, 0) }), [], ["week check-in"]],
  ["none of next Tuesday", calm({ nextCheckIn: at(8, 0) }), [], []],
  ["an unconfirmed report", calm(), [report(morning - hour)], ["late written-report"]],
  ["none confirmed", calm(), [report(morning, { writtenReportConfirmed: true })], []],
  ["none who cannot be asked", calm(), [report(morning, { reporterUnreachable: true })], []],
  ["a hold that ends soon", calm({ holdUntil: morning + 71 * hour }), [], ["week hold"]],
  ["that just ended", calm({ holdUntil: morning - 23 * hour }), [], ["today hold"]],
  ["that ended before", calm({ holdUntil: morning - 25 * hour }), [], []],
  ["that lasts", calm({ holdUntil: at(7, 8) }), [], []],
  ["no one's answer", calm({ acknowledged: false }), [], ["late acknowledge"]],
  ["before it is due", calm({ acknowledged: false, opened: morning - 3 * hour }), [], []],
  ["nothing of a closed case", calm({ status: "closed" }), [report(morning)], []],
  ["nothing of a row that a person made", named(calm(), "note"), [report(morning)], []],
  ["nothing of a drill", named(due(plan, morning - hour), "26-0007", { drill: true }), [], []],
  ["a hand-over that nobody received", calm(handedSouth), [], ["today hand-over"]],
  ["none received", calm({ handedTo: "North High", handedAt: morning - hour }), [], []],
  ["no one's answer to a victim's case of this night", victim(-3), [], ["today acknowledge"]],
  ["to one of yesterday's school day", victim(-20), [], ["late acknowledge"]],
  ["a reporter's own duty after no suspicion", calm(noSuspicion), [report(morning)], [ownDuty]],
  ["none of a step about staff, which no email tells", staffCase(), [], []],
  ["a check-in once", checkIn(), [], ["today step"]],
])("it has %s (%#)", (_, file, reports, expected) => {
  expect(linesOf([file], reports).flat()).toEqual(expected);
});

test("it has each case once, what is late first, and in each case too", () => {
  const both = withActs(due(plan, at(4, 9)), {
    "submit-mandated-report": { due: at(1, 12), state: "open", done: false },
  });
  const today = named(due(plan, at(2, 20)), "26-0008");
  expect(linesOf([today, both])).toEqual([["late step", "week step"], ["today step"]]);
});

describe("on days without school", () => {
  const duty = "submit-mandated-report";
  // Saturday 5 and Sunday 6 September; Monday 7 is closed too.
  const schoolClosed = [{ first: "2026-09-07", last: "2026-09-07" }];
  const settings = { ...context.directory.settings, schoolClosed };
  const inDanger = (file: CaseFile) =>
    named(file, "26-0007", { immediateDanger: "yes", dangerSince: at(1, 8) });
  test.each<[string, CaseFile, number, string[]]>([
    ["Friday has all until school opens again", due(plan, at(8, 7)), 4, ["week step"]],
    ["and nothing after", due(plan, at(8, 8)), 4, []],
    ["Saturday no step of the school's own, however late", due(plan, at(1, 9)), 5, []],
    ["but a legal deadline that is late", due(duty, at(4, 20)), 5, ["late step"]],
    ["due that day", due(duty, at(5, 20)), 5, ["today step"]],
    ["due the next day", due(duty, at(6, 23)), 5, ["week step"]],
    ["not one due later", due(duty, at(7, 1)), 5, []],
    ["whatever is open in a danger", inDanger(due(plan, at(1, 9))), 5, ["late step"]],
    ["a closed Monday likewise", due(plan, at(1, 9)), 7, []],
    ["a legal one of that Monday", due(duty, at(7, 20)), 7, ["today step"]],
  ])("%s", (_, file, day, expected) => {
    const directory = { ...context.directory, settings };
    const run = contextOf({ now: at(day, 7.5), directory });
    expect(linesOf([file], [], run).flat()).toEqual(expected);
  });
});

describe("it goes to", () => {
  const late = due(plan, morning - 25 * hour);
  const to = (files: CaseFile[], more: Parameters<typeof contextOf>[0] = {}) =>
    digestMessages({ files, reports: [] }, "2026-09-02", contextOf({ now: morning, ...more })).map(
      (one) => one.to,
    );

  test("the contact; to the lead as well once something is a day late; to no one where nothing is", () => {
    expect(to([due(plan, morning - 23 * hour)])).toEqual([contact]);
    expect(to([late, named(late, "26-0008")])).toEqual([contact, lead]);
    expect(to([calm()])).toEqual([]);
    expect(digestsNow({ files: [late], reports: [] }, context).get(lead)).toMatchObject({
      cases: [],
      elsewhere: [{ reference: "26-0007", late: 1, since: morning - 25 * hour }],
    });
  });

  test("the contact of each school; of a sealed register the reader alone; no row names a case", () => {
    const south = named(late, "26-0008", { school: "South Middle" });
    expect(to([late, south])).toEqual([contact, lead, "south@district.example"]);
    expect(to([late], sealedContext("sealed-lead"))).toEqual([lead]);
    const [row] = digestMessages({ files: [late], reports: [] }, "2026-09-02", context);
    expect(row).toMatchObject({ id: `digest 2026-09-02 main ${contact}`, case: null });
  });
});

describe("who else reads of a case", () => {
  const late = due(plan, morning - 25 * hour);
  const asked = { role: "alternate-lead", email: "alternate@district.example" } as const;
  const closing = { closingAsked: { ...asked, at: morning - hour, by: contact } };
  const south = "south@district.example";
  const readBy = (files: readonly CaseFile[], run = context) =>
    [...digestsNow({ files, reports: [] }, run)].map(([to, { cases, elsewhere }]) => [
      to.split("@")[0],
      ...cases.map(({ reference, lines }) => `${reference} ${lines.map(({ is }) => is).join()}`),
      ...elsewhere.map((one) => `${one.reference} elsewhere`),
    ]);
  const sunday = contextOf({ now: at(6, 7.5) });
  const danger = { immediateDanger: "yes", dangerSince: at(1, 8) } as const;
  const handed = named(due(plan, morning), "26-0007", { ...handedSouth, ...danger });

  test("the contact of the school that has not received it: that alone, and only on a day of school", () => {
    expect(readBy([handed])).toEqual([
      ["contact", "26-0007 step,hand-over"],
      [south.split("@")[0], "26-0007 receive"],
    ]);
    expect(readBy([handed], sunday).map(([who]) => who)).toEqual(["contact", "lead"]);
    expect(readBy([named(calm(), "26-0007", { handedTo: "North High" })])).toEqual([
      ["contact", "26-0007 hand-over"],
    ]);
  });

  test("the lead who has to agree to a closing, also where nothing else is due; of a sealed case the one who was asked", () => {
    const file = named(calm(), "26-0007", closing);
    expect(readBy([file])).toEqual([["lead", "26-0007 agree"]]);
    expect(readBy([file], sealedContext("sealed-lead", { now: morning }))).toEqual([
      ["alternate", "26-0007 agree"],
    ]);
    expect(readBy([file], sunday)).toEqual([]);
  });

  test("the lead of what is a day late, the longest first; not of their own cases twice, nor of the hour before", () => {
    const longer = named(due(plan, morning - 50 * hour), "26-0008");
    const own = named(late, "26-0009", { assignedTo: lead });
    expect(readBy([late, longer, own])).toEqual([
      ["contact", "26-0008 step", "26-0007 step"],
      ["lead", "26-0009 step", "26-0008 elsewhere", "26-0007 elsewhere"],
    ]);
    expect(readBy([due(plan, morning - 24 * hour + 1)])).toEqual([["contact", "26-0007 step"]]);
    // A danger without a call comes first, and says so.
    const report = { ...reported.danger };
    const row = { case: "26-0010", acknowledged: true };
    const urgent = opened({ report, at: morning - 50 * hour, row });
    const { elsewhere = [] } =
      digestsNow({ files: [longer, urgent], reports: [] }, context).get(lead) ?? {};
    expect(elsewhere.map(({ reference, isDanger }) => [reference, isDanger])).toEqual([
      ["26-0010", true],
      ["26-0008", false],
    ]);
  });
});

const written = (queued: QueuedMessage, more: Partial<EmailSources>, now = morning) => {
  const sources = { spreadsheetId: "1AbC", isSealed: false, files: new Map(), digest: null };
  return writeEmail(queued, { to: queued.to, ...sources, ...more }, contextOf({ now }));
};

test("it is written when it is sent: on its day, from the state of that moment, and not without the cases", () => {
  const detail = { date: "2026-09-02", register: "main" };
  const queued = message("digest", detail, { id: "digest", to: contact, case: null });
  const textOf = (file: CaseFile, hours = 0) =>
    written(queued, { digest: { files: [file], reports: [] } }, morning + hours * hour)?.text;
  const late = due(plan, morning - 48 * hour);
  // Where the clock has gone back, the evening before; not a day later.
  const whether = [-12, 16, 17].map((hours) => textOf(late, hours)?.includes("Action plan"));
  expect(whether).toEqual([true, true, undefined]);
  const text = textOf(due(plan, morning - hour));
  expect(text).toContain("Late: Action plan, was due Wed Sep 2, 6:30 AM");
  expect(text).toContain("https://docs.google.com/spreadsheets/d/1AbC/edit#gid=101");
  expect(textOf(calm())).toBeUndefined();
  expect(() => written(queued, {})).toThrow("a digest needs the open cases");
});

test.each<["case-escalated" | "call-overdue", Partial<CaseFile["row"]>, boolean]>([
  ["case-escalated", {}, true],
  ["case-escalated", { acknowledged: true }, false],
  ["case-escalated", { status: "closed" }, false],
  ["call-overdue", { acknowledged: true }, true],
  ["call-overdue", { status: "closed" }, false],
])("%s is written from the present state (%#)", (kind, row, isSent) => {
  const open = named(opened({ report: reported["suspected-victim"] }), "26-0007", row);
  const about = { id: kind, to: contact, case: "26-0007" };
  const detail = { notAnswered: ["designated-contact"], reminded: [], turn: 2 } as const;
  const mailOf = (file: CaseFile) =>
    written(message(kind, detail, about), { files: new Map([["26-0007", file]]) })?.text;
  const text = mailOf(open);
  expect(text !== undefined).toBe(isSent);
  if (kind === "case-escalated" || text === undefined) return;
  // It names the calls that are still open, with their numbers, and is not sent once there is none.
  const done = { "involve-law-enforcement": { done: true, state: "done" } } as const;
  const left = mailOf(withActs(open, done)) ?? "";
  expect(left).toContain("(415) 473-7153");
  expect([text, left].map((one) => one.match(/^\d+\. /gm)?.length)).toEqual([2, 1]);
  expect(mailOf(withActs(open, callsDone))).toBeUndefined();
});
