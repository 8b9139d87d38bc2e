/** What contradicts itself in a pack, or is missing from it, in words for whoever writes packs. Looks only inside the pack. */
import type { ActDatum, Condition, ProtocolPack, Sentence, Wording } from "../../src/protocol/pack";
import { answerProblems } from "./answers";
import { contradictionProblems, gateProblems } from "./never-true";
import { languageWords, placeWords } from "./place-words";
import { spokenWordings, unspokenIn } from "./spoken";

/** Agencies that no pack has to declare. */
const emergency = "emergency";

/** Every problem of a pack whose shape holds; empty for a pack that may be used. */
export function problemsOf(pack: ProtocolPack): readonly string[] {
  const references = [
    ...twice(pack),
    ...levelProblems(pack),
    ...actProblems(pack),
    ...coverProblems(pack),
    ...conditionProblems(pack),
    ...agencyProblems(pack),
    ...wordProblems(pack),
    ...sentenceProblems(pack),
    ...otherReferences(pack),
  ];
  if (references.length > 0) return references;
  // Conditions and answers are only looked at in a pack whose references lead somewhere.
  const never = [...contradictionProblems(pack), ...gateProblems(pack)];
  return never.length > 0 ? never : answerProblems(pack);
}

/** Where two packs of one desk would say two things by one id, or one thing by two: cells hold words, and must be read back. */
export function clashes(packs: readonly ProtocolPack[]): readonly string[] {
  const kinds: readonly [string, (pack: ProtocolPack) => readonly Named[]][] = [
    ["level", ({ levels }) => levels],
    ["factor", ({ factors }) => factors],
    ["concern", ({ concerns }) => concerns],
    ["confirmer", ({ confirmers }) => confirmers],
    ["agency", ({ agencies }) => agencies],
  ];
  return kinds.flatMap(([kind, list]) => {
    const byId = new Map<string, { readonly name: string; readonly pack: string }>();
    const byName = new Map<string, { readonly id: string; readonly pack: string }>();
    return packs.flatMap((pack) =>
      list(pack).flatMap(({ id, name }) => {
        const words = Object.values(name)[0] ?? "";
        const other = byId.get(id);
        const named = byName.get(words.toLowerCase());
        byId.set(id, other ?? { name: words, pack: pack.id });
        byName.set(words.toLowerCase(), named ?? { id, pack: pack.id });
        if (other !== undefined && other.name !== words) {
          return [
            `The ${kind} ${id} is called "${words}" in ${pack.id} and "${other.name}" in ${other.pack}: choose another id, or the same name.`,
          ];
        }
        if (named !== undefined && named.id !== id) {
          return [
            `"${words}" is the ${kind} ${id} in ${pack.id} and ${named.id} in ${named.pack}: choose the same id, or another name.`,
          ];
        }
        return [];
      }),
    );
  });
}

interface Named {
  readonly id: string;
  readonly name: Wording;
}

const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id));

function twice(pack: ProtocolPack): string[] {
  const lists: readonly [string, readonly { readonly id: string }[]][] = [
    ["level", pack.levels],
    ["criterion", pack.criteria],
    ["factor", pack.factors],
    ["concern", pack.concerns],
    ["confirmer", pack.confirmers],
    ["agency", pack.agencies],
    ["liaison", pack.liaisons ?? []],
    ["act", pack.acts],
    ["statute", pack.statutes],
    ["hotline", pack.hotlines],
    ["glossary term", pack.glossary],
    ["actor", pack.actors],
  ];
  return lists.flatMap(([kind, list]) =>
    list
      .filter(({ id }, at) => list.findIndex((one) => one.id === id) !== at)
      .map(({ id }) => `The ${kind} ${id} stands there twice.`),
  );
}

