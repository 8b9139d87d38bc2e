/** The district's mail domains, its lead, the alternate and the admin. */
import { domainOf } from "../../../directory/addresses";
import { heading, line, text, unanswered, type WalkPage } from "./walk-page";

const phoneHelp = "Such as (415) 555-0100.";

export const districtPage: WalkPage = {
  view: "district",
  title: "District and lead",
  defaults: ({ account }) => ({
    domains: domainOf(account),
    "admin.email": account,
  }),
  blocks: () => [
    line(
      "domains",
      "The district's mail domains",
      "With a comma between them. Staff are written to only at these. A subdomain counts as another domain.",
    ),
    line(
      "studentAccountPattern",
      "What student addresses look like (may stay empty)",
      "A regular expression, such as @students[.]district[.]example$. Such an address never gets mail or access.",
    ),
    line(
      "studentIdPattern",
      "What a student id looks like (may stay empty)",
      "A regular expression for the whole id, such as [0-9]{6}. Reports are joined only by ids that fit it.",
    ),
    heading("District lead"),
    text(
      "Answers for the cases of all schools, and is told when a school's contacts do not react.",
    ),
    line("lead.name", "Lead: name"),
    line("lead.phone", "Lead: phone", phoneHelp),
    line("lead.email", "Lead: email"),
    heading("Alternate lead"),
    text("Stands in for the lead. A report that names the lead goes to this person alone."),
    line("alternate.name", "Alternate lead: name"),
    line("alternate.phone", "Alternate lead: phone", phoneHelp),
    line("alternate.email", "Alternate lead: email"),
    heading("District admin"),
    text("Told when something technical needs a hand."),
    line("admin.name", "Admin: name"),
    line("admin.email", "Admin: email"),
  ],
  missing: (values) =>
    unanswered(values, {
      domains: "The domain of your staff's addresses, such as district.example.",
      "lead.name": "The lead's name.",
      "lead.email": "The lead's address. Without one, nobody is told.",
    }),
};
