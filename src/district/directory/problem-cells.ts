/**
 * Writes beside each row of Contacts, Schools and Settings what to correct, and removes that once it is corrected. Also the words about an
 * address that Google refuses, for these tabs, the Check page and emails.
 */

import { type Directory, type Person, type RowProblem, roleWords } from "../../district-directory";
import type { Refusal } from "../../errors";
import { addTo } from "../../lists";
import type { RawCell } from "../../ports";
import type { Update } from "../../register/change";
import type { TabRequest } from "../../register/read/read-tabs";
import { type Snapshot, tabOf } from "../../register/read/snapshot";
import { districtTabs } from "../district-tabs";
import { headerOf, longestName, namesSoFar } from "./directory-cells";

/** Address (lower case) → why Google refuses it. */
export type Refused = ReadonlyMap<string, Refusal>;

/** Why Google refuses an address, as words that follow the address in a sentence. */
export const refusalReasons: Readonly<Record<Refusal, string>> = {
  "no-account": "Google knows no account of this address",
  "not-allowed": "your Google Workspace does not allow sharing with this address",
  full: "the register is shared with as many people as Google allows",
  "not-owner": "only the register's owner can change who opens it",
  unsaid: "Google does not say why",
};

/** What to do about it, as a sentence. */
export const refusalSteps: Readonly<Record<Refusal, string>> = {
  "no-account":
    "Correct the address in Contacts, or have your Workspace administrator make the account, or bring it back.",
  "not-allowed":
    "Write an address inside your district in Contacts, or ask your Workspace administrator to allow sharing with this one.",
  full: "Untick May open for someone in Contacts who no longer needs it.",
  "not-owner": "Open the register as its owner, and choose Share.",
  unsaid:
    "Compare the address in Contacts letter by letter. If it is right, ask your Workspace administrator if the account is in use and may be shared with.",
};

const keptTabs = ["contacts", "schools", "settings"] as const;

/** What must be read besides the directory, to know which problems are already written in the tabs. */
export const problemRequests = (): readonly TabRequest[] =>
  keptTabs.map((tab) => {
    const names = tab === "schools" ? ["names"] : [];
    return { tab, columns: [districtTabs[tab].keyColumn, "problem", ...names] };
  });

/**
 * Updates for the problem cells that should say something else. `snapshot` has the three tabs. `refused`: addresses that Google refuses: a
 * row with one has a problem if it is ticked to open the register.
 */
export function problemUpdates(
  snapshot: Snapshot,
  directory: Directory,
  refused: Refused,
): readonly Update[] {
  const words = new Map<string, string[]>();
  const ofRefusal = directory.people.flatMap(({ email, mayOpen, row }): readonly RowProblem[] => {
    const why = refused.get(email);
    if (why === undefined || why === "not-owner" || !mayOpen) return [];
    const write = `The register does not open for this address: ${refusalReasons[why]}. It still gets email. ${refusalSteps[why]}`;
    return [ofContacts(row, why === "full" ? "mayOpen" : "email", write)];
  });
  for (const { tab, row, column, write } of [
    ...directory.problems,
    ...findContradictions(directory),
    ...ofRefusal,
  ]) {
    addTo(words, `${tab} ${row}`, `${column}: ${write}`);
  }
  return keptTabs.flatMap((tab) => {
    const { rows, keyless } = tabOf(snapshot, tab);
    return [...rows, ...keyless].flatMap(({ index, key, cells }): readonly Update[] => {
      const problem = words.get(`${tab} ${index + 1}`)?.join("\n") ?? null;
      const names = tab === "schools" ? namesAfter(cells) : null;
      const values = {
        ...((cells["problem"] || null) === problem ? {} : { problem }),
        ...(names === null ? {} : { names }),
      };
      return Object.keys(values).length === 0 ? [] : [{ tab, key, row: index, values }];
    });
  });
}

/** The names of a row of Schools, with its present one last; none for a row whose school was emptied. Null if its cell says so already. */
function namesAfter(cells: Readonly<Record<string, RawCell>>): string | null {
  const [school = "", before = ""] = ["school", "names"].map((key) =>
    String(cells[key] ?? "").trim(),
  );
  if (school === "") return before === "" ? null : "";
  const names = namesSoFar(before);
  if (school.length > longestName || names[names.length - 1] === school) return null;
  return [...names.filter((name) => name !== school), school].join("\n");
}

function ofContacts(row: number, key: string, write: string): RowProblem {
  return { tab: "contacts", row, column: headerOf("contacts", key), write };
}

const pair: readonly string[] = ["designated-contact", "district-lead"];

/**
 * Problems for later rows of Contacts that contradict an earlier row of the same address, although each can be read and is still used:
 * other days of absence, or one address as both designated contact and district lead. Never names an address. Pure.
 */
export function findContradictions({ people }: Pick<Directory, "people">): readonly RowProblem[] {
  const absence = ({ awayFrom, awayTo }: Person) => `${awayFrom ?? ""} ${awayTo ?? ""}`;
  const problems: RowProblem[] = [];
  for (const [at, person] of people.entries()) {
    const above = people.slice(0, at).filter(({ email }) => email === person.email);
    const away = above.find((one) => absence(one) !== absence(person));
    if (away !== undefined) {
      const write = `The same days away as in row ${away.row}, which has the same address; if both are for one role and school, delete one. Until then the person is asked on each day on which one of the rows says present.`;
      problems.push(ofContacts(person.row, "awayFrom", write));
    }
    const both = above.find(
      ({ role }) => role !== person.role && pair.includes(role) && pair.includes(person.role),
    );
    if (both !== undefined) {
      const write = `Another person: row ${both.row} has the same address as ${roleWords[both.role]}. If this person does not answer as the contact, the lead is asked next: the same person. A report about the contact is also one about the lead.`;
      problems.push(ofContacts(person.row, "role", write));
    }
  }
  return problems;
}
