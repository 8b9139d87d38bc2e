/**
 * The emails about one case and what still has to be done in it. The most important one opens a case: it goes to the person who is asked to
 * act, and they can act on it from a phone without opening anything else.
 */
import { reviewReasonWords } from "../case/facts/review-reasons";
import { listRoles } from "../district-directory";
import { firstAgency } from "../protocol/pack-queries";
import { type ProtocolWords, say } from "../protocol/wording";
import { whenWords } from "../time";
import { dash, type EmailPart, fact, heading, mailOf, notAsMail, toBeDone } from "./letter";
import type { CaseFacts } from "./message-entry";
import { caseEntry, number, oneOf, optional, roles, text, texts, yes } from "./message-entry";
import { caseLetter, ownDuty, reasonsOf } from "./parts-of-a-case-email";

/** From when the hours for a reporter's written report count. */
export const dueFrom = oneOf(["learned", "received"], "received");
/** The message is about a report of immediate danger. */
const danger = optional(yes);
/** A parent had already been told when a report said that a parent may be involved. */
const parentKnew = optional(yes);
/** How many emails about the matter the reader has had, including this one. Left out for a person who has had none before. */
const turn = optional(number);

/** The name of the agency of the first call, as used within a sentence. */
const agencyOf = ({ pack }: CaseFacts): ProtocolWords => say(firstAgency(pack).inSentence);

/** A line for when a new report means that the student may be a victim after all, but a school consequence was decided before. */
function consequenceAgain({ consequence }: CaseFacts): EmailPart {
  if (consequence === null) return false;
  return dash(
    `Marked as done: ${consequence}. The student may be a victim: look at it again today, before anything more follows from it.`,
  );
}

/** What changes if a parent has already been told, and what to do about it. */
function parentKnowsAlready(facts: CaseFacts): EmailPart {
  return [
    dash(
      "A parent or guardian was told of this case before. A report now says that a parent or guardian may be involved.",
    ),
    dash(
      `Tell ${agencyOf(facts)} and police today that a parent knows. Ask if the student is safe at home, and who may pick them up.`,
    ),
    dash("Tell no parent anything more: those steps are locked again."),
  ];
}

/** By cause: what made the case more serious, and the first line. The first line names no level, because it shows on a locked phone. */
const raised = {
  report: [
    "Another report came in.",
    "Another report has changed a case of yours. Please read this to the end.",
  ],
  merge: [
    "Two cases were merged.",
    "Two cases were merged into one of yours. Please read this to the end.",
  ],
  person: [
    "Someone who works on the case raised its level. The reason is in the case row.",
    "A colleague has raised a case of yours. Please read this to the end.",
  ],
} as const;

