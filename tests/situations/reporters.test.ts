/** Who reported, where only the lead may know it: in the reader's file alone, and in no place that a contact can reach. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { rowan } from "../day/events";
import type { Output } from "../day/look";
import { admin, alternateRow, contact, demoAnd, lead } from "../day/people";
import { isEveryPoint } from "../every-point";

const identity = {
  reporterName: "Quentin Quillfeather",
  reporterEmail: "quentin@district.example",
  reporterPhone: "415-555-0188",
};
const usual = {
  ...rowan,
  studentName: "Robin Testperson",
  studentId: "S-100",
  factors: ["frequently-absent"],
  facts: "Seen with somebody new every day.",
};
const submit = (more: object = {}) => ({ submit: { ...usual, ...identity, ...more } });
const fiveMinutes = { advance: "PT5M" };
const acknowledge = { edit: { tab: "cases", case: "26-0001", set: { acknowledged: true } } };
const alternate = { ...alternateRow, mayOpen: true };
const withAlternate = { directory: demoAnd(alternate) };

const traces = /quillfeather|quentin|555-?0188/i;

/** Everything that a contact can reach, or that leaves the desk, without the mail to the reporter themselves. */
function reachable(out: Output): readonly string[] {
  const own = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row));
  const { reporters: _apart, inbox, runs, cells, pages, ...tabs } = out;
  const main = Object.values(tabs).flatMap((value) =>
    Array.isArray(value)
      ? own(value.filter((row) => (row as { register?: string }).register !== "sealed"))
      : [],
  );
  return [
    ...main,
    ...own(inbox.filter(({ to }) => !to.includes(identity.reporterEmail))),
    ...own(runs.map(({ error }) => error)),
    ...own(pages),
    ...own(Object.entries(cells ?? {})),
  ];
}

function expectApart(out: Output): void {
  expect(reachable(out).filter((text) => traces.test(text))).toEqual([]);
}

const kept = { name: identity.reporterName, email: identity.reporterEmail, phone: "415-555-0188" };

describe("a reporter whom only the lead may know", () => {
  test.each<[string, object]>([
    ["unanswered", {}],
    ["chosen", { reporterKnownTo: "lead" }],
  ])("%s: name, address and phone stand in the lead's file alone", async (_, more) => {
    const out = await playCleanDay([submit(more), fiveMinutes, acknowledge, { advance: "PT2H" }]);
    expectApart(out);
    expect(out.reporters).toEqual([
      { register: "sealed", response: out.reports[0]?.["response"], ...kept },
    ]);
    expect(out.reports[0]).toMatchObject({
      register: "main",
      case: "26-0001",
      reporterKnownTo: "lead",
      reporterName: null,
      reporterEmail: null,
      reporterPhone: null,
      reporterUnreachable: false,
      facts: usual.facts,
    });
    expect(out.access).toContainEqual({
      file: "sealed",
      who: lead,
      role: "editor",
    });
    expect(out.access.filter(({ file }) => file === "sealed").map(({ who }) => who)).not.toContain(
      contact,
    );
  });

  test("is told of their own duty and that somebody has it, by mail; Outbox holds what stands for the address", async () => {
    const out = await playDay([submit(), fiveMinutes, acknowledge, fiveMinutes]);
    const mails = out.inbox.filter(({ to }) => to.includes(identity.reporterEmail));
    expect(mails.map(({ message }) => message)).toEqual(["reporter-duty", "report-taken-on"]);
    const to = out.cells?.["Outbox"]?.flatMap((row) => row.map((cell) => cell?.value)) ?? [];
    expect(to).toContain(`reporter:${out.reports[0]?.["response"]}`);
  });

  test("is found again for a mail that could not be sent at once", async () => {
    const out = await playDay([
      { fault: { call: "MailApp.sendEmail", nth: 2, times: 1, when: "before" } },
      submit(),
      { advance: "PT15M" },
    ]);
    expect(
      out.inbox.filter(({ to }) => to.includes(identity.reporterEmail)).map((one) => one.message),
    ).toEqual(["reporter-duty"]);
    expectApart(out);
  });

  test("who wrote more than a name, in answers that cannot be read, is kept apart all the same", async () => {
    const raw = {
      school: "North High",
      reporterName: ["Quentin Quillfeather", "again"],
      reporterKnownTo: "somebody",
    };
    const out = await playDay([{ submit: { raw } }, fiveMinutes]);
    expectApart(out);
    expect(out.reporters).toMatchObject([
      { name: expect.stringContaining("Quentin Quillfeather") },
    ]);
    expect(out.cases[0]?.["reviewReasons"]).toEqual(
      expect.arrayContaining(["unread-reporterName", "unread-reporterKnownTo"]),
    );
  });

  test("facts are kept as written, also where reporters name themselves", async () => {
    const facts = "I am Quentin Quillfeather and saw it.";
    const out = await playDay([submit({ facts }), fiveMinutes]);
    expect(out.reports[0]?.["facts"]).toBe(facts);
  });

  test("a response delivered twice, and found again by the sweep, is one row", async () => {
    const out = await playDay(
      [submit(), { deliverAgain: 0 }, { advance: "PT26H" }],
      {},
      { every: 240 },
    );
    expect(out.reporters).toHaveLength(1);
  });

  test("nobody said who they are: nothing is kept apart", async () => {
    const out = await playDay([{ submit: usual }, fiveMinutes]);
    expect(out.reporters).toEqual([]);
    expect(out.reports[0]).toMatchObject({ reporterUnreachable: true, reporterKnownTo: null });
  });
});

