/** What set-up tells the admin when it is done: what it made, what is missing, what to do next. No student data. */
import { tabIds } from "../register/columns";
import { tabs } from "../register/tabs";
import type { SetUpReport } from "./set-up";

/** Plain lines for a dialog. `report` holds what the steps reported, all of them together. */
export function setUpWords(report: Partial<SetUpReport>): string {
  const { directory, registers = [], form, triggers = [], access, others = [] } = report;
  if (report.asking === true) return askingWords(others);
  const lines: string[] = [];
  const made = registers.some((register) => register.tabs.length > 0);
  const changed =
    made ||
    registers.some((one) => one.mended.length > 0) ||
    (form?.added ?? []).length > 0 ||
    triggers.length > 0;
  lines.push(
    changed
      ? "The Form, the registers and the triggers are in place."
      : "Everything was in place; nothing was changed.",
  );
  const mended = new Set(registers.flatMap((one) => one.mended.map((id) => tabs[id].title)));
  if (mended.size > 0) lines.push(`Rows at the top were put back in: ${[...mended].join(", ")}.`);
  const remade = new Set(registers.flatMap((one) => one.tabs.map((id) => tabs[id].title)));
  if (made && !registers.some((one) => one.tabs.length === tabIds.length)) {
    lines.push(
      `Tabs were missing and are back without what was in them: ${[...remade].join(", ")}. To have that too, open the register and choose File, Version history.`,
    );
  }
  if (access !== undefined && access.added.length > 0) {
    lines.push(`May open the register from now on: ${access.added.join(", ")}.`);
  }
  if (access !== undefined && access.removed.length > 0) {
    lines.push(`May not open it any more: ${access.removed.join(", ")}.`);
  }
  if (directory === undefined) return lines.join("\n");
  const problems = directory.problems.length;
  if (problems > 0) {
    lines.push(
      `${problems === 1 ? "One cell" : `${problems} cells`} in Contacts, Schools or Settings cannot be used as it stands: see the column “To correct” there.`,
    );
  }
  if (directory.schools.length === 0) lines.push("Next: fill in the Schools tab.");
  if (!directory.people.some(({ role }) => role === "designated-contact")) {
    lines.push("Next: fill in the Contacts tab, with a designated contact for each school.");
  }
  if (!directory.people.some(({ role }) => role === "district-lead")) {
    lines.push("Next: name the district lead in Contacts.");
  }
  lines.push(
    others.length > 0
      ? `${others.join(", ")} runs the desk too: either goes on without the other.`
      : "One account alone runs the desk. Were it suspended, reports would wait. Make a second one an editor of this Form and have it choose Set up: best a role account; the district lead's can stand in, and leaves reports that name the lead to the first.",
  );
  lines.push("Run Set up again after changing Schools: the Form then shows the same list.");
  return lines.join("\n");
}

function askingWords(others: readonly string[]): string {
  return [
    "This account is to run the desk too. Nothing was changed yet.",
    `The clock of ${others.join(", ")} lets it into the registers within ten minutes, if Settings has its domain; lead and admin are told. From then on each goes on without the other, and a report is still taken in once.`,
    "Choose Set up again after that: it says who runs the desk.",
  ].join("\n");
}
