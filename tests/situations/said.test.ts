/**
 * What the document's 20 steps, the law and practice require to be said, and where it is said: in the first mail, in the act's own row, in
 * the Guide, on the Form, in the reporter's mail, or on a page of docs/.
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

type Place = "mail" | "guide" | "form" | "reporter" | `row ${string}` | `docs/${string}`;
type Required = readonly [what: string, where: Place, words: RegExp];

const usual = "row submit-detailed-mandated-report";
const parent = "row inform-parent-or-guardian";
const police = "row involve-law-enforcement";
const campus = "row investigate-campus-impact";
const plan = "row co-create-action-plan";
const leaves = "row agree-how-student-leaves";
const staff = "row agree-before-staff-changes";
const meeting = "row regular-contact";
const placement = "row review-school-placement";
const counsel = "docs/security/counsel.md";

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
  ["B1: how it travels", usual, /by fax to \(415\) 473-3279/],
  ["B1: 36 hours from learning of it", "guide", /within 36 hours of receiving the information/],
  ["B1: reasonable suspicion", "mail", /By law \(PC 11166\): do not wait to be sure/],
  ["B1: a colleague does not count", "mail", /Telling a colleague does not count/],
  ["B1: forwarding is not enough", "mail", /Forwarding is not reporting \(PC 11166\)/],
  [
    "B1: each reporter still reports",
    "mail",
    /Each mandated reporter must still report\. Forwarding/,
  ],
  [
    "B1: each reporter's call",
    "row call-child-and-family-services",
    /each mandated reporter still owes a call/,
  ],
  ["B1: district police", police, /PC 11165\.9|may be part of it/],
  ["C: do not question", "mail", /Do not question any student/],
  [
    "C: do not tell a parent",
    "mail",
    /Do not tell a parent or guardian until the register unlocks it/,
  ],
  ["C: only who needs to know", "mail", /Tell only people who must know/],
  ["C: never an interview", campus, /never an interview of any student/],
  [
    "C: what is still needed",
    parent,
    /Locked: do not contact parents or guardians yet\.\nStill missing: /,
  ],
  ["C: a recruiter may be a victim", "row school-consequence", /not thought to be a victim/],
  ["C: no details by mail", "mail", /Do not answer this mail with details/],
  ["C: no details by mail, whole", "guide", /forward none about it/],
  ["D: which agency confirmed it", "mail", /Ask which agency confirmed it/],
  ["B4: the county of residence", usual, /Call the county where the student lives, if you know it/],
  ["source and version", "guide", /2019-03-01/],
];

/** By the paragraphs of law and practice that were read on 2026-11-27. */
const firstHour: readonly Required[] = [
  ["F1: where the report goes", usual, /Send the written report to whoever took the call, unless/],
  ["F1: where the report goes", "form", /Send the written report to whoever took the call, unless/],
  ["F1: where it goes", "reporter", /Send the written report to whoever took the call, unless/],
  ["F1: who must accept it", "guide", /must accept a report from outside their area/],
  ["F2: one for several", "form", /Several people may agree that one of them calls and signs/],
  ["F2: one for several", usual, /may agree that one of them calls and signs: write who that is/],
  ["F2: telling is not enough", "form", /telling somebody is not enough/],
  ["F3: who owes", "form", /Each school employee is a mandated reporter/],
  ["F3: who owes", "guide", /volunteers over 18 who are with pupils outside/],
  ["F3: who owes", "docs/staff.md", /Every employee of a school is a mandated reporter/],
  ["F4: homelessness alone", "guide", /in itself no sufficient basis for a report/],
  ["F4: homelessness alone", "docs/staff.md", /PC 11165\.15.*tell the homeless liaison/],
  ["F5: an officer, first half", leaves, /takes immediate steps to notify the parent or guardian/],
  ["F5: an officer, second half", leaves, /gives the officer the parent's address and number/],
  ["F5: in what capacity", leaves, /ask the officer in what capacity/],
  [
    "F6: an interview at school",
    leaves,
    /may choose a staff member to be present, who says nothing/,
  ],
  ["F7: who reported", "form", /needs your name, and protects it \(PC 11167\(d\)\)/],
  ["F7: who can see it", "form", /Whoever edits this form, or administers its account, can see it/],
  ["F7: to stay unknown", "form", /To stay unknown to the district, leave this page blank/],
  ["F8: an investigator asks", counsel, /call back at a number that you know/],
  ["F8: others ask", counsel, /counsel \*\*the same day\*\*: .*five business days \(EC 49069\.7\)/],
  [
    "G2: agree today",
    "mail",
    /Agree with police or child and family services what changes for staff today/,
  ],
  ["G2: agree today", staff, /Today, before that person is next with students, agree with police/],
  ["G2: who decides otherwise", "mail", /today; otherwise superintendent and counsel decide/],
  ["G2: who decides otherwise", staff, /If no agency has answered.*giving no reason/],
  ["G2: who decides otherwise", "docs/staff.md", /superintendent and counsel decide/],
  ["G2: who decides otherwise", "docs/staff.es.md", /deciden la superintendencia y los abogados/],
  ["F9: tips off", staff, /Do not speak with that person about it: that warns them/],
  ["F9: superintendent, counsel", "mail", /Tell superintendent and counsel/],
  ["G2: a credential", "row tell-superintendent-and-counsel", /if that person holds a credential/],
  ["F9: after whom", "row tell-superintendent-and-counsel", /once police and child and family/],
  ["F9: 30 days", "row tell-superintendent-and-counsel", /within 30 days/],
  ["F9: Title IX the same day", "mail", /Today, tell the Title IX coordinator/],
  [
    "F9: process",
    "row tell-title-ix-coordinator",
    /supportive measures come first, and discipline after/,
  ],
  [
    "F10: discipline",
    "row school-consequence",
    /Discipline is a process of other law: ask counsel/,
  ],
  [
    "F11: before dismissal",
    "mail",
    /Before dismissal, ask child and family services or police how/,
  ],
  ["F11: a custodial parent", leaves, /cannot itself keep a child from a custodial parent/],
  ["F11: somebody stays", leaves, /Someone stays with the student until then/],
  ["F11: who may collect", leaves, /Write into Notes who may collect the student/],
  ["F11: examination, transport", leaves, /transport, and whether a medical examination/],
  ["F11: an advocate early", leaves, /Call a victim advocate today, before others have spoken/],
  ["F11: an advocate early", leaves, /Call: .*Safe Harbor Advocates/],
  [
    "F11: an advocate early",
    "row offer-referral",
    /Call a victim advocate early: they can make the offer/,
  ],
  ["F11: images", campus, /Images are not opened, copied, photographed or forwarded/],
  ["F11: images", "form", /Do not open or copy images/],
  [
    "F11: immigration, orientation",
    "docs/staff.md",
    /Never ask about immigration.*orientation or gender/,
  ],
  ["F12: adults", "guide", /A child, for the duty to report, is somebody under 18/],
  ["F12: adults", "docs/contact-week.md", /18 or over/],
  ["F13: a legal hold", counsel, /deletes nothing of the case any more/],
  ["F13: what it does not reach", counsel, /mail in mailboxes and in Sent, Google Vault/],
  ["F13: no limit in time", counsel, /CCP 340\.1/],
];

/** What a school attorney's second reading found missing, on 2026-11-29. */
const secondReading: readonly Required[] = [
  ["G7: placement at once", placement, /Review it now: someone who recruits may be on the same/],
  ["G7: what tells a parent waits", placement, /would tell a parent or guardian waits until/],
  ["G8: a plan is no interview", plan, /This is not an interview: do not ask what happened/],
  ["G8: ask before meeting", meeting, /ask them before you meet/],
  ["G8: the next school day", meeting, /first contact is planned for the next school day/],
  [
    "G9: immigration",
    leaves,
    /By law \(EC 234\.7\): .*judicial warrant.*superintendent and counsel/,
  ],
  ["G9: immigration", counsel, /enforces immigration law.*EC 234\.7/],
  ["G9: immigration", "guide", /EC 234\.7|section 234\.7/],
  ["G10: who interprets", meeting, /use a qualified one: never family, friends or other students/],
  ["G10: who interprets", parent, /use a qualified one: never family, friends or other students/],
  [
    "G10: who interprets",
    "docs/contact-week.md",
    /qualified interpreter.*never family, friends or other/,
  ],
  ["G10: who interprets", "docs/staff.md", /qualified interpreter.*never family, friends or other/],
  ["G10: who interprets", "docs/staff.es.md", /intérprete calificado.*nunca la familia/],
  ["G11: disability", "row school-consequence", /IEP team and a manifestation review come before/],
  ["G11: disability", placement, /34 CFR 300\.530/],
  ["G11: school of origin", placement, /EC 48853\.5.*42 USC 11432/],
  ["G11: education rights", placement, /who holds the student's education rights/],
  [
    "G12: orientation and gender",
    "docs/staff.md",
    /without the student's consent, unless the law requires/,
  ],
  [
    "G12: orientation and gender",
    "docs/details/records.md",
    /without the student's consent, unless/,
  ],
  [
    "G13: immunity",
    "reporter",
    /mandated reporters have immunity for what they report \(PC 11172\)/,
  ],
  ["G13: anyone may report", "reporter", /Anyone may report.*PC 11166\(g\)/],
  ["G13: immunity", "docs/staff.md", /immunity.*PC 11172/],
  ["G14: a breach", "guide", /mandated report is confidential.*a breach is a misdemeanor/],
  [
    "G6: a box for labor",
    "form",
    /papers that someone else holds.*tick that the student may be a victim/,
  ],
  ["G6: force", "form", /With a child, commercial sex needs no force, fraud or coercion/],
  ["G6: force", "docs/staff.md", /Labor is trafficking where there is force, fraud or coercion/],
  ["G15: the fourth element", "guide", /social media and mobile applications are used for it/],
  ["G16: counselors", "guide", /in confidence, which is never a reason not to report/],
  ["G16: counselors", "guide", /student of 12 or older tells a school counselor/],
  ["G16: counselors", "docs/details/first-hour.md", /EC 49602/],
  ["G19: both numbers", "mail", /form SS 8572\/BCIA 8572/],
  ["G19: both numbers", "docs/staff.md", /BCIA 8572/],
  ["G20: in danger of", "form", /put the student at risk or in danger of exploitation/],
  ["G18: planned", "mail", /Planned for Wed Sep 2: Set up regular contact/],
  ["G18: planned", "mail", /Planned for Tue Sep 15: Monitor the plan/],
];

describe("what has to be said", async () => {
  const out = await playDay([{ submit: everything }]);
  const pack = marin2019();
  const { items } = desiredForm(pack, ["North High"]);
  const [mail] = mailTo(out, contact);
  const [toReporter] = mailTo(out, teacher);
  const [keys = [], ...rows] = out.cells?.["Checklist"] ?? [];
  const actColumn = keys.findIndex((cell) => cell?.value === "act");
  const rowOf = (id: string) =>
    rows
      .filter((cells) => cells[actColumn]?.value === id)
      .flatMap((cells) => cells.map((cell) => String(cell?.value ?? "")))
      .join("\n");
  const form = [
    formDescription(pack, inEnglish).text,
    ...items.map(({ title, help, choices }) =>
      [title, help, ...choices.map(({ text }) => text)].join("\n"),
    ),
    confirmationMessage(pack, inEnglish).text,
  ].join("\n");
  const texts: Readonly<Record<string, string>> = {
    mail: mail?.text ?? "",
    reporter: toReporter?.text ?? "",
    guide: wordsIn(out, "Guide"),
    form,
  };
  const textOf = (where: Place) =>
    where.startsWith("row ")
      ? rowOf(where.slice("row ".length))
      : (texts[where] ?? readFileSync(where, "utf8"));

  test.each([...steps, ...law, ...firstHour, ...secondReading])("%s: %s", (_, where, words) => {
    expect(textOf(where)).toMatch(words);
  });
});

test("the condition of the at-risk step stands in the row of a student at risk", async () => {
  const { school, studentName, factors } = everything;
  const out = await playDay([{ submit: { school, studentName, factors } }]);
  const row = out.checklist.find(({ act }) => act === "submit-mandated-report");
  expect(row?.["what"]).toContain("at-risk factors are present");
});

test("in danger it is said first, and whom to call", async () => {
  const out = await playDay([{ submit: { ...everything, immediateDanger: "yes" } }]);
  const text = mailTo(out, contact)[0]?.text ?? "";
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
  const text = mailTo(below, contact)[0]?.text ?? "";
  expect(text).toContain("By law (PC 11166): a reasonable suspicion is enough.");
  expect(text).toContain("One factor can still be reason to suspect abuse or neglect");
});
