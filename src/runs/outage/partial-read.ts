/** Reads of a register of which tabs may be gone: what still stands is read, so that one tab does not take the work of all the others with it. */
import type { Directory } from "../../district/district";
import { directoryRequests } from "../../district/load-directory";
import { parseDirectory } from "../../district/read-directory";
import type { Workspace } from "../../ports";
import type { TabId } from "../../register/columns";
import {
  type Snapshot,
  type TabRequest,
  typedRows,
  UnreadableTab,
} from "../../register/read-register";
import { openRegister, type Register } from "../../register/register";
import { reportRegisterIds } from "../../register/register-ids";
import { tabs } from "../../register/tabs";

export interface PartialRead {
  readonly snapshot: Snapshot;
  /** What Google or we threw over tabs that were left out; null where all was read. */
  readonly failure: unknown;
}

type Ports = Pick<Workspace, "spreadsheets" | "diagnosis">;

/** Tabs among those asked for that cannot be read; none where the error is about something else. A call where it does not say which. */
function goneTabs(
  { spreadsheets, diagnosis }: Ports,
  id: string,
  asked: readonly TabRequest[],
  error: unknown,
): readonly TabId[] {
  if (error instanceof UnreadableTab) return [error.tab];
  if (diagnosis.troubleOf(error).kind !== "damage") return [];
  const there = new Set(spreadsheets.structure(id).tabs.map(({ sheetId }) => sheetId));
  return asked.map(({ tab }) => tab).filter((tab) => !there.has(tabs[tab].sheetId));
}

/**
 * `read` as it is where all is there; without the tabs that are gone where none of those is in `needed`. Throws what `read` throws where one is, or
 * where something else is wrong.
 */
export function readWhatStands(
  ports: Ports,
  id: string,
  wanted: readonly TabRequest[],
  needed: readonly TabId[],
  read: (requests: readonly TabRequest[]) => Snapshot,
): PartialRead {
  let requests = wanted;
  let failure: unknown = null;
  for (;;) {
    try {
      return { snapshot: read(requests), failure };
    } catch (error) {
      const gone = goneTabs(ports, id, requests, error);
      const isNeeded = gone.some((tab) => needed.includes(tab));
      const left = requests.filter(({ tab }) => !gone.includes(tab));
      if (isNeeded || left.length === requests.length) throw error;
      failure = failure ?? error;
      requests = left;
    }
  }
}

/** What asking about danger, and mail about it, cannot do without: any other tab of a register may be gone, and both go on. */
export const neededTabs: readonly TabId[] = [
  "outbox",
  "activity",
  "contacts",
  "schools",
  "settings",
  "cases",
  "checklist",
];

/** A read of a register without tabs that are gone and not needed. Throws what Google throws over the others. */
export function whatStands(
  ports: Pick<Workspace, "spreadsheets" | "diagnosis">,
  register: Register,
  wanted: readonly TabRequest[],
): Snapshot {
  return readWhatStands(ports, register.id, wanted, neededTabs, (asked) => register.load(asked))
    .snapshot;
}

/** The district's own data as far as it can be read; null where Contacts cannot. Never throws: it is for runs in which something failed already. */
export function directoryThatStands(
  workspace: Pick<Workspace, "spreadsheets" | "diagnosis" | "clock" | "memory">,
): Directory | null {
  try {
    const { main } = reportRegisterIds(workspace.memory);
    const register: Register = openRegister(workspace, main, []);
    const { snapshot } = readWhatStands(
      workspace,
      main,
      directoryRequests,
      ["contacts"],
      (wanted) => register.load(wanted),
    );
    const rows = (tab: "contacts" | "schools" | "settings") =>
      snapshot.tabs.has(tab) ? typedRows(snapshot, tab) : [];
    return parseDirectory(
      { contacts: rows("contacts"), schools: rows("schools"), settings: rows("settings") },
      workspace.clock,
    );
  } catch {
    return null;
  }
}
