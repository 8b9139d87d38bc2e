/** A small county that does not exist: docs/county.md begins with a copy of this file. Its imports are those of a file of src/protocol/packs. */
import type { ProtocolPack } from "../pack";
import {
  cited,
  madeAct,
  madeAgency,
  madeCriterion,
  madeFactor,
  madeLevel,
  madeStep,
  usualReasons,
} from "../parts";
import { county, en, inImmediateDanger, inProtocol, law, practice } from "../wording";

const alder: ProtocolPack = {
  id: "alder-2026",
  county: "Alder",
  author: "Alder County",
  citedAs: en("Alder County document of 2026-01-05"),
  languages: ["en"],
  version: "2026-01-05",
  effectiveFrom: "2026-01-05",
  effectiveTo: null,
  approval: null,
  document: null,
  title: cited([1], "What schools do about trafficked students"),
  subject: cited([2], "Trafficking of students, for sex or for labor."),
  provenance: cited([3], "Issued by the county's office of education."),
  eitherCriterion: cited([4], "Two of the signs are enough."),

  // Lowest first. The first takes whatever nothing else takes; one with a protocol needs its signs or a concern.
  levels: [
    madeLevel("alder-to-read", 0, "To be read", {
      colours: { text: "#3c4043", background: "#e8eaed" },
      wait: { hours: 8, inSchoolHours: true },
      atLeastFactors: 0,
      explains: en("It reaches no stage of the county. A person has to read the report."),
      because: en("nothing that can be read reaches a stage"),
    }),
    madeLevel("alder-act", 1, "Act now", {
      colours: { text: "#8a1c1c", background: "#fbd9d9" },
      wait: { hours: 1, inSchoolHours: false },
      meansVictim: true,
      news: { words: en("New: the county's stage now applies."), also: null },
      protocol: {
        title: en("A student who may be trafficked"),
        lines: [10],
        appliesOn: [{ criterion: "alder-signs" }, { concern: "alder-suspected" }],
        steps: [
          madeStep(1, 11, "Call the child line and the sheriff.", [
            "call-child-line",
            "call-sheriff",
          ]),
          madeStep(2, 12, "Send the written report.", ["send-report"]),
          madeStep(3, 13, "Tell the family, if the sheriff agrees.", ["tell-family"]),
        ],
      },
    }),
  ],
  criteria: [
    madeCriterion("alder-signs", [4, 5], {
      name: "the signs of the county",
      atLeast: 2,
      words: "Two of the three signs.",
    }),
  ],
  factors: [
    madeFactor("alder-signs", "alder-nights", 6, {
      name: "Nights away from home",
      form: "Spends nights away from home",
      words: "The student spends nights away from home.",
    }),
    madeFactor("alder-signs", "alder-debt", 7, {
      name: "A debt to pay",
      form: "Speaks of a debt that must be paid",
      words: "The student speaks of a debt that must be paid.",
    }),
    madeFactor("alder-signs", "alder-driver", 8, {
      name: "An older driver waits",
      form: "Is picked up by somebody much older",
      words: "Somebody much older picks the student up.",
    }),
  ],
  concerns: [
    {
      id: "alder-suspected",
      name: en("Thought to be trafficked here"),
      form: en("I think that this student is being trafficked"),
      meansVictim: true,
      because: en("a report says so"),
      wouldRaise: en("a report that says so"),
      from: { lines: [9] },
    },
  ],
  confirmers: [
    {
      id: "alder-sheriff",
      name: en("The sheriff of Alder"),
      form: en("The sheriff"),
      settles: true,
    },
  ],
  reasons: usualReasons(),

  // Whom to call. standIn: the hotline whose number is used where the district has written none; or "emergency".
  agencies: [
    madeAgency("child-line", "Child line", {
      inSentence: en("the child line"),
      writtenAs: "child line, county child line",
      standIn: "child-line-number",
      takesReports: true,
    }),
    madeAgency("sheriff", "the sheriff", {
      inSentence: en("the sheriff"),
      writtenAs: "sheriff, county sheriff",
      standIn: "emergency",
      namedBySchool: true,
      takesReports: true,
      mayClear: true,
    }),
  ],
  noAgencies: [],
  schoolOfficer: en("school officer"),

  // In the order shown: calls first. Exactly one each of first-call, update and review.
  acts: [
    madeAct("call-child-line", "Call the child line", {
      role: "first-call",
      duty: true,
      due: "at-once",
      what: [county([11], "Call the child line now.")],
      call: [{ to: "child-line", when: [] }],
      statutes: ["XC 5"],
      alsoWhen: [{ when: [], from: { statute: "XC 5" } }],
      reporterSays: "calledChildAndFamilyServices",
    }),
    madeAct("call-sheriff", "Call the sheriff", {
      duty: true,
      due: "at-once",
      firstInDanger: true,
      owedForEach: true,
      what: [
        county([14], "Call 911 now.", inImmediateDanger),
        county([11], "Call the sheriff.", inProtocol("alder-act")),
      ],
      call: [
        { to: "emergency", when: [inImmediateDanger] },
        { to: "sheriff", when: [] },
      ],
      alsoWhen: [{ when: [inImmediateDanger], from: { lines: [14] } }],
      reporterSays: "calledLawEnforcement",
    }),
    madeAct("call-child-line-again", "Call the child line again", {
      role: "update",
      duty: true,
      due: "at-once",
      what: [practice("what is new is told", "Call the child line again, and say what is new.")],
      call: [{ to: "child-line", when: [] }],
    }),
    madeAct("send-report", "Written report", {
      duty: true,
      due: "written-report",
      owedForEach: true,
      what: [county([12], "Send the written report to the child line.")],
      call: [{ to: "child-line", when: [] }],
      statutes: ["XC 5"],
    }),
    madeAct("read-report", "Read the report", {
      role: "review",
      what: [
        practice("no report is left unread", "Read the report, and speak with whoever sent it."),
      ],
      alsoWhen: [
        {
          when: [{ is: "level", anyOf: ["alder-to-read"] }],
          from: { practice: "no report is left unread" },
        },
      ],
    }),
    madeAct("tell-family", "Tell the family", {
      telltale: "parent",
      holdable: true,
      what: [county([13], "Tell the family.")],
      lock: { waitsFor: "parent-gates", why: [county([13], "Locked until the sheriff agrees.")] },
    }),
  ],
  noAnswer: {
    words: law("XC 5", "where nobody answers, the report may go to:"),
    others: [
      { to: "sheriff", only: null },
      { to: "child-line", only: null },
    ],
  },

  // The law of the state. Packs of one state share it: see packs/california.ts.
  writtenReport: { hours: 24, form: "X 1", statute: "XC 5", elsewhere: null, order: null },
  reporters: {
    who: en("as everybody at a school is"),
    mayStayUnknown: en("You do not have to say who you are."),
    form: [],
    oneForSeveral: null,
    mail: [en("Telling a colleague is no report (XC 5).")],
  },
  confidential: {
    mandatedReports: en("They are confidential (XC 6)."),
    beforePuttingIn: en("They are confidential (XC 6)."),
    reports: en("Reports are confidential (XC 6)."),
    reporters: en("Names are confidential (XC 6)."),
  },
  statutes: [
    {
      id: "XC 5",
      citation: "Example Code section 5",
      words: en("Whoever suspects it calls at once, and writes within 24 hours."),
      readAt: { place: "code.example/5", day: "2026-01-02" },
    },
  ],
  reportingSince: null,
  hotlines: [
    {
      id: "child-line-number",
      name: en("Child line"),
      words: en("The county's child line"),
      form: en("Child line: {phone}"),
      phone: "(555) 555-0142",
      hours: en("day and night"),
      takesReports: true,
      from: { lines: [15] },
    },
  ],
  helpLine: null,
  emergency: {
    name: en("Emergency"),
    words: en("In an emergency call 911"),
    phone: "911",
    from: { lines: [14] },
  },
  education: null,
  glossaryNote: null,
  glossary: [],
  actors: [],
  doNot: [practice("district policies", "Do not question the student.")],
};
export default alder;
