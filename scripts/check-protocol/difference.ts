/** What changes for a school from one pack to another, in words. Pure. */
import { callWords } from "../../src/protocol/callees";
import { whenWords } from "../../src/protocol/condition-words";
import type {
  ActDatum,
  LevelDatum,
  ProtocolPack,
  Sentence,
  Wording,
} from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";
import { dueWords, onlyWhere, sourceWords } from "./decision-table";

interface Named {
  readonly id: string;
}

/** What one list has and the other has not, and what both have. */
function compared<T extends Named>(before: readonly T[], after: readonly T[]) {
  const was = new Map(before.map((one) => [one.id, one]));
  const is = new Map(after.map((one) => [one.id, one]));
  return {
    gone: before.filter(({ id }) => !is.has(id)),
    come: after.filter(({ id }) => !was.has(id)),
    both: after.flatMap((now): readonly (readonly [T, T])[] => {
      const then = was.get(now.id);
      return then === undefined ? [] : [[then, now]];
    }),
  };
}

/** "LABEL: it was A, and is now B."; nothing where both are the same. */
function changed(label: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const quoted = (text: string) => (text === "" ? "nothing" : `“${text}”`);
  return [`${label}: it was ${quoted(before)}, and is now ${quoted(after)}.`];
}

const words = (wording: Wording | null) => (wording === null ? "" : say(wording));

function waysIn(pack: ProtocolPack, { protocol, atLeastFactors }: LevelDatum): string {
  if (protocol === null) return `${atLeastFactors ?? 0} signs or more, and no protocol`;
  return protocol.appliesOn
    .map((rule) => {
      if ("concern" in rule) {
        return `the concern ${words(pack.concerns.find(({ id }) => id === rule.concern)?.name ?? null)}`;
      }
      const found = pack.criteria.find(({ id }) => id === rule.criterion);
      return found === undefined ? "" : `${found.atLeast} or more of ${say(found.name)}`;
    })
    .join(", or ");
}

const waitWords = ({ wait }: LevelDatum) =>
  `${wait.hours} hours${wait.inSchoolHours ? " of school" : ""}`;

function levelChanges(before: ProtocolPack, after: ProtocolPack): readonly string[] {
  const { gone, come, both } = compared(before.levels, after.levels);
  return [
    ...gone.map(
      ({ name }) => `The level ${say(name)} goes. Open cases at it keep it, with their acts.`,
    ),
    ...come.map((level) => `A level is new: ${say(level.name)}, on ${waysIn(after, level)}.`),
    ...both.flatMap(([then, now]) => {
      const label = `The level ${say(then.name)}`;
      const acts = (level: LevelDatum) =>
        (level.protocol?.steps ?? []).map(({ step, words: text }) => `${step}. ${say(text)}`);
      return [
        ...changed(`${label}, its name`, say(then.name), say(now.name)),
        ...changed(`${label}, when it holds`, waysIn(before, then), waysIn(after, now)),
        ...changed(`${label}, to be acknowledged within`, waitWords(then), waitWords(now)),
        ...lost(`${label}, a step`, acts(then), acts(now)),
      ];
    }),
  ];
}

/** Lines that went, and lines that came. */
function lost(
  label: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  return [
    ...before.filter((one) => !after.includes(one)).map((one) => `${label} goes: ${one}`),
    ...after.filter((one) => !before.includes(one)).map((one) => `${label} is new: ${one}`),
  ];
}

function signChanges(before: ProtocolPack, after: ProtocolPack): readonly string[] {
  const of = (
    kind: string,
    list: (pack: ProtocolPack) => readonly (Named & { readonly form: Wording })[],
  ) => {
    const { gone, come, both } = compared(list(before), list(after));
    return [
      ...gone.map(({ form }) => `The Form no longer offers ${kind}: ${say(form)}`),
      ...come.map(({ form }) => `The Form offers ${kind} that is new: ${say(form)}`),
      ...both.flatMap(([then, now]) =>
        changed(`On the Form, ${kind} in other words`, say(then.form), say(now.form)),
      ),
    ];
  };
  const moved = compared(before.factors, after.factors).both.flatMap(([then, now]) =>
    changed(
      `The sign ${say(now.name)} counts elsewhere`,
      words(before.criteria.find(({ id }) => id === then.criterion)?.name ?? null),
      words(after.criteria.find(({ id }) => id === now.criterion)?.name ?? null),
    ),
  );
  return [
    ...of("a sign", ({ factors }) => factors),
    ...moved,
    ...of("a concern", ({ concerns }) => concerns),
    ...of("somebody who confirmed it", ({ confirmers }) => confirmers),
  ];
}

