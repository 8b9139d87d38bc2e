/**
 * A made-up county whose document has times of its own and steps for some students alone: thirty minutes, a day, every 21 days, where a
 * parent may be involved, at 18 or over. Solana County, its agencies and its numbers do not exist.
 */
import type { ActId } from "../../src/protocol/ids";
import type { ActDatum, ProtocolPack } from "../../src/protocol/pack";
import {
  californiaConfidential,
  californiaNoAgencies,
  californiaOfficer,
  californiaReporters,
  californiaStatutes,
  californiaWrittenReport,
} from "../../src/protocol/packs/california";
import {
  cited,
  madeAct,
  madeAgency,
  madeCriterion,
  madeLevel,
  madeStep,
  type Step,
} from "../../src/protocol/parts";
import {
  adultStudent,
  childStudent,
  county,
  en,
  inImmediateDanger,
  inProtocol,
  law,
  notIn,
  notInDanger,
  parentMayBeInvolved,
  practice,
} from "../../src/protocol/wording";
import { quillwater2025, signsOf } from "./quillwater-2025";

const lock = {
  waitsFor: "parent-gates" as const,
  why: [county([32, 41], "Locked until the sheriff of Solana clears it.")],
};

/** A line each: line of the document, act, words. */
const stepsOf = (table: string): readonly Step[] =>
  table
    .trim()
    .split("\n")
    .map((row, at) => {
      const [line = "", act = "", words = ""] = row.split(" | ");
      return madeStep(at + 1, Number(line), words, [act]);
    });

const preventionSteps = stepsOf(`
29 | meet-student | The counselor meets the student the same day. Nobody questions the student.
32 | tell-parent | Tell the parent or guardian, unless a parent may be involved.
36 | review-with-team | Review the case every 21 days with the county team.
`);
const responseSteps = stepsOf(`
26 | call-child-line | Call the Solana Child Protection Line at once.
27 | call-sheriff | Call the sheriff: at once in immediate danger or in a confirmed case, otherwise the same day.
28 | trusted-adult | Within 30 minutes an adult whom the student trusts is with the student.
29 | meet-student | The counselor meets the student the same day. Nobody questions the student.
30 | tell-coordinator | Within 24 hours, tell the County Coordinator.
31 | send-report | Send the written report within 36 hours.
32 | tell-parent | Tell the parent or guardian, unless a parent may be involved.
33 | agree-collecting | Where a parent may be involved: agree who may collect the student.
34 | ask-adult | A student of 18 or over: ask what they want, and refer to the advocate for adults.
35 | refer-advocate | Refer to the advocate for young people within 24 hours.
36 | review-with-team | Review the case every 21 days with the county team.
37 | close-case | Close the case when the county team agrees.
`);

/** An act whose words stand on one line. */
const act = (
  id: ActId,
  name: string,
  line: number,
  words: string,
  parts: Omit<Parameters<typeof madeAct>[2], "what"> = {},
): ActDatum => madeAct(id, name, { what: [county([line], words)], ...parts });

/** What a reporter may suspect; the same words say why the case has its level, and what would raise it. */
const concern = (
  id: string,
  line: number,
  name: string,
  form: string,
  meansVictim: boolean,
): ProtocolPack["concerns"][number] => ({
  id,
  name: en(name),
  form: en(form),
  meansVictim,
  because: en(`a report says: ${name.toLowerCase()}`),
  wouldRaise: en(`a report that says: ${name.toLowerCase()}`),
  from: { lines: [line] },
});

