/** Times of acts that cannot be counted, and acts whose words hold another time than the one that the desk counts. Pure. */
import {
  type CountedTime,
  countedTime,
  dueTimes,
  repetitionOf,
} from "../../../src/protocol/act-times";
import type { ActDatum, ProtocolPack, Sentence, Wording } from "../../../src/protocol/pack";
import { say } from "../../../src/protocol/wording";
import { dueWords } from "../decision-table";
import { placeWords } from "../place-words";

const numbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  "twenty-four": 24,
  thirty: 30,
  "thirty-six": 36,
  "forty-eight": 48,
  sixty: 60,
  "seventy-two": 72,
  ninety: 90,
};

/** Minutes of a unit. */
const units: Readonly<Record<string, number>> = {
  minute: 1,
  hour: 60,
  day: 24 * 60,
  week: 7 * 24 * 60,
};

/** A number with a unit of time; what came before, and how often in a day, is no deadline. */
const spoken = new RegExp(
  `(?<!\\b(?:last|past|previous) )\\b(\\d+|${Object.keys(numbers).join("|")})[ -](?:school |business |working |calendar )?(minute|hour|day|week)s?\\b(?! a day)`,
  "gi",
);

/** A time as it stands in words. */
interface Spoken {
  readonly words: string;
  readonly minutes: number;
  readonly isRepeated: boolean;
}

function timesIn(wording: Wording): readonly Spoken[] {
  const text = say(wording);
  const counted = [...text.matchAll(spoken)].flatMap((found): readonly Spoken[] => {
    const [words, number = "", unit = ""] = found;
    const count = numbers[number.toLowerCase()] ?? Number(number);
    const isRepeated = /\bevery (?:\w+ )?$/i.test(text.slice(0, found.index));
    return [{ words, minutes: count * (units[unit.toLowerCase()] ?? 0), isRepeated }];
  });
  const sameDay = /\bsame day\b/i.exec(text);
  return sameDay === null
    ? counted
    : [...counted, { words: sameDay[0], minutes: 0, isRepeated: false }];
}

const minutesOf = ({ in: unit, count }: CountedTime) =>
  unit === "minutes" ? count : count * (units["day"] ?? 0);

/** Every time that the desk counts for the act, in minutes. */
function countedMinutes(pack: ProtocolPack, act: ActDatum): readonly number[] {
  const again = repetitionOf(act)?.days ?? null;
  return [
    ...dueTimes(act).flatMap(({ time }) =>
      time === "at-once" ? [] : [minutesOf(countedTime(pack, time))],
    ),
    ...(again === null ? [] : [again * (units["day"] ?? 0)]),
  ];
}

/** What to write in the act for a time of its words. */
function mend({ minutes, isRepeated }: Spoken): string {
  const days = minutes / (units["day"] ?? 1);
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
function listProblems(pack: ProtocolPack, act: ActDatum, at: number): readonly string[] {
  if (act.due === null || typeof act.due !== "object" || !("length" in act.due)) return [];
  const place = `${placeWords(pack, ["acts", String(at)])}: due`;
  const times = dueTimes(act);
  const last = times[times.length - 1];
  const conditions = times.flatMap(({ when }) => when);
  return [
    ...(last === undefined || last.when.length > 0
      ? [`${place}: in some cases no time holds. Let the last one have when: [].`]
      : []),
    ...(times.slice(0, -1).some(({ when }) => when.length === 0)
      ? [
          `${place}: a time without conditions stands before others, which never count. Put it last.`,
        ]
      : []),
    ...(times.length > 1 && times.some(({ time }) => time === "written-report")
      ? [`${place}: the written report has one time in every case. Write due: "written-report".`]
      : []),
    ...(conditions.some(({ is }) => is === "register-alone")
      ? [`${place}: a time is the same wherever its words are read. Take inRegisterAlone out.`]
      : []),
  ];
}

/** Everything that is wrong with the times of a pack. */
export function timeProblems(pack: ProtocolPack): string[] {
  const lists = pack.acts.flatMap((act, at) => listProblems(pack, act, at));
  if (lists.length > 0) return lists;
  const acts = pack.acts.flatMap((act, at) => actTimes(pack, act, at));
  return [...acts, ...(acts.length > 0 ? [] : stepTimes(pack))];
}