test("who lets the designated contact know stands in the contact's row, and nowhere apart", async () => {
  const out = await playDay([submit({ reporterKnownTo: "contact" }), fiveMinutes]);
  expect(out.reporters).toEqual([]);
  expect(out.reports[0]).toMatchObject({ reporterKnownTo: "contact", ...identity });
});

describe("a report that names a recipient", () => {
  test.each<[string, string]>([
    ["contact", "sealed"],
    ["lead", "sealed-alternate"],
  ])("%s: who reported stands in its register", async (recipientMayBeInvolved, file) => {
    const out = await playDay([submit({ recipientMayBeInvolved }), fiveMinutes], withAlternate);
    expect(out.reporters).toMatchObject([{ register: file, ...kept }]);
    expect(out.reports).toMatchObject([{ register: file, reporterName: null }]);
    expect(out.inbox.filter(({ to }) => to.includes(identity.reporterEmail))).toEqual([]);
  });
});

describe("what goes wrong", () => {
  test("a run cut at any of its calls leaves nothing that a contact can read, and the next makes it whole", async () => {
    const whole = await playDay([submit(), fiveMinutes]);
    const run = whole.runs.find(({ function: name }) => name === "onFormSubmit");
    const calls = Object.entries(run?.calls.byName ?? {});
    expect(calls.length).toBeGreaterThan(5);
    for (const [call, count] of calls) {
      // A read leaves nothing behind: cut at another one, a run leaves what it leaves cut at the write that comes next.
      const isWrite = /batchUpdate|sendEmail|Editor$|setProp|Lock$/.test(call);
      for (let nth = 1; nth <= (isWrite || isEveryPoint ? count : 1); nth += 1) {
        for (const when of isEveryPoint ? ["after", "stop"] : ["stop"]) {
          const out = await playDay([
            { fault: { call, nth, when } },
            submit(),
            { advance: "PT10M" },
          ]);
          const at = `${call} ${nth} ${when}`;
          expect(
            reachable(out).filter((text) => traces.test(text)),
            at,
          ).toEqual([]);
          expect(out.reports, at).toHaveLength(1);
          expect(out.reporters.length, at).toBeLessThanOrEqual(1);
          const isKept = out.reporters.length === 1;
          const isTold = JSON.stringify(out.cases).includes("reporter-not-kept");
          expect(isKept || isTold, at).toBe(true);
        }
      }
    }
  });

  test("a sealed register out of reach keeps no report waiting; the lead is told where the name stands", async () => {
    const out = await playDay([
      { share: { remove: { who: admin, file: "sealed" } }, as: "admin" },
      {
        fault: {
          call: "Sheets.Spreadsheets.Values.batchGetByDataFilter",
          nth: 2,
          times: 3,
          when: "before",
          error: "Exception: The caller does not have permission",
        },
      },
      submit(),
    ]);
    expect(out.cases[0]?.["reviewReasons"]).toContain("reporter-not-kept");
    expectApart(out);
    expect(out.inbox.map(({ message }) => message)).toContain("review-needed");
  });

  test("where somebody deleted the tab, the report is taken in; the lead is told, and Set up brings it back", async () => {
    const out = await playCleanDay([
      { sheet: { deleteTab: "reporters", register: "sealed" } },
      submit(),
      { menu: { name: "set-up" }, as: "admin" },
      submit({ studentName: "Robin Ash", studentId: "730299" }),
      fiveMinutes,
    ]);
    expect(out.cases.map((row) => row["reviewReasons"])).toEqual([["reporter-not-kept"], []]);
    expect(out.reporters).toMatchObject([{ register: "sealed", ...kept }]);
  });
});

test("the lead's record and call sheet have the name where it is asked for", async () => {
  const choice = { case: "26-0001", reporters: true, recipient: "County counsel" };
  const out = await playDay([
    submit(),
    fiveMinutes,
    { menu: { name: "print", answers: choice }, as: "lead" },
  ]);
  expect(out.pages.at(-1)?.text).toContain(identity.reporterName);
  const without = await playDay([
    submit(),
    fiveMinutes,
    { menu: { name: "print", answers: { case: "26-0001" } }, as: "lead" },
  ]);
  expect(without.pages.at(-1)?.text).not.toMatch(traces);
});

test("who makes an agreed report, once written, is no edit of the clock's", async () => {
  const set = { agreedReport: "The school nurse" };
  const out = await playDay([
    { submit: usual },
    { edit: { tab: "reports", case: "26-0001", set } },
    fiveMinutes,
    fiveMinutes,
  ]);
  const lines = out.activity.filter(({ column }) => column === "reports.agreedReport");
  expect(lines).toHaveLength(1);
});
