/** Pages of the first set-up: district and its people, agencies, who may open the Form, contacts, retention, schools. */
import { domainOf } from "../../district/addresses";
import { schoolsWithoutContact } from "../../district/find-people";
import { audienceLabels, audiencePlace, reportLine } from "../../form/safety-texts";
import { defaultPack, newestPacks } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { firstAgency } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { capital } from "../../text";
import { choiceField, headingBlock, lineField, linesField, textBlock, yesNoField } from "../blocks";
import { languageField, protocolField } from "../choice-fields";
import type { Block } from "../page-data";
import { askedAgencies, chosenPack } from "./answers";
import { problemsOfEmptyFields, type WalkPage } from "./walk-page";

const phoneHelp = "Such as (555) 555-0100.";

export const districtPage: WalkPage = {
  view: "district",
  title: "District and lead",
  defaults: ({ account }) => ({
    protocol: defaultPack().id,
    domains: domainOf(account),
  }),
  blocks: () => [
    ...(newestPacks().length > 1
      ? [protocolField("protocol", "Whose protocol the district follows")]
      : []),
    lineField(
      "domains",
      "The district's mail domains",
      "With a comma between them. Staff are written to only at these. A subdomain counts as another domain.",
    ),
    headingBlock("Students"),
    lineField(
      "studentDomains",
      "Students' mail domains (may stay empty)",
      "Domains such as students.district.example, each with its subdomains, and beginnings of addresses with * after them, such as stu*. Such an address never gets mail or access.",
    ),
    textBlock(
      "What a student id looks like, as far as all ids have it in common. Reports are joined only by ids that fit; the rest are shown to a person to compare.",
    ),
    lineField("studentIdLength", "Characters of a student id (may stay empty)", "Such as 6."),
    yesNoField("studentIdDigits", "Digits only?"),
    lineField(
      "studentIdPrefix",
      "What every student id begins with (may stay empty)",
      "Such as S. The digits are those after it.",
    ),
    headingBlock("District lead"),
    textBlock(
      "Answers for the cases of all schools, and is told when a school's contacts do not react.",
    ),
    lineField("lead.name", "Lead: name"),
    lineField("lead.phone", "Lead: phone", phoneHelp),
    lineField("lead.email", "Lead: email"),
    headingBlock("Alternate lead"),
    textBlock(
      "Stands in for the lead. A sealed report that the lead may not read, or does not answer, goes to this person.",
    ),
    lineField("alternate.name", "Alternate lead: name"),
    lineField("alternate.phone", "Alternate lead: phone", phoneHelp),
    lineField("alternate.email", "Alternate lead: email"),
    headingBlock("District admin"),
    textBlock("Told when something technical needs a hand."),
    lineField("admin.name", "Admin: name"),
    lineField(
      "admin.email",
      "Admin: email",
      "A person's own address, read each school day. It may be an account's that edits this Form.",
    ),
  ],
  missing: (values, { account }) => ({
    ...problemsOfEmptyFields(values, {
      domains: "The domain of your staff's addresses, such as district.example.",
      "lead.name": "The lead's name.",
      "lead.email": "The lead's address. Without one, nobody is told.",
      "admin.email": "The admin's address. Without one, a failure is told to the lead alone.",
    }),
    ...Object.fromEntries(
      ["lead.email", "alternate.email"]
        .filter((key) => (values[key] ?? "").trim().toLowerCase() === account)
        .map((key) => [key, runsTheDesk]),
    ),
  }),
  doubts: (values, { account }) =>
    (values["admin.email"] ?? "").trim().toLowerCase() === account
      ? {
          "admin.email":
            "This account is to run the desk. Does a person read its mailbox each school day? If not, write the address of somebody who reads theirs.",
        }
      : {},
};

/** Why an address is refused: a report may name that person, and the account that runs the desk owns what is reported (design 2.11). */
const runsTheDesk =
  "This account is to run the desk, and owns what is reported: it must be nobody whom a report may be about. Write another address, or sign in with a role account and choose Set up again.";

// The numbers of agencies; the county document's own number stands in the field where it has one.

function agenciesText(pack: ProtocolPack): string {
  const first = say(firstAgency(pack).inSentence);
  const own = reportLine(pack);
  const named = pack.agencies.find(({ namedBySchool }) => namedBySchool);
  const law = named === undefined ? "" : say(named.inSentence);
  return [
    own === null
      ? `Whom the checklists say to call. The protocol has no number of its own: ask the county for the one of ${first} that takes reports, and call it once to see that it is right.`
      : `Whom the checklists say to call. The number of ${first} is the document's (${pack.version}): call it once to see that it is right. The document leaves the other numbers open.`,
    ...(named === undefined
      ? []
      : [
          `For ${law} give an agency outside the district. ${pack.noAgencies.map(({ why }) => say(why)).join(" ")} Where ${law} has no number, the checklists say so, and ${pack.emergency.phone} for an emergency.`,
        ]),
  ].join(" ");
}

const noNumberYet =
  "No number yet. You can go on and write it into Contacts later: until then Check marks it as wrong, and Go live waits for it.";

