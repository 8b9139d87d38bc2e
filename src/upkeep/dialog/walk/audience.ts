/** Who may open the Form. The script cannot set that: the page says where to click. */
import { oneOf, text, unanswered, type WalkPage } from "./walk-page";

export type Audience = "staff" | "link";

/** Where it is set; Google's own words for what is to be clicked. */
export const audiencePlace =
  "In the Form's editor choose Publish (on a published Form: Published), then Manage beside Responders, and see Responder view under General access.";

export const audienceLabels: Readonly<Record<Audience, string>> = {
  staff: "Staff only",
  link: "Anyone with the link",
};

export const audiencePage: WalkPage = {
  view: "audience",
  title: "Who may open the Form",
  blocks: () => [
    oneOf("audience", "Who may send a report?", [
      {
        id: "staff",
        label: audienceLabels.staff,
        help: "Whoever has an account of the district. If students have accounts in the same domain, they can open it too. Volunteers without an account cannot.",
      },
      {
        id: "link",
        label: audienceLabels.link,
        help: "Nobody needs an account. Since 2026 some volunteers are mandated reporters without one. The link can be passed on, so reports by strangers may come in; the Form shows nobody what was reported.",
      },
    ]),
    text(
      "Google lets only a person set this, not the script. Do it when all is made; the check at the end reminds you.",
    ),
    text(audiencePlace),
  ],
  missing: (values) => unanswered(values, { audience: "Choose one of the two." }),
};
