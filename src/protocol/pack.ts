/**
 * What a protocol pack is: one county's document in one version, as data. The schema checks the pack by itself and knows no county. The
 * script does not contain the schema: packs are checked when the script is built, and by `npm run check-protocol`, which says in words
 * where a pack contradicts itself.
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
/** A text of a narrow form; check-protocol says `such` after "Write", and what unions and lists say of themselves as it is. */
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

/** A rule for each entry of a list, also where another entry is wrong: all is said in one round. `said`: null where it holds. */
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
/** What goes by its id, each id once. */
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

/** Words by language code. */
const wording = z.record(z.string().check(z.regex(/^[a-z]{2}$/)), someText);
export type Wording = Readonly<Record<string, string>>;
/** Words with a place for what they are about. */
const wordingWith = (name: string, what: string) =>
  wording.check(
    z.refine(
      (words) => Object.values(words).every((text) => text.includes(`{${name}}`)),
      `it has no {${name}}, where ${what}. Put it in.`,
    ),
  );

/** Lines of the county document, the first one being 1. */
const lines = someOf(z.int().check(z.positive()));

/** Where a datum comes from: the document, a statute, or the practice of the field. Practice is never shown as the county's words. */
const source = z.union(
  [
    z.strictObject({ lines }),
    z.strictObject({ statute: someText }),
    z.strictObject({ practice: someText }),
  ],
  'it does not say where it comes from. Write one of { lines: [12] }, { statute: "…" }, { practice: "…" }.',
);
export type Source = z.infer<typeof source>;

