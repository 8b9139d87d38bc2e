/** One case over four reports, from one factor to a confirmed victim, while the contact works on it. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { alreadyMade, call, edit, rowan, update } from "../day/events";
import { actsOf, expectNoStudentData, mailTo, onlyCase, wordsIn } from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

describe("from below the threshold to a confirmed victim", async () => {
  const out = await situation("case-four-reports");
  const acts = actsOf(out);
  const of = (id: string) => acts.filter(({ act }) => act === id);

  test("is one case of the highest level with all three protocols", () => {
    expect(onlyCase(out)).toMatchObject({
      level: "confirmed-victim",
      protocols: ["at-risk", "suspected-victim", "confirmed-victim"],
      reports: 4,
      confirmedBy: "law-enforcement",
    });
  });

  test("keeps every tick, with who and when", () => {
    const ticked = ["review-report", call, "submit-mandated-report", "involve-law-enforcement"];
    for (const id of ticked) {
      expect(of(id)).toEqual([
        expect.objectContaining({
          done: true,
          state: "done",
          doneBy: contact,
          doneAt: expect.stringMatching(/^2026-09-01T/),
        }),
      ]);
    }
    expect(of("submit-mandated-report")[0]).toMatchObject({ agencyReference: "CFS-17" });
  });

  test("asks to call again at each rise, naming what is new, at once", () => {
    const updates = of(update);
    expect(updates.map(({ done }) => done)).toEqual([true, false, false]);
    expect(updates.map(({ what }) => what)).toEqual([
      expect.stringContaining("the at-risk protocol now applies"),
      expect.stringContaining("now a suspected victim"),
      expect.stringContaining("now a confirmed victim"),
    ]);
    const received = out.reports.map((report) => Date.parse(String(report["received"])));
    updates.forEach(({ due }, at) => {
      const late = Date.parse(String(due)) - (received[at + 1] ?? 0);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(60_000);
    });
    expect(new Set(updates.map(({ due }) => due)).size).toBe(3);
  });

  test("tells law enforcement, involved before, that it is now confirmed", () => {
    const last = of(update).at(-1);
    expect(last?.["what"]).toMatch(/law enforcement/i);
    expect(String(last?.["call"])).toMatch(/Child and Family Services.*Police/);
    expect(of(update)[0]?.["what"]).not.toMatch(/law enforcement/i);
  });

  test("has the detailed report as a new act, owed 36 hours after it was learned", () => {
    expect(of("submit-detailed-mandated-report")).toMatchObject([
      { done: false, state: "open", due: "2026-09-03T05:15:00.000Z" },
    ]);
  });

  test("sends four mails that say what changed", () => {
    const mails = mailTo(out, contact);
    expect(mails.map(({ message }) => message)).toEqual([
      "case-opened",
      "case-raised",
      "case-raised",
      "case-raised",
    ]);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "North High", "motel"]);
  });
});

const usual = { ...rowan, concerns: ["recruiting-or-exploiting", "suspected-victim"] };

describe.each([
  ["a report that joins", { studentId: "730194" }, []],
  [
    "a case that is merged into it",
    { studentId: undefined },
    [{ edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } } }],
  ],
])(
  "recruitment comes to light in the case of a suspected victim, by %s",
  async (_how, id, then) => {
    const out = await playCleanDay([
      { submit: { ...usual, concerns: ["suspected-victim"] } },
      { edit: { case: "26-0001", act: call, set: { done: true } } },
      { submit: { ...usual, ...id, concerns: ["recruiting-or-exploiting"] } },
      { advance: "PT1M" },
      ...then,
    ]);
    const updates = actsOf(out).filter(({ act }) => act === update);

    test("a protocol more applies, and the level stays", () => {
      expect(out.cases[0]).toMatchObject({
        level: "suspected-victim",
        protocols: ["recruitment-or-exploitation", "suspected-victim"],
      });
    });

    test("the agency is to be called again at once, with what is new", () => {
      expect(updates).toMatchObject([{ done: false, state: "open", due: expect.any(String) }]);
      expect(updates[0]?.["what"]).toMatch(/recruit/i);
    });

    test("the contact is told what now applies as well", () => {
      const mail = mailTo(out, contact).at(-1);
      expect(mail).toMatchObject({ message: "case-raised", case: "26-0001" });
    });
  },
);

test("a consequence ticked before anybody has answered is put back", async () => {
  const out = await playDay([
    { submit: { ...usual, concerns: ["recruiting-or-exploiting"] } },
    { edit: { case: "26-0001", act: "school-consequence", set: { done: true } } },
  ]);
  const act = actsOf(out).find((one) => one["act"] === "school-consequence");
  expect(act).toMatchObject({ done: false, state: "locked" });
  expect(out.activity.map(({ what }) => what)).toContain("edit-put-back");
});

describe("a contact raises the level", async () => {
  const raised = (set: object) =>
    playDay([
      { submit: { ...usual, concerns: ["suspected-victim"] } },
      { edit: { case: "26-0001", set } },
    ]);

  test("with a reason: protocol, acts, the call again, a written report due in 36 hours and a mail", async () => {
    const out = await raised({
      raiseLevelTo: "confirmed-victim",
      raiseReason: "The county says so.",
    });
    expect(onlyCase(out)).toMatchObject({
      level: "confirmed-victim",
      protocols: ["suspected-victim", "confirmed-victim"],
      raiseLevelTo: "confirmed-victim",
      concerns: ["suspected-victim"],
    });
    const ids = actsOf(out).map(({ act }) => act);
    expect(ids).toContain(update);
    const detailed = actsOf(out).find(({ act }) => act === "submit-detailed-mandated-report");
    expect(String(detailed?.["due"])).toMatch(/^2026-09-03T04:0/);
    expect(wordsIn(out, "Cases")).toContain("Level: record which agency confirmed it");
    expect(out.inbox.at(-1)).toMatchObject({ message: "case-raised" });
    expect(out.inbox.at(-1)?.text).not.toContain("The county says so.");
  });

  test("without a reason: nothing rises, and the row asks for one; once it is there, it does", async () => {
    const waiting = await raised({ raiseLevelTo: "confirmed-victim" });
    expect(onlyCase(waiting)).toMatchObject({ level: "suspected-victim" });
    expect(wordsIn(waiting, "Cases")).toContain("Level: write why it is raised");
    const then = await playDay([
      { submit: { ...usual, concerns: ["suspected-victim"] } },
      { edit: { case: "26-0001", set: { raiseLevelTo: "confirmed-victim" } } },
      { edit: { case: "26-0001", set: { raiseReason: "The county says so." } } },
    ]);
    expect(onlyCase(then)).toMatchObject({ level: "confirmed-victim" });
  });

  test("to a lower level, or the same: put back", async () => {
    for (const level of ["at-risk", "suspected-victim"]) {
      const out = await raised({ raiseLevelTo: level, raiseReason: "It seems less." });
      expect(onlyCase(out)).toMatchObject({
        level: "suspected-victim",
        raiseLevelTo: null,
        protocols: ["suspected-victim"],
      });
    }
  });

  test("of a closed case: the case is open again", async () => {
    const out = await playCleanDay([
      { submit: { ...usual, concerns: ["suspected-victim"] } },
      ...alreadyMade("26-0001", call, "involve-law-enforcement", "submit-mandated-report"),
      { edit: { case: "26-0001", set: { closeReason: "agency-took-over" } } },
      { edit: { case: "26-0001", set: { leadAgreed: true } }, as: "lead" },
      { edit: { case: "26-0001", set: { status: "closed" } } },
      edit({ raiseLevelTo: "confirmed-victim", raiseReason: "The county says so." }),
    ]);
    expect(onlyCase(out)).toMatchObject({
      level: "confirmed-victim",
      status: "open",
      leadAgreed: false,
    });
    expect(out.activity.map(({ what }) => what)).toContain("case-reopened");
  });
});
