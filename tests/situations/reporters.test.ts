/** Who reported, where only the lead may know it: in the reader's file alone, and in no place that a contact can reach. */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { edit, first, menu, minutes, setUp, submit } from "../day/events";
import { kinds, mailTo, type Output, onlyCase, openers, wordsIn } from "../day/look";
import { admin, alternateRow, contact, demoAnd, lead } from "../day/people";
import { isEveryPoint } from "../every-point";

const identity = {
  reporterName: "Quentin Quillfeather",
  reporterEmail: "quentin@district.example",
  reporterPhone: "415-555-0188",
};
const anonymous = {
  ...{ studentName: "Robin Testperson", studentId: "S-100" },
  ...{ factors: ["frequently-absent"], facts: "Seen with someone new every day." },
};
const sent = (more: object = {}) => submit({ ...anonymous, ...identity, ...more });
const fiveMinutes = minutes(5);
const acknowledge = edit({ acknowledged: true });
const kept = { name: identity.reporterName, email: identity.reporterEmail, phone: "415-555-0188" };
const traces = /quillfeather|quentin|555-?0188/i;
const own = (out: Output) => mailTo(out, identity.reporterEmail);

/** Nothing that a contact can reach, or that leaves the desk, says who reported: the mail to the reporter themselves aside. */
function expectApart(out: Output, when?: string): void {
  const { reporters: _apart, inbox, runs, ...others } = out;
  const reached = Object.values(others).flatMap((value) =>
    Array.isArray(value)
      ? value.filter((row) => (row as { register?: string }).register !== "sealed")
      : [value],
  );
  const told = inbox.filter((mail) => !own(out).includes(mail));
  const all = [...reached, ...told, ...runs.map(({ error }) => error)];
  const found = all.map((one) => JSON.stringify(one) ?? "").filter((text) => traces.test(text));
  expect(found, when).toEqual([]);
}

describe("a reporter whom only the lead may know", () => {
  test.each<[string, object]>([
    ["unanswered", {}],
    ["chosen", { reporterKnownTo: "lead" }],
  ])(
    "%s: name, address and phone stand in the lead's file alone; they are told of their duty, and that someone has it",
    async (_, more) => {
      const out = await playCleanDay([sent(more), fiveMinutes, acknowledge, { advance: "PT2H" }]);
      expectApart(out);
      const response = out.reports[0]?.["response"];
      expect(out.reporters).toEqual([{ register: "sealed", response, ...kept }]);
      expect(out.reports[0]).toMatchObject({
        ...{ register: "main", case: first, facts: anonymous.facts, reporterKnownTo: "lead" },
        ...{ reporterName: null, reporterEmail: null, reporterPhone: null },
        reporterUnreachable: false,
      });
      expect(openers(out, "sealed")).toContain(lead);
      expect(openers(out, "sealed")).not.toContain(contact);
      expect(kinds(own(out))).toEqual(["reporter-duty", "report-taken-on"]);
      // What stands for the address.
      expect(wordsIn(out, "Outbox")).toContain(`reporter:${response}`);
    },
  );

  test("is found again for a mail that could not be sent at once", async () => {
    const refused = { fault: { call: "MailApp.sendEmail", nth: 2, times: 1, when: "before" } };
    const out = await playDay([refused, sent(), minutes(15)]);
    expect(kinds(own(out))).toEqual(["reporter-duty"]);
    expectApart(out);
  });

  test("who wrote more than a name, in answers that cannot be read, is kept apart all the same", async () => {
    const reporterName = ["Quentin Quillfeather", "again"];
    const raw = { school: "North High", reporterName, reporterKnownTo: "somebody" };
    const out = await playDay([{ submit: { raw } }, fiveMinutes]);
    expectApart(out);
    expect(out.reporters[0]?.["name"]).toContain("Quentin Quillfeather");
    expect(onlyCase(out)["reviewReasons"]).toEqual(
      expect.arrayContaining(["unread-reporterName", "unread-reporterKnownTo"]),
    );
  });

  test("of a response delivered twice, and found again by the sweep, is one row; facts stay as written, also where reporters name themselves", async () => {
    const facts = "I am Quentin Quillfeather and saw it.";
    const events = [sent({ facts }), { deliverAgain: 0 }, { advance: "PT26H" }];
    const out = await playDay(events, {}, { every: 240 });
    expect(out.reporters).toHaveLength(1);
    expect(out.reports[0]?.["facts"]).toBe(facts);
  });
});

