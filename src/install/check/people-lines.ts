/**
 * Lines of the check on rows of Contacts that can be read and still serve nobody (repeated, away without an end, of no school), on ways of
 * written reports that nobody has checked lately, and on whether a report that names somebody would still have a reader (design 2.11).
 */
import { readInstallers } from "../../access/running-accounts";
import { headerOf } from "../../district/directory/directory-cells";
import type { Person } from "../../district/district";
import { schoolNamed } from "../../district/find-people";
import { readerGaps } from "../../district/reader-gaps";
import { roleWords } from "../../district/roles";
import { roleOfAccount } from "../../district/sealed-readers";
import { channelsOf } from "../../protocol/channels";
import { say } from "../../protocol/wording";
import { fold } from "../../text";
import { dateText, daysBetween } from "../../time";
import { type CheckReads, type Line, linesOf, look, type Perhaps, wrong } from "./findings";

const rowWords = (people: readonly { readonly row: number }[]) =>
  `${people.length === 1 ? "row" : "rows"} ${people.map(({ row }) => row).join(", ")}`;

const sameAs = ({ role, school, email, awayFrom, awayTo }: Person) =>
  JSON.stringify([role, fold(school ?? ""), email, awayFrom, awayTo]);

function repeated(people: readonly Person[]): readonly Perhaps[] {
  return people.map((person, at) => {
    const above = people.slice(0, at).find((one) => sameAs(one) === sameAs(person));
    return (
      above !== undefined &&
      look(
        `In Contacts, row ${person.row} repeats row ${above.row}: the same person, role and school.`,
        "Delete one of the two rows, or write there who was meant.",
      )
    );
  });
}

/** Lines on rows of Contacts that are repeated, away without an end, or contact of a school that Schools does not have. */
export function rowLines({ directory, workspace }: CheckReads): readonly Line[] {
  const { people } = directory;
  const now = workspace.clock.now();
  const endless = people.filter(
    ({ awayFrom, awayTo }) => awayFrom !== null && awayFrom <= now && awayTo === null,
  );
  const nobodys = people.filter(
    ({ role, school }) =>
      /contact$/.test(role) && school !== null && schoolNamed(directory, school) === null,
  );
  return linesOf(
    [
      ...repeated(people),
      endless.length > 0 &&
        look(
          `Away without an end: ${rowWords(endless)} of Contacts.`,
          `Write the last day under ${headerOf("contacts", "awayTo")}. For whoever does not come back: delete the row, and add one for who follows.`,
        ),
      nobodys.length > 0 &&
        look(
          `Contact of no school in the Schools tab: ${rowWords(nobodys)} of Contacts.`,
          "Write the school as it stands in Schools, or nothing for every school; or delete the row.",
        ),
    ],
    "No row of Contacts is repeated, endlessly away or nobody's.",
  );
}

const goodForDays = 180;

/** Lines on ways to reach an agency in writing that were not checked for long. */
export function channelLines({ directory, workspace: { clock } }: CheckReads): readonly Line[] {
  const today = dateText(clock.now(), clock);
  const isOld = (checked: string | null) =>
    checked === null || (daysBetween(checked, today) ?? 0) > goodForDays;
  const rows = directory.agencies.filter(
    ({ channel }) => channel !== null && isOld(channel.checked),
  );
  const stood = directory.pack.agencies.filter(
    (agency) =>
      channelsOf(agency).some(({ checked }) => isOld(checked)) &&
      !directory.agencies.some((one) => one.agency === agency.id && one.channel !== null),
  );
  const day = headerOf("contacts", "channelChecked");
  return linesOf(
    [
      rows.length > 0 &&
        look(
          `Ways to send a written report, not checked for ${goodForDays} days: ${rowWords(rows)} of Contacts.`,
          `Call each agency, ask whether number or address still hold, and write the day under ${day}.`,
        ),
      stood.length > 0 &&
        look(
          `How a written report reaches ${stood.map(({ inSentence }) => say(inSentence)).join(", ")} stands in the protocol alone, not checked for ${goodForDays} days.`,
          `Call and ask; then write each way into a row of Contacts, with the day under ${day}.`,
        ),
    ],
    `Each way to send a written report was checked within ${goodForDays} days.`,
  );
}

/** Accounts that run the desk although Contacts names their holder, so that a report may be about them. */
function namedAccounts({ workspace, directory }: CheckReads): readonly Perhaps[] {
  return [...readInstallers(workspace.memory).keys()].map((one) => {
    const role = roleOfAccount(directory, one);
    return (
      role !== null &&
      wrong(
        `${one} runs the desk, and is the ${roleWords[role]} in Contacts: a report about that person would be theirs to read.`,
        "Have a role account of the district choose Set up, then Hand over here; or name somebody else in Contacts.",
      )
    );
  });
}

/** What would leave a sealed report without a reader. Nobody goes live with such a line. */
export function readerLines(checked: CheckReads): readonly Perhaps[] {
  return [
    ...readerGaps(checked.directory).map(({ text, next }) => wrong(text, next)),
    ...namedAccounts(checked),
  ];
}
