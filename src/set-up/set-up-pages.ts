/**
 * The pages of Set up and Settings, as data: the account, the district and its people, who may open the Form, how long records are kept,
 * reminders and waiting times, and what will be made.
 */

import { domainOf } from "../district/addresses";
import { rolesOf, schoolsWithoutContact } from "../district/find-people";
import { type SettingPage, settingDefinitions } from "../district/settings";
import { isContactRole, type PersonRole, roleWords } from "../district-directory";
import { audienceLabels, audiencePlace, reportLine } from "../form/safety-texts";
import { once } from "../lazy";
import type { Field, Findings, PagePart, Values } from "../parts-of-a-page";
import {
  choiceField,
  errorsOf,
  heading,
  lineField,
  linesField,
  tickField,
} from "../parts-of-a-page";
import { registerNames } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { firstAgency } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import { kindOf, schoolRegistersUpTo } from "../registers/kinds";
import { capital } from "../text";
import type { Read, SetUpPage } from "./set-up-answers";
import {
  answerIn,
  askedAgencies,
  chosenPack,
  confirmField,
  leadQuestions,
  only,
  pastedRows,
  peopleQuestions,
  schoolsThere,
} from "./set-up-answers";

/** The fields for a page's settings. A setting with a single option is not asked. */
function settingFields(page: SettingPage): readonly Field[] {
  const asked = settingDefinitions().filter((one) => one.page === page);
  return asked.flatMap(({ key, label, about, allowed, options }): readonly Field[] => {
    const offered = options?.() ?? null;
    if (offered === null) return [lineField(key, label, `${about} ${allowed}`)];
    return offered.length < 2 ? [] : [{ ...choiceField(key, label, offered), help: about }];
  });
}

/** A page that has only settings, below some words. */
function settingsPage(view: SettingPage, title: string, words: string): SetUpPage {
  return { view, title, parts: () => [words, settingFields(view)] };
}

/** Why an address is refused: a report may name that person, and the account that runs the system owns what is reported (design 2.11). */
const runsTheSystem =
  "This account runs the system and owns what is reported, so it must not belong to anyone whom a report may be about. Write another address, or sign in with a role account and choose Set up again.";

const partHelp: Values = {
  phone: "Such as (555) 555-0100.",
  "admin.email":
    "A person's own address, read each school day. It may be the address of an account that edits this Form.",
};

function agenciesText(pack: ProtocolPack): string {
  const first = say(firstAgency(pack).inSentence);
  const own = reportLine(pack);
  const named = pack.agencies.find(({ namedBySchool }) => namedBySchool);
  const law = named === undefined ? "" : say(named.inSentence);
  return [
    own === null
      ? `The checklists say to call these. The protocol has no number of its own: ask the county for the one of ${first} that takes reports, and call it once to see that it is right.`
      : `The checklists say to call these. The number of ${first} is from the protocol's document of ${pack.version}: call it once to see that it is right. The document does not give the other numbers.`,
    ...(named === undefined
      ? []
      : [
          `For ${law} give an agency outside the district. ${pack.noAgencies.map(({ why }) => say(why)).join(" ")} Where ${law} has no number, the checklists say so, and ${pack.emergency.phone} for an emergency.`,
        ]),
  ].join(" ");
}

/** What can be corrected later in the register: rows that cannot be used, schools without a contact, agencies without a number. */
function canWait(values: Values, { account, directory, tables }: Read): readonly PagePart[] {
  const without = schoolsWithoutContact(directory).join(", ");
  const agencies = askedAgencies(values)
    .filter(({ key }) => answerIn(values, `${key}.phone`) === "")
    .map(({ role, name }) => name || role)
    .join(", ");
  return [
    ...rowsToCorrect(tables),
    without !== "" &&
      `No designated contact yet for ${without}: reports from there would go to the backup contact or the district lead.`,
    agencies !== "" && `No number yet for ${agencies}: Go live waits for it.`,
    account !== "" &&
      answerIn(values, "admin.email") === account &&
      "The admin's address is that of this account. Does a person read its mailbox each school day? If not, write the address of someone who reads theirs.",
  ];
}

/** Refuses to go on while a pasted row cannot be read: a school or a contact would be missing, and no one would ask for it again. */
const unreadRows = (tab: "schools" | "contacts", { tables }: Read): Values =>
  errorsOf({
    [tab]:
      rowsToCorrect(only(tables, [tab])).length > 0 &&
      "Correct the rows that are marked below, or take them out: they cannot be used as they are.",
  });

