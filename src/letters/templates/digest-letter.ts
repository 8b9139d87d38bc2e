/**
 * The morning digest as a mail: what is late and what is due today, by case reference. Each person gets one a day, never one for each row.
 */

import type { DigestCase, DigestInput } from "../../case/reminders/digest-case";
import type { Callee } from "../../protocol/agencies";
import { dayWords, startOfDay, whenWords, type ZoneOffset } from "../../time";
import {
  button,
  calleeLine,
  dash,
  heading,
  itemBlock,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
} from "../format/letter";

/** A mail lists at most so many: mail programs would cut more off, and nobody would read it. */
const longestList = 30;

/** The digest of one person, the most pressing case first. */
export function digest(input: DigestInput): Letter {
  const { cases, elsewhere, zone } = input;
  const shown = cases.slice(0, longestList);
  const urgent = shown.flatMap((one) =>
    underCase(`Case ${one.reference}: not later than today`, urgentBlocks(one, input)),
  );
  const others = shown.flatMap((one) =>
    underCase(`Case ${one.reference}`, otherBlocks(one, input)),
  );
  return mailOf("Student safety: what is due today", [
    "Here is what is due today, and what is late.",
    ...urgent,
    ...others,
    ...more(cases.length),
    ...(elsewhere.length === 0 ? [] : [heading("Elsewhere, more than a day late")]),
    ...elsewhere
      .slice(0, longestList)
      .map(({ reference, late, since }) =>
        dash(
          `Case ${reference}: ${late} ${late === 1 ? "act" : "acts"}, since ${dayWords(since, zone)}`,
        ),
      ),
    ...more(elsewhere.length),
    heading("In the register"),
    "What was done since this was written may still be listed.",
    ...(cases.some(({ writtenReports }) => writtenReports.length > 0)
      ? [
          "A reporter's own written report: tick in the Reports tab that the reporter confirmed it, or that the reporter cannot be asked.",
        ]
      : []),
    button("Open cases, worst first", input.link),
    button("Open steps", input.stepsLink),
    notAsMail,
  ]);
}

function underCase(title: string, blocks: readonly Part[]): readonly Part[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}

/** The words for when something is due. Between its due time and `lateFrom` it is due now, after that late. */
function due(
  what: string,
  at: number,
  { now, zone }: DigestInput,
  {
    calls = [],
    lateFrom = at,
  }: { readonly calls?: readonly Callee[]; readonly lateFrom?: number } = {},
): Part {
  const words =
    at > now
      ? `${what}, by ${whenWords(at, zone)}`
      : lateFrom > now
        ? `Now: ${what}`
        : `Late: ${what}, was due ${whenWords(at, zone)}`;
  return itemBlock(
    "-",
    [words],
    calls.map((who) => calleeLine(who)),
  );
}

/** What cannot wait until tomorrow: acknowledging the case, calls, acts of the first hour, and written reports. */
function urgentBlocks(one: DigestCase, input: DigestInput): readonly Part[] {
  return [
    ...(one.unacknowledged === null
      ? []
      : [
          dash(
            `${one.unacknowledged === "late" ? "Late" : "Now"}: tick Acknowledged in the case row`,
          ),
        ]),
    ...one.acts
      .filter(({ cannotWait }) => cannotWait)
      .map(({ name, dueAt, ...more }) => due(name, dueAt, input, more)),
    ...one.writtenReports.map((at) =>
      due("A reporter's own written report (not confirmed)", at, input),
    ),
  ];
}

/** Everything else that is due. */
function otherBlocks(one: DigestCase, input: DigestInput): readonly Part[] {
  const { now, zone } = input;
  return [
    ...one.acts
      .filter(({ cannotWait }) => !cannotWait)
      .map(({ name, dueAt, isPlanned }) =>
        isPlanned ? dash(plannedWords(name, dueAt, now, zone)) : due(name, dueAt, input),
      ),
    ...(one.checkIn === null ? [] : [dash(plannedWords("Check-in", one.checkIn, now, zone))]),
    ...(one.hold === null
      ? []
      : [
          dash(
            one.hold <= now
              ? `The hold ended ${whenWords(one.hold, zone)}: what waited for it goes on`
              : `The hold ends ${whenWords(one.hold, zone)}. Ask the agency that asked for it if it has to go on`,
          ),
        ]),
    ...(one.handOver === null ? [] : [dash(handOverWords[one.handOver])]),
  ];
}

/** What comes again is planned for a day, and late once that day is over. `at`: milliseconds UTC. */
function plannedWords(what: string, at: number, now: number, zone: ZoneOffset): string {
  const words = `planned for ${dayWords(at, zone)}`;
  return at < startOfDay(now, zone) ? `Late: ${what}, was ${words}` : `${what}, ${words}`;
}

const handOverWords = {
  from: "The other school has not received this case yet, so it is still yours. Ask them to write the day in “Hand-over received on”",
  to: "This case is being handed over to your school. Speak with the contact there, then write the day in “Hand-over received on”",
} as const;

function more(count: number): readonly Part[] {
  return count <= longestList
    ? []
    : [`And ${count - longestList} more: see the Cases tab, sorted by Next due.`];
}
