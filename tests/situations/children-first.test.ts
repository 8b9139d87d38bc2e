/** Days about what people are told: other people's calls and their own duty, what waits and what does not, and what is planned. */
import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { rowan } from "../day/events";
import { actsOf, mailTo, onlyCase, wordsOf } from "../day/look";

const student = { ...rowan, grade: "10" };
const atRisk = { ...student, factors: ["controlled-or-groomed"] };
const suspected = { ...student, concerns: ["suspected-victim"] };
const confirmed = { ...student, concerns: ["confirmed-victim"], confirmedBy: "law-enforcement" };
const tuesday = { start: "2026-09-01T09:00:00-07:00" };
type Out = Awaited<ReturnType<typeof playDay>>;
const act = (out: Out, id: string) => {
  const found = actsOf(out, "26-0001").find((one) => one["act"] === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
/** The day in the district, which is seven hours behind UTC in September. */
const dayOf = (value: unknown) =>
  new Date(Date.parse(String(value)) - 7 * 3_600_000).toISOString().slice(0, 10);
const edit = (set: object, as = "contact") => ({ edit: { case: "26-0001", set }, as });

describe("a call that somebody made", () => {
  test.each<[string, readonly object[]]>([
    ["nobody has acknowledged", [{ submit: suspected }, { advance: "PT3H" }]],
    ["it is given to the backup contact", [{ submit: suspected }, edit({ steppedAside: "x" })]],
    [
      "danger goes unanswered",
      [{ submit: { ...suspected, immediateDanger: "yes" } }, { advance: "PT1H" }],
    ],
  ])("%s: never without the reader's own duty beside it", async (_name, events) => {
    const out = await playDay(events, tuesday, { isAsleep: true });
    const telling = out.inbox
      .map(wordsOf)
      .filter((words) => words.includes("the district's call is recorded"));
    expect(telling.length).toBeGreaterThan(0);
    for (const words of telling) {
      expect(words).toMatch(
        /Your own duty to report stays \(PC 11166\)\..*may agree that one of them calls and signs\. If you learn that it was not done, you must do it/,
      );
    }
    expect(out.inbox.map(wordsOf).join()).not.toMatch(/do not call again/i);
  });
});

test("the review of the placement is open from the start, and tells no parent; the parent's own steps stay locked", async () => {
  const out = await playDay([{ submit: confirmed }], tuesday);
  expect(act(out, "review-school-placement")["state"]).toBe("open");
  expect(act(out, "inform-parent-or-guardian")["state"]).toBe("locked");
  const done = await playDay(
    [
      { submit: confirmed },
      edit({ acknowledged: true }),
      {
        edit: { case: "26-0001", act: "review-school-placement", set: { done: true } },
        as: "contact",
      },
      { submit: confirmed },
    ],
    tuesday,
  );
  expect(act(done, "review-school-placement")["state"]).toBe("done");
  expect(actsOf(done, "26-0001").map((one) => one["act"])).not.toContain(
    "update-child-and-family-services",
  );
});

describe("the first contact", () => {
  test("with a suspected victim: the next school day, then each week", async () => {
    const out = await playDay(
      [
        { submit: suspected },
        { advance: "P1D" },
        { edit: { case: "26-0001", act: "regular-contact", set: { done: true } }, as: "contact" },
      ],
      tuesday,
      { isAsleep: true },
    );
    const first = await playDay([{ submit: suspected }], tuesday);
    expect(dayOf(act(first, "regular-contact")["due"])).toBe("2026-09-02");
    expect(dayOf(onlyCase(first)["nextCheckIn"])).toBe("2026-09-02");
    expect(dayOf(act(out, "regular-contact")["due"])).toBe("2026-09-09");
  });

  test("on a Friday: Monday", async () => {
    const out = await playDay([{ submit: suspected }], { start: "2026-09-11T14:00:00-07:00" });
    expect(dayOf(act(out, "regular-contact")["due"])).toBe("2026-09-14");
  });

  test("with a student at risk after a week; once a victim is suspected, on the next school day", async () => {
    const out = await playDay([{ submit: atRisk }], tuesday);
    expect(dayOf(act(out, "regular-contact")["due"])).toBe("2026-09-08");
    const raised = await playDay([{ submit: atRisk }, { submit: suspected }], tuesday);
    expect(dayOf(act(raised, "regular-contact")["due"])).toBe("2026-09-02");
    expect(dayOf(onlyCase(raised)["nextCheckIn"])).toBe("2026-09-02");
  });

  test("is planned in every mail, and late only once its day is over", async () => {
    const out = await playDay(
      [{ submit: suspected }, edit({ acknowledged: true }), { advance: "P2D" }],
      tuesday,
      { isAsleep: true },
    );
    const digests = mailTo(out, "contact@district.example")
      .filter(({ message }) => message === "digest")
      .map(wordsOf);
    expect(digests[0]).toContain("Regular contact, planned for Wed Sep 2");
    expect(digests[1]).toContain("Late: Regular contact, was planned for Wed Sep 2");
  });
});

describe("labor, where no box names it", () => {
  test.each([
    ["marin-2019", "Suspected victim"],
    ["us-ed-2021", "Suspected trafficking"],
  ])(
    "%s: free text alone is read, with what a mandated report asks beside it",
    async (protocol, level) => {
      const facts =
        "Her uncle keeps her passport. She owes him money and is afraid for her sister.";
      const out = await playDay([{ submit: { school: "North High", facts } }], {
        ...tuesday,
        directory: { settings: { protocol } },
      });
      const { what, statutes } = act(out, "review-report");
      expect(what).toContain(
        "papers that someone else holds, fear for the family, or work instead",
      );
      expect(what).toContain(`raise the level to “${level}”`);
      expect(what).toMatch(/By law \(PC 11166\): .*written mandated report within 36 hours/);
      expect(statutes).toContain("PC 11166");
      expect(act(out, "call-child-and-family-services")["state"]).toBe("open");
      expect(mailTo(out, "contact@district.example").map(wordsOf).join()).toContain("forced labor");
    },
  );
});

describe("a parent had been told", () => {
  const told = [
    { submit: suspected },
    edit({ parentMayBeInvolved: "no", victimConsulted: "2026-09-01" }),
    {
      edit: { case: "26-0001", act: "call-child-and-family-services", set: { done: true } },
      as: "contact",
    },
    edit({
      agencyCleared: "child-and-family-services",
      agencyClearedBy: "A. Worker",
      agencyClearedAt: "2026-09-01T09:00:00-07:00",
    }),
    {
      edit: { case: "26-0001", act: "inform-parent-or-guardian", set: { done: true } },
      as: "contact",
    },
  ];
  const newest = (out: Out, kind: string) =>
    mailTo(out, "contact@district.example")
      .filter(({ message }) => message === kind)
      .map(wordsOf)
      .at(-1);

  test.each([
    ["report-added", { ...suspected, parentMayBeInvolved: "yes" }],
    ["case-raised", { ...confirmed, parentMayBeInvolved: "yes" }],
  ])(
    "%s: a report that names a parent says that this changed, and what to do",
    async (kind, report) => {
      const out = await playDay([...told, { submit: report }], tuesday);
      expect(newest(out, kind)).toMatch(
        /A parent or guardian was told of this case before\. A report now says that a parent or guardian may be involved\..*today that a parent knows\..*safe at home/,
      );
      expect(act(out, "offer-referral-to-parent")["state"]).toBe("locked");
    },
  );

  test("a report that does not name one, or a case in which none was told, says nothing of it", async () => {
    const other = await playDay([...told, { submit: suspected }], tuesday);
    const untold = await playDay(
      [{ submit: suspected }, { submit: { ...suspected, parentMayBeInvolved: "yes" } }],
      tuesday,
    );
    for (const out of [other, untold]) {
      expect(newest(out, "report-added")).not.toContain("was told of this case before");
    }
  });
});

describe("a danger of a month ago whose calls were made", () => {
  const made = (id: string) => ({
    edit: { case: "26-0001", act: id, set: { done: true } },
    as: "contact",
  });
  const danger = { ...suspected, immediateDanger: "yes" };
  const month = [
    { submit: danger },
    edit({ acknowledged: true }),
    made("involve-law-enforcement"),
    made("call-child-and-family-services"),
    { advance: "P30D" },
  ];
  const lastTo = (out: Out) => mailTo(out, "contact@district.example").map(wordsOf).at(-1);

  test.each([
    ["that adds nothing", suspected],
    ["that raises the case", confirmed],
  ])("a report of no danger %s does not bring the alarm", async (_name, report) => {
    const out = await playDay(
      [...month, { submit: { ...report, immediateDanger: "no" } }],
      tuesday,
      { isAsleep: true, every: 720 },
    );
    expect(lastTo(out)).not.toMatch(/Call 911 now|Urgent/);
    expect(lastTo(out)).toContain("Tick Danger over in the case row once it is certain");
  });

  test("a report of danger does, and so does one while no call is on record", async () => {
    const again = await playDay([...month, { submit: danger }], tuesday, {
      isAsleep: true,
      every: 720,
    });
    expect(lastTo(again)).toContain("Call 911 now");
    const uncalled = await playDay(
      [{ submit: danger }, { submit: { ...confirmed, immediateDanger: "no" } }],
      tuesday,
    );
    expect(lastTo(uncalled)).toContain("Call 911 now");
  });
});

test("once a student is 18 the lead is told whose record it is, and no mail tells the age", async () => {
  const out = await playDay(
    [{ submit: { ...suspected, grade: "12" } }, edit({ isAdult: "yes" })],
    tuesday,
  );
  expect(onlyCase(out)["reviewReasons"]).toEqual(["student-owns-record"]);
  const toLead = mailTo(out, "lead@district.example");
  expect(toLead.map(({ message }) => message)).toEqual(["review-needed"]);
  expect(toLead.map(wordsOf).join()).toMatch(
    /who owns the student's record[\s\S]*Before anything of the record goes to a parent or guardian, ask counsel/,
  );
  expect(out.inbox.map(wordsOf).join()).not.toMatch(/18 or over/);
  const back = await playDay(
    [{ submit: { ...suspected, grade: "12" } }, edit({ isAdult: "yes" }), edit({ isAdult: "no" })],
    tuesday,
  );
  expect(onlyCase(back)["reviewReasons"]).toEqual([]);
});