function levelProblems(pack: ProtocolPack): string[] {
  const found: string[] = [];
  const criteria = ids(pack.criteria);
  const concerns = ids(pack.concerns);
  const acts = ids(pack.acts);
  const terms = ids(pack.glossary);
  const actors = ids(pack.actors);
  const statutes = ids(pack.statutes);
  pack.levels.forEach(({ id, rank, protocol, atLeastFactors, news }, at) => {
    const before = pack.levels[at - 1];
    if (before !== undefined && before.rank >= rank) {
      found.push(`The level ${id} stands above ${before.id} and its rank is no higher.`);
    }
    if ((protocol === null) === (atLeastFactors === null)) {
      found.push(
        `The level ${id} needs a protocol or a number of factors from which it holds, and not both.`,
      );
    }
    const lower = pack.levels.slice(0, at);
    if (protocol === null && lower.some((level) => level.protocol !== null)) {
      found.push(`The level ${id} asks for no protocol and stands above one that does.`);
    }
    if (news?.also !== null && news?.also !== undefined && !acts.has(news.also.whenDone)) {
      found.push(
        `The news of the level ${id} name an act that the pack lacks: ${news.also.whenDone}.`,
      );
    }
    if (protocol === null) return;
    for (const rule of protocol.appliesOn) {
      if ("criterion" in rule && !criteria.has(rule.criterion)) {
        found.push(
          `The level ${id} applies on a criterion that the pack lacks: ${rule.criterion}.`,
        );
      }
      if ("concern" in rule && !concerns.has(rule.concern)) {
        found.push(`The level ${id} applies on a concern that the pack lacks: ${rule.concern}.`);
      }
    }
    if (protocol.steps.length === 0) found.push(`The protocol ${id} has no step.`);
    protocol.steps.forEach((step, index) => {
      const place = `Step ${step.step} of ${id}`;
      if (step.step !== index + 1) {
        found.push(`${place} is out of order: steps count from 1 without a gap.`);
      }
      for (const act of step.acts) {
        if (!acts.has(act)) found.push(`${place} asks for an act that the pack lacks: ${act}.`);
      }
      for (const term of step.terms) {
        if (!terms.has(term)) found.push(`${place} names a term that the glossary lacks: ${term}.`);
      }
      for (const actor of step.actors) {
        if (!actors.has(actor))
          found.push(`${place} names an actor that the pack lacks: ${actor}.`);
      }
      for (const statute of step.cites) {
        if (!statutes.has(statute))
          found.push(`${place} cites a statute that the pack lacks: ${statute}.`);
      }
    });
  });
  if (pack.levels.filter(({ atLeastFactors }) => atLeastFactors === 0).length !== 1) {
    found.push(
      "Exactly one level must hold from no factor at all: what a report has that nothing can be read of.",
    );
  }
  for (const { id, atLeast } of pack.criteria) {
    const count = pack.factors.filter(({ criterion }) => criterion === id).length;
    if (count < atLeast) {
      found.push(
        `The criterion ${id} asks for ${atLeast} factors and has ${count}: it can never be met.`,
      );
    }
    const isUsed = pack.levels.some(({ protocol }) =>
      protocol?.appliesOn.some((rule) => "criterion" in rule && rule.criterion === id),
    );
    if (!isUsed) found.push(`No protocol applies on the criterion ${id}.`);
  }
  for (const { id } of pack.concerns) {
    const isUsed = pack.levels.some(({ protocol }) =>
      protocol?.appliesOn.some((rule) => "concern" in rule && rule.concern === id),
    );
    if (!isUsed) found.push(`No protocol applies on the concern ${id}.`);
  }
  for (const { id, criterion, terms: used } of pack.factors) {
    if (!criteria.has(criterion)) {
      found.push(`The factor ${id} is of a criterion that the pack lacks: ${criterion}.`);
    }
    for (const term of used) {
      if (!terms.has(term))
        found.push(`The factor ${id} names a term that the glossary lacks: ${term}.`);
    }
  }
  return found;
}

