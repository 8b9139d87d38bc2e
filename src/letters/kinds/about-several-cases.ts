/** The kinds of message about several cases: gathered mails, the morning digest, what changed hands, what waits. */

import type { CaseFile } from "../../case/model/case-file";
import { viewLink } from "../../case/model/case-reference";
import { asksUntilCalled } from "../../case/model/danger";
import { digestFor, isDigestOfToday } from "../../case/reminders/morning-digest";
import { isUnanswered } from "../../case/reminders/unanswered-danger";
import type { CaseFacts } from "../../case/views/case-facts";
import { once } from "../../once";
import { generalViews } from "../../register/saved-views";
import {
  casesGathered,
  dangersGathered,
  dangersUnanswered,
  dangersWithoutCall,
  mailWaits,
  remindersGathered,
  type SeveralDangers,
} from "../templates/about-several-cases";
import { staffAndOthers } from "../templates/about-the-desk";
import { contactLeft } from "../templates/contact-left";
import { digest } from "../templates/digest-letter";
import { kind, toCases, type WritingContext } from "./kind";
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
  context: WritingContext,
  opensChecklist = false,
): readonly Named[] {
  return references.flatMap((reference) => {
    const file = context.files.get(reference);
    if (file === undefined || file.row.status === "closed") return [];
    return [{ file, facts: oneCase(file, context).facts({ dueFrom: null, opensChecklist }) }];
  });
}

/** The facts of the cases; null for none: then there is nothing to say any more. */
function several(cases: readonly Named[]): { readonly cases: readonly CaseFacts[] } | null {
  return cases.length === 0 ? null : { cases: cases.map(({ facts }) => facts) };
}

function severalDangers(cases: readonly Named[], context: WritingContext): SeveralDangers | null {
  const found = several(cases);
  return found === null
    ? null
    : { ...found, link: viewLink(context.spreadsheetId, generalViews.worstFirst) };
}

function makeAboutSeveralCases() {
  return {
    /** Cases that somebody has answered meanwhile are left out. */
    "dangers-unanswered": kind(
      "dangers-unanswered",
      { ...toActor, tells: "reminder", danger: "always", again: "answer" },
      dangersUnanswered,
      ({ cases }, context) =>
        severalDangers(
          openCases(cases, context).filter(({ file }) => isUnanswered(file)),
          context,
        ),
    ),
    /** Cases of which a call was ticked meanwhile are left out. */
    "dangers-without-call": kind(
      "dangers-without-call",
      { ...toActor, tells: "reminder", danger: "always", again: "call" },
      dangersWithoutCall,
      ({ cases, toAllAgain }, context) => {
        const named = openCases(cases, context, true).filter(({ file }) => asksUntilCalled(file));
        const found = severalDangers(named, context);
        return found === null ? null : { ...found, toAllAgain };
      },
    ),
    "dangers-gathered": kind(
      "dangers-gathered",
      { ...toActor, tells: "first", danger: "always" },
      dangersGathered,
      ({ cases }, context) => several(openCases(cases, context)),
    ),
    "cases-gathered": kind(
      "cases-gathered",
      { ...toActor, tells: "first" },
      casesGathered,
      ({ cases }, context) => several(openCases(cases, context)),
    ),
    /** Cases that wait for nothing any more are left out. */
    "reminders-gathered": kind(
      "reminders-gathered",
      { ...toActor, tells: "reminder" },
      remindersGathered,
      (detail, context) => {
        const isOf = (reminder: "case-escalated" | "call-overdue", reference: string) =>
          detail.reminders.some((one) => one.startsWith(`${reminder} ${reference} `));
        const cases = openCases(detail.cases, context)
          .map(({ file: { row }, facts }) => ({
            facts,
            isUnanswered: isOf("case-escalated", facts.reference) && !row.acknowledged,
            isCallOverdue: isOf("call-overdue", facts.reference) && owedCalls(facts).length > 0,
          }))
          .filter(({ isUnanswered: isAsked, isCallOverdue }) => isAsked || isCallOverdue);
        return cases.length === 0 ? null : { cases };
      },
    ),
    /** As things stand now; nothing once the day for which it was queued (district's zone) is over. Throws where `context.digest` is null. */
    digest: kind(
      "digest",
      { ...toActor, tells: "other", again: "digest" },
      digest,
      ({ date }, context) => {
        const { now, to, zone, spreadsheetId, digest: source } = context;
        if (!isDigestOfToday(date, now, zone)) return null;
        if (source === null) throw new Error("a digest needs the open cases");
        const found = digestFor(to, source.files, source.reports, { ...source.context, now });
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
      ({ from, cases, calls, others }, context) => ({
        from: staffAndOthers(from, context.directory),
        cases,
        calls,
        others,
        link: toCases(context),
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
}

/** Kinds of message about several cases at once. */
export const aboutSeveralCases = once(makeAboutSeveralCases);
