/** Whether the conditions of a pack's sentences are true for a case. */
import { type Language, source } from "../language";
import { type SentenceKey, sentence } from "../languages/languages";
import type {
  ActId,
  AgencyId,
  ChannelKind,
  ConfirmerId,
  FactorId,
  LevelId,
  StudentRole,
  YesNo,
  YesNoUnknown,
} from "./ids";
import type { ActDatum, AgencyDatum, Condition, ProtocolPack, Sentence } from "./pack";
import { isUnconfirmed, levelOf } from "./pack-queries";
import { en, say } from "./wording";

/** What a case knows when its checklist is built. */
export interface ChecklistInput {
  /** Only in a sealed case: the role of its reader, in words. */
  readonly reader?: string;
  readonly level: LevelId;
  /** Every protocol that applies; order and repeats do not matter. */
  readonly protocols: readonly LevelId[];
  readonly factors: readonly FactorId[];
  /** Null where nobody answered. */
  readonly confirmedBy: ConfirmerId | null;
  readonly parentMayBeInvolved: YesNoUnknown | null;
  /** An employee, volunteer or contractor; not answered where it is left out. */
  readonly staffMayBeInvolved?: YesNoUnknown | null;
  /** The case says that the student is 18 or over; not answered where it is left out, and then a child is meant. */
  readonly isAdult?: YesNo | null;
  readonly studentRole: StudentRole | null;
  readonly immediateDanger: boolean;
  readonly calls: CallBook;
  /** A report says that the student lives in another county; taken as not when left out. */
  readonly livesElsewhere?: boolean;
  /** The case says whether the student may be a victim; taken as unanswered when left out. */
  readonly victimQuestionAnswered?: boolean;
  /** Acts that have a row of their own, or need one, although the case owes an act that covers them; none if left out. */
  readonly apart?: readonly ActId[];
  /** Acts for which other acts wait, and that the lead has recorded as done; none if left out. */
  readonly leadDid?: readonly ActId[];
  /** True if the words are for a mail: sentences that are for the register alone are left out. */
  readonly isForMail?: boolean;
  /** The case of a drill: each act says that it is ticked without calling. Taken as not when left out. */
  readonly isDrill?: boolean;
  /** Whether there is school now, so that the student is taken to be there; taken as not when left out. */
  readonly atSchool?: boolean;
}

/** The conditions that are so or not so: whether they are, and both in words, after "where". */
const soOrNot: {
  readonly [K in Extract<Condition, { readonly yes: boolean }>["is"]]: readonly [
    isSo: (facts: ChecklistInput) => boolean,
    so: string,
    notSo: string,
  ];
} = {
  "parent-may-be-involved": [
    (facts) => facts.parentMayBeInvolved === "yes",
    "a parent may be involved",
    "nobody reports that a parent may be involved",
  ],
  "student-may-be-recruiting": [
    ({ studentRole }) => studentRole === "may-be-recruiting" || studentRole === "both",
    "the student may be recruiting",
    "the student is not said to recruit",
  ],
  "immediate-danger": [
    (facts) => facts.immediateDanger,
    "there is immediate danger",
    "there is no immediate danger",
  ],
  "lives-elsewhere": [
    (facts) => facts.livesElsewhere === true,
    "the student lives in another county",
    "the student lives in this county",
  ],
  "staff-may-be-involved": [
    (facts) => facts.staffMayBeInvolved === "yes",
    "a member of staff may be involved",
    "no member of staff is said to be involved",
  ],
  adult: [
    (facts) => facts.isAdult === "yes",
    "the student is 18 or over",
    "the student is under 18",
  ],
  "at-school": [
    (facts) => facts.atSchool === true,
    "there is school now",
    "there is no school now",
  ],
};

/** Whether the condition is true for the case. What nobody answered counts in the way that protects the child more. */
export function conditionHolds(
  pack: ProtocolPack,
  condition: Condition,
  facts: ChecklistInput,
): boolean {
  if ("yes" in condition) return condition.yes === soOrNot[condition.is][0](facts);
  switch (condition.is) {
    case "protocol":
      return condition.anyOf.some((id) => facts.protocols.includes(id));
    case "no-protocol":
      return !condition.of.some((id) => facts.protocols.includes(id));
    case "level":
      return condition.anyOf.includes(facts.level);
    case "factor":
      return facts.factors.includes(condition.factor);
    case "sro-of-district-police":
      return condition.anyOf.includes(facts.calls.sroIsDistrictPolice);
    case "unconfirmed":
      return isUnconfirmed(pack, facts);
    case "register-alone":
      return facts.isForMail !== true;
  }
}

