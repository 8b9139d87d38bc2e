/**
 * Marin County's protocols for schools of March 1, 2019, as data: what a school must know, when, and what it does then. The document
 * itself is kept at docs/protocol/marin-2019.txt; every `lines` counts its lines from 1. In order: the levels with their protocols
 * and steps; criteria, factors and concerns; agencies and numbers; the acts; law; glossary and the rest.
 */
import { once } from "../../once";
import type { ActId, LevelId } from "../ids";
import type { ActDatum, AgencyDatum, LevelDatum, ProtocolPack, Sentence } from "../pack";
import {
  adultStudent,
  atLevel,
  childStudent,
  county,
  en,
  inImmediateDanger,
  inProtocol,
  inRegisterAlone,
  law,
  livesElsewhere,
  mayBeRecruiting,
  notIn,
  notInDanger,
  parentMayBeInvolved,
  parentNotReported,
  practice,
  sroOfCityOrCounty,
  sroOfDistrictPolice,
  sroOfDistrictPoliceOrUnknown,
  sroUnknown,
  staffMayBeInvolved,
  unconfirmed,
  withFactor,
} from "../wording";

type FactorDatum = ProtocolPack["factors"][number];
type Step = NonNullable<LevelDatum["protocol"]>["steps"][number];

/** A step; what the document leaves out there is empty. */
function madeStep(
  number: number,
  line: number,
  text: string,
  acts: Step["acts"],
  more: Partial<Pick<Step, "actors" | "terms" | "cites">> & { readonly condition?: string } = {},
): Step {
  return {
    step: number,
    lines: [line],
    words: en(text),
    acts,
    actors: more.actors ?? [],
    condition: more.condition === undefined ? null : en(more.condition),
    terms: more.terms ?? [],
    cites: more.cites ?? [],
  };
}

// What two protocols ask for in the same words.
const involveAndCall = (number: number, line: number): Step =>
  madeStep(
    number,
    line,
    "Involve local law enforcement, the school resource officer (SRO) or both, so that they can investigate if need be. Call child and family services.",
    ["involve-law-enforcement", "call-child-and-family-services"],
    { actors: ["local-law-enforcement", "school-resource-officer"] },
  );
const campusImpact = (number: number, line: number): Step =>
  madeStep(
    number,
    line,
    "Investigate whether the campus may be affected: by harassment, by recruitment, by threats to the safety of the school.",
    ["investigate-campus-impact"],
  );
const offerReferral = (number: number, line: number): Step =>
  madeStep(
    number,
    line,
    "Offer a referral to counseling or social services, as appropriate, to the potential victim, to the parent or guardian, or to both.",
    ["offer-referral", "offer-referral-to-parent"],
  );
const contactVictim = (number: number, line: number): Step =>
  madeStep(
    number,
    line,
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

type LevelParts = Pick<LevelDatum, "colours" | "wait"> & Partial<LevelDatum>;

/** A level with every part that is not given empty: no protocol, no words of its own. */
function madeLevel(id: LevelId, rank: number, name: string, parts: LevelParts): LevelDatum {
  return {
    id,
    rank,
    name: en(name),
    atLeastFactors: null,
    explains: null,
    because: null,
    wouldRaise: null,
    asksWhoConfirmed: false,
    meansVictim: false,
    news: null,
    protocol: null,
    ...parts,
  };
}

/** Lowest first. From `at-risk` up each has a protocol of the document, with its steps. */
const levelList = (): ProtocolPack["levels"] => [
  madeLevel("needs-review", 0, "Needs review", {
    colours: { text: "#3c4043", background: "#e8eaed" },
    wait: { hours: 8, inSchoolHours: true },
    atLeastFactors: 0,
    explains: en(
      "Nothing that can be read fits a protocol yet. That is no all-clear: a person has to read the report.",
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
      "This is below the county's threshold for at risk. One factor can still be reason to suspect abuse or neglect, and then a report is owed.",
    ),
    wouldRaise: en("one factor that can be read"),
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
        involveAndCall(1, 31),
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
        involveAndCall(1, 37),
        madeStep(
          2,
          38,
          "Submit a mandated report to child and family services where there is suspicion of human trafficking or CSEC.",
          ["submit-mandated-report"],
          { condition: "Human trafficking or CSEC is suspected.", terms: ["mandated-report"] },
        ),
        campusImpact(3, 39),
        informParent(4, 40, "potential victimization"),
        offerReferral(5, 41),
        contactVictim(6, 42),
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
      also: {
        whenDone: "involve-law-enforcement",
        words: en("Law enforcement is already involved: tell them too that it is now confirmed."),
        call: "law-enforcement",
      },
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
        campusImpact(3, 48),
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
        offerReferral(7, 52),
        contactVictim(8, 53),
      ],
    },
  }),
];

const criterionList = (): ProtocolPack["criteria"] => [
  {
    id: "criterion-1",
    name: en("At-risk criterion 1"),
    atLeast: 1,
    words: en(
      "Criterion 1: one of these factors, or more, raises the concern that the student is at risk.",
    ),
    met: en(
      "at-risk criterion 1 is met, by {reported} of its factors where one is enough ({factors})",
    ),
    notMet: en(
      "at-risk criterion 1 is not met, with {reported} of its factors where it takes one ({factors})",
    ),
    wouldMeet: en("one of the factors of criterion 1"),
    signs: {
      one: en("one serious sign was reported"),
      several: en("{reported} serious signs were reported"),
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
      "at-risk criterion 2 is met, by {reported} of its factors where two are enough ({factors})",
    ),
    notMet: en(
      "at-risk criterion 2 is not met, with {reported} of its factors where it takes two ({factors})",
    ),
    wouldMeet: en("{missing} more of the factors of criterion 2"),
    signs: {
      one: en("one sign was reported"),
      several: en("{reported} signs were reported that count together"),
    },
    lines: [15, 17],
  },
];

