/** What a contact or the lead corrects in a case: school, name, id, a risk factor that was reported by mistake. */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay } from "../day/day";
import { call, closing, edit, editOf, merge, noEditTrigger, rowan } from "../day/events";
import { actIdsOf, expectNoStudentData, happened, mailTo, wordsIn } from "../day/look";
import { contact, twoSchools as directory, south } from "../day/people";

const usual = { ...rowan, factors: ["frequently-absent", "substance-abuse-history"] };
const sent = (more: object = {}) => ({ submit: { ...usual, ...more } });
const later = { advance: "PT10M" };

/** The same edits, told of by the trigger and found by the clock. */
const ways = (...edits: readonly object[]): [string, readonly object[]][] => [
  ["by the edit trigger", edits],
  ["by the clock", [noEditTrigger, ...edits, later]],
];

describe("the school", () => {
  test.each(ways(edit({ school: " south middle" })))(
    "is corrected, and the case is the right contact's, %s",
    async (_name, events) => {
      const out = await playCleanDay([sent(), edit({ acknowledged: true }), ...events], {
        directory,
      });
      const corrected = { school: "South Middle", contact: south, acknowledged: false };
      expect(out.cases[0]).toMatchObject({ ...corrected, reviewReasons: [] });
      expect(out.reports[0]).toMatchObject({ school: "North High" });
      const [mail, ...others] = mailTo(out, south).filter(
        ({ message }) => message !== "typed-by-another",
      );
      expect(others).toEqual([]);
      expect(mail).toMatchObject({ message: "case-given", case: "26-0001" });
      expect(mail?.text).toMatch(/The school of this case was corrected: it is yours/);
      expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "South Middle", "North High"]);
    },
  );

  test("that was none of the list is looked at no more; one that is none is put back", async () => {
    const day = await Day.begin({ directory });
    const before = day.play(sent({ school: "Norht Hihg" }));
    expect(before.cases[0]?.["reviewReasons"]).toContain("school-unknown");
    const right = { school: "North High", contact, reviewReasons: [] };
    expect(day.play(edit({ school: "North High" }, "lead")).cases[0]).toMatchObject(right);
    const mails = day.out().inbox.length;
    for (const school of ["Elsewhere High", null])
      expect(day.play(edit({ school })).cases[0]).toMatchObject(right);
    expect(happened(day.out()).filter((what) => what === "edit-put-back")).toHaveLength(2);
    expect(day.out().inbox).toHaveLength(mails);
  });
});

describe("a name or an id", () => {
  const both = [sent({ studentName: "Robin Oak", studentId: "815522" }), sent()];
  test.each([
    ["the id, by a slip beside the name", { studentId: "815523", student: "Robin Oak" }, []],
    ["both, by the clock", { studentId: "815522", student: "Robin Oak" }, [noEditTrigger]],
  ])("corrected is looked for among the other cases: %s", async (_name, set, before) => {
    const out = (await Day.after(...both)).playClean(...before, editOf("26-0002", set), later);
    expect(out.cases).toMatchObject([
      { possibleMatch: ["26-0002"], reports: 1 },
      { ...set, possibleMatch: ["26-0001"], reports: 1 },
    ]);
    expect(JSON.stringify([out.activity, out.inbox])).not.toMatch(/Robin|Oak|815522|815523/);
  });
});

describe("a factor that the lead withdraws", () => {
  const reason = { withdrawFactor: "frequently-absent", withdrawReason: "Was another Rowan." };
  const { withdrawFactor, withdrawReason } = reason;

  test.each([
    ...ways(edit(reason, "lead")),
    ["cell by cell", [edit({ withdrawReason }, "lead"), edit({ withdrawFactor }, "lead")]],
  ] as const)("stays on record and counts no more; the level stays, %s", async (_name, events) => {
    const day = await Day.after(sent());
    const acts = actIdsOf(day.out());
    const out = day.playClean(...events);
    expect(out.cases[0]).toMatchObject({
      factors: ["substance-abuse-history"],
      withdrawnFactors: ["frequently-absent"],
      ...reason,
      level: "at-risk",
      protocols: ["at-risk"],
    });
    expect(actIdsOf(out)).toEqual(acts);
    expect(out.log).toMatchObject([
      { case: "26-0001", what: expect.stringMatching(/withdrawn: .*\. Was another Rowan\./i) },
    ]);
    expect(out.activity.filter(({ what }) => what === "factor-withdrawn")).toMatchObject([
      { from: "frequently-absent" },
    ]);
    expect(JSON.stringify(out.activity)).not.toContain("another Rowan");
    expect(out.reports[0]).toMatchObject({ factors: usual.factors });
  });

  test("waits for its reason, and says so; a second one leaves the first on record; reported again it counts", async () => {
    const day = await Day.after(sent());
    const waiting = day.play(edit({ withdrawFactor }, "lead"));
    expect(waiting.cases[0]).toMatchObject({ factors: usual.factors, withdrawnFactors: [] });
    expect(wordsIn(waiting, "Cases")).toContain("Level: write why the risk factor is withdrawn");
    day.play(edit({ withdrawReason }, "lead"));
    const other = { withdrawFactor: "substance-abuse-history", withdrawReason: "A namesake." };
    const withdrawn = day.play(edit({ withdrawFactor: null }, "lead"), edit(other, "lead"));
    expect(withdrawn.cases[0]).toMatchObject({ factors: [], withdrawnFactors: usual.factors });
    const again = day.play(sent({ factors: ["frequently-absent"] }));
    expect(again.cases[0]).toMatchObject({ factors: ["frequently-absent"] });
  });

  test("adds up with nothing any more, in this case or the next", async () => {
    const day = await Day.after(sent({ factors: ["frequently-absent"] }), edit(reason, "lead"));
    const before = day.workspace.save();
    const two = sent({ factors: ["substance-abuse-history"] });
    expect(day.play(two).cases).toMatchObject([{ level: "below-threshold", reports: 2 }]);
    day.workspace.resume(before);
    const [, ...closed] = closing("26-0001", "no-reasonable-suspicion", call);
    expect(day.play(...closed, two).cases).toMatchObject([
      { status: "closed", level: "below-threshold" },
      { level: "below-threshold", factors: ["substance-abuse-history"], earlierCase: "26-0001" },
    ]);
  });

  test("is put back by a contact", async () => {
    const out = (await Day.after(sent())).play(edit(reason));
    const as = { factors: usual.factors, withdrawnFactors: [], withdrawFactor: null };
    expect(out.cases[0]).toMatchObject(as);
  });

  test("stays withdrawn where a merge that came before is undone", async () => {
    const out = await playCleanDay([
      sent(),
      sent({ studentId: "815522", factors: ["controlled-or-groomed"] }),
      merge("26-0002", "26-0001"),
      edit(reason, "lead"),
      merge("26-0002", null),
    ]);
    expect(out.cases).toMatchObject([
      { factors: ["substance-abuse-history"], withdrawnFactors: ["frequently-absent"] },
      { factors: ["controlled-or-groomed"], withdrawnFactors: [] },
    ]);
  });
});
