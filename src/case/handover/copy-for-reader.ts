/**
 * Copies a sealed case, with its reports and records, into the file of the other reader of sealed cases, because the first reader has not
 * answered. Pure (design 2.11).
 */

import { type Append, type Change, joinChanges, noChange } from "../../register/change";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { viewsOfCase } from "../../register/saved-views";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { actCells } from "../cells/act-cells";
import { caseCells } from "../cells/case-cells";
import { type Copying, emptyLike, withCells } from "../cells/cell-policy";
import { cellOfBoth } from "../duplicates/merge-cases";
import { freeTabs } from "../edits/record-rows";
import { growCase, withDerivedCells } from "../lifecycle/open-case";
import { message } from "../messages/message";
import { type CaseFile, changeOfCase } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { combineFacts } from "../model/combined-facts";

/** The tabs whose rows are copied with a case. */
const followers = ["reports", ...freeTabs] as const;

/** The rows that the other file does not have yet, under the case's reference there. */
function followersOf(
  reference: string,
  copy: string,
  from: Snapshot,
  into: Snapshot,
): readonly Append[] {
  return followers.flatMap((tab) => {
    const known = new Set(rowsOf(into, tab).map(({ key }) => key));
    return rowsOf(from, tab).flatMap(({ key, values }): readonly Append[] =>
      values.case === reference && key !== "" && !known.has(key)
        ? [{ tab, row: { ...values, case: copy } }]
        : [],
    );
  });
}

/** The reference of the copy in the other file, found by a report that both have; null if there is no copy yet. */
export function copyInFile(reference: string, from: Snapshot, into: Snapshot): string | null {
  const responses = new Set(
    rowsOf(from, "reports").flatMap(({ values }) =>
      values.case === reference ? (values.response ?? []) : [],
    ),
  );
  const found = rowsOf(into, "reports").find(({ values }) => responses.has(values.response ?? ""));
  return found?.values.case ?? null;
}

/** A new copy. Acts that are done stay done; nobody has acknowledged the copy yet. */
function bornAs({ row, acts }: CaseFile, copying: Copying): CaseFile {
  const { reference, context } = copying;
  const ofCase = (key: keyof CaseRow) => {
    const { copy } = caseCells()[key];
    if (typeof copy === "function") return copy(copying);
    if (copy === "now") return context.now;
    return copy === "anew" ? emptyLike(row[key]) : undefined;
  };
  const ofAct = (act: ChecklistRow) => (key: keyof ChecklistRow) => {
    const { copy } = actCells[key];
    if (typeof copy === "function") return copy(act, reference);
    return copy === "anew" ? emptyLike(act[key]) : undefined;
  };
  const copy = {
    row: withCells(caseCells(), row, ofCase),
    acts: acts.map((act) => withCells(actCells, act, ofAct(act))),
  };
  return withDerivedCells(copy, null, context);
}

/** A copy that exists, with what its source knows by now. The first agency has to be called again, and the copy acknowledged anew. */
function broughtUp(copy: CaseFile, source: CaseFile, { context }: Copying): CaseFile {
  const both = { target: copy.row, source: source.row };
  const row = withCells(caseCells(), copy.row, (key) => {
    const { copy: has } = caseCells()[key];
    if (has === "both") return cellOfBoth(key, both, context);
    if (has === "most") return Math.max(Number(copy.row[key]), Number(source.row[key]));
    return has === "now" ? context.now : undefined;
  });
  const knowledge = combineFacts(context.pack, copy.row, source.row);
  return growCase(copy, { ...copy, row }, { knowledge, report: null, callsAgain: true }, context)
    .file;
}

/**
 * The change to the other file, and the copy. `before`: the copy that is there already, or null. `from` and `into`: reads of both files
 * with all columns of Reports, Plan, Log and Disclosures.
 */
export function copyForReader(
  source: CaseFile,
  before: CaseFile | null,
  from: Snapshot,
  into: Snapshot,
  copying: Copying,
): { readonly change: Change; readonly file: CaseFile } {
  const file = before === null ? bornAs(source, copying) : broughtUp(before, source, copying);
  const { reader, reference, context } = copying;
  const own = referenceOfCase(source.row);
  const change = joinChanges(
    {
      ...noChange,
      ...changeOfCase(before, file),
      views: before === null ? viewsOfCase(reference) : [],
      messages: [
        message(
          "case-escalated",
          { notAnswered: source.row.readBy === null ? [] : [source.row.readBy] },
          {
            id: `${reference} copied ${context.now.toString(36)} ${reader.email}`,
            to: reader.email,
            case: reference,
          },
        ),
      ],
      activity: [
        {
          at: context.now,
          who: "automation",
          what: "case-copied",
          case: reference,
          to: reader.role,
        },
      ],
    },
    { ...noChange, append: followersOf(own, reference, from, into) },
  );
  return { change, file };
}
