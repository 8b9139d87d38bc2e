/**
 * The schema of a protocol pack: one county's document in one version, as data. It checks a pack by itself and knows no county. It is not
 * part of the script: packs are checked when the script is built, and by `npm run check-protocol`, which says where a pack contradicts
 * itself. An `act` is a step of the checklist; a `step` is a numbered step of the document.
 */
import * as z from "zod/mini";
import {
  type ActId,
  type AgencyId,
  type ConcernId,
  type ConfirmerId,
  type CriterionId,
  channelKinds,
  type FactorId,
  type LevelId,
  yesNoUnknownIds,
} from "./ids";

const someText = z.string().check(z.minLength(1));
/** A text of a certain form. `such`: what to write, for the error message of check-protocol. */
const written = (form: RegExp, such: string) => z.string(such).check(z.regex(form, such));
/** An id of one kind: lower case, digits and hyphens. */
const idOf = <Kind extends string>() =>
  z.custom<Kind>((value) => typeof value === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value), {
    error: "an id of lower-case words with hyphens between them, such as call-the-sheriff",
  });
const factorId = idOf<FactorId>();
const criterionId = idOf<CriterionId>();
const concernId = idOf<ConcernId>();
const levelId = idOf<LevelId>();
const actId = idOf<ActId>();
const agencyId = idOf<AgencyId>();
const id = idOf<string>();
const day = written(/^\d{4}-\d{2}-\d{2}$/, "a day such as 2026-09-01");
/** A number as people dial it in the United States. */
const phone = written(
  /^(\(\d{3}\) \d{3}-\d{4}|911|988)$/,
  "a number such as (555) 555-0100, or 911",
);
const colour = written(/^#[0-9a-f]{6}$/, "a colour such as #664a00");
/** As check-protocol prints it: "4f1c-09ab-77de". */
const fingerprint = written(
  /^[0-9a-f]{4}(-[0-9a-f]{4}){2}$/,
  "the fingerprint on the page that was signed, such as 4f1c-09ab-77de",
);
const listOf = <T extends z.core.$ZodType>(item: T) => z.readonly(z.array(item));
const someOf = <T extends z.core.$ZodType>(item: T, mend = "It needs one entry or more.") =>
  z.readonly(z.array(item).check(z.minLength(1, `the list is empty. ${mend}`)));

/**
 * A check of each entry of a list. It also runs if another entry is wrong, so that one run names all errors. `said`: returns the error;
 * null if there is none.
 */
const eachOf = (said: (entry: object, at: number, all: readonly unknown[]) => string | null) =>
  z.check<readonly unknown[]>(
    ({ value, issues }) => {
      for (const [at, entry] of value.entries()) {
        const message = said(Object(entry), at, value);
        if (message !== null) issues.push({ code: "custom", input: entry, path: [at], message });
      }
    },
    { when: ({ value }) => Array.isArray(value) },
  );
/** A list whose entries have ids, each id only once. */
const eachOnce = <T extends z.core.$ZodType>(item: T) =>
  z.readonly(
    z.array(item).check(
      eachOf((entry, at, all) => {
        const id: unknown = Reflect.get(entry, "id");
        const isTwice = all.slice(0, at).some((one) => Reflect.get(Object(one), "id") === id);
        return isTwice && id !== undefined
          ? "it stands there twice. Take one out, or give it an id of its own."
          : null;
      }),
    ),
  );

/** The same words in several languages, by language code. */
const wording = z.record(z.string().check(z.regex(/^[a-z]{2}$/)), someText);
export type Wording = Readonly<Record<string, string>>;
/** Words that must contain the placeholder `{name}`. `what`: what the placeholder stands for, for the error message. */
const wordingWith = (name: string, what: string) =>
  wording.check(
    z.refine(
      (words) => Object.values(words).every((text) => text.includes(`{${name}}`)),
      `it has no {${name}}, where ${what}. Put it in.`,
    ),
  );

/** Line numbers of the county's document, which begin at 1. */
const lines = someOf(z.int().check(z.positive()));

/**
 * The source of a datum: the document, a statute, or the practice of the field. Practice is never shown as if it were the county's words.
 */
const source = z.union(
  [
    z.strictObject({ lines }),
    z.strictObject({ statute: someText }),
    z.strictObject({ practice: someText }),
  ],
  'it does not say where it comes from. Write one of { lines: [12] }, { statute: "…" }, { practice: "…" }.',
);
export type Source = z.infer<typeof source>;

/** The conditions that are simply true or false of a case. */
const yesOrNo = [
  "parent-may-be-involved",
  "student-may-be-recruiting",
  "immediate-danger",
  "lives-elsewhere",
  "staff-may-be-involved",
  "adult",
  "at-school",
] as const;
const condition = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("protocol"), anyOf: listOf(levelId) }),
  z.strictObject({ is: z.literal("no-protocol"), of: listOf(levelId) }),
  z.strictObject({ is: z.literal("level"), anyOf: listOf(levelId) }),
  z.strictObject({ is: z.literal("factor"), factor: factorId }),
  z.strictObject({
    is: z.literal("sro-of-district-police"),
    anyOf: listOf(z.enum(yesNoUnknownIds)),
  }),
  z.strictObject({ is: z.enum(yesOrNo), yes: z.boolean() }),
  z.strictObject({ is: z.enum(["unconfirmed", "register-alone"]) }),
]);
/**
 * What must be true of a case for a sentence, a call or an act to apply. `adult`: the case says that the student is 18 or over.
 * `at-school`: it is a school day, within school hours, when the words are written; no act may depend on it. `register-alone`: the sentence
 * is shown in Checklist and not in emails; no act may depend on it.
 */
