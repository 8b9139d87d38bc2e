/** Each level's checklist, checked from outside against the county document: how many steps each protocol has, who is called first. */
import { describe, expect, test } from "vitest";
import { telltale } from "../day/events";
import { actIdsOf, actsOf, onlyCase } from "../day/look";
import { situation } from "../day/situation";

/** As counted in the document, version of 2019-03-01. */
const stepCounts = {
  "at-risk": 3,
  "recruitment-or-exploitation": 3,
  "suspected-victim": 6,
  "confirmed-victim": 8,
} as const;

const calls = ["call-child-and-family-services", "involve-law-enforcement"];
const duties = [...calls, "submit-mandated-report", "submit-detailed-mandated-report"];
describe.each([
  ["needs-review", "needs-review", []],
  ["below-threshold", "below-threshold", []],
  ["at-risk-by-criterion-1", "at-risk", ["at-risk"]],
  ["at-risk-by-criterion-2", "at-risk", ["at-risk"]],
  ["recruitment-or-exploitation", "recruitment-or-exploitation", ["recruitment-or-exploitation"]],
  ["suspected-victim", "suspected-victim", ["suspected-victim"]],
  ["confirmed-victim", "confirmed-victim", ["confirmed-victim"]],
  [
    "all-four-protocols",
    "confirmed-victim",
    ["at-risk", "recruitment-or-exploitation", "suspected-victim", "confirmed-victim"],
  ],
] as const)("%s", async (name, level, protocols) => {
  const out = await situation(`levels/${name}`);
  const acts = actsOf(out);
  const ids = actIdsOf(out);

  test("opens a case of that level, with the protocols that apply", () => {
    expect(onlyCase(out)).toMatchObject({ level, protocols, status: "open", reviewReasons: [] });
  });

  test("covers every step of every protocol that applies, and no other", () => {
    const wanted = protocols.flatMap((protocol) =>
      Array.from({ length: stepCounts[protocol] }, (_, index) => `${protocol} ${index + 1}`),
    );
    const covered = acts.flatMap(({ protocolSteps }) =>
      Array.isArray(protocolSteps) ? protocolSteps : [],
    );
    expect([...new Set(covered)].sort()).toEqual([...wanted].sort());
  });

  test("lists each act once, numbered from 1, the calls first", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(acts.map(({ order }) => order)).toEqual(acts.map((_, index) => index + 1));
    const expected = calls.filter((call) => ids.includes(call));
    expect(ids.slice(0, expected.length)).toEqual(expected);
    expect(expected).toContain("call-child-and-family-services");
  });

  test("gives every call a number to call", () => {
    for (const act of acts.filter(({ act: id }) => calls.includes(String(id)))) {
      expect(act["call"]).toMatch(/\(\d{3}\) \d{3}-\d{4}/);
    }
  });

  test("owes a written report from the level at which there is one to make", () => {
    const written = ids.filter((id) => /mandated-report$/.test(String(id)));
    if (protocols.length === 0) expect(ids).toContain("review-report");
    else expect(written).not.toEqual([]);
    for (const act of acts.filter(({ act: id }) => written.includes(id))) {
      expect(act["due"]).toBe("2026-09-03T03:30:00.000Z");
    }
  });

  test("duty acts are open, acts that a parent would notice are locked", () => {
    for (const act of acts) {
      if (duties.includes(String(act["act"]))) expect(act["state"]).toBe("open");
      if (telltale.includes(String(act["act"]))) expect(act["state"]).toBe("locked");
    }
  });
});

test("the situations reach every act that a first report can bring, and every protocol", async () => {
  const everything = actsOf(await situation("levels/all-four-protocols"));
  const owed = everything.flatMap(({ act, covers }) => [act, ...[covers].flat()]);
  expect(owed.sort()).toEqual(
    [
      ...duties,
      ...telltale,
      "review-school-placement",
      // What practice and law add.
      "agree-how-student-leaves",
      "tell-title-ix-coordinator",
      "co-create-action-plan",
      "monitor-action-plan",
      "investigate-campus-impact",
      "school-consequence",
      "law-enforcement-investigation",
      "offer-referral",
      "regular-contact",
    ].sort(),
  );
});

test("a parent who may be involved keeps the acts locked, and the row says to refer instead", async () => {
  const acts = actsOf(await situation("levels/all-four-protocols"));
  const inform = acts.find(({ act }) => act === "inform-parent-or-guardian");
  expect(inform).toMatchObject({ state: "locked" });
  expect(`${inform?.["what"]}`).toMatch(/child and family services/i);
});
