/** What a protocol pack is: one county's document, one version, as data. Its schema refuses a pack that contradicts itself. */
import * as z from "zod/mini";
import { actorIds, statuteIds, termIds } from "./document-ids";
import {
  actIds,
  agencyIds,
  concernIds,
  factorIds,
  levelIds,
  protocolIds,
  yesNoUnknownIds,
} from "./ids";
import type { ProtocolWords } from "./protocol-words";

const words = z.custom<ProtocolWords>((text) => typeof text === "string" && text.trim() !== "");
const text = z.string().check(z.minLength(1));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const phone = z.string().check(z.regex(/^(\(\d{3}\) \d{3}-\d{4}|911)$/));
const listOf = <T extends z.core.$ZodType>(item: T) => z.readonly(z.array(item));

/** Lines of the county document, the first one being 1. */
const lines = z.readonly(z.array(z.int().check(z.positive())).check(z.minLength(1)));

/** Where a datum comes from: the document, a statute, or the practice of the field (never shown as the county's). */
const source = z.union([
  z.strictObject({ lines }),
  z.strictObject({ statute: z.enum(statuteIds) }),
  z.strictObject({ practice: text }),
]);
export type Source = z.infer<typeof source>;

const condition = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("protocol"), anyOf: listOf(z.enum(protocolIds)) }),
  z.strictObject({ is: z.literal("no-protocol"), of: listOf(z.enum(protocolIds)) }),
  z.strictObject({ is: z.literal("level"), anyOf: listOf(z.enum(levelIds)) }),
  z.strictObject({ is: z.literal("factor"), factor: z.enum(factorIds) }),
  z.strictObject({
    is: z.literal("sro-of-district-police"),
    anyOf: listOf(z.enum(yesNoUnknownIds)),
  }),
  z.strictObject({ is: z.literal("parent-may-be-involved"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("student-may-be-recruiting"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("immediate-danger"), yes: z.boolean() }),
  z.strictObject({ is: z.literal("confirmed-without-agency") }),
]);
/** What must be so in a case for a sentence, a call or an act to apply. */
export type Condition = z.infer<typeof condition>;

const when = listOf(condition);
const sentence = z.strictObject({ words, from: source, when });
/** A sentence that is said when all its conditions hold. `{law-enforcement}` stands for the name of the agency to call. */
export type Sentence = z.infer<typeof sentence>;

const act = z.strictObject({
  id: z.enum(actIds),
  what: listOf(sentence),
  who: listOf(sentence),
  remarks: listOf(sentence),
  /** Why it is born locked, and for what it waits; null for acts that are born open. */
  lock: z.nullable(
    z.strictObject({
      waitsFor: z.enum(["parent-gates", "victim-question"]),
      why: listOf(sentence),
    }),
  ),
  call: listOf(z.strictObject({ to: z.enum([...agencyIds, "emergency"]), when })),
  /** The law that makes the act a duty, whatever the protocol. */
  statutes: listOf(z.enum(statuteIds)),
  /** When the act is owed although no step of an applicable protocol asks for it. */
  alsoWhen: listOf(z.strictObject({ when, from: source })),
  /** Goes before every other act when a child is in immediate danger. */
  firstInDanger: z.boolean(),
  repeats: z.nullable(z.enum(["check-in", "monitor"])),
  due: z.nullable(z.enum(["at-once", "written-report"])),
});
export type ActDatum = z.infer<typeof act>;

const step = z.strictObject({
  step: z.int().check(z.positive()),
  lines,
  words,
  acts: z.readonly(z.array(z.enum(actIds)).check(z.minLength(1))),
  /** Empty where the document names nobody. */
  actors: listOf(z.enum(actorIds)),
  condition: z.nullable(words),
  terms: listOf(z.enum(termIds)),
  cites: listOf(z.enum(statuteIds)),
});

const protocol = z.strictObject({
  id: z.enum(protocolIds),
  title: words,
  lines,
  /** What makes the protocol apply: a criterion is met, or a concern is reported. */
  appliesOn: z.union([
    z.strictObject({ criteria: z.literal("any-met") }),
    z.strictObject({ concern: z.enum(concernIds) }),
  ]),
  steps: listOf(step),
});

