/** Checks on Contacts, Schools and Settings: rows to correct, missing people and numbers, choices that were not made. */

import { accountsThatJoinedOtherwise, whoWaits } from "../access/confirm-leads-and-accounts";
import { areStudentsKnown } from "../district/addresses";
import { headerOf } from "../district/directory/directory-cells";
import { findContradictions } from "../district/directory/problem-cells";
import { districtTabs } from "../district/district-tabs";
import { holdersOfRole, schoolsWithoutContact } from "../district/find-people";
import { isContactRole, roleWords } from "../district-directory";
import { countInWords } from "../parts-of-a-page";
import { channelsOf } from "../protocol/agency-words";
import { approvalWords, protocolVersion } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { isOfSchools, kindOf, schoolRegisters, schoolRegistersUpTo } from "../registers/kinds";
import { missingReaders } from "../sealed/which-sealed-register";
import { directoryFor, emptyContents, roleOfAccount } from "../sealed/who-reads-sealed-registers";
import { installersIn } from "../store/store";
import { dateText, daysBetween } from "../time";
import { attestedLine } from "./attestations";
import type { CheckReads, Checks, Finding } from "./check-entry";
import { bySetUp, needsPerson, ok } from "./check-entry";

const goodForDays = 180;

const inSettings = "Choose Student safety, Settings.";

/** The checks on Contacts, Schools and Settings, by name. */
export const directoryChecks = {
  contacts: {
    means:
      "A report goes to the person whom Contacts names for its school, and in an emergency someone calls a number that is there.",
    next: "In the register, the column To correct beside the row says what to write. Until then the cell does not count.",
    fine: "Contacts serve every school.",
    finds: findRowsToCorrect,
  },
  readers: {
    means: "A person whom a report names must not read it.",
    next: "Have a role account of the district choose Set up, then Stop using this account here; or name someone else in Contacts.",
    finds: findWrongReaders,
  },
  confirmations: {
    means:
      "Otherwise anyone who can write in Contacts or open this Form's script could let in an address of their own.",
    next: "Choose Who can open what: an admin who did not type the address confirms it there. If it is wrong, correct it in Contacts.",
    state: "look",
    finds: findUnconfirmed,
  },
  schoolRegisters: {
    means: "A school's cases are in the register that its row in Schools names.",
    next: "In Contacts, name a designated contact for the school, and tick May open.",
    finds: findSchoolRegisters,
  },
  agencies: {
    means: "Every case begins with a call.",
    next: "Add a row for each in Contacts, with its number, before you go live.",
    fine: "Each agency has a number.",
    finds: findAgenciesWithoutNumber,
  },
  channels: {
    means: "A written report to an old number or address reaches no one.",
    // Made when it is asked for, as the tabs are.
    get next() {
      return `Call each agency and ask if its number or address is still right. Write each way in a row of Contacts, with the day under ${headerOf("contacts", "channelChecked")}.`;
    },
    state: "look",
    fine: `Each way to send a written report was checked within ${goodForDays} days.`,
    finds: findOldChannels,
  },
  choices: {
    means: "A setting counts in every case.",
    next: inSettings,
    state: "look",
    finds: findMissingChoices,
  },
  protocol: {
    means:
      "The steps and the lines of law are in the system's own words, and each version has others.",
    next: inSettings,
    finds: findProtocol,
  },
} satisfies Checks;

const rowsOfContacts = (people: readonly { readonly row: number }[]) =>
  `${people.length === 1 ? "row" : "rows"} ${people.map(({ row }) => row).join(", ")} of Contacts.`;

function findRowsToCorrect({ directory, run: { clock } }: CheckReads): Finding {
  const { schools, people, problems } = directory;
  const without = schoolsWithoutContact(directory);
  const places = problems.flatMap(({ tab, row, column }) =>
    tab === "settings" ? [] : `${districtTabs[tab].title} row ${row} (${column})`,
  );
  const contradictions = findContradictions(directory);
  const awayForGood = people.filter(
    ({ awayFrom, awayTo }) => awayFrom !== null && awayFrom <= clock.now() && awayTo === null,
  );
  return [
    places.length > 0 &&
      `${countInWords(places.length, "cell")} cannot be used: ${places.join(", ")}.`,
    problems.map(
      ({ tab, row, column, write }) =>
        tab === "settings" && {
          text: `In Settings, row ${row} cannot be used.`,
          next: `${column}: ${write}`,
        },
    ),
    contradictions.length > 0 &&
      needsPerson(`Contradicts a row above: ${rowsOfContacts(contradictions)}`),
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
    awayForGood.length > 0 &&
      needsPerson(
        `Away without an end: ${rowsOfContacts(awayForGood)}`,
        `Write the last day under ${headerOf("contacts", "awayTo")}. If someone is not coming back, delete the row and add one for the new person.`,
      ),
  ];
}

/** People who read sealed registers or run the system, and whom a report may name. */
function findWrongReaders({ directory, run }: CheckReads): Finding {
  return [
    missingReaders(directory),
    installersIn(run.memory).map((one) => {
      const role = roleOfAccount(directory, one);
      return (
        role !== null &&
        `${one} runs the system, and is the ${roleWords[role]} in Contacts: that person could read a report about them.`
      );
    }),
  ];
}