type FactorParts = Readonly<Record<"name" | "form" | "words", string>> &
  Partial<Pick<FactorDatum, "terms" | "meansVictim">>;

function madeFactor(
  criterion: FactorDatum["criterion"],
  id: FactorDatum["id"],
  line: number,
  { name, form, words, ...more }: FactorParts,
): FactorDatum {
  return {
    id,
    criterion,
    name: en(name),
    form: en(form),
    words: en(words),
    terms: [],
    lines: [line],
    ...more,
  };
}

const factorList = (): ProtocolPack["factors"] => [
  madeFactor("criterion-1", "controlled-or-groomed", 11, {
    name: "Controlled or groomed by someone",
    form: "Acts as if another person controls or grooms them, or gives other signs of it",
    words:
      "Behavior, or some other indication by the student, shows that another person controls or grooms the student.",
    meansVictim: true,
  }),
  madeFactor("criterion-1", "with-people-in-commercial-sex", 12, {
    name: "Is often with people who are known to take part in commercial sex",
    form: "Spends time with people who are known to take part in commercial sex",
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
    form: "Has relationships that worry you, because they put the student at risk or could lead to exploitation",
    words:
      "The student has relationships of concern, which put the student at risk or in danger of being exploited.",
  }),
  madeFactor("criterion-2", "substance-abuse-history", 21, {
    name: "History of substance abuse",
    form: "Has a history of substance abuse",
    words: "The student has abused substances in the past.",
  }),
];

const concernList = (): ProtocolPack["concerns"] => [
  {
    id: "recruiting-or-exploiting",
    name: en("Recruitment or exploitation of students"),
    form: en(
      "Someone may be recruiting or exploiting students for human trafficking or commercial sex",
    ),
    meansVictim: false,
    because: en("a report says that somebody may be recruiting or exploiting students"),
    wouldRaise: en("a report that somebody may be recruiting or exploiting students"),
    from: { lines: [29] },
  },
  {
    id: "suspected-victim",
    name: en("May be a victim"),
    form: en("This student may be a victim of human trafficking or commercial sexual exploitation"),
    meansVictim: true,
    because: en("a report says that the student may be a victim"),
    wouldRaise: en("a report that the student may be a victim"),
    from: { lines: [35] },
  },
  {
    id: "confirmed-victim",
    name: en("Confirmed as a victim"),
    form: en("This student has been confirmed to be a victim"),
    meansVictim: true,
    because: en("a report says that the student is confirmed to be a victim"),
    wouldRaise: en("a report that the student is confirmed to be a victim"),
    from: { lines: [44] },
  },
];

/** Agencies confirm; schools and students do not. */
const confirmerList = (): ProtocolPack["confirmers"] => [
  {
    id: "law-enforcement",
    name: en("Law enforcement"),
    form: en("Law enforcement"),
    settles: true,
  },
  {
    id: "child-and-family-services",
    name: en("Child and family services"),
    form: en("Child and family services"),
    settles: true,
  },
  {
    id: "student-disclosure",
    name: en("The student told us"),
    form: en("No agency: the student said so"),
    settles: false,
  },
  { id: "other", name: en("Someone else"), form: en("Someone else"), settles: false },
];

/** Of a text with commas between them. */
const spellings = (text: string): readonly string[] => text.split(", ");

type AgencyParts = Readonly<Record<"title" | "writtenAs", string>> &
  Pick<AgencyDatum, "inSentence"> &
  Partial<
    Pick<AgencyDatum, "standIn" | "namedBySchool" | "takesReports" | "channels" | "mayClear">
  >;

/** An agency with every part that is not given empty: it takes no reports, and clears nothing. */
function madeAgency(
  id: AgencyDatum["id"],
  name: string,
  lines: readonly number[],
  { title, writtenAs, ...more }: AgencyParts,
): AgencyDatum {
  return {
    id,
    name: en(name),
    block: { title: en(title), fields: ["name", "phone", "email"], lines },
    writtenAs: spellings(writtenAs),
    standIn: null,
    namedBySchool: false,
    takesReports: false,
    channels: [],
    mayClear: false,
    ...more,
  };
}

const agencyList = (): ProtocolPack["agencies"] => [
  madeAgency("child-and-family-services", "Child and family services", [97, 105, 107, 109], {
    inSentence: en("child and family services"),
    title: "Contact at child welfare services",
    writtenAs:
      "child and family services, children and family services, childrens and family services, child family services, children family services, department of children and family services, cfs, dcfs, child welfare, child welfare services, cws, child protective services, cps, child abuse hotline",
    standIn: "child-abuse-hotline",
    takesReports: true,
    channels: [
      {
        kind: "fax",
        value: "(415) 473-3279",
        needs: en("the call"),
        checked: "2026-11-24",
        place: "marinhhs.org/child-abuse-neglect-reporting-hotline",
      },
    ],
    mayClear: true,
  }),
  madeAgency("law-enforcement", "your local law enforcement agency", [95, 99, 101, 103], {
    inSentence: en("law enforcement"),
    title: "Contact at local law enforcement",
    writtenAs:
      "law enforcement, local law enforcement, law enforcement agency, police, city police, town police, local police, police department, pd, sheriff, sheriffs, county sheriff, sheriffs office, sheriffs department",
    standIn: "emergency",
    namedBySchool: true,
    takesReports: true,
    mayClear: true,
  }),
  madeAgency("probation", "Probation", [111, 115, 117, 119], {
    inSentence: en("probation"),
    title: "Contact at the probation department",
    writtenAs:
      "probation, juvenile probation, probation department, county probation, probation officer",
  }),
  madeAgency("victim-advocate", "Victim advocate", [113, 121, 123, 125], {
    inSentence: en("a victim advocate"),
    title: "Victim advocate organization",
    writtenAs:
      "victim advocate, advocate, victim advocate organization, victim advocacy, victim services, victims advocate",
  }),
];

