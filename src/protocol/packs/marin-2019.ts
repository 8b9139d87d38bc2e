/**
 * Marin County's protocols for schools of March 1, 2019, as data: what a school must know, and what it must do when. The document is in
 * docs/protocol/marin-2019.txt; every `lines` counts its lines from 1. In order: the levels with their protocols and steps; criteria,
 * factors and concerns; agencies and numbers; the acts; law; glossary and the rest.
 */

import { once } from "../../lazy";
import type { ActDatum, ProtocolPack } from "../pack";
import {
  byContact,
  cited,
  madeAct,
  madeConcern,
  madeFactor,
  madeLevel,
  madeStep,
  type Step,
  usualReasons,
} from "../parts";
import * as when from "../wording";
import { county, en, law, practice } from "../wording";
import { extended, ofCalifornia, statute, tooLittle } from "./california";

export const marin2019 = once(marinPack);

function marinPack(): ProtocolPack {
  const ofRecruitment = when.inProtocol("recruitment-or-exploitation");
  const ofNoRecruitment = when.notIn("recruitment-or-exploitation");
  const ofConfirmed = when.inProtocol("confirmed-victim");
  const ofVictim = when.inProtocol("suspected-victim", "confirmed-victim");
  const ofNoVictim = when.notIn("suspected-victim", "confirmed-victim");
  /** The protocols whose first step is to involve law enforcement. */
  const withPolice = [
    "recruitment-or-exploitation",
    "suspected-victim",
    "confirmed-victim",
  ] as const;
  const ofPolice = when.inProtocol(...withPolice);
  const ofNoneWithPolice = when.notIn(...withPolice);

  const hotlinePage =
    "Penal Code 11165.9; Marin Child and Family Services, marinhhs.org/child-abuse-neglect-reporting-hotline, read 2026-11-24";
  const ofAge = "a student of 18 decides on their parents' being told, and owns their records";

  const california = ofCalifornia({
    whereReportsGo: hotlinePage,
    ofVictim,
    victimLevel: "Suspected victim",
    consequence: { waits: ofRecruitment, otherwise: ofNoRecruitment },
  });

  // Steps that two protocols have in the same words, as the first of the two has them.
  const involveAndCall = madeStep(
    1,
    31,
    "Involve local law enforcement, the school resource officer (SRO) or both, so that they can investigate if need be. Call child and family services.",
    ["involve-law-enforcement", "call-child-and-family-services"],
    { actors: ["local-law-enforcement", "school-resource-officer"] },
  );
  const campusImpact = madeStep(
    3,
    39,
    "Investigate whether the campus may be affected: by harassment, by recruitment, by threats to the safety of the school.",
    ["investigate-campus-impact"],
  );
  const offerReferral = madeStep(
    5,
    41,
    "Offer a referral to counseling or social services, as appropriate, to the potential victim, to the parent or guardian, or to both.",
    ["offer-referral", "offer-referral-to-parent"],
  );
  const contactVictim = madeStep(
    6,
    42,
    "Set up regular contact with the victim, and check their status periodically. This is most appropriate for a counselor or a social worker.",
    ["regular-contact"],
    { actors: ["counselor-or-social-worker"] },
  );
  const informParent = (number: number, line: number, what: string): Step =>
    madeStep(
      number,
      line,
      `Contact the parent or guardian to inform them of ${what}, if that is appropriate and done in consultation with the victim. Where the parent or guardian is the one who victimizes, refer to child and family services instead.`,
      ["inform-parent-or-guardian"],
      {
        condition:
          "It is appropriate, the victim is consulted, and no parent or guardian is the one who victimizes.",
      },
    );

  /** Lowest first. Each level from `at-risk` up has a protocol with steps in the document. */
  const levels: ProtocolPack["levels"] = [
    madeLevel("needs-review", 0, "Needs review", {
      colours: { text: "#3c4043", background: "#e8eaed" },
      wait: { hours: 8, inSchoolHours: true },
      atLeastFactors: 0,
      explains: en(
        "What could be read fits no protocol yet. This does not mean the student is safe.",
      ),
      because: en(
        "nothing that can be read is a factor or a concern of the county, so a person reads the report",
      ),
    }),
    madeLevel("below-threshold", 1, "Below threshold", {
      colours: { text: "#174a7c", background: "#e1eefb" },
      wait: { hours: 8, inSchoolHours: true },
      atLeastFactors: 1,
      explains: en(
        "This is below the county's threshold for at risk. One factor can still be reason to suspect abuse or neglect, and then you must report.",
      ),
      wouldRaise: en("one risk factor that can be read"),
      news: { words: en("New: one factor of criterion 2 is now reported."), also: null },
    }),
    madeLevel("at-risk", 2, "At risk", {
      colours: { text: "#664a00", background: "#fff0c7" },
      wait: { hours: 4, inSchoolHours: false },
      news: { words: en("New: the at-risk protocol now applies."), also: null },
      protocol: {
        title: en("At risk of human trafficking or CSEC"),
        lines: [23],
        appliesOn: [{ criterion: "criterion-1" }, { criterion: "criterion-2" }],
        steps: [
          madeStep(
            1,
            25,
            "Whoever is appropriate among the pre-determined school personnel meets the student, and together they make an action plan for concerns related to school. Call child and family services.",
            ["co-create-action-plan", "call-child-and-family-services"],
            {
              actors: ["pre-determined-school-personnel"],
              terms: ["pre-determined-school-personnel", "action-plan"],
            },
          ),
          madeStep(
            2,
            26,
            "Set up regular contact with the student. Monitor the action plan and how the student progresses.",
            ["regular-contact", "monitor-action-plan"],
            { terms: ["action-plan"] },
          ),
          madeStep(
            3,
            27,
            "Submit a mandated report to child and family services where the student shows at-risk factors.",
            ["submit-mandated-report"],
            { condition: "At-risk factors are present.", terms: ["mandated-report"] },
          ),
        ],
      },
    }),
    madeLevel("recruitment-or-exploitation", 3, "Suspected recruitment or exploitation", {
      colours: { text: "#7a3300", background: "#ffe0cc" },
      wait: { hours: 1, inSchoolHours: false },
      news: {
        words: en("New: recruitment or exploitation of students is now suspected."),
        also: null,
      },
      protocol: {
        title: en("Suspected recruiting or exploiting of students, for human trafficking or CSEC"),
        lines: [29],
        appliesOn: [{ concern: "recruiting-or-exploiting" }],
        steps: [
          involveAndCall,
          madeStep(
            2,
            32,
            "One or more of local law enforcement, the SRO and the school site's administration investigate whether the campus may be affected: by harassment, recruitment or both, by threats to the safety of the school, and the like.",
            ["investigate-campus-impact"],
            {
              actors: [
                "local-law-enforcement",
                "school-resource-officer",
                "school-site-administration",
              ],
            },
          ),
          madeStep(
            3,
            33,
            "The school gives a consequence where Education Code 32282 makes it appropriate. Depending on how the investigation comes out, law enforcement may make an arrest.",
            ["school-consequence", "law-enforcement-investigation"],
            {
              actors: ["local-law-enforcement"],
              condition: "A consequence is appropriate under Education Code 32282.",
              cites: ["EC 32282"],
            },
          ),
        ],
      },
    }),
    madeLevel("suspected-victim", 4, "Suspected victim", {
      colours: { text: "#8a1c1c", background: "#fbd9d9" },
      wait: { hours: 1, inSchoolHours: false },
      meansVictim: true,
      news: { words: en("New: the student is now a suspected victim."), also: null },
      protocol: {
        title: en("Suspected victim of human trafficking or CSEC"),
        lines: [35],
        appliesOn: [{ concern: "suspected-victim" }],
        steps: [
          { ...involveAndCall, lines: [37] },
          madeStep(
            2,
            38,
            "Submit a mandated report to child and family services where there is suspicion of human trafficking or CSEC.",
            ["submit-mandated-report"],
            { condition: "Human trafficking or CSEC is suspected.", terms: ["mandated-report"] },
          ),
          campusImpact,
          informParent(4, 40, "potential victimization"),
          offerReferral,
          contactVictim,
        ],
      },
    }),
    madeLevel("confirmed-victim", 5, "Confirmed victim", {
      colours: { text: "#ffffff", background: "#8f1d1d" },
      wait: { hours: 1, inSchoolHours: false },
      asksWhoConfirmed: true,
      meansVictim: true,
      news: {
        words: en("New: the student is now a confirmed victim."),
        also: california.confirmedToPolice,
      },
      protocol: {
        title: en("Confirmed victim of human trafficking or CSEC"),
        lines: [44],
        appliesOn: [{ concern: "confirmed-victim" }],
        steps: [
          madeStep(
            1,
            46,
            "Involve local law enforcement, the SRO or both for an investigation.",
            ["involve-law-enforcement"],
            { actors: ["local-law-enforcement", "school-resource-officer"] },
          ),
          madeStep(
            2,
            47,
            "Submit a detailed mandated report to child and family services.",
            ["submit-detailed-mandated-report"],
            { terms: ["mandated-report"] },
          ),
          { ...campusImpact, lines: [48] },
          madeStep(
            4,
            49,
            "The SRO or law enforcement conducts the investigation.",
            ["law-enforcement-investigation"],
            { actors: ["school-resource-officer", "local-law-enforcement"] },
          ),
          informParent(5, 50, "the victimization"),
          madeStep(
            6,
            51,
            "Investigate whether the student's school placement is appropriate. If it is not, arrange a transfer with the department that is responsible.",
            ["review-school-placement"],
            { condition: "A transfer: only where the placement is not appropriate." },
          ),
          { ...offerReferral, step: 7, lines: [52] },
          { ...contactVictim, step: 8, lines: [53] },
        ],
      },
    }),
  ];

  const criteria: ProtocolPack["criteria"] = [
    {
      id: "criterion-1",
      name: en("At-risk criterion 1"),
      atLeast: 1,
      words: en(
        "Criterion 1: one of these factors, or more, raises the concern that the student is at risk.",
      ),
      met: en(
        "{reported} serious {reported:risk factor was|risk factors were} reported, and criterion 1 needs one ({factors})",
      ),
      notMet: en("no serious risk factor was reported, and criterion 1 needs one"),
      wouldMeet: en("one of the risk factors of criterion 1"),
      signs: {
        one: en("one serious risk factor was reported"),
        several: en("{reported} serious risk factors were reported"),
      },
      lines: [9, 11],
    },
    {
      id: "criterion-2",
      name: en("At-risk criterion 2"),
      atLeast: 2,
      words: en(
        "Criterion 2: two of these factors, or more, raise the concern that the student is at risk.",
      ),
      met: en(
        "{reported} risk factors were reported that count together, and criterion 2 needs two ({factors})",
      ),
      notMet: en(
        "{reported} {reported:risk factor was|risk factors were} reported, and criterion 2 needs two ({factors})",
      ),
      wouldMeet: en("{missing} more of the risk factors of criterion 2"),
      signs: {
        one: en("one risk factor was reported"),
        several: en("{reported} risk factors were reported that count together"),
      },
      lines: [15, 17],
    },
  ];

  const factors: ProtocolPack["factors"] = [
    madeFactor("criterion-1", "controlled-or-groomed", 11, {
      name: "Controlled or groomed by someone",
      form: "Acts as if another person controls or grooms them, or gives other signs of it",
      words:
        "Behavior, or some other indication by the student, shows that another person controls or grooms the student.",
      meansVictim: true,
    }),
    madeFactor("criterion-1", "with-people-in-commercial-sex", 12, {
      name: "Spends time with people who are known to be involved in commercial sex",
      form: "Spends time with people who are known to be involved in commercial sex",
      words:
        "The student spends time in the company of people known to be involved in commercial sex.",
    }),
    madeFactor("criterion-1", "atypical-sexual-online-activity", 13, {
      name: "Sexual or social activity online that is unusual for the age",
      form: "Is social or sexual on the internet, by cellphone or on social media in a way that is unusual for their age",
      words:
        "On the internet, a cellphone or social media, the student behaves socially or sexually in a way that is atypical for the age.",
    }),
    madeFactor("criterion-2", "runaway-or-unstable-housing", 17, {
      name: "Has run away, or unstable housing",
      form: "Has run away in the past, or has had unstable housing: this includes more than one foster care placement and times without a home, couch surfing too",
      words:
        "The student has run away before, or has a history of unstable housing: several foster care placements count, and so do periods of homelessness and couch surfing.",
    }),
    madeFactor("criterion-2", "law-enforcement-involvement", 18, {
      name: "Earlier involvement with law enforcement or juvenile justice",
      form: "Was involved before with law enforcement or with the juvenile justice system",
      words:
        "The student was involved before with law enforcement, or with the juvenile justice system.",
      terms: ["juvenile-justice-system"],
    }),
    madeFactor("criterion-2", "frequently-absent", 19, {
      name: "Often missing from school",
      form: "Is often missing from school",
      words: "The student frequently misses school.",
    }),
    madeFactor("criterion-2", "relationships-of-concern", 20, {
      name: "Relationships of concern",
      form: "Has relationships that worry you, because they put the student at risk or in danger of exploitation",
      words:
        "The student has relationships of concern, which put the student at risk or in danger of being exploited.",
    }),
    madeFactor("criterion-2", "substance-abuse-history", 21, {
      name: "History of substance abuse",
      form: "Has a history of substance abuse",
      words: "The student's history includes the abuse of substances.",
    }),
  ];

  const concerns: ProtocolPack["concerns"] = [
    madeConcern("recruiting-or-exploiting", 29, {
      name: "Recruitment or exploitation of students",
      form: "Someone may be recruiting or exploiting students for human trafficking or commercial sex",
      what: "someone may be recruiting or exploiting students",
      meansVictim: false,
    }),
    madeConcern("suspected-victim", 35, {
      name: "May be a victim",
      form: "This student may be a victim of human trafficking or commercial sexual exploitation",
      what: "the student may be a victim",
      meansVictim: true,
    }),
    madeConcern("confirmed-victim", 44, {
      name: "Confirmed as a victim",
      form: "This student has been confirmed to be a victim",
      what: "the student is confirmed to be a victim",
      meansVictim: true,
    }),
  ];

  /** The block that the document leaves to fill in for one of the school's agencies. */
  const block = (title: string, lines: readonly number[]) => ({
    block: { title: en(title), fields: ["name", "phone", "email"] as const, lines },
  });

  const agencies: ProtocolPack["agencies"] = [
    {
      ...california.childAndFamilyServices,
      ...block("Contact at child welfare services", [97, 105, 107, 109]),
      standIn: "child-abuse-hotline",
      channels: [
        {
          kind: "fax",
          value: "(415) 473-3279",
          needs: en("the call"),
          checked: "2026-11-24",
          place: "marinhhs.org/child-abuse-neglect-reporting-hotline",
        },
      ],
    },
    { ...california.police, ...block("Contact at local law enforcement", [95, 99, 101, 103]) },
    {
      ...california.probation,
      ...block("Contact at the probation department", [111, 115, 117, 119]),
    },
    {
      ...california.victimAdvocate,
      ...block("Victim advocate organization", [113, 121, 123, 125]),
    },
  ];

  const hotlines: ProtocolPack["hotlines"] = [
    {
      id: "child-abuse-hotline",
      name: en("Child abuse hotline"),
      words: en("Child abuse hotline of the county's child and family services"),
      form: en("Child and family services, day and night: {phone}"),
      phone: "(415) 473-7153",
      takesReports: true,
      hours: en("day and night"),
      from: { lines: [57, 59, 93, 131] },
    },
    {
      id: "local-law-enforcement",
      name: en("Law enforcement"),
      words: en("The law enforcement agency where you are; in an emergency, 911"),
      form: en("Law enforcement: your local agency, or {phone} in an emergency"),
      phone: "911",
      takesReports: true,
      from: { lines: [61, 63, 64] },
    },
    { ...california.nationalHotline, from: { lines: [66, 67, 69] } },
  ];

  const toReview = when.atLevel("needs-review");
  /** At these levels no step of the document asks for the call. The law requires it, and only of a person who suspects abuse. */
  const belowProtocols = when.atLevel("needs-review", "below-threshold");

  /** The protocols of the document that have the call as a step. Elsewhere the sentence is the system's own, with the statute. */
  const withCall = ["at-risk", "recruitment-or-exploitation", "suspected-victim"] as const;
  const callNow = [
    county([25, 31, 37], "Call child and family services now.", when.inProtocol(...withCall)),
    practice(
      "Penal Code 11166: whoever reasonably suspects abuse or neglect calls; the document has no step here",
      "Call child and family services now.",
      when.notIn(...withCall),
    ),
  ];

  /** No protocol that applies has a step for the written report. */
  const ofNoReport = when.notIn("at-risk", "suspected-victim");
  const readByAPerson = "one factor can be reasonable suspicion; no report is left unread";

  const theirs = "the investigation is theirs, the record is the school's";

  const gates =
    "a parent or guardian who victimizes must not learn of the case; the victim is consulted; an agency decides when it is safe";

  /**
   * The document speaks of a parent who victimizes the student. A parent who may be involved is treated in the same way until an agency says
   * otherwise.
   */
  const parentSuspected =
    "the document speaks of a parent or guardian who victimizes (lines 40 and 50); one who may be involved is treated alike, since a child cannot wait for proof";

  /** No lock stands between a student and help. */
  const helpFirst = practice(
    "practice of the field: medical help, and the search for a missing child, wait for nothing",
    "Hurt, suicidal or missing: call 911 first; police or the hospital may tell a parent.",
  );

  /** Why an act that a parent or guardian would notice is locked. */
  const parentLock: ActDatum["lock"] = {
    waitsFor: "parent-gates",
    why: [
      practice(gates, "Locked: do not contact parents or guardians yet.", when.parentNotReported),
      practice(
        parentSuspected,
        "Locked: do not do this while a parent or guardian may be involved. Refer to child and family services instead.",
        when.parentMayBeInvolved,
      ),
      practice(
        ofAge,
        "Locked: the student is 18 or over, and decides. Only with the student's consent, on record in the case.",
        when.adultStudent,
      ),
    ],
  };

  const carriedOver =
    "what the victim protocols say of regular contact, carried over to the student at risk and to the plan";
  const contactOrBestPlaced =
    "Designated contact, or the counselor or social worker who is best placed";

  const referral = "a referral to counseling or social services, whichever is appropriate.";

  /** In the order in which the contact sees them. */
  const acts: ProtocolPack["acts"] = [
    // Calls.
    extended(california.firstCallAct, {
      inMail: [
        ...callNow,
        law("PC 11166", "a reasonable suspicion is enough.", belowProtocols),
        // Whatever factor was reported: which one it is, no email tells.
        law("PC 11165.15", "homelessness alone is not grounds.", when.atLevel("below-threshold")),
        { ...california.callInDoubt, when: [toReview] },
      ],
      what: [
        ...callNow,
        law(
          "PC 11166",
          "you must call if you reasonably suspect abuse or neglect.",
          belowProtocols,
        ),
        { ...california.ifInDoubt, when: [belowProtocols] },
        law(
          "PC 11165.15",
          "that a child is homeless or an unaccompanied youth is not by itself a sufficient basis for a report. Report anything else that you suspect.",
          when.withFactor("runaway-or-unstable-housing"),
          when.atLevel("below-threshold"),
        ),
        practice(
          "people whom the district has for such students",
          "Who can help with housing and school: {homeless-liaison}; {foster-youth-liaison}.",
          when.withFactor("runaway-or-unstable-housing"),
        ),
        california.callWhereTheyLive,
        california.toSomebodyUnder18,
        // The text does not say why probation is named: a factor is student data, and this text is emailed.
        practice(
          "Penal Code 11165.9; the document leaves a block for a probation contact and says nothing of it",
          "If probation supervises the student, or the county has named it to take reports, you may call its contact too. Call child and family services either way.",
          when.withFactor("law-enforcement-involvement"),
        ),
      ],
      remarks: [
        law(
          "PC 11166",
          "reasonable suspicion is enough for this call. It must be made even though no protocol step that applies here asks for it.",
          when.notIn("at-risk", "recruitment-or-exploitation", "suspected-victim"),
          when.atLevel("confirmed-victim"),
        ),
        california.oneForSeveral,
        practice(
          tooLittle,
          "The report says too little to tell. If you are in doubt, call, even before you have spoken with the reporter.",
          toReview,
        ),
      ],
      call: [
        california.toChildAndFamilyServices,
        { to: "probation", when: [when.withFactor("law-enforcement-involvement")] },
      ],
    }),
    extended(california.policeAct, {
      inMail: [
        county([64, 91], "Call 911 immediately.", when.inImmediateDanger, ofNoneWithPolice),
        county(
          [31, 37, 46, 64, 91],
          "Call 911 immediately; involve local law enforcement.",
          when.inImmediateDanger,
          ofPolice,
        ),
        county([31, 37, 46], "Involve local law enforcement.", when.notInDanger, ofPolice),
      ],
      what: [
        county([64, 91], "Call 911 immediately.", when.inImmediateDanger),
        county(
          [31, 37],
          "Involve local law enforcement, so that they can investigate if need be.",
          when.inProtocol("recruitment-or-exploitation", "suspected-victim"),
          when.notIn("confirmed-victim"),
        ),
        county(
          [46],
          "Involve local law enforcement for an investigation: the student is a confirmed victim.",
          ofConfirmed,
        ),
        county(
          [31, 37, 46],
          "The school resource officer (SRO) may be part of it, or be the one whom you involve.",
          ofPolice,
          when.sroOfCityOrCounty,
        ),
        county(
          [31, 37, 46],
          "The school resource officer (SRO) may be involved as well.",
          ofPolice,
          when.sroOfDistrictPoliceOrUnknown,
        ),
      ],
      alsoWhen: [{ when: [when.inImmediateDanger], from: { lines: [64, 91] } }],
    }),
    california.updateCallAct,
    // The first hour.
    ...california.firstHourActs,
    // Written reports; then the rest as the protocols go.
    extended(california.writtenReportAct, {
      inMail: [
        county(
          [27, 38],
          "Send the mandated report to child and family services.",
          when.inProtocol("at-risk", "suspected-victim"),
        ),
        law(
          "PC 11166",
          "send the mandated report to child and family services.",
          ofRecruitment,
          ofNoReport,
        ),
      ],
      what: [
        county(
          [38],
          "Submit a mandated report to child and family services: human trafficking or CSEC is suspected.",
          when.inProtocol("suspected-victim"),
        ),
        county(
          [27],
          "Submit a mandated report to child and family services: at-risk factors are present.",
          when.inProtocol("at-risk"),
          when.notIn("suspected-victim"),
        ),
        law(
          "PC 11166",
          "submit a mandated report to child and family services. A mandated reporter who reasonably suspects that a child is a victim must do so.",
          ofRecruitment,
          ofNoReport,
        ),
      ],
      remarks: [
        law(
          "PC 11166",
          "the written report is required even though the recruitment protocol has no step for it.",
          ofRecruitment,
          ofNoReport,
        ),
      ],
      alsoWhen: [{ when: [ofRecruitment], from: { statute: "PC 11166" } }],
    }),
    extended(california.writtenReportAct, {
      id: "submit-detailed-mandated-report",
      name: en("Detailed mandated report"),
      covers: [
        {
          act: "submit-mandated-report",
          words: en("This is the mandated report of the other steps as well: write one, not two."),
          from: {
            practice:
              "Penal Code 11166 asks whoever reports for one written report; the detailed one says all that the plain one does",
          },
        },
      ],
      inMail: [county([47], "Send the detailed mandated report to child and family services.")],
      what: [county([47], "Submit a detailed mandated report to child and family services.")],
    }),
    extended(california.reviewAct, {
      inMail: [
        practice(
          readByAPerson,
          "Read the report and speak with the reporter; record if you suspect abuse, neglect or forced labor.",
        ),
      ],
      what: [
        practice(
          readByAPerson,
          "Read the report in the register and speak with the reporter; where only the district lead knows who that is, through the lead. Record whether there is reasonable suspicion: one factor can be enough.",
        ),
      ],
      alsoWhen: [
        {
          when: [belowProtocols],
          from: { practice: "a report that reaches no protocol is read by a person" },
        },
      ],
    }),
    madeAct("co-create-action-plan", "Action plan", {
      holdable: true,
      inMail: [county([25, 129], "Make an action plan with the student.")],
      what: [
        county(
          [25, 129],
          "Meet the student and make an action plan together, for concerns and safety risks that are related to school.",
        ),
        california.noInterview,
        california.whoInterprets,
      ],
      who: [
        county(
          [25, 132],
          "Designated contact, or whoever else is appropriate among the pre-determined school personnel",
        ),
      ],
    }),
    madeAct("investigate-campus-impact", "Impact on campus", {
      holdable: true,
      inMail: [county([32, 39, 48], "Investigate impact on campus.")],
      what: [
        county(
          [32, 39, 48],
          "Investigate whether the campus may be affected: harassment, recruitment, threats to the safety of the school.",
          ofNoRecruitment,
        ),
        county(
          [32, 39, 48],
          "Investigate whether the campus may be affected: harassment, recruitment or both, threats to the safety of the school, and the like.",
          ofRecruitment,
        ),
        practice(
          "district policies: school staff do not investigate the abuse itself",
          "This is about campus safety. It is never an interview of any student.",
        ),
        practice(
          "practice of the field; Penal Code 1546.1 is the law on searches of devices",
          "Do not open, copy, photograph or forward images, and do not search any device: leave it for police (PC 1546.1). If police say otherwise, write what they said, and who said it, in Notes.",
          when.inRegisterAlone,
        ),
        california.anotherAgency,
        california.anotherAdministrator,
      ],
      who: [
        county(
          [32],
          "Local law enforcement, the SRO, the school site's administration, or several of them",
          ofRecruitment,
        ),
        { ...byContact(), when: [ofNoRecruitment] },
      ],
    }),
    madeAct("law-enforcement-investigation", "What law enforcement says of its investigation", {
      insideOnly: true,
      inMail: [practice(theirs, "Record what police tell you.")],
      what: [
        // What the school does and ticks comes first; the rest is up to law enforcement.
        practice(theirs, "Record what law enforcement tells you of its investigation."),
        county([49], "The SRO or law enforcement conducts the investigation.", ofConfirmed),
        county(
          [33],
          "Depending on how the investigation comes out, law enforcement may make an arrest.",
          ofRecruitment,
        ),
        california.anotherAgency,
      ],
      who: [
        county([49], "The SRO or law enforcement", ofConfirmed),
        county([33], "Law enforcement", ofRecruitment, when.notIn("confirmed-victim")),
        practice(theirs, "the designated contact records"),
      ],
      call: [{ to: "law-enforcement", when: [] }],
    }),
    ...california.districtActs,
    madeAct("school-consequence", "School consequence", {
      holdable: true,
      inMail: [county([33], "School consequence: only if appropriate under EC 32282.")],
      what: [
        county(
          [33],
          "Give a school consequence only where Education Code 32282 makes it appropriate.",
        ),
        law(
          "EC 32282",
          "this section is about the school's safety plan. Discipline is a process of other law: ask counsel before anything is decided.",
          when.inRegisterAlone,
        ),
        california.anotherHead,
        california.anotherCoordinator,
        ...california.beforeMoving,
      ],
      lock: {
        waitsFor: "victim-question",
        untilLeadDid: "tell-title-ix-coordinator",
        why: [
          practice(
            "those who recruit are often victims themselves; discipline comes after the process of Title IX",
            "Locked until the case says that the student is not thought to be a victim, and the lead has recorded that the Title IX coordinator was asked.",
          ),
          practice(
            "those who recruit are often victims themselves",
            "That the student may be recruiting does not answer it: students who recruit are often victims.",
            when.mayBeRecruiting,
          ),
        ],
      },
    }),
    madeAct("inform-parent-or-guardian", "Inform a parent or guardian", {
      telltale: "parent",
      holdable: true,
      inMail: [
        county(
          [40, 50],
          "Inform a parent or guardian if appropriate, in consultation with the victim; if a parent victimizes, refer to child and family services.",
        ),
      ],
      what: [
        helpFirst,
        practice(
          parentSuspected,
          "Inform a parent or guardian: not while one of them may be involved. Refer to child and family services instead.",
          when.parentMayBeInvolved,
        ),
        practice(ofAge, "The student is 18 or over: only with their consent.", when.adultStudent),
        county(
          [50],
          "Where appropriate, and in consultation with the victim, contact the parent or guardian to inform them of the victimization.",
          ofConfirmed,
          when.parentNotReported,
        ),
        county(
          [40],
          "Where appropriate, and in consultation with the victim, contact the parent or guardian to inform them of potential victimization.",
          when.notIn("confirmed-victim"),
          when.parentNotReported,
        ),
        county(
          [40, 50],
          "If it is a parent or guardian who victimizes, refer to child and family services instead.",
          when.parentNotReported,
        ),
        california.whoInterprets,
      ],
      lock: parentLock,
      call: [{ to: "child-and-family-services", when: [when.parentMayBeInvolved] }],
    }),
    madeAct("review-school-placement", "School placement", {
      holdable: true,
      inMail: [county([51], "Review school placement; transfer if inappropriate.")],
      what: [
        county(
          [51],
          "Investigate whether the student's school placement is appropriate. If it is not, arrange a transfer with the department that is responsible.",
        ),
        practice(
          "a transfer tells a parent, and someone who recruits may be on the same campus",
          "Review it now: someone who recruits may be on the same campus. A change that would tell a parent or guardian waits until “Inform a parent or guardian” is unlocked.",
        ),
        ...california.beforeMoving,
      ],
    }),
    madeAct("offer-referral", "Offer a referral", {
      inMail: [
        county([41, 52], "Offer the potential victim a referral to counseling or social services."),
      ],
      what: [
        county([41, 52], `Offer the potential victim ${referral}`),
        practice(
          "practice of the field: an advocate is there early",
          "Call a victim advocate early: they can make the offer. Do not wait until a referral is accepted.",
        ),
      ],
      call: [{ to: "victim-advocate", when: [] }],
    }),
    madeAct("offer-referral-to-parent", "Offer a referral to a parent", {
      telltale: "parent",
      holdable: true,
      inMail: [county([41, 52], "Offer the parent or guardian a referral.")],
      what: [
        helpFirst,
        county([41, 52], `Offer the parent or guardian ${referral}`, when.parentNotReported),
        practice(
          parentSuspected,
          "Offer a referral to a parent or guardian: not while one of them may be involved. Refer to child and family services instead.",
          when.parentMayBeInvolved,
        ),
      ],
      lock: parentLock,
      call: [{ to: "child-and-family-services", when: [when.parentMayBeInvolved] }],
    }),
    madeAct("regular-contact", "Regular contact", {
      inMail: [
        county(
          [42, 53],
          "Set up regular contact with the victim; check status periodically.",
          ofVictim,
        ),
        county([26], "Set up regular contact with the student.", ofNoVictim),
      ],
      what: [
        county(
          [42, 53],
          "Set up regular contact with the victim, and check their status periodically.",
          ofVictim,
        ),
        county([26], "Set up regular contact with the student.", ofNoVictim),
        practice(
          "a suspected victim is seen soon, and then again and again",
          "The first contact is planned for the next school day.",
          ofVictim,
        ),
        california.noInterview,
        california.whoInterprets,
      ],
      who: [
        county([42, 53], "Counselor or social worker (most appropriate)", ofVictim),
        practice(carriedOver, contactOrBestPlaced, ofNoVictim),
      ],
      repeats: "check-in",
      due: [{ time: "next-school-day", when: [ofVictim] }],
    }),
    madeAct("monitor-action-plan", "Monitor the action plan", {
      inMail: [county([26], "Monitor the plan and the student's progress.")],
      what: [county([26], "Monitor the action plan and how the student progresses.")],
      who: [practice(carriedOver, contactOrBestPlaced)],
      repeats: "monitor",
    }),
  ];

  /** The only statute that the document itself names. */
  const safetyPlan = statute(
    "EC 32282",
    "The county document names it for the consequence that a school may give. The section itself is about the school's safety plan, which has to hold the procedures for reporting child abuse. Discipline is a process of other law.",
    "leginfo.ca.gov, the section as the bill AB 2845 (2015-16) has it",
  );

  /** Its terms, each with the line of the document that explains it. */
  const glossary = (
    [
      [
        129,
        "Action plan",
        "Settling what to do about any risk to the student's safety that is, or may be, related to school.",
      ],
      [
        130,
        "Juvenile justice system",
        "As the document has it, in March 2019: California's Division of Juvenile Justice educates and treats young offenders up to the age of 25: those with the most serious criminal backgrounds and the most intense need of treatment. Most of today's juvenile offenders are committed to facilities that their home county runs, nearer to family and to the local social services that are vital if they are to be rehabilitated. Ask probation what holds today.",
      ],
      [
        131,
        "Mandated report",
        "By law, mandated reporters must report maltreatment of children that they know of or suspect. Mostly they are people whose employment brings them into contact with children. California requires them to take each known or suspected instance of child abuse or neglect to county child welfare or to local law enforcement, police or sheriff. For CSEC this has been in effect since January 1, 2016. In Marin, a report is filed by calling the Emergency Response Unit of Children and Family Services: (415) 473-7153.",
      ],
      [
        132,
        "Pre-determined school personnel",
        "People at the school who were named as its point of contact. Their part in supporting students who are at risk of human trafficking or CSEC, or involved in it, and in advocating for them is a more active one.",
      ],
    ] as const
  ).map(([line, name, words]) => ({
    id: name.toLowerCase().replace(/ /g, "-"),
    term: en(name),
    words: en(words),
    lines: [line],
  }));

  const doNot: ProtocolPack["doNot"] = [
    helpFirst,
    practice(
      "district policies; U.S. Department of Education guide, second edition: staff do not question the student; images and devices wait for police",
      "Do not question any student, or open, copy or forward images.",
    ),
    practice(
      "district policies; the document's victim protocols, where the parent or guardian may be the one who victimizes",
      "Do not tell a parent or guardian: refer to child and family services instead.",
      when.parentMayBeInvolved,
    ),
    // Only the victim protocols of the document have a step about parents. For the others, the safe reading is to say nothing until an agency
    // advises.
    practice(
      "district policies; the document has no parent step here",
      "Do not tell a parent or guardian until child and family services or law enforcement says that you can.",
      when.parentNotReported,
      ofNoVictim,
    ),
    practice(
      "district policies; the document's victim protocols",
      "Do not tell a parent or guardian while that step is locked.",
      when.parentNotReported,
      ofVictim,
    ),
    ...california.doNot,
  ];

  return {
    id: "marin-2019",
    county: "Marin",
    author: "Marin County",
    languages: ["en", "es"],
    version: "2019-03-01",
    effectiveFrom: "2019-03-01",
    effectiveTo: null,
    approval: null,
    document: "marin-2019.txt",
    citedAs: en("Marin County document of 2019-03-01"),
    title: cited(
      [5],
      "Protocols recommended for schools: human trafficking and the commercial sexual exploitation of children (CSEC)",
    ),
    // The title does not say which kind of trafficking it means. The Form and the review of a report read it as both, in our own words, so
    // that labor trafficking is not overlooked.
    subject: cited(
      [5],
      "Human trafficking and the commercial sexual exploitation of children (CSEC).",
    ),
    provenance: cited(
      [5, 7],
      'Updated March 1, 2019. Its sources are "Human Trafficking in America\'s Schools" (U.S. Department of Education, January 2015) and what the County Offices of Education of San Mateo and San Diego have written.',
    ),
    eitherCriterion: cited([9, 15], "Either criterion alone makes a student at risk."),
    levels,
    criteria,
    factors,
    concerns,
    ...california.shared,
    reasons: usualReasons(),
    agencies,
    acts,
    statutes: [...california.statutes, safetyPlan],
    reportingSince: {
      topic: en("Mandated reporting of CSEC"),
      words: en("CSEC has been subject to mandated reporting since January 1, 2016."),
      effectiveFrom: "2016-01-01",
      lines: [55, 56, 131],
    },
    hotlines,
    helpLine: {
      words: en(
        "Support, training, or more information on the school protocols for human trafficking and CSEC",
      ),
      phone: "(415) 499-5849",
      lines: [88, 89],
    },
    emergency: { ...california.emergency, from: { lines: [91] } },
    education: {
      citation: "AB 1227 (Bonta)",
      words: en(
        "AB 1227, by Bonta, the Human Trafficking Prevention Education and Training Act: districts must make human trafficking training and prevention lessons a part of sexual health education, once or more in middle school and once in high school.",
      ),
      atLeastOnceIn: ["middle-school", "high-school"],
      lines: [71, 72, 73, 74, 76, 77, 78, 79, 80, 81, 82, 83, 84],
    },
    glossaryNote: cited(
      [86, 127],
      "The document marks with a star the terms that its glossary explains.",
    ),
    glossary,
    actors: [
      { id: "pre-determined-school-personnel", name: en("Pre-determined school personnel") },
      { id: "local-law-enforcement", name: en("Local law enforcement") },
      { id: "school-resource-officer", name: en("School resource officer") },
      { id: "school-site-administration", name: en("Administration of the school site") },
      { id: "counselor-or-social-worker", name: en("Counselor or social worker") },
    ],
    doNot,
  };
}
