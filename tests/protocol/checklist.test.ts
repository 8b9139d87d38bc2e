/**
 * Checklists: every step of the document is covered, each of ours comes once, calls come first, and what the words must say in each
 * situation.
 */

import { describe, expect, it, test } from "vitest";
import { callWords } from "../../src/protocol/agencies";
import { type Act, buildChecklist, doNot, updateCall } from "../../src/protocol/build-checklist";
import type { ChecklistInput } from "../../src/protocol/conditions";
import type { ActId, LevelId } from "../../src/protocol/ids";
import type { ActDatum } from "../../src/protocol/pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { type Combination, caseOf, everyProtocolSet } from "./every-case";
import { telltaleParentActs } from "./marin";

/** Counted by hand in the county document. */
const stepCounts: Readonly<Record<LevelId, number>> = {
  "at-risk": 3,
  "recruitment-or-exploitation": 3,
  "suspected-victim": 6,
  "confirmed-victim": 8,
};

const nothing: Combination = { factors: [], concerns: [] };
const atRisk: Combination = { factors: ["controlled-or-groomed"], concerns: [] };
const recruiting: Combination = { factors: [], concerns: ["recruiting-or-exploiting"] };
const suspected: Combination = { factors: [], concerns: ["suspected-victim"] };
const confirmed: Combination = { factors: [], concerns: ["confirmed-victim"] };

const listOf = (reported: Combination, more: Partial<ChecklistInput> = {}) =>
  buildChecklist(marin2019(), caseOf(reported, more));

function actIn(id: ActId, reported: Combination, more: Partial<ChecklistInput> = {}): Act {
  const act = listOf(reported, more).find((one) => one.act === id);
  if (act === undefined) throw new Error(`no ${id}`);
  return act;
}

const dues: Readonly<Record<ActId, ActDatum["due"]>> = {
  "call-child-and-family-services": "at-once",
  "involve-law-enforcement": "at-once",
  "agree-how-student-leaves": "next-school-morning",
  "submit-mandated-report": "written-report",
  "submit-detailed-mandated-report": "written-report",
};
/** In this order: the calls, the first hour, then the written reports. */
const urgent = Object.keys(dues);
const duties = [
  ...urgent.filter((id) => id !== "agree-how-student-leaves"),
  "update-child-and-family-services",
];
const locked = [...telltaleParentActs, "school-consequence"];

test("duties and what would tell a parent are those of the law and the document", () => {
  const { acts } = marin2019();
  expect(acts.flatMap(({ id, duty }) => (duty ? [id] : [])).sort()).toEqual([...duties].sort());
  expect(telltaleParentActs).toEqual(["inform-parent-or-guardian", "offer-referral-to-parent"]);
});

test.each(everyProtocolSet)("factors $factors, concerns $concerns", (reported) => {
  const { protocols } = caseOf(reported);
  const acts = listOf(reported);
  const ids = acts.map(({ act }) => act);
  // Every step of every protocol that applies, and no other; each act once.
  const wanted = protocols.flatMap((id) =>
    Array.from({ length: stepCounts[id] ?? 0 }, (_, at) => `${id} ${at + 1}`),
  );
  expect(new Set(acts.flatMap(({ protocolSteps }) => protocolSteps))).toEqual(new Set(wanted));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.slice(0, ids.filter((id) => urgent.includes(id)).length)).toEqual(
    urgent.filter((id) => ids.includes(id)),
  );
  const isVictim = protocols.some((id) => id.endsWith("-victim"));
  for (const { act, state, why, due } of acts) {
    expect(state).toBe(locked.includes(act) ? "locked" : "open");
    if (state === "locked") expect(why).toMatch(/^Locked/);
    const planned = act === "regular-contact" && isVictim ? "next-school-day" : null;
    expect(due, act).toBe(dues[act] ?? planned);
  }
  for (const immediateDanger of [false, true]) {
    const said = listOf(reported, { immediateDanger });
    const advice = doNot(marin2019(), caseOf(reported, { immediateDanger }));
    for (const { what, who } of said) expect([what, who]).not.toContain("");
    expect(JSON.stringify([said, advice])).not.toMatch(
      /no (further )?action|\{[a-z]|undefined| {2}/i,
    );
  }
});