export type Condition = z.infer<typeof condition>;

const when = listOf(condition);
const count = z.int().check(z.positive());
/**
 * The deadline of an act. `at-once`, `first-hour` and `same-day`: when the case gets the act, an hour later, by the end of that day.
 * `before-dismissal`: an hour later, but before the school day ends. `next-school-morning`, `next-school-day`: when the next school day
 * begins, by its end. `written-report`: with the written report. Otherwise the document's own time, counted from when the case gets the
 * act: so many minutes or hours later, or by the end of the day so many days later.
 */
const dueTime = z.union([
  z.enum([
    "at-once",
    "first-hour",
    "same-day",
    "before-dismissal",
    "next-school-morning",
    "next-school-day",
    "written-report",
  ]),
  z.strictObject({ minutes: count }),
  z.strictObject({ hours: count }),
  z.strictObject({ days: count }),
]);
export type DueTime = z.infer<typeof dueTime>;
/**
 * How an act repeats: after the number of days that the district has set for check-ins or for monitoring, or after the document's own
 * number of days.
 */
const repetition = z.union(
  [
    z.enum(["check-in", "monitor"]),
    z.strictObject({ days: count, as: z.optional(z.enum(["check-in", "monitor"])) }),
  ],
  'it does not say how the act comes again. Write "check-in", "monitor" or { days: 21 }.',
);
const sentence = z.strictObject({ words: wording, from: source, when });
/**
 * A sentence that is shown if all its conditions hold. In its words, `{agency-id}` is replaced by the name of that agency for the school,
 * `{liaison-id}` by the person whom Contacts names, and `{residence}` (only in the register) by the county in which the student is said to
 * live.
 */
export type Sentence = z.infer<typeof sentence>;

const criterion = z.strictObject({
  id: criterionId,
  /** As an email names it, such as "At-risk criterion 1". */
  name: wording,
  /** How many of its factors are needed to meet it. */
  atLeast: z.int().check(z.positive()),
  words: wording,
  /**
   * In the case's row: why it is met, or not yet. `{reported}` and `{needed}` are counts, `{factors}` are names. `{reported:sign was|signs
   * were}` becomes the first form if the count is one, and the second otherwise.
   */
  met: wording,
  notMet: wording,
  /** In the case's row: what would meet it. `{missing}` is how many more factors it needs. */
  wouldMeet: wording,
  /**
   * In an email, after "because": the words for one reported factor, and for several, whose count is `{reported}`. If left out, the email
   * has the criterion's name and the count.
   */
  signs: z.optional(z.strictObject({ one: wording, several: wording })),
  lines,
});