function actProblems(pack: ProtocolPack): string[] {
  const found: string[] = [];
  const asked = new Set(
    pack.levels.flatMap(({ protocol }) => protocol?.steps.flatMap(({ acts }) => acts) ?? []),
  );
  for (const role of ["first-call", "update", "review"] as const) {
    const count = pack.acts.filter((act) => act.role === role).length;
    if (count !== 1)
      found.push(`Exactly one act must have the role ${role}; the pack has ${count}.`);
  }
  for (const act of pack.acts) {
    const { id, role, alsoWhen, duty, lock, telltale, due } = act;
    if (!asked.has(id) && alsoWhen.length === 0 && role !== "update") {
      found.push(`Nothing asks for the act ${id}: no step has it, and it is never owed otherwise.`);
    }
    if (duty && (lock !== null || telltale !== null || act.holdable)) {
      found.push(`The act ${id} is a duty: it can be neither locked nor put on hold.`);
    }
    const before = lock?.untilLeadDid;
    const first = pack.acts.find((one) => one.id === before);
    if (before !== undefined && first === undefined) {
      found.push(`The act ${id} waits for an act that the pack lacks: ${before}.`);
    }
    if (first !== undefined && (first.lock !== null || first.holdable || first.id === id)) {
      found.push(`The act ${id} waits for ${before}, which may wait itself.`);
    }
    if (before !== undefined && lock?.waitsFor !== "victim-question") {
      found.push(
        `The act ${id} waits for ${before}: beside it, it has to wait for victim-question.`,
      );
    }
    if (alsoWhen.some(({ when }) => when.some(({ is }) => is === "register-alone"))) {
      found.push(`The act ${id} is owed by where its words are read: it is owed or it is not.`);
    }
    if (telltale !== null && lock?.waitsFor !== "parent-gates") {
      found.push(
        `The act ${id} would tell a parent: it must be born locked, waiting for parent-gates.`,
      );
    }
    if (act.what.length === 0 || act.who.length === 0) {
      found.push(`The act ${id} does not say what to do, or who does it.`);
    }
    if (due === "at-once" && act.call.length === 0) {
      found.push(`The act ${id} is due at once and calls nobody.`);
    }
    if (
      role === "first-call" &&
      !(duty && due === "at-once" && alsoWhen.some(({ when }) => when.length === 0))
    ) {
      found.push(
        `The act ${id} is the first call: it must be a duty, due at once, and owed in every case.`,
      );
    }
    if (role === "update" && !(duty && due === "at-once")) {
      found.push(
        `The act ${id} is the call that each rise repeats: it must be a duty, due at once.`,
      );
    }
  }
  return found;
}

/** What an act covers: closing the one closes the other, so both must be duties of one kind, owed and due alike. */
function coverProblems(pack: ProtocolPack): string[] {
  return pack.acts.flatMap((act) =>
    (act.covers ?? []).flatMap((covered): string[] => {
      const name = `The act ${act.id} covers ${covered.act}`;
      const part = pack.acts.find(({ id }) => id === covered.act);
      if (part === undefined) return [`${name}, which the pack lacks.`];
      const isAlike =
        part.due === act.due && part.duty === act.duty && part.owedForEach === act.owedForEach;
      const found: string[] = [];
      if (part.id === act.id) found.push(`${name}: an act does not cover itself.`);
      if ((part.covers ?? []).length > 0) found.push(`${name}, which covers others itself.`);
      if (!isAlike) {
        found.push(`${name}: both must be due, a duty and owed for each case in the same way.`);
      }
      if (
        act.role !== null ||
        part.role !== null ||
        act.repeats !== null ||
        part.repeats !== null
      ) {
        found.push(`${name}: neither may have a role or repeat.`);
      }
      if (act.lock !== null || part.lock !== null || act.holdable || part.holdable) {
        found.push(`${name}: neither may wait, since the other would wait with it.`);
      }
      return found;
    }),
  );
}

interface Place {
  readonly name: string;
  readonly when: readonly Condition[];
}

function sentencesOf(act: ActDatum): readonly Sentence[] {
  return [...act.what, ...(act.inMail ?? []), ...act.who, ...act.remarks, ...(act.lock?.why ?? [])];
}

