import { type Snapshot, type TabRequest, typedRows } from "../register/read";
import type { ZoneOffset } from "../time";
import type { Directory } from "./district";
import { parseDirectory } from "./read";

/** The whole of the district's own data: small, and always read anew. */
export const directoryRequests: readonly TabRequest[] = [
  { tab: "contacts", columns: "all" },
  { tab: "schools", columns: "all" },
  { tab: "settings", columns: ["setting", "value"] },
];

export function directoryIn(snapshot: Snapshot, zone: ZoneOffset): Directory {
  return parseDirectory(
    {
      contacts: typedRows(snapshot, "contacts"),
      schools: typedRows(snapshot, "schools"),
      settings: typedRows(snapshot, "settings"),
    },
    zone,
  );
}
