/** What is kept of calls, of what agencies were told, and of reporters. */
import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { call } from "../day/events";
import { actsOf, cellsOf, expectNoStudentData, mailTo, type Output, wordsOf } from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

describe("a call that nobody answers", async () => {
  const out = await situation("records/no-answer-then-done");
  const [first] = actsOf(out);

  test("is counted at each tick, and the tick goes out", () => {
    expect(first).toMatchObject({ act: call, noAnswer: false, attempts: 3 });
    // To the minute: the runs themselves take seconds.
    expect(out.log.map(({ outcome, at }) => [outcome, String(at).slice(0, 16)])).toEqual([
      ["no-answer", "2026-09-01T16:10"],
      ["no-answer", "2026-09-01T16:30"],
      ["no-answer", "2026-09-02T00:30"],
      ["reached", "2026-09-02T00:05"],
    ]);
  });

  test("names in the row who else may take it, never district police", async () => {
    const tried = await situation("records/no-answer");
    const row = actsOf(tried)[0];
    expect(row).toMatchObject({ attempts: 1, done: false, state: "open" });
    expect(row?.["statutes"]).toEqual(["PC 11166", "PC 11165.9"]);
    for (const number of ["(415) 555-0111", "(415) 555-0112"]) {
      expect(row?.["what"]).toContain(number);
    }
    const police = actsOf(tried).find(({ act }) => act === "involve-law-enforcement");
    expect(police?.["what"]).toContain("Child and Family Services (415) 473-7153");
    expect(police?.["what"]).not.toContain("555-0111");
  });
});

describe("when a call was made", async () => {
  const out = await situation("records/called-at");
  const of = (act: string) => actsOf(out).find((one) => one["act"] === act);

  test("may be before the report came in", () => {
    expect(of(call)).toMatchObject({ done: true, calledAt: "2026-09-01T15:40:00.000Z" });
    expect(out.log).toMatchObject([{ outcome: "reached", at: "2026-09-01T15:40:00.000Z" }]);
  });

  test("is never to come, nor words", () => {
    expect(of("involve-law-enforcement")).toMatchObject({ calledAt: null });
    expect(of("submit-mandated-report")).toMatchObject({ calledAt: null });
  });

  test("is nothing that an act has which calls nobody", () => {
    expect(of("regular-contact")).toMatchObject({ calledAt: null, noAnswer: false, attempts: 0 });
    const putBack = out.activity.filter(({ what }) => what === "edit-put-back");
    expect(putBack.map(({ column }) => column)).toEqual([
      "calledAt",
      "calledAt",
      "noAnswer",
      "calledAt",
    ]);
  });
});

describe("what an agency was told", async () => {
  const out = await situation("records/disclosures");

  test("stands in a row whose ground the person chooses, and nobody else", () => {
    expect(out.disclosures.map(({ agency, ground }) => [agency, ground])).toEqual([
      ["Child and Family Services (415) 473-7153", "mandated-report"],
      ["Town Police Department (415) 555-0111", null],
      ["Child and Family Services (415) 473-7153", null],
      ["Safe Harbor Advocates", "other"],
    ]);
    expect(cellsOf(out).filter(({ value }) => /FERPA/.test(String(value)))).toEqual([]);
  });

  test("is put back where it is no ground of the list", () => {
    expect(out.refused.map(({ error }) => error)).toEqual([expect.stringContaining("refused")]);
  });
});