/** Law names them for every district; told of nothing, and named in a row where they help. */
const liaisonList = (): NonNullable<ProtocolPack["liaisons"]> => [
  {
    id: "homeless-liaison",
    name: en("Homeless liaison"),
    inSentence: en("the district's homeless liaison"),
    writtenAs: spellings(
      "homeless liaison, homeless education liaison, homeless student liaison, mckinney vento liaison",
    ),
    from: { practice: "the liaison that the McKinney-Vento Act asks of a district" },
  },
  {
    id: "foster-youth-liaison",
    name: en("Foster youth liaison"),
    inSentence: en("the district's foster youth liaison"),
    writtenAs: spellings("foster youth liaison, foster liaison, foster care liaison"),
    from: { practice: "the person of the district who helps students in foster care" },
  },
];

const hotlineList = (): ProtocolPack["hotlines"] => [
  {
    id: "child-abuse-hotline",
    name: en("Child abuse hotline"),
    words: en("Child abuse hotline of the county's child and family services"),
    form: en("Child abuse hotline (child and family services), day and night: {phone}"),
    phone: "(415) 473-7153",
    takesReports: true,
    lines: [57, 59, 93, 131],
  },
  {
    id: "local-law-enforcement",
    name: en("Law enforcement"),
    words: en("The law enforcement agency where you are; in an emergency, 911"),
    form: en("Law enforcement: your local agency, or {phone} in an emergency"),
    phone: "911",
    takesReports: true,
    lines: [61, 63, 64],
  },
  {
    id: "national-hotline",
    name: en("National Human Trafficking Hotline"),
    words: en("National Human Trafficking Hotline"),
    form: en("National Human Trafficking Hotline: {phone}"),
    phone: "(888) 373-7888",
    takesReports: false,
    lines: [66, 67, 69],
  },
];

const childAndFamilyServices = { to: "child-and-family-services", when: [] };
const ofRecruitment = inProtocol("recruitment-or-exploitation");
const ofConfirmed = inProtocol("confirmed-victim");
const ofVictim = inProtocol("suspected-victim", "confirmed-victim");
const ofNoVictim = notIn("suspected-victim", "confirmed-victim");
/** Protocols whose first step involves law enforcement. */
const withPolice = ["recruitment-or-exploitation", "suspected-victim", "confirmed-victim"] as const;
const ofPolice = inProtocol(...withPolice);
const ofNoneWithPolice = notIn(...withPolice);

const hotlinePage =
  "Penal Code 11165.9; Marin Child and Family Services, marinhhs.org/child-abuse-neglect-reporting-hotline, read 2026-11-24";
const beforeTheBell =
  "practice of the field: child welfare or police say how a child leaves school, before it leaves";
const noTipOff =
  "practice of the field: police and child welfare first, for a change that comes before them tips off";
const firstHourCalls: ActDatum["call"] = [
  { to: "child-and-family-services", when: [inRegisterAlone] },
  { to: "law-enforcement", when: [inRegisterAlone] },
];

const ofAge = "a student of 18 decides on their parents' being told, and owns their records";

type ActParts = Pick<ActDatum, "what"> & Partial<Omit<ActDatum, "id" | "name">>;

/** The desk's own choice of who sees to an act where the document names nobody. */
const byContact: Sentence = practice(
  "the pre-determined school personnel of the document",
  "Designated contact",
);

/** An act for the contact, with every part that is not given empty: no duty, no lock, no call, no statute, no deadline. */
function madeAct(id: ActId, name: string, parts: ActParts): ActDatum {
  return {
    id,
    name: en(name),
    who: [byContact],
    role: null,
    remarks: [],
    duty: false,
    telltale: null,
    holdable: false,
    owedForEach: false,
    reporterSays: null,
    lock: null,
    call: [],
    statutes: [],
    alsoWhen: [],
    firstInDanger: false,
    repeats: null,
    due: null,
    ...parts,
  };
}

const callsAreEachPersons: readonly Sentence[] = [
  law("PC 11166", "Designated contact; each reporter still owes a call of their own"),
];

/** For the row: what a mail has no room for, and the register can record. */
const oneForSeveral: Sentence = law(
  "PC 11166",
  "persons who know of it together may agree that one of them calls and signs: write who that is into Made by. Telling somebody is not enough, and whoever learns that it was not done reports.",
  inRegisterAlone,
);
const toSomebodyUnder18: Sentence = law(
  "PC 11165",
  "a child is somebody under 18, and this student is 18 or over. Ask whether a report is owed here, and write the answer down. Police and a victim advocate are there for an adult too.",
  adultStudent,
);
/** At these levels no step asks for the call: the law does, and only of whoever suspects. */
const belowProtocols = atLevel("needs-review", "below-threshold");