const factor = z.strictObject({
  id: factorId,
  criterion: criterionId,
  /** A short name for a cell. */
  name: wording,
  /** The text of the choice on the Form. Stored responses hold these words. */
  form: wording,
  words: wording,
  terms: listOf(id),
  lines,
  /** Whether it says that someone targets or controls the student, who then may be a victim; false if left out. */
  meansVictim: z.optional(z.boolean()),
});

const concern = z.strictObject({
  id: concernId,
  name: wording,
  form: wording,
  /** Whether it says that the student may be a victim. If so, no school consequence may follow for the student from what was reported. */
  meansVictim: z.boolean(),
  /** In the case's row, as parts of a sentence: that the concern was reported, and what a report of it would mean. */
  because: wording,
  wouldRaise: wording,
  from: source,
});

const confirmer = z.strictObject({
  id: idOf<ConfirmerId>(),
  name: wording,
  form: wording,
  /** Whether a confirmation by this person or agency counts. Agencies confirm; schools and students do not. */
  settles: z.boolean(),
});

const step = z.strictObject({
  step: z.int().check(z.positive()),
  lines,
  words: wording,
  acts: someOf(
    actId,
    "Name the act that does the step. Where the step is for some cases alone, give that act a when.",
  ),
  /** Empty if the document names no one. */
  actors: listOf(id),
  condition: z.nullable(wording),
  terms: listOf(id),
  cites: listOf(someText),
});

const rule = z.union([
  z.strictObject({ criterion: criterionId }),
  z.strictObject({ concern: concernId }),
]);

const level = z.strictObject({
  id: levelId,
  /** A higher number is a higher level. */
  rank: z.int().check(z.nonnegative()),
  name: wording,
  /** Colors of a cell that shows the level: text and background. */
  colours: z.strictObject({ text: colour, background: colour }),
  /** How long people have to acknowledge a case before the next person is asked: hours of school time, or hours by the clock. */
  wait: z.strictObject({ hours: z.number().check(z.positive()), inSchoolHours: z.boolean() }),
  /** For a level without a protocol: how many readable factors it needs. Exactly one level needs none. */
  atLeastFactors: z.nullable(z.int().check(z.nonnegative())),
  /** What an email says of the level besides its criteria. */
  explains: z.nullable(wording),
  /** In the case's row, if no factor counts for the level: why a case has this level without a protocol. Part of a sentence. */
  because: z.nullable(wording),
  /** What would raise a case to this level without a protocol. Part of a sentence; null if the rules say it. */
  wouldRaise: z.nullable(wording),
  /** Whether the case must record who confirmed it. */
  asksWhoConfirmed: z.boolean(),
  /** Whether the level says that the student may be a victim. */
  meansVictim: z.boolean(),
  /** How the agency that is called again is told of a rise to this level. */
  news: z.nullable(
    z.strictObject({
      words: wording,
      /** Words and a call to add if the act `whenDone` was done already. */
      also: z.nullable(z.strictObject({ whenDone: actId, words: wording, call: agencyId })),
    }),
  ),
  /** Null for a level without a protocol. */
  protocol: z.nullable(
    z.strictObject({
      title: wording,
      lines,
      /** The rules of the protocol. It applies if any one of them is met. */
      appliesOn: someOf(rule),
      steps: someOf(step).check(
        eachOf((entry, at) =>
          Reflect.get(entry, "step") === at + 1
            ? null
            : "it is out of order: steps count from 1 without a gap. Where the document numbers them otherwise, its numbers can stand in the words.",
        ),
      ),
    }),
  ),
});
export type LevelDatum = z.infer<typeof level>;

