/** Days about what people are told: other people's calls and their own duty, what waits and what does not, and what is planned. */

import { describe, expect, test } from "vitest";
import { Day, playDay, start } from "../day/day";
import { call, edit, hour, minutes, rowan, tick, update } from "../day/events";
import { actIdsOf, actOf, kinds, mailTo, type Output, onlyCase, wordsOf } from "../day/look";
import { contact, lead } from "../day/people";

const atRisk = { submit: { ...rowan, grade: "10", factors: ["controlled-or-groomed"] } };
const of = (more: object) => ({ submit: { ...rowan, grade: "10", ...more } });
const suspected = { concerns: ["suspected-victim"] };
const confirmed = { concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" };
/** The day in the district, which is seven hours behind UTC in September. */
const dayOf = (value: unknown) =>
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
    ["with a suspected victim: the next school day", {}, [of(suspected)], "2026-09-02"],
    ["on a Friday: Monday", { start: "2026-09-11T14:00:00-07:00" }, [of(suspected)], "2026-09-14"],
    ["with a student at risk: after a week", {}, [atRisk], "2026-09-08"],
    ["once a victim is suspected: sooner", {}, [atRisk, of(suspected)], "2026-09-02"],
  ])("%s", async (_name, rest, events, due) => {
    const out = await playDay(events, rest);
    expect(dayOf(actOf(out, "regular-contact")?.["due"])).toBe(due);
    expect(dayOf(onlyCase(out)["nextCheckIn"])).toBe(due);
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
    expect(dayOf(actOf(out, "regular-contact")?.["due"])).toBe("2026-09-10");
  });
});

test.each([
  ["marin-2019", "Suspected victim"],
  ["us-ed-2021", "Suspected trafficking"],
])(
  "%s: labor, where no box names it: free text alone is read, by what the law asks",
  async (protocol, level) => {
    const facts = "Her uncle keeps her passport. She owes him money and is afraid for her sister.";
    const directory = { settings: { protocol } };
    const out = await playDay([{ submit: { school: "North High", facts } }], { directory });
    const { what, statutes } = actOf(out, "review-report") ?? {};
    expect(what).toContain("papers that someone else holds, fear for the family, or work instead");
    expect(what).toContain(`raise the level to “${level}”`);
    expect(what).toMatch(/By law \(PC 11166\): .*written mandated report within 36 hours/);
    expect(statutes).toContain("PC 11166");
    expect(actOf(out, call)?.["state"]).toBe("open");
    expect(newest(out)).toContain("forced labor");
  },
);

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

  test("so does one of no danger while no call is on record", async () => {
    const out = await playDay([of(danger), of({ ...confirmed, immediateDanger: "no" })]);
    expect(newest(out)).toContain("Call 911 now");
  });
});

test("once a student is 18 the lead is told whose record it is, and no mail tells the age", async () => {
  const day = await Day.after(of({ ...suspected, grade: "12" }), edit({ isAdult: "yes" }));
  const out = day.out();
  expect(onlyCase(out)["reviewReasons"]).toEqual(["student-owns-record"]);
  expect(kinds(mailTo(out, lead))).toEqual(["review-needed"]);
  expect(mailTo(out, lead).map(wordsOf).join()).toMatch(
    /who owns the student's record[\s\S]*Ask counsel before you give a parent or guardian anything from the record/,
  );
  expect(out.inbox.map(wordsOf).join()).not.toMatch(/18 or over/);
  expect(onlyCase(day.play(edit({ isAdult: "no" })))["reviewReasons"]).toEqual([]);
});