test("no act or advice tells a reader of the mail which factor was reported", () => {
  const told = (factors: Combination["factors"]) => {
    // As a mail is made: without the factors, and without what is for the register alone.
    const facts = { ...caseOf({ factors, concerns: [] }), factors: [], isForMail: true };
    const acts = buildChecklist(marin2019(), facts).map(({ what, who, why }) => [what, who, why]);
    return JSON.stringify([acts, doNot(marin2019(), facts)]);
  };
  const twoOfFive = told(["frequently-absent", "substance-abuse-history"]);
  expect(told(["law-enforcement-involvement", "relationships-of-concern"])).toBe(twoOfFive);
  expect(told(["controlled-or-groomed"])).toBe(twoOfFive);
});

test.each<[string, Combination, string]>([
  ["needs-review", nothing, "call review-report"],
  ["below-threshold", { factors: ["frequently-absent"], concerns: [] }, "call review-report"],
  [
    "at-risk",
    atRisk,
    "call submit-mandated-report co-create-action-plan regular-contact monitor-action-plan",
  ],
  [
    "recruitment",
    recruiting,
    "call police submit-mandated-report investigate-campus-impact law-enforcement-investigation tell-title-ix-coordinator school-consequence",
  ],
  [
    "suspected victim",
    suspected,
    "call police leaves submit-mandated-report investigate-campus-impact inform-parent-or-guardian offer-referral offer-referral-to-parent regular-contact",
  ],
  [
    "confirmed victim",
    confirmed,
    "call police leaves submit-detailed-mandated-report investigate-campus-impact law-enforcement-investigation inform-parent-or-guardian review-school-placement offer-referral offer-referral-to-parent regular-contact",
  ],
])("the acts of %s, in order", (_, reported, wanted) => {
  const short: Readonly<Record<string, string>> = {
    "call-child-and-family-services": "call",
    "involve-law-enforcement": "police",
    "agree-how-student-leaves": "leaves",
  };
  expect(
    listOf(reported)
      .map(({ act }) => short[act] ?? act)
      .join(" "),
  ).toBe(wanted);
});

describe("statute lines", () => {
  const all = ["recruiting-or-exploiting", "suspected-victim"];
  test.each<[ActId, Combination, readonly string[]]>([
    ["call-child-and-family-services", confirmed, []],
    [
      "call-child-and-family-services",
      { ...atRisk, concerns: ["confirmed-victim", "suspected-victim"] },
      ["at-risk 1", "suspected-victim 1"],
    ],
    ["submit-mandated-report", recruiting, []],
    ["submit-mandated-report", { ...atRisk, concerns: all }, ["at-risk 3", "suspected-victim 2"]],
  ])("%s, %j: as law where no protocol has the step, else as the step", (id, reported, steps) => {
    const act = actIn(id, reported);
    expect(act.protocolSteps).toEqual(steps);
    expect(act.statutes).toEqual(["PC 11166"]);
    const isLaw = `${act.what} ${act.why}`.match(/By law \(PC 11166\): (?:submit|reasonable)/);
    expect(isLaw !== null).toBe(steps.length === 0);
  });
});

describe("immediate danger", () => {
  test.each([nothing, atRisk, recruiting, confirmed])("puts 911 first: %o", (reported) => {
    const [first, second] = listOf(reported, { immediateDanger: true });
    expect(first?.act).toBe("involve-law-enforcement");
    expect(first?.what).toMatch(/^Call 911/);
    expect(first?.call?.map(({ phone }) => phone)).toEqual(["911", "(415) 555-0101"]);
    expect(second?.act).toBe("call-child-and-family-services");
  });

  it("lists 911 once where it also stands in for the local agency", () => {
    const { calls } = caseOf(suspected);
    const agencies = new Map(calls.agencies);
    const police = { agency: "law-enforcement", name: "North City Police", phone: "911" };
    agencies.set("law-enforcement", police);
    const act = actIn("involve-law-enforcement", suspected, {
      immediateDanger: true,
      calls: { ...calls, agencies },
    });
    expect(act.call?.map(({ phone }) => phone)).toEqual(["911"]);
  });

  it("does not mention 911 without it", () => {
    expect(actIn("involve-law-enforcement", suspected).what).not.toContain("911");
  });
});

