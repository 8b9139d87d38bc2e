/** What the document's 20 steps and the law require to be said, and where it is said: in the first mail, in the act's row, or in the Guide. */
import { describe, expect, test } from "vitest";
import { playDay } from "../play/day";
import { actsOf, mailTo, wordsIn } from "./situation";

const everything = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  learnedAt: "2026-09-01T08:30:00-07:00",
  factors: ["controlled-or-groomed"],
  concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
};

type Place = "mail" | "guide" | `row ${string}`;
type Required = readonly [what: string, where: Place, words: RegExp];

const report = "row submit-mandated-report";
const parent = "row inform-parent-or-guardian";
const police = "row involve-law-enforcement";
const campus = "row investigate-campus-impact";
const plan = "row co-create-action-plan";

/** By the document's lines 25 to 53; what is short in the mail stands whole in the row. */
const steps: readonly Required[] = [
  ["at risk 1: meet, make a plan together", "mail", /Make an action plan with the student/],
  ["at risk 1: for concerns related to school", plan, /related to school/],
  ["at risk 1: who", plan, /pre-determined school personnel/],
  ["at risk 1: call child and family services", "mail", /Call child and family services now/],
  ["at risk 2: regular contact", "mail", /Set up regular contact/],
  ["at risk 2: monitor plan and progress", "mail", /Monitor the plan and the student's progress/],
  [
    "at risk 3: mandated report",
    "mail",
    /Send the detailed mandated report to child and family services/,
  ],
  ["at risk 3: its condition", report, /suspected|at-risk factors are present/],
  ["recruitment 1: law enforcement", "mail", /involve local law enforcement/i],
  ["recruitment 1: SRO", police, /school resource officer \(SRO\)/],
  ["recruitment 2: impact on campus", "mail", /Investigate impact on campus/],
  ["recruitment 2: harassment, recruitment, threats", campus, /harassment.*recruitment.*threats/],
  [
    "recruitment 2: who",
    campus,
    /Local law enforcement, the SRO, the school site's administration/,
  ],
  ["recruitment 3: consequence under EC 32282", "mail", /only if appropriate under EC 32282/],
  ["recruitment 3: an arrest", "row law-enforcement-investigation", /may make an arrest/],
  [
    "victim 4: in consultation with the victim",
    "mail",
    /if appropriate, in consultation with the victim/,
  ],
  [
    "victim 4: a parent who victimizes",
    "mail",
    /a parent who victimizes: child and family services/,
  ],
  [
    "victim 4: the whole of it",
    parent,
    /in consultation with the victim.*refer to child and family services instead/,
  ],
  [
    "victim 5: referral to the victim",
    "mail",
    /Offer the potential victim a referral to counseling or social services/,
  ],
  ["victim 5: referral to the parent", "mail", /Offer the parent or guardian a referral/],
  [
    "victim 6: contact and status",
    "mail",
    /regular contact with the victim; check status periodically/,
  ],
  ["victim 6: who", "row regular-contact", /Counselor or social worker \(most appropriate\)/],
  ["confirmed 1: for an investigation", police, /for an investigation/],
  [
    "confirmed 2: detailed report",
    "mail",
    /Send the detailed mandated report to child and family services/,
  ],
  [
    "confirmed 4: theirs to investigate",
    "row law-enforcement-investigation",
    /The SRO or law enforcement conducts the investigation/,
  ],
  ["confirmed 4: to be recorded", "mail", /Record what police tell you/],
  ["confirmed 6: placement", "mail", /Review school placement; transfer if inappropriate/],
  [
    "confirmed 6: with whom",
    "row review-school-placement",
    /with the department that is responsible/,
  ],
];

const law: readonly Required[] = [
  ["B1: the deadline", "mail", /By Wed Sep 2, 8:30 PM: Send the detailed mandated report/],
  ["B1: the form", "mail", /form SS 8572/],
  ["B1: how it travels", report, /by fax to \(415\) 473-3279/],
  ["B1: 36 hours from learning of it", "guide", /within 36 hours of receiving the information/],
  ["B1: reasonable suspicion", "mail", /By law \(PC 11166\): do not wait to be sure/],
  ["B1: a colleague does not count", "mail", /Telling a colleague does not count/],
  ["B1: forwarding is not enough", "mail", /Forwarding is not enough: you report too \(PC 11166\)/],
  ["B1: each reporter still reports", "mail", /Each reporter still reports/],
  [
    "B1: each reporter's call",
    "row call-child-and-family-services",
    /each reporter still owes a call/,
  ],
  ["B1: district police", police, /PC 11165\.9|may be part of it/],
  ["C: do not question", "mail", /Do not question any student/],
  [
    "C: do not tell a parent",
    "mail",
    /Do not tell a parent or guardian until the register unlocks it/,
  ],
  ["C: only who needs to know", "mail", /By law \(PC 11167\.5\): tell only those who must know/],
  ["C: never an interview", campus, /never an interview of any student/],
  [
    "C: what is still needed",
    parent,
    /Locked: do not contact parents or guardians yet\. .*Still missing: /,
  ],
  ["C: a recruiter may be a victim", "row school-consequence", /not thought to be a victim/],
  ["C: no details by mail", "mail", /Do not answer this mail with details/],
  ["C: no details by mail, whole", "guide", /forward none about it/],
  ["D: which agency confirmed it", "mail", /Ask which agency confirmed it/],
  [
    "B4: the county of residence",
    report,
    /Call the county where the student lives, if you know it/,
  ],
  ["source and version", "guide", /2019-03-01/],
];

describe("what has to be said", async () => {
  const out = await playDay([{ submit: everything }]);
  const [mail] = mailTo(out, "contact@district.example");
  const guide = wordsIn(out, "Guide");
  const rows = wordsIn(out, "Checklist");
  const rowOf = (id: string) =>
    JSON.stringify(actsOf(out).find(({ act }) => act === id) ?? `no row ${id}`);

  test.each([...steps, ...law])("%s: %s", (_, where, words) => {
    const text =
      where === "mail"
        ? (mail?.text ?? "")
        : where === "guide"
          ? guide
          : `${rowOf(where.slice("row ".length))}\n${rows}`;
    expect(text).toMatch(words);
  });
});

test("in danger it is said first, and whom to call", async () => {
  const out = await playDay([{ submit: { ...everything, immediateDanger: "yes" } }]);
  const text = mailTo(out, "contact@district.example")[0]?.text ?? "";
  const first = text.split(/\s+/).slice(0, 90).join(" ");
  expect(first).toContain("Call 911 now, unless you know the student is safe.");
  expect(first).toContain("Town Police Department (415) 555-0111");
  expect(first).toContain("Child and Family Services (415) 473-7153");
});

test("below every protocol one sign can be enough, and nobody is told that all is well", async () => {
  const { studentName, school } = everything;
  const below = await playDay([
    { submit: { school, studentName, factors: ["frequently-absent"] } },
  ]);
  const text = mailTo(below, "contact@district.example")[0]?.text ?? "";
  expect(text).toContain("By law (PC 11166): a reasonable suspicion is enough.");
  expect(text).toContain("One factor can still be reason to suspect abuse or neglect");
});
