/** The filter view that shows one case's acts, to which the mails about the case link. */
import type { SavedView } from "../register/change";
import { checklistViewId } from "./reference";

/** Throws when the text is no case reference, as `checklistViewId` does. */
export function caseView(caseReference: string): SavedView {
  return {
    tab: "checklist",
    filterViewId: checklistViewId(caseReference),
    title: `Case ${caseReference}`,
    rules: [{ column: "case", equals: caseReference }],
  };
}
