/** Days on which law and practice ask for more than the county's steps: a parent at the gate, a coach, a student of 18, a student without a home. Synthetic people only. */

import { describe, expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import { call, edit, hour, rowan, submit } from "../day/events";
import {
  actIdsOf,
  actOf,
  expectNoStudentData,
  kinds,
  mailTo,
  type Output,
  onlyCase,
  wordsIn,
  wordsOf,
} from "../day/look";
import { contact, contactsRow, demoAnd, lead } from "../day/people";

const pine = { ...rowan, grade: "10" };
const sent = (more: object = {}) => ({
  submit: { ...pine, concerns: ["suspected-victim"], ...more },
});
const leaves = "agree-how-student-leaves";
const staffActs = [
  "agree-before-staff-changes",
  "tell-superintendent-and-counsel",
  "tell-title-ix-coordinator",
];
const staffActsOf = (out: Output) => actIdsOf(out).filter((id) => staffActs.includes(String(id)));
const ownAct = { state: "open", protocolSteps: [], call: null };

describe("Friday, 2 pm, a parent at the gate", () => {
  const friday = { start: "2026-09-04T14:00:00-07:00" };

  test("how the student leaves stands right after the calls, due within the hour; no mail tells of the parent", async () => {
    const out = await playDay(
      [sent({ parentMayBeInvolved: "yes", immediateDanger: "yes" })],
      friday,
    );
    const first = ["involve-law-enforcement", call, leaves, "submit-mandated-report"];
    expect(actIdsOf(out).slice(0, 4)).toEqual(first);
    expect(actOf(out, leaves)).toMatchObject(ownAct);
    const [due, opened] = [actOf(out, leaves)?.["due"], onlyCase(out)["opened"]].map((at) =>
      Date.parse(String(at)),
    );
    expect(Number(due) - Number(opened)).toBe(hour);
    const words = mailTo(out, contact).map(wordsOf).join();
    expect(words).toContain(
      "Before dismissal, ask child and family services or police how the student leaves.",
    );
    expect(words).not.toMatch(/48906|11174|Notes who may pick up|parent may be involved/);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "North High"]);
  });

  test("with an at-risk factor alone it is owed because of the parent, and no mail tells of that", async () => {
    const said = (parentMayBeInvolved: string) =>
      playDay([submit({ grade: "10", parentMayBeInvolved })], friday);
    const [yes, no] = [await said("yes"), await said("no")];
    expect(actIdsOf(yes).slice(0, 2)).toEqual([call, leaves]);
    expect(actIdsOf(no)).not.toContain(leaves);
    expect(yes.inbox.map(wordsOf)).toEqual(no.inbox.map(wordsOf));
  });
});