export const agenciesPage: WalkPage = {
  view: "agencies",
  title: "Agencies",
  defaults: (_around, values) => {
    const pack = chosenPack(values);
    const { id, name } = firstAgency(pack);
    return { [`${id}.name`]: say(name), [`${id}.phone`]: reportLine(pack)?.phone ?? "" };
  },
  blocks: (values) => [
    textBlock(agenciesText(chosenPack(values))),
    ...askedAgencies(values).flatMap(({ role, key, name }): Block[] => {
      const label = name ?? capital(role);
      return [
        headingBlock(label),
        ...(name === null ? [lineField(`${key}.name`, `${label}: name of the agency`)] : []),
        lineField(`${key}.phone`, `${label}: number to call`),
      ];
    }),
  ],
  doubts: (values) =>
    problemsOfEmptyFields(
      values,
      Object.fromEntries(askedAgencies(values).map(({ key }) => [`${key}.phone`, noNumberYet])),
    ),
};

// Who may open the Form. The script cannot set that, so the page says where to click.

export const audiencePage: WalkPage = {
  view: "audience",
  title: "Who may open the Form",
  blocks: () => [
    choiceField("audience", "Who may send a report?", [
      {
        id: "staff",
        label: audienceLabels.staff,
        help: "If students have accounts in the same domain, they can open it too. Volunteers without an account cannot.",
      },
      {
        id: "link",
        label: audienceLabels.link,
        help: "Nobody needs an account. Since 2026 some volunteers are mandated reporters without one. The link can be passed on, so reports by strangers may come in; the Form shows nobody what was reported.",
      },
    ]),
    lineField(
      "responders",
      "Besides, by address (may stay empty)",
      "Staff and groups, such as all-staff@district.example, with a comma between them. The script adds these. Substitutes, coaches and volunteers who are in none of them, and not in the domain, cannot report by the Form.",
    ),
    languageField(
      "formLanguage",
      "In which language does the Form ask? (may stay open: both)",
      "Reports mean the same in either. No qualified translator has reviewed the Spanish yet, and it says so. Settings can change this later.",
    ),
    textBlock(
      "Google lets only a person open the Form to a district or to anyone, not the script. Do it when all is made; the check at the end reminds you.",
    ),
    textBlock(audiencePlace),
  ],
  missing: (values) => problemsOfEmptyFields(values, { audience: "Choose one of the two." }),
};

// The designated contacts and their backups, typed or pasted as rows.

export const contactsPage: WalkPage = {
  view: "contacts",
  title: "Contacts",
  blocks: () => [
    textBlock(
      "Each school needs a designated contact, who gets its reports, and should have a backup contact for days away.",
    ),
    linesField(
      "contacts",
      "One person a line",
      "Paste the rows from a spreadsheet, or type them with a comma between: role, school, name, phone, email. The role is designated contact or backup contact. Leave the school empty for somebody who serves them all. A first line with the columns' names is understood.",
    ),
  ],
  doubts(_values, { read }) {
    const without = schoolsWithoutContact(read.directory);
    const words = `No designated contact yet for ${without.join(", ")}: reports from there would go to the backup contact or the district lead. Add one, or go on and add one in the register.`;
    return without.length === 0 ? {} : { contacts: words };
  },
  missing: (values, { account, read }) => {
    const own = read.directory.people.filter(({ email }) => email === account);
    return {
      ...problemsOfEmptyFields(values, { contacts: "At least one designated contact." }),
      ...(own.some(({ role }) => /contact$/.test(role)) ? { contacts: runsTheDesk } : {}),
    };
  },
};

// How long things are kept. The years have no default, since the district has to choose them.

export const retentionPage: WalkPage = {
  view: "retention",
  title: "How long records are kept",
  defaults: () => ({ formResponsesDays: "30" }),
  blocks: () => [
    textBlock(
      "Ask whoever keeps the district's records what its policy says. The number is the district's to choose, so none is filled in.",
    ),
    lineField(
      "retentionYears",
      "Years that a closed case is kept",
      "A whole number from 1 to 100. It can be changed later.",
    ),
    lineField(
      "formResponsesDays",
      "Days that a report also stays in the Form",
      "From there a lost report is recovered. Whoever may edit the Form can read it there. From 7 to 365.",
    ),
  ],
  missing: (values) =>
    problemsOfEmptyFields(values, {
      retentionYears: "A whole number of years.",
      formResponsesDays: "A whole number of days.",
    }),
};

// The schools, typed or pasted as rows.

export const schoolsPage: WalkPage = {
  view: "schools",
  title: "Schools",
  blocks: (values) => [
    linesField(
      "schools",
      "One school a line",
      `Paste the rows from a spreadsheet, or type them with a comma between. A row has: school, grades, law enforcement agency, and yes, no or unknown. That last one says if the district's own police employ the ${say(chosenPack(values).schoolOfficer)}. Only the name must be there. A first line with the columns' names is understood.`,
    ),
  ],
  missing: (values) => problemsOfEmptyFields(values, { schools: "At least one school." }),
};