const callActs = (): readonly ActDatum[] => [
  madeAct("call-child-and-family-services", "Call child and family services", {
    role: "first-call",
    duty: true,
    inMail: [
      county([25, 31, 37], "Call child and family services now."),
      law(
        "PC 11166",
        "a reasonable suspicion is enough.",
        atLevel("needs-review", "below-threshold"),
      ),
      practice(
        "a report that says too little is no all-clear, and nobody waits for more before they call",
        "Call if you are in doubt.",
        atLevel("needs-review"),
      ),
    ],
    reporterSays: "calledChildAndFamilyServices",
    what: [
      county([25, 31, 37], "Call child and family services now."),
      law("PC 11166", "it is owed if you reasonably suspect abuse or neglect.", belowProtocols),
      practice("who doubts asks, and is told", "If you are unsure, call and ask.", belowProtocols),
      law(
        "PC 11165.15",
        "that a child is homeless or an unaccompanied youth is in itself no sufficient basis for a report. Whatever else you suspect, report it.",
        withFactor("runaway-or-unstable-housing"),
        atLevel("below-threshold"),
      ),
      practice(
        "people whom the district has for such students",
        "Who can help with housing and school: {homeless-liaison}; {foster-youth-liaison}.",
        withFactor("runaway-or-unstable-housing"),
      ),
      practice(
        hotlinePage,
        "A report says that the student lives in another county, {residence}: call child welfare there if you can, else the number here.",
        livesElsewhere,
      ),
      toSomebodyUnder18,
      // Why probation is named stays unsaid: a factor is student data, and this text is mailed.
      county(
        [111],
        "If probation supervises the student, or the county has named it to take reports, you may call its contact too. Call child and family services either way.",
        withFactor("law-enforcement-involvement"),
      ),
    ],
    who: callsAreEachPersons,
    remarks: [
      law(
        "PC 11166",
        "reasonable suspicion is enough for this call. It is owed although no protocol step that applies here asks for it.",
        notIn("at-risk", "recruitment-or-exploitation", "suspected-victim"),
        atLevel("confirmed-victim"),
      ),
      oneForSeveral,
      practice(
        "a report that says too little is no all-clear, and nobody waits for more before they call",
        "What came in says too little to tell. Call if you are in doubt, also before you have spoken with the reporter.",
        atLevel("needs-review"),
      ),
    ],
    call: [
      childAndFamilyServices,
      { to: "probation", when: [withFactor("law-enforcement-involvement")] },
    ],
    statutes: ["PC 11166"],
    alsoWhen: [{ when: [], from: { statute: "PC 11166" } }],
    due: "at-once",
  }),
  madeAct("involve-law-enforcement", "Involve law enforcement", {
    duty: true,
    inMail: [
      county([64, 91], "Call 911 immediately.", inImmediateDanger, ofNoneWithPolice),
      county(
        [31, 37, 46, 64, 91],
        "Call 911 immediately; involve local law enforcement.",
        inImmediateDanger,
        ofPolice,
      ),
      county([31, 37, 46], "Involve local law enforcement.", notInDanger, ofPolice),
      law("PC 11165.9", "district police and SRO do not count.", sroOfDistrictPoliceOrUnknown),
      practice(
        "schools do not confirm, agencies do",
        "Ask which agency confirmed it.",
        unconfirmed,
      ),
    ],
    owedForEach: true,
    reporterSays: "calledLawEnforcement",
    what: [
      county([64, 91], "Call 911 immediately.", inImmediateDanger),
      county(
        [31, 37],
        "Involve local law enforcement, so that they can investigate if need be.",
        inProtocol("recruitment-or-exploitation", "suspected-victim"),
        notIn("confirmed-victim"),
      ),
      county(
        [46],
        "Involve local law enforcement for an investigation: the student is a confirmed victim.",
        ofConfirmed,
      ),
      county(
        [31, 37, 46],
        "The school resource officer (SRO) may be part of it, or be the one whom you involve.",
        inProtocol("recruitment-or-exploitation", "suspected-victim", "confirmed-victim"),
        sroOfCityOrCounty,
      ),
      county(
        [31, 37, 46],
        "The school resource officer (SRO) may be involved as well.",
        inProtocol("recruitment-or-exploitation", "suspected-victim", "confirmed-victim"),
        sroOfDistrictPoliceOrUnknown,
      ),
      law(
        "PC 11165.9",
        "the SRO here is of the school district's own police, so telling the SRO is no report to law enforcement. Call {law-enforcement}.",
        sroOfDistrictPolice,
      ),
      law(
        "PC 11165.9",
        "telling an SRO of the school district's own police is no report to law enforcement, and whether the SRO here is one is not known. Call {law-enforcement}.",
        sroUnknown,
      ),
      practice(
        "schools do not confirm, agencies do",
        "Ask which agency has confirmed it, and record that in the case.",
        unconfirmed,
      ),
    ],
    call: [
      { to: "emergency", when: [inImmediateDanger] },
      { to: "law-enforcement", when: [] },
    ],
    alsoWhen: [{ when: [inImmediateDanger], from: { lines: [64, 91] } }],
    firstInDanger: true,
    due: "at-once",
  }),
  madeAct(
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
      who: callsAreEachPersons,
      call: [childAndFamilyServices],
      statutes: ["PC 11166"],
      due: "at-once",
    },
  ),
];

/** The first acts after the calls: what the next hours at school look like. Nothing of it is the county's. */
const firstHourActs = (): readonly ActDatum[] => [
  madeAct("agree-how-student-leaves", "How the student leaves school today", {
    inMail: [
      practice(
        beforeTheBell,
        "Before the bell, ask child and family services or police how the student leaves.",
        childStudent,
      ),
      practice(
        "a student of 18 decides for themselves",
        "The student is 18 or over and decides: ask how they want to leave.",
        adultStudent,
      ),
    ],
    what: [
      practice(
        beforeTheBell,
        "Before the bell, ask child and family services or police whether, with whom and how the student leaves school today.",
        childStudent,
      ),
      practice(
        beforeTheBell,
        "The school cannot itself keep a child from a custodial parent.",
        childStudent,
      ),
      practice(
        "a student of 18 decides for themselves",
        "The student is 18 or over and decides: ask how and with whom they want to leave today. Police and a victim advocate can help with it.",
        adultStudent,
      ),
      practice(beforeTheBell, "Somebody stays with the student until then."),
      practice(
        beforeTheBell,
        "Write into Notes who may collect the student, and who said so. Ask about transport, and whether a medical examination is needed.",
        inRegisterAlone,
      ),
      law(
        "EC 48906",
        "if the student leaves with an officer, ask the officer in what capacity. The school takes immediate steps to notify the parent or guardian, except where the student is taken as a victim of suspected child abuse or under Welfare and Institutions Code 305: then it gives the officer the parent's address and number, and the officer notifies.",
        childStudent,
        inRegisterAlone,
      ),
      law(
        "PC 11174.3",
        "a student who is interviewed at school about abuse in the home may choose a staff member to be present, who says nothing and keeps it confidential.",
        childStudent,
        inRegisterAlone,
      ),
    ],
    call: firstHourCalls,
    alsoWhen: [
      { when: [ofVictim], from: { practice: beforeTheBell } },
      { when: [inImmediateDanger], from: { practice: beforeTheBell } },
      { when: [parentMayBeInvolved], from: { practice: beforeTheBell } },
    ],
    due: "first-hour",
  }),
  madeAct("agree-before-staff-changes", "Before anything changes for a member of staff", {
    what: [
      practice(
        noTipOff,
        "Before anything changes for a member of staff who may be involved, agree it with police and child and family services.",
      ),
      practice(
        noTipOff,
        "Until then access, keys, duties and leave stay as they are, and nobody speaks with that person about it: either tips off. If a student is not safe with that person now, call 911 and say so. Write here who agreed to what, and when.",
        inRegisterAlone,
      ),
    ],
    call: firstHourCalls,
    alsoWhen: [{ when: [staffMayBeInvolved], from: { practice: noTipOff } }],
    due: "first-hour",
  }),
];

