/**
 * What the document's 20 steps, the law and practice require to be said, and where it is said: in the first email, in the step's own
 * row, in the Guide, on the Form, in the reporter's email, or on a page of docs/.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { desiredForm } from "../../src/form/desired-form";
import { confirmationMessage, formDescription } from "../../src/form/safety-texts";
import { inEnglish } from "../../src/language";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { playDay } from "../day/day";
import { report } from "../day/events";
import { mailTo, wordsIn } from "../day/look";
import { contact, teacher } from "../day/people";

const everything = report({
  learnedAt: "2026-09-01T08:30:00-07:00",
  concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
  staffMayBeInvolved: "yes",
  recipientMayBeInvolved: "no",
  reporterEmail: teacher,
});

/**
 * By place: the document's lines 25 to 53 (what is short in the mail stands whole in the row), the law (B to D), the first hour (F, read on
 * 2026-11-27), and what a school attorney's second reading found missing (G, on 2026-11-29).
 */
const required: Readonly<Record<string, readonly (readonly [what: string, words: RegExp])[]>> = {
  mail: [
    ["at risk 1: meet, make a plan together", /Make an action plan with the student/],
    ["at risk 1: call child and family services", /Call child and family services now/],
    ["at risk 2: regular contact", /Set up regular contact/],
    ["at risk 2: monitor plan and progress", /Monitor the plan and the student's progress/],
    ["at risk 3", /Send the detailed mandated report to child and family services/],
    ["recruitment 1: law enforcement", /involve local law enforcement/i],
    ["recruitment 2: impact on campus", /Investigate impact on campus/],
    ["recruitment 3: consequence under EC 32282", /only if appropriate under EC 32282/],
    ["victim 4", /if appropriate, in consultation with the victim/],
    ["victim 4", /if a parent victimizes, refer to child and family services/],
    ["victim 5", /Offer the potential victim a referral to counseling or social services/],
    ["victim 5: referral to the parent", /Offer the parent or guardian a referral/],
    ["victim 6: contact and status", /regular contact with the victim; check status periodically/],
    ["confirmed 4: to be recorded", /Record what police tell you/],
    ["confirmed 6: placement", /Review school placement; transfer if inappropriate/],
    ["B1: the deadline", /By Wed Sep 2, 8:30 PM: Send the detailed mandated report/],
    ["B1: reasonable suspicion", /By law \(PC 11166\): do not wait to be sure/],
    ["B1: a colleague does not count", /Telling a colleague is not reporting/],
    ["B1: forwarding is not enough", /Forwarding is not reporting \(PC 11166\)/],
    ["B1: each reporter still reports", /Each mandated reporter must still report\. Forwarding/],
    ["C: do not question", /Do not question any student/],
    ["C: do not tell a parent", /Do not tell a parent or guardian while that step is locked/],
    ["C: only who needs to know", /Tell only people who must know/],
    ["C: no details by mail", /Do not reply with details/],
    ["D: which agency confirmed it", /Ask which agency confirmed it/],
    ["F9: Title IX the same day", /Today, tell the Title IX coordinator/],
    ["F11: before dismissal", /Before dismissal, ask child and family services or police how/],
    ["G19: both numbers", /form SS 8572\/BCIA 8572/],
    ["G18: planned", /Planned for Wed Sep 2: Set up regular contact/],
    ["G18: planned", /Planned for Tue Sep 15: Monitor the plan/],
  ],
  "row co-create-action-plan": [
    ["at risk 1: for concerns related to school", /related to school/],
    ["at risk 1: who", /pre-determined school personnel/],
    ["G8: a plan is no interview", /This is not an interview: do not ask what happened/],
  ],
  "row involve-law-enforcement": [
    ["recruitment 1: SRO", /school resource officer \(SRO\)/],
    ["confirmed 1: for an investigation", /for an investigation/],
    ["B1: district police", /PC 11165\.9|may be part of it/],
  ],
  "row investigate-campus-impact": [
    ["recruitment 2: harassment, recruitment, threats", /harassment.*recruitment.*threats/],
    ["recruitment 2: who", /Local law enforcement, the SRO, the school site's administration/],
    ["C: never an interview", /never an interview of any student/],
    ["F11: images", /Do not open, copy, photograph or forward images/],
  ],
  "row law-enforcement-investigation": [
    ["recruitment 3: an arrest", /may make an arrest/],
    ["confirmed 4: theirs to investigate", /The SRO or law enforcement conducts the investigation/],
  ],
  "row inform-parent-or-guardian": [
    ["victim 4", /in consultation with the victim.*refer to child and family services instead/],
    ["C", /Locked: do not contact parents or guardians yet\.\nStill missing: /],
    ["G10: who interprets", /use a qualified one: never family, friends or other students/],
  ],
  "row regular-contact": [
    ["victim 6: who", /Counselor or social worker \(most appropriate\)/],
    ["G8: ask before meeting", /ask them before you meet/],
    ["G8: the next school day", /first contact is planned for the next school day/],
    ["G10: who interprets", /use a qualified one: never family, friends or other students/],
  ],
  "row review-school-placement": [
    ["confirmed 6: with whom", /with the department that is responsible/],
    ["G7: placement at once", /Review it now: someone who recruits may be on the same/],
    ["G7: what tells a parent waits", /would tell a parent or guardian waits until/],
    ["G11: disability", /34 CFR 300\.530/],
    ["G11: school of origin", /EC 48853\.5.*42 USC 11432/],
    ["G11: education rights", /who holds the student's education rights/],
  ],
  "row submit-detailed-mandated-report": [
    ["B1: how it travels", /by fax to \(415\) 473-3279/],
    ["B4: the county of residence", /Call the county where the student lives, if you know it/],
    ["F1", /Send the written report to the agency that took the call, unless/],
    ["F2: one for several", /may agree that one of them calls and signs: write who that is/],
  ],
  guide: [
    ["B1: 36 hours from learning of it", /within 36 hours of receiving the information/],
    ["C: no details by mail, whole", /do not forward emails about it/],
    ["source and version", /2019-03-01/],
    ["F1: who must accept it", /must accept a report from outside their area/],
    ["F3: who owes", /volunteers over 18 who are with pupils outside/],
    ["F4: homelessness alone", /not by itself a sufficient basis for a report/],
    ["F12: adults", /A child, for the duty to report, is someone under 18/],
    ["G9: immigration", /EC 234\.7|section 234\.7/],
    ["G14: a breach", /mandated report is confidential.*a breach is a misdemeanor/],
    ["G15: the fourth element", /social media and mobile applications are used for it/],
    ["G16: counselors", /Confidence is never a reason not to report/],
    ["G16: counselors", /student of 12 or older tells a school counselor/],
  ],
  "row call-child-and-family-services": [
    ["B1: each reporter's call", /each mandated reporter must still make their own call/],
  ],
  "row school-consequence": [
    ["C: a recruiter may be a victim", /not thought to be a victim/],
    ["F10: discipline", /Discipline is a process of other law: ask counsel/],
    ["G11: disability", /IEP team and a manifestation review come before/],
  ],
  form: [
    ["F1", /Send the written report to the agency that took the call, unless/],
    ["F2: one for several", /Several people may agree that one of them calls and signs/],
    ["F2: telling is not enough", /telling someone is not enough/],
    ["F3: who owes", /Each school employee is a mandated reporter/],
    ["F7: who reported", /needs your name, and protects it \(PC 11167\(d\)\)/],
    [
      "F7: who can see it",
      /people who can edit this form or run its account, such as the district admin, can see it/,
    ],
    ["F7: to stay anonymous", /To stay anonymous to the district, leave this page blank/],
    ["F11: images", /Do not open or copy images/],
    ["G6", /papers that someone else keeps.*tick that the student may be a victim/],
    ["G6: force", /With a child, commercial sex needs no force, fraud or coercion/],
    ["G20: in danger of", /put the student at risk or in danger of exploitation/],
  ],
  reporter: [
    ["F1: where it goes", /Send the written report to the agency that took the call, unless/],
    ["G13: immunity", /mandated reporters have immunity for what they report \(PC 11172\)/],
    ["G13: anyone may report", /Anyone may report.*PC 11166\(g\)/],
  ],
  "docs/staff.md": [
    ["F3: who owes", /Every school employee is a mandated reporter/],
    ["F4: homelessness alone", /PC 11165\.15.*tell the homeless liaison/],
    ["G2: who decides otherwise", /superintendent and counsel decide/],
    ["F11: immigration", /Never ask about immigration/],
    ["G10: who interprets", /qualified interpreter.*never family, friends or other/],
    ["H13: orientation and gender", /orientation or gender, ask counsel first \(EC 220\.3\)/],
    ["G13: immunity", /immunity.*PC 11172/],
    ["G6: force", /Labor is trafficking where there is force, fraud or coercion/],
    ["G19: both numbers", /BCIA 8572/],
  ],
  "row agree-how-student-leaves": [
    ["F5: an officer, first half", /takes immediate steps to notify the parent or guardian/],
    ["F5: an officer, second half", /gives? the officer the parent's address and number/],
    ["F5: in what capacity", /ask the officer in what capacity/],
    ["F6: an interview at school", /may choose a staff member to be present, who says nothing/],
    ["F11: a custodial parent", /cannot keep a child from a custodial parent/],
    ["F11: someone stays", /Someone stays with the student until then/],
    ["F11: who may collect", /Write in Notes who may pick up the student/],
    ["F11: examination, transport", /transport, and whether a medical examination/],
    ["F11: an advocate early", /Call a victim advocate today, before others have spoken/],
    ["F11: an advocate early", /Call: .*Safe Harbor Advocates/],
    ["G9: immigration", /By law \(EC 234\.7\): .*judicial warrant.*superintendent and counsel/],
  ],
  "docs/security/counsel.md": [
    ["F8: an investigator asks", /call back at a number that you know/],
    ["F8: others ask", /counsel \*\*the same day\*\*: .*five business days \(EC 49069\.7\)/],
    ["F13: a legal hold", /deletes nothing of the case any more/],
    ["F13: what it does not reach", /mail in mailboxes and in Sent, Google Vault/],
    ["F13: no limit in time", /CCP 340\.1/],
    ["G9: immigration", /enforces immigration law.*EC 234\.7/],
  ],
  "row agree-before-staff-changes": [
    ["G2: agree today", /Today, before that person is next with students, agree with police/],
    ["G2: who decides otherwise", /If no agency has answered.*giving no reason/],
    ["F9: tips off", /Do not speak with that person about it: that warns them/],
  ],
  "docs/staff.es.md": [
    ["G2: who decides otherwise", /deciden la superintendencia y los abogados/],
    ["G10: who interprets", /intérprete calificado.*nunca la familia/],
  ],
  "row tell-superintendent-and-counsel": [
    ["G2: a credential", /if that person holds a credential/],
    ["F9: after whom", /once police and child and family/],
    ["F9: 30 days", /within 30 days/],
  ],
  "row tell-title-ix-coordinator": [
    ["F9: process", /supportive measures come first, and discipline after/],
  ],
  "row offer-referral": [
    ["F11: an advocate early", /Call a victim advocate early: they can make the offer/],
  ],
  "docs/contact-week.md": [
    ["F12: adults", /18 or over/],
    ["G10: who interprets", /qualified interpreter.*never family, friends or other/],
  ],
  "docs/details/records.md": [
    ["H13: orientation and gender", /orientation or gender goes out, ask counsel first/],
  ],
  "docs/details/first-hour.md": [["G16: counselors", /EC 49602/]],
};

describe("what has to be said", async () => {
  const out = await playDay([{ submit: everything }]);
  const pack = marin2019();
  const { items } = desiredForm(pack, ["North High"]);
  const [keys = [], ...rows] = out.cells?.["Checklist"] ?? [];
  const actColumn = keys.findIndex((cell) => cell?.value === "act");
  const rowOf = (id: string) =>
    rows
      .filter((cells) => cells[actColumn]?.value === id)
      .flatMap((cells) => cells.map((cell) => String(cell?.value ?? "")))
      .join("\n");
  const form = [
    formDescription(pack, inEnglish).text,
    ...items.flatMap(({ title, help, choices }) => [
      title,
      help,
      ...choices.map(({ text }) => text),
    ]),
    confirmationMessage(pack, inEnglish).text,
  ].join("\n");
  const texts: Readonly<Record<string, string>> = {
    mail: mailTo(out, contact)[0]?.text ?? "",
    reporter: mailTo(out, teacher)[0]?.text ?? "",
    guide: wordsIn(out, "Guide"),
    form,
  };
  const textOf = (where: string) =>
    where.startsWith("row ")
      ? rowOf(where.slice("row ".length))
      : (texts[where] ?? readFileSync(where, "utf8"));

  test.each(Object.entries(required))("%s", (where, all) => {
    const text = textOf(where);
    expect(all.flatMap(([what, words]) => (words.test(text) ? [] : [what]))).toEqual([]);
  });
});

const mailOf = async (more: object) => {
  const out = await playDay([{ submit: more }]);
  return { out, text: mailTo(out, contact)[0]?.text ?? "" };
};
const { school, studentName } = everything;

test("in danger it is said first, and whom to call", async () => {
  const { text } = await mailOf({ ...everything, immediateDanger: "yes" });
  const start = text.split(/\s+/).slice(0, 90).join(" ");
  expect(start).toContain("Call 911 now, unless you know the student is safe.");
  expect(start).toContain("Town Police Department (415) 555-0111");
  expect(start).toContain("Child and Family Services (415) 473-7153");
});

test("below every protocol one sign can be enough, and no one is told that all is well", async () => {
  const { text } = await mailOf({ school, studentName, factors: ["frequently-absent"] });
  expect(text).toContain("By law (PC 11166): a reasonable suspicion is enough.");
  expect(text).toContain("One factor can still be reason to suspect abuse or neglect");
});
