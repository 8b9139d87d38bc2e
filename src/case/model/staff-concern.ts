/** Whether a member of staff (an employee, a volunteer, a contractor) may be involved in a case: what reports say, and what whoever works on it says. Pure. */
import type { Report } from "../../form/report";
import type { YesNoUnknown } from "../../protocol/ids";
import type { CaseRow } from "../../register/tabs";
import { moreWorrying } from "./parent-conditions";

type Answers = Pick<CaseRow, "staffReported" | "staffMayBeInvolved">;

/** A report's yes stands; else a person's own answer, else what reports say. It adds acts and takes none away. */
export function staffAnswer({ staffReported, staffMayBeInvolved }: Answers): YesNoUnknown | null {
  return staffReported === "yes" ? "yes" : (staffMayBeInvolved ?? staffReported);
}

/** A person's own answer as it stands after one more report: gone where the report is more worrying. */
export function ownStaffAnswerAfter(
  { staffMayBeInvolved: own }: Answers,
  report: Pick<Report, "staffMayBeInvolved" | "unread">,
): CaseRow["staffMayBeInvolved"] {
  const isUnread = report.unread.some(({ key }) => key === "staffMayBeInvolved");
  const said = isUnread ? "unknown" : report.staffMayBeInvolved;
  return own === null || moreWorrying(own, said) === own ? own : null;
}

/** Of two cases of one student: the more worrying of both persons' answers. */
export function ownStaffAnswerOfBoth(target: Answers, source: Answers): YesNoUnknown | null {
  return moreWorrying(target.staffMayBeInvolved, source.staffMayBeInvolved);
}

/**
 * Whether the lead is to ask at once who is meant: the reporter does not know, or knows of somebody and did not say whether that person
 * receives these reports, which decides who may read this one.
 */
export function asksLeadAboutStaff(
  report: Pick<Report, "staffMayBeInvolved" | "recipientMayBeInvolved" | "unread">,
): boolean {
  const { staffMayBeInvolved: said, recipientMayBeInvolved, unread } = report;
  const isOpen =
    recipientMayBeInvolved === null && !unread.some(({ key }) => key === "recipientMayBeInvolved");
  return said === "unknown" || (said === "yes" && isOpen);
}