const reportsAreEachPersons: readonly Sentence[] = [
  law("PC 11166", "Designated contact; each reporter still owes a report of their own"),
];

/** The same wherever it is said: on the Form, in mail, in rows, on the call sheet. */
const whomToCall = "Call the county where the student lives, if you know it; else the number here.";
const whereToSend = "Send the written report to whoever took the call, unless they say otherwise.";

const whereItGoes: readonly Sentence[] = [
  practice(hotlinePage, whomToCall, inRegisterAlone),
  practice(hotlinePage, whereToSend),
];

/** For the register alone: whoever reads a mail learns nothing of where the student lives. */
const saidToLiveElsewhere: readonly Sentence[] = [
  practice(
    hotlinePage,
    "A report says that the student lives in another county, {residence}.",
    livesElsewhere,
  ),
  law(
    "PC 11165.9",
    "whoever you call must take a report from outside their area, unless they can transfer the call at once, and must refer it on themselves.",
    livesElsewhere,
  ),
];

const writtenReportActs = (): readonly ActDatum[] => [
  madeAct("submit-mandated-report", "Mandated report", {
    duty: true,
    owedForEach: true,
    inMail: [
      county(
        [27, 38],
        "Send the mandated report to child and family services.",
        inProtocol("at-risk", "suspected-victim"),
      ),
      law(
        "PC 11166",
        "send the mandated report to child and family services.",
        ofRecruitment,
        notIn("at-risk", "suspected-victim"),
      ),
    ],
    what: [
      county(
        [38],
        "Submit a mandated report to child and family services: human trafficking or CSEC is suspected.",
        inProtocol("suspected-victim"),
      ),
      county(
        [27],
        "Submit a mandated report to child and family services: at-risk factors are present.",
        inProtocol("at-risk"),
        notIn("suspected-victim"),
      ),
      law(
        "PC 11166",
        "submit a mandated report to child and family services. Someone with reasonable suspicion that a child is a victim owes it.",
        ofRecruitment,
        notIn("at-risk", "suspected-victim"),
      ),
      ...saidToLiveElsewhere,
      toSomebodyUnder18,
    ],
    who: reportsAreEachPersons,
    remarks: [
      law(
        "PC 11166",
        "the written report is owed although the recruitment protocol has no step for it.",
        ofRecruitment,
        notIn("at-risk", "suspected-victim"),
      ),
      ...whereItGoes,
      oneForSeveral,
    ],
    call: [childAndFamilyServices],
    statutes: ["PC 11166"],
    alsoWhen: [{ when: [ofRecruitment], from: { statute: "PC 11166" } }],
    due: "written-report",
  }),
  madeAct("submit-detailed-mandated-report", "Detailed mandated report", {
    duty: true,
    owedForEach: true,
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
    what: [
      county([47], "Submit a detailed mandated report to child and family services."),
      ...saidToLiveElsewhere,
      toSomebodyUnder18,
    ],
    who: reportsAreEachPersons,
    remarks: [...whereItGoes, oneForSeveral],
    call: [childAndFamilyServices],
    statutes: ["PC 11166"],
    due: "written-report",
  }),
  madeAct("review-report", "Read the report and speak with the reporter", {
    role: "review",
    inMail: [
      practice(
        "one factor can be reasonable suspicion; no report is left unread",
        "Read the report and speak with the reporter; record if you suspect abuse or neglect, for one sign can be enough.",
      ),
    ],
    what: [
      practice(
        "one factor can be reasonable suspicion; no report is left unread",
        "Read the report in the register and speak with the reporter; where only the district lead knows who that is, through the lead. Record whether there is reasonable suspicion: one factor can be enough.",
      ),
      law(
        "PC 11166",
        "what you make of it never overrides the reporter: whoever reasonably suspects abuse or neglect reports, whatever others think.",
        inRegisterAlone,
      ),
    ],
    alsoWhen: [
      {
        when: [atLevel("needs-review", "below-threshold")],
        from: { practice: "a report that reaches no protocol is read by a person" },
      },
    ],
  }),
];

