/** Entries of Check on Contacts, Schools and Settings: rows to correct, missing people and numbers, choices that were not made. */

import { accountsThatJoinedOtherwise, whoWaits } from "../access/confirm-leads-and-accounts";
import { headerOf } from "../district/directory/directory-cells";
import { findContradictions } from "../district/directory/problem-cells";
import { areStudentsKnown, roleWords } from "../district/district";
import { schoolsWithoutContact } from "../district/find-people";
import { type CheckLine, countInWords } from "../parts-of-a-page";
import { channelsOf } from "../protocol/agency-channels";
import { approvalWords, protocolVersion } from "../protocol/find-pack";
import { say } from "../protocol/wording";
import { tabs } from "../register/tabs";
import { missingReaders, roleOfAccount } from "../sealed/who-reads-sealed-registers";
import { installersIn } from "../store/store";
import { dateText, daysBetween } from "../time";
import { attestedLine } from "./attestations";
import { type Check, ok } from "./check-entry";

const rowWords = (people: readonly { readonly row: number }[]) =>
  `${people.length === 1 ? "row" : "rows"} ${people.map(({ row }) => row).join(", ")}`;

const goodForDays = 180;

const inSettings = "Choose Student safety, Settings.";

export function directoryChecks(): readonly Check[] {
  return [
    {
      id: "contacts",
      means:
        "A report goes to the person whom Contacts names for its school, and in an emergency someone calls a number that is there.",
      next: "In the register, the column To correct beside the row says what to write. Until then the cell does not count.",
      fine: "Contacts serve every school.",
      finds({ directory, run: { clock } }) {
        const { schools, people, problems } = directory;
        const without = schoolsWithoutContact(directory);
        const ofSettings = problems.filter(({ tab }) => tab === "settings");
        const others = problems.filter(({ tab }) => tab !== "settings");
        const places = others.map(
          ({ tab, row, column }) => `${tabs[tab].title} row ${row} (${column})`,
        );
        const contradictions = findContradictions(directory);
        const awayForGood = people.filter(
          ({ awayFrom, awayTo }) => awayFrom !== null && awayFrom <= clock.now() && awayTo === null,
        );
        return [
          places.length > 0 &&
            `${countInWords(places.length, "cell")} cannot be used: ${places.join(", ")}.`,
          ofSettings.map(({ row, column, write }) => ({
            text: `In Settings, row ${row} cannot be used.`,
            next: `${column}: ${write}`,
          })),
          contradictions.length > 0 && {
            state: "look",
            text: `Contradicts a row above: ${rowWords(contradictions)} of Contacts.`,
          },
          schools.length === 0 && {
            text: "No school yet.",
            next: "Fill in the Schools tab, then choose Set up.",
          },
          without.length > 0 && {
            text: `No designated contact for: ${without.join(", ")}.`,
            next: "Add one in Contacts. Until then, reports go to the backup contact or the lead.",
          },
          !people.some(({ role }) => role === "district-lead") && {
            text: "No district lead.",
            next: "Add a row with the role district lead in Contacts.",
          },
          awayForGood.length > 0 && {
            state: "look",
            text: `Away without an end: ${rowWords(awayForGood)} of Contacts.`,
            next: `Write the last day under ${headerOf("contacts", "awayTo")}. If someone is not coming back, delete the row and add one for the person who follows.`,
          },
        ];
      },
    },
    {
      id: "readers",
      means: "A person whom a report names must not read it.",
      next: "Have a role account of the district choose Set up, then Stop using this account here; or name someone else in Contacts.",
      finds: ({ directory, run }) => [
        missingReaders(directory),
        installersIn(run.memory).map((one) => {
          const role = roleOfAccount(directory, one);
          return (
            role !== null &&
            `${one} runs the system, and is the ${roleWords[role]} in Contacts: that person could read a report about them.`
          );
        }),
      ],
    },
    {
      id: "confirmations",
      means:
        "Whoever can write an address into Contacts or open this Form's script could otherwise let in an address of their own.",
      next: "Choose Who can open what: an admin who did not type the address confirms it there. If it is wrong, correct it in Contacts.",
      state: "look",
      finds: ({ directory, run, ids }) => [
        whoWaits(run, directory).map((one): CheckLine => {
          return { text: `${one} waits for a confirmation.`, goingLive: "held" };
        }),
        accountsThatJoinedOtherwise(run, directory, ids.main).map((one) => ({
          text: `${one} runs the system, and Contacts does not name it as district admin and in no other role.`,
          next: "If it should run the system, name it in Contacts as district admin. Otherwise choose Stop using this account there.",
        })),
      ],
    },
    {
      id: "agencies",
      means: "Every case begins with a call.",
      next: "Add a row for each in Contacts, with its number, before you go live.",
      fine: "Each agency has a number.",
      finds({ directory: { pack, agencies } }) {
        const empty = pack.agencies.filter(
          ({ id }) => !agencies.some((one) => one.agency === id && one.phone),
        );
        const names = empty.map(({ inSentence }) => say(inSentence)).join(", ");
        return empty.length > 0 && `No number for ${names}.`;
      },
    },
    {
      id: "channels",
      means: "A written report to an old number or address reaches no one.",
      next: `Call each agency and ask if its number or address is still right. Write each way in a row of Contacts, with the day under ${headerOf("contacts", "channelChecked")}.`,
      state: "look",
      fine: `Each way to send a written report was checked within ${goodForDays} days.`,
      finds({ directory: { agencies, pack }, run: { clock } }) {
        const today = dateText(clock.now(), clock);
        const isOld = (checked: string | null) =>
          checked === null || (daysBetween(checked, today) ?? 0) > goodForDays;
        const rows = agencies.filter(({ channel }) => channel !== null && isOld(channel.checked));
        const stood = pack.agencies.filter(
          (agency) =>
            channelsOf(agency).some(({ checked }) => isOld(checked)) &&
            !agencies.some((one) => one.agency === agency.id && one.channel !== null),
        );
        const names = stood.map(({ inSentence }) => say(inSentence)).join(", ");
        return [
          rows.length > 0 &&
            `Ways to send a written report that were not checked for ${goodForDays} days: ${rowWords(rows)} of Contacts.`,
          stood.length > 0 &&
            `Only the protocol says how a written report reaches ${names}. No one has checked that for ${goodForDays} days.`,
        ];
      },
    },
    {
      id: "choices",
      means: "A setting counts in every case.",
      next: inSettings,
      state: "look",
      finds: ({ directory: { settings, people } }) => [
        settings.retentionYears === null
          ? {
              state: "wrong",
              text: "No one has chosen how many years a closed case is kept.",
              why: "Records must not be kept forever, and you cannot go live before this is set.",
            }
          : ok(`Closed cases are kept for ${countInWords(settings.retentionYears, "year")}.`),
        settings.nights === null && {
          state: "wrong",
          text: "No one has chosen who answers outside school hours (nights).",
          why: "Until then the Form says that no one may read a report before the next school day, and you cannot go live.",
        },
        settings.nights === "on-duty" &&
          !people.some(({ onDuty }) => onDuty === "always") && {
            state: "wrong",
            text: "Settings say that someone is on duty outside school hours, and Contacts names no one.",
            next: "In Contacts, write Always under On duty for whoever has promised to answer; or choose nobody in Settings.",
          },
        settings.domains.length === 0 && {
          text: "No email domain is set: no reporter is emailed.",
          why: "Email about a report goes only to the district's own domains.",
        },
        !areStudentsKnown(settings) && {
          goingLive: "told",
          text: "It is not known which addresses are students', so no reporter is emailed, and the system cannot keep students' addresses out.",
          why: "Someone else may read a student's mailbox. The Form still tells reporters of their own duty when they send it.",
          next: `${inSettings} Under “Students' email domains” write how their addresses end or begin, or none if no student has one.`,
        },
      ],
    },
    {
      id: "protocol",
      means:
        "The steps and the lines of law are in the system's own words, and each version has others.",
      next: inSettings,
      finds(checked) {
        const { pack } = checked.directory;
        return [
          ok(`Protocol in use: ${protocolVersion(pack)}. ${approvalWords(pack.approval)}`),
          attestedLine(
            checked,
            `wording ${protocolVersion(pack)}`,
            `Whether the district's counsel has read the wording of ${pack.author}'s protocol, version ${pack.version}`,
            "Give counsel the decision table (docs/county.md, in GUIDES.html of the release, says how it is printed) and the Guide tab. Tick this once counsel has read them.",
          ),
        ];
      },
    },
  ];
}
