/** What emails and rows say of the law: one's own duty, whose sentence a call is, what no lock holds up, what no answer puts off. */
import { describe, expect, test } from "vitest";
import { reviewReasonWords } from "../../src/case/facts/review-reasons";
import type { Sentence } from "../../src/protocol/pack";
import { actOf as datumOf } from "../../src/protocol/pack-queries";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { say } from "../../src/protocol/wording";
import { playDay } from "../day/day";
import { call, edit, minutes, reportOn, reportOnAnother, submit, tick } from "../day/events";
import { actOf, mails, mailTo, wordsOf } from "../day/look";
import { contact } from "../day/people";
import { everyLetter } from "../messages/letters";

const pack = marin2019();
const suspected = { factors: [], concerns: ["suspected-victim"], grade: "10" };

describe("one's own duty", () => {
  const calledBefore =
    /call (?:was|is) (?:made|ticked)|was made already|do not do it again|call may still have been made/i;
  const own = /Your own duty to report remains|mandated reporter must still (?:report|make)/;
  const telling = everyLetter().filter(({ message }) => calledBefore.test(message.text));

  test("is told of in many emails", () => {
    expect(telling.length).toBeGreaterThan(5);
  });
  test.each(telling)("$name: stands beside every word of a call on record", ({ message }) => {
    expect(message.text).toMatch(own);
    expect(message.text).not.toMatch(/do not do it again|Ask first whether a call was made/i);
  });

  test("after a danger whose call was made, and in reminders that were gathered", async () => {
    const danger = await playDay([
      submit({ ...suspected, immediateDanger: "yes" }),
      tick(call),
      tick("involve-law-enforcement"),
      submit(suspected),
    ]);
    const last = mailTo(danger, contact).map(wordsOf).at(-1);
    expect(last).toMatch(/a call was made since\. Your own duty to report remains \(PC 11166\)/);
    const many = Array.from({ length: 12 }, () => ({ submit: reportOnAnother(suspected) }));
    const gathered = await playDay([...many, { advance: "PT3H" }]);
    const reminders = mails(gathered, "cases-gathered").filter(({ text }) => /wait/.test(text));
    expect(reminders.length).toBeGreaterThan(0);
    for (const mail of reminders) expect(wordsOf(mail)).toMatch(own);
  });
});

describe("below the threshold", async () => {
  const out = await playDay([
    reportOn("Rowan Pine", "730194", { factors: ["runaway-or-unstable-housing"] }),
    reportOn("Ash Grove", "730195", { factors: ["substance-abuse-history"] }),
    reportOn("Fern Vale", "730196", { factors: [] }),
    minutes(5),
  ]);

  test("the email says that homelessness alone is not grounds, whatever the factor is", () => {
    const [one = "", other = "", none = ""] = mails(out, "case-opened").map(({ text }) => text);
    for (const text of [one, other]) {
      expect(text).toContain("By law (PC 11165.15): homelessness alone is not grounds.");
      expect(text).toContain("By law (PC 11166): a reasonable suspicion is enough.");
    }
    expect(none).not.toMatch(/homeless/);
  });

  test("the call cites the statute and no line of the county; at the protocols it cites theirs", () => {
    for (const reference of ["26-0001", "26-0002", "26-0003"]) {
      const row = out.checklist.find((one) => one["case"] === reference && one["act"] === call);
      expect(row).toMatchObject({ protocolSteps: [] });
      expect(row?.["statutes"]).toContain("PC 11166");
    }
    const datum = datumOf(pack, call);
    const countys = [...(datum?.what ?? []), ...(datum?.inMail ?? [])].filter(
      ({ from }) => "lines" in from,
    );
    expect(countys.length).toBeGreaterThan(0);
    const protocols = ["at-risk", "recruitment-or-exploitation", "suspected-victim"];
    for (const { when } of countys as readonly Sentence[])
      expect(when).toContainEqual({ is: "protocol", anyOf: protocols });
  });
});

test("no answer by telephone: the written report goes anyway, and the call is made again", async () => {
  const out = await playDay([submit(suspected), tick(call, { noAnswer: true }), minutes(70)]);
  const anyway = /send the written report within 36 hours all the same, and call again/;
  expect(actOf(out, call)?.["what"]).toMatch(anyway);
  expect(mails(out, "call-overdue").map(wordsOf).join()).toMatch(anyway);
});

test("medical help and a missing student come before the locked step and before the word to tell no parent", async () => {
  const help =
    "Hurt, suicidal or missing: call 911 first; police or the hospital may tell a parent.";
  const out = await playDay([submit(suspected), edit({ parentMayBeInvolved: "yes" })]);
  for (const { text } of mails(out, "case-opened")) expect(text.indexOf(help)).toBeGreaterThan(-1);
  for (const step of ["inform-parent-or-guardian", "offer-referral-to-parent"])
    expect(String(actOf(out, step)?.["what"]).startsWith(help)).toBe(true);
  const [first] = pack.doNot.map(({ words }) => say(words));
  expect(first).toBe(help);
});

test("the update call is no statute's, and nothing is called required by law without one", async () => {
  expect(datumOf(pack, "update-child-and-family-services")?.statutes).toEqual([]);
  for (const { message } of everyLetter()) expect(message.text).not.toMatch(/required by law/i);
  expect(reviewReasonWords("staff-not-clear")).not.toMatch(/required/);
});

test.each<[number, RegExp, RegExp]>([
  [12, /known to be involved/, /often|take part/],
  [21, /history/i, /^$/],
  [5, /human trafficking/i, /labor|for sex/],
])("line %i as it is", (line, says, saysNot) => {
  const factors = pack.factors.filter(({ lines }) => lines.includes(line));
  const words = factors.flatMap(({ name, form, words: own }) => [say(form), say(own), say(name)]);
  const all = line === 5 ? [say(pack.subject.words)] : words;
  expect(all.length).toBeGreaterThan(0);
  for (const one of all) {
    expect(one).toMatch(says);
    expect(one).not.toMatch(saysNot);
  }
});