const safetyActs = (): readonly ActDatum[] => [
  madeAct("co-create-action-plan", "Action plan", {
    holdable: true,
    inMail: [county([25, 129], "Make an action plan with the student.")],
    what: [
      county(
        [25, 129],
        "Meet the student and make an action plan together, for concerns and safety risks that are related to school.",
      ),
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
    inMail: [county([32, 39, 48], "Investigate the impact on campus.")],
    what: [
      county(
        [32, 39, 48],
        "Investigate whether the campus may be affected: harassment, recruitment, threats to the safety of the school.",
        notIn("recruitment-or-exploitation"),
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
        "Images are not opened, copied, photographed or forwarded, and no device is searched: it waits for police (PC 1546.1). Where police say otherwise, write their words into Notes, and who said them.",
        inRegisterAlone,
      ),
    ],
    who: [
      county(
        [32],
        "Local law enforcement, the SRO, the school site's administration, or several of them",
        ofRecruitment,
      ),
      { ...byContact, when: [notIn("recruitment-or-exploitation")] },
    ],
  }),
  madeAct("law-enforcement-investigation", "What law enforcement says of its investigation", {
    inMail: [
      practice(
        "the investigation is theirs, the record is the school's",
        "Record what police tell you.",
      ),
    ],
    what: [
      // First what there is to do, and to tick: the rest is theirs.
      practice(
        "the investigation is theirs, the record is the school's",
        "Record what law enforcement tells you of its investigation.",
      ),
      county([49], "The SRO or law enforcement conducts the investigation.", ofConfirmed),
      county(
        [33],
        "Depending on how the investigation comes out, law enforcement may make an arrest.",
        ofRecruitment,
      ),
    ],
    who: [
      county([49], "The SRO or law enforcement; the designated contact records", ofConfirmed),
      county(
        [33],
        "Law enforcement; the designated contact records",
        ofRecruitment,
        notIn("confirmed-victim"),
      ),
    ],
    call: [{ to: "law-enforcement", when: [] }],
  }),
  madeAct("tell-superintendent-and-counsel", "Superintendent and counsel", {
    what: [
      practice(
        "practice of the field: after police and child welfare, the district's own head and lawyer",
        "Tell the superintendent and counsel, once police and child and family services know.",
      ),
      practice(
        "practice of the field: nobody is told who may be involved",
        "By telephone or in person, and not the one of them who may be involved.",
        inRegisterAlone,
      ),
      law(
        "EC 44030.5",
        "a change of employment status because of an allegation is reported to the Commission on Teacher Credentialing within 30 days.",
        inRegisterAlone,
      ),
    ],
    alsoWhen: [{ when: [staffMayBeInvolved], from: { statute: "EC 44030.5" } }],
    statutes: ["EC 44030.5"],
  }),
  madeAct("tell-title-ix-coordinator", "Title IX coordinator", {
    inMail: [
      practice("practice of the field: the same day", "Today, tell the Title IX coordinator."),
    ],
    what: [
      practice(
        "practice of the field: the same day",
        "Tell the district's Title IX coordinator today.",
      ),
      law(
        "34 CFR 106.44",
        "where a student or an employee may have harmed a student in a school program, supportive measures come first, and discipline after the process.",
        inRegisterAlone,
      ),
      practice(
        "no consequence before the process",
        "The district lead ticks it, with their own account: the school consequence waits for that tick.",
        ofRecruitment,
        inRegisterAlone,
      ),
    ],
    who: [
      { ...byContact, when: [notIn("recruitment-or-exploitation")] },
      practice("no consequence before the process", "District lead", ofRecruitment),
    ],
    alsoWhen: [
      { when: [staffMayBeInvolved], from: { statute: "34 CFR 106.44" } },
      { when: [ofRecruitment], from: { statute: "34 CFR 106.44" } },
      { when: [mayBeRecruiting], from: { statute: "34 CFR 106.44" } },
    ],
    statutes: ["34 CFR 106.44"],
  }),
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
        inRegisterAlone,
      ),
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
          mayBeRecruiting,
        ),
      ],
    },
  }),
];

const gates =
  "a parent or guardian who victimizes must not learn of the case; the victim is consulted; an agency decides when it is safe";

/** Why an act that a parent or guardian would notice is locked. */
const parentLock: NonNullable<ActDatum["lock"]> = {
  waitsFor: "parent-gates",
  why: [
    practice(
      gates,
      "Locked: do not contact parents or guardians yet. The register lists what is still needed.",
      parentNotReported,
    ),
    county(
      [40, 50],
      "Locked: do not do this while a parent or guardian may be involved. Refer to child and family services instead.",
      parentMayBeInvolved,
    ),
    practice(
      ofAge,
      "Locked: the student is 18 or over, and decides. Only with the student's consent, on record in the case.",
      adultStudent,
    ),
  ],
};

const carriedOver =
  "what the victim protocols say of regular contact, carried over to the student at risk and to the plan";
const contactOrBestPlaced =
  "Designated contact, or the counselor or social worker who is best placed";

const referral = "a referral to counseling or social services, whichever is appropriate.";

const supportActs = (): readonly ActDatum[] => [
  madeAct("inform-parent-or-guardian", "Inform a parent or guardian", {
    telltale: "parent",
    holdable: true,
    inMail: [
      county(
        [40, 50],
        "Inform a parent or guardian if appropriate, in consultation with the victim; a parent who victimizes: child and family services.",
      ),
    ],
    what: [
      county(
        [40, 50],
        "Inform a parent or guardian: not while one of them may be involved. Refer to child and family services instead.",
        parentMayBeInvolved,
      ),
      practice(ofAge, "The student is 18 or over: only with their consent.", adultStudent),
      county(
        [50],
        "Where appropriate, and in consultation with the victim, contact the parent or guardian to inform them of the victimization.",
        ofConfirmed,
        parentNotReported,
      ),
      county(
        [40],
        "Where appropriate, and in consultation with the victim, contact the parent or guardian to inform them of potential victimization.",
        notIn("confirmed-victim"),
        parentNotReported,
      ),
      county(
        [40, 50],
        "If it is a parent or guardian who victimizes, refer to child and family services instead.",
        parentNotReported,
      ),
    ],
    lock: parentLock,
    call: [{ to: "child-and-family-services", when: [parentMayBeInvolved] }],
  }),
  madeAct("review-school-placement", "School placement", {
    telltale: "parent",
    holdable: true,
    inMail: [county([51], "Review the school placement; transfer if inappropriate.")],
    what: [
      county(
        [51],
        "Investigate whether the student's school placement is appropriate. If it is not, arrange a transfer with the department that is responsible.",
      ),
    ],
    lock: parentLock,
  }),
  madeAct("offer-referral", "Offer a referral", {
    inMail: [
      county([41, 52], "Offer the potential victim a referral to counseling or social services."),
    ],
    what: [county([41, 52], `Offer the potential victim ${referral}`)],
    call: [{ to: "victim-advocate", when: [] }],
  }),
  madeAct("offer-referral-to-parent", "Offer a referral to a parent", {
    telltale: "parent",
    holdable: true,
    inMail: [county([41, 52], "Offer the parent or guardian a referral.")],
    what: [
      county([41, 52], `Offer the parent or guardian ${referral}`, parentNotReported),
      county(
        [40, 50],
        "Offer a referral to a parent or guardian: not while one of them may be involved. Refer to child and family services instead.",
        parentMayBeInvolved,
      ),
    ],
    lock: parentLock,
    call: [{ to: "child-and-family-services", when: [parentMayBeInvolved] }],
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
    ],
    who: [
      county([42, 53], "Counselor or social worker (most appropriate)", ofVictim),
      practice(carriedOver, contactOrBestPlaced, ofNoVictim),
    ],
    repeats: "check-in",
  }),
  madeAct("monitor-action-plan", "Monitor the action plan", {
    inMail: [county([26], "Monitor the plan and the student's progress.")],
    what: [county([26], "Monitor the action plan and how the student progresses.")],
    who: [practice(carriedOver, contactOrBestPlaced)],
    repeats: "monitor",
  }),
];

