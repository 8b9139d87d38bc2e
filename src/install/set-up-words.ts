/** The words that the admin reads when set-up is done: what it made and what to do next. No student data. */
import { refusalReasons, refusalSteps } from "../district/refused-address-words";
import { audiencePlace } from "../form/safety-texts";
import type { TabId } from "../register/columns";
import type { Ensured } from "../register/layout/ensure";
import { tabs } from "../register/tabs";
import { responderWords } from "./going-live/responders";
import type { SetUpReport } from "./set-up";

/** What registers that were there lacked, as after a new version of the script. Tabs have words of their own. */
function additions(registers: readonly Ensured[]): readonly string[] {
  const line = (what: string, of: (one: Ensured) => readonly string[]) => {
    const names = new Set(registers.flatMap(of));
    return names.size === 0 ? [] : [`${what} added: ${[...names].join(", ")}.`];
  };
  return [...line("Columns", ({ columns }) => columns), ...line("Settings", (one) => one.settings)];
}

/** Rows that were put back, and tabs that were missing. */
function damageLines({ registers = [] }: Partial<SetUpReport>): readonly string[] {
  const titles = (ids: readonly TabId[]) =>
    [...new Set(ids.map((id) => tabs[id].title))].join(", ");
  const mended = registers.flatMap((one) => one.mended);
  const remade = registers.flatMap((one) => one.remade);
  return [
    ...(mended.length > 0 ? [`Rows at the top were put back in: ${titles(mended)}.`] : []),
    ...(remade.length > 0
      ? [
          `Tabs were missing and are back without what was in them: ${titles(remade)}. Within ten minutes reports that the Form still holds come back, and lead and admin are told by mail what is missing. To have that too, open the register and choose File, Version history.`,
        ]
      : []),
  ];
}

/** Who may open the register and answer the Form from now on. */
function accessLines(report: Partial<SetUpReport>): readonly string[] {
  const { access, responders } = report;
  const { added = [], removed = [] } = access ?? {};
  return [
    ...(added.length > 0 ? [`May open the register from now on: ${added.join(", ")}.`] : []),
    ...(removed.length > 0 ? [`May not open it any more: ${removed.join(", ")}.`] : []),
    ...refusalLines(report),
    ...(responders === undefined ? [] : responderWords(responders)),
    ...(report.isAudienceUnseen === true
      ? [
          `Nobody but its editors may be able to answer the Form yet, and no script can open it to a whole district. ${audiencePlace}`,
        ]
      : []),
  ];
}

/** Plain lines for a dialog. `report` holds what the steps reported, all of them together. */
export function setUpWords(report: Partial<SetUpReport>): string {
  const { others = [] } = report;
  if (report.asking === true) return askingWords(others);
  const lines = [
    "The Form, the registers and the triggers are in place. The triggers of this account were made again: the clock comes within two minutes.",
    ...additions(report.registers ?? []),
    ...damageLines(report),
    ...accessLines(report),
  ];
  return [
    ...lines,
    others.length > 0
      ? `${others.join(", ")} runs the system too: either goes on without the other.`
      : "Only one account runs the system. If it is suspended, reports wait. Make a second account an editor of this Form and have it choose Set up. It must be a role account, never a lead's or a contact's own.",
    "Now choose Check: it says what is left to do. After a change in Schools, choose Set up again: the Form then shows the same list.",
  ].join("\n");
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
    "This account is to run the system too. Nothing was changed yet.",
    `The clock of ${others.join(", ")} lets it into the registers within ten minutes, if Settings has its domain; lead and admin are told. From then on each goes on without the other, and a report is still taken in once.`,
    "Choose Set up again after that. It finishes what the clock has begun: Google may not fire triggers that a clock run made. And it says who runs the desk.",
  ].join("\n");
}
