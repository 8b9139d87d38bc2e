/**
 * The mail that says that the desk may not or cannot write to a reporter about their own duty, so that a person has to. It goes to whoever
 * may know who sent the report, and has neither name nor address.
 */
import type { CaseFacts } from "../../case/views/case-facts";
import { fact, type Letter, mailOf, notAsMail, toBeDone, toCase } from "../format/letter";
import { caseSubject, previewLine } from "./sections";

export interface ReporterNotReminded {
  readonly facts: Pick<CaseFacts, "reference" | "link" | "danger" | "emergency" | "writtenReport">;
  /** Who sent the report stands only in the lead's own file. */
  readonly isApart: boolean;
  /** True: Google refused to send mail to the address. False: the address is one to which the desk sends nothing. */
  readonly isRefused: boolean;
}

/** Asks the reader to remind the reporter in person. */
export function reporterNotReminded({ facts, isApart, isRefused }: ReporterNotReminded): Letter {
  const why = isRefused
    ? "Google takes no mail for the address that a reporter left."
    : "A reporter left an address that the desk sends nothing to: it is private, a student's, or outside the district.";
  const where = isApart
    ? "in the Reporters tab of your own file, beside the time of the report"
    : "in the Reports tab";
  return mailOf(caseSubject(facts.reference), [
    ...previewLine(facts, "A reporter was not reminded of their own report. Please do it."),
    fact("Case", facts.reference),
    `${why} So this reporter was not told of their own duty: the call, and the written report within ${facts.writtenReport.hours} hours.`,
    ...toBeDone(
      `Who it is stands ${where}. Speak with them today, by telephone or in person.`,
      "Tick in the Reports tab what they confirm.",
    ),
    toCase(facts),
    notAsMail,
  ]);
}
