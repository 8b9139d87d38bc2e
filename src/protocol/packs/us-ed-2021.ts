/**
 * The U.S. Department of Education's guide "Human Trafficking in America's Schools", second edition of January 2021, as data, for districts
 * in California whose county has no protocol. The guide is in the public domain. docs/protocol/us-ed-2021.txt has notes on what it says,
 * and every `lines` counts the lines of these notes from 1. The guide has no threshold and no score: the designated person looks at any
 * sign. Acts that California law requires are marked as law, because they are not in the guide.
 */

import { once } from "../../lazy";
import type { ProtocolPack } from "../pack";
import {
  cited,
  madeAct,
  madeConcern,
  madeFactor,
  madeLevel,
  madeStep,
  usualReasons,
} from "../parts";
import * as when from "../wording";
import { en, county as guide, law, practice } from "../wording";
import { extended, ofCalifornia } from "./california";

export const usEd2021 = once(guidePack);

function guidePack(): ProtocolPack {
  const ofTrafficking = when.inProtocol("suspected", "confirmed");
  /**
   * Levels at which only a sign, or nothing that can be read, was reported. The person who suspects abuse decides whether a report is
   * required.
   */
  const belowSuspicion = when.atLevel("below-concern", "concern");

  const california = ofCalifornia({
    whereReportsGo: "Penal Code 11165.9, and what counties ask",
    ofVictim: ofTrafficking,
    victimLevel: "Suspected trafficking",
  });

  // The guide's own steps, which are the same for every concern.

  const toDesignatedPerson = madeStep(
    1,
    [30, 31],
    "Staff leave questions to the designated counselor or social worker, and bring what they saw there. One meeting with the student may not be enough.",
    ["review-report", "meet-student"],
    { actors: ["teachers-and-other-staff", "counselor-or-social-worker"] },
  );
  const tellAdministrator = madeStep(
    2,
    32,
    "Tell the administrator at once, and in confidence.",
    ["tell-administrator"],
    { actors: ["administrator"] },
  );
  /** Steps that are the same whether trafficking is suspected or confirmed. */
  const ofTraffickingSteps = [
    madeStep(
      1,
      33,
      "Bring in law enforcement and child welfare by the district's child-abuse protocol.",
      ["call-child-and-family-services", "involve-law-enforcement"],
    ),
    { ...toDesignatedPerson, step: 2, acts: ["meet-student"] },
    { ...tellAdministrator, step: 3 },
  ];

  const levels: ProtocolPack["levels"] = [
    madeLevel("below-concern", 0, "Below concern", {
      colours: { text: "#3c4043", background: "#e8eaed" },
      wait: { hours: 8, inSchoolHours: true },
      atLeastFactors: 0,
      explains: en(
        "Nothing that could be read is a sign of the guide. This does not mean the student is safe: some victims show none.",
      ),
      because: en("nothing that can be read is a sign of the guide, so a person reads the report"),
    }),
    madeLevel("concern", 1, "Concern", {
      colours: { text: "#664a00", background: "#fff0c7" },
      wait: { hours: 4, inSchoolHours: false },
      news: { words: en("New: a sign of trafficking is now reported."), also: null },
      explains: en("One sign can be reason to suspect abuse or neglect, and then you must report."),
      protocol: {
        title: en("A sign of trafficking, for sex or for labor"),
        lines: [4, 29],
        appliesOn: [
          { criterion: "general-signs" },
          { criterion: "sex-signs" },
          { criterion: "labor-signs" },
        ],
        steps: [toDesignatedPerson, tellAdministrator],
      },
    }),
    madeLevel("suspected", 2, "Suspected trafficking", {
      colours: { text: "#8a1c1c", background: "#fbd9d9" },
      wait: { hours: 1, inSchoolHours: false },
      meansVictim: true,
      news: { words: en("New: trafficking of the student is now suspected."), also: null },
      protocol: {
        title: en("Trafficking is suspected"),
        lines: [33],
        appliesOn: [{ concern: "suspected-victim" }],
        steps: ofTraffickingSteps,
      },
    }),
    madeLevel("confirmed", 3, "Confirmed trafficking", {
      colours: { text: "#ffffff", background: "#8f1d1d" },
      wait: { hours: 1, inSchoolHours: false },
      asksWhoConfirmed: true,
      meansVictim: true,
      news: {
        words: en("New: trafficking of the student is now confirmed."),
        also: california.confirmedToPolice,
      },
      protocol: {
        title: en("Trafficking is confirmed"),
        lines: [33],
        appliesOn: [{ concern: "confirmed-victim" }],
        steps: ofTraffickingSteps,
      },
    }),
  ];

  /**
   * A group of signs, as a criterion. One sign is enough to meet it, so its sentences give no count. `one`: the words for one of them, within
   * a sentence.
   */
  function signs(
    id: string,
    line: number,
    name: string,
    one: string,
  ): ProtocolPack["criteria"][number] {
    const inSentence = name.charAt(0).toLowerCase() + name.slice(1);
    return {
      id,
      name: en(name),
      atLeast: 1,
      words: en(`${name}: any one of them is enough to tell the designated person.`),
      met: en(
        `{reported} of the ${inSentence} {reported:was|were} reported ({factors}), and any one is looked at`,
      ),
      notMet: en(`none of the ${inSentence} was reported`),
      wouldMeet: en(`one of the ${inSentence}`),
      signs: {
        one: en(`${one} was reported`),
        several: en(`{reported} of the ${inSentence} were reported`),
      },
      lines: [4, line],
    };
  }

  const factors: ProtocolPack["factors"] = [
    madeFactor("general-signs", "irregular-attendance", 8, {
      name: "Cannot attend regularly, or unexplained absences",
      form: "Cannot come to school regularly, or is absent and nobody explains it",
      words: "The student cannot attend regularly, or has absences that no one explains.",
    }),
    madeFactor("general-signs", "runs-away-repeatedly", 9, {
      name: "Runs away again and again",
      form: "Runs away again and again",
      words: "The student runs away repeatedly.",
    }),
    madeFactor("general-signs", "frequent-travel", 10, {
      name: "Speaks of frequent travel to other cities",
      form: "Speaks of going to other cities often",
      words: "The student speaks of frequent travel to other cities.",
    }),
    madeFactor("general-signs", "trauma-or-fear", 11, {
      name: "Physical trauma, withdrawn or afraid",
      form: "Has bruises or other injuries, or is withdrawn, depressed, anxious or afraid",
      words:
        "The student has bruises or other physical trauma, behaves in a withdrawn way, or shows depression, anxiety or fear.",
    }),
    madeFactor("general-signs", "no-control-of-time-or-papers", 12, {
      name: "No control over own time or papers",
      form: "Has no say over their own time, or does not hold their own identity papers",
      words: "The student has no control over their own schedule or identity papers.",
    }),
    madeFactor("general-signs", "hungry-tired-or-ill-clad", 13, {
      name: "Hungry, short of sleep or wrongly dressed",
      form: "Is hungry, underfed or very tired, or is not dressed for the weather",
      words: "The student is hungry, malnourished, short of sleep or not dressed for the weather.",
    }),
    madeFactor("general-signs", "signs-of-addiction", 14, {
      name: "Signs of drug addiction",
      form: "Shows signs of drug addiction",
      words: "The student shows signs of drug addiction.",
    }),
    madeFactor("general-signs", "coached-answers", 15, {
      name: "Answers that sound rehearsed",
      form: "Gives answers that sound coached or rehearsed",
      words: "What the student answers sounds coached or rehearsed.",
      meansVictim: true,
    }),
    madeFactor("sex-signs", "sudden-change", 18, {
      name: "Sudden change in clothes, hygiene, relationships or belongings",
      form: "Has changed suddenly: clothes, hygiene, relationships or belongings",
      words: "Clothes, hygiene, relationships or possessions of the student changed suddenly.",
    }),
    madeFactor("sex-signs", "sexual-beyond-age", 19, {
      name: "Sexual talk or behavior beyond the age",
      form: "Talks or acts in a sexual way that is beyond what is usual for their age",
      words: "The student talks or behaves sexually beyond what is usual for the age.",
    }),
    madeFactor("sex-signs", "older-partner", 20, {
      name: "Noticeably older boyfriend or girlfriend",
      form: "Has a boyfriend or girlfriend who is noticeably older",
      words: "The student has a boyfriend or girlfriend who is noticeably older.",
    }),
    madeFactor("sex-signs", "hides-recent-scars", 21, {
      name: "Tries to hide recent scars",
      form: "Tries to hide recent scars",
      words: "The student tries to hide recent scars.",
    }),
    madeFactor("labor-signs", "debt-to-pay-off", 24, {
      name: "Must pay off a debt",
      form: "Has to pay off a debt",
      words: "The student must pay off a debt.",
      meansVictim: true,
    }),
    madeFactor("labor-signs", "fears-for-family", 25, {
      name: "Fears that the family is harmed for telling",
      form: "Fears that their family will be harmed if they tell",
      words: "The student is afraid that speaking up would bring harm to the family.",
      meansVictim: true,
    }),
    madeFactor("labor-signs", "long-hours-little-pay", 26, {
      name: "Long hours for little or no pay",
      form: "Works long hours for little or no pay",
      words: "The student works long hours for little or no pay.",
      meansVictim: true,
    }),
    madeFactor("labor-signs", "cares-for-others-children", 27, {
      name: "Cares for children of another family",
      form: "Looks after children who are not of their own family",
      words: "The student looks after children of another family.",
    }),
  ];

  const concerns: ProtocolPack["concerns"] = [
    madeConcern("suspected-victim", 5, {
      name: "May be a victim",
      form: "This student may be a victim of trafficking, for sex or for labor",
      what: "the student may be a victim",
      meansVictim: true,
    }),
    madeConcern("confirmed-victim", 5, {
      name: "Confirmed as a victim",
      form: "This student has been confirmed to be a victim",
      what: "the student is confirmed to be a victim",
      meansVictim: true,
    }),
  ];

  const dangerFirst = "danger comes before all else";

  const readByCounselor = guide([31], "Counselor or social worker who is designated");

  /** In the order in which the contact sees them. */
  const acts: ProtocolPack["acts"] = [
    // Calls.
    extended(california.firstCallAct, {
      inMail: [
        guide([33], "Call child and family services now.", ofTrafficking),
        law(
          "PC 11166",
          "call child and family services now: a reasonable suspicion is enough.",
          belowSuspicion,
        ),
        { ...california.callInDoubt, when: [belowSuspicion] },
      ],
      what: [
        guide([33], "Call child and family services now.", ofTrafficking),
        law(
          "PC 11166",
          "call child and family services now. You must if you reasonably suspect abuse or neglect, even if no protocol step asks for it.",
          belowSuspicion,
        ),
        { ...california.ifInDoubt, when: [belowSuspicion] },
        california.callWhereTheyLive,
        california.toSomebodyUnder18,
      ],
      remarks: [california.oneForSeveral],
    }),
    extended(california.policeAct, {
      inMail: [
        practice(dangerFirst, "Call 911 immediately.", when.inImmediateDanger, belowSuspicion),
        practice(
          dangerFirst,
          "Call 911 immediately; involve local law enforcement.",
          when.inImmediateDanger,
          ofTrafficking,
        ),
        guide([33], "Involve local law enforcement.", when.notInDanger, ofTrafficking),
      ],
      what: [
        practice(dangerFirst, "Call 911 immediately.", when.inImmediateDanger),
        guide(
          [33],
          "Involve local law enforcement, by the district's child-abuse protocol.",
          ofTrafficking,
        ),
      ],
      alsoWhen: [{ when: [when.inImmediateDanger], from: { practice: dangerFirst } }],
    }),
    california.updateCallAct,
    // To do at once, as the guide says.
    madeAct("tell-administrator", "Tell the administrator", {
      inMail: [guide([32], "Tell the administrator at once, in confidence.")],
      what: [
        guide([32], "Tell the administrator at once, in confidence."),
        practice(
          "no one is told who may be involved",
          "In person or by telephone, and not an administrator who may be involved: then the district lead instead.",
          when.inRegisterAlone,
        ),
      ],
      due: "first-hour",
    }),
    // The first hour.
    ...california.firstHourActs,
    // The written report, then the rest.
    extended(california.writtenReportAct, {
      inMail: [
        law("PC 11166", "send the mandated report to child and family services.", ofTrafficking),
      ],
      what: [
        law(
          "PC 11166",
          "submit a mandated report to child and family services. A mandated reporter who reasonably suspects that a child is a victim must do so; the guide has no step for it.",
        ),
      ],
      alsoWhen: [{ when: [ofTrafficking], from: { statute: "PC 11166" } }],
    }),
    extended(california.reviewAct, {
      inMail: [
        practice(
          "the guide sends any sign to the designated counselor or social worker (lines 4 and 31); one sign can be reasonable suspicion",
          "The designated counselor or social worker reads the report and speaks with the reporter; record if you suspect abuse, neglect or forced labor.",
        ),
      ],
      what: [
        practice(
          "the guide sends any sign to the designated counselor or social worker (lines 4 and 31)",
          "Read the report in the register and speak with the reporter; where only the district lead knows who that is, through the lead.",
        ),
        guide([4], "Any sign is reason enough to look."),
        practice(
          "one sign can be reasonable suspicion; no report is left unread",
          "Record whether there is reasonable suspicion. If there is, raise the level of the case: the written report is then required.",
        ),
      ],
      who: [readByCounselor],
      alsoWhen: [{ when: [belowSuspicion], from: { lines: [4, 31] } }],
    }),
    ...california.districtActs,
    madeAct("meet-student", "The counselor meets the student", {
      inMail: [
        guide(
          [30, 31],
          "The counselor or social worker meets the student, several times if need be.",
        ),
      ],
      what: [
        guide(
          [30, 31],
          "The designated counselor or social worker meets the student, and several times if need be. Other staff do not question the student.",
        ),
        practice(
          "practice of the field: a first meeting builds trust",
          "To build trust and to hear what the student needs.",
          when.inRegisterAlone,
        ),
        practice(
          "a suspected victim is seen soon, and then again and again",
          "The first meeting is planned for the next school day.",
          ofTrafficking,
        ),
        california.noInterview,
        california.whoInterprets,
      ],
      who: [readByCounselor],
      repeats: "check-in",
      due: [{ time: "next-school-day", when: [ofTrafficking] }],
    }),
  ];

  const doNot: ProtocolPack["doNot"] = [
    practice(
      "the guide has staff not question the student (line 30); images and devices wait for police",
      "Do not question any student, or open, copy or forward images.",
    ),
    practice(
      "district policies, where the parent or guardian may be the one who victimizes",
      "Do not tell a parent or guardian: refer to child and family services instead.",
      when.parentMayBeInvolved,
      when.childStudent,
    ),
    practice(
      "district policies; the guide has no step for parents",
      "Do not tell a parent or guardian until child and family services or law enforcement says that you can.",
      when.parentNotReported,
      when.childStudent,
    ),
    practice(
      "a student of 18 decides on their parents' being told",
      "Do not tell a parent or guardian without the student's consent: the student is 18 or over.",
      when.adultStudent,
    ),
    ...california.doNot,
  ];

  return {
    id: "us-ed-2021",
    county: null,
    author: "U.S. Department of Education",
    languages: ["en", "es"],
    version: "2021-01-01",
    effectiveFrom: "2021-01-01",
    effectiveTo: null,
    approval: null,
    document: "us-ed-2021.txt",
    reportingSince: null,
    helpLine: null,
    glossaryNote: null,
    glossary: [],
    citedAs: en("Notes on the U.S. Department of Education guide of January 2021"),
    title: cited(
      [1],
      "Human Trafficking in America's Schools, second edition; for districts in counties without a protocol",
    ),
    subject: cited([1, 5], "Human trafficking, for sex or for labor."),
    provenance: cited(
      [1, 2],
      "The guide is of January 2021, by the U.S. Department of Education with its National Center on Safe Supportive Learning Environments, and in the public domain. These are notes on it, and its sample protocol for districts is not in them. What the law of California adds stands beside it with its citation.",
    ),
    eitherCriterion: cited(
      [4, 5],
      "The guide names no threshold and gives no score. One sign is enough to tell the designated person. A victim may show none at all, and signs of trafficking for sex and for labor overlap.",
    ),
    levels,
    criteria: [
      signs("general-signs", 7, "General signs", "a general sign"),
      signs("sex-signs", 17, "Signs of trafficking for sex", "a sign of sex trafficking"),
      signs("labor-signs", 23, "Signs of trafficking for labor", "a sign of labor trafficking"),
    ],
    factors,
    concerns,
    ...california.shared,
    reasons: usualReasons(),
    agencies: [
      // Each county has its own number. Until the district enters it in Contacts, the emergency number stands in.
      { ...california.childAndFamilyServices, standIn: "emergency" },
      california.police,
      california.probation,
      california.victimAdvocate,
    ],
    acts,
    statutes: california.statutes,
    hotlines: [
      {
        ...california.nationalHotline,
        from: { practice: "clarola.org and freewaync.org, read 2026-11-24" },
      },
    ],
    emergency: {
      ...california.emergency,
      from: { practice: "the emergency number of the United States" },
    },
    education: {
      citation: "Training of staff",
      words: en(
        "Beside teachers and counselors the guide has the front desk, bus drivers, attendance staff, special education and nurses trained to know the signs.",
      ),
      atLeastOnceIn: [],
      lines: [34],
    },
    actors: [
      { id: "teachers-and-other-staff", name: en("Teachers and other staff") },
      { id: "counselor-or-social-worker", name: en("Counselor or social worker") },
      { id: "administrator", name: en("Administrator") },
    ],
    doNot,
  };
}
