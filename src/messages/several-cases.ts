/**
 * The emails about several cases at once: dangers that no one has acknowledged, first emails and reminders of which one person would get too
 * many in an hour, and cases that someone else has now.
 */
import { isCaseReference, viewLink } from "../case/facts/case-reference";
import { type PersonRole, personRoles, roleWords } from "../district/district";
import { generalViews } from "../register/saved-views";
import { capital } from "../text";
import type { CaseFacts } from "./case-facts";
import { dangerReportedLine, lookFirst, openNow } from "./case-parts";
import { firstSentence, isOpenCall, phoneColleagues } from "./case-steps";
import { staffAndOthers } from "./desk-notices";
import {
  alert,
  button,
  calleeLine,
  dash,
  fact,
  heading,
  itemBlock,
  mailOf,
  notAsMail,
  type Part,
  phone,
  toCase,
  toRegister,
} from "./letter";
import { entry, type Member, references, texts, toCases, type Writing, yes } from "./message-entry";
import { owedCalls } from "./one-case";

/** So many cases an email shows with calls and links; of further ones it has the references. Email programs cut off what is longer. */
const shownWhole = 60;
/** A list has at most so many lines: email programs would cut more off, and no one would read it. */
const longestList = 40;

/** One case: its level, what it waits for, what else to say of it, whom to call with numbers, and the link to its row. */
function oneCase(
  facts: CaseFacts,
  waitsFor: readonly string[] = [],
  more: readonly Part[] = [],
): readonly Part[] {
  return [
    heading(`Case ${facts.reference}`),
    fact("Level", facts.level),
    facts.danger !== null && dangerReportedLine(facts),
    waitsFor.length > 0 && fact("Waits for", waitsFor.join(", and ")),
    facts.sealed !== null &&
      "This case is sealed. Tell no one about it except as its checklist says.",
    ...more,
    ...facts.acts
      .filter((act) => isOpenCall(act, facts))
      .map(({ what, call }, at) =>
        itemBlock(
          `${at + 1}.`,
          [firstSentence(what).first],
          (call ?? []).map((who) => calleeLine(who)),
        ),
      ),
    ...phoneColleagues(facts),
    toCase(facts),
  ];
}

function emergency(cases: readonly CaseFacts[], are: string): readonly Part[] {
  const [first] = cases;
  const count = cases.length === 1 ? "1 case" : `${cases.length} cases`;
  return [
    openNow,
    alert(
      `Immediate danger: ${count} ${are}. ${cases.length === 1 ? "Call" : "For each, call"} `,
      phone(first?.emergency ?? ""),
      " now, unless you know the student is safe.",
    ),
  ];
}

/** The cases that a message names, without closed ones and those that are gone. */
function openCases(cases: readonly string[], { caseOf }: Writing) {
  return cases.flatMap((reference) => {
    const about = caseOf(reference);
    return about === null || about.isClosed ? [] : [{ ...about, facts: about.facts() }];
  });
}

const takeOn = "Tick Acknowledged in the row of each case that you will act on.";

/** Cases and who has each from now on, as "reference role". */
const given: Member<readonly `${string} ${PersonRole}`[], readonly string[]> = (value) =>
  texts(value).flatMap((one) => {
    const [reference = "", role] = one.split(" ");
    const found = personRoles.find((known) => known === role);
    return found === undefined || !isCaseReference(reference)
      ? []
      : [`Case ${reference}: the ${roleWords[found]}`];
  });

