/**
 * The emails about several cases at once: dangers that no one has acknowledged; first emails and reminders, if one person would get too
 * many of them in an hour; cases that now belong to someone else; and the morning email.
 */
import { fileLink, isCaseReference, registerLink } from "../case/facts/case-reference";
import { caseTabs } from "../case/tabs/case-tabs";
import { generalViews } from "../case/tabs/views-of-cases";
import { type PersonRole, personRoles, roleWords } from "../district-directory";
import { dayWords, type Moment, whenWords } from "../time";
import type { EmailPart } from "./letter";
import {
  button,
  casesInDanger,
  dash,
  fact,
  heading,
  itemBlock,
  mailOf,
  notAsMail,
  numbersOf,
  toRegister,
} from "./letter";
import type { CaseFacts, DigestLine, Member, Writing } from "./message-entry";
import { digestParts, entry, optional, references, text, texts, yes } from "./message-entry";
import { staffAndOthers } from "./notices-to-leads";
import { owedCalls } from "./one-case";
import {
  callMadeAlready,
  dangerReportedLine,
  firstSentence,
  openNow,
  phoneColleagues,
  toCase,
  whatComesNext,
} from "./parts-of-a-case-email";

/**
 * The most cases that an email shows with calls and links. Of further cases it shows only the references, because email programs cut off
 * longer emails.
 */
const shownWhole = 60;
/** The most lines in a list. Email programs would cut off more, and no one would read it. */
const longestList = 40;

/** One case: its level, what has to be done, what else to say about it, whom to call with numbers, and the link to its row. */
function oneCase(facts: CaseFacts, more: EmailPart = false): EmailPart {
  return [
    heading(`Case ${facts.reference}`),
    fact("Level", facts.level),
    facts.danger !== null && dangerReportedLine(facts),
    more,
    facts.acts
      .filter(({ isToCall }) => isToCall)
      .map(({ what, call }, at) =>
        itemBlock(`${at + 1}.`, [firstSentence({ inMail: what })], numbersOf(call)),
      ),
    phoneColleagues(facts),
    toCase(facts),
    whatComesNext(facts),
  ];
}

function emergency(cases: readonly CaseFacts[], are: string): readonly EmailPart[] {
  return [openNow, casesInDanger(cases.length, are, cases[0]?.pack.emergency.phone ?? "")];
}

/** An email about several cases: what shows first, each case, and what to do in the register. */
function casesLetter(subject: string, first: EmailPart, cases: EmailPart, there: EmailPart) {
  const parts = [first, cases, heading("In the register"), there, notAsMail];
  return mailOf(`Student safety cases: ${subject}`, parts);
}

/** The open cases that a message names. Closed cases, and cases that are gone, are left out. */
function openCases(cases: readonly string[], { caseOf }: Writing): readonly CaseFacts[] {
  return cases.flatMap((reference) => {
    const facts = caseOf(reference);
    return facts === null || facts.isClosed ? [] : [facts];
  });
}

const takeOn = "Tick Acknowledged in the row of each case that you will act on.";

/** Cases and the role of the person who now has each, as "reference role". */
const given: Member<readonly `${string} ${PersonRole}`[], readonly string[]> = (value) =>
  texts(value).flatMap((one) => {
    const [reference = "", role] = one.split(" ");
    const found = personRoles.find((known) => known === role);
    return found === undefined || !isCaseReference(reference)
      ? []
      : [`Case ${reference}: the ${roleWords[found]}`];
  });

// The morning email.

/** The most cases that the morning email lists. Email programs would cut off more, and no one would read it. */
const longestDigest = 30;

