/**
 * What California law requires of schools here: the part that the packs of all its counties share. Each sentence names its statute. Then
 * come the acts that law and practice ask for whatever the county's document says, and the agencies that the law names. Sources: the place
 * beside each statute, read on the day given there.
 */

import { once } from "../../lazy";
import type { ActDatum, Condition, ProtocolPack } from "../pack";
import { byContact, madeAct, madeAgency } from "../parts";
import * as when from "../wording";
import { en, inRegister, law, practice } from "../wording";

/** The codes of which sections are cited by number. */
const codes: Readonly<Record<string, string>> = {
  PC: "California Penal Code",
  EC: "California Education Code",
};

/** A statute, with where and when it was read. */
export function statute(
  id: string,
  words: string,
  place: string,
  day = readOn,
): ProtocolPack["statutes"][number] {
  const [code = "", section = ""] = id.split(" ");
  const citation = `${codes[code] ?? code} section ${section}`;
  return { id, citation, words: en(words), readAt: { place, day } };
}

/** The day on which most of the law was read. */
const readOn = "2026-11-24";

/** The Form, emails, rows and the call sheet all use these words. */
const whomToCall =
  "Call the county where the student lives, if you know it; otherwise call the county of the school.";
const whereToSend =
  "Send the written report to the agency that took the call, unless it says otherwise.";

/** For people who report, on the Form and in their email. */
const immunity =
  "The law protects you: mandated reporters have immunity for what they report (PC 11172). Anyone may report, even without a duty to (PC 11166(g)).";

/** What does not depend on the pack. */
const shared = once(partsOfCalifornia);

