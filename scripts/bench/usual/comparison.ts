/** This script beside the usual one: the same week, the same faults, and what a report, an edit and an idle hour cost. */
import { sentMail } from "../../workspace/services/mail/index";
import { allCosts, type Costs, moments } from "./costs";
import { DeskSide } from "./desk-side";
import { type Outcome, outcomeOf } from "./outcome";
import { playWeek, type Side } from "./side";
import { UsualSide } from "./usual-side";
import { type WeekSize, week, weekStart, wholeWeek } from "./week";

export interface Comparison {
  readonly week: WeekSize;
  /** This script, then the usual one. */
  readonly outcomes: readonly [Outcome, Outcome];
  readonly costs: readonly Costs[];
}

function playedThrough(side: Side, size: WeekSize): Outcome {
  const ends = playWeek(side, week(size));
  return outcomeOf(side, ends, sentMail(side.workspace.store).length);
}

/** Plays both. `sizes`: how many cases there were before, for the costs. */
export function compared(
  dist: string,
  size: WeekSize = wholeWeek,
  sizes: readonly number[] = [0, 500, 2_000],
): Comparison {
  const desk = playedThrough(new DeskSide(dist, weekStart), size);
  const usual = playedThrough(new UsualSide(Date.parse(weekStart)), size);
  return { week: size, outcomes: [desk, usual], costs: allCosts(dist, sizes) };
}

/** A line for each number, this script's first. */
export function comparisonText({ week: size, outcomes, costs }: Comparison): readonly string[] {
  const [desk, usual] = outcomes;
  const kinds = ["calls", "cells", "bytes", "seconds"] as const;
  return [
    `${size.reports} reports on ${size.students} students; this script, then the usual one:`,
    ...Object.entries(usual).map(([key, number]) => `${key}: ${Reflect.get(desk, key)}, ${number}`),
    ...costs.flatMap(({ side, cases, of }) =>
      moments.map((moment) => {
        const parts = kinds.map((kind) => `${of[moment][kind]} ${kind}`);
        return `${moment} with ${cases} cases, ${side}: ${parts.join(", ")}`;
      }),
    ),
  ];
}
