/**
 * Lines of the check on Contacts, Schools and Settings: rows to correct, schools without a contact, agencies without a number, choices not
 * made.
 */

import { findContradictions } from "../../district/directory/contradictions";
import { headerOf } from "../../district/directory/directory-cells";
import type { Directory } from "../../district/district";
import { schoolsWithoutContact } from "../../district/find-people";
import { approvalWords, protocolVersion } from "../../protocol/find-pack";
import { say } from "../../protocol/wording";
import {
  attestedLine,
  type CheckReads,
  countInWords,
  type Line,
  linesOf,
  look,
  ok,
  type Perhaps,
  wrong,
} from "./findings";

/** Problems in cells where somebody is to be called or written to, and cannot be. */
function badNumbers({ problems }: Directory) {
  const columns = ["phone", "channelValue"].map((key) => headerOf("contacts", key));
  return problems.filter(({ tab, column }) => tab === "contacts" && columns.includes(column));
}

/** A line on cells where somebody cannot be called or written to. */
export function numberLines({ directory }: CheckReads): readonly Line[] {
  const bad = badNumbers(directory);
  const where = bad.map(({ row, column }) => `row ${row} (${column})`).join(", ");
  return linesOf(
    [
      bad.length > 0 &&
        wrong(
          `A number or an address that is missing or cannot be used, in Contacts: ${where}.`,
          "Write a number as (555) 555-0100, one a cell. Until then the row is used without it.",
        ),
    ],
    "Every number in Contacts can be dialled.",
  );
}

/** Lines on cells that cannot be used, on missing schools and on schools without a contact. */
export function contactLines({ directory }: CheckReads): readonly Line[] {
  const { schools } = directory;
  const without = schoolsWithoutContact(directory);
  const problems = directory.problems.length - badNumbers(directory).length;
  return linesOf(
    [
      problems > 0 &&
        wrong(
          `${countInWords(problems, "cell")} in Contacts, Schools or Settings cannot be used.`,
          "In the register, the column To correct beside each row says what to write.",
        ),
      schools.length === 0 &&
        wrong("No school yet.", "Fill in the Schools tab, then choose Set up."),
      without.length > 0 &&
        wrong(
          `No designated contact for: ${without.join(", ")}.`,
          "Add one in Contacts. Until then reports go to the backup contact or the lead.",
        ),
      !directory.people.some(({ role }) => role === "district-lead") &&
        wrong("No district lead.", "Add a row with the role district lead in Contacts."),
      ...findContradictions(directory).map(({ row, column, write }) =>
        look(`In Contacts, row ${row} contradicts a row above.`, `${column}: ${write}`),
      ),
    ],
    `Contacts serve all ${countInWords(schools.length, "school")}.`,
  );
}

/** The agencies whose contact data the county document leaves for each district to fill in (four blocks). */
export function agencyLines({ directory }: CheckReads): readonly Line[] {
  const empty = directory.pack.agencies.filter(
    ({ id }) => !directory.agencies.some((one) => one.agency === id && one.phone),
  );
  return linesOf(
    [
      empty.length > 0 &&
        wrong(
          `No number for ${empty.map(({ inSentence }) => say(inSentence)).join(", ")}.`,
          "Add a row for each in Contacts, with its number, before you go live.",
        ),
    ],
    "Each agency has a number.",
  );
}

/** Whether the district's counsel has read the protocol's wording: of this version, since the next one says other things. */
function wordingLine(checked: CheckReads): Line {
  const { pack } = checked.directory;
  const line = attestedLine(
    checked,
    `wording ${protocolVersion(pack)}`,
    `Whether the district's counsel has read the wording of ${pack.author}'s protocol, version ${pack.version}`,
    "Give counsel the decision table (docs/county.md, in GUIDES.html of the release, says how it is printed) and the Guide tab. Tick this once counsel has read them.",
  );
  return {
    ...line,
    why: "The steps and the lines of law are in words of the desk's own, and each version has others.",
  };
}

/** Lines on settings that the district has not chosen. */
export function settingLines(checked: CheckReads): readonly Perhaps[] {
  const { directory } = checked;
  const { retentionYears, domains, studentDomains } = directory.settings;
  const where = "Choose it under Student safety, Settings.";
  return [
    retentionYears === null
      ? {
          ...wrong("Nobody has chosen how many years a closed case is kept.", where),
          why: "Going live waits for it: records must not be kept for ever.",
        }
      : ok(`Closed cases are kept for ${countInWords(retentionYears, "year")}.`),
    domains.length === 0 && {
      ...look("No mail domain is set: no reporter is written to.", where),
      why: "Mail about a report goes only to the district's own domains.",
    },
    studentDomains.length === 0 && {
      ...look("No student domain is set: no student's address can be refused.", where),
      why: "A student must never get mail or access.",
    },
    ...directory.problems
      .filter(({ tab }) => tab === "settings")
      .map(({ row, column, write }) => ({
        ...wrong(`In Settings, row ${row} cannot be used.`, `${column}: ${write}`),
        why: "The desk cannot read this value. Until it is corrected, it does not count.",
      })),
    ok(
      `Protocol in use: ${protocolVersion(directory.pack)}. ${approvalWords(directory.pack.approval)}`,
    ),
    wordingLine(checked),
  ];
}
