/** What contradicts itself in a pack, or leads nowhere, in words for whoever writes packs. Looks only inside the pack. Pure. */
import { isDeepStrictEqual } from "node:util";
import { dueTimes, isTimedCall } from "../../src/protocol/act-times";
import { whenWords } from "../../src/protocol/condition-words";
import { isNamedInRegisterAlone } from "../../src/protocol/conditions";
import type { ActDatum, Condition, ProtocolPack, Sentence } from "../../src/protocol/pack";
import { isSettledBy } from "../../src/protocol/pack-queries";
import { placeWords } from "./place-words";

/** The agency that no pack has to declare. */
const emergency = "emergency";

/** A rule that is broken, in words; nothing where it holds. */
const broken = (isBroken: boolean, words: string): readonly string[] => (isBroken ? [words] : []);

interface Identified {
  readonly id: string;
}
const idsOf = (list: readonly Identified[]) => new Set(list.map(({ id }) => id));

const sentencesOf = (act: ActDatum): readonly Sentence[] => [
  ...act.what,
  ...(act.inMail ?? []),
  ...act.who,
  ...act.remarks,
  ...(act.lock?.why ?? []),
];

function listsOf(pack: ProtocolPack): Readonly<Record<string, readonly Identified[]>> {
  return {
    level: pack.levels,
    criterion: pack.criteria,
    sign: pack.factors,
    concern: pack.concerns,
    confirmer: pack.confirmers,
    agency: pack.agencies,
    liaison: pack.liaisons ?? [],
    act: pack.acts,
    statute: pack.statutes,
    hotline: pack.hotlines,
    "glossary term": pack.glossary,
    actor: pack.actors,
  };
}

/** Ids that stand there twice. */
export function twice(pack: ProtocolPack): readonly string[] {
  return Object.entries(listsOf(pack)).flatMap(([kind, list]) =>
    list
      .filter(({ id }, at) => list.findIndex((one) => one.id === id) !== at)
      .map(({ id }) => `The ${kind} ${id} stands there twice.`),
  );
}

/** Everything that has conditions, with its name. */
function conditioned(pack: ProtocolPack): readonly (readonly [string, readonly Condition[]])[] {
  return [
    ...pack.acts.flatMap((act) => {
      const of = (name: string, list: readonly { readonly when: readonly Condition[] }[]) =>
        list.map(({ when }) => [`${name} ${act.id}`, when] as const);
      return [
        ...of("A sentence of the act", sentencesOf(act)),
        ...of("A call of the act", act.call),
        ...of("The act", [...act.alsoWhen, { when: act.when ?? [] }]),
        ...of("A time of the act", dueTimes(act)),
      ];
    }),
    ...pack.doNot.map(({ when }) => ["A line of what not to do", when] as const),
    ["The line for a call that nobody answers", pack.noAnswer.words.when],
  ];
}

/** What is named, and by whom: the words before "that the pack lacks", the ids, and those that there are. */
type Reference = readonly [words: string, named: readonly string[], known: ReadonlySet<string>];