export const aboutSeveralCases = {
  /**
   * Asks again about all dangers of the reader of which no call is on record, acknowledged or not. `toAllAgain`: those that were
   * acknowledged, and about which everyone who may know is asked again.
   */
  "dangers-unanswered": entry({
    tells: "reminder",
    danger: "always",
    again: "answer",
    stores: { cases: references },
    mayStore: { toAllAgain: references },
    letter({ cases, toAllAgain }, writing) {
      const found = openCases(cases, writing)
        .filter(({ asksUntilCalled }) => asksUntilCalled)
        .map(({ facts }) => facts);
      if (found.length === 0) return null;
      const state = (facts: CaseFacts) =>
        facts.acknowledgeBy !== null
          ? ["No one has acknowledged this case yet."]
          : toAllAgain.includes(facts.reference)
            ? [
                "Everyone who may know of this case is asked again. Make sure that one of you calls now.",
              ]
            : [];
      const more = found.slice(shownWhole).map(({ reference }) => reference);
      const worstFirst = viewLink(writing.spreadsheetId, generalViews.worstFirst);
      return mailOf("Student safety cases: call now", [
        ...emergency(found, "without a call on record"),
        ...found.slice(0, shownWhole).flatMap((facts) => oneCase(facts, [], state(facts))),
        more.length > 0 && [
          heading(`And ${more.length} more`),
          `In danger as well: ${more.join(", ")}. Call for each of them too.`,
          button("Open cases, worst first", worstFirst),
        ],
        heading("In the register"),
        ...found.slice(0, 1).flatMap((one) => lookFirst(one).map((words) => dash(words))),
        dash(takeOn),
        dash(
          "If a call was made: tick it there, with the agency's reference and the person you spoke with.",
        ),
        dash("These emails stop once a call is ticked for each case."),
        notAsMail,
      ]);
    },
  }),

  /**
   * First emails about danger (`danger`), other first emails, or reminders outside danger (`reminders`: each "kind reference"), gathered
   * after ten in an hour to one person. Cases that wait for nothing any more are left out.
   */
  "cases-gathered": entry({
    tells: "first",
    stores: { cases: references },
    mayStore: { danger: yes, reminders: texts },
    letter({ cases, danger, reminders }, writing) {
      const open = openCases(cases, writing);
      const together = (what: string) =>
        `So many ${what} that this email names these together.${danger ? "" : " Each is a case of its own."}`;
      if (reminders.length > 0) {
        const isOf = (kind: string, { reference }: CaseFacts) =>
          reminders.includes(`${kind} ${reference}`);
        const waiting = open.flatMap(({ facts, isAcknowledged }) => {
          const isAsked = isOf("case-escalated", facts) && !isAcknowledged;
          const isOwed = isOf("call-overdue", facts) && owedCalls(facts).length > 0;
          const waits = [
            ...(isAsked ? ["someone to acknowledge it"] : []),
            ...(isOwed ? ["a call that is not on record"] : []),
          ];
          return waits.length === 0 ? [] : [oneCase(facts, waits)];
        });
        if (waiting.length === 0) return null;
        const count = waiting.length === 1 ? "1 case waits" : `${waiting.length} cases wait`;
        return mailOf("Student safety cases: reminder", [
          `${capital(count)} for someone to act. Please read this to the end.`,
          ...waiting.flat(),
          heading("In the register"),
          dash("Ask first whether a call was made already. If so, tick it."),
          dash(takeOn),
          together("reminders were due within an hour"),
          notAsMail,
        ]);
      }
      const found = open.map(({ facts }) => facts);
      if (found.length === 0) return null;
      const count = found.length === 1 ? "1 case needs" : `${found.length} cases need`;
      return mailOf(`Student safety cases: ${danger ? "call now" : "action needed"}`, [
        ...(danger
          ? emergency(found, "reported within minutes")
          : [`${capital(count)} you today. Please read this to the end.`]),
        ...found.flatMap((one) => oneCase(one)),
        heading("In the register"),
        !danger &&
          dash("Open each case: its row says what to do, what is due when, and what not to do."),
        dash(takeOn),
        together("reports came within an hour"),
        notAsMail,
      ]);
    },
  }),

  /** To the lead and to the person who stood in: cases of which someone else is responsible now (`others`), and who had them. */
  "contact-left": entry({
    stores: { others: given, from: texts },
    letter({ others, from }, writing) {
      const { staff } = staffAndOthers(from, writing.run.directory);
      const more = others.length - longestList;
      const before = staff.map(({ address }) => address).join(", ");
      return mailOf("Student safety cases: action needed", [
        "Some cases now belong to someone else.",
        `The Contacts tab says who is responsible for a case. It has changed, or a person is back.${before === "" ? "" : ` Until now: ${before}.`}`,
        heading("Who has them now"),
        ...others.slice(0, longestList).map((one) => dash(one)),
        more > 0 && `And ${more} more: see the Cases tab.`,
        "They were emailed and asked to acknowledge. To give a case to someone else, write that person's address in “Assigned to”.",
        toRegister(toCases(writing)),
        notAsMail,
      ]);
    },
  }),
};