function said(pack: ProtocolPack, sentences: readonly Sentence[]): readonly string[] {
  return sentences.map(
    ({ words: text, from, when }) =>
      `${say(text)} (${whenWords(pack, when)}; ${sourceWords(from)})`,
  );
}

function actChanges(before: ProtocolPack, after: ProtocolPack): readonly string[] {
  const { gone, come, both } = compared(before.acts, after.acts);
  const owed = (pack: ProtocolPack, act: ActDatum) => {
    const { id, alsoWhen } = act;
    const asked = [
      ...pack.levels
        .filter(({ protocol }) => protocol?.steps.some(({ acts }) => acts.includes(id)) === true)
        .map(({ name }) => say(name)),
      ...alsoWhen.map(({ when }) => whenWords(pack, when)),
    ];
    return `${asked.join("; ")}${onlyWhere(pack, act)}`;
  };
  const called = (pack: ProtocolPack, { call }: ActDatum) =>
    call
      .map(({ to, when }) => {
        const agency = pack.agencies.find(({ id }) => id === to);
        return `${agency === undefined ? to : say(agency.inSentence)} (${whenWords(pack, when)})`;
      })
      .join("; ");
  return [
    ...gone.map(
      ({ name }) => `The act “${say(name)}” goes. In open cases it stays, and can be ticked.`,
    ),
    ...come.map((act) => `An act is new: “${say(act.name)}”, owed at: ${owed(after, act)}.`),
    ...both.flatMap(([then, now]) => {
      const label = `The act “${say(then.name)}”`;
      return [
        ...changed(`${label}, its name`, say(then.name), say(now.name)),
        ...changed(`${label}, when it is owed`, owed(before, then), owed(after, now)),
        // That the written report has other hours is said once, of the report itself.
        ...changed(
          `${label}, by when`,
          dueWords({ ...before, writtenReport: after.writtenReport }, then),
          dueWords(after, now),
        ),
        ...changed(`${label}, whom to call`, called(before, then), called(after, now)),
        ...(then.duty === now.duty
          ? []
          : [`${label} ${now.duty ? "is now owed by law" : "is no longer owed by law"}.`]),
        ...((then.lock === null) === (now.lock === null)
          ? []
          : [
              `${label} ${now.lock === null ? "no longer waits" : "now waits before it can be done"}.`,
            ]),
        ...lost(`${label}, a sentence`, said(before, then.what), said(after, now.what)),
      ];
    }),
  ];
}

function otherChanges(before: ProtocolPack, after: ProtocolPack): readonly string[] {
  const numbers = ({ hotlines, emergency, helpLine }: ProtocolPack) =>
    [...hotlines, { ...emergency, id: "emergency" }, ...(helpLine === null ? [] : [helpLine])].map(
      (one) => callWords([{ agency: null, name: say(one.words), phone: one.phone }]),
    );
  const law = ({ statutes }: ProtocolPack) =>
    statutes.map(({ citation, words: text }) => `${citation}: ${say(text)}`);
  const counts = compared(before.criteria, after.criteria).both.flatMap(([then, now]) =>
    changed(`How many of ${say(now.name)} are enough`, `${then.atLeast}`, `${now.atLeast}`),
  );
  return [
    ...counts,
    ...changed(
      "The written report, hours",
      String(before.writtenReport.hours),
      String(after.writtenReport.hours),
    ),
    ...changed("The written report, its form", before.writtenReport.form, after.writtenReport.form),
    ...lost("A number", numbers(before), numbers(after)),
    ...lost("A line of what not to do", said(before, before.doNot), said(after, after.doNot)),
    ...lost("A statute", law(before), law(after)),
  ];
}

/** A sentence for each change; empty where nothing changes for a school. */
export function differences(before: ProtocolPack, after: ProtocolPack): readonly string[] {
  return [
    ...levelChanges(before, after),
    ...signChanges(before, after),
    ...actChanges(before, after),
    ...otherChanges(before, after),
  ];
}