function referencesOf(pack: ProtocolPack): readonly Reference[] {
  const [levels, acts] = [idsOf(pack.levels), idsOf(pack.acts)];
  const [criteria, concerns] = [idsOf(pack.criteria), idsOf(pack.concerns)];
  const [statutes, actors, signs] = [idsOf(pack.statutes), idsOf(pack.actors), idsOf(pack.factors)];
  const agencies = idsOf(pack.agencies);
  const callable = new Set([...agencies, emergency]);
  const protocols = idsOf(pack.levels.filter(({ protocol }) => protocol !== null));
  const standIns = new Set([...idsOf(pack.hotlines), emergency]);
  const law = (words: string, of: readonly Pick<Sentence, "from">[]): Reference => [
    `${words} cites a statute`,
    of.flatMap(({ from }) => ("statute" in from ? [from.statute] : [])),
    statutes,
  ];
  return [
    ...pack.levels.flatMap(({ id, news, protocol }): readonly Reference[] => [
      [`The news of the level ${id} name an act`, news?.also ? [news.also.whenDone] : [], acts],
      [`The news of the level ${id} call an agency`, news?.also ? [news.also.call] : [], agencies],
      ...(protocol?.appliesOn ?? []).map(
        (rule): Reference =>
          "criterion" in rule
            ? [`The level ${id} applies on a criterion`, [rule.criterion], criteria]
            : [`The level ${id} applies on a concern`, [rule.concern], concerns],
      ),
      ...(protocol?.steps ?? []).flatMap((step): readonly Reference[] => {
        const place = `Step ${step.step} of ${id}`;
        return [
          [`${place} asks for an act`, step.acts, acts],
          [`${place} names an actor`, step.actors, actors],
          [`${place} cites a statute`, step.cites, statutes],
        ];
      }),
    ]),
    ...pack.factors.map(
      ({ id, criterion }): Reference => [`The sign ${id} is of a criterion`, [criterion], criteria],
    ),
    ...pack.agencies.map(
      ({ id, standIn }): Reference => [
        `The agency ${id} has a stand-in number`,
        standIn === null ? [] : [standIn],
        standIns,
      ],
    ),
    [
      "Where nobody answers, an agency is named",
      pack.noAnswer.others.map(({ to }) => to),
      agencies,
    ],
    ...pack.acts.flatMap((act): readonly Reference[] => {
      const until = act.lock?.untilLeadDid;
      return [
        [`The act ${act.id} calls an agency`, act.call.map(({ to }) => to), callable],
        [`The act ${act.id} waits for an act`, until === undefined ? [] : [until], acts],
        [`The act ${act.id} cites a statute`, act.statutes, statutes],
        law(`A sentence of the act ${act.id}`, [
          ...sentencesOf(act),
          ...act.alsoWhen,
          ...(act.covers ?? []),
        ]),
      ];
    }),
    ...conditioned(pack).flatMap(([name, when]) =>
      when.flatMap((one): readonly Reference[] => {
        if (one.is === "protocol") return [[`${name} depends on a protocol`, one.anyOf, protocols]];
        if (one.is === "no-protocol") return [[`${name} depends on a protocol`, one.of, protocols]];
        if (one.is === "level") return [[`${name} depends on a level`, one.anyOf, levels]];
        return one.is === "factor" ? [[`${name} depends on a sign`, [one.factor], signs]] : [];
      }),
    ),
    ["The written report cites a statute", [pack.writtenReport.statute], statutes],
    law("A line of what not to do, or of nobody answering", [...pack.doNot, pack.noAnswer.words]),
  ];
}

/** References that lead nowhere. */
export function references(pack: ProtocolPack): readonly string[] {
  const terms = idsOf(pack.glossary);
  const using = [
    ...pack.factors.map((one) => [`The sign ${one.id}`, one.terms] as const),
    ...pack.levels.flatMap(({ id, protocol }) =>
      (protocol?.steps ?? []).map((one) => [`Step ${one.step} of ${id}`, one.terms] as const),
    ),
  ];
  return [
    ...referencesOf(pack).flatMap(([words, named, known]) =>
      named.filter((id) => !known.has(id)).map((id) => `${words} that the pack lacks: ${id}.`),
    ),
    ...using.flatMap(([words, named]) =>
      named
        .filter((id) => !terms.has(id))
        .map((id) => `${words} names a term that the glossary lacks: ${id}.`),
    ),
  ];
}

