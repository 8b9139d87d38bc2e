/** What people are told: about other people's calls and their own duty, about what waits and what does not, and about what is planned. */

import { describe, expect, test } from "vitest";
import { Day, playDay, start } from "../day/day";
import { call, edit, hour, minutes, submit, tick, update } from "../day/events";
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
import { contact, lead } from "../day/people";

const atRisk = submit({ grade: "10" });
const of = (more: object) => submit({ grade: "10", factors: [], ...more });
const suspected = { concerns: ["suspected-victim"] };
const confirmed = { concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" };
/** The day in the district, which is seven hours behind UTC in September. */
const inDistrict = (value: unknown) =>
  new Date(Date.parse(String(value)) - 7 * hour).toISOString().slice(0, 10);
const newest = (out: Output, kind?: string) =>
  mailTo(out, contact)
    .filter(({ message }) => kind === undefined || message === kind)
    .map(wordsOf)
    .at(-1);

test.each<[string, readonly object[]]>([
  ["no one has acknowledged", [of(suspected), { advance: "PT65M" }]],
  ["it is given to the backup contact", [of(suspected), edit({ steppedAside: "x" })]],
  ["danger goes unanswered", [of({ ...suspected, immediateDanger: "yes" }), minutes(20)]],
])("%s: a call that someone made never stands without the reader's own duty", async (_, events) => {
  const out = await playDay(events);
  const telling = out.inbox
    .map(wordsOf)
    .filter((words) => words.includes("the district has made it"));
  expect(telling.length).toBeGreaterThan(0);
  for (const words of telling) {
    expect(words).toMatch(
      /Your own duty to report remains \(PC 11166\)\..*may agree that one of them calls and signs\. If you learn that no report was made, you must make it/,
    );
  }
  expect(out.inbox.map(wordsOf).join()).not.toMatch(/do not call again/i);
});

test("the review of the placement is open from the start, and tells no parent", async () => {
  const day = await Day.after(of(confirmed));
  expect(actOf(day.out(), "inform-parent-or-guardian")?.["state"]).toBe("locked");
  const out = day.playClean(tick("review-school-placement"), of(confirmed));
  expect(actOf(out, "review-school-placement")?.["state"]).toBe("done");
  expect(actIdsOf(out)).not.toContain(update);
});

describe("the first contact", () => {
  test.each([
    ["on a Friday: Monday", { start: "2026-09-11T14:00:00-07:00" }, [of(suspected)], "2026-09-14"],
    ["with a student at risk: after a week", {}, [atRisk], "2026-09-08"],
    ["once a victim is suspected: sooner", {}, [atRisk, of(suspected)], "2026-09-02"],
  ])("%s", async (_name, rest, events, due) => {
    const out = await playDay(events, rest);
    expect(inDistrict(actOf(out, "regular-contact")?.["due"])).toBe(due);
    expect(inDistrict(onlyCase(out)["nextCheckIn"])).toBe(due);
  });

  test("is planned in every mail, late only once its day is over; then each week", async () => {
    const day = await Day.after(of(suspected), edit({ acknowledged: true }));
    for (const wait of ["PT22H", "PT23H30M"]) {
      day.sleep(wait);
      day.play({ advance: "PT40M" });
    }
    const digests = mailTo(day.out(), contact).filter(({ message }) => message === "digest");
    expect(digests.map(wordsOf)).toEqual([
      expect.stringContaining("Regular contact, planned for Wed Sep 2"),
      expect.stringContaining("Late: Regular contact, was planned for Wed Sep 2"),
    ]);
    const out = day.play(tick("regular-contact"));
    expect(inDistrict(actOf(out, "regular-contact")?.["due"])).toBe("2026-09-10");
  });
});

describe("a parent had been told", () => {
  const told = () =>
    Day.after(
      of(suspected),
      edit({ parentMayBeInvolved: "no", victimConsulted: "2026-09-01" }),
      tick(call),
      edit({
        agencyCleared: "child-and-family-services",
        agencyClearedBy: "A. Worker",
        agencyClearedAt: start,
      }),
      tick("inform-parent-or-guardian"),
    );
  const names = { parentMayBeInvolved: "yes" };

  test.each([
    ["report-added", suspected],
    ["case-raised", confirmed],
  ])(
    "%s: a report that names a parent says that this changed, and what to do",
    async (kind, report) => {
      const out = (await told()).play(of({ ...report, ...names }));
      expect(newest(out, kind)).toMatch(
        /A parent or guardian was told of this case before\. A report now says that a parent or guardian may be involved\..*today that a parent knows\..*safe at home/,
      );
      expect(actOf(out, "offer-referral-to-parent")?.["state"]).toBe("locked");
    },
  );

  test("a report that does not name one, or a case in which none was told, says nothing of it", async () => {
    const other = (await told()).play(of(suspected));
    const untold = await playDay([of(suspected), of({ ...suspected, ...names })]);
    for (const out of [other, untold])
      expect(newest(out, "report-added")).not.toContain("was told of this case before");
  });
});

describe("a danger of a month ago whose calls were made", async () => {
  const danger = { ...suspected, immediateDanger: "yes" };
  const day = await Day.begin();
  day.play(of(danger), edit({ acknowledged: true }), tick("involve-law-enforcement"), tick(call));
  day.sleep("P30D");
  const month = day.workspace.save();

  test.each([
    ["of no danger that adds nothing", { ...suspected, immediateDanger: "no" }, false],
    ["of no danger that raises the case", { ...confirmed, immediateDanger: "no" }, false],
    ["of danger", danger, true],
  ])("a report %s brings the alarm: %s", (_name, report, isAlarm) => {
    day.workspace.resume(month);
    const last = newest(day.play(of(report)));
    expect(/Call 911 now|Open this now/.test(last ?? "")).toBe(isAlarm);
    if (!isAlarm) expect(last).toContain("Tick Danger over in the case row once you are certain");
  });
});

// Days on which law and practice ask for more than the county's steps: a parent at the gate, a coach, a student of 18, a student without a home. Synthetic people only.

const sent = (more: object = {}) => of({ ...suspected, ...more });
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
  test.each([
    ["11th", true],
    [undefined, true],
    ["9th grade", false],
  ])("grade %s: once the call is made, the row asks for it: %s", async (grade, isAsked) => {
    const called = [edit({ acknowledged: true }), tick(call)];
    const words = wordsIn(await playDay([sent({ grade }), ...called]), "Cases");
    expect(words.includes("Parent: is the student 18 or over?")).toBe(isAsked);
  });

  test("the call stays, by other statutes; the lead is told whose record it is, and no mail tells the age", async () => {
    const next = async (isAdult: string) => {
      const day = await Day.after(
        sent({ grade: "12", parentMayBeInvolved: "no" }),
        edit({ isAdult }),
      );
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
    expect([adult, child].map((out) => onlyCase(out)["reviewReasons"])).toEqual([
      ["student-owns-record"],
      [],
    ]);
    expect(mailTo(adult, lead)[0]?.text).toMatch(
      /Ask counsel before you give a parent or guardian/,
    );
  });
});