const act = z.strictObject({
  id: actId,
  /** A few words, for a list such as the morning email. */
  name: wording,
  /** `first-call`: every case has it. `update`: added each time the case rises. `review`: the act for a report that reaches no protocol. */
  role: z.nullable(z.enum(["first-call", "update", "review"])),
  what: someOf(sentence, "Say what to do."),
  /**
   * What an email says in place of `what`. Its first sentence is the act's line; the others are about the call. It may be shorter, but must
   * keep every deadline, recipient and condition that the document or the law gives. If left out: the first sentence of `what`. If empty:
   * no email lists the act, only Checklist does.
   */
  inMail: z.optional(listOf(sentence)),
  /** A short condition that the act's row in Checklist shows after the words of `inMail`, for what an email may not say. */
  inRow: z.optional(listOf(sentence)),
  who: someOf(sentence, "Say who does it."),
  remarks: listOf(sentence),
  /** The law requires the act: nothing may lock it, put it on hold or set it to not applicable. */
  duty: z.boolean(),
  /** Who would learn of the case if the act is done. The act stays locked until that is safe. */
  telltale: z.nullable(z.literal("parent")),
  /**
   * Left out of the log in a record for the student, because it is about what is done about staff, or what an agency says. (No record for
   * family or for someone else outside has steps.)
   */
  insideOnly: z.optional(z.literal(true)),
  /** Whether the act is on hold while law enforcement has asked the school to hold. */
  holdable: z.boolean(),
  /** The act tells an agency what one case knows, so after a merge each of the two cases still needs it. */
  owedForEach: z.boolean(),
  /**
   * Acts that are done by doing this one, such as a plain report that a fuller report replaces. `words` are shown in the row of a case that
   * needs both; `from` says why one is enough. A duty that a reporter has is never covered. None if left out.
   */
  covers: z.optional(listOf(z.strictObject({ act: actId, words: wording, from: source }))),
  /** The question of the Form in which a reporter says that they have done this. The answer never ticks the act. */
  reporterSays: z.nullable(z.enum(["calledChildAndFamilyServices", "calledLawEnforcement"])),
  /** What the act waits for, and why; null for an act that starts unlocked. */
  lock: z.nullable(
    z.strictObject({
      waitsFor: z.enum(["parent-gates", "victim-question"]),
      /** Another act of the pack that the lead must also have recorded as done. None if left out. */
      untilLeadDid: z.optional(actId),
      why: listOf(sentence),
    }),
  ),
  /** "emergency" is the pack's emergency number. */
  call: listOf(z.strictObject({ to: agencyId, when })),
  /** The statutes that make the act a duty, whatever the protocol. */
  statutes: listOf(someText),
  /**
   * Conditions that must all hold for the act to be needed; none if left out. The act is added to the checklist as soon as they hold. If
   * they stop holding, its row becomes not applicable and says why, except for a duty and for what is already done.
   */
  when: z.optional(when),
  /** When the act is needed although no step of a protocol that applies asks for it. */
  alsoWhen: listOf(z.strictObject({ when, from: source })),
  /** Comes before all other acts when the student is in immediate danger. */
  firstInDanger: z.boolean(),
  repeats: z.nullable(repetition),
  /**
   * One deadline for every case, or several with conditions. The first one whose conditions hold counts, and the last one has none. For an
   * act that repeats, all of them may have conditions; if none hold, it is first due after the same number of days as each later time.
   */
  due: z.nullable(
    z.union(
      [dueTime, listOf(z.strictObject({ time: dueTime, when }))],
      'it is no time. Write "at-once", "first-hour", "same-day", "before-dismissal", "next-school-morning", "next-school-day", "written-report", { minutes: 30 }, { hours: 24 }, { days: 3 }, or a list of { time, when }.',
    ),
  ),
});
export type ActDatum = z.infer<typeof act>;

