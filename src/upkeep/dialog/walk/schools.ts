/** The schools, typed or pasted. */
import { pasteArea, unanswered, type WalkPage } from "./walk-page";

export const schoolsPage: WalkPage = {
  view: "schools",
  title: "Schools",
  blocks: () => [
    pasteArea(
      "schools",
      "One school a line",
      "Paste the rows from a spreadsheet, or type them with a comma between: school, grades, law enforcement agency, whether the school resource officer is employed by the district's own police (yes, no or unknown). Only the name must be there. A first line with the columns' names is understood.",
    ),
  ],
  missing: (values) => unanswered(values, { schools: "At least one school." }),
};
