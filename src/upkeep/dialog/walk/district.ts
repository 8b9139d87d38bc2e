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
    heading("Students"),
    line(
      "studentDomains",
      "Students' mail domains (may stay empty)",
      "Domains such as students.district.example, each with its subdomains, and beginnings of addresses with * after them, such as stu*. Such an address never gets mail or access.",
    ),
    text(
      "What a student id looks like, as far as all ids have it in common. Reports are joined only by ids that fit; the rest are shown to a person to compare.",
    ),
    line("studentIdLength", "Characters of a student id (may stay empty)", "Such as 6."),
    line("studentIdDigits", "Digits only: yes or no (may stay empty)"),
    line(
      "studentIdPrefix",
      "What every student id begins with (may stay empty)",
      "Such as S. The digits are those after it.",
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