function partsOfCalifornia() {
  /**
   * Statutes that were read in a secondary copy: what each says, as far as that could be confirmed. `otherCitations` has the citation of
   * those that are not sections of a California code.
   */
  const secondHand: Readonly<Record<string, string>> = {
    "SB 848":
      "Since January 1, 2026 every employee of a school is a mandated reporter, and so are board members, contractors who have contact with pupils, and volunteers over 18 who are with pupils outside a parent's or an employee's supervision.",
    "PC 11165": "A child, for the duty to report, is someone under 18.",
    "PC 11165.15":
      "That a child is homeless or an unaccompanied youth is not by itself a sufficient basis for a report. This should not discourage anyone from reporting what they suspect.",
    "PC 11167.5":
      "A report of child abuse is confidential: it may be disclosed only to those whom the law lists, and a breach is a misdemeanor. Who reported is protected by section 11167(d); what agencies that investigate may receive is in section 11167(b).",
    "PC 11172": "Mandated reporters have immunity for the reports that the law asks of them.",
    "PC 11174.3":
      "A child who is interviewed at school about abuse in the home may choose a staff member to be present, who says nothing and keeps it confidential.",
    "EC 234.7":
      "An officer who enforces immigration law does not get into non-public areas of a school, and does not see records, without a judicial warrant, a judicial subpoena or a court order.",
    "EC 49602":
      "What a student of 12 or older tells a school counselor in confidence is protected. What must be reported as abuse is an exception, so confidentiality is never a reason not to report.",
    "EC 48853.5": "A student in foster care may stay in the school of origin.",
    "42 USC 11432": "A student without a home may stay in the school of origin.",
    "34 CFR 300.530":
      "For a student with a disability, the IEP team and a manifestation review come before a consequence or a change of placement.",
    "EC 51934":
      "Since AB 1861 (2018) the lesson on trafficking also covers how social media and mobile applications are used for it.",
    "EC 44030.5":
      "Certain changes in the employment status of someone who holds a credential, because of an allegation, even while it is pending, must be reported to the Commission on Teacher Credentialing within 30 days.",
    "EC 49069.7":
      "A parent who asks may see the student's records within five business days of the request.",
    "34 CFR 106.44":
      "Where a student or an employee may have harmed a student in a school program, supportive measures come first, and discipline after the process.",
  };
  const otherCitations: Readonly<Record<string, string>> = {
    "SB 848": "California Senate Bill 848 of 2025",
    "42 USC 11432": "Title 42, United States Code, section 11432(g)(3) (McKinney-Vento)",
    "34 CFR 300.530": "Title 34, Code of Federal Regulations, sections 300.530 to 300.536",
    "34 CFR 106.44": "Title 34, Code of Federal Regulations, section 106.44 (Title IX)",
  };

  return {
    /** What a pack takes unchanged. */
    shared: {
      /** Who can confirm that a student is a victim. Agencies confirm; schools and students do not. */
      confirmers: (
        [
          ["law-enforcement", "Law enforcement", "Law enforcement", true],
          [
            "child-and-family-services",
            "Child and family services",
            "Child and family services",
            true,
          ],
          ["student-disclosure", "The student told us", "No agency: the student said so", false],
          ["other", "Someone else", "Someone else", false],
        ] as const
      ).map(([id, name, form, settles]) => ({ id, name: en(name), form: en(form), settles })),

      /** The law names them for every district. They get no email, and are named in the rows where they can help. */
      liaisons: [
        {
          id: "homeless-liaison",
          name: en("Homeless liaison"),
          inSentence: en("the district's homeless liaison"),
          writtenAs:
            "homeless liaison, homeless education liaison, homeless student liaison, mckinney vento liaison".split(
              ", ",
            ),
          from: { practice: "the liaison that the McKinney-Vento Act asks of a district" },
        },
        {
          id: "foster-youth-liaison",
          name: en("Foster youth liaison"),
          inSentence: en("the district's foster youth liaison"),
          writtenAs: "foster youth liaison, foster liaison, foster care liaison".split(", "),
          from: { practice: "the person of the district who helps students in foster care" },
        },
      ],

      /** A school district's own police cannot receive a mandated report. */
      noAgencies: [
        {
          id: "district-police",
          writtenAs:
            "school police, district police, school district police, school police department, sro, school resource officer".split(
              ", ",
            ),
          why: en(
            "The school district's own police cannot receive a mandated report (PC 11165.9).",
          ),
          from: { statute: "PC 11165.9" },
          form: en(
            "Telling school police does not count as a report to law enforcement (PC 11165.9).",
          ),
        },
      ],

      schoolOfficer: en("school resource officer (SRO)"),

      /** PC 11165.9 names who takes reports. Which of them answers, the caller has to find out. */
      noAnswer: {
        words: law(
          "PC 11165.9",
          "if no one answers, you may call another agency that takes reports: the police or the sheriff, never the school district's own police; county probation where the county has designated it; or the county welfare department.",
        ),
        others: [
          { to: "law-enforcement", only: null },
          { to: "child-and-family-services", only: null },
          { to: "probation", only: en("where the county has designated it to take reports") },
        ],
      },

      /** 36 hours (PC 11166); the contents in the order of PC 11167(a). */
      writtenReport: {
        hours: 36,
        // The form has two numbers. With both, a person who searches for either one finds it.
        form: "SS 8572/BCIA 8572",
        statute: "PC 11166",
        elsewhere: en(`${whomToCall} ${whereToSend}`),
        order: en("in the order of the law (PC 11167(a))"),
      },

      /** For people who report (PC 11166, PC 11165.9, PC 11167(d), SB 848). */
      reporters: {
        who: en("as every employee of a school is"),
        mayStayUnknown: en("You do not have to say who you are (PC 11166)."),
        form: [
          "The agency that you call needs your name, and protects it (PC 11167(d)).",
          // A reporter who stays anonymous gets no email that says so.
          "Each school employee is a mandated reporter, with immunity for what they report (PC 11172). So are many volunteers, contractors and board members.",
        ].map(en),
        oneForSeveral: en(
          "Several people may agree that one of them calls and signs. If you learn that no report was made, you must make it.",
        ),
        mail: [
          "You do not have to be certain. A reasonable suspicion is enough.",
          "Telling a colleague, a principal, the designated contact or the district's own police does not count (PC 11165.9). A call to an advice hotline does not count either.",
          "No supervisor may stop you or delay you (PC 11166).",
          immunity,
        ].map(en),
      },

      /** About records (PC 11167.5, PC 11167(d); Cuff v. Grossmont Union High School District, 2013). */
      confidential: {
        mandatedReports: en("A mandated report is not a student record (Cuff v. Grossmont, 2013)."),
        beforePuttingIn: en(
          "Not for a parent or a student: a mandated report is not a student record. An employee who gave a father a copy had no immunity (Cuff v. Grossmont, 2013).",
        ),
        reports: en(
          "Mandated reports are confidential. They may be disclosed only to those whom the law lists, and a breach is a misdemeanor (PC 11167.5).",
        ),
        reporters: en("Identity is confidential (PC 11167(d))."),
        access: { businessDays: 5, statute: "EC 49069.7" },
      },
    },
    /** What the Guide shows of each statute. */
    statutes: [
      statute(
        "PC 11166",
        "Reasonable suspicion is enough. A mandated reporter calls at once, or as soon as is practicable, and sends the written report within 36 hours of receiving the information. The duty is each person's own: telling a supervisor or a colleague is not enough, and no supervisor may impede it. Several people who know of it may agree that one of them calls and signs; any of them who learns that it was not made must make it. Anyone may report what they suspect, even without a duty to (section 11166(g)).",
        "leginfo.legislature.ca.gov, the section as the bill SB 360 (2019-20) has it",
      ),
      statute(
        "PC 11165.9",
        "A school district's own police cannot receive a mandated report. The police, the sheriff, county probation where the county has designated it, and the county welfare department can, and must accept a report from outside their area, unless they can transfer the call at once, and must refer it on themselves.",
        "self-law.org/code/ca/penal-code/11165-9",
      ),
      statute(
        "EC 48906",
        "When a student leaves with an officer, the school takes immediate steps to notify the parent or guardian, unless the student is taken as a victim of suspected child abuse or under Welfare and Institutions Code 305. Then the school gives the officer the parent's address and number, and the officer notifies them.",
        "jurris.com/california/education-code/48900-48927/48906-18",
      ),
      ...Object.entries(secondHand).map(([id, words]) => {
        const read = statute(id, words, "a secondary copy of the text", "2026-11-27");
        return { ...read, citation: otherCitations[id] ?? read.citation };
      }),
    ],
    // The agencies that the law names. What the document leaves to fill in for each is the pack's.
    /** The county's child welfare agency, under every name that counties use for it. */
    childAndFamilyServices: madeAgency("child-and-family-services", "Child and family services", {
      inSentence: en("child and family services"),
      writtenAs:
        "child and family services, children and family services, childrens and family services, child family services, children family services, department of children and family services, cfs, dcfs, child welfare, child welfare services, cws, child protective services, cps, child abuse hotline",
      takesReports: true,
      mayClear: true,
    }),

    /** Police or sheriff; never the school district's own police (PC 11165.9). */
    police: madeAgency("law-enforcement", "your local law enforcement agency", {
      inSentence: en("law enforcement"),
      writtenAs:
        "law enforcement, local law enforcement, law enforcement agency, police, city police, town police, local police, police department, pd, sheriff, sheriffs, county sheriff, sheriffs office, sheriffs department",
      standIn: "emergency",
      namedBySchool: true,
      takesReports: true,
      mayClear: true,
    }),
    probation: madeAgency("probation", "Probation", {
      inSentence: en("probation"),
      writtenAs:
        "probation, juvenile probation, probation department, county probation, probation officer",
    }),
    victimAdvocate: madeAgency("victim-advocate", "Victim advocate", {
      inSentence: en("a victim advocate"),
      writtenAs:
        "victim advocate, advocate, victim advocate organization, victim advocacy, victim services, victims advocate",
    }),

    nationalHotline: {
      id: "national-hotline",
      name: en("National Human Trafficking Hotline"),
      words: en("National Human Trafficking Hotline"),
      form: en("National Human Trafficking Hotline: {phone}"),
      phone: "(888) 373-7888",
      takesReports: false,
    },

    emergency: {
      name: en("Emergency"),
      words: en("In an emergency call 911 at once"),
      phone: "911",
    },

    /**
     * What no one should do in any case. The packs put two or more sentences of their own before these; the Guide tab shows all, an email only
     * the first few (`doNot` in pack.ts).
     */
    doNot: [
      practice("the fewer know, the safer the student", "Tell only people who must know."),
      law("PC 11166", "do not wait to be sure. Telling a colleague is not reporting."),
      law(
        "PC 11167.5",
        "a mandated report is confidential. It may be disclosed only to those whom the law lists, and a breach is a misdemeanor.",
      ),
      practice(
        "email is not a safe place for student data",
        "Do not write details of a case in an email, and do not forward emails about it. Details belong in the register.",
      ),
    ],
  };
}