test("no one said who they are, or lets the contact know: nothing is kept apart; who makes an agreed report is no edit of the clock's", async () => {
  const agreed = {
    edit: { tab: "reports", case: first, set: { agreedReport: "The school nurse" } },
  };
  const known = sent({ studentId: "S-200", studentName: "Ash Grove", reporterKnownTo: "contact" });
  const out = await playDay([submit(anonymous), agreed, known, fiveMinutes, fiveMinutes]);
  expect(out.reporters).toEqual([]);
  expect(out.reports).toMatchObject([
    { reporterUnreachable: true, reporterKnownTo: null },
    { reporterKnownTo: "contact", ...identity },
  ]);
  const edits = out.activity.filter(({ column }) => column === "reports.agreedReport");
  expect(edits).toHaveLength(1);
});

test.each<[string, string]>([
  ["contact", "sealed"],
  ["lead", "sealed-alternate"],
])(
  "of a report that names the %s, who reported stands in its register",
  async (named, register) => {
    const rest = { directory: demoAnd({ ...alternateRow, mayOpen: true }) };
    const out = await playDay([sent({ recipientMayBeInvolved: named }), fiveMinutes], rest);
    expect(out.reporters).toMatchObject([{ register, ...kept }]);
    expect(out.reports).toMatchObject([{ register, reporterName: null }]);
    expect(own(out)).toEqual([]);
  },
);

describe("what goes wrong", () => {
  test("a run cut at any of its calls leaves nothing that a contact can read, and the next makes it whole", async () => {
    const whole = (await Day.begin()).play(sent());
    const run = whole.runs.find(({ function: name }) => name === "onFormSubmit");
    const calls = Object.entries(run?.calls.byName ?? {});
    expect(calls.length).toBeGreaterThan(5);
    for (const [call, count] of calls) {
      // A read leaves nothing behind: cut at another one, a run leaves what it leaves cut at the write that comes next.
      const isWrite = /batchUpdate|sendEmail|Editor$|setProp|Lock$/.test(call);
      for (let nth = 1; nth <= (isWrite || isEveryPoint ? count : 1); nth += 1) {
        for (const when of isEveryPoint ? ["after", "stop"] : ["stop"]) {
          const day = await Day.begin();
          const out = day.play({ fault: { call, nth, when } }, sent(), minutes(10));
          const at = `${call} ${nth} ${when}`;
          expectApart(out, at);
          expect(out.reports, at).toHaveLength(1);
          expect(out.reporters.length, at).toBeLessThanOrEqual(1);
          const isTold = JSON.stringify(out.cases).includes("reporter-not-kept");
          expect(out.reporters.length === 1 || isTold, at).toBe(true);
        }
      }
    }
  });

  test("a sealed register out of reach keeps no report waiting; the lead is told where the name stands", async () => {
    const call = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
    const error = "Exception: The caller does not have permission";
    const out = await playDay([
      { share: { remove: { who: admin, file: "sealed" } }, as: "admin" },
      { fault: { call, nth: 2, times: 3, when: "before", error } },
      sent(),
    ]);
    expect(onlyCase(out)["reviewReasons"]).toContain("reporter-not-kept");
    expectApart(out);
    expect(kinds(out.inbox)).toContain("review-needed");
  });

  test("where someone deleted the tab, the report is taken in; the lead is told, and Set up brings it back", async () => {
    const out = await playCleanDay([
      { sheet: { deleteTab: "reporters", register: "sealed" } },
      sent(),
      setUp,
      sent({ studentName: "Robin Ash", studentId: "730299" }),
      fiveMinutes,
    ]);
    expect(out.cases.map((row) => row["reviewReasons"])).toEqual([["reporter-not-kept"], []]);
    expect(out.reporters).toMatchObject([{ register: "sealed", ...kept }]);
  });
});

test("the lead's record has the name where it is asked for", async () => {
  const prints = (answers: object) => menu("print", { case: first, ...answers }, "lead");
  const asked = [prints({ reporters: true, recipient: "County counsel" }), prints({})];
  const out = await playDay([sent(), fiveMinutes, ...asked]);
  const [withNames, without] = out.pages.map(({ text }) => text);
  expect(withNames).toContain(identity.reporterName);
  expect(without).not.toMatch(traces);
});