const cited = z.strictObject({ words, lines });
const numbered = z.strictObject({ words, phone, lines });

const shape = z.strictObject({
  id: z.string().check(z.regex(/^[a-z]+(-[a-z]+)*-\d{4}$/)),
  county: text,
  /** Who issued it; the document itself names only its sources. */
  author: text,
  language: z.literal("en"),
  /** The day of the document's last update, and the first day on which it applies; district's zone. */
  version: day,
  effectiveFrom: day,
  effectiveTo: z.nullable(day),
  title: cited,
  subject: cited,
  provenance: cited,
  eitherCriterion: cited,
  factors: listOf(
    z.strictObject({
      id: z.enum(factorIds),
      criterion: z.enum(["criterion-1", "criterion-2"]),
      words,
      terms: listOf(z.enum(termIds)),
      lines,
    }),
  ),
  criteria: listOf(
    z.strictObject({
      id: z.enum(["criterion-1", "criterion-2"]),
      atLeast: z.int().check(z.positive()),
      factors: listOf(z.enum(factorIds)),
      words,
      lines,
    }),
  ),
  protocols: listOf(protocol),
  /** In the order shown to the contact. */
  acts: listOf(act),
  statutes: listOf(
    z.strictObject({
      id: z.enum(statuteIds),
      citation: text,
      words,
      /** Where it was read, and when; for a statute that the document cites itself, its lines. */
      readAt: z.union([z.strictObject({ lines }), z.strictObject({ place: text, day })]),
    }),
  ),
  reportingOfCsec: z.strictObject({ words, effectiveFrom: day, lines }),
  hotlines: listOf(
    z.strictObject({
      id: z.enum(["child-abuse-hotline", "local-law-enforcement", "national-hotline"]),
      name: words,
      words,
      phone,
      lines,
    }),
  ),
  helpLine: numbered,
  emergency: numbered,
  /** The blocks that the document leaves blank for the school to fill in. */
  contactBlocks: listOf(
    z.strictObject({
      agency: z.enum(agencyIds),
      title: words,
      fields: listOf(z.enum(["name", "phone", "email"])),
      lines,
    }),
  ),
  education: z.strictObject({
    citation: text,
    words,
    atLeastOnceIn: listOf(z.enum(["middle-school", "high-school"])),
    lines,
  }),
  glossaryNote: cited,
  glossary: listOf(z.strictObject({ id: z.enum(termIds), term: words, words, lines })),
  doNot: listOf(sentence),
  /** What is new when a case rises, by what newly applies. */
  news: listOf(
    z.strictObject({ about: z.enum(levelIds), words, alsoLawEnforcement: z.nullable(words) }),
  ),
});
/** One county's document in one version. */
export type ProtocolPack = z.infer<typeof shape>;

const sameMembers = (found: readonly string[], wanted: readonly string[]) =>
  found.length === wanted.length && wanted.every((id) => found.includes(id));

/** The schema with the rules that bind a pack's parts to each other. */
export const protocolPack = shape.check(
  z.refine(
    (pack) =>
      sameMembers(
        pack.factors.map(({ id }) => id),
        factorIds,
      ),
    "each factor once",
  ),
  z.refine(
    (pack) =>
      sameMembers(
        pack.acts.map(({ id }) => id),
        actIds,
      ),
    "each act once",
  ),
  z.refine(
    (pack) =>
      sameMembers(
        pack.statutes.map(({ id }) => id),
        statuteIds,
      ),
    "each statute once",
  ),
  z.refine(
    (pack) =>
      sameMembers(
        pack.glossary.map(({ id }) => id),
        termIds,
      ),
    "each term once",
  ),
  z.refine(
    (pack) => pack.protocols.map(({ id }) => id).join() === protocolIds.join(),
    "each protocol once, lowest first",
  ),
  z.refine(
    (pack) => pack.protocols.every(({ steps }) => steps.every(({ step: n }, at) => n === at + 1)),
    "steps are numbered from 1 without a gap",
  ),
  z.refine(
    (pack) =>
      pack.criteria.every(({ id, factors }) =>
        sameMembers(
          factors,
          pack.factors.filter(({ criterion }) => criterion === id).map((factor) => factor.id),
        ),
      ),
    "a criterion lists the factors that name it",
  ),
);
