/** How a case ends: no duty in silence, the lead's agreement for one state of the case, and how it goes on. */
import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { alreadyMade, call, edit, tick } from "../day/events";
import { actsOf, caseOf, mailTo, onlyCase } from "../day/look";
import { contact, teacher } from "../day/people";
import { isEveryPoint } from "../every-point";

const below = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  factors: ["frequently-absent"],
  reporterName: "Tess",
  reporterEmail: teacher,
};
const atRisk = { ...below, factors: ["controlled-or-groomed"] };
const victim = { ...below, factors: [], concerns: ["suspected-victim"] };
const agreed = edit({ leadAgreed: true }, "lead");
const closed = edit({ status: "closed" });
const because = (closeReason: string, more: object = {}) => edit({ closeReason, ...more });
const duties = [call, "involve-law-enforcement", "submit-mandated-report"];

async function statusAfter(report: object, events: readonly unknown[]): Promise<unknown> {
  const out = (await Day.after({ submit: report })).play(...events);
  expect(out.errors).toEqual([]);
  return onlyCase(out)["status"];
}

describe("a case with an open duty", () => {
  const tookOver = because("agency-took-over");
  test.each<[string, readonly unknown[], string]>([
    ["the lead's agreement alone", [tookOver, agreed, closed], "open"],
    ["who made it, alone", [...alreadyMade("26-0001", ...duties), tookOver, closed], "open"],
    [
      "one of them left",
      [...alreadyMade("26-0001", ...duties.slice(1)), tookOver, agreed, closed],
      "open",
    ],
    [
      "a tick of “already made” that says nothing more",
      [...duties.map((act) => tick(act, { alreadyMade: true })), tookOver, agreed, closed],
      "open",
    ],
    ["both", [...alreadyMade("26-0001", ...duties), tookOver, agreed, closed], "closed"],
    [
      "the agency's references, written after the ticks",
      [
        ...duties.map((act) => tick(act, { alreadyMade: true })),
        ...duties.map((act, at) => tick(act, { agencyReference: `R-${at}` })),
        tookOver,
        agreed,
        closed,
      ],
      "closed",
    ],
  ])("closes by both: %s", async (_name, events, status) => {
    expect(await statusAfter(victim, events)).toBe(status);
  });

  test("shows what was made already as done, and who made it", async () => {
    const out = await playDay([{ submit: victim }, ...alreadyMade("26-0001", call)]);
    expect(actsOf(out)[0]).toMatchObject({
      act: call,
      state: "done",
      done: false,
      alreadyMade: true,
      madeBy: "The county's own worker",
    });
    expect(out.inbox.map(({ message }) => message)).not.toContain("call-overdue");
  });
});

describe("a suspected victim, with everything done", async () => {
  const acts = actsOf((await Day.after({ submit: victim })).out()).map(({ act }) => String(act));
  const every = acts.map((act) =>
    duties.includes(act) || act === "regular-contact"
      ? tick(act)
      : tick(act, { notApplicableBecause: "The agency does." }),
  );

  test.each([
    ["not without the lead", [closed], "open"],
    ["with the lead", [agreed, closed], "closed"],
  ])("is closed %s", async (_name, events, status) => {
    expect(await statusAfter(victim, [...every, ...events])).toBe(status);
  });
});

describe("no reasonable suspicion, and entered by mistake", () => {
  const no = (more: object = {}) => because("no-reasonable-suspicion", more);
  const mistake = (more: object = {}) => because("entered-by-mistake", more);
  const notes = { notes: "It was the flu." };
  test.each<[string, object, readonly unknown[], string]>([
    ["no suspicion, without the lead", below, [no(notes), closed], "open"],
    ["no suspicion, without words", below, [no(), agreed, closed], "open"],
    ["no suspicion, with both", below, [no(notes), agreed, closed], "closed"],
    [
      "no suspicion, with words where the report is read",
      below,
      [no(), tick("review-report", { notes: "It was the flu." }), agreed, closed],
      "closed",
    ],
    ["no suspicion, at risk", atRisk, [no(notes), agreed, closed], "open"],
    ["a mistake, at risk, without words", atRisk, [mistake(), agreed, closed], "open"],
    ["a mistake, at risk, with both", atRisk, [mistake(notes), agreed, closed], "closed"],
    ["a mistake, of a victim, with both", victim, [mistake(notes), agreed, closed], "closed"],
    ["a mistake, of a victim, without the lead", victim, [mistake(notes), closed], "open"],
  ])("%s", async (_name, report, events, status) => {
    expect(await statusAfter(report, events)).toBe(status);
  });

  test("end the desk's duty on record; the reporter's own is asked after until it is confirmed", async () => {
    const ended = [{ submit: below }, no(notes), agreed, closed];
    const threeMornings = async (...events: readonly unknown[]) => {
      const day = await Day.begin();
      day.play(...events);
      for (let morning = 1; morning <= 3; morning += 1) {
        day.sleep(morning === 1 ? "PT22H30M" : "PT23H30M");
        day.play({ advance: "PT30M" });
      }
      return day.out();
    };
    const out = await threeMornings(...ended);
    expect(out.activity.filter(({ what }) => what === "duty-ended")).toMatchObject([
      { case: "26-0001", from: call, to: "no-reasonable-suspicion" },
    ]);
    expect(actsOf(out)[0]).toMatchObject({ act: call, state: "open", done: false });
    expect(onlyCase(out)).toMatchObject({ status: "closed", nextDue: null });
    expect(out.inbox.map(({ message }) => message)).not.toContain("call-overdue");
    const digests = mailTo(out, contact).filter(({ message }) => message === "digest");
    expect(digests.length).toBeGreaterThan(1);
    expect(digests.at(-1)?.text).toMatch(/26-0001/i);
    expect(digests.at(-1)?.text).toContain("A reporter's own written report (not confirmed)");
    const confirmed = await threeMornings(...ended, {
      edit: { tab: "reports", case: "26-0001", set: { writtenReportConfirmed: true } },
    });
    expect(confirmed.inbox.map(({ message }) => message)).not.toContain("digest");
  });
});

