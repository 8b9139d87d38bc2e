/** The kinds of message about several cases: gathered mails, the morning digest, what changed hands, what waits. */

import type { CaseFile } from "../../case/model/case-file";
import { viewLink } from "../../case/model/case-reference";
import { asksUntilCalled } from "../../case/model/danger";
import { digestFor, isDigestOfToday } from "../../case/reminders/morning-digest";
import type { CaseFacts } from "../../case/views/case-facts";
import { generalViews } from "../../register/saved-views";
import type { Run } from "../../run";
import {
  casesGathered,
  dangersGathered,
  dangersUnanswered,
  mailWaits,
  remindersGathered,
} from "../templates/about-several-cases";
import { staffAndOthers } from "../templates/about-the-desk";
import { contactLeft } from "../templates/contact-left";
import { digest } from "../templates/digest-letter";
import { kind, toCases, type Writing } from "./kind";
import { oneCase, owedCalls } from "./one-case";

const toActor = { to: "actor", inSealed: true } as const;

/** A case that a message names, and what the mail says of it. */
interface Named {
  readonly file: CaseFile;
  readonly facts: CaseFacts;
}

/** The cases that the message names, without closed ones and those that are gone. */
function openCases(
  references: readonly string[],
  writing: Writing,
  run: Run,
  view: { readonly opensChecklist?: boolean } = {},
): readonly Named[] {
  return references.flatMap((reference) => {
    const file = writing.files.get(reference);
    if (file === undefined || file.row.status === "closed") return [];
    return [{ file, facts: oneCase(file, writing, run).facts({ dueFrom: null, ...view }) }];
  });
}

/** The facts of the cases; null for none: then there is nothing to say any more. */
function several(cases: readonly Named[]): { readonly cases: readonly CaseFacts[] } | null {
  return cases.length === 0 ? null : { cases: cases.map(({ facts }) => facts) };
}

/** Kinds of message about several cases at once. */
export const aboutSeveralCases = {
  /** Cases of which a call was ticked meanwhile are left out. */
  "dangers-unanswered": kind(
    "dangers-unanswered",
    { ...toActor, tells: "reminder", danger: "always", again: "answer" },
    dangersUnanswered,
    ({ cases, toAllAgain }, writing, run) => {
      const named = openCases(cases, writing, run).filter(({ file }) => asksUntilCalled(file));
      const found = several(named);
      const link = viewLink(writing.spreadsheetId, generalViews.worstFirst);
      return found === null ? null : { ...found, link, toAllAgain };
    },
  ),
  "dangers-gathered": kind(
    "dangers-gathered",
    { ...toActor, tells: "first", danger: "always" },
    dangersGathered,
    ({ cases }, writing, run) => several(openCases(cases, writing, run)),
  ),
  "cases-gathered": kind(
    "cases-gathered",
    { ...toActor, tells: "first" },
    casesGathered,
    ({ cases }, writing, run) => several(openCases(cases, writing, run)),
  ),
  /** Cases that wait for nothing any more are left out. */
  "reminders-gathered": kind(
    "reminders-gathered",
    { ...toActor, tells: "reminder" },
    remindersGathered,
    (detail, writing, run) => {
      const isOf = (reminder: "case-escalated" | "call-overdue", reference: string) =>
        detail.reminders.includes(`${reminder} ${reference}`);
      const cases = openCases(detail.cases, writing, run)
        .map(({ file: { row }, facts }) => ({
          facts,
          isUnanswered: isOf("case-escalated", facts.reference) && !row.acknowledged,
          isCallOverdue: isOf("call-overdue", facts.reference) && owedCalls(facts).length > 0,
        }))
        .filter(({ isUnanswered: isAsked, isCallOverdue }) => isAsked || isCallOverdue);
      return cases.length === 0 ? null : { cases };
    },
  ),
  /** As things stand now; nothing once the day for which it was queued (district's zone) is over. Throws where `writing.digest` is null. */
  digest: kind(
    "digest",
    { ...toActor, tells: "other", again: "digest" },
    digest,
    ({ date }, { to, spreadsheetId, digest: source }, run) => {
      if (!isDigestOfToday(date, run.now, run.zone)) return null;
      if (source === null) throw new Error("a digest needs the open cases");
      const found = digestFor(to, source, run);
      if (found === null) return null;
      return {
        ...found,
        link: viewLink(spreadsheetId, generalViews.worstFirst),
        stepsLink: viewLink(spreadsheetId, generalViews.steps),
      };
    },
  ),
  "contact-left": kind(
    "contact-left",
    { ...toActor, tells: "other" },
    contactLeft,
    ({ from, others }, writing, run) => ({
      from: staffAndOthers(from, run.directory),
      others,
      link: toCases(writing),
    }),
  ),
  /** Goes out like danger: it says that other mail cannot. */
  "mail-waits": kind(
    "mail-waits",
    { to: "lead", tells: "other", danger: "always", inSealed: false },
    mailWaits,
    (counts) => counts,
  ),
};