export function levelRules(pack: ProtocolPack): readonly string[] {
  const { levels, criteria, concerns, factors } = pack;
  const isUsed = (id: string) =>
    levels.some(({ protocol }) =>
      protocol?.appliesOn.some(
        (rule) => ("criterion" in rule ? rule.criterion : rule.concern) === id,
      ),
    );
  return [
    ...levels.flatMap(({ id, rank, protocol, atLeastFactors }, at) => [
      ...broken(
        (levels[at - 1]?.rank ?? -1) >= rank,
        `The level ${id} stands above ${levels[at - 1]?.id} and its rank is no higher.`,
      ),
      ...broken(
        (protocol === null) === (atLeastFactors === null),
        `The level ${id} needs a protocol or a number of signs from which it holds (atLeastFactors), and not both.`,
      ),
      ...broken(
        protocol === null && levels.slice(0, at).some((level) => level.protocol !== null),
        `The level ${id} asks for no protocol and stands above one that does.`,
      ),
      ...broken(protocol?.steps.length === 0, `The protocol ${id} has no step.`),
      ...(protocol?.steps ?? []).flatMap(({ step }, index) =>
        broken(
          step !== index + 1,
          `Step ${step} of ${id} is out of order: steps count from 1 without a gap. Where the document numbers them otherwise, its numbers can stand in the words.`,
        ),
      ),
    ]),
    ...broken(
      levels.filter(({ atLeastFactors }) => atLeastFactors === 0).length !== 1,
      "Exactly one level must hold from no sign at all (atLeastFactors: 0): what a report has that nothing can be read of.",
    ),
    ...criteria.flatMap(({ id, atLeast }) => {
      const count = factors.filter(({ criterion }) => criterion === id).length;
      return [
        ...broken(
          count < atLeast,
          `The criterion ${id} asks for ${atLeast} signs and has ${count}: it can never be met.`,
        ),
        ...broken(!isUsed(id), `No protocol applies on the criterion ${id}.`),
      ];
    }),
    ...concerns.flatMap(({ id }) =>
      broken(!isUsed(id), `No protocol applies on the concern ${id}.`),
    ),
  ];
}

export function agencyRules(pack: ProtocolPack): readonly string[] {
  const { agencies, noAgencies, liaisons = [], acts, hotlines } = pack;
  const agencyOf = (id: string) => agencies.find((one) => one.id === id);
  const first = acts.find(({ role }) => role === "first-call");
  const isLeftOpen = first?.call.some(({ to }) => agencyOf(to)?.standIn === emergency) === true;
  return [
    ...agencies.flatMap(({ id, writtenAs }) => [
      ...broken(
        noAgencies.some((one) => one.id === id),
        `${id} is offered as an agency, and is among those who do not count.`,
      ),
      ...writtenAs.flatMap((words) => {
        const no = noAgencies.find((one) => one.writtenAs.includes(words));
        const others = [...liaisons, ...agencies.filter((one) => one.id !== id)];
        return [
          ...broken(
            no !== undefined,
            `"${words}" is offered as the agency ${id}, and means ${no?.id}, who does not count.`,
          ),
          ...others
            .filter((one) => one.writtenAs.includes(words))
            .map((one) => `"${words}" means both ${id} and ${one.id}.`),
        ];
      }),
    ]),
    ...broken(
      agencies.filter(({ namedBySchool }) => namedBySchool).length > 1,
      "More than one agency is named by the Schools tab: it has one column for that.",
    ),
    ...acts.flatMap(({ id, call, duty, role }) => [
      ...broken(
        duty && !call.some(({ to }) => to === emergency || agencyOf(to)?.takesReports === true),
        `The act ${id} is a duty, and nobody whom it calls can take a mandated report.`,
      ),
      ...broken(
        role !== null &&
          role !== "review" &&
          !call.some(({ to, when }) => {
            const agency = when.length === 0 ? agencyOf(to) : undefined;
            return agency?.takesReports === true && agency.standIn !== null;
          }),
        `The act ${id} must always have somebody to call who takes reports and has a number without the district's.`,
      ),
    ]),
    ...broken(
      !isLeftOpen && !hotlines.some(({ takesReports }) => takesReports),
      "No hotline takes a mandated report, and the first call does not leave its number to the district (standIn: emergency).",
    ),
  ];
}

