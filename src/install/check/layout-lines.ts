/**
 * Lines of the check on how a register is built: columns that are gone, columns of the district's own; and on its protections:
 * gone, with other editors than they should have, or made by a person.
 */

import {
  isDeskProtection,
  openingRequests,
  outdatedProtections,
  protectionsOf,
} from "../../access/protections";
import { refusedAddresses } from "../../access/refused-addresses";
import { emptyContents } from "../../district/sealed-readers";
import type { SpreadsheetStructure } from "../../ports";
import type { Tab } from "../../register/columns";
import { type TabSnapshot, tabOf } from "../../register/read/snapshot";
import { openRegister } from "../../register/register";
import type { ReportRegister } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import { tabsOf } from "../../register/tabs";
import { addressesWithout, editorsOf } from "../grant-account";
import {
  bySetUp,
  type CheckReads,
  countInWords,
  fixByAccessSync,
  type Line,
  linesOf,
  look,
  ok,
  wrong,
} from "./findings";

type Shaped = readonly [checked: CheckReads, name: ReportRegister, structure: SpreadsheetStructure];

function widened([{ workspace, directory }, name, structure]: Shaped): number {
  // Who may edit a sealed register would tell what the file holds. And an account that may not write is not shown the editors.
  if (!registerKinds[name].isRemembered || structure.protectedRanges.some(({ isOpen }) => !isOpen))
    return 0;
  const { installers, leads } = editorsOf(workspace, directory, emptyContents);
  const out = refusedAddresses(workspace.memory, workspace.clock.now(), "clock");
  const editors = {
    installers: addressesWithout(installers, out),
    leads: addressesWithout(leads, out),
  };
  return outdatedProtections(structure, editors).length;
}

function strangeLines([, name, { protectedRanges, tabs }]: Shaped): readonly Line[] {
  return protectedRanges
    .filter(({ description }) => !isDeskProtection(description))
    .map(({ sheetId, editors, isOpen }) => {
      const tab = tabs.find((one) => one.sheetId === sheetId)?.title ?? "";
      const who = editors.length === 0 ? "" : ` Only these write there: ${editors.join(", ")}.`;
      return (isOpen ? look : wrong)(
        `${registerKinds[name].fileName}, ${tab}: a protection that is not the desk's.${who}`,
        "If contacts cannot write where they should: open the register, choose Data, Protect sheets and ranges, and remove it.",
      );
    });
}

/** Tabs that the district made, or calls otherwise. */
function ownTitles(own: readonly Tab[], structure: SpreadsheetStructure): readonly string[] {
  return structure.tabs.flatMap((tab) => {
    const born = own.find(({ sheetId }) => sheetId === tab.sheetId)?.title;
    if (born === undefined) return [tab.title];
    return born === tab.title ? [] : [`${tab.title} for ${born}`];
  });
}

/** What stands otherwise in a tab than the desk made it. */
interface TabLook {
  /** Columns of ours that are gone. */
  readonly gone: readonly string[];
  /** Columns that the district made, or calls otherwise. */
  readonly theirs: readonly string[];
  /** How many protections are missing or changed. */
  readonly protections: number;
}

function lookAtTab(
  tab: Tab,
  { positions, head }: TabSnapshot,
  structure: SpreadsheetStructure,
): TabLook {
  const titles = (head[1] ?? []).map(String);
  const gone: string[] = [];
  const theirs: string[] = [];
  for (const { key, header } of tab.columns) {
    const at = positions.get(key);
    if (at === undefined) gone.push(`${tab.title}: ${header}`);
    else if (titles[at] !== header) theirs.push(`${tab.title}: ${titles[at] ?? ""} for ${header}`);
  }
  const ours = new Set(positions.values());
  theirs.push(
    ...titles.flatMap((one, at) => (one === "" || ours.has(at) ? [] : [`${tab.title}: ${one}`])),
  );
  const wanted = protectionsOf(tab, positions, { installers: [], leads: [] });
  const isThere = (words: string) =>
    structure.protectedRanges.some(({ description }) => description === words);
  const missing = wanted.filter(({ description }) => !isThere(description)).length;
  const changed = openingRequests(tab, positions, structure).length;
  return { gone, theirs, protections: missing + changed };
}

/** Lines on the layout of one register. One read. Throws what Google throws, and `UnreadableTab`. */
export function shapeLines(...shaped: Shaped): readonly Line[] {
  const [{ workspace, ids }, name, structure] = shaped;
  const title = registerKinds[name].fileName;
  const own = tabsOf(name);
  const read = openRegister(workspace, ids[name], []).load(
    own.map(({ id }) => ({ tab: id, columns: [] })),
  );
  const looked = own.map((tab) => lookAtTab(tab, tabOf(read, tab.id), structure));
  const gone = looked.flatMap((one) => one.gone);
  const theirs = [...ownTitles(own, structure), ...looked.flatMap((one) => one.theirs)];
  const protections = looked.reduce((sum, one) => sum + one.protections, 0);
  const other = widened(shaped);
  return linesOf([
    gone.length > 0 && wrong(`${title}: columns are gone: ${gone.join("; ")}.`, ...bySetUp),
    protections > 0 &&
      wrong(
        `${title}: ${countInWords(protections, "protection")} missing or changed, so that people can write what the automation keeps.`,
        ...bySetUp,
      ),
    other > 0 &&
      look(
        `${title}: ${countInWords(other, "protection")} with other people than Contacts say.`,
        ...fixByAccessSync,
      ),
    ...strangeLines(shaped),
    theirs.length > 0 &&
      ok(
        `${title}: the district's own tabs, columns and names are left alone: ${theirs.join("; ")}.`,
      ),
  ]);
}
