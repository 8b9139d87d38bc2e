/** How long things are kept. The years have no default: the district chooses. */
import { line, text, unanswered, type WalkPage } from "./walk-page";

export const retentionPage: WalkPage = {
  view: "retention",
  title: "How long records are kept",
  defaults: () => ({ formResponsesDays: "30" }),
  blocks: () => [
    text(
      "Ask whoever keeps the district's records what its policy says. The number is the district's to choose, so none is filled in.",
    ),
    line(
      "retentionYears",
      "Years that a closed case is kept",
      "A whole number from 1 to 100. It can be changed later.",
    ),
    line(
      "formResponsesDays",
      "Days that a report also stays in the Form",
      "From there a lost report is recovered. Whoever may edit the Form can read it there. From 7 to 365.",
    ),
  ],
  missing: (values) =>
    unanswered(values, {
      retentionYears: "A whole number of years.",
      formResponsesDays: "A whole number of days.",
    }),
};
