/** The words that the admin reads when set-up is done: what it made, what is missing, what to do next. No student data. */
import { refusalReasons, refusalSteps } from "../district/refused-address-words";
import { audiencePlace } from "../form/safety-texts";
import { tabs } from "../register/tabs";
import { responderWords } from "./going-live/responders";
import type { SetUpReport } from "./set-up";

/** Plain lines for a dialog. `report` holds what the steps reported, all of them together. */
export function setUpWords(report: Partial<SetUpReport>): string {
  const {
    directory,
    registers = [],
    form,
    triggers = [],
    access,
    others = [],
    responders,
  } = report;
  if (report.asking === true) return askingWords(others);
  const lines: string[] = [];
  const made = registers.some((register) => register.tabs.length > 0);
  const changed =
    made ||
    registers.some((one) => one.isMigrated || one.mended.length > 0) ||
    (form?.added ?? []).length > 0 ||
    (responders?.added ?? []).length > 0 ||
    triggers.length > 0;
  lines.push(
    changed
      ? "The Form, the registers and the triggers are in place."
      : "Everything was in place; nothing was changed.",
  );
  const mended = new Set(registers.flatMap((one) => one.mended.map((id) => tabs[id].title)));
  if (mended.size > 0) lines.push(`Rows at the top were put back in: ${[...mended].join(", ")}.`);
  const remade = new Set(registers.flatMap((one) => one.remade.map((id) => tabs[id].title)));
  if (remade.size > 0) {
    lines.push(
      `Tabs were missing and are back without what was in them: ${[...remade].join(", ")}. Within ten minutes reports that the Form still holds come back, and lead and admin are told by mail what is missing. To have that too, open the register and choose File, Version history.`,
    );
  }
  if (access !== undefined && access.added.length > 0) {
    lines.push(`May open the register from now on: ${access.added.join(", ")}.`);
  }
  if (access !== undefined && access.removed.length > 0) {
    lines.push(`May not open it any more: ${access.removed.join(", ")}.`);
  }
  lines.push(...refusalLines(report));
  if (responders !== undefined) lines.push(...responderWords(responders));
  if (report.isAudienceUnseen === true) {
    lines.push(
      `Nobody but its editors may be able to answer the Form yet, and no script can open it to a whole district. ${audiencePlace}`,
    );
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
      : "One account alone runs the desk. Were it suspended, reports would wait. Make a second account an editor of this Form and have it choose Set up. It must be a role account, never a lead's or a contact's own.",
  );
  lines.push("Run Set up again after changing Schools: the Form then shows the same list.");
  return lines.join("\n");
}

/** One line for each address that Google refuses, with what to do about it. The rest of set-up was done all the same. */
function refusalLines({ access, refused = new Map() }: Partial<SetUpReport>): readonly string[] {
  const named = [...refused].map(
    ([address, why]) =>
      `Google refuses ${address}: ${refusalReasons[why]}. Everybody else is let in. ${refusalSteps[why]}`,
  );
  const { add = [], remove = [] } = access?.refused ?? {};
  const byHand = (what: string, some: readonly string[]) =>
    some.length === 0 ? [] : [`${what}: ${some.join(", ")}. ${refusalSteps["not-owner"]}`];
  return [
    ...named,
    ...byHand(
      "Cannot open the register yet, and should",
      add.filter((address) => !refused.has(address)),
    ),
    ...byHand("Can still open the register, and should not", remove),
  ];
}

function askingWords(others: readonly string[]): string {
  return [
    "This account is to run the desk too. Nothing was changed yet.",
    `The clock of ${others.join(", ")} lets it into the registers within ten minutes, if Settings has its domain; lead and admin are told. From then on each goes on without the other, and a report is still taken in once.`,
    "Choose Set up again after that. It finishes what the clock has begun: Google may not fire triggers that a clock run made. And it says who runs the desk.",
  ].join("\n");
}
