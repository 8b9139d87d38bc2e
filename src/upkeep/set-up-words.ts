/** What set-up tells the admin when it is done: what it made, what is missing, what to do next. No student data. */
import type { SetUpReport } from "./set-up";

export const setUpTitle = "Student safety: set up";

/** Plain lines for a dialog. */
export function setUpWords(report: SetUpReport): string {
  const { directory } = report;
  const lines: string[] = [];
  const made = report.registers.some((register) => register.tabs.length > 0);
  const changed = made || report.form.added.length > 0 || report.triggers.length > 0;
  lines.push(
    changed
      ? "The Form, the registers and the triggers are in place."
      : "Everything was in place; nothing was changed.",
  );
  if (report.access.added.length > 0) {
    lines.push(`May open the register from now on: ${report.access.added.join(", ")}.`);
  }
  if (report.access.removed.length > 0) {
    lines.push(`May not open it any more: ${report.access.removed.join(", ")}.`);
  }
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
  lines.push("Run Set up again after changing Schools: the Form then shows the same list.");
  return lines.join("\n");
}