function lineWords(line: DigestLine, { now, zone }: Moment): string {
  const { is, part, at, name, isPlanned } = line;
  const isLate = part === "late";
  const when = at === null ? "" : whenWords(at, zone);
  if (is === "acknowledge") return `${isLate ? "Late" : "Now"}: tick Acknowledged in the case row`;
  if (is === "hand-over") {
    return "The other school has not received this case yet, so it is still yours. Ask them to write the day in “Hand-over received on”";
  }
  if (is === "receive") {
    return "This case is being handed over to your school. Speak with the contact there, then write the day in “Hand-over received on”";
  }
  if (is === "agree")
    return "You were asked to agree to close this case. If you do, tick “Lead agrees to close”";
  if (is === "reference")
    return "A call or report was made, and the agency's reference is not written down. Ask for it, and write it in Checklist";
  if (is === "hold") {
    return at !== null && at <= now
      ? `The hold ended ${when}: the steps that waited for it are open again`
      : `The hold ends ${when}. Ask the agency that asked for it if it still needs it`;
  }
  // Of these lines, only a step has a name of its own.
  const what =
    name ?? (is === "check-in" ? "Check-in" : "A reporter's own written report (not confirmed)");
  if (at !== null && (isPlanned === true || is === "check-in")) {
    const planned = `planned for ${dayWords(at, zone)}`;
    return isLate ? `Late: ${what}, was ${planned}` : `${what}, ${planned}`;
  }
  if (isLate) return `Late: ${what}, was due ${when}`;
  return at !== null && at <= now ? `Now: ${what}` : `${what}, by ${when}`;
}

const more = (count: number): EmailPart =>
  count > longestDigest &&
  `And ${count - longestDigest} more: see the Cases tab, sorted by Next due.`;