const readOn = "2026-11-24";

const statuteList = (): ProtocolPack["statutes"] => [
  {
    id: "PC 11166",
    citation: "California Penal Code section 11166",
    words: en(
      "Reasonable suspicion is enough. A mandated reporter calls at once, or as soon as is practicable, and sends the written report within 36 hours of receiving the information. The duty is each person's own: telling a supervisor or a colleague does not discharge it, and no supervisor may impede it. Persons who know of it together may agree that one of them calls and signs; whoever learns that it was not done reports.",
    ),
    readAt: {
      place: "leginfo.legislature.ca.gov, text of SB 360 (2019-20)",
      day: readOn,
    },
  },
  {
    id: "PC 11165.9",
    citation: "California Penal Code section 11165.9",
    words: en(
      "A school district's own police cannot receive a mandated report. The police, the sheriff, county probation where the county has designated it, and the county welfare department can, and must accept a report from outside their area, unless they can transfer the call at once, and must refer it on themselves.",
    ),
    readAt: { place: "self-law.org/code/ca/penal-code/11165-9", day: readOn },
  },
  {
    id: "EC 48906",
    citation: "California Education Code section 48906",
    words: en(
      "When a student leaves with an officer, the school takes immediate steps to notify the parent or guardian, except where the student is taken as a victim of suspected child abuse or under Welfare and Institutions Code 305: then it gives the officer the parent's address and number, and the officer notifies.",
    ),
    readAt: {
      place: "jurris.com/california/education-code/48900-48927/48906-18",
      day: readOn,
    },
  },
  {
    id: "EC 32282",
    citation: "California Education Code section 32282",
    words: en(
      "The county document names it for the consequence that a school may give. The section itself is about the school's safety plan, which has to hold the procedures for reporting child abuse. Discipline is a process of other law.",
    ),
    readAt: {
      place: "leginfo.ca.gov, text of AB 2845 (2015-16)",
      day: readOn,
    },
  },
  secondHand(
    "SB 848",
    "California Senate Bill 848 of 2025",
    "Since January 1, 2026 every employee of a school is a mandated reporter, and so are board members, contractors who have contact with pupils, and volunteers over 18 who are with pupils outside a parent's or an employee's supervision.",
  ),
  secondHand(
    "PC 11165",
    "California Penal Code section 11165",
    "A child, for the duty to report, is somebody under 18.",
  ),
  secondHand(
    "PC 11165.15",
    "California Penal Code section 11165.15",
    "That a child is homeless or an unaccompanied youth is in itself no sufficient basis for a report. Nobody is discouraged by it from reporting what they suspect.",
  ),
  secondHand(
    "PC 11167.5",
    "California Penal Code section 11167.5",
    "A report of child abuse is confidential. Who reported is protected by section 11167(d); what agencies that investigate may receive is in section 11167(b).",
  ),
  secondHand(
    "PC 11174.3",
    "California Penal Code section 11174.3",
    "A child who is interviewed at school about abuse in the home may choose a staff member to be present, who says nothing and keeps it confidential.",
  ),
  secondHand(
    "EC 44030.5",
    "California Education Code section 44030.5",
    "A change of employment status because of an allegation is reported to the Commission on Teacher Credentialing within 30 days.",
  ),
  secondHand(
    "34 CFR 106.44",
    "Title 34, Code of Federal Regulations, section 106.44 (Title IX)",
    "Where a student or an employee may have harmed a student in a school program, supportive measures come first, and discipline after the process.",
  ),
];

/** Read in a secondary copy, as far as it could be confirmed. */
function secondHand(id: string, citation: string, words: string): ProtocolPack["statutes"][number] {
  return {
    id,
    citation,
    words: en(words),
    readAt: { place: "a secondary copy of the text", day: "2026-11-27" },
  };
}

const glossaryTerms = (): ProtocolPack["glossary"] => [
  {
    id: "action-plan",
    term: en("Action plan"),
    words: en(
      "Settling what to do about any risk to the student's safety that is, or may be, related to school.",
    ),
    lines: [129],
  },
  {
    id: "juvenile-justice-system",
    term: en("Juvenile justice system"),
    words: en(
      "As the document has it, in March 2019: California's Division of Juvenile Justice educates and treats young offenders up to the age of 25: those with the most serious criminal backgrounds and the most intense need of treatment. Most of today's juvenile offenders are committed to facilities that their home county runs, nearer to family and to the local social services that are vital if they are to be rehabilitated. Ask probation what holds today.",
    ),
    lines: [130],
  },
  {
    id: "mandated-report",
    term: en("Mandated report"),
    words: en(
      "By law, mandated reporters must report maltreatment of children that they know of or suspect. Mostly they are people whose employment brings them into contact with children. California requires them to take each known or suspected instance of child abuse or neglect to county child welfare or to local law enforcement, police or sheriff. For CSEC this has been in effect since January 1, 2016. In Marin, a report is filed by calling the Emergency Response Unit of Children and Family Services: (415) 473-7153.",
    ),
    lines: [131],
  },
  {
    id: "pre-determined-school-personnel",
    term: en("Pre-determined school personnel"),
    words: en(
      "People at the school who were named as its point of contact. Their part in supporting students who are at risk of human trafficking or CSEC, or involved in it, and in advocating for them is a more active one.",
    ),
    lines: [132],
  },
];