function conditionProblems(pack: ProtocolPack): string[] {
  const levels = ids(pack.levels);
  const protocols = ids(pack.levels.filter(({ protocol }) => protocol !== null));
  const factors = ids(pack.factors);
  const places: readonly Place[] = [
    ...pack.acts.flatMap((act) => [
      ...sentencesOf(act).map(({ when }) => ({ name: `A sentence of the act ${act.id}`, when })),
      ...act.call.map(({ when }) => ({ name: `A call of the act ${act.id}`, when })),
      ...act.alsoWhen.map(({ when }) => ({ name: `The act ${act.id}`, when })),
    ]),
    ...pack.doNot.map(({ when }) => ({ name: "A line of what not to do", when })),
    { name: "The line for a call that nobody answers", when: pack.noAnswer.words.when },
  ];
  return places.flatMap(({ name, when }) =>
    when.flatMap((condition) => {
      const lacking = (what: string, wanted: readonly string[], known: ReadonlySet<string>) =>
        wanted
          .filter((one) => !known.has(one))
          .map((one) => `${name} depends on a ${what} that the pack lacks: ${one}.`);
      if (condition.is === "protocol") return lacking("protocol", condition.anyOf, protocols);
      if (condition.is === "no-protocol") return lacking("protocol", condition.of, protocols);
      if (condition.is === "level") return lacking("level", condition.anyOf, levels);
      return condition.is === "factor" ? lacking("factor", [condition.factor], factors) : [];
    }),
  );
}

function agencyProblems(pack: ProtocolPack): string[] {
  const found: string[] = [];
  const hotlines = ids(pack.hotlines);
  const agencies = new Map(pack.agencies.map((agency) => [agency.id as string, agency]));
  const refused = new Map(
    pack.noAgencies.flatMap(({ id, writtenAs }) => writtenAs.map((words) => [words, id] as const)),
  );
  for (const { id, standIn, writtenAs } of pack.agencies) {
    if (standIn !== null && standIn !== emergency && !hotlines.has(standIn)) {
      found.push(`The agency ${id} has a stand-in number that the pack lacks: ${standIn}.`);
    }
    if (pack.noAgencies.some((one) => one.id === id)) {
      found.push(`${id} is offered as an agency, and is among those who do not count.`);
    }
    for (const words of writtenAs) {
      const no = refused.get(words);
      if (no !== undefined) {
        found.push(
          `"${words}" is offered as the agency ${id}, and means ${no}, who does not count.`,
        );
      }
      const helper = pack.liaisons?.find((one) => one.writtenAs.includes(words));
      if (helper !== undefined) found.push(`"${words}" means both ${id} and ${helper.id}.`);
      const other = pack.agencies.find((one) => one.id !== id && one.writtenAs.includes(words));
      if (other !== undefined) found.push(`"${words}" means both ${id} and ${other.id}.`);
    }
  }
  if (pack.agencies.filter(({ namedBySchool }) => namedBySchool).length > 1) {
    found.push("More than one agency is named by the Schools tab: it has one column for that.");
  }
  for (const { to } of pack.noAnswer.others) {
    if (!agencies.has(to)) {
      found.push(`Where nobody answers, an agency is named that the pack lacks: ${to}.`);
    }
  }
  for (const act of pack.acts) {
    for (const { to } of act.call) {
      if (to !== emergency && !agencies.has(to)) {
        found.push(`The act ${act.id} calls an agency that the pack lacks: ${to}.`);
      }
    }
    const counts = act.call.some(
      ({ to }) => to === emergency || agencies.get(to)?.takesReports === true,
    );
    if (act.duty && !counts) {
      found.push(
        `The act ${act.id} is a duty, and nobody whom it calls can take a mandated report.`,
      );
    }
    const always = act.call
      .filter(({ when }) => when.length === 0)
      .map(({ to }) => agencies.get(to));
    if (
      act.role !== null &&
      act.role !== "review" &&
      !always.some((agency) => agency?.takesReports === true && agency.standIn !== null)
    ) {
      found.push(
        `The act ${act.id} must always have somebody to call who takes reports and has a number without the district's.`,
      );
    }
  }
  for (const { id, news } of pack.levels) {
    const call = news?.also?.call;
    if (call !== undefined && !agencies.has(call)) {
      found.push(`The news of the level ${id} call an agency that the pack lacks: ${call}.`);
    }
  }
  const first = pack.acts.find(({ role }) => role === "first-call");
  const isLeftOpen = first?.call.some(({ to }) => agencies.get(to)?.standIn === emergency) === true;
  if (!isLeftOpen && !pack.hotlines.some(({ takesReports }) => takesReports)) {
    found.push(
      "No hotline takes a mandated report, and the first call does not leave its number to the district (standIn: emergency).",
    );
  }
  return found;
}

