/** Rows of Contacts that contradict each other. Each can be read by itself and is still used. Pure. */
import { fold } from "../../text";
import type { Directory, Person, RowProblem } from "../district";
import { headerOf } from "./directory-cells";

function absenceOf({ awayFrom, awayTo }: Person): string {
  return `${awayFrom ?? ""} ${awayTo ?? ""}`;
}

function isSameRole(one: Person, other: Person): boolean {
  return one.role === other.role && fold(one.school ?? "") === fold(other.school ?? "");
}

/**
 * Problems for later rows that contradict an earlier row of the same address: other days away, or one address both designated contact and
 * district lead. Rows count as people count them (the first is 1), in the order of the tab. Never names an address.
 */
export function findContradictions({ people }: Pick<Directory, "people">): readonly RowProblem[] {
  return people.flatMap((person, at): readonly RowProblem[] => {
    const above = people.slice(0, at).filter(({ email }) => email === person.email);
    const problem = (key: string, write: string): RowProblem => ({
      tab: "contacts",
      row: person.row,
      column: headerOf("contacts", key),
      write,
    });
    const away = above.find((one) => absenceOf(one) !== absenceOf(person));
    const pair = ["designated-contact", "district-lead"];
    const both = above.find(
      ({ role }) => role !== person.role && pair.includes(role) && pair.includes(person.role),
    );
    return [
      ...(away === undefined
        ? []
        : [
            problem(
              "awayFrom",
              isSameRole(away, person)
                ? `Nothing: delete this row, and keep the right days away in row ${away.row}, which is for the same person and role. Until then the person counts as there on each day on which one of the rows says so.`
                : `The same days away as in row ${away.row}, which has the same address. Until then the person is asked in this role on days away in the other.`,
            ),
          ]),
      ...(both === undefined
        ? []
        : [
            problem(
              "role",
              `Another person: row ${both.row} has the same address as ${both.role === "district-lead" ? "district lead" : "designated contact"}. If this person does not answer as the contact, the lead is asked next: the same person. A report about the contact is also one about the lead.`,
            ),
          ]),
    ];
  });
}
