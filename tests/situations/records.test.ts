/** What is recorded of calls, of what agencies were told, and of reporters. */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { call, edit, first, minutes, submit } from "../day/events";
import {
  actOf,
  actsOf,
  cellsOf,
  expectNoStudentData,
  kinds,
  mails,
  mailTo,
  type Output,
  onlyCase,
  openers,
  recipients,
  wordsIn,
  wordsOf,
} from "../day/look";
import { admin, alternateRow, contact, demoAnd, lead } from "../day/people";
import { situation } from "../day/situation";
import { isEveryPoint } from "../every-point";

const written = "submit-mandated-report";
const [tess, sam] = ["tess@district.example", "sam@district.example"];

test("a call that no one answers is counted at each tick, and the tick goes out; its row names who else may take it", async () => {
  const tried = actsOf(await situation("records/no-answer"))[0];
  expect(tried).toMatchObject({ attempts: 1, done: false, state: "open" });
  for (const number of ["(415) 555-0111", "(415) 555-0112"])
    expect(tried?.["what"]).toContain(number);
  const out = await situation("records/no-answer-then-done");
  expect(actsOf(out)[0]).toMatchObject({ act: call, noAnswer: false, attempts: 3 });
  // To the minute: the runs themselves take seconds.
  expect(out.log.map(({ outcome, at }) => [outcome, String(at).slice(0, 16)])).toEqual([
    ["no-answer", "2026-09-01T16:10"],
    ["no-answer", "2026-09-01T16:30"],
    ["no-answer", "2026-09-02T00:30"],
    ["reached", "2026-09-02T00:05"],
  ]);
});

test("when a call was made may be before the report came in, never to come nor words, and nothing where no one is called", async () => {
  const out = await situation("records/called-at");
  const calledAt = "2026-09-01T15:40:00.000Z";
  expect(actOf(out, call)).toMatchObject({ done: true, calledAt });
  expect(out.log).toMatchObject([{ outcome: "reached", at: calledAt }]);
  for (const act of ["involve-law-enforcement", written, "regular-contact"])
    expect(actOf(out, act)).toMatchObject({ calledAt: null, noAnswer: false, attempts: 0 });
  const putBack = out.activity.filter(({ what }) => what === "edit-put-back");
  const columns = ["calledAt", "calledAt", "noAnswer", "calledAt"];
  expect(putBack.map(({ column }) => column)).toEqual(columns);
});

test("what an agency was told stands in a row whose ground the person chooses from the list, and no one else", async () => {
  const out = await situation("records/disclosures");
  expect(out.disclosures.map(({ agency, ground }) => [agency, ground])).toEqual([
    ["Child and Family Services (415) 473-7153", "mandated-report"],
    ["Town Police Department (415) 555-0111", null],
    ["Child and Family Services (415) 473-7153", null],
    ["Safe Harbor Advocates", "other"],
  ]);
  expect(cellsOf(out).filter(({ value }) => /FERPA/.test(String(value)))).toEqual([]);
  expect(out.refused.map(({ error }) => error)).toEqual([expect.stringContaining("refused")]);
});

describe("a reporter who left an address in the district", () => {
  const takenOn = (out: Output) => mails(out, "report-taken-on");

  test("is told once that someone has it, however often it is acknowledged, and reads nothing of the case", async () => {
    const out = await situation("records/acknowledged-twice");
    expect(recipients(takenOn(out))).toEqual([sam, tess]);
    expect(out.cases).toMatchObject([{ acknowledged: true, level: "suspected-victim" }]);
    expectNoStudentData(takenOn(out), ["Rowan", "Pine", "730194", "North High"]);
    for (const mail of takenOn(out))
      expect(wordsOf(mail)).not.toMatch(/26-0001|risk|victim|contact@|http/i);
  });

  test("does not learn by a mail at once that there was a case before; who takes the case on is told nothing of it", async () => {
    const out = await situation("records/joined-after-it-was-acknowledged");
    // The contact reported the first one and knows; the second is told when somebody has worked on the case.
    const [mail, ...others] = takenOn(out);
    expect(mail?.to).toEqual([sam]);
    expect(mail?.at).toMatch(/^2026-09-01T17:2/);
    expect(others).toEqual([]);
  });

  test("who takes the case on is told nothing of it where only the lead knows that they reported, either", async () => {
    const known = { reporterName: "Casey", reporterEmail: contact, reporterKnownTo: "lead" };
    const out = await playDay([
      submit(known),
      minutes(10),
      edit({ acknowledged: true }),
      minutes(40),
    ]);
    expect(out.reporters).toMatchObject([{ email: contact }]);
    expect(takenOn(out)).toEqual([]);
  });
});

test("the written report travels as Contacts have it, in a row for each way; what cannot be used is named there", async () => {
  const out = await situation("records/channels");
  const words =
    "County Child Services takes it online at https://report.county.example/form (first: the 19-digit number of the call; last checked 2026-08-03), or by mail to reports@county.example";
  expect(actOf(out, written)?.["what"]).toContain(`${words} (last checked 2025-08-03).`);
  expect(actOf(out, written)?.["call"]).toBe("County Child Services (415) 555-0120");
  const duty = mails(out, "reporter-duty")[0]?.text;
  // An email says no day of another year.
  expect(duty).toContain(`${words}.`);
  expect(duty).toContain("Town Police Department takes it by fax to (415) 555-0122.");
  expect(duty).not.toContain("473-3279");
  expect(out.contacts.slice(4).map(({ problem }) => problem)).toEqual([
    null,
    null,
    expect.stringMatching(/^To \(number or address\): One telephone number/),
    expect.stringContaining("Written report by: Fax, web or mail."),
    expect.stringContaining("Written report by: Fax, web or mail."),
    expect.stringMatching(/^To \(number or address\): The number or the address/),
    "Phone: The number to call.",
  ]);
});

test("of a student who lives in another county a row says that it is called for there, and no mail does", async () => {
  const out = await situation("records/another-county");
  for (const id of [call, written]) {
    expect(actOf(out, id)?.["what"]).toContain("Sonoma");
    expect(actOf(out, id)?.["call"]).toBe("Child and Family Services (415) 473-7153");
  }
  expect(actOf(out, written, "26-0002")?.["what"]).not.toMatch(/Sonoma|Napa/);
  const counties = ["Marin County", "Sonoma", "Napa", "no"];
  expect(out.reports.map(({ countyOfResidence }) => countyOfResidence)).toEqual(counties);
  for (const mail of out.inbox)
    expect(wordsOf(mail)).not.toMatch(/Sonoma|Napa|says that the student lives/);
});

test("reporters who did not say who they are, and those whom a contact marks, are not asked after", async () => {
  // The first digest is sent at its minute or the morning after: around it each tick is played.
  const out = await situation("records/reporters-who-cannot-be-asked", { every: 120 });
  const asked = "A reporter's own written report (not confirmed)";
  const digests = mailTo(out, contact).filter(({ message }) => message === "digest");
  expect(digests.map(({ text }) => text.split(asked).length - 1)).toEqual([1, 1, 0]);
  expect(out.reports.map(({ reporterUnreachable }) => reporterUnreachable)).toEqual([
    true,
    true,
    true,
  ]);
  expect(out.refused).toEqual([]);
});

// Who reported, where only the lead may know it: in the reader's file alone, and in no place that a contact can reach.

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
      const out = await playCleanDay([
        sent(more),
        fiveMinutes,
        edit({ acknowledged: true }),
        { advance: "PT2H" },
      ]);
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
});
