/**
 * Whether a member of staff (employee, volunteer, contractor) may be involved in a case: what reports say, and what the people who work on
 * it say. Pure.
 */
import type { Report } from "../../form/report";
import type { YesNoUnknown } from "../../protocol/ids";
import type { CaseRow } from "../../register/tabs";
import { moreWorryingAnswer } from "./parent-conditions";

type Answers = Pick<CaseRow, "staffReported" | "staffMayBeInvolved">;

/**
 * The answer as the case stands. A report's "yes" always counts; else a person's own answer; else what reports say. The answer adds acts
 * and never takes any away.
 */
export function staffAnswer({ staffReported, staffMayBeInvolved }: Answers): YesNoUnknown | null {
  return staffReported === "yes" ? "yes" : (staffMayBeInvolved ?? staffReported);
}

/** A person's own answer after one more report: emptied if the report is more worrying, so that somebody answers anew. */
export function ownStaffAnswerAfter(
  { staffMayBeInvolved: own }: Answers,
  report: Pick<Report, "staffMayBeInvolved" | "unread">,
): CaseRow["staffMayBeInvolved"] {
  const isUnread = report.unread.some(({ key }) => key === "staffMayBeInvolved");
  const said = isUnread ? "unknown" : report.staffMayBeInvolved;
  return own === null || moreWorryingAnswer(own, said) === own ? own : null;
}

/** A person's own answer for two cases of one student that are merged: the more worrying one. */
export function ownStaffAnswerOfBoth(target: Answers, source: Answers): YesNoUnknown | null {
  return moreWorryingAnswer(target.staffMayBeInvolved, source.staffMayBeInvolved);
}

/**
 * Whether the lead has to find out at once who is meant. That is so if the reporter does not know whether staff are involved, or says yes
 * without saying whether that person receives these reports, which decides who may read this one.
 */
export function asksLeadAboutStaff(
  report: Pick<Report, "staffMayBeInvolved" | "recipientMayBeInvolved" | "unread">,
): boolean {
  const { staffMayBeInvolved: said, recipientMayBeInvolved, unread } = report;
  const isOpen =
    recipientMayBeInvolved === null && !unread.some(({ key }) => key === "recipientMayBeInvolved");
  return said === "unknown" || (said === "yes" && isOpen);
}
