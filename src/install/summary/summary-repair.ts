/** What Summary of a register lacks, or has otherwise than this version makes it. Pure. */
import type { BatchRequest } from "../../ports";
import type { ProtocolPack } from "../../protocol/pack";
import type { Tab, TabId } from "../../register/columns";
import type { ColumnPositions } from "../../register/read/header-position";
import { originalPositions } from "../../register/read/plan-read";
import type { Snapshot, TabSnapshot } from "../../register/read/snapshot";
import { tabs } from "../../register/tabs";
import { type CountedTabs, formulaRequests, renewedSummary, summaryMeasures } from "./summary-tab";

/** What is known of a register while it is made or mended. */
export interface SummaryParts {
  /** The register's Summary, as it is made. */
  readonly summary: Tab;
  /** Whether it has figures of the school year. */
  readonly hasYear: boolean;
  readonly pack: ProtocolPack;
  readonly missingTabs: readonly Tab[];
  /** Where columns stand once all is mended. */
  readonly positions: ReadonlyMap<TabId, ColumnPositions>;
  readonly titles: ReadonlyMap<TabId, string>;
}

export function countedIn({ pack, hasYear, titles, positions }: SummaryParts): CountedTabs {
  return {
    pack,
    hasYear,
    titleOf: (id) => titles.get(id) ?? tabs[id].title,
    positionsOf: (id) => positions.get(id) ?? originalPositions(tabs[id]),
  };
}

/** Whether the columns of Summary stand where they were made. */
function isSummaryAsBorn({ summary, positions }: SummaryParts): boolean {
  return [...originalPositions(summary)].every(
    ([key, index]) => positions.get(summary.id)?.get(key) === index,
  );
}

/** Formulas of Summary that broke because a tab that they count was deleted and made again. */
export function mendedFormulas(parts: SummaryParts, born: boolean): readonly BatchRequest[] {
  const { missingTabs, summary } = parts;
  const stayed = !born && missingTabs.length > 0 && !missingTabs.includes(summary);
  return stayed && isSummaryAsBorn(parts) ? formulaRequests(countedIn(parts)) : [];
}

/** Where columns are added: at the right-hand end; in Summary, where nobody writes, beside the last title, below its charts. */
export function firstSpareColumn({ tab, head, columnCount }: TabSnapshot): number {
  if (tab !== "summary") return columnCount;
  const titled = head.map((row) => row.reduce<number>((end, cell, at) => (cell ? at + 1 : end), 0));
  return Math.max(0, ...titled);
}

/** Requests for a Summary that counts the levels of another protocol, or that a version with other rows made. */
export function otherSummary(
  snapshot: Snapshot | null,
  parts: SummaryParts,
  charts: readonly number[],
): readonly BatchRequest[] {
  const found = snapshot?.tabs.get("summary")?.rows.map(({ key }) => key);
  if (found === undefined || !isSummaryAsBorn(parts)) return [];
  const counted = countedIn(parts);
  if (found.join("\n") === summaryMeasures(counted).join("\n")) return [];
  return renewedSummary(counted, { rows: found.length, charts });
}