/** What a wording may leave open beside the name of an agency. */
const placeholders = new Set([
  "phone",
  "residence",
  "reported",
  "needed",
  "factors",
  "missing",
  "level",
  "what",
  "who",
]);

/** A sentence of a case's row that would not say what it is for. */
function sentenceProblems({ reasons }: ProtocolPack): string[] {
  const asked: readonly [string, Wording, string][] = [
    ["why", reasons.why, "what"],
    ["raised", reasons.raised, "who"],
    ["rises", reasons.rises, "what"],
  ];
  return asked.flatMap(([name, words, placeholder]) =>
    Object.values(words).every((text) => text.includes(`{${placeholder}}`))
      ? []
      : [`reasons: ${name}: it has no {${placeholder}}, where its parts go. Put it in.`],
  );
}

/** Placeholders that a text leaves open, each without its forms: "reported" of "{reported:sign|signs}". */
function openIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([^}]*)\}/g)].map(([, inside = ""]) =>
    inside.replace(/:[^|]*\|[^|]*$/, ""),
  );
}

function wordProblems(pack: ProtocolPack): string[] {
  const agencies = ids([...pack.agencies, ...(pack.liaisons ?? [])]);
  const found: string[] = [];
  // What reporters read has every language of the pack; the rest is read in English.
  const spoken = new Set<unknown>(spokenWordings(pack).map(([, words]) => words));
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== "object" || value === null) return;
    const entries = Object.entries(value);
    const isWording =
      entries.length > 0 &&
      entries.every(([key, text]) => /^[a-z]{2}$/.test(key) && typeof text === "string") &&
      !("id" in value) &&
      !("to" in value) &&
      !("is" in value);
    if (isWording) {
      const place = placeWords(pack, path);
      for (const language of spoken.has(value) ? pack.languages : ["en"]) {
        if (language in value) continue;
        found.push(
          `${place}: it has no words in ${languageWords(language)}. Add them, or take the language out of languages.`,
        );
      }
      for (const name of entries.flatMap(([, text]) => openIn(String(text)))) {
        if (!placeholders.has(name) && !agencies.has(name)) {
          found.push(
            `${place}: it has a placeholder that stands for nothing: {${name}}. Write the words out, or the id of an agency.`,
          );
        }
      }
      return;
    }
    for (const [key, child] of entries) walk(child, [...path, key]);
  };
  walk(pack, []);
  found.push(...unspokenIn(pack));
  if (!pack.languages.includes("en")) {
    found.push("The desk speaks English (en): every wording needs it, and languages must name it.");
  }
  for (const { id, form } of pack.hotlines) {
    for (const text of Object.values(form)) {
      if (!text.includes("{phone}"))
        found.push(`The Form's line of the hotline ${id} has no {phone}.`);
    }
  }
  for (const [kind, list] of [
    ["factor", pack.factors],
    ["concern", pack.concerns],
    ["confirmer", pack.confirmers],
  ] as const) {
    const seen = new Map<string, string>();
    for (const { id, form } of list) {
      for (const text of Object.values(form)) {
        const other = seen.get(text.toLowerCase());
        if (other !== undefined)
          found.push(`The ${kind}s ${other} and ${id} read the same on the Form.`);
        seen.set(text.toLowerCase(), id);
      }
    }
  }
  return found;
}

function otherReferences(pack: ProtocolPack): string[] {
  const statutes = ids(pack.statutes);
  const cited: readonly [string, string][] = [
    ["The written report", pack.writtenReport.statute],
    ...pack.acts.flatMap((act): [string, string][] => [
      ...act.statutes.map((statute): [string, string] => [`The act ${act.id}`, statute]),
      ...[...sentencesOf(act), ...act.alsoWhen, ...(act.covers ?? [])].flatMap(
        ({ from }): [string, string][] =>
          "statute" in from ? [[`A sentence of the act ${act.id}`, from.statute]] : [],
      ),
    ]),
    ...[...pack.doNot, pack.noAnswer.words].flatMap(({ from }): [string, string][] =>
      "statute" in from ? [["A line of what not to do, or of nobody answering", from.statute]] : [],
    ),
  ];
  return cited
    .filter(([, statute]) => !statutes.has(statute))
    .map(([place, statute]) => `${place} cites a statute that the pack lacks: ${statute}.`);
}
