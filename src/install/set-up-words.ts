/** The words that the admin reads when set-up is done: what was lost, and what to do next. What is still amiss, Check says. No student data. */
import { tabs } from "../register/tabs";
import type { SetUpReport } from "./set-up";

/** Tabs that were missing. */
function lostLines({ registers = [] }: Partial<SetUpReport>): readonly string[] {
  const lost = new Set(registers.flatMap(({ remade }) => remade.map((id) => tabs[id].title)));
  return lost.size === 0
    ? []
    : [
        `Tabs were missing and are back without what was in them: ${[...lost].join(", ")}. Within ten minutes reports that the Form still holds come back, and lead and admin are told by email what is missing. To have that too, open the register and choose File, Version history.`,
      ];
}

/** Plain lines for a dialog. `report` holds what the steps reported, all of them together. */
export function setUpWords(report: Partial<SetUpReport>): string {
  const { others = [] } = report;
  if (report.asking === true) return askingWords(others);
  const lines = [
    "The Form, the registers and the triggers are in place. The triggers of this account were made again: the clock comes within two minutes.",
    ...lostLines(report),
  ];
  return [
    ...lines,
    others.length > 0
      ? `${others.join(", ")} runs the system too: if one account fails, the other does the work.`
      : "Only one account runs the system. If it is suspended, reports wait. Make a second account an editor of this Form and have it choose Set up. It must be a role account, never a lead's or a contact's own.",
    "Now choose Check: it says what is left to do. After a change in Schools, choose Set up again: the Form then shows the same list.",
  ].join("\n");
}

function askingWords(others: readonly string[]): string {
  return [
    "This account is to run the system too. Nothing was changed yet.",
    `The clock of ${others.join(", ")} lets it into the registers within ten minutes, if Settings has its domain; lead and admin are told. From then on, if one account fails, the other does the work. A report is still taken in once.`,
    "Choose Set up again after that. It makes the triggers again: Google may not fire those that a clock run made.",
  ].join("\n");
}
