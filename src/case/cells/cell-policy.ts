/** The types of the table of cells (case-cells), and the policies that several cells share. */

import type { Report } from "../../form/report";
import { union } from "../../lists";
import type { Value } from "../../register/columns";
import type { CaseRow } from "../../register/tabs";
import type { Asked } from "../assignment/responsible-person";
import type { EditRun } from "../edits/who-may-act";
import type { ReviewReason } from "../facts/review-reasons";
import type { CaseContext } from "../steps/deadlines";
import type { CaseRule } from "./edit-rules";

/** The cells that only a sealed case has: who reads it, whom it is kept from, and the student's case in the main register (design 2.11). */
export type Sealed = Pick<CaseRow, "readBy" | "excluded" | "mainCase">;

/** A report on its way into a case, with what was found out about it. */
export interface Arrival {
  readonly report: Report;
  /** When it was sent; milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** As the Schools tab writes it, if the school is known there; else as the report has it. */
  readonly school: string | null;
  /** Who is responsible for the case, if it is assigned to no one. */
  readonly contact: Asked;
  /** Who is told of a new case in their place, while they are away. Left out: they are there. */
  readonly told?: Asked;
  readonly reviewReasons: readonly ReviewReason[];
  /** Null in the main register. */
  readonly sealed: Sealed | null;
  readonly context: CaseContext;
}

/** Two cases about one student, of which `source` was merged into `target`. */
export interface Both {
  readonly target: CaseRow;
  readonly source: CaseRow;
  /** The protocol of the target case, and the district's zone. */
  readonly context: ContextOfBoth;
}
export type ContextOfBoth = Pick<CaseContext, "pack" | "zone">;

/**
 * What the target of a merge shows of two values. `facts`: what the reports of both say (`combineFacts`). `either`: its own, or if it has none
 * the other's.
 */
type Merging<V> =
  | "facts"
  | (V extends readonly string[]
      ? "union"
      : V extends boolean
        ? "any"
        : V extends number
          ? "sum" | "earliest"
          : V extends string
            ? "either"
            : never);

/** What an approval or a reason ends with: a new report, rise or merge; opening the case again; asking for an acknowledgement anew. */
export type Ending = "news" | "reopening" | "asked-anew";

/** How a cell is edited. Without a rule, whatever is typed is accepted. */
export interface Editing<Row, Rule> {
  readonly rule?: Rule;
  /** What is stored for what was typed. */
  readonly stored?: (value: Value, row: Row, run: EditRun) => Value;
  /** Further cells that an accepted edit writes. `row`: with the edit. */
  readonly alsoWrites?: (
    edit: { readonly value: Value; readonly accepted: Value },
    row: Row,
    run: EditRun,
  ) => Partial<Row>;
  /** True: a refused value empties the cell, since typing it said that the old value no longer holds. Left out: the old value is restored. */
  readonly refusalEmpties?: true;
  /** Still written after the case was merged into another one. The people of that case would not see anything else. */
  readonly afterMerge?: true;
}

/** A cell of the row of a case. */
export interface CaseCell<V extends Value = Value> {
  readonly edit?: Editing<CaseRow, CaseRule>;
  /** What a report makes of it, the first or a later one. Left out: nothing. */
  readonly report?: (arrival: Arrival, mine: CaseRow) => V;
  /** Left out: each case shows its own. */
  readonly merge?: Merging<V> | ((both: Both) => V);
  readonly ends?: readonly Ending[];
  /** The name under which Activity lists that the system emptied it. */
  readonly endedAs?: string;
}

const texts = (value: Value) => (Array.isArray(value) ? value : []);

/** What the target of a merge shows of two values. */
export function mergeValues(
  merging: Exclude<CaseCell["merge"], undefined | ((both: Both) => Value)>,
  mine: Value,
  theirs: Value,
): Value {
  switch (merging) {
    case "either":
      return mine ?? theirs;
    case "union":
      return union<string>(texts(mine), texts(theirs));
    case "any":
      return mine === true || theirs === true;
    case "sum":
      return Number(mine) + Number(theirs);
    case "earliest":
      return mine === null || theirs === null
        ? (mine ?? theirs)
        : Math.min(Number(mine), Number(theirs));
    // The facts are worked out all together.
    case "facts":
      return mine;
  }
}
