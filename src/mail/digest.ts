/** The morning's one mail to a person: what is late and what is due today, by case reference; never a mail per row. */

import type { DigestCase, DigestInput } from "../case/digest";
import type { Callee } from "../protocol/engine";
import { dayWords, startOfDay, whenWords, type ZoneOffset } from "../time";
import {
  calleeLine,
  dash,
  heading,
  itemBlock,
  type Letter,
  mailOf,
  type Part,
  small,
  toRegister,
} from "./letter";

/** More would be cut off by mail readers, and read by nobody. */
const longestList = 40;

export function digest(input: DigestInput): Letter {
  const { cases, elsewhere, zone } = input;
  return mailOf("Student safety: what is due today", [
    "Here is what is due today, and what is late.",
    ...cases
      .slice(0, longestList)
      .flatMap((one) => [heading(`Case ${one.reference}`), ...caseBlocks(one, input)]),
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
    "What was done since this was written may be listed still.",
    ...(cases.some(({ writtenReports }) => writtenReports.length > 0)
      ? [
          "A line about a reporter's own written report ends in the Reports tab: tick that the reporter confirmed it, or that the reporter cannot be asked.",
        ]
      : []),
    toRegister(input.link),
    small(
      "What you have to say about a case belongs in the register, not in an answer to this mail.",
    ),
    small("This is not legal advice."),
  ]);
}

function caseBlocks(one: DigestCase, { now, zone }: DigestInput): readonly Part[] {
  const due = (what: string, at: number, calls: readonly Callee[] = []) =>
    itemBlock(
      "-",
      [
        at <= now
          ? `Late: ${what}, was due ${whenWords(at, zone)}`
          : `${what}, by ${whenWords(at, zone)}`,
      ],
      calls.map((who) => calleeLine(who)),
    );
  return [
    ...(one.unacknowledged ? [dash("Late: tick Acknowledged in the case row")] : []),
    ...one.acts.map(({ name, calls, dueAt }) => due(name, dueAt, calls)),
    ...(one.checkIn === null ? [] : [dash(checkInWords(one.checkIn, now, zone))]),
    ...one.writtenReports.map((at) => due("A reporter's own written report (not confirmed)", at)),
    ...(one.hold === null
      ? []
      : [
          dash(
            one.hold <= now
              ? `The hold ended ${whenWords(one.hold, zone)}: what waited for it goes on`
              : `The hold ends ${whenWords(one.hold, zone)}. Ask the agency that asked for it whether it has to go on`,
          ),
        ]),
    ...(one.handOver === null ? [] : [dash(handOverWords[one.handOver])]),
  ];
}

/** A check-in is planned for a day: it is late once that day is over. */
function checkInWords(day: number, now: number, zone: ZoneOffset): string {
  const words = `planned for ${dayWords(day, zone)}`;
  return day < startOfDay(now, zone) ? `Late: Check-in, was ${words}` : `Check-in, ${words}`;
}

const handOverWords = {
  from: "The hand-over is not received yet, and the case is still yours. Ask the other school: the day goes into “Hand-over received on”",
  to: "This case is being handed over to your school. Speak with the contact who hands it over, then write the day in “Hand-over received on”",
} as const;

function more(count: number): readonly Part[] {
  return count <= longestList
    ? []
    : [`And ${count - longestList} more: see the Cases tab, sorted by Next due.`];
}
