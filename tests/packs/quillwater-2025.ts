/**
 * A made-up county, to prove that a county is one file. It shares no id and no words in cells with any county of src/protocol/packs.
 * Quillwater County, its document, its agencies and its numbers do not exist.
 */

import type { ProtocolPack } from "../../src/protocol/pack";
import {
  madeAct,
  madeAgency,
  madeConcern,
  madeFactor,
  madeLevel,
  madeStep,
  usualReasons,
} from "../../src/protocol/parts";
import {
  county,
  en,
  inImmediateDanger,
  inProtocol,
  law,
  notIn,
  practice,
} from "../../src/protocol/wording";

const levels: ProtocolPack["levels"] = [
  madeLevel("unsorted", 0, "Unsorted", {
    colours: { text: "#3c4043", background: "#e8eaed" },
    wait: { hours: 6, inSchoolHours: true },
    atLeastFactors: 0,
    explains: en(
      "Nothing that can be read fits a stage of the county yet. A person has to read the report.",
    ),
    because: en("nothing here fits a stage, and a person reads it"),
  }),
  madeLevel("watchful", 1, "Watchful", {
    colours: { text: "#174a7c", background: "#e1eefb" },
    wait: { hours: 6, inSchoolHours: true },
    atLeastFactors: 1,
    explains: en(
      "Something was seen that does not fill a group of the county's signs. It can be reason enough to suspect.",
    ),
    wouldRaise: en("a single sign"),
    news: { words: en("New: a sign is now reported."), also: null },
  }),
  madeLevel("stage-amber", 2, "Amber stage", {
    colours: { text: "#664a00", background: "#fff0c7" },
    wait: { hours: 3, inSchoolHours: false },
    news: { words: en("New: the amber stage now applies."), also: null },
    protocol: {
      title: en("Amber stage: signs of trafficking"),
      lines: [10],
      appliesOn: [{ criterion: "home-signs" }, { criterion: "school-signs" }],
      steps: [
        madeStep(1, 11, "Call the youth safety line.", ["ring-youth-safety"]),
        madeStep(2, 12, "Send the written report to the youth safety line.", [
          "write-to-youth-safety",
        ]),
        madeStep(3, 13, "Name one adult who sees the student every week.", ["weekly-adult"]),
      ],
    },
  }),
  madeLevel("stage-red", 3, "Red stage", {
    colours: { text: "#8a1c1c", background: "#fbd9d9" },
    wait: { hours: 2, inSchoolHours: false },
    meansVictim: true,
    news: { words: en("New: the red stage now applies."), also: null },
    protocol: {
      title: en("Red stage: a student who is probably trafficked"),
      lines: [20],
      // The third group leads here without a concern.
      appliesOn: [{ criterion: "grave-signs" }, { concern: "thought-trafficked" }],
      steps: [
        madeStep(1, 21, "Call the youth safety line and the marshal.", [
          "ring-youth-safety",
          "ring-marshal",
        ]),
        madeStep(2, 22, "Send the written report to the youth safety line.", [
          "write-to-youth-safety",
        ]),
        madeStep(3, 23, "The harbor house assesses the student.", ["harbor-assessment"]),
        madeStep(4, 24, "Speak with the family, if the marshal agrees.", ["speak-with-family"]),
      ],
    },
  }),
  madeLevel("stage-established", 4, "Established", {
    colours: { text: "#ffffff", background: "#8f1d1d" },
    wait: { hours: 1, inSchoolHours: false },
    asksWhoConfirmed: true,
    meansVictim: true,
    news: {
      words: en("New: it is now established."),
      also: {
        whenDone: "ring-marshal",
        words: en("The marshal is involved already: say there too that it is established."),
        call: "marshal",
      },
    },
    protocol: {
      title: en("Established trafficking of a student"),
      lines: [30],
      appliesOn: [{ concern: "established-trafficked" }],
      steps: [
        madeStep(1, 31, "Call the marshal.", ["ring-marshal"]),
        madeStep(2, 32, "The harbor house assesses the student.", ["harbor-assessment"]),
        madeStep(3, 33, "Name one adult who sees the student every week.", ["weekly-adult"]),
        madeStep(4, 34, "Decide with the district whether a sanction of the school stands.", [
          "hold-sanction",
        ]),
      ],
    },
  }),
];

/** A line each: criterion, id, line of the document, name, words. */
export const signsOf = (table: string): ProtocolPack["factors"] =>
  table
    .trim()
    .split("\n")
    .map((line) => {
      const [criterion = "", id = "", at, name = "", form = ""] = line.split(" | ");
      return madeFactor(criterion, id, Number(at), { name, form, words: form });
    });