test.each([
  ["yes", ["PC 11165.9"], /SRO.* Call North City Police\./],
  ["unknown", ["PC 11165.9"], /not known whether the SRO.* Call North City Police\./],
  // Of a city or county agency: that officer may be the one.
  ["no", [], /SRO\) may be part of it/],
] as const)("the school resource officer, of district police %s", (answer, statutes, words) => {
  const calls = { ...caseOf(suspected).calls, sroIsDistrictPolice: answer };
  const act = actIn("involve-law-enforcement", suspected, { calls });
  expect(act.what).toMatch(words);
  expect(act.statutes).toEqual(statutes);
});

test.each(telltaleParentActs)("where a parent may be involved, %s says not to", (id) => {
  const act = actIn(id, confirmed, { parentMayBeInvolved: "yes" });
  expect(act.state).toBe("locked");
  expect(act.why).toMatch(/^Locked: do not .* Refer to child and family services/);
});

test("a school consequence opens once it is answered, and the Title IX coordinator was asked", () => {
  const victimQuestionAnswered = true;
  const leadDid = ["tell-title-ix-coordinator"];
  const open = actIn("school-consequence", recruiting, { victimQuestionAnswered, leadDid });
  expect([open.state, open.why]).toEqual(["open", null]);
  for (const one of [{ victimQuestionAnswered }, { leadDid }]) {
    const waiting = actIn("school-consequence", recruiting, one);
    expect(waiting.state).toBe("locked");
    expect(waiting.why).toContain("Title IX coordinator was asked");
  }
});

test.each<[ChecklistInput["confirmedBy"], boolean]>([
  [null, true],
  ["student-disclosure", true],
  ["other", true],
  ["law-enforcement", false],
  ["child-and-family-services", false],
])("confirmed by %s: asks for the agency %s", (confirmedBy, asks) => {
  const { what } = actIn("involve-law-enforcement", confirmed, { confirmedBy });
  expect(what.includes("which agency has confirmed")).toBe(asks);
});

describe("whom to call", () => {
  it("names probation where the juvenile justice factor is present", () => {
    const act = actIn("call-child-and-family-services", {
      factors: ["law-enforcement-involvement"],
      concerns: [],
    });
    expect(callWords(act.call)).toBe(
      "Children's hotline (415) 555-0100; Probation office (no number in Contacts)",
    );
    expect(act.what).toContain("If probation supervises the student");
  });
});

test.each([
  [[], ["child-and-family-services"]],
  [["involve-law-enforcement"], ["child-and-family-services", "law-enforcement"]],
])("the update call says what is new; after %j, %j is called", (done, called) => {
  const facts = caseOf({ factors: [], concerns: ["suspected-victim", "confirmed-victim"] });
  const news = { level: "confirmed-victim", protocols: ["confirmed-victim"], done };
  const act = updateCall(marin2019(), facts, news);
  expect(act).toMatchObject({
    act: "update-child-and-family-services",
    due: "at-once",
    state: "open",
    protocolSteps: [],
    statutes: ["PC 11166"],
  });
  expect(act.what).toContain("now a confirmed victim");
  expect(act.what.includes("Law enforcement is already involved")).toBe(called.length > 1);
  expect(act.call?.map(({ agency }) => agency)).toEqual(called);
});

describe("what not to do", () => {
  test.each<[string, Combination, ChecklistInput["parentMayBeInvolved"], string]>([
    ["a parent may be involved", suspected, "yes", "refer to child and family services"],
    ["no parent step", atRisk, "no", "says that you can"],
    ["no parent step below the threshold", nothing, null, "says that you can"],
    ["a parent step", suspected, "no", "step is locked"],
  ])("%s: one line about parents", (_, reported, parentMayBeInvolved, words) => {
    const lines = doNot(marin2019(), caseOf(reported, { parentMayBeInvolved }));
    const parents = lines.filter((line) => line.includes("parent or guardian"));
    expect(parents).toHaveLength(1);
    expect(parents[0]).toContain(words);
    expect(lines.some((line) => line.includes("question any student"))).toBe(true);
  });
});

