/**
 * The Form's own responses are deleted after the number of days in Settings, and not before (design 2.2); sealed ones that an editor of the
 * Form must not see at once. Each leaves a trace, and goes only if its register holds every answer (design 2.11).
 */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { arm } from "../../scripts/bench/faults/crash";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { byHand } from "../day/damage";
import { Day } from "../day/day";
import { editContacts, editOf, fault, merge, minutes, reportOn } from "../day/events";
import { mails, mailTo, type Output } from "../day/look";
import { alternate, alternateRow, backup, contact, demoAnd, lead } from "../day/people";
import { isEveryPoint, moments } from "../every-point";

/** Responses stay in the Form for a week. */
const weekly = () => Day.begin({ directory: { settings: { formResponsesDays: 7 } } });
const inForm = (day: Day) => day.form().responses.length;
const tracesIn = (out: Output) => out.activity.filter(({ what }) => what === "response-deleted");
/** Nobody looks for a while; then the clock comes, and lists all responses. */
const later = (day: Day, duration: string) => {
  day.sleep(duration);
  day.play(minutes(15));
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("responses go from the Form after formResponsesDays, sealed ones too, and none comes back as a report", async () => {
  const day = await weekly();
  day.every = 60;
  const facts = { school: "North High", facts: "Seen." };
  day.play(
    { submit: { ...facts, studentName: "Alex Doe" } },
    { submit: { ...facts, studentName: "Sam Roe", recipientMayBeInvolved: "contact" } },
    { advance: "PT10M" },
    editOf("26-0001", { legalHold: false }, "lead", "sealed"),
  );
  const deleted = (duration: string) =>
    day
      .runsOf(() => day.play({ advance: duration }))
      .flatMap(({ calls }) => calls.byName["Form.deleteResponse"] ?? []);
  // The night before they are due, the night after, and the one after that.
  day.sleep("P6DT14H50M");
  expect(deleted("PT8H")).toEqual([]);
  day.sleep("PT16H");
  expect(deleted("PT8H")).toEqual([2]);
  day.sleep("PT16H");
  expect(deleted("PT8H")).toEqual([]);
  const out = day.out();
  expect(out.errors).toEqual([]);
  expect(out.reports).toHaveLength(2);
});

test("a report that no register holds stays in the Form, however old it is, until someone can read it", async () => {
  const day = await weekly();
  day.every = 120;
  const about = { school: "North High", facts: "Seen." };
  day.play(
    { submit: { ...about, studentName: "Alex Doe" } },
    // There is no alternate lead.
    { submit: { ...about, studentName: "Sam Roe", recipientMayBeInvolved: "lead" } },
    { advance: "PT10M" },
  );
  day.sleep("P9D");
  // The day's look at all responses does not come before it is taken in.
  day.play({ advance: "PT20H" });
  expect(inForm(day)).toBe(1);
  day.playClean(editContacts(backup, { role: "alternate lead", email: alternate }), {
    advance: "PT10M",
  });
  const out = day.playClean(editContacts(alternate, { mayOpen: true }, "lead"), {
    advance: "PT30M",
  });
  expect(out.cases).toMatchObject([
    { register: "main", student: "Alex Doe" },
    { register: "sealed-alternate", student: "Sam Roe", contact: alternate },
  ]);
});

describe("a sealed report that excludes someone who may edit the Form goes from it once its row was read back", () => {
  const directory = demoAnd({ ...alternateRow, mayOpen: true });
  const about = (recipientMayBeInvolved: string, more: object = {}) => ({
    submit: {
      school: "North High",
      studentName: "Sam Roe",
      facts: "Seen.",
      reporterName: "Tess Teacher",
      recipientMayBeInvolved,
      ...more,
    },
  });
  const editsForm = { share: { add: { who: contact, file: "form" } }, as: "admin" };

  test("the lead's at the next clock run, and no night takes it in again or misses it", async () => {
    const day = await Day.begin({ directory });
    expect(day.play(about("lead")).reports).toHaveLength(1);
    expect(inForm(day)).toBe(1);
    const before = day.play({ advance: "PT5M" });
    expect(inForm(day)).toBe(0);
    const [{ response = "" } = {}] = before.reports;
    const trace = { register: "sealed-alternate", case: null, column: response };
    expect(tracesIn(before)).toMatchObject([trace]);
    day.every = 120;
    const out = day.playClean({ advance: "P3D" });
    const { cases, reports, reporters } = out;
    expect(reports).toEqual(before.reports);
    expect(reporters).toEqual(before.reporters);
    expect(cases).toMatchObject([{ register: "sealed-alternate", student: "Sam Roe", reports: 1 }]);
    expect(mails(out, "rows-missing")).toEqual([]);
    expect(tracesIn(out)).toHaveLength(1);
  });

  test("delivered once more after that, it changes nothing", async () => {
    const day = await Day.begin({ directory });
    const out = day.playClean(about("lead"), minutes(5), { deliverAgain: 0 }, minutes(5));
    expect(inForm(day)).toBe(0);
    expect(out.reports).toHaveLength(1);
    expect(out.inbox.filter(({ to }) => !to.includes(alternate))).toEqual([]);
  });

  test.each<[string, readonly unknown[], number]>([
    ["a contact who may not edit the Form: it stays", [], 1],
    ["a contact who may", [editsForm], 0],
    ["a contact, where Google does not say who may", [fault("Form.getEditors", 9)], 0],
  ])("%s", async (_, first, left) => {
    const day = await Day.begin({ directory });
    day.play(about("contact"), ...first, { advance: "PT5M" });
    expect(inForm(day)).toBe(left);
  });

  test("also where the clock took it in, and in a later run where any call of that one was cut: never without its trace, and with one", async () => {
    const begin = () => Day.begin({ directory });
    const lost = [{ loseTrigger: about("lead") }];
    const calls = (await begin()).callsOf(...lost, { advance: "PT5M" });
    const from = calls.findIndex(({ path }) => path === "Form.getEditors");
    const to = calls.findIndex(({ path }) => path === "Form.deleteResponse");
    expect(calls.slice(from, to).map(({ path }) => path)).toContain(
      "Sheets.Spreadsheets.batchUpdate",
    );
    // From the lock on, under which the copy is read.
    for (const call of isEveryPoint ? calls : calls.slice(from - 8, to + 2)) {
      const isKey = isEveryPoint || /batchUpdate|deleteResponse/.test(call.path);
      for (const moment of isKey ? moments : moments.slice(0, 1)) {
        const day = await begin();
        const what = `${call.path} ${call.nth} ${moment}`;
        arm(day.workspace, call, moment);
        const cut = day.play(...lost, { advance: "PT5M" });
        if (inForm(day) === 0) expect(tracesIn(cut), what).toHaveLength(1);
        const out = day.play({ advance: "PT10M" });
        expect([what, inForm(day)]).toEqual([what, 0]);
        expect(tracesIn(out), what).toHaveLength(1);
        expect(out.reports).toMatchObject([{ register: "sealed-alternate", part: 1 }]);
        expect(out.reporters).toHaveLength(1);
      }
    }
  });

  test("not while a part of it is missing in the register, nor a report of which only the answers of its reporter are", async () => {
    const day = await Day.begin({ directory });
    const facts = "Slept in a van near the marina. ".repeat(2_000);
    const register = "sealed-alternate";
    const deletes = (tab: string, key: string) => ({
      sheet: { deleteRows: { tab, key }, register },
      as: "admin",
    });
    day.play(about("lead", { facts }), about("lead", { studentName: "Kim Poe" }));
    const [long = "", , short = ""] = day.out().reports.map(({ response }) => String(response));
    expect(day.out().reports.map(({ part }) => part)).toEqual([1, 2, 1]);
    const out = day.play(
      deletes("reports", `${long}:2`),
      deletes("reporters", short),
      minutes(5),
      minutes(70),
    );
    expect(inForm(day)).toBe(2);
    expect(tracesIn(out)).toEqual([]);
    // Only the reader of that register may know.
    expect(mails(out, "copy-differs").map((mail) => mail.to)).toEqual([[alternate]]);
  });
});

test("each leaves a trace without what it said, and what is not as it was sent stays, until it is", async () => {
  const day = await weekly();
  const plain = { school: "North High", studentName: "Alex Doe", facts: "Seen." };
  // In the hour that comes twice.
  const learnedAt = "2026-11-01T01:30:00-08:00";
  const odd = {
    ...{ school: "North High", studentName: "3/4", studentId: "0042", grade: "09", learnedAt },
    ...{
      facts: "=1+1, she said.\r\n'2026-01-02\u0007",
      factors: ["controlled-or-groomed", "frequently-absent"],
    },
    ...{ concerns: ["suspected-victim"], immediateDanger: "no", recipientMayBeInvolved: "no" },
    ...{ reporterKnownTo: "lead", reporterName: "Tess Byrd", reporterPhone: "+14155550100" },
  };
  const same = { ...odd, reporterKnownTo: "contact" };
  day.play(
    { submit: plain },
    ...[odd, same, odd, odd, odd, odd, odd].map((one) => ({ submit: one })),
  );
  const ids = day.out().reports.map(({ response }) => String(response));
  /** Types over a cell of the row of a response. Returns what puts it back. */
  const over = (at: number, tab: TabId, key: string, value: object) => {
    const register = tab === "reporters" ? "sealed" : "main";
    const row = day.rows(tab, register).find(({ cells }) => cells["response"] === ids[at]);
    const columnIndex = day.tab(tab, register).positions.get(key);
    const start = { sheetId: tabs[tab].sheetId, rowIndex: row?.index, columnIndex };
    const type = (userEnteredValue: object) => {
      const rows = [{ values: [{ userEnteredValue }] }];
      const request = { updateCells: { start, rows, fields: "userEnteredValue" } };
      byHand(day.workspace, [request], day.fileId(register));
    };
    const before = row?.cells[key];
    type(value);
    return () =>
      type(
        typeof before === "number"
          ? { numberValue: before }
          : before === "" || before == null
            ? {}
            : { stringValue: before },
      );
  };
  const back = [
    over(3, "reports", "learnedAt", { numberValue: 46_000.5 }),
    over(4, "reports", "studentId", { numberValue: 42 }),
    over(5, "reports", "countyOfResidence", { stringValue: "Sonoma" }),
    over(6, "reports", "factors", { stringValue: "" }),
    over(7, "reporters", "phone", { numberValue: 14_155_550_100 }),
  ];
  day.sleep("P8D");
  const out = day.play(minutes(15), minutes(70));
  expect(day.form().responses.map(({ id }) => id)).toEqual(ids.slice(3));
  const traces = tracesIn(out);
  expect(traces.map(({ register, column }) => [register, column])).toEqual(
    ids.slice(0, 3).map((id) => ["main", id]),
  );
  const { received } = out.reports[0] ?? {};
  const said = Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([ids[0], received, "en", said, []]);
  expect(traces[0]).toMatchObject({ from: `received ${received}`, to: `sha256 ${sha256(text)}` });
  expect(JSON.stringify(out.activity)).not.toMatch(/Byrd|1415|3\/4|0042|Doe/);
  expect(
    mailTo(out, lead).filter((mail) => mails(out, "copy-differs").includes(mail)),
  ).toHaveLength(1);
  for (const one of back) one();
  later(day, "P2D");
  expect(inForm(day)).toBe(0);
  const end = day.out();
  expect(tracesIn(end).map(({ column }) => column)).toEqual(ids);
  expect(mails(end, "copy-differs")).toHaveLength(mails(out, "copy-differs").length);
  expect(end.errors).toEqual([]);
});

// A legal hold stops every deletion. The roll-over has its own days.

const hold = (reference: string, legalHold: boolean) => editOf(reference, { legalHold }, "lead");

test("what a case on hold came from stays in the Form past its days, also all that was joined with it in a chain, and what is sealed from the start, and goes once the hold is lifted", async () => {
  const day = await weekly();
  const [into, second, third] = ["26-0002", "26-0003", "26-0004"];
  const sealed = { school: "North High", facts: "Seen.", recipientMayBeInvolved: "contact" };
  day.play(
    reportOn("Alba Ash", "100001"),
    reportOn("Bo Birch", "100002"),
    reportOn("Bo Birch", ""),
    reportOn("Bo Birch", ""),
    reportOn("Cleo Cedar", "100003"),
    { submit: sealed },
    merge(third, second),
    merge(second, into),
    hold(into, true),
    minutes(10),
  );
  const apart = day.out().cases.find(({ register }) => register === "sealed")?.["case"];
  const holdSealed = (legalHold: boolean) => editOf(String(apart), { legalHold }, "lead", "sealed");
  expect(inForm(day)).toBe(6);
  later(day, "P9D");
  expect(inForm(day)).toBe(4);
  later(day, "P30D");
  expect(inForm(day)).toBe(4);
  // Joined, each holds part of the other's record: a hold on one that ended is as good.
  day.play(hold(into, false), hold(third, true));
  later(day, "P2D");
  expect(inForm(day)).toBe(4);
  day.play(hold(third, false));
  later(day, "P2D");
  expect(inForm(day)).toBe(1);
  day.play(holdSealed(false));
  later(day, "P2D");
  expect(inForm(day)).toBe(0);
  const out = day.out();
  expect(out.reports).toHaveLength(6);
  expect(out.cases).toHaveLength(6);
  expect(out.errors).toEqual([]);
});
