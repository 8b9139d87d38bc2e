/** How a register should be, as data. `ensure` makes a spreadsheet so. */
import type { BatchRequest } from "../../ports";
import type { ProtocolPack } from "../../protocol/pack";
import type { RowValues, Tab, TabId } from "../columns";
import type { ColumnPositions } from "../read/header-position";
import type { Editors } from "./protections";

/** Where the columns of the register's tabs stand, and what the tabs are called today. */
export interface Standing {
  titleOf(tab: TabId): string;
  positionsOf(tab: TabId): ColumnPositions;
}

/** A Summary as it was before. A chart that somebody deleted is not made again. */
export interface FormerSummary {
  /** Whether its rows are the same ones, so that what the clock counted stays. */
  readonly isSame: boolean;
  /** How many rows it had. */
  readonly rows: number;
  /** Ids of its charts. */
  readonly charts: readonly number[];
}

/** What stands in the tabs that begin with rows. */
export interface Contents {
  readonly settings: readonly RowValues[];
  readonly guide: readonly RowValues[];
  /** The keys of Summary's rows. */
  readonly measures: readonly string[];
  /** Writes Summary with its charts; `former` null: into a new tab. What the clock wrote of its runs stays. */
  summaryRequests(standing: Standing, former: FormerSummary | null): readonly BatchRequest[];
}

export interface Layout {
  readonly tabs: readonly Tab[];
  /** Decides what cells offer, and the colors of levels. */
  readonly pack: ProtocolPack;
  /** The district's zone, in which dates stand in cells. */
  readonly zone: string;
  /** Who may edit what a missing protection protects. */
  readonly editors: Editors;
  readonly contents: Contents;
}