function rulesOfAct(pack: ProtocolPack, act: ActDatum, isAsked: boolean): readonly string[] {
  const { id, role, alsoWhen, duty, lock, telltale, due, holdable } = act;
  const before = lock?.untilLeadDid;
  const first = pack.acts.find((one) => one.id === before);
  const isDutyAtOnce = duty && due === "at-once";
  return [
    ...broken(
      !isAsked && alsoWhen.length === 0 && role !== "update",
      `Nothing asks for the act ${id}: no step has it, and it is never owed otherwise.`,
    ),
    ...broken(
      duty && (lock !== null || telltale !== null || holdable),
      `The act ${id} is a duty: it can be neither locked nor put on hold.`,
    ),
    ...broken(
      first !== undefined && (first.lock !== null || first.holdable || first.id === id),
      `The act ${id} waits for ${before}, which may wait itself.`,
    ),
    ...broken(
      before !== undefined && lock?.waitsFor !== "victim-question",
      `The act ${id} waits for ${before}: beside it, it has to wait for victim-question.`,
    ),
    ...broken(
      alsoWhen.some(({ when }) => when.some(({ is }) => is === "register-alone")),
      `The act ${id} is owed by where its words are read: it is owed or it is not.`,
    ),
    ...broken(
      telltale !== null && lock?.waitsFor !== "parent-gates",
      `The act ${id} would tell a parent: it must be born locked. Write lock: { waitsFor: "parent-gates", why: […] }.`,
    ),
    ...broken(
      act.what.length === 0 || act.who.length === 0,
      `The act ${id} does not say what to do, or who does it.`,
    ),
    ...broken(
      act.call.length === 0 && dueTimes(act).some(({ time }) => time === "at-once"),
      `The act ${id} is due at once and calls nobody.`,
    ),
    ...broken(
      role === "first-call" && !(isDutyAtOnce && alsoWhen.some(({ when }) => when.length === 0)),
      `The act ${id} is the first call: it must be a duty, due at once, and owed in every case.`,
    ),
    ...broken(
      role === "update" && !isDutyAtOnce,
      `The act ${id} is the call that each rise repeats: it must be a duty, due at once.`,
    ),
  ];
}

/** What an act covers: closing the one closes the other, so both must be duties of one kind, owed and due alike. */
function rulesOfCovers(pack: ProtocolPack, act: ActDatum): readonly string[] {
  return (act.covers ?? []).flatMap((covered): readonly string[] => {
    const name = `The act ${act.id} covers ${covered.act}`;
    const part = pack.acts.find(({ id }) => id === covered.act);
    if (part === undefined) return [`${name}, which the pack lacks.`];
    const either = (is: (one: ActDatum) => boolean) => is(act) || is(part);
    const alike = ({ due, duty, owedForEach }: ActDatum) => ({ due, duty, owedForEach });
    return [
      ...broken(part.id === act.id, `${name}: an act does not cover itself.`),
      ...broken((part.covers ?? []).length > 0, `${name}, which covers others itself.`),
      ...broken(
        !isDeepStrictEqual(alike(part), alike(act)),
        `${name}: both must be due, a duty and owed for each case in the same way.`,
      ),
      ...broken(
        either(({ role, repeats }) => role !== null || repeats !== null),
        `${name}: neither may have a role or repeat.`,
      ),
      ...broken(
        either(({ when = [] }) => when.length > 0),
        `${name}: neither may have conditions, since the other would go with it.`,
      ),
      ...broken(
        either(({ lock, holdable }) => lock !== null || holdable),
        `${name}: neither may wait, since the other would wait with it.`,
      ),
    ];
  });
}

/** Acts that apply only where conditions hold, and cannot: the desk counts on them, or could remind nobody of them. */
function rulesOfWhen(pack: ProtocolPack, act: ActDatum, at: number): readonly string[] {
  const { when = [], role, duty } = act;
  if (when.length === 0) return [];
  const place = placeWords(pack, ["acts", String(at)]);
  const words = whenWords(pack, when);
  return [
    ...broken(
      role !== null,
      `${place}: it has the role ${role}, so every case can owe it, and it applies only where ${words}. Take its when out, and put the conditions on its sentences.`,
    ),
    ...broken(
      when.some(({ is }) => is === "register-alone" || is === "sro-of-district-police"),
      `${place}: an act can depend on what a case says alone, and not on where its words are read or whose officer a school has. Put that condition on its sentences.`,
    ),
    ...broken(
      duty && isTimedCall(act) && isNamedInRegisterAlone(act),
      `${place}: it is a call that law demands, and mails must not say that ${words}: nobody could be reminded of it with its number. Let the step name the call that every case has, and put the condition on a sentence of that one.`,
    ),
  ];
}