const agency = z.strictObject({
  id: agencyId,
  name: wording,
  /** The name as used within a sentence. */
  inSentence: wording,
  /** The block that the document leaves for the school to fill in; null if there is none. */
  block: z.nullable(
    z.strictObject({
      title: wording,
      fields: listOf(z.enum(["name", "phone", "email"])),
      lines,
    }),
  ),
  /** How people write it in the Role column of Contacts: lower case, words with one space between them. */
  writtenAs: listOf(someText),
  /** The number to call if the district has entered none: one of the hotlines, or "emergency". */
  standIn: z.nullable(id),
  /** Whether the Schools tab names it for each school. */
  namedBySchool: z.boolean(),
  /** Whether a report to it fulfills the duty of a mandated reporter. */
  takesReports: z.boolean(),
  /**
   * The ways to send it a written report, used if the district has entered none in Contacts. Only what is confirmed (`place`: where it was
   * read). `needs`: what must exist first.
   */
  channels: listOf(
    z.strictObject({
      kind: z.enum(channelKinds),
      value: someText,
      needs: z.nullable(wording),
      checked: day,
      place: someText,
    }),
  ),
  /** Whether it may say that it is safe to tell a parent or guardian. */
  mayClear: z.boolean(),
});
export type AgencyDatum = z.infer<typeof agency>;

/** A person of the district whom the law names and who helps students. They have a row in Contacts, but get no email and no access. */
const liaison = z.strictObject({
  id,
  name: wording,
  /** The words within a sentence if Contacts names no one. */
  inSentence: wording,
  /** As for an agency. */
  writtenAs: listOf(someText),
  from: source,
});

const hotline = z.strictObject({
  id,
  name: wording,
  words: wording,
  /** Its line on the Form. `{phone}` is replaced by the number. */
  form: wordingWith("phone", "its number goes"),
  phone,
  /** When it answers, such as "day and night", said after the number. If left out, nothing is said. */
  hours: z.optional(wording),
  takesReports: z.boolean(),
  from: source,
});
export type HotlineDatum = z.infer<typeof hotline>;

const cited = z.strictObject({ words: wording, lines });

/** What the state's law says to reporters, wherever the system repeats it. Each line names its law. */
const reporters = z.strictObject({
  /** Follows "If you are a mandated reporter" in a sentence. */
  who: wording,
  /** For the Form's page about the reporter: whether they must say who they are; who has the duty; who else learns who they are. */
  mayStayUnknown: wording,
  form: listOf(wording),
  /** Several people may agree that one of them reports; null if the law does not allow that. */
  oneForSeveral: z.nullable(wording),
  /** For the email about a reporter's own duty: what to keep in mind. */
  mail: listOf(wording),
});

/** Why parts of a record are left out unless someone chooses to include them, as the state's law says. */
const confidential = z.strictObject({
  /** About the mandated reports themselves: in the list of what is withheld, and beside the tick that includes them. */
  mandatedReports: wording,
  beforePuttingIn: wording,
  /** About what reporters wrote, and about who they are. */
  reports: wording,
  reporters: wording,
  /** How soon a parent who asks may see pupil records; left out if no law says it. */
  access: z.optional(
    z.strictObject({ businessDays: z.int().check(z.positive()), statute: someText }),
  ),
});