// What no step of it is about is as in the other made-up county.
const solana: ProtocolPack = {
  ...quillwater2025,
  id: "solana-2026",
  county: "Solana",
  author: "Solana County",
  citedAs: en("Solana County protocol of 2026-03-02"),
  version: "2026-03-02",
  effectiveFrom: "2026-04-01",
  approval: null,
  document: "solana-2026.txt",
  title: cited([1], "What schools of Solana County do about trafficked students"),
  subject: cited([2], "Trafficking of students, for sex or for labor."),
  provenance: cited([1, 2], "Issued by the Solana County Office of Education on March 2, 2026."),
  eitherCriterion: cited(
    [17, 18, 20],
    "Two signs of the first two groups, or one of the third, are enough.",
  ),

  levels: [
    madeLevel("solana-to-read", 0, "To be read", {
      colours: { text: "#3c4043", background: "#e8eaed" },
      wait: { hours: 8, inSchoolHours: true },
      atLeastFactors: 0,
      explains: en("It reaches no stage of the county. A person has to read the report."),
      because: en("nothing that can be read reaches a stage"),
    }),
    madeLevel("solana-on-watch", 1, "On Watch", {
      colours: { text: "#174a7c", background: "#e1eefb" },
      wait: { hours: 8, inSchoolHours: true },
      atLeastFactors: 1,
      explains: en("One sign was reported. The county calls this On Watch."),
      wouldRaise: en("one sign that can be read"),
      news: { words: en("New: the student is now On Watch."), also: null },
    }),
    madeLevel("solana-prevention", 2, "Prevention Stage", {
      colours: { text: "#664a00", background: "#fff0c7" },
      wait: { hours: 4, inSchoolHours: false },
      news: { words: en("New: the Prevention Stage now applies."), also: null },
      protocol: {
        title: en("A student who may be recruited"),
        lines: [39],
        appliesOn: [{ concern: "solana-recruited" }],
        steps: preventionSteps,
      },
    }),
    madeLevel("solana-response", 3, "Response Stage", {
      colours: { text: "#8a1c1c", background: "#fbd9d9" },
      wait: { hours: 1, inSchoolHours: false },
      meansVictim: true,
      news: { words: en("New: the Response Stage now applies."), also: null },
      protocol: {
        title: en("A student who may be trafficked"),
        lines: [25],
        appliesOn: [
          { criterion: "solana-together" },
          { criterion: "solana-alone" },
          { concern: "solana-suspected" },
        ],
        steps: responseSteps,
      },
    }),
    madeLevel("solana-confirmed-stage", 4, "Response Stage, confirmed", {
      colours: { text: "#ffffff", background: "#8f1d1d" },
      wait: { hours: 1, inSchoolHours: false },
      meansVictim: true,
      news: { words: en("New: it is confirmed now."), also: null },
      protocol: {
        title: en("A student who is confirmed to be trafficked"),
        lines: [25],
        appliesOn: [{ concern: "solana-confirmed" }],
        steps: responseSteps,
      },
    }),
  ],
  criteria: [
    madeCriterion("solana-together", [4, 8, 17], {
      name: "the signs of group A",
      atLeast: 2,
      words: "Two of these signs together.",
    }),
    madeCriterion("solana-alone", [12, 17], {
      name: "the signs of group C",
      atLeast: 1,
      words: "One of these signs is enough.",
    }),
  ],
  factors: signsOf(`
solana-together | solana-stays-away | 5 | Stays with strangers | Stays away with people the family does not know
solana-together | solana-two-phones | 6 | Two phones | Carries two phones, or hides one
solana-together | solana-hotel | 7 | Hotel keys or receipts | Has hotel keys or receipts
solana-alone | solana-made-to | 13 | Says they are made to sell sex or work | Says that somebody makes them sell sex or work
`),
  concerns: [
    concern("solana-suspected", 21, "Suspected to be trafficked", "I suspect trafficking", true),
    concern("solana-confirmed", 22, "Confirmed to be trafficked", "It is confirmed", true),
    concern("solana-recruited", 23, "May be recruited", "I fear that somebody recruits", false),
  ],
  confirmers: [
    {
      id: "solana-sheriff",
      name: en("The sheriff of Solana"),
      form: en("The sheriff"),
      settles: true,
    },
    {
      id: "solana-child-line",
      name: en("Solana child welfare"),
      form: en("Child welfare"),
      settles: true,
    },
  ],
  agencies: [
    madeAgency("child-line", "Solana Child Protection Line", {
      inSentence: en("the child protection line"),
      writtenAs: "child line, child protection line, cps, child welfare",
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
    madeAgency("coordinator", "County Coordinator", {
      inSentence: en("the County Coordinator"),
      writtenAs: "county coordinator, coordinator",
    }),
    madeAgency("advocate", "Advocate", { inSentence: en("the advocate"), writtenAs: "advocate" }),
  ],
  noAgencies: californiaNoAgencies(),
  schoolOfficer: californiaOfficer(),

  acts: [
    madeAct("call-child-line", "Call the child protection line", {
      role: "first-call",
      duty: true,
      due: "at-once",
      what: [county([26], "Call the Solana Child Protection Line now.")],
      call: [{ to: "child-line", when: [] }],
      statutes: ["PC 11166"],
      alsoWhen: [{ when: [], from: { statute: "PC 11166" } }],
      reporterSays: "calledChildAndFamilyServices",
    }),
    madeAct("call-sheriff", "Call the sheriff", {
      duty: true,
      due: [
        { time: "at-once", when: [inImmediateDanger] },
        { time: "at-once", when: [inProtocol("solana-confirmed-stage")] },
        { time: "same-day", when: [] },
      ],
      firstInDanger: true,
      owedForEach: true,
      what: [
        county([27], "Call 911 now.", inImmediateDanger),
        county(
          [27],
          "Call the sheriff at once: the case is confirmed.",
          notInDanger,
          inProtocol("solana-confirmed-stage"),
        ),
        county(
          [27],
          "Call the sheriff the same day.",
          notInDanger,
          notIn("solana-confirmed-stage"),
        ),
      ],
      call: [
        { to: "emergency", when: [inImmediateDanger] },
        { to: "sheriff", when: [] },
      ],
      alsoWhen: [{ when: [inImmediateDanger], from: { lines: [27] } }],
      reporterSays: "calledLawEnforcement",
    }),
    madeAct("call-child-line-again", "Call the child protection line again", {
      role: "update",
      duty: true,
      due: "at-once",
      what: [
        practice(
          "what is new is told",
          "Call the child protection line again, and say what is new.",
        ),
      ],
      call: [{ to: "child-line", when: [] }],
    }),
    act(
      "trusted-adult",
      "A trusted adult with the student",
      28,
      "Within 30 minutes, an adult whom the student trusts is with the student.",
      { due: { minutes: 30 } },
    ),
    act(
      "meet-student",
      "The counselor meets the student",
      29,
      "The counselor meets the student the same day.",
      { due: "same-day", who: [county([29], "Counselor")] },
    ),
    act(
      "tell-coordinator",
      "Tell the County Coordinator",
      30,
      "Within 24 hours, tell the County Coordinator.",
      { due: { hours: 24 }, call: [{ to: "coordinator", when: [] }] },
    ),
    madeAct("send-report", "Written report", {
      duty: true,
      due: "written-report",
      owedForEach: true,
      what: [county([31], "Send form SS 8572 to the child protection line.")],
      call: [{ to: "child-line", when: [] }],
      statutes: ["PC 11166"],
    }),
    madeAct("read-report", "Read the report", {
      role: "review",
      what: [
        practice("no report is left unread", "Read the report, and speak with whoever sent it."),
      ],
      alsoWhen: [
        {
          when: [{ is: "level", anyOf: ["solana-to-read", "solana-on-watch"] }],
          from: { practice: "no report is left unread" },
        },
      ],
    }),
    act("tell-parent", "Tell the parent or guardian", 32, "Tell the parent or guardian.", {
      telltale: "parent",
      holdable: true,
      lock,
    }),
    act(
      "agree-collecting",
      "Who may collect the student",
      33,
      "Agree with child protection who may collect the student.",
      { when: [parentMayBeInvolved], call: [{ to: "child-line", when: [] }] },
    ),
    act(
      "ask-adult",
      "Ask the adult student",
      34,
      "Ask what they want, and refer them to the Solana advocate for adults.",
      { when: [adultStudent], call: [{ to: "advocate", when: [] }] },
    ),
    act(
      "refer-advocate",
      "Refer to the advocate",
      35,
      "Within 24 hours, refer the student to the advocate for young people.",
      { when: [childStudent], due: { hours: 24 }, call: [{ to: "advocate", when: [] }] },
    ),
    act(
      "review-with-team",
      "Review with the county team",
      36,
      "Review the case every 21 days with the county team.",
      { repeats: { days: 21 } },
    ),
    act("close-case", "Close the case", 37, "Close the case when the county team agrees."),
  ],
  noAnswer: {
    words: law("PC 11165.9", "where nobody answers, the report may go to:"),
    others: [
      { to: "sheriff", only: null },
      { to: "child-line", only: null },
    ],
  },
  writtenReport: californiaWrittenReport(),
  reporters: californiaReporters(),
  confidential: californiaConfidential(),
  statutes: californiaStatutes(),
  reportingSince: null,
  hotlines: [
    {
      id: "child-line-number",
      name: en("Solana Child Protection Line"),
      words: en("Solana Child Protection Line"),
      form: en("Solana Child Protection Line: {phone}"),
      phone: "(555) 555-0177",
      hours: en("day and night"),
      takesReports: true,
      from: { lines: [26] },
    },
  ],
  helpLine: null,
  education: null,
  glossaryNote: null,
  doNot: [county([29], "Do not question the student.")],
};
export default solana;
