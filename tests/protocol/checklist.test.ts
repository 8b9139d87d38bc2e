/**
 * Checklists: every step of the document is covered, each of ours comes once, calls come first, and what the words must say in each
 * situation.
 */

import { expect, test } from "vitest";
import { callWords } from "../../src/protocol/agency-words";
import { type Act, buildChecklist, doNot, updateCall } from "../../src/protocol/build-checklist";
import type { ChecklistInput } from "../../src/protocol/conditions";
import type { ActId, LevelId, YesNoUnknown } from "../../src/protocol/ids";
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
const homeless: Combination = { factors: ["runaway-or-unstable-housing"], concerns: [] };
const absent: Combination = { factors: ["frequently-absent"], concerns: [] };
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
  for (const { act, lock, due } of acts) {
    expect(lock !== null).toBe(locked.includes(act));
    if (lock !== null) expect(lock.why).toMatch(/^Locked/);
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
    const acts = buildChecklist(marin2019(), facts).map(({ what, who, why, lock }) => [
      what,
      who,
      why,
      lock,
    ]);
    return JSON.stringify([acts, doNot(marin2019(), facts)]);
  };
  const twoOfFive = told(["frequently-absent", "substance-abuse-history"]);
  expect(told(["law-enforcement-involvement", "relationships-of-concern"])).toBe(twoOfFive);
  expect(told(["controlled-or-groomed"])).toBe(twoOfFive);
});

test.each<[string, Combination, string]>([
  ["needs-review", nothing, "call review-report"],
  ["below-threshold", absent, "call review-report"],
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

const call = "call-child-and-family-services";
const police = "involve-law-enforcement";
const leaves = "agree-how-student-leaves";
const homelessAndAbsent = { factors: [...homeless.factors, ...absent.factors], concerns: [] };
const ofOfficers: Combination = { factors: ["law-enforcement-involvement"], concerns: [] };
const { calls } = caseOf(nothing);
const ofOfficer = (sroIsDistrictPolice: YesNoUnknown) => ({
  calls: { ...calls, sroIsDistrictPolice },
});
const namedLiaison = {
  calls: { ...calls, liaisons: new Map([["homeless-liaison", "Sam Poe (415) 555-0107"]]) },
};
const mustCall = /you must call if you reasonably suspect .* If you are unsure, call and ask\./;
const adult = { isAdult: "yes", atSchool: true } as const;

test.each<
  [act: ActId, said: Combination, more: Partial<ChecklistInput>, words: RegExp, isSaid?: boolean]
>([
  // As law where no protocol has the step.
  [call, confirmed, {}, /By law \(PC 11166\): reasonable/],
  [call, suspected, {}, /By law \(PC 11166\): reasonable/, false],
  ["submit-mandated-report", recruiting, {}, /By law \(PC 11166\): submit/],
  ["submit-mandated-report", suspected, {}, /By law \(PC 11166\): submit/, false],
  [police, suspected, {}, /911/, false],
  [police, suspected, ofOfficer("yes"), /By law \(PC 11165.9\).* SRO.* Call North City Police\./],
  [police, suspected, ofOfficer("unknown"), /not known whether the SRO.* Call North City Police\./],
  [police, suspected, ofOfficer("no"), /SRO\) may be part of it/],
  // Of a city or county agency: that officer may be the one.
  [police, suspected, ofOfficer("no"), /11165\.9/, false],
  [police, confirmed, {}, /which agency has confirmed/],
  [police, confirmed, { confirmedBy: "student-disclosure" }, /which agency has confirmed/],
  [police, confirmed, { confirmedBy: "other" }, /which agency has confirmed/],
  [police, confirmed, { confirmedBy: "law-enforcement" }, /which agency has confirmed/, false],
  [call, ofOfficers, {}, /If probation supervises the student/],
  ...telltaleParentActs.map((id): [ActId, Combination, Partial<ChecklistInput>, RegExp] => [
    id,
    confirmed,
    { parentMayBeInvolved: "yes" },
    /Locked: do not .* Refer to child and family services/,
  ]),
  // What holds for a student of 18 or over in place of what holds for a child.
  [leaves, suspected, { atSchool: true }, /custodial parent/],
  [leaves, suspected, adult, /The student is 18 or over and decides/],
  [leaves, suspected, adult, /custodial|48906|11174/, false],
  [call, suspected, adult, /By law \(PC 11165\): a child is someone under 18/],
  ["inform-parent-or-guardian", suspected, adult, /only with their consent/],
  // Below the threshold the call stays, owed by whoever suspects, and asked for by whoever is unsure.
  [call, nothing, {}, mustCall],
  [call, homeless, {}, mustCall],
  // Homelessness alone is no basis, and the liaisons are named.
  [call, homeless, {}, /By law \(PC 11165.15\).* homeless liaison; .* foster youth liaison\./],
  [call, homeless, namedLiaison, /Sam Poe \(415\) 555-0107;/],
  [call, homelessAndAbsent, {}, /11165\.15/, false],
  [call, absent, {}, /liaison/, false],
])("%s, %j, %j: says %s %s", (id, reported, more, words, isSaid = true) => {
  const { what, why, lock } = actIn(id, reported, more);
  expect(words.test(`${what} ${lock?.why ?? why}`)).toBe(isSaid);
});

test.each([nothing, atRisk, recruiting, confirmed])("danger puts 911 first: %o", (reported) => {
  const [first, second] = listOf(reported, { immediateDanger: true });
  expect(first?.act).toBe(police);
  expect(first?.what).toMatch(/^Call 911/);
  expect(first?.call?.map(({ phone }) => phone)).toEqual(["911", "(415) 555-0101"]);
  expect(second?.act).toBe(call);
});

test("911 is listed once where it also stands in for the local agency, and probation where a factor names it", () => {
  const own = { agency: "law-enforcement", name: "North City Police", phone: "911" };
  const agencies = new Map(calls.agencies).set("law-enforcement", own);
  const danger = { immediateDanger: true, calls: { ...calls, agencies } };
  expect(actIn(police, suspected, danger).call?.map(({ phone }) => phone)).toEqual(["911"]);
  const act = actIn(call, ofOfficers);
  expect(callWords(act.call)).toBe(
    "Children's hotline (415) 555-0100; Probation office (no number in Contacts)",
  );
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
    lock: null,
    protocolSteps: [],
    statutes: [],
  });
  expect(act.what).toContain("now a confirmed victim");
  expect(act.what.includes("Law enforcement is already involved")).toBe(called.length > 1);
  expect(act.call?.map(({ agency }) => agency)).toEqual(called);
});

