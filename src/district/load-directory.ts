/** Reads the directory from the main register. */
import type { RegisterName, Workspace } from "../ports";
import { type Snapshot, type TabRequest, typedRows } from "../register/read-register";
import { openRegister } from "../register/register";
import type { ZoneOffset } from "../time";
import type { Directory } from "./district";
import { parseDirectory } from "./read-directory";

/** What must be read for the whole directory. It is small, and read anew in every run. */
export const directoryRequests: readonly TabRequest[] = [
  { tab: "contacts", columns: "all" },
  { tab: "schools", columns: "all" },
  { tab: "settings", columns: ["setting", "value"] },
];

/** The directory from a read with `directoryRequests`. `zone`: the district's, in which days begin at midnight. */
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
 * The directory for a run on any register: from `snapshot` where that is of the main register, otherwise read from the main register (one
 * Sheets call). `main`: the main register's id.
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