/** Whether all conditions are true for the case. */
export function allHold(
  pack: ProtocolPack,
  conditions: readonly Condition[],
  facts: ChecklistInput,
): boolean {
  return conditions.every((condition) => conditionHolds(pack, condition, facts));
}

/** The sentences whose conditions are all true for the case. */
export function applying(
  pack: ProtocolPack,
  sentences: readonly Sentence[],
  facts: ChecklistInput,
): readonly Sentence[] {
  return sentences.filter(({ when }) => allHold(pack, when, facts));
}

/** What a mail must not tell: whoever reads it over a shoulder would learn what was reported, or what somebody answered. */
const untold: readonly Condition["is"][] = [
  "factor",
  "parent-may-be-involved",
  "lives-elsewhere",
  "adult",
];

/** Whether it would tell something of the student that a case has this act: the register names it, and a mail does not. */
export function isNamedInRegisterAlone({ when = [] }: Pick<ActDatum, "when">): boolean {
  return when.some(({ is }) => untold.includes(is));
}

function listed(words: readonly string[], last: "or" | "and"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

function levelNames(pack: ProtocolPack, ids: readonly string[], last: "or" | "and"): string {
  return listed(
    ids.map((id) => `“${say(levelOf(pack, id)?.name ?? { en: id })}”`),
    last,
  );
}

/** One condition, after "where". */
export function conditionWords(pack: ProtocolPack, condition: Condition): string {
  if ("yes" in condition) return soOrNot[condition.is][condition.yes ? 1 : 2];
  switch (condition.is) {
    case "protocol":
      return `${levelNames(pack, condition.anyOf, "or")} applies`;
    case "no-protocol":
      return condition.of.length === 1
        ? `${levelNames(pack, condition.of, "and")} does not apply`
        : `neither ${levelNames(pack, condition.of, "and")} applies`;
    case "level":
      return `the level is ${levelNames(pack, condition.anyOf, "or")}`;
    case "factor": {
      const factor = pack.factors.find(({ id }) => id === condition.factor);
      return `“${say(factor?.name ?? { en: condition.factor })}” is reported`;
    }
    case "sro-of-district-police":
      return `the ${say(pack.schoolOfficer)} is of the district's own police: ${listed(condition.anyOf, "or")}`;
    case "unconfirmed":
      return "no agency has confirmed it";
    case "register-alone":
      return "in the register alone";
  }
}

/** All conditions, each after the other; "always" for none. */
export function whenWords(pack: ProtocolPack, when: readonly Condition[]): string {
  return when.length === 0
    ? "always"
    : listed(
        when.map((one) => conditionWords(pack, one)),
        "and",
      );
}

/** In words that the condition does not hold, after "where" or a colon. `level`: the level that the case has. */
export function denialWords(
  pack: ProtocolPack,
  condition: Condition,
  level: LevelId | null,
): string {
  if ("yes" in condition) return conditionWords(pack, { ...condition, yes: !condition.yes });
  switch (condition.is) {
    case "protocol":
      return conditionWords(pack, { is: "no-protocol", of: condition.anyOf });
    case "no-protocol":
      return conditionWords(pack, { is: "protocol", anyOf: condition.of });
    case "level":
      return `the level is ${levelNames(pack, level === null ? [] : [level], "or")}`;
    case "factor":
      return conditionWords(pack, condition).replace(/is reported$/, "is not reported");
    case "unconfirmed":
      return "an agency has confirmed it, or the level does not ask";
    default:
      return `it is not so that ${conditionWords(pack, condition)}`;
  }
}

/** In a pack's list of whom to call: stands for the emergency number. */
export const emergency = "emergency";

/** Whom to call for the act. A number that stands there already is left out. */
export function callees(
  pack: ProtocolPack,
  datum: ActDatum,
  facts: ChecklistInput,
): readonly Callee[] {
  return datum.call
    .filter(({ when }) => allHold(pack, when, facts))
    .flatMap(({ to }): readonly Callee[] => {
      if (to === emergency) {
        return [{ agency: null, name: say(pack.emergency.name), phone: pack.emergency.phone }];
      }
      const callee = facts.calls.agencies.get(to);
      return callee === undefined ? [] : [callee];
    })
    .filter(
      // If the district has entered no police number, the emergency number stands in, and is listed once only.
      ({ phone }, at, all) =>
        phone === null || all.findIndex((earlier) => earlier.phone === phone) === at,
    );
}

/** An agency with the number to call. */
export interface Callee {
  /** Null: the emergency number. */
  readonly agency: AgencyId | null;
  /** The agency's own name: one short line, already free of control characters, since acts and mail repeat it. */
  readonly name: string;
  /** As people dial it; null when the Contacts tab has none. */
  readonly phone: string | null;
  /** True if the number is the emergency number, which stands in because Contacts has none. It is not the agency's own number. */
  readonly isEmergencyOnly?: boolean;
  /** The ways in which a written report reaches the agency; left out if none is known. */
  readonly channels?: readonly Channel[];
}

/** The agencies that serve one school, with their numbers from Contacts. */
export interface CallBook {
  /** By agency. An agency for which the pack has a stand-in number always has an entry. */
  readonly agencies: ReadonlyMap<AgencyId, Callee>;
  /** Whether the school resource officer is employed by the district's own police; `unknown` counts as yes (PC 11165.9). */
  readonly sroIsDistrictPolice: YesNoUnknown;
  /** The name and number that Contacts gives for each liaison, by the liaison's id; left out if there is none. */
  readonly liaisons?: ReadonlyMap<string, string>;
}

/** Whom to call, in one line, such as "Child and family services (415) 473-7153"; "" for nobody. */
export function callWords(callees: readonly Callee[] | null): string {
  return (callees ?? [])
    .map((who) => {
      const { before, number, after } = numberParts(who);
      return `${who.name} ${before}${number}${after}`;
    })
    .join("; ");
}

/** The number to call, with words around it if it is not the agency's own number. `lacking`: what to say is missing. */
export function numberParts(
  { phone, isEmergencyOnly }: Pick<Callee, "phone" | "isEmergencyOnly">,
  lacking = "no number in Contacts",
): { readonly before: string; readonly number: string; readonly after: string } {
  if (phone === null) return { before: `(${lacking})`, number: "", after: "" };
  return isEmergencyOnly === true
    ? { before: `(${lacking}, in an emergency `, number: phone, after: ")" }
    : { before: "", number: phone, after: "" };
}

/** One such way. */
export interface Channel {
  readonly kind: ChannelKind;
  /** A fax number, a web address, or an address for mail: one short line without control characters. */
  readonly value: string;
  /** What is needed before, such as the referral number that the call gives; null if nothing is. One short line. */
  readonly needs: string | null;
  /** The day on which somebody last checked this, as "2026-11-24"; null if nobody wrote one. */
  readonly checked: string | null;
}

/** The ways that the pack has for an agency. */
export function channelsOf(
  { channels }: AgencyDatum,
  language: Language = source,
): readonly Channel[] {
  return channels.map(({ kind, value, needs, checked }) => ({
    kind,
    value,
    needs: needs === null ? null : say(needs, language),
    checked,
  }));
}

const ways = {
  fax: "channel-fax",
  web: "channel-web",
  mail: "channel-mail",
} as const satisfies Record<ChannelKind, SentenceKey>;

/** One sentence, such as "Agency takes it by fax to (415) 555-0100 (first: the call; last checked 2026-11-24)."; "" for no channel. */
export function channelWords(
  agency: string,
  channels: readonly Channel[],
  language: Language = source,
): string {
  if (channels.length === 0) return "";
  const each = channels.map(({ kind, value, needs, checked }) => {
    const notes = [
      ...(needs === null
        ? []
        : // Set-up writes the pack's own words into Contacts in English.
          [sentence(language, "channel-first", { needs: say(en(needs), language) })]),
      ...(checked === null ? [] : [sentence(language, "channel-checked", { day: checked })]),
    ];
    const way = sentence(language, ways[kind], { value });
    return `${way}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
  });
  return sentence(language, "channel-takes", {
    agency,
    ways: each.join(`${sentence(language, "channel-or")} `),
  });
}