test.each<[string, Combination, ChecklistInput["parentMayBeInvolved"], string]>([
  ["a parent may be involved", suspected, "yes", "refer to child and family services"],
  ["no parent step", atRisk, "no", "says that you can"],
  ["no parent step below the threshold", nothing, null, "says that you can"],
  ["a parent step", suspected, "no", "step is locked"],
])("what not to do: %s: one line about parents", (_, reported, parentMayBeInvolved, words) => {
  const lines = doNot(marin2019(), caseOf(reported, { parentMayBeInvolved }));
  const parents = lines.filter((line) => line.includes("parent or guardian"));
  expect(parents).toEqual([expect.stringContaining(words)]);
  expect(lines.some((line) => line.includes("question any student"))).toBe(true);
});

/** What law and practice add, and no step of the county asks for; with the statutes, where it is law. */
const added: Readonly<Record<ActId, readonly string[]>> = {
  [leaves]: ["EC 48906", "PC 11174.3", "EC 234.7"],
  "agree-before-staff-changes": [],
  "tell-superintendent-and-counsel": ["EC 44030.5"],
  "tell-title-ix-coordinator": ["34 CFR 106.44"],
};
const [, ...staff] = Object.keys(added);

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
])("law and practice add: %s", (_name, reported, more, wanted) => {
  const acts = listOf(reported, more).filter(({ act }) => act in added);
  expect(acts.map(({ act }) => act)).toEqual(wanted);
  for (const { act, protocolSteps, statutes } of acts)
    expect([protocolSteps, statutes]).toEqual([[], added[act]]);
});
