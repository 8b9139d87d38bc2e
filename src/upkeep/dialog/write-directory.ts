/** Puts the answers of the first set-up into Contacts, Schools and Settings: what is there already stays, and is not added twice. */

import { AppError } from "../../app-error";
import { fold } from "../../directory/fold";
import { directoryIn, directoryRequests } from "../../intake/intake-state";
import { type Append, type Change, noChange, type Update } from "../../register/change";
import type { RowValues } from "../../register/columns";
import { openRegister } from "../../register/register";
import { rowsOf, type Snapshot, typedRows } from "../../register/snapshot";
import type { Workspace } from "../../workspace";
import { problemRequests, problemUpdates } from "../directory-problems";
import { reportRegisterIds } from "../report-registers";
import { answeredRows } from "./answers";
import type { Values } from "./page";

const lockWaitMilliseconds = 30_000;

/** What tells the rows of a tab apart. */
const identity = {
  schools: ["school"],
  contacts: ["role", "school", "name", "email"],
} as const;

type Cells = Readonly<Record<string, unknown>>;

function nameOf(tab: keyof typeof identity, cells: Cells): string {
  return identity[tab].map((key) => fold(String(cells[key] ?? ""))).join("\n");
}

/** Pure. `by` is who answered, `at` in milliseconds since 1970, UTC. */
export function directoryChange(
  values: Values,
  snapshot: Snapshot,
  { by, at }: { readonly by: string; readonly at: number },
): Change {
  const answered = answeredRows(values);
  const mayOpen = values["mayOpen"] === "yes";
  const append = (["schools", "contacts"] as const).flatMap((tab): Append[] => {
    const there = new Set(typedRows(snapshot, tab).map(({ cells }) => nameOf(tab, cells)));
    return answered[tab].flatMap(({ cells }) => {
      const name = nameOf(tab, cells);
      if (there.has(name)) return [];
      there.add(name);
      // Agencies have no address here, and never get access.
      const row: RowValues =
        tab === "contacts"
          ? { ...cells, mayOpen: mayOpen && (cells["email"] ?? "") !== "" }
          : cells;
      return [{ tab, row }];
    });
  });
  const standing = new Map(
    rowsOf(snapshot, "settings").map(({ key, values: { value } }) => [key, value ?? ""]),
  );
  const update = answered.settings.flatMap(({ cells }): Update[] => {
    const { setting = "", value = "" } = cells;
    const isNew = standing.has(setting) && value !== "" && standing.get(setting) !== value;
    return isNew ? [{ tab: "settings", key: setting, values: { value } }] : [];
  });
  const agreed = mayOpen && append.length > 0;
  return {
    ...noChange,
    append,
    update,
    activity: agreed ? [{ at, who: by, what: "may-open-agreed", case: null }] : [],
  };
}

/** Two reads and two writes, under the lock: what cannot be used is named beside its row. Throws "busy", "not-set-up" and what Google throws. */
export function writeDirectory(workspace: Workspace, values: Values): void {
  const done = workspace.lock.during(lockWaitMilliseconds, () => {
    const { memory, identity: who, clock } = workspace;
    const register = openRegister(workspace, reportRegisterIds(memory).main);
    const snapshot = register.load(directoryRequests);
    const by = who.runningAs();
    register.commit(directoryChange(values, snapshot, { by, at: clock.now() }), snapshot);
    const again = register.load([...directoryRequests, ...problemRequests]);
    const update = problemUpdates(again, directoryIn(again, clock));
    register.commit({ ...noChange, update }, again);
  });
  if (done === null) throw new AppError("busy");
}
