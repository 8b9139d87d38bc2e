/** Reads the directory from the main register. */

import type { RegisterName } from "../../ports";
import type { TabRequest } from "../../register/read/plan-read";
import { type Snapshot, typedRows } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import type { ZoneOffset } from "../../time";
import type { Directory } from "../district";
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
 * The directory for a run on any register: from `snapshot` where that register has it, otherwise read from the main register (one Sheets
 * call).
 */
export function directoryBeside(run: Run, name: RegisterName, snapshot: Snapshot): Directory {
  const read = registerKinds[name].hasDirectory
    ? snapshot
    : registerNamed(run, "main").load(directoryRequests);
  return directoryIn(read, run.clock);
}
