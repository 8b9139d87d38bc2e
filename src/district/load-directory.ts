import type { RegisterName, Workspace } from "../ports";
import { type Snapshot, type TabRequest, typedRows } from "../register/read-register";
import { openRegister } from "../register/register";
import type { ZoneOffset } from "../time";
import type { Directory } from "./district";
import { parseDirectory } from "./read-directory";

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

/**
 * For a run on a register: what `snapshot` of it holds, where it is the main one; otherwise read from there (one Sheets call).
 * `main` is the main register's id.
 */
export function directoryBeside(
  { spreadsheets, clock }: Pick<Workspace, "spreadsheets" | "clock">,
  name: RegisterName,
  snapshot: Snapshot,
  main: string,
): Directory {
  const read =
    name === "main"
      ? snapshot
      : openRegister({ spreadsheets, clock }, main).load(directoryRequests);
  return directoryIn(read, clock);
}
