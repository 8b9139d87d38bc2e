/** What is kept of calls, of what agencies were told, and of reporters. */

import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { call, edit, editOf, first, merge, minutes, submit } from "../day/events";
import {
  actOf,
  actsOf,
  cellsOf,
  expectNoStudentData,
  mails,
  mailTo,
  type Output,
  recipients,
  wordsOf,
} from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

const written = "submit-mandated-report";
const [tess, sam] = ["tess@district.example", "sam@district.example"];

test("a call that no one answers is counted at each tick, and the tick goes out", async () => {
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

test("its row names who else may take it, never district police", async () => {
  const out = await situation("records/no-answer");
  const row = actsOf(out)[0];
  expect(row).toMatchObject({ attempts: 1, done: false, state: "open" });
  expect(row?.["statutes"]).toEqual(["PC 11166", "PC 11165.9"]);
  for (const number of ["(415) 555-0111", "(415) 555-0112"])
    expect(row?.["what"]).toContain(number);
  const police = actOf(out, "involve-law-enforcement")?.["what"];
  expect(police).toContain("Child and Family Services (415) 473-7153");
  expect(police).not.toContain("555-0111");
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

  test("is told in neither of two cases twice when they are merged", async () => {
    const out = await playDay([
      submit({ studentName: "", reporterEmail: tess }),
      submit({ studentName: "", studentId: "730195", reporterEmail: sam }),
      edit({ acknowledged: true }),
      merge("26-0002", first),
      edit({ notes: "Both read." }),
      edit({ acknowledged: false }),
      edit({ acknowledged: true }),
    ]);
    expect(recipients(takenOn(out))).toEqual([sam, tess]);
  });

  test("is told nothing of a sealed report", async () => {
    const out = await playDay([
      submit({ recipientMayBeInvolved: "contact", reporterEmail: tess }),
      editOf(first, { acknowledged: true }, "lead", "sealed"),
      minutes(30),
    ]);
    expect(mailTo(out, tess)).toEqual([]);
    expect(out.cases).toMatchObject([{ register: "sealed", acknowledged: true }]);
  });
});

test("the written report travels as Contacts have it, in a row for each way; what cannot be used is named there", async () => {
  const out = await situation("records/channels");
  const words =
    "County Child Services takes it online at https://report.county.example/form (first: the 19-digit number of the call; last checked 2026-08-03), or by mail to reports@county.example.";
  expect(actOf(out, written)?.["what"]).toContain(words);
  expect(actOf(out, written)?.["call"]).toBe("County Child Services (415) 555-0120");
  const duty = mails(out, "reporter-duty")[0]?.text;
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
