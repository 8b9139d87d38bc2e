/** What changes in a register that was made for another protocol. */
import type { BatchRequest, SpreadsheetStructure } from "../ports";
import { originalPositions } from "../register/read/plan-read";
import type { Snapshot } from "../register/read/snapshot";
import { tabs } from "../register/tabs";
import type { Parts } from "./missing-parts";
import { guideRequests, guideRows } from "./tabs/guide-tab";
import { colourRequests } from "./tabs/row-highlights";
import { columnLook } from "./tabs/tab-layout";

/**
 * Requests for a register that was made for another protocol: the Guide, the roles that Contacts offers, the colours of levels. Cells of a
 * case offer what its own protocol has.
 */
export function otherProtocol(
  snapshot: Snapshot | null,
  parts: Parts,
  highlights: SpreadsheetStructure["highlights"],
): readonly BatchRequest[] {
  const guide = snapshot?.tabs.get("guide");
  if (guide === undefined) return [];
  const wanted = guideRows(parts.pack);
  const isSame =
    guide.rows.length === wanted.length &&
    wanted.every(({ line, text, source }, at) => {
      const row = guide.rows[at];
      return (
        row !== undefined &&
        row.key === line &&
        row.values["text"] === text &&
        row.values["source"] === source
      );
    });
  if (isSame) return [];
  const { contacts } = tabs;
  const offering = contacts.columns.flatMap((column) => {
    const at = parts.positions.get(contacts.id)?.get(column.key);
    return column.key === "role" && at !== undefined
      ? columnLook(contacts, [column], at, parts.pack)
      : [];
  });
  const cases = parts.positions.get(tabs.cases.id) ?? originalPositions(tabs.cases);
  return [
    ...guideRequests(wanted, guide.positions, guide.rows.length),
    ...offering,
    ...colourRequests(parts.pack, cases, highlights),
  ];
}
