/** Writes beside each row of Contacts, Schools and Settings what is to be corrected there, and removes it once it is. */
import { addTo } from "../../lists";
import type { Update } from "../../register/change";
import type { TabRequest } from "../../register/read/read-tabs";
import { type Snapshot, tabOf } from "../../register/read/snapshot";
import { tabs } from "../../register/tabs";
import { fold } from "../../text";
import type { Directory, Person, RowProblem } from "../district";
import { type Refused, refusalReasons, refusalSteps } from "../refused-address-words";
import { headerOf } from "./directory-cells";

const keptTabs = [
  "contacts",
  "schools",
  "settings",
] as const satisfies readonly RowProblem["tab"][];

/** What must be read in addition to the directory, to know which problems are already written. */
export const problemRequests = (): readonly TabRequest[] =>
  keptTabs.map((tab) => ({ tab, columns: [tabs[tab].keyColumn, "problem"] }));

/**
 * Updates of the cells in which problems stand, where they should say something else. `snapshot` has the three tabs; `refused`: addresses
 * that Google does not let in.
 */
export function problemUpdates(
  snapshot: Snapshot,
  directory: Directory,
  refused: Refused,
): readonly Update[] {
  const words = new Map<string, string[]>();
  const problems = [
    ...directory.problems,
    ...findContradictions(directory),
    ...refusalProblems(directory, refused),
  ];
  for (const { tab, row, column, write } of problems) {
    addTo(words, `${tab} ${row}`, `${column}: ${write}`);
  }
  return keptTabs.flatMap((tab) => {
    const { rows, keyless } = tabOf(snapshot, tab);
    return [...rows, ...keyless].flatMap((row): readonly Update[] => {
      const problem = words.get(`${tab} ${row.index + 1}`)?.join("\n") ?? null;
      const { problem: written = null } = row.cells;
      if ((written === "" ? null : written) === problem) return [];
      return [{ tab, key: row.key, row: row.index, values: { problem } }];
    });
  });
}

function ofContacts(row: number, key: string, write: string): RowProblem {
  return { tab: "contacts", row, column: headerOf("contacts", key), write };
}

/** A problem for each ticked row of Contacts whose address Google does not let in. */
function refusalProblems(
  { people }: Pick<Directory, "people">,
  refused: Refused,
): readonly RowProblem[] {
  return people.flatMap(({ email, mayOpen, row }): readonly RowProblem[] => {
    const why = refused.get(email);
    if (why === undefined || why === "not-owner" || !mayOpen) return [];
    const write = `The register does not open for this address: ${refusalReasons[why]}. It still gets email. ${refusalSteps[why]}`;
    return [ofContacts(row, why === "full" ? "mayOpen" : "email", write)];
  });
}

const pair: readonly string[] = ["designated-contact", "district-lead"];

/**
 * Problems for later rows of Contacts that contradict an earlier row of the same address, though each can be read and is still used: other
 * days away, or one address both designated contact and district lead. Never names an address. Pure.
 */
export function findContradictions({ people }: Pick<Directory, "people">): readonly RowProblem[] {
  const absence = ({ awayFrom, awayTo }: Person) => `${awayFrom ?? ""} ${awayTo ?? ""}`;
  const place = ({ role, school }: Person) => `${role} ${fold(school ?? "")}`;
  return people.flatMap((person, at): readonly RowProblem[] => {
    const { email, role, row } = person;
    const above = people.slice(0, at).filter((one) => one.email === email);
    const away = above.find((one) => absence(one) !== absence(person));
    const both = above.find(
      (one) => one.role !== role && pair.includes(one.role) && pair.includes(role),
    );
    const sameAway =
      away !== undefined && place(away) === place(person)
        ? `Nothing: delete this row, and keep the right days away in row ${away.row}, which is for the same person and role. Until then the person counts as present on each day on which one of the rows says so.`
        : `The same days away as in row ${away?.row}, which has the same address. Until then the person is asked in this role on days away in the other.`;
    const otherPerson = `Another person: row ${both?.row} has the same address as ${both?.role === "district-lead" ? "district lead" : "designated contact"}. If this person does not answer as the contact, the lead is asked next: the same person. A report about the contact is also one about the lead.`;
    return [
      ...(away === undefined ? [] : [ofContacts(row, "awayFrom", sameAway)]),
      ...(both === undefined ? [] : [ofContacts(row, "role", otherPerson)]),
    ];
  });
}
