/** Pages of Set up and of Settings: the district and its people, schools, contacts, agencies, who may open the Form, how long, when. */
import { domainOf } from "../../district/addresses";
import { schoolsWithoutContact } from "../../district/find-people";
import { type SettingPage, settingsOn } from "../../district/settings";
import { audienceLabels, audiencePlace, reportLine } from "../../form/safety-texts";
import { defaultPack } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { firstAgency } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { capital } from "../../text";
import { choiceField, headingBlock, lineField, linesField, textBlock } from "../blocks";
import type { Block, Field, Values } from "../page-data";
import { askedAgencies, chosenPack, peopleQuestions } from "./answers";
import { problemsOfEmptyFields, type WalkPage } from "./walk-page";

/** The fields of the settings of a page. One that offers a single thing is not asked. */
function settingFields(page: SettingPage): readonly Field[] {
  return settingsOn(page).flatMap(({ key, label, about, allowed, options }): readonly Field[] => {
    const offered = options?.() ?? null;
    if (offered === null) return [lineField(key, label, `${about} ${allowed}`)];
    return offered.length < 2 ? [] : [{ ...choiceField(key, label, offered), help: about }];
  });
}

/** A page of settings alone, below some words. */
function settingsPage(view: SettingPage, title: string, words: string): WalkPage {
  return {
    view,
    title,
    settings: [view],
    blocks: () => [textBlock(words), ...settingFields(view)],
  };
}

const partHelp: Values = {
  phone: "Such as (555) 555-0100.",
  "admin.email":
    "A person's own address, read each school day. It may be an account's that edits this Form.",
};

export const districtPage: WalkPage = {
  view: "district",
  title: "The district",
  settings: ["district", "students"],
  defaults: (account) => ({ protocol: defaultPack().id, domains: domainOf(account) }),
  blocks: () => [
    ...settingFields("district"),
    headingBlock("Students"),
    textBlock("Each of these may stay empty."),
    ...settingFields("students"),
  ],
  needs: { domains: "The domain of your staff's addresses, such as district.example." },
};

export const peoplePage: WalkPage = {
  isOnce: true,
  view: "people",
  title: "Lead and admin",
  blocks: () =>
    peopleQuestions.flatMap(({ key, title, about, parts }): readonly Block[] => [
      headingBlock(title),
      textBlock(about),
      ...parts.map((part) => {
        const label = capital(`${title.replace("District ", "")}: ${part}`);
        return lineField(`${key}.${part}`, label, partHelp[`${key}.${part}`] ?? partHelp[part]);
      }),
    ]),
  needs: {
    "lead.name": "The lead's name.",
    "lead.email": "The lead's address. Without one, no one is told.",
    "admin.email": "The admin's address. Without one, a failure is told to the lead alone.",
  },
  refuses: (values, { account }) =>
    Object.fromEntries(
      ["lead.email", "alternate.email"]
        .filter((key) => account !== "" && (values[key] ?? "").trim().toLowerCase() === account)
        .map((key) => [key, runsTheDesk]),
    ),
  doubts: (values, { account }) =>
    (values["admin.email"] ?? "").trim().toLowerCase() === account
      ? {
          "admin.email":
            "This account runs the system. Does a person read its mailbox each school day? If not, write the address of someone who reads theirs.",
        }
      : {},
};

/** Why an address is refused: a report may name that person, and the account that runs the desk owns what is reported (design 2.11). */
const runsTheDesk =
  "This account runs the system and owns what is reported, so it must not belong to anyone whom a report may be about. Write another address, or sign in with a role account and choose Set up again.";

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
  isOnce: true,
  view: "agencies",
  title: "Agencies",
  defaults: (_account, values) => {
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
  settings: ["audience"],
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
        help: "No one needs an account. Since 2026 some volunteers are mandated reporters, and many of them have none. The link can be passed on, so strangers may send reports; the Form shows no one what was reported.",
      },
    ]),
    ...settingFields("audience"),
    textBlock(
      "Only a person can open the Form to a district or to anyone; Google does not let a script do it. Do it when everything is made. Check reminds you.",
    ),
    textBlock(audiencePlace),
  ],
  needs: { audience: "Choose one of the two." },
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
      "Paste the rows from a spreadsheet, or type them with a comma between: role, school, name, phone, email. The role is designated contact or backup contact. Leave the school empty for someone who serves them all. A first line with the columns' names is understood.",
    ),
  ],
  doubts(_values, { read }) {
    const without = schoolsWithoutContact(read.directory);
    const words = `No designated contact yet for ${without.join(", ")}: reports from there would go to the backup contact or the district lead. Add one, or go on and add one in the register.`;
    return without.length === 0 ? {} : { contacts: words };
  },
  needs: { contacts: "At least one designated contact." },
  refuses: (_values, { account, read }) =>
    read.directory.people.some(({ email, role }) => email === account && /contact$/.test(role))
      ? { contacts: runsTheDesk }
      : {},
};

// How long things are kept. The years have no default, since the district has to choose them.

export const retentionPage: WalkPage = {
  ...settingsPage(
    "retention",
    "How long records are kept",
    "Ask the person who keeps the district's records what its policy says. The district chooses the number of years, so none is filled in.",
  ),
  needs: {
    retentionYears: "A whole number of years.",
    formResponsesDays: "A whole number of days.",
  },
};

export const timesPage: WalkPage = settingsPage(
  "times",
  "Reminders and waiting times",
  "These are the usual values. Leave them as they are, or change what your district does differently.",
);

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
  needs: { schools: "At least one school." },
};
