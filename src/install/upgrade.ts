/** Upgrade: brings registers of an earlier version up to this one, and says what it added and what it cannot do. */

import type { Workspace } from "../ports";
import { packOfCase, packOfVersion, protocolVersion } from "../protocol/find-pack";
import { rowsOf } from "../register/read/snapshot";
import { registerNamed } from "../register/register";
import { tabs } from "../register/tabs";
import { type SetUpReport, setUp } from "./set-up";
import { setUpWords } from "./set-up-words";

/** What an upgrade did. */
export interface Upgraded {
  readonly report: Partial<SetUpReport>;
  /** Cases of the main register whose protocol this version does not have, with that protocol's version. */
  readonly strangers: readonly { readonly case: string; readonly version: string }[];
}

/** Upgrades by running set-up, which migrates each register of an earlier schema in one write, and one more read. Throws as set-up does. */
export function upgrade(workspace: Workspace): Upgraded {
  const report = setUp(workspace);
  if (report.asking === true) return { report, strangers: [] };
  const main = registerNamed(workspace, "main");
  const read = main.load([{ tab: "cases", columns: ["case", "protocolVersion"] }]);
  const strangers = rowsOf(read, "cases").flatMap(({ key, values }) => {
    const version = values.protocolVersion ?? "";
    return version === "" || packOfVersion(version) !== null ? [] : [{ case: key, version }];
  });
  return { report, strangers };
}

export const upgradeTitle = "Upgrade";

const listed = 10;

/** A column as people call it: "Cases: Notes" for "cases.notes". */
function columnWords(name: string): string {
  const [id, key] = name.split(".");
  const tab = Object.values(tabs).find((one) => one.id === id);
  const column = tab?.columns.find((one) => one.key === key);
  return `${tab?.title ?? id}: ${column?.header ?? key}`;
}

/** What the upgrade did, as plain lines for a dialog. */
export function upgradeWords({ report, strangers }: Upgraded): readonly string[] {
  const { registers = [] } = report;
  const namesLine = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${what}: ${[...new Set(names)].join(", ")}.`];
  const additions = [
    ...namesLine(
      "Tabs added",
      registers.flatMap((one) => one.tabs.map((id) => tabs[id].title)),
    ),
    ...namesLine(
      "Columns added",
      registers.flatMap((one) => one.columns.map(columnWords)),
    ),
    ...namesLine(
      "Settings added",
      registers.flatMap((one) => one.settings),
    ),
  ];
  const some = strangers.slice(0, listed).map((one) => one.case);
  const more = strangers.length > listed ? ` and ${strangers.length - listed} more` : "";
  const versions = [...new Set(strangers.map(({ version }) => version))].join(", ");
  return [
    ...(registers.length > 0 && additions.length === 0
      ? ["The registers have all that this version needs."]
      : additions),
    ...(strangers.length === 0
      ? []
      : [
          `Opened under a protocol that this version does not have (${versions}): ${some.join(", ")}${more}. Their checklists stay as they are; what a new report adds follows ${protocolVersion(packOfCase({ protocolVersion: versions }))}. Compare by hand, or install a version that has it.`,
        ]),
    setUpWords(report),
  ];
}
