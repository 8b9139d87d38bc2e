/** Finds times of steps that cannot be calculated, and steps whose words name a different time than the script uses. Pure. */

import type { ActDatum, DueTime, ProtocolPack, Wording } from "../../src/protocol/pack";
import { dueTimes, repetitionOf } from "../../src/protocol/pack-queries";
import { say } from "../../src/protocol/wording";
import { numbersIn } from "./numbers-in-text";
import { dueWords } from "./page";
import { placeWords } from "./place-words";

const minutesOfDay = 24 * 60;

/** A time that a sentence names. */
interface Spoken {
  readonly words: string;
  readonly minutes: number;
  readonly isRepeated: boolean;
}

function timesIn(wording: Wording): readonly Spoken[] {
  const text = say(wording);
  const times = numbersIn(text).filter(({ kind }) => kind === "time");
  const counted = times.flatMap(({ said, index, value }): readonly Spoken[] => {
    const [before, after] = [text.slice(0, index), text.slice(index + said.length)];
    // "The last 24 hours" and "twice a day" are not deadlines.
    const isOther = /\b(?:last|past|previous) $/i.test(before) || /^ a day\b/i.test(after);
    // Months have no fixed length, so they are not compared.
    const [, minutes] = /^(\d+) minutes$/.exec(value) ?? [];
    if (minutes === undefined || isOther) return [];
    return [
      { words: said, minutes: Number(minutes), isRepeated: /\bevery (?:\w+ )?$/i.test(before) },
    ];
  });
  const sameDay = [...text.matchAll(/\bsame day\b/gi)];
  return [...counted, ...sameDay.map(([words]) => ({ words, minutes: 0, isRepeated: false }))];
}

/**
 * Every time that the script uses for the step, in minutes. Times that follow school hours are left out, because no document gives those
 * in minutes.
 */
function countedMinutes(pack: ProtocolPack, act: ActDatum): readonly number[] {
  const named: Readonly<Record<string, number>> = {
    "first-hour": 60,
    "same-day": 0,
    "written-report": pack.writtenReport.hours * 60,
  };
  const minutesIn = (time: DueTime): number | undefined => {
    if (typeof time === "string") return named[time];
    if ("days" in time) return time.days * minutesOfDay;
    return "hours" in time ? time.hours * 60 : time.minutes;
  };
  const again = repetitionOf(act)?.days ?? null;
  return [
    ...dueTimes(act).flatMap(({ time }) => minutesIn(time) ?? []),
    ...(again === null ? [] : [again * minutesOfDay]),
  ];
}

/** What to write in the step for a time that its words name. */
function mend({ minutes, isRepeated }: Spoken): string {
  const days = minutes / minutesOfDay;
  if (isRepeated && Number.isInteger(days)) return `repeats: { days: ${days} }`;
  if (minutes === 0) return 'due: "same-day"';
  if (minutes % 60 !== 0) return `due: { minutes: ${minutes} }`;
  return minutes > 72 * 60 && Number.isInteger(days)
    ? `due: { days: ${days} }`
    : `due: { hours: ${minutes / 60} }`;
}

/** Each time that the words name and the step does not have, once. `said`: the words' times; `where`: what to fix it in. */
function* otherTimes(
  pack: ProtocolPack,
  acts: readonly ActDatum[],
  words: readonly Wording[],
  [place, said, where = ""]: readonly [string, string, string?],
): Iterable<string> {
  const counted = acts.flatMap((act) => countedMinutes(pack, act));
  const others = words.flatMap(timesIn).filter(({ minutes }) => !counted.includes(minutes));
  for (const one of new Map(others.map((other) => [other.minutes, other])).values())
    yield `${place}: its words hold “${one.words}”, and ${said}. Write ${mend(one)}${where}, or correct the words.`;
}

/** Lists of times in which some case would find no time, or that depend on something a time cannot depend on. */
function* listProblems(act: ActDatum, place: string): Iterable<string> {
  if (act.due === null || typeof act.due !== "object" || !("length" in act.due)) return;
  const times = dueTimes(act);
  if (times.at(-1)?.when.length !== 0 && act.repeats === null)
    yield `${place}: due: in some cases no time holds. Let the last one have when: [].`;
  if (times.slice(0, -1).some(({ when }) => when.length === 0))
    yield `${place}: due: a time without conditions stands before others, which never count. Put it last.`;
  if (times.length > 1 && times.some(({ time }) => time === "written-report"))
    yield `${place}: due: the written report has one time in every case. Write due: "written-report".`;
  if (times.some(({ when }) => when.some(({ is }) => is === "register-alone")))
    yield `${place}: due: a time is the same wherever its words are read. Take inRegisterAlone out.`;
}

/** Everything that is wrong with the times of a pack. */
export function* timeProblems(pack: ProtocolPack): Iterable<string> {
  for (const [at, act] of pack.acts.entries()) {
    const place = placeWords(pack, ["acts", String(at)]);
    yield* listProblems(act, place);
    const own = dueWords(pack, act);
    const said = own === "" ? "no time is counted for it" : `what is counted is: ${own}`;
    // A time in a sentence from law or practice is not a deadline of the document.
    const sentences = [...act.what, ...(act.inMail ?? [])].filter(({ from }) => "lines" in from);
    const words = sentences.map((sentence) => sentence.words);
    yield* otherTimes(pack, [act], words, [place, said]);
  }
  for (const [at, { protocol }] of pack.levels.entries()) {
    for (const [step, { words, acts }] of (protocol?.steps ?? []).entries()) {
      const own = pack.acts.filter(({ id }) => acts.includes(id));
      const place = placeWords(pack, ["levels", `${at}`, "protocol", "steps", `${step}`]);
      const said = `none of its acts (${acts.join(", ")}) has that time`;
      yield* otherTimes(pack, own, [words], [place, said, " in the act"]);
    }
  }
}