/** Words about pasted rows that cannot be used as they are. */
export function rowsToCorrect(tables: Findings["tables"]): readonly string[] {
  return Object.entries(tables).flatMap(([key, { caption, notes = {} }]) =>
    Object.keys(notes).length === 0 ? [] : [`${capital(key)}: ${caption}`],
  );
}

/** What the fields show before anyone has typed in them. `values`: the answers so far, which say which protocol it is. */
export function defaultAnswers(account: string, values: Values): Values {
  const pack = chosenPack(values);
  const { id, name } = firstAgency(pack);
  return {
    ...Object.fromEntries(settingDefinitions().map((one) => [one.key, one.default])),
    protocol: pack.id,
    domains: domainOf(account),
    [`${id}.name`]: say(name),
    [`${id}.phone`]: reportLine(pack)?.phone ?? "",
  };
}

/** The pages in order: first the account, last what will be made. */
export const setUpPages = once((): readonly SetUpPage[] => [
  {
    isOnce: true,
    view: "account",
    title: "The account that runs this",
    parts: (_values, { account }) => [
      `You are signed in as ${account === "" ? "an account that Google does not name" : account}. This account will own the registers, read the Form's reports and send the emails.`,
      choiceField("account", "What is this account?", [
        {
          id: "role",
          label: "A role account of the district",
          help: "It stays when people leave, and no report can be about it.",
        },
        {
          id: "own",
          label: "A person's own account",
          help: "To try it only. A report may be about this person. When they leave, reports wait, and the registers may be deleted with the account. Check says so, and Go live waits for a role account: ask your Workspace administrator for one.",
        },
      ]),
      "The next pages ask for the district, schools, contacts, agencies and a few choices. Nothing is made before the last one. Close this whenever you like: choose Set up again and you continue where you stopped.",
    ],
    needs: { account: "Choose one of the two." },
  },
  {
    view: "district",
    title: "The district",
    parts: () => [
      settingFields("district"),
      heading("Students"),
      "Each of these may stay empty.",
      settingFields("students"),
    ],
    needs: { domains: "The domain of your staff's addresses, such as district.example." },
  },
  {
    isOnce: true,
    view: "people",
    title: "Lead and admin",
    parts: () =>
      peopleQuestions.map(({ key, title, about, parts }) => [
        heading(title),
        about,
        parts.map((part) => {
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
          .filter((key) => account !== "" && answerIn(values, key) === account)
          .map((key) => [key, runsTheSystem]),
      ),
  },
  {
    view: "schools",
    title: "Schools",
    parts: (values) => [
      linesField(
        "schools",
        "One school per line",
        `Paste the rows from a spreadsheet, or type them with a comma between. A row has: school, grades, law enforcement agency, and yes, no or unknown. The last one says if the district's own police employ the ${say(chosenPack(values).schoolOfficer)}. Only the name must be there. The first line may hold the names of the columns.`,
      ),
      // Later it is written into the column Register of Schools.
      values[schoolsThere] === undefined && [
        "In one register, each contact can open the cases of every school. With a register for each school, contacts open only those of the schools that they serve, and leads open all.",
        choiceField("registers", "Which registers?", [
          { id: "", label: "One for all schools, as small districts have it" },
          { id: "each", label: `One for each school, up to ${schoolRegistersUpTo} schools` },
        ]),
      ],
    ],
    needs: { schools: "At least one school." },
    refuses: (values, read) => {
      const isMany = pastedRows(values, "schools").length > schoolRegistersUpTo;
      const most = `There can be ${schoolRegistersUpTo} registers of schools. Choose one for all; later write in Schools which schools share one.`;
      const refused = values["registers"] === "each" && isMany ? { registers: most } : {};
      return { ...unreadRows("schools", read), ...refused };
    },
  },
  {
    view: "contacts",
    title: "Contacts",
    parts: () => [
      "Each school needs a designated contact, who gets its reports, and should have a backup contact for days away.",
      linesField(
        "contacts",
        "One person per line",
        "Paste the rows from a spreadsheet, or type them with a comma between: role, school, name, phone, email. The role is designated contact, backup contact, or told only: a principal, perhaps, who gets the reference and level of cases and opens nothing. Leave the school empty for someone who serves them all; where schools have registers of their own, a lead ticks All schools for them later. The first line may hold the names of the columns.",
      ),
    ],
    needs: { contacts: "At least one designated contact." },
    refuses: (_values, read) =>
      rolesOf(read.directory, read.account).some(isContactRole)
        ? { contacts: runsTheSystem }
        : unreadRows("contacts", read),
  },
  {
    isOnce: true,
    view: "agencies",
    title: "Agencies",
    parts: (values) => [
      agenciesText(chosenPack(values)),
      askedAgencies(values).map(({ role, key, name }) => {
        const label = name || capital(role);
        return [
          heading(label),
          name === "" && lineField(`${key}.name`, `${label}: name of the agency`),
          lineField(`${key}.phone`, `${label}: number to call`),
        ];
      }),
    ],
  },
  // The script cannot set who may open the Form, so the page says where to click.
  {
    view: "audience",
    title: "Who may open the Form",
    parts: () => [
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
      settingFields("audience"),
      "Only a person can open the Form to a district or to anyone; Google does not let a script do it. Do it when everything is made. Check reminds you.",
      audiencePlace,
    ],
    needs: { audience: "Choose one of the two." },
  },
  // The years have no default, since the district has to choose them.
  {
    ...settingsPage(
      "retention",
      "How long records are kept",
      "Ask the person who keeps the district's records what its policy says. The district chooses the number of years, so none is filled in.",
    ),
    needs: {
      retentionYears: "Needed now, and can be changed later: a whole number of years.",
      formResponsesDays: "A whole number of days.",
    },
  },
  settingsPage(
    "times",
    "Reminders and waiting times",
    "These are the usual values. Leave them as they are, or change what your district does differently.",
  ),
  {
    isOnce: true,
    view: "create",
    title: "What will be made",
    parts(values, read) {
      const { people } = read.directory;
      const owner = read.account === "" ? "This account" : read.account;
      const runsAs = `They run as ${owner}`;
      const whoIs = (role: PersonRole) =>
        people.find((one) => one.role === role)?.email ?? `the ${roleWords[role]}`;
      const registers = registerNames.map((name) => {
        const { fileName, holds, audience } = kindOf(name);
        const who = audience === null ? "those in Contacts" : audience.map(whoIs).join(" and ");
        const isEach = name === "main" && values["registers"] === "each";
        const contents = isEach ? "contacts, settings, and cases of no school" : holds;
        return [`${fileName}: ${contents}`, `${owner}, and ${who} once May open is ticked there`];
      });
      const later = canWait(values, read);
      return [
        later.some((one) => one !== false) && [
          heading("Still missing"),
          "Go back and correct it, or do it in the register afterwards:",
          later,
        ],
        {
          kind: "table",
          caption: "Made in this account, shared with no one else",
          head: ["What", "Who can open it"],
          rows: [
            ...registers,
            ...(values["registers"] === "each"
              ? [
                  [
                    "A register for each school: its cases and checklists",
                    `${owner}, and the leads and those who serve the school, once May open is ticked there`,
                  ],
                ]
              : []),
            ["The questions in this Form", "Everyone you let send reports"],
            ["Triggers: on a report, on an edit of a register, every 5 minutes", runsAs],
          ],
        },
        "People who may edit this Form can read every report in it and change the script. Let only the admin edit it.",
        leadQuestions(values).length === 0 && [
          heading("Who can open the registers"),
          "No lead is named, so no one but this account can open them, and no sealed report has a reader. Once they are made, write the district lead and the alternate lead into Contacts. Then choose Student safety, Who can open what, and confirm the lead there: no address counts before someone has confirmed it. The lead then ticks May open for the alternate lead and the others.",
        ],
        leadQuestions(values).length > 0 && [
          heading("Who can open the registers"),
          "The registers name students, so at first no one but this account can open them. Ask the lead and the alternate lead by phone if the address is right, then tick them here. Someone you tick can open the registers, sealed reports too.",
          "For everyone else, May open in Contacts is off at first: that includes the designated contacts, who get emails but cannot open a case. The lead ticks May open there, row by row.",
          leadQuestions(values).map(({ key, role, name, email }) =>
            tickField(
              confirmField(key),
              `${name === "" ? email : `${name}, ${email}`}, is the ${role}`,
              key === "lead"
                ? "Needed: without a lead who can open the registers, no one could let the contacts in."
                : "You can leave this for later. Until someone else confirms the address, this person reads no sealed report: an admin does it on the page Who can open what, or the lead ticks May open in Contacts.",
            ),
          ),
        ],
      ];
    },
    refuses: (values) =>
      errorsOf({
        [confirmField("lead")]:
          answerIn(values, "lead.email") !== "" &&
          values[confirmField("lead")] !== "yes" &&
          "Tick this once you know that the address is the lead's. If it is wrong, go back and correct it.",
      }),
  },
]);