/** The shape alone. The rules about how the parts of a pack fit together are in scripts/check-protocol. */
export const packShape = z.strictObject({
  /** Tells the document apart from others of the same county. */
  id: written(
    /^[a-z]+(-[a-z]+)*-\d{4}$/,
    "lower-case words and a year, with hyphens between them, such as solana-2026",
  ),
  /** The county's name, as people write it when they say where a student lives; null if the document is not from a county. */
  county: z.nullable(someText),
  /** Who issued the document. */
  author: someText,
  /** How the document is cited, such as "Marin County document of 2019-03-01". */
  citedAs: wording,
  /** Languages that reporters can read it in. Every text has English; what reporters read has the other languages too. */
  languages: someOf(written(/^[a-z]{2}$/, "a language such as es")),
  /** The day of the document's last update. `effectiveFrom`: the first day on which it applies. Days in the district's time zone. */
  version: day,
  effectiveFrom: day,
  effectiveTo: z.nullable(day),
  /**
   * Who approved for the county that this pack says what its document says, and when; null if no one did. `fingerprint`: as on the page
   * that was signed; the pack is refused if its contents no longer match. Left out if the page was signed before pages had a fingerprint.
   */
  approval: z.nullable(z.strictObject({ by: someText, day, fingerprint: z.optional(fingerprint) })),
  /** File under docs/protocol with the text of the document, to check that every line is covered; null if there is none. */
  document: z.nullable(someText),
  title: cited,
  subject: cited,
  provenance: cited,
  eitherCriterion: cited,
  /** Lowest level first. */
  levels: eachOnce(level),
  criteria: eachOnce(criterion),
  factors: eachOnce(factor),
  concerns: eachOnce(concern),
  /** The one whose word counts most comes first. */
  confirmers: eachOnce(confirmer),
  /**
   * The two sentences in a case's row. `why` and `rises` contain `{what}`, which becomes the parts that apply. `raised` and `earlier` are
   * such parts: a person (`{who}`) raised the case by hand, or the level applied before and still does. `{level}` is a level's name.
   */
  reasons: z.strictObject({
    why: wordingWith("what", "its parts go"),
    raised: wordingWith("who", "its parts go"),
    earlier: wording,
    rises: wordingWith("what", "its parts go"),
    highest: wording,
  }),
  agencies: eachOnce(agency),
  /** None if left out. */
  liaisons: z.optional(eachOnce(liaison)),
  /** People who must not be mistaken for an agency: telling them does not fulfill the duty to report. */
  noAgencies: eachOnce(
    z.strictObject({
      id,
      writtenAs: listOf(someText),
      why: wording,
      from: source,
      /** Shown on the Form beside the question whether law enforcement was called; nothing if left out. */
      form: z.optional(wording),
    }),
  ),
  /** The officer at a school, as schools in the state call one. The Schools tab says whose officer it is. */
  schoolOfficer: wording,
  /** In the order in which the contact sees them. */
  acts: eachOnce(act),
  /** Who else may take a report if no one answers, in the order in which they are named. */
  noAnswer: z.strictObject({
    words: sentence,
    others: listOf(z.strictObject({ to: agencyId, only: z.nullable(wording) })),
  }),
  /** The written report of a mandated reporter. */
  writtenReport: z.strictObject({
    hours: z.int().check(z.positive()),
    form: someText,
    statute: someText,
    /**
     * Whom to call and where to send the report. The Form, emails, rows and the call sheet all use these words; null if nothing is known.
     */
    elsewhere: z.nullable(wording),
    /** On the call sheet, after "What a mandated report tells": in which order. Null if the law sets none. */
    order: z.nullable(wording),
  }),
  reporters,
  confidential,
  statutes: eachOnce(
    z.strictObject({
      id: someText,
      citation: someText,
      words: wording,
      /** Where it was read, and on which day. For a statute that the document itself cites: its lines. */
      readAt: z.union(
        [z.strictObject({ lines }), z.strictObject({ place: someText, day })],
        'it does not say where the statute was read. Write { place: "…", day: "2026-09-01" }, or { lines: [12] }.',
      ),
    }),
  ),
  /** What the document says about when reporting became law; null if it says nothing. */
  reportingSince: z.nullable(
    z.strictObject({ topic: wording, words: wording, effectiveFrom: day, lines }),
  ),
  hotlines: eachOnce(hotline),
  /** Null if the document names none. */
  helpLine: z.nullable(z.strictObject({ words: wording, phone, lines })),
  emergency: z.strictObject({ name: wording, words: wording, phone, from: source }),
  /** What the document says about lessons and training; null if it says nothing. */
  education: z.nullable(
    z.strictObject({
      citation: someText,
      words: wording,
      atLeastOnceIn: listOf(z.enum(["middle-school", "high-school"])),
      lines,
    }),
  ),
  glossaryNote: z.nullable(cited),
  glossary: eachOnce(z.strictObject({ id, term: wording, words: wording, lines })),
  /** The people whom the steps name. */
  actors: eachOnce(z.strictObject({ id, name: wording })),
  /** An email shows the first two as a line each and the next two as a third line. The Guide tab shows all. */
  doNot: listOf(sentence),
});
/** One county's document in one version. */
export type ProtocolPack = z.infer<typeof packShape>;
