/** The schema of what a scenario types or pastes into cells (design 6: `edit`, `paste`). */
import * as z from "zod";
import { registerNames } from "../../../src/ports";
import type { ProtocolPack } from "../../../src/protocol/pack";
import { idsOf, type TabId } from "../../../src/register/columns";
import { tabs } from "../../../src/tabs";
import { isScenarioRegister } from "./find-row";

const text = z.string();

/** A tab from its id or its original title, in upper or lower case; null if there is no such tab. */
export function tabNamed(name: string): TabId | null {
  const wanted = name.trim().toLowerCase();
  return (
    idsOf(tabs).find(
      (id) => id.toLowerCase() === wanted || tabs[id].title.toLowerCase() === wanted,
    ) ?? null
  );
}

const tabName = text.transform((name, context): TabId => {
  const tab = tabNamed(name);
  if (tab !== null) return tab;
  context.addIssue({ code: "custom", message: `not one of ${idsOf(tabs).join(", ")}` });
  return z.NEVER;
});

const registerName = text.refine(
  isScenarioRegister,
  `not one of ${registerNames.join(", ")}, nor "school:" and the name of a register`,
);

const cellValue = z.union([text, z.number(), z.boolean(), z.null(), z.array(text)]);
export type CellInput = z.infer<typeof cellValue>;

/** Tabs in which people add rows. In these, an edit without a row's key may add a row. */
const ownRows: readonly TabId[] = [
  "plan",
  "log",
  "disclosures",
  "goOnSealed",
  "contacts",
  "schools",
];

export const takesNewRows = (tab: TabId): boolean => ownRows.includes(tab);

/** Tabs whose columns design 6 does not list. A column that they do not have is refused when the event is played. */
const openColumns: readonly TabId[] = [...ownRows, "settings", "education", "summary", "guide"];

function actOf(packs: readonly ProtocolPack[]) {
  const ids = [...new Set(packs.flatMap(({ acts }) => acts.map(({ id }) => id)))];
  return text.refine((id) => ids.includes(id), `not one of ${ids.join(", ")}`);
}

export const editOf = (packs: readonly ProtocolPack[]) =>
  z
    .strictObject({
      tab: tabName.optional(),
      register: registerName.optional(),
      case: text.optional(),
      key: text.optional(),
      act: actOf(packs).optional(),
      set: z.record(text, cellValue),
    })
    .superRefine((value, context) => {
      const fail = (message: string, path: string[]) =>
        context.addIssue({ code: "custom", message, path });
      const tab = editedTab(value);
      if (value.case !== undefined && value.key !== undefined)
        fail("needs either `case` or `key`", []);
      if (value.case === undefined && value.key === undefined && !takesNewRows(tab)) {
        fail("needs either `case` or `key`", []);
      }
      if (
        value.act !== undefined &&
        (value.case === undefined || !["checklist", "log"].includes(tab))
      ) {
        fail("an act is a row of the checklist, found by its case", ["act"]);
      }
      const known = new Set<string>(tabs[tab].columns.map(({ key }) => key));
      const names = Object.keys(value.set);
      if (names.length === 0) fail("sets nothing", ["set"]);
      if (openColumns.includes(tab)) return;
      for (const name of names) {
        if (!known.has(name)) fail(`the ${tab} tab has no such column`, ["set", name]);
      }
    });
export type Edit = z.infer<ReturnType<typeof editOf>>;

/** The tab that an edit is about: the checklist if it names a step, otherwise Cases. */
export function editedTab(value: {
  readonly tab?: TabId | undefined;
  readonly act?: unknown;
}): TabId {
  return value.tab ?? (value.act === undefined ? "cases" : "checklist");
}

/** The schema of a paste. It starts at the row with that key and at that column, and fills the columns in their current order. */
export const pasteOf = (packs: readonly ProtocolPack[]) =>
  z
    .strictObject({
      tab: tabName,
      register: registerName.optional(),
      key: text.optional(),
      case: text.optional(),
      act: actOf(packs).optional(),
      column: text,
      rows: z.array(z.array(cellValue).min(1)).min(1),
    })
    .refine(
      ({ tab, key, case: reference }) =>
        key !== undefined || reference !== undefined || takesNewRows(tab),
      "needs the `key` of a row",
    );
export type Paste = z.infer<ReturnType<typeof pasteOf>>;
