/** Times of acts that cannot be counted, and acts whose words hold another time than the one that the desk counts. Pure. */
import {
  type CountedTime,
  countedTime,
  dueTimes,
  repetitionOf,
} from "../../src/protocol/act-times";
import type { ActDatum, ProtocolPack, Sentence, Wording } from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";
import { timesSaid } from "./numbers-in-text";
import { dueWords } from "./page";
import { placeWords } from "./place-words";

const minutesOfDay = 24 * 60;

/** A time as it stands in words. */
interface Spoken {
  readonly words: string;
  readonly minutes: number;
  readonly isRepeated: boolean;
}

function timesIn(wording: Wording): readonly Spoken[] {
  const text = say(wording);
  const counted = timesSaid(text).flatMap(({ said, index, minutes }): readonly Spoken[] => {
    const [before, after] = [text.slice(0, index), text.slice(index + said.length)];
    // What came before, and how often in a day, is no deadline.
    const isOther = /\b(?:last|past|previous) $/i.test(before) || /^ a day\b/i.test(after);
    if (minutes === null || isOther) return [];
    return [{ words: said, minutes, isRepeated: /\bevery (?:\w+ )?$/i.test(before) }];
  });
  const sameDay = /\bsame day\b/i.exec(text);
  return sameDay === null
    ? counted
    : [...counted, { words: sameDay[0], minutes: 0, isRepeated: false }];
}

/** None for a time that goes by the school's hours, which no document puts into minutes. */
const minutesOf = ({ in: unit, count }: CountedTime): readonly number[] => {
  if (unit === "minutes" || unit === "days")
    return [unit === "minutes" ? count : count * minutesOfDay];
  return [];
};

/** Every time that the desk counts for the act, in minutes. */
function countedMinutes(pack: ProtocolPack, act: ActDatum): readonly number[] {
  const again = repetitionOf(act)?.days ?? null;
  return [
    ...dueTimes(act).flatMap(({ time }) =>
      time === "at-once" ? [] : minutesOf(countedTime(pack, time)),
    ),
    ...(again === null ? [] : [again * minutesOfDay]),
  ];
}

/** What to write in the act for a time of its words. */
function mend({ minutes, isRepeated }: Spoken): string {
  const days = minutes / minutesOfDay;
  if (isRepeated && Number.isInteger(days)) return `repeats: { days: ${days} }`;
  if (minutes === 0) return 'due: "same-day"';
  if (minutes % 60 !== 0) return `due: { minutes: ${minutes} }`;
  return minutes > 72 * 60 && Number.isInteger(days)
    ? `due: { days: ${days} }`
    : `due: { hours: ${minutes / 60} }`;
}

/** Whether the words come from the document. What a law or practice says of time is no deadline of the document's. */
const isOfDocument = ({ from }: Sentence) => "lines" in from;

function actTimes(pack: ProtocolPack, act: ActDatum, at: number): readonly string[] {
  const counted = countedMinutes(pack, act);
  const sentences = [...act.what, ...(act.inMail ?? [])].filter(isOfDocument);
  const others = sentences
    .flatMap(({ words }) => timesIn(words))
    .filter(({ minutes }) => !counted.includes(minutes));
  const own = dueWords(pack, act);
  const said = own === "" ? "no time is counted for it" : `what is counted is: ${own}`;
  return [...new Map(others.map((one) => [one.minutes, one])).values()].map(
    (one) =>
      `${placeWords(pack, ["acts", String(at)])}: its words hold “${one.words}”, and ${said}. Write ${mend(one)}, or correct the words.`,
  );
}

/** A step whose words hold a time that none of its acts has. */
function stepTimes(pack: ProtocolPack): readonly string[] {
  return pack.levels.flatMap(({ protocol }, at) =>
    (protocol?.steps ?? []).flatMap(({ words, acts }, step) => {
      const own = pack.acts.filter(({ id }) => acts.includes(id));
      const counted = own.flatMap((act) => countedMinutes(pack, act));
      return timesIn(words)
        .filter(({ minutes }) => !counted.includes(minutes))
        .map(
          (one) =>
            `${placeWords(pack, ["levels", String(at), "protocol", "steps", String(step)])}: its words hold “${one.words}”, and none of its acts (${acts.join(", ")}) has that time. Write ${mend(one)} in the act, or correct the words.`,
        );
    }),
  );
}

/** A list of times of which some case would have none, or that hangs on what no time can. */
function* listProblems(pack: ProtocolPack, act: ActDatum, at: number): Iterable<string> {
  if (act.due === null || typeof act.due !== "object" || !("length" in act.due)) return;
  const place = `${placeWords(pack, ["acts", String(at)])}: due`;
  const times = dueTimes(act);
  if (times.at(-1)?.when.length !== 0 && act.repeats === null)
    yield `${place}: in some cases no time holds. Let the last one have when: [].`;
  if (times.slice(0, -1).some(({ when }) => when.length === 0))
    yield `${place}: a time without conditions stands before others, which never count. Put it last.`;
  if (times.length > 1 && times.some(({ time }) => time === "written-report"))
    yield `${place}: the written report has one time in every case. Write due: "written-report".`;
  if (times.some(({ when }) => when.some(({ is }) => is === "register-alone")))
    yield `${place}: a time is the same wherever its words are read. Take inRegisterAlone out.`;
}

/** Everything that is wrong with the times of a pack. */
export function timeProblems(pack: ProtocolPack): readonly string[] {
  return [
    ...pack.acts.flatMap((act, at) => [...listProblems(pack, act, at), ...actTimes(pack, act, at)]),
    ...stepTimes(pack),
  ];
}