const factors = signsOf(`
home-signs | nights-away | 41 | Nights away | Spends nights away and no one can say where
home-signs | no-papers | 42 | Someone keeps the papers | Someone else keeps the student's papers
home-signs | debt-at-home | 43 | A debt to work off | Speaks of a debt that has to be worked off
school-signs | sleeps-in-class | 44 | Sleeps in class | Falls asleep in class again and again
school-signs | new-gifts | 45 | Gifts that no one explains | Has gifts that no one can explain
school-signs | dropped-friends | 46 | Has dropped friends | Has dropped all earlier friends
school-signs | older-driver | 47 | Picked up by an older driver | Is picked up by an older driver
grave-signs | branded | 48 | A mark of ownership | Bears a mark that names an owner
grave-signs | works-at-night | 49 | Works at night under watch | Works at night, and is watched while working
`);

const acts: ProtocolPack["acts"] = [
  madeAct("ring-youth-safety", "Ring the youth safety line", {
    role: "first-call",
    duty: true,
    reporterSays: "calledChildAndFamilyServices",
    what: [county([11, 21], "Ring the youth safety line now.")],
    call: [{ to: "youth-safety", when: [] }],
    alsoWhen: [{ when: [], from: { statute: "QC 12" } }],
    statutes: ["QC 12"],
    due: "at-once",
  }),
  madeAct("ring-marshal", "Ring the marshal", {
    duty: true,
    owedForEach: true,
    reporterSays: "calledLawEnforcement",
    what: [
      county([21, 31], "Ring the marshal.", inProtocol("stage-red", "stage-established")),
      county([5], "Call 911 immediately.", inImmediateDanger),
    ],
    call: [
      { to: "emergency", when: [inImmediateDanger] },
      { to: "marshal", when: [] },
    ],
    alsoWhen: [{ when: [inImmediateDanger], from: { lines: [5] } }],
    firstInDanger: true,
    due: "at-once",
  }),
  madeAct("ring-again", "Ring the youth safety line again", {
    role: "update",
    duty: true,
    what: [practice("made up", "Ring the youth safety line again, and say what is new.")],
    call: [{ to: "youth-safety", when: [] }],
    due: "at-once",
  }),
  madeAct("write-to-youth-safety", "Written report", {
    duty: true,
    owedForEach: true,
    what: [county([12, 22], "Send form Q 7 to the youth safety line.")],
    call: [{ to: "youth-safety", when: [] }],
    statutes: ["QC 12"],
    due: "written-report",
  }),
  madeAct("read-and-ask", "Read it and ask the reporter", {
    role: "review",
    what: [
      practice(
        "made up",
        "Read the report, speak with whoever sent it, and write down what you decide.",
      ),
    ],
    alsoWhen: [
      {
        when: [notIn("stage-amber", "stage-red", "stage-established")],
        from: { practice: "made up" },
      },
    ],
  }),
  madeAct("harbor-assessment", "Assessment by the harbor house", {
    who: [county([23, 32], "The harbor house; the designated contact records what it says")],
    what: [county([23, 32], "{harbor-house} assesses the student. Record what it tells you.")],
    call: [{ to: "harbor-house", when: [] }],
    holdable: true,
  }),
  madeAct("speak-with-family", "Speak with the family", {
    telltale: "parent",
    holdable: true,
    lock: {
      waitsFor: "parent-gates",
      why: [county([24], "Locked until the marshal agrees.")],
    },
    what: [county([24], "Speak with the family.")],
  }),
  madeAct("hold-sanction", "Sanction by the school", {
    holdable: true,
    lock: {
      waitsFor: "victim-question",
      why: [law("QC 12", "a student who may be a victim is not sanctioned.")],
    },
    what: [county([34], "Decide whether a sanction stands.")],
  }),
  madeAct("weekly-adult", "Weekly adult", {
    what: [county([13, 33], "See the student, and write down how it goes.")],
    repeats: "check-in",
  }),
];

/** With sentences of its own, not those of `madeCriterion`. */
const group = (
  id: string,
  name: string,
  atLeast: number,
  words: string,
): ProtocolPack["criteria"][number] => ({
  id,
  name: en(name.charAt(0).toUpperCase() + name.slice(1)),
  atLeast,
  words: en(words),
  met: en(`${name} count, {reported} seen and {needed} asked for ({factors})`),
  notMet: en(`${name} do not count yet, {reported} seen and {needed} asked for ({factors})`),
  wouldMeet: en(`{missing} of the ${name}`),
  lines: [40],
});

const block = (title: string, line: number) => ({
  block: { title: en(title), fields: ["name", "phone"] as const, lines: [line] },
});

