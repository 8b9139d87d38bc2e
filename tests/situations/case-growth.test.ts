/** One case over four reports, from one factor to a confirmed victim, while the contact works on it; and a level that a contact raises. */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay } from "../day/day";
import { call, closing, edit, merge, rowan, tick, update } from "../day/events";
import {
  actIdsOf,
  actOf,
  actsOf,
  expectNoStudentData,
  happened,
  kinds,
  mailTo,
  onlyCase,
  wordsIn,
} from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

describe("from below the threshold to a confirmed victim", async () => {
  const out = await situation("case-four-reports");
  const of = (id: string) => actsOf(out).filter(({ act }) => act === id);

  test("is one case of the highest level with all three protocols, told by emails that say what changed", () => {
    expect(onlyCase(out)).toMatchObject({
      level: "confirmed-victim",
      protocols: ["at-risk", "suspected-victim", "confirmed-victim"],
      reports: 4,
      confirmedBy: "law-enforcement",
    });
    const raised = ["case-raised", "case-raised", "case-raised"];
    expect(kinds(mailTo(out, contact))).toEqual(["case-opened", ...raised]);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "North High", "motel"]);
  });

  test("keeps every tick, with who and when; the detailed report is a new act", () => {
    const ticked = ["review-report", call, "submit-mandated-report", "involve-law-enforcement"];
    for (const id of ticked) {
      const doneAt = expect.stringMatching(/^2026-09-01T/);
      const kept = { done: true, state: "done", doneBy: contact, doneAt };
      expect(of(id)).toEqual([expect.objectContaining(kept)]);
    }
    expect(of("submit-mandated-report")[0]).toMatchObject({ agencyReference: "CFS-17" });
    expect(of("submit-detailed-mandated-report")).toMatchObject([
      { done: false, state: "open", due: "2026-09-03T05:15:00.000Z" },
    ]);
  });

  test("asks to call again at each rise, at once, naming what is new and who knew of it before", () => {
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
    expect(String(updates.at(-1)?.["call"])).toMatch(/Child and Family Services.*Police/);
    expect(updates[0]?.["what"]).not.toMatch(/law enforcement/i);
  });
});

const usual = { ...rowan, concerns: ["suspected-victim"] };
const recruits = { ...usual, concerns: ["recruiting-or-exploiting"] };

test.each([
  ["a report that joins", recruits, []],
  ["a merge", { ...recruits, studentId: undefined }, [merge("26-0002", "26-0001")]],
])(
  "a protocol more by %s: the level stays, the agency is called again",
  async (_, report, then) => {
    const out = await playCleanDay([{ submit: usual }, tick(call), { submit: report }, ...then]);
    expect(out.cases[0]).toMatchObject({
      level: "suspected-victim",
      protocols: ["recruitment-or-exploitation", "suspected-victim"],
    });
    const updates = actsOf(out).filter(({ act }) => act === update);
    expect(updates).toMatchObject([{ done: false, state: "open", due: expect.any(String) }]);
    expect(updates[0]?.["what"]).toMatch(/recruit/i);
    expect(mailTo(out, contact).at(-1)).toMatchObject({ message: "case-raised", case: "26-0001" });
  },
);

describe("a contact raises the level", () => {
  const reason = { raiseReason: "The county says so." };
  const raised = async (...sets: readonly object[]) =>
    (await Day.after({ submit: usual })).play(...sets.map((set) => edit(set)));

  test("without a reason nothing rises, and the row asks for one; with it come acts, a call, 36 hours, a mail", async () => {
    const waiting = await raised({ raiseLevelTo: "confirmed-victim" });
    expect(onlyCase(waiting)).toMatchObject({ level: "suspected-victim" });
    expect(wordsIn(waiting, "Cases")).toContain("Level: write why it is raised");
    const out = await raised({ raiseLevelTo: "confirmed-victim" }, reason);
    expect(onlyCase(out)).toMatchObject({
      level: "confirmed-victim",
      protocols: ["suspected-victim", "confirmed-victim"],
      concerns: ["suspected-victim"],
    });
    expect(actIdsOf(out)).toContain(update);
    const detailed = actOf(out, "submit-detailed-mandated-report");
    expect(String(detailed?.["due"])).toMatch(/^2026-09-03T04:0/);
    expect(wordsIn(out, "Cases")).toContain("Level: record which agency confirmed it");
    expect(out.inbox.at(-1)).toMatchObject({ message: "case-raised" });
    expect(out.inbox.at(-1)?.text).not.toContain("The county says so.");
  });

  test.each(["at-risk", "suspected-victim"])(
    "to %s, which is no higher: put back",
    async (level) => {
      const out = await raised({ raiseLevelTo: level, ...reason });
      const protocols = ["suspected-victim"];
      expect(onlyCase(out)).toMatchObject({ level: protocols[0], raiseLevelTo: null, protocols });
    },
  );

  test("of a closed case: the case is open again", async () => {
    const duties = [call, "involve-law-enforcement", "submit-mandated-report"];
    const closed = closing("26-0001", "agency-took-over", ...duties);
    const day = await Day.after({ submit: usual }, ...closed);
    const out = day.playClean(edit({ raiseLevelTo: "confirmed-victim", ...reason }));
    expect(onlyCase(out)).toMatchObject({ level: "confirmed-victim", status: "open" });
    expect(onlyCase(out)["leadAgreed"]).toBe(false);
    expect(happened(out)).toContain("case-reopened");
  });
});