describe("a reporter who left an address in the district", () => {
  const told = (out: Output) =>
    out.inbox.flatMap(({ message, to, at }) =>
      message === "report-taken-on" ? [{ to: to.join(), at }] : [],
    );

  test("is told once that somebody has it, however often it is acknowledged", async () => {
    const out = await situation("records/acknowledged-twice");
    expect(told(out).map(({ to }) => to)).toEqual([
      "tess@district.example",
      "sam@district.example",
    ]);
    expect(out.cases).toMatchObject([{ acknowledged: true, level: "suspected-victim" }]);
  });

  test("reads nothing of the case", async () => {
    const out = await situation("records/acknowledged-twice");
    const mails = out.inbox.filter(({ message }) => message === "report-taken-on");
    expectNoStudentData(mails, ["Rowan", "Pine", "730194", "North High"]);
    for (const mail of mails)
      expect(wordsOf(mail)).not.toMatch(/26-0001|risk|victim|contact@|http/i);
  });

  test("does not learn by a mail at once that there was a case before", async () => {
    const out = await situation("records/joined-after-it-was-acknowledged");
    // The contact reported the first one and knows; the second is told when somebody has worked on the case.
    expect(told(out)).toEqual([
      { to: "sam@district.example", at: expect.stringMatching(/^2026-09-01T17:2/) },
    ]);
  });

  test("is told in neither of two cases twice when they are merged", async () => {
    const report = { school: "North High", factors: ["controlled-or-groomed"] };
    const out = await playDay([
      { submit: { ...report, studentId: "730194", reporterEmail: "tess@district.example" } },
      { submit: { ...report, studentId: "730195", reporterEmail: "sam@district.example" } },
      { edit: { case: "26-0001", set: { acknowledged: true } } },
      { edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } } },
      { edit: { case: "26-0001", set: { notes: "Both read." } } },
      { edit: { case: "26-0001", set: { acknowledged: false } } },
      { edit: { case: "26-0001", set: { acknowledged: true } } },
    ]);
    expect(told(out).map(({ to }) => to)).toEqual([
      "tess@district.example",
      "sam@district.example",
    ]);
  });

  test("is told nothing of a sealed report", async () => {
    const out = await playDay([
      {
        submit: {
          school: "North High",
          concerns: ["suspected-victim"],
          recipientMayBeInvolved: "contact",
          reporterEmail: "tess@district.example",
        },
      },
      { edit: { register: "sealed", case: "26-0001", set: { acknowledged: true } }, as: "lead" },
      { advance: "PT30M" },
    ]);
    expect(told(out)).toEqual([]);
    expect(mailTo(out, "tess@district.example")).toEqual([]);
    expect(out.cases).toMatchObject([{ register: "sealed", acknowledged: true }]);
  });
});

describe("how the written report travels", () => {
  const report = "submit-mandated-report";

  test("is as Contacts has it, in a row for each way; what cannot be used is named there", async () => {
    const out = await situation("records/channels");
    const words =
      "County Child Services takes it online at https://report.county.example/form (first: the 19-digit number of the call; last checked 2026-08-03), or by mail to reports@county.example.";
    const act = actsOf(out).find((one) => one["act"] === report);
    expect(act?.["what"]).toContain(words);
    expect(act?.["call"]).toBe("County Child Services (415) 555-0120");
    const duty = out.inbox.find(({ message }) => message === "reporter-duty")?.text;
    expect(duty).toContain(words);
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
});

describe("a student who lives in another county", async () => {
  const out = await situation("records/another-county");
  const act = (reference: string, id: string) =>
    actsOf(out, reference).find((one) => one["act"] === id);

  test("is called for there if possible, and the written report goes to whoever took the call", () => {
    for (const id of [call, "submit-mandated-report"]) {
      expect(act("26-0001", id)?.["what"]).toContain("Sonoma");
      expect(act("26-0001", id)?.["call"]).toBe("Child and Family Services (415) 473-7153");
    }
    expect(act("26-0002", "submit-mandated-report")?.["what"]).not.toMatch(/Sonoma|Napa/);
    expect(out.reports.map(({ countyOfResidence }) => countyOfResidence)).toEqual([
      "Marin County",
      "Sonoma",
      "Napa",
      "no",
    ]);
  });

  test("is nothing that a mail tells, beyond what is true of every student", () => {
    for (const mail of out.inbox) {
      expect(wordsOf(mail)).not.toMatch(/Sonoma|Napa|says that the student lives/);
    }
  });
});

describe("reporters who cannot be asked", async () => {
  // The first digest is sent at its minute or the morning after: around it each tick is played.
  const out = await situation("records/reporters-who-cannot-be-asked", { every: 120 });
  const digests = mailTo(out, contact).filter(({ message }) => message === "digest");
  const asks = digests.map(
    ({ text }) => text.split("A reporter's own written report (not confirmed)").length - 1,
  );

  test("are those who did not say who they are, and those whom a contact marks", () => {
    expect(out.reports.map(({ reporterUnreachable }) => reporterUnreachable)).toEqual([
      true,
      true,
      true,
    ]);
    expect(out.refused).toEqual([]);
  });

  test("are not asked after", () => {
    expect(asks).toEqual([1, 1, 0]);
  });
});