function findUnconfirmed({ directory, run }: CheckReads): Finding {
  return [
    whoWaits(run, directory).map(
      (one) => ({ text: `${one} waits for a confirmation.`, goingLive: "held" }) as const,
    ),
    accountsThatJoinedOtherwise(run, directory).map((one) => ({
      text: `${one} runs the system, and Contacts does not name it as district admin and in no other role.`,
      next: "If it should run the system, name it in Contacts as district admin. Otherwise choose Stop using this account there.",
    })),
  ];
}

/** Registers of schools without a file, and schools whose register has no one who serves the school. Nothing where there are none. */
function findSchoolRegisters({ directory, run }: CheckReads): Finding {
  const there = schoolRegisters(run.memory);
  const named = new Set(directory.schools.map((one) => one.registerNamed).filter(isOfSchools));
  const missing = [...named].filter((name) => !there.includes(name));
  const isFull = there.length + missing.length > schoolRegistersUpTo;
  const unread = directory.schools.flatMap(({ school, register }) => {
    if (!isOfSchools(register)) return [];
    const served = directoryFor(register, directory, emptyContents);
    const own = (["designated-contact", "backup-contact"] as const).flatMap((role) =>
      holdersOfRole(served, role, school),
    );
    return own.some(({ mayOpen }) => mayOpen) ? [] : { school, isNamed: own.length > 0 };
  });
  const notServed = (some: typeof unread) =>
    `No contact or backup of the school may open the register that it has: ${some.map(({ school }) => school).join(", ")}. Its reports go to the leads.`;
  const unticked = unread.filter(({ isNamed }) => isNamed);
  const unnamed = unread.filter(({ isNamed }) => !isNamed);
  const wide = directory.people.filter(
    (one) => isContactRole(one.role) && one.school === null && one.mayOpen && !one.allSchools,
  );
  return [
    missing.length > 0 && {
      text: `Named in Schools, and without a file yet: ${missing.map((name) => kindOf(name).fileName).join("; ")}. Until there is one, reports of its schools go into the main register.`,
      ...(isFull
        ? {
            next: `There can be ${schoolRegistersUpTo} such registers. Write the name of one of the others into the column Register of Schools, or nothing.`,
          }
        : { next: "Choose Set up. It makes the files and shares them.", fix: bySetUp.fix }),
    },
    unticked.length > 0 && {
      text: notServed(unticked),
      next: "As a lead, tick May open in the row of its contact in Contacts.",
    },
    unnamed.length > 0 && notServed(unnamed),
    there.length > 0 &&
      wide.length > 0 &&
      needsPerson(
        `Of no school in Contacts, and opening no register of a school: ${wide.map(({ email }) => email).join(", ")}.`,
        "If they serve all schools, tick All schools in their rows, as a lead. If they serve one, write it there.",
      ),
  ];
}

const namesOf = (agencies: ProtocolPack["agencies"]) =>
  agencies.map(({ inSentence }) => say(inSentence)).join(", ");

function findAgenciesWithoutNumber({ directory: { pack, agencies } }: CheckReads): Finding {
  const without = pack.agencies.filter(
    ({ id }) => !agencies.some((one) => one.agency === id && one.phone),
  );
  return without.length > 0 && `No number for ${namesOf(without)}.`;
}

function findOldChannels({ directory: { agencies, pack }, run: { clock } }: CheckReads): Finding {
  const today = dateText(clock.now(), clock);
  const isOld = (checked: string | null) =>
    checked === null || (daysBetween(checked, today) ?? 0) > goodForDays;
  const rows = agencies.filter(({ channel }) => channel !== null && isOld(channel.checked));
  const ofProtocol = pack.agencies.filter(
    (agency) =>
      channelsOf(agency).some(({ checked }) => isOld(checked)) &&
      !agencies.some((one) => one.agency === agency.id && one.channel !== null),
  );
  return [
    rows.length > 0 &&
      `Ways to send a written report that were not checked for ${goodForDays} days: ${rowsOfContacts(rows)}`,
    ofProtocol.length > 0 &&
      `Only the protocol says how a written report reaches ${namesOf(ofProtocol)}. No one has checked that for ${goodForDays} days.`,
  ];
}

function findMissingChoices({ directory: { settings, people } }: CheckReads): Finding {
  return [
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
        next: "In Contacts, write Always under On duty for someone who has promised to answer; or choose “nobody” in Settings.",
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
  ];
}

/** Which protocol is in use, how far it is approved, and whether counsel has read its wording. */
function findProtocol(checked: CheckReads): Finding {
  const { pack } = checked.directory;
  return [
    ok(`Protocol in use: ${pack.author}, version ${pack.version}. ${approvalWords(pack.approval)}`),
    attestedLine(
      checked,
      `wording ${protocolVersion(pack)}`,
      `Whether the district's counsel has read the wording of ${pack.author}'s protocol, version ${pack.version}`,
      "Give counsel the decision table (docs/county.md, in GUIDES.html of the release, says how it is printed) and the Guide tab. Tick this once counsel has read them.",
    ),
  ];
}