describe("what law and practice add, and no step of the county asks for", () => {
  const added = [
    "agree-how-student-leaves",
    "agree-before-staff-changes",
    "tell-superintendent-and-counsel",
    "tell-title-ix-coordinator",
  ];
  const addedIn = (reported: Combination, more: Partial<ChecklistInput> = {}) =>
    listOf(reported, more).flatMap(({ act }) => (added.includes(act) ? [act] : []));
  const leaves = "agree-how-student-leaves";
  const staff = [
    "agree-before-staff-changes",
    "tell-superintendent-and-counsel",
    "tell-title-ix-coordinator",
  ];

  test.each<[string, Combination, Partial<ChecklistInput>, readonly string[]]>([
    ["nothing is reported", nothing, {}, []],
    ["at risk", atRisk, {}, []],
    ["suspected", suspected, {}, [leaves]],
    ["confirmed", confirmed, {}, [leaves]],
    ["danger alone", nothing, { immediateDanger: true }, [leaves]],
    ["a parent may be involved", atRisk, { parentMayBeInvolved: "yes" }, [leaves]],
    ["it is not known whether a parent is", atRisk, { parentMayBeInvolved: "unknown" }, []],
    ["staff may be involved", nothing, { staffMayBeInvolved: "yes" }, staff],
    ["staff, suspected", suspected, { staffMayBeInvolved: "yes" }, [leaves, ...staff]],
    ["staff: not known", suspected, { staffMayBeInvolved: "unknown" }, [leaves]],
    ["staff: no", suspected, { staffMayBeInvolved: "no" }, [leaves]],
    ["recruiting", recruiting, {}, ["tell-title-ix-coordinator"]],
    ["the student may recruit", nothing, { studentRole: "both" }, ["tell-title-ix-coordinator"]],
  ])("%s", (_name, reported, more, wanted) => {
    expect(addedIn(reported, more)).toEqual(wanted);
    for (const act of listOf(reported, more)) {
      if (added.includes(act.act)) expect(act.protocolSteps).toEqual([]);
    }
  });

  it("says of each which law it is from, where it is law", () => {
    const statutes = (id: ActId) => actIn(id, suspected, { staffMayBeInvolved: "yes" }).statutes;
    expect(statutes("agree-how-student-leaves")).toEqual(["EC 48906", "PC 11174.3", "EC 234.7"]);
    expect(statutes("agree-before-staff-changes")).toEqual([]);
    expect(statutes("tell-superintendent-and-counsel")).toEqual(["EC 44030.5"]);
    expect(statutes("tell-title-ix-coordinator")).toEqual(["34 CFR 106.44"]);
  });

  it("says of a student of 18 or over what holds in place of what holds for a child", () => {
    const child = actIn(leaves, suspected, { isAdult: null, atSchool: true }).what;
    const adult = actIn(leaves, suspected, { isAdult: "yes", atSchool: true }).what;
    expect(child).toContain("custodial parent");
    expect(adult).toContain("The student is 18 or over and decides");
    expect(adult).not.toMatch(/custodial|48906|11174/);
    const call = actIn("call-child-and-family-services", suspected, { isAdult: "yes" });
    expect(call.what).toContain("By law (PC 11165): a child is someone under 18");
    expect(call.due).toBe("at-once");
    const parent = actIn("inform-parent-or-guardian", suspected, { isAdult: "yes" });
    expect(parent.what).toContain("only with their consent");
  });
});

describe("below the threshold", () => {
  const homeless: Combination = { factors: ["runaway-or-unstable-housing"], concerns: [] };
  const call = (reported: Combination, more: Partial<ChecklistInput> = {}) =>
    actIn("call-child-and-family-services", reported, more).what;

  it("the call stays, owed by whoever suspects, and asked for by whoever is unsure", () => {
    for (const reported of [nothing, homeless]) {
      expect(call(reported)).toContain("you must call if you reasonably suspect abuse or neglect");
      expect(call(reported)).toContain("If you are unsure, call and ask.");
    }
    expect(call(atRisk)).not.toContain("owed if");
  });

  it("homelessness alone is no basis, and the liaisons are named, by name where Contacts has one", () => {
    expect(call(homeless)).toContain("By law (PC 11165.15)");
    expect(call(homeless)).toContain(
      "the district's homeless liaison; the district's foster youth liaison.",
    );
    const liaisons = new Map([["homeless-liaison", "Sam Poe (415) 555-0107"]]);
    const { calls } = caseOf(homeless);
    expect(call(homeless, { calls: { ...calls, liaisons } })).toContain("Sam Poe (415) 555-0107;");
    const more = { factors: [...homeless.factors, "frequently-absent"], concerns: [] };
    expect(call(more)).not.toContain("11165.15");
    expect(call(more)).toContain("homeless liaison");
    expect(call({ factors: ["frequently-absent"], concerns: [] })).not.toContain("liaison");
  });
});