export const tooLittle =
  "a report that says too little does not mean the student is safe, and no one waits for more before they call";

/** An act of these with what a pack adds: its sentences come before those of the act, its other parts in place of the act's. */
export function extended(act: ActDatum, own: Partial<ActDatum>): ActDatum {
  const { what = [], inMail = [], remarks = [] } = own;
  return {
    ...act,
    ...own,
    what: [...what, ...act.what],
    inMail: [...inMail, ...(act.inMail ?? [])],
    remarks: [...remarks, ...act.remarks],
  };
}

/** What a pack says of the acts that law and practice ask for. */
interface Own {
  /** What the practice of where reports go rests on. */
  readonly whereReportsGo: string;
  /** The condition that the student is or may be a victim. */
  readonly ofVictim: Condition;
  /** The name of the level to which the reader of a report can raise the case if the student may be a victim. */
  readonly victimLevel: string;
  /** When the school's own consequence waits for the lead's tick, and when it does not. Left out: the pack has no act for one. */
  readonly consequence?: { readonly waits: Condition; readonly otherwise: Condition };
}

/**
 * What a California county's pack takes from the law: parts, the agencies that the law names, the acts of law and practice that a case needs
 * whatever the document says, and the sentences that packs add to their own acts.
 */
export function ofCalifornia({ whereReportsGo, ofVictim, victimLevel, consequence }: Own) {
  const consequences = consequence === undefined ? [] : [consequence];
  // Whom to use instead of the person whom a step names, if that person may be the one whom the report is about.
  const notThem = "practice of the field: no step leads to a person who may be involved";
  /** Sentences for acts, and a call. */
  const says = {
    /** For people who doubt. The pack says in which cases. */
    callInDoubt: practice(tooLittle, "Call if you are in doubt."),
    ifInDoubt: practice("who doubts asks, and is told", "If you are unsure, call and ask."),
    /** For the first call. */
    callWhereTheyLive: practice(
      whereReportsGo,
      "A report says that the student lives in another county, {residence}: call child welfare there if you can, otherwise call the county of the school.",
      when.livesElsewhere,
    ),
    /** For the row in Checklist: an email has no room for it, and the register can record it. */
    oneForSeveral: law(
      "PC 11166",
      "several people who know of it may agree that one of them calls and signs: write who that is in Made by. Telling someone is not enough. If you learn that the report was not made, you must make it.",
      when.inRegisterAlone,
    ),
    toSomebodyUnder18: law(
      "PC 11165",
      "a child is someone under 18, and this student is 18 or over. Ask whether a report is required here, and write the answer down. Police and a victim advocate are there for an adult too.",
      when.adultStudent,
    ),
    /** For every meeting with the student. */
    noInterview: practice(
      "district policies: school staff do not investigate the abuse itself",
      "This is not an interview: do not ask what happened. If police or child and family services are investigating, ask them before you meet.",
    ),
    /** For every meeting with a student or a parent. */
    whoInterprets: practice(
      "practice of the field: who interprets may be involved, or be told too much",
      "If an interpreter is needed, use a qualified one: never family, friends or other students.",
    ),
    /** For before a consequence or a change of placement. */
    beforeMoving: inRegister(
      law(
        "34 CFR 300.530",
        "for a student with a disability, the IEP team and a manifestation review come before a consequence or a change of placement.",
      ),
      law("EC 48853.5", "a student in foster care may stay in the school of origin."),
      law("42 USC 11432", "so may a student without a home."),
      practice(
        "practice of the field: a parent may not be the one who decides about school",
        "Ask who holds the student's education rights.",
      ),
    ),
    anotherAgency: practice(
      notThem,
      "If an officer may be involved, turn to another agency: the sheriff or the police of another city, or child and family services.",
    ),
    anotherHead: practice(
      notThem,
      "If the superintendent may be involved, the president of the school board takes their place. If counsel may be involved, ask for counsel from outside the district.",
    ),
    anotherCoordinator: practice(
      notThem,
      "If the Title IX coordinator may be involved, the superintendent names someone else to take their place.",
    ),
    anotherAdministrator: practice(
      notThem,
      "If someone in the site's administration may be involved, they take no part: the district lead names someone from outside the school.",
    ),
    toChildAndFamilyServices: { to: "child-and-family-services", when: [] },
  };
  const theirOwnCall = "Designated contact; each mandated reporter must still make their own call";
  const firstHourCalls: ActDatum["call"] = inRegister(says.toChildAndFamilyServices, {
    to: "law-enforcement",
    when: [],
  });
  const confirmed = "schools do not confirm, agencies do";
  const leaving =
    "practice of the field: child welfare or police say how a child leaves school, before it leaves";
  const whereabouts =
    "practice of the field: when school is out, police and child welfare find out where a child is and whether it is safe there";
  const decidesAt18 = "a student of 18 decides for themselves";
  const keptApart =
    "practice of the field: an adult who is the concern is not alone with students; police and child welfare say what changes, so that no one is warned";
  const afterAgencies =
    "practice of the field: after police and child welfare, the district's own head and lawyer";

  return {
    ...shared(),
    ...says,
    /** The call that every case needs first. What to do is the pack's. */
    firstCallAct: madeAct("call-child-and-family-services", "Call child and family services", {
      what: [],
      role: "first-call",
      duty: true,
      reporterSays: "calledChildAndFamilyServices",
      who: [law("PC 11166", theirOwnCall)],
      call: [says.toChildAndFamilyServices],
      statutes: ["PC 11166"],
      alsoWhen: [{ when: [], from: { statute: "PC 11166" } }],
      due: "at-once",
    }),
    /**
     * The call to police or sheriff; in danger, 911 first. Whether telling a school resource officer counts as a report depends on who employs
     * the officer (PC 11165.9).
     */
    policeAct: madeAct("involve-law-enforcement", "Involve law enforcement", {
      duty: true,
      owedForEach: true,
      reporterSays: "calledLawEnforcement",
      inMail: [
        law(
          "PC 11165.9",
          "telling district police or SRO does not count.",
          when.sroOfDistrictPoliceOrUnknown,
        ),
        practice(confirmed, "Ask which agency confirmed it.", when.unconfirmed),
      ],
      what: [
        law(
          "PC 11165.9",
          "the SRO here belongs to the school district's own police, so telling the SRO is not a report to law enforcement. Call {law-enforcement}.",
          when.sroOfDistrictPolice,
        ),
        law(
          "PC 11165.9",
          "telling an SRO of the school district's own police is not a report to law enforcement, and it is not known whether the SRO here is one. Call {law-enforcement}.",
          when.sroUnknown,
        ),
        practice(
          confirmed,
          "Ask which agency has confirmed it, and record that in the case.",
          when.unconfirmed,
        ),
        says.anotherAgency,
      ],
      call: [
        { to: "emergency", when: [when.inImmediateDanger] },
        { to: "law-enforcement", when: [] },
      ],
      firstInDanger: true,
      due: "at-once",
    }),
    /** A written report of a mandated reporter. */
    writtenReportAct: madeAct("submit-mandated-report", "Mandated report", {
      duty: true,
      owedForEach: true,
      what: [
        // For the register only, because an email must not tell where the student lives.
        practice(
          whereReportsGo,
          "A report says that the student lives in another county, {residence}.",
          when.livesElsewhere,
        ),
        law(
          "PC 11165.9",
          "the agency you call must take a report from outside its area, unless it can transfer the call at once, and must refer the report itself.",
          when.livesElsewhere,
        ),
        says.toSomebodyUnder18,
      ],
      who: [
        law(
          "PC 11166",
          "Designated contact; each mandated reporter must still send their own report",
        ),
      ],
      remarks: [
        practice(whereReportsGo, whomToCall, when.inRegisterAlone),
        practice(whereReportsGo, whereToSend),
        says.oneForSeveral,
      ],
      call: [says.toChildAndFamilyServices],
      statutes: ["PC 11166"],
      due: "written-report",
    }),
    /**
     * The act for a report that reaches no protocol or has no factor ticked. The factors may only describe trafficking for sex, so it reminds
     * the reader of labor.
     */
    reviewAct: madeAct("review-report", "Read the report and speak with the reporter", {
      role: "review",
      what: [
        practice(
          "the subject is trafficking for sex and for labor, and reporters write of labor where no box names it",
          `Labor counts too: a debt to pay off, papers that someone else holds, fear for the family, or work instead of school can mean forced labor. If you suspect it, raise the level to “${victimLevel}”: the steps for a victim then apply.`,
        ),
        law(
          "PC 11166",
          "if you reasonably suspect abuse or neglect, call at once, and send the written mandated report within 36 hours of when you learned of it.",
        ),
        law(
          "PC 11166",
          "your own view never overrides the reporter's: a person who reasonably suspects abuse or neglect must report, whatever others think.",
          when.inRegisterAlone,
        ),
      ],
    }),
    /** To tell police who are already involved, when the case rises to a confirmed victim. */
    confirmedToPolice: {
      whenDone: "involve-law-enforcement",
      words: en("Law enforcement is already involved: tell them too that it is now confirmed."),
      call: "law-enforcement",
    },
    /** The call that is made again each time a case rises. */
    updateCallAct: madeAct(
      "update-child-and-family-services",
      "Call child and family services again with what is new",
      {
        role: "update",
        duty: true,
        what: [
          practice(
            "an old call never stands for what the agency was not told",
            "Call child and family services again, and say what is new.",
          ),
        ],
        who: [law("PC 11166", theirOwnCall)],
        call: [says.toChildAndFamilyServices],
        due: "at-once",
      },
    ),
    /** The first acts after the calls, for the first hours. */
    firstHourActs: [
      madeAct("agree-how-student-leaves", "Where the student is, and how they leave school", {
        insideOnly: true,
        inMail: [
          practice(
            leaving,
            "Before dismissal, ask child and family services or police how the student leaves.",
            when.atSchool,
          ),
          practice(
            whereabouts,
            "Ask police where the student is, for a welfare check.",
            when.notAtSchool,
          ),
        ],
        what: [
          practice(
            leaving,
            "Before dismissal, ask child and family services or police whether, how and with whom the student leaves school today.",
            when.atSchool,
            when.childStudent,
          ),
          practice(
            leaving,
            "The school itself cannot keep a child from a custodial parent.",
            when.atSchool,
            when.childStudent,
          ),
          practice(
            decidesAt18,
            "The student is 18 or over and decides: before dismissal, ask how and with whom they want to leave today. Police and a victim advocate can help.",
            when.atSchool,
            when.adultStudent,
          ),
          practice(leaving, "Someone stays with the student until then.", when.atSchool),
          practice(
            whereabouts,
            "If the student has left already, ask police or child and family services where the student is, whether it is safe there, and for a welfare check.",
            when.atSchool,
            when.inRegisterAlone,
          ),
          practice(
            whereabouts,
            "School is out. Ask police or child and family services where the student is and whether it is safe there, and ask for a welfare check. Agree with them how the student comes back to school, and how they leave that day.",
            when.notAtSchool,
          ),
          practice(
            whereabouts,
            "Do not call the home to find out: that can warn someone who is involved.",
            when.notAtSchool,
            when.inRegisterAlone,
          ),
          practice(
            decidesAt18,
            "The student is 18 or over and decides how they come back and leave.",
            when.notAtSchool,
            when.adultStudent,
          ),
          ...inRegister(
            practice(
              leaving,
              "Write in Notes who may pick up the student, and who said so. Ask about transport, and whether a medical examination is needed.",
            ),
            law(
              "EC 48906",
              "if the student leaves with an officer, ask the officer in what capacity. If the student is taken as a victim of suspected child abuse or under Welfare and Institutions Code 305, give the officer the parent's address and number, and the officer notifies them. Otherwise the school takes immediate steps to notify the parent or guardian.",
              when.childStudent,
            ),
            law(
              "EC 234.7",
              "if the officer enforces immigration law: without a judicial warrant, a judicial subpoena or a court order they do not get into non-public areas or see records. Call the superintendent and counsel, who decide: such officers investigate trafficking too. Never ask about a student's status.",
            ),
            says.anotherAgency,
            says.anotherHead,
            practice(
              "practice of the field: an advocate is there early",
              "Call a victim advocate today, before others have spoken with the student if you can.",
              ofVictim,
            ),
            law(
              "PC 11174.3",
              "a student who is interviewed at school about abuse in the home may choose a staff member to be present, who says nothing and keeps it confidential.",
              when.childStudent,
            ),
          ),
        ],
        call: [
          ...firstHourCalls,
          { to: "victim-advocate", when: [ofVictim, when.inRegisterAlone] },
        ],
        alsoWhen: [
          { when: [ofVictim], from: { practice: leaving } },
          { when: [when.inImmediateDanger], from: { practice: leaving } },
          { when: [when.parentMayBeInvolved], from: { practice: leaving } },
        ],
        due: [
          { time: "before-dismissal", when: [when.atSchool] },
          { time: "at-once", when: [when.inImmediateDanger] },
          { time: "next-school-morning", when: [] },
        ],
      }),
      madeAct("agree-before-staff-changes", "What changes today for a member of staff", {
        insideOnly: true,
        inMail: [
          practice(
            keptApart,
            "Agree with police or child and family services what changes for staff today; otherwise superintendent and counsel decide.",
          ),
        ],
        what: [
          practice(
            keptApart,
            "Today, before that person is next with students, agree with police or child and family services what changes for a member of staff who may be involved, and when.",
          ),
          practice(
            keptApart,
            "If no agency has answered by then, the superintendent and counsel decide, with the Title IX coordinator, how to keep that person from being alone with any student, giving no reason.",
          ),
          practice(
            keptApart,
            "Do not speak with that person about it: that warns them. If a student is not safe with that person now, call 911 and say so. Write in Notes who agreed to what, and when.",
            when.inRegisterAlone,
          ),
          says.anotherAgency,
          says.anotherHead,
          says.anotherCoordinator,
        ],
        call: firstHourCalls,
        alsoWhen: [{ when: [when.staffMayBeInvolved], from: { practice: keptApart } }],
        due: "first-hour",
      }),
    ],
    /**
     * If a staff member may be involved: tell the superintendent and counsel. Then Title IX, if a student or an employee may have harmed a
     * student.
     */
    districtActs: [
      madeAct("tell-superintendent-and-counsel", "Superintendent and counsel", {
        insideOnly: true,
        inMail: [practice(afterAgencies, "Tell superintendent and counsel.")],
        what: [
          practice(
            afterAgencies,
            "Tell the superintendent and counsel today, once police and child and family services know.",
          ),
          ...inRegister(
            practice(
              keptApart,
              "If no agency has answered before that person is next with students, they decide, with the Title IX coordinator, how to keep that person from being alone with any student.",
            ),
            practice(
              "practice of the field: no one is told who may be involved",
              "By telephone or in person. Do not tell the one of them who may be involved.",
            ),
            says.anotherHead,
            says.anotherCoordinator,
            law(
              "EC 44030.5",
              "if that person holds a credential, certain changes in employment status because of an allegation, even while it is pending, must be reported to the Commission on Teacher Credentialing within 30 days. Ask counsel which.",
            ),
          ),
        ],
        alsoWhen: [{ when: [when.staffMayBeInvolved], from: { statute: "EC 44030.5" } }],
        statutes: ["EC 44030.5"],
      }),
      madeAct("tell-title-ix-coordinator", "Title IX coordinator", {
        insideOnly: true,
        inMail: [
          practice("practice of the field: the same day", "Today, tell the Title IX coordinator."),
        ],
        what: [
          practice(
            "practice of the field: the same day",
            "Tell the district's Title IX coordinator today.",
          ),
          says.anotherCoordinator,
          says.anotherHead,
          law(
            "34 CFR 106.44",
            "where a student or an employee may have harmed a student in a school program, supportive measures come first, and discipline after the process.",
            when.inRegisterAlone,
          ),
          ...consequences.map(({ waits }) =>
            practice(
              "no consequence before the process",
              "The district lead must tick this step, with their own account. The school consequence waits for that tick.",
              waits,
              when.inRegisterAlone,
            ),
          ),
        ],
        who:
          consequence === undefined
            ? [byContact()]
            : [
                { ...byContact(), when: [consequence.otherwise] },
                practice("no consequence before the process", "District lead", consequence.waits),
              ],
        alsoWhen: [
          { when: [when.staffMayBeInvolved], from: { statute: "34 CFR 106.44" } },
          ...consequences.map(({ waits }) => ({
            when: [waits],
            from: { statute: "34 CFR 106.44" },
          })),
          { when: [when.mayBeRecruiting], from: { statute: "34 CFR 106.44" } },
        ],
        statutes: ["34 CFR 106.44"],
      }),
    ],
  };
}
