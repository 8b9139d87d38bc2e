/** What an intake reads of a register, and how that becomes the state that it decides on. */
import { caseIndexEntry } from "../casework/case-index-entry";
import { CaseIndex } from "../casework/link";
import type { Directory } from "../directory/directory";
import { parseDirectory } from "../directory/parse";
import { studentIdShape } from "../directory/student-id";
import type { ZoneOffset } from "../register/local-time";
import type { TabRequest } from "../register/read-plan";
import { rowsOf, type Snapshot, typedRows } from "../register/snapshot";
import type { IntakeState } from "./decide";

/** The whole of the district's own data: small, and always read anew. */
export const directoryRequests: readonly TabRequest[] = [
  { tab: "contacts", columns: "all" },
  { tab: "schools", columns: "all" },
  { tab: "settings", columns: ["setting", "value"] },
];

/** Five cells for every case that the register holds, however many (design 8); and what is needed to append to the rest. */
export const indexRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "student", "studentId", "checklistRows"] },
  { tab: "reports", columns: ["response"] },
  { tab: "checklist", columns: [] },
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

export function responsesIn(snapshot: Snapshot): Set<string> {
  const responses = new Set<string>();
  for (const { values } of rowsOf(snapshot, "reports")) {
    if (typeof values.response === "string") responses.add(values.response);
  }
  return responses;
}

/** No case's rows are read yet: `files` is empty. */
export function intakeState(snapshot: Snapshot, directory: Directory): IntakeState {
  const entries = rowsOf(snapshot, "cases").map(({ values }) =>
    caseIndexEntry({
      case: values.case ?? null,
      student: values.student ?? null,
      studentId: values.studentId ?? null,
      checklistRows: values.checklistRows ?? null,
    }),
  );
  return {
    index: new CaseIndex(entries, studentIdShape(directory.settings)),
    files: new Map(),
    responses: responsesIn(snapshot),
    caseOf: new Map(
      rowsOf(snapshot, "outbox").map(({ key, values }) => [
        key.slice(0, key.indexOf(" ")),
        values.case ?? "",
      ]),
    ),
  };
}
