/**
 * Copies a sealed case, with its reports and records, into the file of the other reader of sealed cases, because the first reader has not
 * answered. Pure (design 2.11).
 */

import type { Person } from "../../district/district";
import { union } from "../../lists";
import { type Append, type Change, joinChanges, noChange } from "../../register/change";
import { rowsOf, type Snapshot } from "../../register/read-register";
import { heldBoth } from "../duplicates/merge-cases";
import { freeTabs } from "../edits/record-rows";
import { type CaseContext, growCase, withDerivedCells } from "../lifecycle/open-case";
import { message } from "../messages/message";
import { type CaseFile, caseView, changeOfCase } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { combineFacts } from "../model/combined-facts";
import { dangerOfBoth } from "../model/danger";
import { ownStaffAnswerOfBoth } from "../model/staff-concern";

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

/** Whose the copy is, and under which reference. */
export interface Copying {
  readonly reader: Person;
  readonly reference: string;
  readonly context: CaseContext;
}

/** A new copy. Acts that are done stay done; nobody has acknowledged the copy yet. */
function bornAs(source: CaseFile, { reader, reference, context }: Copying): CaseFile {
  const { row } = source;
  const own = referenceOfCase(row);
  return withDerivedCells(
    {
      row: {
        ...row,
        case: reference,
        contact: reader.email,
        contactRole: reader.role,
        readBy: reader.role,
        acknowledged: false,
        acknowledgedBy: null,
        acknowledgedAt: null,
        asked: [],
        dangerAsked: null,
        givenAt: context.now,
        copiedAt: context.now,
        possibleMatch: [],
        sameStudentAs: null,
        notSameStudentAs: [],
        mergedInto: null,
        merging: null,
        earlierCase: null,
        // The first file tells the reporters that their report was taken on: they must be told only once.
        toTell: [],
        checklistRows: null,
      },
      acts: source.acts.map((act) => ({
        ...act,
        row: `${reference}${(act.row ?? "").slice(own.length)}`,
        case: reference,
        reminded: [],
      })),
    },
    null,
    context,
  );
}

/** A copy that exists, with what its source knows by now. The first agency has to be called again, and the copy acknowledged anew. */
function broughtUp(copy: CaseFile, source: CaseFile, { context }: Copying): CaseFile {
  const row = {
    ...copy.row,
    ...dangerOfBoth(copy.row, source.row),
    ...heldBoth(copy.row, source.row, context),
    legalHold: copy.row.legalHold || source.row.legalHold,
    reports: Math.max(copy.row.reports ?? 0, source.row.reports ?? 0),
    staffMayBeInvolved: ownStaffAnswerOfBoth(copy.row, source.row),
    excluded: union(copy.row.excluded, source.row.excluded),
    mainCase: copy.row.mainCase ?? source.row.mainCase,
    copiedAt: context.now,
  };
  const knowledge = combineFacts(context.pack, copy.row, source.row);
  return growCase(copy, { ...copy, row }, knowledge, context, null, true).file;
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
      views: before === null ? [caseView(reference)] : [],
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
