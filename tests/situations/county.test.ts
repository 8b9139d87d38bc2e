/** A made-up county, all of it one file outside src/: its levels, with their acts, numbers and deadlines, and its waiting times. */
import { describe, expect, test } from "vitest";
import { actIdsOf, actsOf, type Output, onlyCase, wordsOf } from "../day/look";
import { contact } from "../day/people";
import { quillwater2025 } from "../packs/quillwater-2025";
import { countyDay, countyDays, ofMarin, report } from "./county";

const actIn = (out: Output, id: string) => actsOf(out).find(({ act }) => act === id);
const minutesTo = (at: string) => (Date.parse(at) - Date.parse("2026-09-01T16:00:00Z")) / 60_000;
/** Who was told what, in whole minutes after nine. */
const told = (out: Output, kind: string) =>
  out.inbox.flatMap(({ at, to, message }) =>
    message === kind ? [`${Math.floor(minutesTo(at))} ${to.join().split("@")[0]}`] : [],
  );

const ring = "Quillwater Youth Safety (555) 555-0111";
const marshal = "Quill Marshals (555) 555-0112";

interface Level {
  readonly answers: object;
  readonly level: string;
  readonly protocols: readonly string[];
  readonly acts: readonly string[];
  readonly steps: readonly string[];
}

const amber = {
  level: "stage-amber",
  protocols: ["stage-amber"],
  acts: ["ring-youth-safety", "write-to-youth-safety", "weekly-adult"],
  steps: ["stage-amber 1", "stage-amber 2", "stage-amber 3"],
} as const;

const red = {
  level: "stage-red",
  protocols: ["stage-red"],
  acts: [
    "ring-youth-safety",
    "ring-marshal",
    "write-to-youth-safety",
    "harbor-assessment",
    "speak-with-family",
  ],
  steps: ["stage-red 1", "stage-red 2", "stage-red 3", "stage-red 4"],
} as const;

const levels: Readonly<Record<string, Level>> = {
  "nothing that the county counts": {
    answers: {},
    level: "unsorted",
    protocols: [],
    acts: ["ring-youth-safety", "read-and-ask"],
    steps: [],
  },
  "one sign at home": {
    answers: { factors: ["no-papers"] },
    level: "watchful",
    protocols: [],
    acts: ["ring-youth-safety", "read-and-ask"],
    steps: [],
  },
  "two signs at home": {
    ...amber,
    answers: { factors: ["nights-away", "debt-at-home"] },
  },
  "three signs at school": {
    ...amber,
    answers: { factors: ["sleeps-in-class", "new-gifts", "older-driver"] },
  },
  "one grave sign, which leads straight to the second stage": {
    ...red,
    answers: { factors: ["branded"] },
  },
  "a concern": {
    ...red,
    answers: { concerns: ["thought-trafficked"] },
  },
  "established, by somebody whose word settles nothing": {
    answers: { concerns: ["established-trafficked"], confirmedBy: "student-says" },
    level: "stage-established",
    protocols: ["stage-established"],
    acts: [
      "ring-youth-safety",
      "ring-marshal",
      "harbor-assessment",
      "hold-sanction",
      "weekly-adult",
    ],
    steps: [1, 2, 3, 4].map((step) => `stage-established ${step}`),
  },
};

describe.each(Object.entries(levels))("%s", async (_name, expected) => {
  const out = await countyDay(report({ ...expected.answers, reporterEmail: contact }));
  const acts = actsOf(out);

  test("opens a case of that level under that county's protocol, and ends no run", () => {
    expect(out.errors).toEqual([]);
    const { level, protocols } = expected;
    const protocolVersion = "quillwater-2025 2025-02-03";
    expect(onlyCase(out)).toMatchObject({ level, protocols, protocolVersion, reviewReasons: [] });
  });

  test("has the acts of that level, the calls first, with that county's numbers", () => {
    expect([...actIdsOf(out)].sort()).toEqual([...expected.acts].sort());
    const steps = acts.flatMap(({ protocolSteps }) =>
      Array.isArray(protocolSteps) ? protocolSteps : [],
    );
    expect([...new Set(steps)].sort()).toEqual(expected.steps);
    expect(acts[0]).toMatchObject({ act: "ring-youth-safety", call: ring, statutes: ["QC 12"] });
    const second = actIn(out, "ring-marshal");
    if (second !== undefined) expect(second).toMatchObject({ order: 2, call: marshal });
  });

  test("the written report is due in that county's hours, on its form", () => {
    for (const { due } of acts.filter(({ act }) => act === "write-to-youth-safety")) {
      expect(due).toBe("2026-09-02T15:00:00.000Z");
    }
    expect(out.reports[0]).toMatchObject({ writtenReportDue: "2026-09-02T15:00:00.000Z" });
  });
});

test("the levels above are all that the county has, and reach each act of a first report", () => {
  const all = Object.values(levels);
  const owed = quillwater2025.acts.filter(({ role }) => role !== "update").map(({ id }) => id);
  expect(new Set(all.map(({ level }) => level))).toEqual(
    new Set(quillwater2025.levels.map(({ id }) => id)),
  );
  expect(new Set(all.flatMap(({ acts }) => acts))).toEqual(new Set(owed));
});

describe("the clock goes by that county's own waiting times", () => {
  test.each([
    ["watchful, six school hours", { factors: ["no-papers"] }, [360, 360 + 960 + 360]],
    ["amber, three hours", { factors: ["nights-away", "debt-at-home"] }, [180, 360, 540]],
    ["red, two hours", { factors: ["works-at-night"] }, [120, 240, 360]],
    ["established, one hour", { concerns: ["established-trafficked"] }, [60, 120, 180]],
  ])("%s", async (_name, answers, minutes) => {
    const calls = ["ring-youth-safety", "ring-marshal"].map((act) => ({
      edit: { case: "26-0001", act, set: { done: true } },
    }));
    // Each tick of the time around a step; of what lies between, only some.
    const around = minutes.flatMap((step, at) => {
      const between = step - (at === 0 ? 0 : (minutes[at - 1] ?? 0) + 15) - 10;
      return [{ advance: `PT${between}M` }, { advance: "PT25M" }];
    });
    const out = await countyDays(120, report(answers), ...calls, ...around, {
      advance: "PT90M",
    });
    const asked = ["backup", "lead", "alternate"].slice(0, minutes.length);
    const found = told(out, "case-escalated");
    expect(found.map((line) => line.split(" ")[1])).toEqual(asked);
    found.forEach((line, at) => {
      const late = Number(line.split(" ")[0]) - (minutes[at] ?? 0);
      expect(late, line).toBeGreaterThanOrEqual(0);
      // The clock comes every five minutes, and a step counts from the one before.
      expect(late, line).toBeLessThanOrEqual(5 * (at + 1));
    });
    for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(ofMarin);
  });
});
