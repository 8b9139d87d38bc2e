/** What mails say is new, and was so before; what has to be looked at again; a reporter who cannot be mailed. Names in other spellings: case/perhaps-same. */

import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { edit, minutes, rowan, tick } from "../day/events";
import { actOf, mails, mailTo, type Output, recipients } from "../day/look";
import { contact, lead } from "../day/people";

const student = { ...rowan, studentName: "Robin Vale", factors: [] };
const victim = { submit: { ...student, concerns: ["suspected-victim"] } };
const of = (more: object) => ({ submit: { ...victim.submit, ...more } });
const recruiter = { submit: { ...student, concerns: ["recruiting-or-exploiting"] } };
const texts = (out: Output, kind: string) => mails(out, kind).map(({ text }) => text);

describe("no mail says of what was so before that it is new", () => {
  const isNew = /New: the student is now/;

  test("a danger that joins a suspected victim's case", async () => {
    const out = await playDay([victim, of({ immediateDanger: "yes" }), minutes(35)]);
    expect(out.inbox.length).toBeGreaterThan(3);
    const rows = out.checklist.map(({ what }) => String(what));
    for (const words of [...out.inbox.map(({ text }) => text), ...rows])
      expect(words).not.toMatch(isNew);
    expect(rows.join()).toContain("immediate danger: say that first");
  });

  test("reminders after a rise; the mail of the rise itself says it", async () => {
    const out = await playDay([recruiter, victim, { advance: "PT3H" }, of({ concerns: [] })]);
    const [raised = ""] = texts(out, "case-raised");
    expect(raised).toMatch(isNew);
    expect(raised.split("\n")[0]).toBe(
      "Another report has changed a case of yours. Please read this to the end.",
    );
    for (const kind of ["call-overdue", "case-escalated", "report-added"]) {
      expect(texts(out, kind).length, kind).toBeGreaterThan(0);
      for (const text of texts(out, kind)) expect(text, kind).not.toMatch(isNew);
    }
  });
});

test("a consequence that a student got who may be a victim after all is looked at again", async () => {
  const out = await playDay([
    recruiter,
    edit({ mayBeVictim: "no" }),
    // The consequence waits for the lead's own tick.
    tick("tell-title-ix-coordinator", { done: true }, "lead"),
    tick("school-consequence"),
    victim,
  ]);
  expect(actOf(out, "school-consequence")).toMatchObject({ done: true });
  expect(texts(out, "case-raised")[0]).toMatch(
    /Marked as done: .*onsequence.* look at it again today/,
  );
});

test("a sealed case and one of the main register under one reference are told apart", async () => {
  const out = await playDay([victim, of({ recipientMayBeInvolved: "contact" })]);
  const sealed = mailTo(out, lead).find(({ text }) => /Sealed/.test(text));
  expect(sealed?.text).toContain(
    "Sealed: only you know. Keep this out of main-register case 26-0001.",
  );
});

describe("a reporter who cannot be mailed", () => {
  const told = (out: Output) => mails(out, "reporter-not-reminded");

  test.each([
    ["outside the district, known to", "lead", lead, "kim@private.example", []],
    ["outside the district, known to", "contact", contact, "kim@private.example", []],
    ["refused by Google, known to", "lead", lead, "kim@district.example", ["Invalid email: x"]],
    [
      "refused by Google, known to",
      "contact",
      contact,
      "kim@district.example",
      ["Invalid email: x"],
    ],
  ])(
    "%s %s: %s is told, without name or address",
    async (_, reporterKnownTo, to, reporterEmail, errors) => {
      const faults = errors.map((error) => ({
        fault: { call: "MailApp.sendEmail", nth: 2, when: "before", error },
      }));
      const sent = of({ reporterName: "Kim Reporter", reporterEmail, reporterKnownTo });
      const out = await playCleanDay([...faults, sent, minutes(20)]);
      expect(recipients(told(out))).toEqual([to]);
      expect(told(out)[0]?.text).not.toMatch(/Kim|kim@|Robin|730194/);
      expect(mails(out, "reporter-duty")).toEqual([]);
    },
  );

  test("no one is told of one who was mailed, or left no address", async () => {
    const mailed = of({ reporterEmail: "kim@district.example" });
    const out = await playDay([mailed, of({ reporterName: "Kim" })]);
    expect(told(out)).toEqual([]);
  });
});