export const quillwater2025: ProtocolPack = {
  id: "quillwater-2025",
  county: "Quillwater",
  author: "Quillwater County",
  citedAs: en("Quillwater County document of 2025-02-03"),
  languages: ["en"],
  version: "2025-02-03",
  effectiveFrom: "2025-02-03",
  effectiveTo: null,
  approval: {
    by: "the Quillwater board of schools",
    day: "2025-03-01",
    fingerprint: "497c-5894-6283",
  },
  document: null,
  title: { words: en("Stages of care for trafficked students"), lines: [1] },
  subject: { words: en("Trafficking of students, for sex or for labor."), lines: [2] },
  provenance: { words: en("Made up for the tests of this desk."), lines: [3] },
  eitherCriterion: { words: en("Any group of signs that is filled counts by itself."), lines: [4] },
  levels,
  criteria: [
    group("home-signs", "signs at home", 2, "Two of three signs at home."),
    group("school-signs", "signs at school", 3, "Three of four signs at school."),
    group("grave-signs", "grave signs", 1, "One grave sign."),
  ],
  factors,
  concerns: [
    madeConcern("thought-trafficked", 20, {
      name: "Thought to be trafficked",
      form: "I think that the student is being trafficked",
      what: "someone thinks that the student is trafficked",
      meansVictim: true,
    }),
    madeConcern("established-trafficked", 30, {
      name: "Established as trafficked",
      form: "An authority has established that the student is trafficked",
      what: "an authority has established it",
      meansVictim: true,
    }),
  ],
  confirmers: [
    { id: "marshal-says", name: en("The marshal says so"), form: en("The marshal"), settles: true },
    {
      id: "student-says",
      name: en("The student says so"),
      form: en("Only the student"),
      settles: false,
    },
  ],
  reasons: { ...usualReasons(), why: en("{level}, since {what}.") },
  agencies: [
    madeAgency("youth-safety", "Youth safety line", {
      inSentence: en("the youth safety line"),
      ...block("Person at the youth safety line", 50),
      writtenAs: "youth safety line, youth safety, ysl",
      standIn: "youth-safety-line",
      takesReports: true,
      channels: [
        {
          kind: "web",
          value: "https://write.quillwater.example",
          needs: en("the number that the line gives you"),
          checked: "2026-01-01",
          place: "made up",
        },
      ],
    }),
    madeAgency("marshal", "the county marshal", {
      inSentence: en("the marshal"),
      ...block("Person at the marshal's office", 51),
      writtenAs: "marshal, county marshal, marshals office",
      standIn: "emergency",
      namedBySchool: true,
      takesReports: true,
      mayClear: true,
    }),
    madeAgency("harbor-house", "Harbor house", {
      inSentence: en("the harbor house"),
      ...block("Person at the harbor house", 52),
      writtenAs: "harbor house, harbour house",
    }),
  ],
  noAgencies: [
    {
      id: "hall-monitor",
      writtenAs: ["hall monitor"],
      why: en("A hall monitor can take no report (QC 12)."),
      from: { statute: "QC 12" },
    },
  ],
  acts,
  noAnswer: {
    words: law("QC 12", "where no one answers, the report may go to:"),
    others: [
      { to: "marshal", only: null },
      { to: "youth-safety", only: null },
    ],
  },
  writtenReport: { hours: 24, form: "Q 7", statute: "QC 12", elsewhere: null, order: null },
  statutes: [
    {
      id: "QC 12",
      citation: "Quillwater Code section 12",
      words: en("Whoever suspects calls at once and writes within 24 hours."),
      readAt: { place: "made up", day: "2026-01-01" },
    },
  ],
  reporters: {
    who: en("as whoever is paid by a school is"),
    mayStayUnknown: en("You need not sign this form (QC 12)."),
    form: [en("Whoever is paid by a school is a mandated reporter (QC 12).")],
    oneForSeveral: null,
    mail: [
      en("A suspicion is enough (QC 12)."),
      en("Telling a hall monitor is no report (QC 12)."),
    ],
  },
  confidential: {
    mandatedReports: en("They are sealed (QC 13)."),
    beforePuttingIn: en("Sealed by law (QC 13)."),
    reports: en("Sealed by law (QC 13)."),
    reporters: en("Names are sealed (QC 13)."),
  },
  schoolOfficer: en("campus constable"),
  reportingSince: {
    topic: en("Since when"),
    words: en("Reported since 2001."),
    effectiveFrom: "2001-01-01",
    lines: [6],
  },
  hotlines: [
    {
      id: "youth-safety-line",
      name: en("Youth safety line"),
      words: en("Youth safety line of the county"),
      form: en("Youth safety line, day and night: {phone}"),
      phone: "(555) 555-0142",
      takesReports: true,
      from: { lines: [7] },
    },
    {
      id: "quiet-line",
      name: en("Quiet line"),
      words: en("Quiet line, for advice"),
      form: en("Quiet line, for advice: {phone}"),
      phone: "(555) 555-0177",
      takesReports: false,
      from: { lines: [8] },
    },
  ],
  helpLine: { words: en("Help with the stages"), phone: "(555) 555-0188", lines: [9] },
  emergency: {
    name: en("Emergency call"),
    words: en("In an emergency call 911"),
    phone: "911",
    from: { lines: [5] },
  },
  education: {
    citation: "QC 40",
    words: en("A lesson in each school."),
    atLeastOnceIn: ["middle-school"],
    lines: [60],
  },
  glossaryNote: { words: en("The county explains no terms."), lines: [61] },
  glossary: [],
  actors: [],
  doNot: [practice("made up", "Do not ask the student what happened.")],
};
