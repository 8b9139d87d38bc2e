/** This script beside the usual one: the same week, the same faults. */
import { sentMail } from "../../workspace/services/mail/index";
import { DeskSide } from "./desk-side";
import { type Outcome, outcomeOf } from "./outcome";
import { playWeek, type Side } from "./side";
import { UsualSide } from "./usual-side";
import { type WeekSize, week, weekStart, wholeWeek } from "./week";

export interface Comparison {
  readonly week: WeekSize;
  /** This script, then the usual one. */
  readonly outcomes: readonly [Outcome, Outcome];
}

function playedThrough(side: Side, size: WeekSize): Outcome {
  const ends = playWeek(side, week(size));
  return outcomeOf(side, ends, sentMail(side.workspace.store).length);
}

/** Plays both. */
export function compared(dist: string, size: WeekSize = wholeWeek): Comparison {
  const desk = playedThrough(new DeskSide(dist, weekStart), size);
  const usual = playedThrough(new UsualSide(Date.parse(weekStart)), size);
  return { week: size, outcomes: [desk, usual] };
}

/** A line for each number, this script's first. */
export function comparisonText({ week: size, outcomes }: Comparison): readonly string[] {
  const [desk, usual] = outcomes;
  return [
    `${size.reports} reports on ${size.students} students; this script, then the usual one:`,
    ...Object.entries(usual).map(([key, number]) => `${key}: ${Reflect.get(desk, key)}, ${number}`),
  ];
}