export function aboutOneCase() {
  return {
    "case-opened": caseEntry(
      { tells: "first", pointlessIf: ["closed"] },
      { dueFrom, danger, moved: optional(yes) },
      (facts, { moved }) =>
        caseLetter(facts, "A new case needs you today.", {
          body: [
            moved &&
              "Another school has handed this case over to yours. What is known there and what was done came along: see the checklist.",
          ],
          isWhole: true,
        }),
    ),

    /** The case is more serious now, so the first agency has to be called again. */
    "case-raised": caseEntry(
      { tells: "first", pointlessIf: ["closed"] },
      {
        fromLevel: text,
        newProtocols: texts,
        newActs: texts,
        cause: oneOf(["report", "merge", "person"], "report"),
        dueFrom: optional(dueFrom),
        parentKnew,
        danger,
      },
      (facts, { newProtocols, newActs, ...detail }) => {
        const acts = facts.acts.map((one) => ({ ...one, isNew: newActs.includes(one.act) }));
        const count = acts.filter(({ isNew }) => isNew).length;
        const namesOf = (ids: readonly string[]) =>
          facts.pack.levels.flatMap(({ id, name }) => (ids.includes(id) ? say(name) : []));
        const [before = facts.level] = namesOf([detail.fromLevel]);
        return caseLetter({ ...facts, acts }, raised[detail.cause][1], {
          body: [
            heading("What changed"),
            raised[detail.cause][0],
            detail.parentKnew && parentKnowsAlready(facts),
            dash(
              before === facts.level
                ? `The level has not changed: ${facts.level}.`
                : `The level was: ${before}. It is now: ${facts.level}.`,
            ),
            ...namesOf(newProtocols).map((name) =>
              dash(`This protocol now applies as well: ${name}.`),
            ),
            count > 0 &&
              dash(`${count} ${count === 1 ? "step is" : "steps are"} new on the checklist.`),
            consequenceAgain(facts),
            dash(
              `Call ${agencyOf(facts)} again and say what is new, even if they were called before. Steps that were done stay done.`,
            ),
          ],
          isWhole: true,
        });
      },
    ),

    /**
     * Another report was added to the case without raising its level. The reader must read it and mind its reporter's own deadline (PC
     * 11166).
     */
    "report-added": caseEntry(
      { tells: "first" },
      {
        /** Deadline of the reporter's written report, milliseconds since 1970, UTC. */
        writtenReportDue: number,
        dueFrom,
        /** Whether the reporter also gets an email about their own duty. */
        reporterTold: yes,
        /** The report does not say who sent it, so the reporter cannot be asked. */
        isAnonymous: yes,
        parentKnew,
        danger,
      },
      (facts, detail) => {
        const { hours, statute } = facts.pack.writtenReport;
        const from =
          detail.dueFrom === "learned"
            ? `${hours} hours after they learned of it`
            : `${hours} hours after the report came in, since it does not say when they learned of it`;
        const when = whenWords(detail.writtenReportDue, facts.zone);
        const due =
          detail.writtenReportDue < facts.now ? `was due ${when} and is late` : `is due by ${when}`;
        const reporter = detail.reporterTold
          ? "The reporter gets an email about it. Ask whether they called and wrote; if only the lead knows who it is, ask through the lead."
          : detail.isAnonymous
            ? "The report does not say who sent it. If you know, tell them, and untick “Reporter cannot be asked”."
            : "The reporter got no email: they left no address that the system may email. If you know who it is, tell them.";
        const summary = "Another report came in on a case of yours. Please read this to the end.";
        return caseLetter(facts, summary, {
          body: [
            heading("What is new"),
            dash("Another report joined this case. The level has not changed."),
            detail.parentKnew && parentKnowsAlready(facts),
            consequenceAgain(facts),
            dash(
              "Read it in the Reports tab. If it has anything new for an agency, call that agency.",
            ),
            dash(
              `If the reporter is a mandated reporter, their own written report ${due} (${statute}). That is ${from}.`,
            ),
            dash(reporter),
          ],
          isWhole: true,
        });
      },
    ),

    /** To someone who only learns that there is a case and how serious it is: no link, no step, nothing of danger, and no answer asked. */
    "told-only": caseEntry(
      { to: "told-only", danger: "never", pointlessIf: ["closed"] },
      {},
      ({ reference, level, pack }) =>
        mailOf(`Student safety case ${reference}: for your information`, [
          "For your information. You are not asked to do anything.",
          fact("Case", reference),
          fact("Level", level),
          "The people who act on the case have their own emails. You get another one only if the level rises.",
          `Please do not ask anyone whom it is about. ${ownDuty({ pack })}`,
          notAsMail,
        ]),
    ),

    /**
     * To the district lead: what has to be reviewed in a report, and who was told of the case. It never counts as danger, because it does not
     * go to the person who acts on the case. `owner`: it is not about a report; the student now owns their record.
     */
    "review-needed": caseEntry(
      { to: "lead", tells: "first", danger: "never" },
      { told: optional(roles), owner: optional(yes), danger },
      (facts, { told, owner }) => {
        const reasons = [...reasonsOf(facts).below, ...facts.leadReasons];
        const asked =
          told.length > 0
            ? `An email with what to do goes to ${listRoles(told)}. Make sure that it is done.`
            : "No one has been asked yet. Please act on the case yourself, now.";
        const body = owner
          ? [
              "Someone who works on the case has answered who owns the student's record.",
              ...toBeDone(
                "Read “To review” in the case row.",
                "Ask counsel before you give a parent or guardian anything from the record.",
              ),
            ]
          : [
              asked,
              reasons.length > 0 && heading("What to look at"),
              ...reasons.map((reason) => dash(reviewReasonWords(reason))),
              // What has to be decided before that person's next contact with students.
              reasons.includes("staff-not-clear") && [
                dash(
                  "If a member of staff may be involved, agree today with police or child and family services what changes for that person before they are next with students.",
                ),
                dash(
                  "If no agency has answered by then, the superintendent and counsel decide, with the Title IX coordinator.",
                ),
              ],
              fact("Level", facts.level),
              "This level is from what could be read. It may be too low.",
              ...toBeDone(
                "Read the report in the Reports tab. Each answer is kept there as written.",
                "If more applies, raise the level in the case row and say why.",
                "Correct the Contacts or Schools tab where it is named above.",
              ),
            ];
        return caseLetter(facts, "A case needs a second look by you.", { there: false, body });
      },
    ),

    /**
     * To the next person, because those who were asked before (`notAnswered`) have not acknowledged the case. `notAnswered` is empty for a
     * reminder to the same person.
     */
    "case-escalated": caseEntry(
      { tells: "reminder", again: "answer", pointlessIf: ["closed", "acknowledged"] },
      { notAnswered: optional(roles), turn },
      (facts, detail) => {
        const asked = listRoles(detail.notAnswered);
        return caseLetter(facts, "No one has acknowledged this case yet. Please do it now.", {
          turn: detail.turn,
          there: dash("Tick Acknowledged there now, so that no one else is asked."),
          isLater: true,
          body: [
            asked === ""
              ? "You were asked to act, and no one has acknowledged the case yet."
              : `Asked before you: ${asked}. No one has acknowledged the case, so now it is your turn.`,
          ],
          isWhole: true,
        });
      },
    ),

    /**
     * Calls that the law requires and that no one has ticked. `toAllAgain`: someone acknowledged a danger but no call has been ticked since,
     * so everyone who may know of the case is asked again.
     */
    "call-overdue": caseEntry(
      { tells: "reminder", again: "call", pointlessIf: ["closed"] },
      { turn: number, reminded: optional(roles), toAllAgain: optional(yes) },
      (facts, detail) => {
        const acts = owedCalls(facts);
        const before = listRoles(detail.reminded);
        const one = acts.length === 1;
        const isUnanswered = facts.danger !== null && facts.danger !== "called";
        // In danger the rows of the calls may be gone; the emergency number is at the top of the email.
        if (acts.length === 0 && !isUnanswered) return null;
        const owed = { ...facts, acts, link: facts.stepsLink };
        return caseLetter(owed, "Something is overdue. Please see to it now.", {
          turn: detail.turn,
          there: dash(
            acts.length === 0
              ? "The rows of the calls are missing from Checklist. They come back within half an hour: then tick the calls that were made."
              : `If ${one ? "it was" : "they were"} made: tick ${one ? "it" : "them"} there, with the agency's reference and the person you spoke with.`,
          ),
          body: [
            acts.length === 0
              ? "The register does not show that anyone was called."
              : one
                ? "The register does not show that this call was made."
                : `The register does not show that these ${acts.length} calls were made.`,
            before !== "" && `Reminded before you: ${before}. Make sure that the call is made.`,
            detail.toAllAgain &&
              "The case was acknowledged, but no call has been ticked since. So everyone who may know of it is asked again. Make sure that one of you calls now.",
          ],
        });
      },
    ),
  };
}

/** The calls that the law requires, to be made now. */
export function owedCalls({ acts }: CaseFacts): CaseFacts["acts"] {
  return acts.filter(({ isToCall, isDuty }) => isToCall && isDuty);
}