describe("a coach is named", () => {
  const facts = "Coach Harlan Quince drives her home each day.";
  const coach = { staffMayBeInvolved: "yes", recipientMayBeInvolved: "no", facts };

  test("the case is an ordinary one, with three acts that are no step of the county; the lead has no mail", async () => {
    const out = await playDay([sent(coach)]);
    const named = { staffMayBeInvolved: "yes" };
    expect(onlyCase(out)).toMatchObject({ register: "main", reviewReasons: [], ...named });
    expect(out.reports[0]).toMatchObject(named);
    expect(actIdsOf(out).slice(2, 5)).toEqual([leaves, staffActs[0], "submit-mandated-report"]);
    const laws = [[], ["EC 44030.5"], ["34 CFR 106.44"]];
    for (const [at, id] of staffActs.entries()) {
      expect(actOf(out, id)).toMatchObject(ownAct);
      expect(actOf(out, id)?.["statutes"]).toEqual(expect.arrayContaining(laws[at] ?? []));
    }
    expectNoStudentData(out.inbox, ["Harlan", "Quince", "Rowan", "Pine", "730194"]);
    expect(mailTo(out, lead)).toEqual([]);
  });

  test.each<[string, object, readonly string[], string[], string]>([
    [
      "not known whether",
      { staffMayBeInvolved: "unknown" },
      [],
      ["staff-not-clear"],
      "review-needed",
    ],
    [
      "not said whether they get reports, which seals it",
      { recipientMayBeInvolved: undefined },
      staffActs,
      ["staff-not-clear"],
      "case-opened",
    ],
    ["they get reports", { recipientMayBeInvolved: "contact" }, staffActs, [], "case-opened"],
  ])("%s: the lead is asked at once", async (_name, more, acts, reviewReasons, mail) => {
    const out = await playDay([sent({ ...coach, ...more })]);
    expect(onlyCase(out)).toMatchObject({ reviewReasons });
    expect(kinds(mailTo(out, lead))).toEqual([mail]);
    expect(staffActsOf(out)).toEqual(acts);
    const isSealed = mail === "case-opened";
    expect(onlyCase(out)["register"]).toBe(isSealed ? "sealed" : "main");
    expect(mailTo(out, contact).length > 0).toBe(!isSealed);
  });

  test("learned later, the contact's answer adds the acts, and a no takes none away", async () => {
    const says = (staffMayBeInvolved: string) => edit({ staffMayBeInvolved });
    const later = await playDay([sent({ staffMayBeInvolved: "no" }), says("yes"), says("no")]);
    expect(staffActsOf(later)).toEqual(staffActs);
    expect(onlyCase(later)).toMatchObject({ staffMayBeInvolved: "no" });
    const joined = await playDay([sent(), says("no"), sent(coach)]);
    expect(onlyCase(joined)).toMatchObject({ staffMayBeInvolved: "yes", reports: 2 });
    expect(staffActsOf(joined)).toEqual(staffActs);
  });
});

describe("a student of 18", () => {
  const of = (grade?: string) => sent({ grade, parentMayBeInvolved: "no" });

  test.each([
    ["11th", true],
    [undefined, true],
    ["senior", true],
    ["9th grade", false],
    ["Kindergarten", false],
  ])("grade %s: the row asks for it: %s", async (grade, isAsked) => {
    const words = wordsIn(await playDay([of(grade)]), "Cases");
    expect(words.includes("Parent: is the student 18 or over?")).toBe(isAsked);
  });

  test("the call stays, by other statutes, and no mail tells the age", async () => {
    const next = async (isAdult: string) => {
      const day = await Day.after(of("12"), edit({ isAdult }));
      day.sleep("PT22H");
      return day.play({ advance: "PT1H" });
    };
    const [adult, child] = [await next("yes"), await next("no")];
    expect(actOf(adult, leaves)?.["statutes"]).toEqual(["EC 234.7"]);
    const statutes = ["PC 11166", "PC 11165"];
    expect(actOf(adult, call)).toMatchObject({ statutes, state: "open" });
    expect(actOf(child, call)?.["statutes"]).toEqual(["PC 11166"]);
    const said = ({ inbox }: Output) =>
      inbox
        .filter(({ message }) => message !== "review-needed")
        .map((mail) => wordsOf(mail).replaceAll(" and “To review”", ""));
    expect(said(adult)).toEqual(said(child));
    expect(adult.inbox.map(wordsOf).join()).not.toMatch(/18 or over/);
  });
});

test("homelessness alone names the liaison of Contacts in the row, who is told of nothing and opens nothing", async () => {
  const sam = "sam@district.example";
  const more = { name: "Sam Poe", phone: "(415) 555-0107" };
  const directory = demoAnd(contactsRow("Homeless liaison", sam, more));
  const factors = ["runaway-or-unstable-housing"];
  const out = await playDay([submit({ grade: "10", factors }), { advance: "PT2H" }], { directory });
  expect(actOf(out, call)?.["what"]).toContain(
    "the district's homeless liaison, Sam Poe (415) 555-0107; the district's foster youth liaison.",
  );
  expect(out.contacts.at(-1)).toMatchObject({ role: "Homeless liaison", problem: null });
  expect(mailTo(out, sam)).toEqual([]);
  expect(out.access.map(({ who }) => who)).not.toContain(sam);
  expectNoStudentData(out.inbox, ["Sam Poe", "homeless", "liaison", "Rowan", "Pine"]);
});
