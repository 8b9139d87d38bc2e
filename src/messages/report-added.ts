/** The mail that says that another report joined a case without raising it: read it, and mind its reporter's own clock. */
import { acts } from "./acts-section";
import type { CaseFacts } from "./facts";
import { dash, heading, type Letter } from "./letter";
import { caseLine, caseSubject, closing, doNot, inTheRegister, preview, why } from "./sections";
import { whenWords } from "./when";

export interface ReportAdded {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  /** When the written report of this reporter is due; milliseconds since 1970, UTC. */
  readonly writtenReportDue: number;
  /** From what that is counted, for this report. */
  readonly dueFrom: "learned" | "received";
  /** Whether a mail about their own duty goes to the reporter. */
  readonly reporterTold: boolean;
}

export function reportAdded(input: ReportAdded): Letter {
  const { facts } = input;
  const due = whenWords(input.writtenReportDue, facts.zone);
  const from =
    input.dueFrom === "learned"
      ? "36 hours after they learned of it"
      : "36 hours after the report came in, since it does not say when they learned of it";
  return {
    subject: caseSubject(facts.reference),
    blocks: [
      ...preview(
        facts.immediateDanger,
        "There is more on a case of yours. Please read this to the end.",
      ),
      caseLine(facts),
      heading("What is new"),
      dash("Another report joined this case. The level and the protocols stay as they were."),
      dash(
        "Read it in the Reports tab. It may hold something that an agency has to know: if so, call them.",
      ),
      dash(
        `This reporter has a duty of their own. Their written report is due by ${due}: ${from} (PC 11166).`,
      ),
      dash(
        input.reporterTold
          ? "The reporter gets a mail about it. Ask whether the call and the written report were made."
          : "The reporter was not told about it by mail: they left no address of the district. If you know who it is, tell them.",
      ),
      heading("Where the case stands"),
      ...why(facts),
      ...acts(facts),
      ...doNot(facts),
      ...inTheRegister(facts),
      ...closing(facts),
    ],
  };
}
