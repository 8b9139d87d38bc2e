/** A made-up county, all of it one file outside src/: its levels, with their acts, numbers and deadlines, and its waiting times. */

import { expect, test } from "vitest";
import { minute, minutes, tick } from "../day/events";
import { actIdsOf, actOf, actsOf, mails, onlyCase, wordsOf } from "../day/look";
import { contact } from "../day/people";
import { quillwater2025 } from "../packs/quillwater-2025";
import { countyDay, countyDays, ofMarin, report } from "./county";

const numbers: Readonly<Record<string, string>> = {
  "ring-youth-safety": "Quillwater Youth Safety (555) 555-0111",
  "ring-marshal": "Quill Marshals (555) 555-0112",
};
const unsorted = "ring-youth-safety read-and-ask";
const amber = "ring-youth-safety write-to-youth-safety weekly-adult";
const red =
  "ring-youth-safety ring-marshal write-to-youth-safety harbor-assessment speak-with-family";
const established = "ring-youth-safety ring-marshal harbor-assessment hold-sanction weekly-adult";

/** What is answered, the level that it has, whether that is a protocol of steps, and its acts. */
const levels: readonly (readonly [string, object, string, number, string])[] = [
  ["nothing that the county counts", {}, "unsorted", 0, unsorted],
  ["one sign at home", { factors: ["no-papers"] }, "watchful", 0, unsorted],
  ["two at home", { factors: ["nights-away", "debt-at-home"] }, "stage-amber", 3, amber],
  [
    "three at school",
    { factors: ["sleeps-in-class", "new-gifts", "older-driver"] },
    "stage-amber",
    3,
    amber,
  ],
  [
    "a grave sign leads straight to the second stage",
    { factors: ["branded"] },
    "stage-red",
    4,
    red,
  ],
  ["a concern", { concerns: ["thought-trafficked"] }, "stage-red", 4, red],
  [
    "established, by someone whose word settles nothing",
    { concerns: ["established-trafficked"], confirmedBy: "student-says" },
    "stage-established",
    4,
    established,
  ],
];

test.each(levels)(
  "%s: that level under that county's protocol, its acts with its numbers, its form in its hours",
  async (_name, answers, level, count, ids) => {
    const out = await countyDay(report({ ...answers, reporterEmail: contact }));
    expect(out.errors).toEqual([]);
    const protocols = count === 0 ? [] : [level];
    const protocolVersion = "quillwater-2025 2025-02-03";
    expect(onlyCase(out)).toMatchObject({ level, protocols, protocolVersion, reviewReasons: [] });
    const acts = actsOf(out);
    expect([...actIdsOf(out)].sort()).toEqual(ids.split(" ").sort());
    const steps = acts.flatMap(({ protocolSteps }) =>
      Array.isArray(protocolSteps) ? protocolSteps : [],
    );
    const all = Array.from({ length: count }, (_, at) => `${level} ${at + 1}`);
    expect([...new Set(steps)].sort()).toEqual(all);
    expect(acts[0]).toMatchObject({ act: "ring-youth-safety", statutes: ["QC 12"] });
    for (const { act, order, call } of acts) {
      const number = numbers[String(act)];
      if (number === undefined) continue;
      expect(call).toBe(number);
      expect(order).toBe(act === "ring-marshal" ? 2 : 1);
    }
    const due = "2026-09-02T15:00:00.000Z";
    const written = actOf(out, "write-to-youth-safety");
    if (written !== undefined) expect(written["due"]).toBe(due);
    expect(out.reports[0]).toMatchObject({ writtenReportDue: due });
  },
);

test("the levels above are all that the county has, and reach each act of a first report", () => {
  const owed = quillwater2025.acts.filter(({ role }) => role !== "update").map(({ id }) => id);
  const known = quillwater2025.levels.map(({ id }) => id);
  expect(new Set(levels.map(([, , level]) => level))).toEqual(new Set(known));
  expect(new Set(levels.flatMap(([, , , , acts]) => acts.split(" ")))).toEqual(new Set(owed));
});

test.each([
  ["watchful, six school hours", { factors: ["no-papers"] }, [360, 360 + 960 + 360]],
  ["amber, three hours", { factors: ["nights-away", "debt-at-home"] }, [180, 360, 540]],
  ["red, two hours", { factors: ["works-at-night"] }, [120, 240, 360]],
  ["established, one hour", { concerns: ["established-trafficked"] }, [60, 120, 180]],
])("the clock goes by that county's own waiting times: %s", async (_name, answers, wanted) => {
  // Each tick of the time around a step; of what lies between, only some.
  const around = wanted.flatMap((step, at) => {
    const between = step - (at === 0 ? 0 : (wanted[at - 1] ?? 0) + 15) - 10;
    return [minutes(between), minutes(25)];
  });
  const calls = Object.keys(numbers).map((act) => tick(act));
  const out = await countyDays(120, report(answers), ...calls, ...around, minutes(90));
  const asked = mails(out, "case-escalated");
  const roles = ["backup", "lead", "alternate"].slice(0, wanted.length);
  expect(asked.map(({ to }) => to.join())).toEqual(roles.map((who) => `${who}@district.example`));
  asked.forEach(({ at, subject }, step) => {
    const after = Math.floor((Date.parse(at) - Date.parse("2026-09-01T16:00:00Z")) / minute);
    const late = after - (wanted[step] ?? 0);
    expect(late, subject).toBeGreaterThanOrEqual(0);
    // The clock comes every five minutes, and a step counts from the one before.
    expect(late, subject).toBeLessThanOrEqual(5 * (step + 1));
  });
  for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(ofMarin);
});