const condition = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("protocol"), anyOf: listOf(levelId) }),
  z.strictObject({ is: z.literal("no-protocol"), of: listOf(levelId) }),
  z.strictObject({ is: z.literal("level"), anyOf: listOf(levelId) }),
  z.strictObject({ is: z.literal("factor"), factor: factorId }),
  z.strictObject({
    is: z.literal("sro-of-district-police"),
    anyOf: listOf(z.enum(yesNoUnknownIds)),
  }),
  z.strictObject({ is: z.literal("parent-may-be-involved"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("student-may-be-recruiting"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("immediate-danger"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("lives-elsewhere"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("unconfirmed") }),
  z.strictObject({ is: z.literal("staff-may-be-involved"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("adult"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("at-school"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("register-alone") }),
]);
/**
 * What must be true of a case for a sentence, a call or an act to apply. `adult`: the case says that the student is 18 or over.
 * `at-school`: it is a school day, within school hours, when the words are written; no act may depend on it. `register-alone`: the
 * sentence stands in the row of the checklist and not in emails; no act may depend on it.
 */
export type Condition = z.infer<typeof condition>;

const when = listOf(condition);
const count = z.int().check(z.positive());
/**
 * By when an act is due. `at-once`, `first-hour` and `same-day`: when the case gets the act, an hour later, by the end of that day.
 * `before-dismissal`: an hour later, but before the school day ends. `next-school-morning`, `next-school-day`: when the next school day
 * begins, by its end. `written-report`: with the written report. Else the document's own time, counted as those: minutes or hours later, or by the end of the
 * day so many days later.
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
/** As what an act comes again: every so many days as the district has set for that, or the document's own number of days. */
const repetition = z.union(
  [
    z.enum(["check-in", "monitor"]),
    z.strictObject({ days: count, as: z.optional(z.enum(["check-in", "monitor"])) }),
  ],
  'it does not say how the act comes again. Write "check-in", "monitor" or { days: 21 }.',
);
const sentence = z.strictObject({ words: wording, from: source, when });
/**
 * A sentence that is said if all its conditions hold. In its words, `{agency-id}` stands for the name of that agency for the school,
 * `{liaison-id}` for the person whom Contacts name, and `{residence}` (only in the register) for the county in which the student is said
 * to live.
 */
export type Sentence = z.infer<typeof sentence>;

const criterion = z.strictObject({
  id: criterionId,
  /** As an email names it, such as "At-risk criterion 1". */
  name: wording,
  /** How many of its factors meet it. */
  atLeast: z.int().check(z.positive()),
  words: wording,
  /**
   * On the case's row: why it counts, or does not yet. `{reported}`, `{needed}` are counts, `{factors}` their names; of a count,
   * `{reported:sign was|signs were}` takes the first form for one and the second for any other number.
   */
  met: wording,
  notMet: wording,
  /** What would meet it; `{missing}` is the count that it still takes. */
  wouldMeet: wording,
  /** In an email, after "because": how many signs were reported, one or `{reported}`. Left out: its name and the count. */
  signs: z.optional(z.strictObject({ one: wording, several: wording })),
  lines,
});

const factor = z.strictObject({
  id: factorId,
  criterion: criterionId,
  /** For a cell: short. */
  name: wording,
  /** The choice on the Form. A stored response holds these words. */
  form: wording,
  words: wording,
  terms: listOf(id),
  lines,
  /** Whether it says that someone targets or controls the student, who then may be a victim; no where it is left out. */
  meansVictim: z.optional(z.boolean()),
});

const concern = z.strictObject({
  id: concernId,
  name: wording,
  form: wording,
  /** Whether it says that the student may be a victim: then nothing may be held against the student as a consequence. */
  meansVictim: z.boolean(),
  /** On the case's row: that it was reported, and what a report of it would be. Parts of a sentence. */
  because: wording,
  wouldRaise: wording,
  from: source,
});

const confirmer = z.strictObject({
  id: idOf<ConfirmerId>(),
  name: wording,
  form: wording,
  /** Whether its word settles that it is confirmed: agencies confirm, schools and students do not. */
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
  /** Empty where the document names no one. */
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
  /** On a cell; text on background. */
  colours: z.strictObject({ text: colour, background: colour }),
  /** How long an acknowledgement may take before the next person is asked; school hours, or hours by the clock. */
  wait: z.strictObject({ hours: z.number().check(z.positive()), inSchoolHours: z.boolean() }),
  /** Of a level without protocol: how many readable factors it takes. Exactly one level takes none. */
  atLeastFactors: z.nullable(z.int().check(z.nonnegative())),
  /** What an email says of the level beside its criteria. */
  explains: z.nullable(wording),
  /** On the case's row, where no factor counts for it: why a case has a level that asks for no protocol. Part of a sentence. */
  because: z.nullable(wording),
  /** What would raise a case to a level that asks for no protocol. Part of a sentence; null where rules say it. */
  wouldRaise: z.nullable(wording),
  /** Whether the case must say who confirmed it. */
  asksWhoConfirmed: z.boolean(),
  /** Whether the level says that the student may be a victim. */
  meansVictim: z.boolean(),
  /** How a rise to it is put to the agency that is called again. */
  news: z.nullable(
    z.strictObject({
      words: wording,
      /** Said, and called, as well, where that act was done already. */
      also: z.nullable(z.strictObject({ whenDone: actId, words: wording, call: agencyId })),
    }),
  ),
  /** Null: a level that asks for no protocol. */
  protocol: z.nullable(
    z.strictObject({
      title: wording,
      lines,
      /** Any one of these makes it apply. */
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
  /** In a digest: a few words. */
  name: wording,
  /** `first-call`: every case has it. `update`: appended at each rise. `review`: what a report below every protocol is owed. */
  role: z.nullable(z.enum(["first-call", "update", "review"])),
  what: someOf(sentence, "Say what to do."),
  /**
   * What an email says in place of `what`. Its first sentence is the line of the act, the others are about the call. It may be shorter, but
   * must keep every deadline, recipient and condition that the document or the law gives. Left out: the first sentence of `what`. Empty:
   * no email lists the act, only the checklist does.
   */
  inMail: z.optional(listOf(sentence)),
  /** A short condition that its row of the checklist shows after the words of `inMail`, where they may not say it. */
  inRow: z.optional(listOf(sentence)),
  who: someOf(sentence, "Say who does it."),
  remarks: listOf(sentence),
  /** The law demands the act: nothing may lock it, put it on hold or set it not applicable. */
  duty: z.boolean(),
  /** Who would learn of the case by this act. The act stays locked until that is safe. */
  telltale: z.nullable(z.literal("parent")),
  /** Left out of a record for family or for someone outside: what is done about staff, or what an agency says. */
  insideOnly: z.optional(z.literal(true)),
  /** Whether the act waits while law enforcement has asked the school to hold. */
  holdable: z.boolean(),
  /** It tells an agency what one case knows: of two merged cases each still owes it. */
  owedForEach: z.boolean(),
  /**
   * Acts that this one is as well, so that the person who does it has done them too: a fuller report in place of a plain one. `words` stand on the
   * row of the case that owes both; `from` says why one is enough. It covers nothing that a reporter owes. None where it is left out.
   */
  covers: z.optional(listOf(z.strictObject({ act: actId, words: wording, from: source }))),
  /** The question of the Form with which a reporter says that they have done this. The answer never ticks the act. */
  reporterSays: z.nullable(z.enum(["calledChildAndFamilyServices", "calledLawEnforcement"])),
  /** What it waits for, and why; null for acts that are born open. */
  lock: z.nullable(
    z.strictObject({
      waitsFor: z.enum(["parent-gates", "victim-question"]),
      /** Besides: another act of the pack, of which the lead has to record that it was done. None where it is left out. */
      untilLeadDid: z.optional(actId),
      why: listOf(sentence),
    }),
  ),
  /** "emergency" is the pack's emergency number. */
  call: listOf(z.strictObject({ to: agencyId, when })),
  /** The law that makes the act a duty, whatever the protocol. */
  statutes: listOf(someText),
  /**
   * All must hold for a step, or `alsoWhen`, to ask for the act; it applies everywhere where this is left out. The act comes onto the checklist
   * as soon as they hold. If they cease to, its row is not applicable and says why; a duty, and what is done, stays.
   */
  when: z.optional(when),
  /** When the act is owed although no step of an applicable protocol asks for it. */
  alsoWhen: listOf(z.strictObject({ when, from: source })),
  /** Goes before every other act when a child is in immediate danger. */
  firstInDanger: z.boolean(),
  repeats: z.nullable(repetition),
  /**
   * One time for every case; or several, of which the first that has its conditions met counts, the last one having none. An act that
   * comes again may have conditions on all of them: where none are met, its first turn is as far away as the others.
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
  /** Within a sentence. */
  inSentence: wording,
  /** The block that the document leaves for the school to fill in; null where it leaves none. */
  block: z.nullable(
    z.strictObject({
      title: wording,
      fields: listOf(z.enum(["name", "phone", "email"])),
      lines,
    }),
  ),
  /** How people write it in the Role column of Contacts: lower case, words with one space between them. */
  writtenAs: listOf(someText),
  /** The number to call where the district has written none: one of the hotlines, or "emergency". */
  standIn: z.nullable(id),
  /** Whether the Schools tab names it, school by school. */
  namedBySchool: z.boolean(),
  /** Whether a mandated report to it counts. */
  takesReports: z.boolean(),
  /**
   * The ways in which a written report reaches it, where the district has written none in Contacts: only what is confirmed
   * (`place` is where it was read). `needs`: what must exist first.
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
  /** Whether it may say that telling a parent or guardian is safe. */
  mayClear: z.boolean(),
});
export type AgencyDatum = z.infer<typeof agency>;

/** Someone of the district whom law names and who helps a student: a row of Contacts that is told of nothing and opens nothing. */
const liaison = z.strictObject({
  id,
  name: wording,
  /** Within a sentence, where Contacts names no one. */
  inSentence: wording,
  /** As `writtenAs` of an agency. */
  writtenAs: listOf(someText),
  from: source,
});

const hotline = z.strictObject({
  id,
  name: wording,
  words: wording,
  /** Its line on the Form; `{phone}` stands for the number. */
  form: wordingWith("phone", "its number goes"),
  phone,
  /** When it answers, after the number: such as "day and night". Nothing is said of it where this is left out. */
  hours: z.optional(wording),
  takesReports: z.boolean(),
  from: source,
});
export type HotlineDatum = z.infer<typeof hotline>;

const cited = z.strictObject({ words: wording, lines });
const numbered = z.strictObject({ words: wording, phone, lines });

/** What the state's law says to those who report, wherever the system says it to them. Each line names its law. */
const reporters = z.strictObject({
  /** Part of a sentence after "If you are a mandated reporter". */
  who: wording,
  /** The Form's page about the reporter: whether they must say who they are; who has the duty, and who else is told of them. */
  mayStayUnknown: wording,
  form: listOf(wording),
  /** That several people may agree that one of them reports; null where the law does not let them. */
  oneForSeveral: z.nullable(wording),
  /** The email about a reporter's own duty: what to keep in mind. */
  mail: listOf(wording),
});

/** Why parts of a record are left out by default, as the law of the state has it. */
const confidential = z.strictObject({
  /** Of the mandated reports themselves: in the list of what is withheld, and beside the tick that puts them in. */
  mandatedReports: wording,
  beforePuttingIn: wording,
  /** Of what reporters wrote, and of who they are. */
  reports: wording,
  reporters: wording,
  /** How soon a parent who asks may see pupil records; none where it is left out. */
  access: z.optional(
    z.strictObject({ businessDays: z.int().check(z.positive()), statute: someText }),
  ),
});

/** The shape alone; scripts/check-protocol has the rules that bind a pack's parts to each other. */
export const packShape = z.strictObject({
  /** Says which document it is, beside others of the same county. */
  id: written(
    /^[a-z]+(-[a-z]+)*-\d{4}$/,
    "lower-case words and a year, with hyphens between them, such as solana-2026",
  ),
  /** The county's name, as people write it for where a student lives; null for a document that is no county's. */
  county: z.nullable(someText),
  /** Who issued it; the document itself names only its sources. */
  author: someText,
  /** The document where a line of it is cited, such as "Marin County document of 2019-03-01". */
  citedAs: wording,
  /** Languages in which reporters can read it: every wording has English, and what reporters read has the others as well. */
  languages: someOf(written(/^[a-z]{2}$/, "a language such as es")),
  /** The day of the document's last update, and the first day on which it applies; district's zone. */
  version: day,
  effectiveFrom: day,
  effectiveTo: z.nullable(day),
  /**
   * Who approved for the county that this pack says what its document says, and when; null where no one did. `fingerprint`: the one on
   * the page that was signed: a pack that says something else by now is refused. Left out: the page was signed before it had one.
   */
  approval: z.nullable(z.strictObject({ by: someText, day, fingerprint: z.optional(fingerprint) })),
  /** File of the document's kept text under docs/protocol, for line coverage; null where there is none. */
  document: z.nullable(someText),
  title: cited,
  subject: cited,
  provenance: cited,
  eitherCriterion: cited,
  /** Lowest first. */
  levels: eachOnce(level),
  criteria: eachOnce(criterion),
  factors: eachOnce(factor),
  concerns: eachOnce(concern),
  /** The one whose word weighs most first. */
  confirmers: eachOnce(confirmer),
  /**
   * The two sentences of a case's row. `why` and `rises` hold `{what}`, the parts that apply; `raised` and `earlier` are such
   * parts: a person raised it (`{who}`), or it applied before and still does. `{level}` is a level's name.
   */
  reasons: z.strictObject({
    why: wordingWith("what", "its parts go"),
    raised: wordingWith("who", "its parts go"),
    earlier: wording,
    rises: wordingWith("what", "its parts go"),
    highest: wording,
  }),
  agencies: eachOnce(agency),
  /** None where it is left out. */
  liaisons: z.optional(eachOnce(liaison)),
  /** Who must not be taken for an agency: telling them discharges nothing. */
  noAgencies: eachOnce(
    z.strictObject({
      id,
      writtenAs: listOf(someText),
      why: wording,
      from: source,
      /** On the Form, beside the question whether law enforcement was called; none where it is left out. */
      form: z.optional(wording),
    }),
  ),
  /** The officer at a school, as the state's schools call one. Whose officer that is stands in Schools. */
  schoolOfficer: wording,
  /** In the order shown to the contact. */
  acts: eachOnce(act),
  /** Who else may take a report where no one answers, in the order in which they are named. */
  noAnswer: z.strictObject({
    words: sentence,
    others: listOf(z.strictObject({ to: agencyId, only: z.nullable(wording) })),
  }),
  /** The written mandated report. */
  writtenReport: z.strictObject({
    hours: z.int().check(z.positive()),
    form: someText,
    statute: someText,
    /**
     * Whom to call and where to send the report. The same words are used on the Form, in email, in rows and on the call sheet; null if
     * nothing is known.
     */
    elsewhere: z.nullable(wording),
    /** On the call sheet, after "What a mandated report tells": in which order that is; null where the law says none. */
    order: z.nullable(wording),
  }),
  reporters,
  confidential,
  statutes: eachOnce(
    z.strictObject({
      id: someText,
      citation: someText,
      words: wording,
      /** Where it was read, and when; for a statute that the document cites itself, its lines. */
      readAt: z.union(
        [z.strictObject({ lines }), z.strictObject({ place: someText, day })],
        'it does not say where the statute was read. Write { place: "…", day: "2026-09-01" }, or { lines: [12] }.',
      ),
    }),
  ),
  /** What the document says of when reporting became law; null where it says nothing. */
  reportingSince: z.nullable(
    z.strictObject({ topic: wording, words: wording, effectiveFrom: day, lines }),
  ),
  hotlines: eachOnce(hotline),
  /** Null where the document names none. */
  helpLine: z.nullable(numbered),
  emergency: z.strictObject({ name: wording, words: wording, phone, from: source }),
  /** What the document says of lessons and training; null where it says nothing. */
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
  /** Whom the steps name. */
  actors: eachOnce(z.strictObject({ id, name: wording })),
  /** An email shows the first two as lines, the next two as a third line; the Guide shows all. */
  doNot: listOf(sentence),
});
/** One county's document in one version. */
export type ProtocolPack = z.infer<typeof packShape>;