const doNotSentences = (): ProtocolPack["doNot"] => [
  practice(
    "district policies; U.S. Department of Education guide, second edition: staff do not question the student; images and devices wait for police",
    "Do not question any student, or open, copy or forward images.",
  ),
  practice(
    "district policies; the document's victim protocols, where the parent or guardian may be the one who victimizes",
    "Do not tell a parent or guardian: refer to child and family services instead.",
    parentMayBeInvolved,
  ),
  // The document has a parent step in the victim protocols only; for the others silence until an agency advises is the safe reading.
  practice(
    "district policies; the document has no parent step here",
    "Do not tell a parent or guardian until child and family services or law enforcement advises it.",
    parentNotReported,
    ofNoVictim,
  ),
  practice(
    "district policies; the document's victim protocols",
    "Do not tell a parent or guardian until the register unlocks it.",
    parentNotReported,
    ofVictim,
  ),
  // A mail shows three lines: the next two are one, and what follows stands in the Guide.
  law("PC 11167.5", "tell only those who need to know."),
  law("PC 11166", "do not wait to be sure. Telling a colleague does not count."),
  practice(
    "mail is not a safe place for student data",
    "Do not write details of a case into a mail, and forward none about it. Details belong in the register.",
  ),
];

function cited(lines: readonly number[], text: string): ProtocolPack["title"] {
  return { words: en(text), lines };
}

export const marin2019 = once(
  (): ProtocolPack => ({
    id: "marin-2019",
    county: "Marin",
    author: "Marin County",
    languages: ["en"],
    version: "2019-03-01",
    effectiveFrom: "2019-03-01",
    effectiveTo: null,
    document: "marin-2019.txt",
    title: cited(
      [5],
      "Protocols recommended for schools: human trafficking and the commercial sexual exploitation of children (CSEC)",
    ),
    // The title does not say which trafficking it means; the desk reads it as both, so that labor is not overlooked.
    subject: cited(
      [5],
      "Human trafficking, for sex or for labor, and the commercial sexual exploitation of children (CSEC).",
    ),
    provenance: cited(
      [5, 7],
      'Updated March 1, 2019. Its sources are "Human Trafficking in America\'s Schools" (U.S. Department of Education, January 2015) and what the County Offices of Education of San Mateo and San Diego have written.',
    ),
    eitherCriterion: cited([9, 15], "Either criterion alone makes a student at risk."),
    levels: levelList(),
    criteria: criterionList(),
    factors: factorList(),
    concerns: concernList(),
    confirmers: confirmerList(),
    reasons: {
      why: en("{level}: {what}."),
      raised: en("{who} raised it to “{level}” by hand"),
      earlier: en("“{level}” applied before, and a level never goes down"),
      rises: en("It would rise with any of these: {what}."),
      highest: en("It is the highest level, and nothing raises it further."),
    },
    agencies: agencyList(),
    liaisons: liaisonList(),
    // A school district's own police cannot receive a mandated report (PC 11165.9).
    noAgencies: [
      {
        id: "district-police",
        writtenAs: spellings(
          "school police, district police, school district police, school police department, sro, school resource officer",
        ),
        why: en("The school district's own police cannot receive a mandated report (PC 11165.9)."),
      },
    ],
    // In the order shown to the contact: calls, the first hour, written reports, then the rest as the protocols go.
    acts: [
      ...callActs(),
      ...firstHourActs(),
      ...writtenReportActs(),
      ...safetyActs(),
      ...supportActs(),
    ],
    // PC 11165.9 names who takes reports; which of them answers is for whoever calls to find out.
    noAnswer: {
      words: law(
        "PC 11165.9",
        "where nobody answers, another agency that takes reports may be called: the police or the sheriff, never the school district's own police; county probation where the county has designated it; or the county welfare department.",
      ),
      others: [
        { to: "law-enforcement", only: null },
        { to: "child-and-family-services", only: null },
        { to: "probation", only: en("where the county has designated it to take reports") },
      ],
    },
    writtenReport: {
      hours: 36,
      form: "SS 8572",
      statute: "PC 11166",
      elsewhere: en(`${whomToCall} ${whereToSend}`),
    },
    statutes: statuteList(),
    reportingOfCsec: {
      words: en("CSEC has been subject to mandated reporting since January 1, 2016."),
      effectiveFrom: "2016-01-01",
      lines: [55, 56, 131],
    },
    hotlines: hotlineList(),
    helpLine: {
      words: en(
        "Support, training, or more information on the school protocols for human trafficking and CSEC",
      ),
      phone: "(415) 499-5849",
      lines: [88, 89],
    },
    emergency: {
      name: en("Emergency"),
      words: en("In an emergency call 911 at once"),
      phone: "911",
      lines: [91],
    },
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
    glossary: glossaryTerms(),
    actors: [
      { id: "pre-determined-school-personnel", name: en("Pre-determined school personnel") },
      { id: "local-law-enforcement", name: en("Local law enforcement") },
      { id: "school-resource-officer", name: en("School resource officer") },
      { id: "school-site-administration", name: en("Administration of the school site") },
      { id: "counselor-or-social-worker", name: en("Counselor or social worker") },
    ],
    doNot: doNotSentences(),
  }),
);