export function actRules(pack: ProtocolPack): readonly string[] {
  const asked = new Set(
    pack.levels.flatMap(({ protocol }) => protocol?.steps.flatMap(({ acts }) => acts) ?? []),
  );
  return [
    ...(["first-call", "update", "review"] as const).flatMap((role) => {
      const count = pack.acts.filter((act) => act.role === role).length;
      return broken(
        count !== 1,
        `Exactly one act must have the role ${role}; the pack has ${count}.`,
      );
    }),
    ...pack.acts.flatMap((act, at) => [
      ...rulesOfAct(pack, act, asked.has(act.id)),
      ...rulesOfCovers(pack, act),
      ...rulesOfWhen(pack, act, at),
    ]),
  ];
}

/** Acts that would wait for ever. */
export function gateRules(pack: ProtocolPack): readonly string[] {
  const waiting = pack.acts.findIndex(({ lock }) => lock?.waitsFor === "parent-gates");
  const asking = pack.levels.findIndex(({ asksWhoConfirmed }) => asksWhoConfirmed);
  return [
    ...broken(
      waiting >= 0 && pack.agencies.every(({ mayClear }) => !mayClear),
      `${placeWords(pack, ["acts", String(waiting)])}: it waits until an agency says that a parent may know, and no agency of the pack may say it. Set mayClear: true on the agency that the document lets decide.`,
    ),
    ...broken(
      asking >= 0 && !pack.confirmers.some(({ id }) => isSettledBy(pack, id)),
      `${placeWords(pack, ["levels", String(asking)])}: it asks who confirmed it, and nobody's word settles it. Set settles: true on the confirmers whom the document has decide.`,
    ),
  ];
}

/** Of WCAG 2.2, 1.4.3: text of usual size. */
const leastContrast = 4.5;

/** Relative luminance of a colour such as "#664a00" (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Levels whose name nobody can read in its cell. */
export function colourRules(pack: ProtocolPack): readonly string[] {
  return pack.levels.flatMap(({ colours: { text, background } }, at) => {
    const [dark = 0, light = 0] = [luminance(text), luminance(background)].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    return broken(
      contrast < leastContrast,
      `${placeWords(pack, ["levels", String(at), "colours"])}: ${text} on ${background} cannot be read well: the contrast is ${(Math.floor(contrast * 10) / 10).toFixed(1)} to 1, and takes ${leastContrast}. Write a darker text or a lighter background.`,
    );
  });
}

/** Where two packs of one desk would say two things by one id, or one thing by two: cells hold words, and must be read back. */
export function clashes(packs: readonly ProtocolPack[]): readonly string[] {
  const kinds = ["level", "sign", "concern", "confirmer", "agency"] as const;
  return kinds.flatMap((kind) => {
    const seen: { id: string; words: string; pack: string }[] = [];
    return packs.flatMap((pack) => {
      const { levels, factors, concerns, confirmers, agencies } = pack;
      const lists = {
        level: levels,
        sign: factors,
        concern: concerns,
        confirmer: confirmers,
        agency: agencies,
      };
      return lists[kind].flatMap(({ id, name }) => {
        const words = Object.values(name)[0] ?? "";
        const other = seen.find((one) => one.id === id);
        const named = seen.find((one) => one.words.toLowerCase() === words.toLowerCase());
        seen.push({ id, words, pack: pack.id });
        if (other !== undefined && other.words !== words) {
          return [
            `The ${kind} ${id} is called "${words}" in ${pack.id} and "${other.words}" in ${other.pack}: choose another id, or the same name.`,
          ];
        }
        return broken(
          named !== undefined && named.id !== id,
          `"${words}" is the ${kind} ${id} in ${pack.id} and ${named?.id} in ${named?.pack}: choose the same id, or another name.`,
        );
      });
    });
  });
}