export function aboutSeveralCases() {
  return {
    /**
     * Asks again about all of the reader's dangers with no call on record, acknowledged or not. `toAllAgain`: those that were acknowledged,
     * and about which everyone who may know is asked again.
     */
    "dangers-unanswered": entry(
      { tells: "reminder", danger: "always", again: "answer" },
      { cases: references, toAllAgain: optional(references) },
      ({ cases, toAllAgain }, writing) => {
        const found = openCases(cases, writing).filter(({ danger }) => danger === "not-over");
        if (found.length === 0) return null;
        const state = ({ acknowledgeBy, reference }: CaseFacts): EmailPart => {
          if (acknowledgeBy !== null) return "No one has acknowledged this case yet.";
          const again =
            "Everyone who may know of this case is asked again. Make sure that one of you calls now.";
          return toAllAgain.includes(reference) && again;
        };
        const more = found.slice(shownWhole).map(({ reference }) => reference);
        const worstFirst = fileLink(writing.spreadsheetId, generalViews.worstFirst);
        const first = emergency(found, "without a call on record");
        const whole = found.slice(0, shownWhole).map((facts) => oneCase(facts, state(facts)));
        const further: EmailPart = more.length > 0 && [
          heading(`And ${more.length} more`),
          `In danger as well: ${more.join(", ")}. Call for each of them too.`,
          button(`${writing.opens} cases, worst first`, worstFirst),
        ];
        return casesLetter(
          "call now",
          first,
          [whole, further],
          [
            found.slice(0, 1).map(callMadeAlready),
            dash(takeOn),
            dash(
              "If a call was made: tick it there, with the agency's reference and the person you spoke with.",
            ),
            dash("These emails stop once a call is ticked for each case."),
          ],
        );
      },
    ),

    /**
     * Messages that were gathered into one email, once a person had ten in an hour: first emails about danger (`danger`), other first emails,
     * or reminders outside danger (`reminders`: each "kind reference"). Cases that need nothing any more are left out.
     */
    "cases-gathered": entry(
      { tells: "first" },
      { cases: references, danger: optional(yes), reminders: optional(texts) },
      ({ cases, danger, reminders }, writing) => {
        const found = openCases(cases, writing);
        const together = (what: string) =>
          `So many ${what} that this email names these together.${danger ? "" : " Each is a case of its own."}`;
        if (reminders.length > 0) {
          const isOf = (kind: string, { reference }: CaseFacts) =>
            reminders.includes(`${kind} ${reference}`);
          const waiting = found.flatMap((facts) => {
            const isAsked = isOf("case-escalated", facts) && facts.acknowledgeBy !== null;
            const isOwed = isOf("call-overdue", facts) && owedCalls(facts).length > 0;
            const waits = [
              ...(isAsked ? ["someone to acknowledge it"] : []),
              ...(isOwed ? ["a call that is not on record"] : []),
            ];
            return waits.length === 0
              ? []
              : [oneCase(facts, fact("Waits for", waits.join(", and ")))];
          });
          if (waiting.length === 0) return null;
          const count = waiting.length === 1 ? "1 case waits" : `${waiting.length} cases wait`;
          const first = `${count} for someone to act. Please read this to the end.`;
          return casesLetter("reminder", first, waiting, [
            found.slice(0, 1).map(callMadeAlready),
            dash("If a call was made and is not ticked, tick it."),
            dash(takeOn),
            together("reminders were due within an hour"),
          ]);
        }
        if (found.length === 0) return null;
        const count = found.length === 1 ? "1 case needs" : `${found.length} cases need`;
        const first = danger
          ? emergency(found, "reported within minutes")
          : `${count} you today. Please read this to the end.`;
        const each = found.map((one) => oneCase(one));
        return casesLetter(danger ? "call now" : "action needed", first, each, [
          !danger &&
            dash("Open each case: its row says what to do, what is due when, and what not to do."),
          dash(takeOn),
          together("reports came within an hour"),
        ]);
      },
      ({ reminders }) => (reminders.length > 0 ? { tells: "reminder" } : {}),
    ),

    /**
     * To the lead and to the person who stood in: cases that someone else is now responsible for (`others`), and who had them before. `isLost`:
     * the hidden cell that says who has them was lost.
     */
    "contact-left": entry({}, { others: given, from: texts, isLost: yes }, (detail, writing) => {
      const { others, from, isLost } = detail;
      const { staff } = staffAndOthers(from, writing.run.directory);
      const more = others.length - longestList;
      const before = staff.map(({ address }) => address).join(", ");
      return mailOf("Student safety cases: action needed", [
        isLost
          ? "Someone changed hidden cells of cases."
          : "Some cases now belong to someone else.",
        isLost
          ? "Those cells say who acknowledged a case and what leads filled in. Both now count as empty. What people typed is still there. Please fill in what only leads can. The file's version history shows who changed them and when."
          : `The Contacts tab says who is responsible for a case. It has changed, or a person is back.${before === "" ? "" : ` Until now: ${before}.`}`,
        heading("Who has them now"),
        ...others.slice(0, longestList).map((one) => dash(one)),
        more > 0 && `And ${more} more: see the Cases tab.`,
        "They were emailed and asked to acknowledge. To give a case to someone else, write that person's address in “Assigned to”.",
        toRegister(
          registerLink(`${fileLink(writing.spreadsheetId)}#gid=${caseTabs.cases.sheetId}`),
        ),
        notAsMail,
      ]);
    }),

    /**
     * The morning email: what is late, due today and due this week, by case, as things are now. Nothing once the day for which it was queued
     * is over (district's time zone). Each case is listed once with all its lines, in the part where its most pressing line belongs.
     */
    digest: entry(
      { again: "digest" },
      { date: text, register: text },
      ({ date }, { spreadsheetId, opens, digest, run }) => {
        const found = digest(date);
        if (found === null) return null;
        const { cases, elsewhere } = found;
        const shown = cases.slice(0, longestDigest);
        const linkTo = (view: Parameters<typeof fileLink>[1]) => fileLink(spreadsheetId, view);
        return mailOf("Student safety: what is due", [
          "Here is what is late, and what is due next.",
          ...Object.entries(digestParts).map(([part, title]) => {
            const own = shown.filter(({ lines }) => lines[0]?.part === part);
            if (own.length === 0) return false;
            return [
              heading(title),
              ...own.map(({ reference, lines }) => [
                fact("Case", reference),
                ...lines.map((one) => itemBlock("-", [lineWords(one, run)], numbersOf(one.calls))),
              ]),
            ];
          }),
          more(cases.length),
          elsewhere.length > 0 && heading("Other people's cases, more than a day late"),
          ...elsewhere
            .slice(0, longestDigest)
            .map(({ reference, late, since, isDanger }) =>
              dash(
                `Case ${reference}: ${isDanger ? "immediate danger, no call on record; " : ""}${late} ${late === 1 ? "step" : "steps"}, since ${dayWords(since, run.zone)}`,
              ),
            ),
          more(elsewhere.length),
          heading("In the register"),
          "If you did something just before this was sent, it may still be listed.",
          cases.some(({ lines }) => lines.some(({ is }) => is === "written-report")) &&
            "A reporter's own written report: in the Reports tab, tick that the reporter confirmed it, or “Reporter cannot be asked” if you cannot reach them.",
          button(`${opens} cases, worst first`, linkTo(generalViews.worstFirst)),
          button(`${opens} steps`, linkTo(generalViews.steps)),
          notAsMail,
        ]);
      },
    ),
  };
}