describe("an agreement is to one state of the case", () => {
  const again = { submit: atRisk };
  const namesake = { submit: { ...atRisk, studentId: "730195" } };
  const agreedDay = () =>
    Day.after(
      { submit: atRisk },
      ...alreadyMade("26-0001", call, "submit-mandated-report"),
      because("agency-took-over"),
      agreed,
    );
  test.each<[string, readonly unknown[]]>([
    ["a report", [again]],
    ["a tick that is taken back", [tick(call, { alreadyMade: false }), tick(call)]],
    [
      "another reason for closing",
      [because("entered-by-mistake", { notes: "A namesake." }), because("agency-took-over")],
    ],
    [
      "a merge",
      [namesake, { edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } }, as: "contact" }],
    ],
    [
      "a merge with a case that is closed",
      [
        namesake,
        ...[
          ...alreadyMade("26-0002", call, "submit-mandated-report"),
          { edit: { case: "26-0002", set: { closeReason: "agency-took-over" } } },
          { edit: { case: "26-0002", set: { leadAgreed: true } }, as: "lead" },
          { edit: { case: "26-0002", set: { status: "closed" } } },
          { edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } } },
        ],
      ],
    ],
    ["a rise", [edit({ raiseLevelTo: "suspected-victim", raiseReason: "The county says so." })]],
  ])("%s ends it", async (_name, events) => {
    const out = (await agreedDay()).play(...events, closed);
    expect(out.cases[0]).toMatchObject({ status: "open", leadAgreed: false });
    expect(out.activity.map(({ what }) => what)).toContain("agreement-ended");
  });

  test("so does a reopening", async () => {
    const events = [closed, edit({ status: "open" }), because("agency-took-over"), closed];
    const out = (await agreedDay()).play(...events);
    expect(onlyCase(out)).toMatchObject({ status: "open", leadAgreed: false });
  });
});

describe("in a closed case", () => {
  const done = [
    tick(call),
    ...alreadyMade("26-0001", "submit-mandated-report"),
    because("agency-took-over"),
    agreed,
    closed,
  ];
  const written = "submit-mandated-report";
  const byReference = [
    tick(call),
    tick(written, { alreadyMade: true, agencyReference: "R-17" }),
    ...done.slice(2),
  ];
  const byMistake = [because("entered-by-mistake", { notes: "A namesake." }), agreed, closed];
  const mistaken = because("entered-by-mistake", { notes: "A namesake." });
  test.each<[string, readonly unknown[], unknown]>([
    ["a tick that is taken back", done, tick(call, { done: false })],
    ["a word that it was made, taken back", done, tick(written, { alreadyMade: false })],
    ["who made it, emptied", done, tick(written, { madeBy: null })],
    ["the agency's reference, emptied", byReference, tick(written, { agencyReference: " " })],
    ["the reason for closing, emptied", done, edit({ closeReason: null })],
    ["another reason than the lead agreed to", done, mistaken],
    ["the lead's agreement, taken back", done, edit({ leadAgreed: false }, "lead")],
    ["why no call was made, emptied", byMistake, edit({ notes: null })],
  ])("%s opens it again, whoever finds it", async (name, ended, edit) => {
    const before = await Day.after({ submit: atRisk }, ...ended);
    expect(onlyCase(before.out())).toMatchObject({ status: "closed", leadAgreed: true });
    const lost = { account: { removeTrigger: "onRegisterEdit" } };
    // The rule is one for all of them, and so is the way of the clock to it.
    const isOfClock = isEveryPoint || /^a tick|^why/.test(name);
    for (const events of [[edit], ...(isOfClock ? [[lost, edit, { advance: "PT10M" }]] : [])]) {
      const out = (await Day.after({ submit: atRisk }, ...ended)).play(...events);
      expect(out.errors).toEqual([]);
      expect(onlyCase(out)).toMatchObject({ status: "open", leadAgreed: false, closeReason: null });
      const what = out.activity.map((line) => line["what"]);
      expect(what).toContain("case-reopened");
      expect(what.filter((one) => one === "case-reopened")).toHaveLength(1);
    }
  });

  test("why an act does not apply, emptied, opens one that was closed because all was finished", async () => {
    const acts = actsOf((await Day.after({ submit: below })).out()).map(({ act }) => String(act));
    const every = acts.map((act) =>
      act === call ? tick(act) : tick(act, { notApplicableBecause: "Spoke with the reporter." }),
    );
    const [, other] = acts;
    const emptied = tick(other ?? "", { notApplicableBecause: null });
    const out = await playDay([{ submit: below }, ...every, closed]);
    expect(onlyCase(out)).toMatchObject({ status: "closed", closeReason: "all-acts-finished" });
    expect(await statusAfter(below, [...every, closed, emptied])).toBe("open");
  });

  test("a lead may put another reason in place of the one agreed to", async () => {
    const other = edit({ closeReason: "entered-by-mistake", notes: "A namesake." }, "lead");
    const out = (await Day.after({ submit: atRisk }, ...done)).play(other);
    expect(onlyCase(out)).toMatchObject({ status: "closed", leadAgreed: true });
  });

  test("a duty that ended with a mistake is owed again in the case that it is merged into", async () => {
    const second = (set: object, as = "contact") => ({ edit: { case: "26-0002", set }, as });
    const day = await Day.after({ submit: atRisk }, ...done);
    const out = day.playClean(
      { submit: { ...atRisk, studentId: "730195" } },
      { edit: { case: "26-0002", act: call, set: { done: true } } },
      second({ closeReason: "entered-by-mistake", notes: "A namesake." }),
      second({ leadAgreed: true }, "lead"),
      second({ status: "closed" }),
      second({ sameStudentAs: "26-0001" }),
    );
    expect(out.cases[0]).toMatchObject({ status: "open", leadAgreed: false });
    expect(
      actsOf(out, "26-0002").filter((act) => act["act"] === written && act["state"] === "open"),
    ).toHaveLength(1);
    expect(String(out.cases[0]?.["openMatters"])).toMatch(/1 call or report is open/);
  });

  test("what was taken back is found by the clock also where hundreds of cases came after", async () => {
    const [reference, act] = ["26-0003", call];
    const tickedBack = { edit: { case: reference, act, set: { done: false } } };
    const out = await playCleanDay(
      [{ account: { removeTrigger: "onRegisterEdit" } }, tickedBack, { advance: "PT90M" }],
      { seed: { cases: 300 } },
      { every: 60 },
    );
    expect(out.refused).toEqual([]);
    expect(caseOf(out, reference)).toMatchObject({ status: "open" });
    expect(out.activity.filter(({ what }) => what === "case-reopened")).toHaveLength(1);
  });

  test("what a contact may not take back leaves it closed", async () => {
    const out = (await Day.after({ submit: atRisk }, ...done)).play(edit({ leadAgreed: false }));
    expect(onlyCase(out)).toMatchObject({ status: "closed", leadAgreed: true });
  });

  test("anything else leaves it closed", async () => {
    const day = await Day.after({ submit: atRisk }, ...done);
    const out = day.play(tick("co-create-action-plan"), tick(call, { notes: "Spoke with Kim." }));
    expect(onlyCase(out)).toMatchObject({ status: "closed", leadAgreed: true });
  });
});

describe("a school consequence, once somebody ruled out that the student is a victim", () => {
  const recruiter = {
    ...below,
    factors: [],
    concerns: ["recruiting-or-exploiting"],
    studentRole: "may-be-recruiting",
  };
  const stateAfter = async (report: object) => {
    const day = await Day.after({ submit: recruiter }, edit({ mayBeVictim: "no" }));
    const asked = { case: "26-0001", act: "tell-title-ix-coordinator", set: { done: true } };
    day.play({ edit: asked, as: "lead" });
    const out = day.play({ submit: { ...recruiter, ...report } });
    const act = actsOf(out).find((one) => one["act"] === "school-consequence");
    return [act?.["state"], onlyCase(out)["mayBeVictim"]];
  };

  test.each([
    ["that the student may be targeted", { studentRole: "may-be-targeted" }],
    ["both", { studentRole: "both" }],
    ["that somebody controls the student", { factors: ["controlled-or-groomed"] }],
  ])("is locked again by a later report that says %s", async (_name, report) => {
    expect(await stateAfter(report)).toEqual(["locked", null]);
  });

  test("stays open after one that says nothing of it", async () => {
    expect(await stateAfter({ factors: ["frequently-absent"] })).toEqual(["open", "no"]);
  });
});
