/** Opens registers. The system reads and writes case data only through them. */
import { activityRow } from "../activity";
import type { RegisterName } from "../ports";
import type { Append } from "../register/change";
import type { TabRequest } from "../register/read/read-tabs";
import { type Snapshot, stackSnapshots } from "../register/read/snapshot";
import { type Incident, openFile } from "../register/register";
import type { Run } from "../run";
import { type Change, writeOf } from "./change";
import { registerId, schoolRegisters } from "./kinds";

/** Read every time, far enough to append to them, since any change may queue a message or add an activity line. */
const messageTabs: readonly TabRequest[] = [
  { tab: "outbox", columns: [] },
  { tab: "activity", columns: [] },
];

/** The register with that name. Throws "not-set-up" if it has no spreadsheet. */
export function registerNamed(run: Run, name: RegisterName, ready?: readonly TabRequest[]) {
  return openRegister(run, registerId(run.memory, name), ready);
}

/**
 * Reads the same of all registers of ordinary cases, as one snapshot to count and compare in; `more` of the main one alone. One call for each.
 */
export function loadOrdinary(
  run: Run,
  requests: readonly TabRequest[],
  more: readonly TabRequest[] = [],
): Snapshot {
  const main = registerNamed(run, "main", []).load([...requests, ...more]);
  return schoolRegisters(run.memory)
    .map((name) => registerNamed(run, name, []).load(requests))
    .reduce(stackSnapshots, main);
}

/**
 * The run, for one that only looks: of each register of schools all of `whole` is read at once, when something of it is first asked. With
 * many registers, a read for each question would be more than Google allows in a minute.
 */
export function readingAhead(run: Run, whole: readonly TabRequest[]): Run {
  const ids = new Set(schoolRegisters(run.memory).map((name) => registerId(run.memory, name)));
  const known = new Map<string, Snapshot>();
  const has = ({ tab, columns, rows }: TabRequest) =>
    rows === undefined &&
    columns !== "all" &&
    whole.some((one) => one.tab === tab && columns.every((key) => one.columns.includes(key)));
  return {
    ...run,
    ahead(id, requests, load) {
      if (!ids.has(id) || !requests.every(has)) return load(requests);
      const found = known.get(id) ?? load(whole);
      known.set(id, found);
      return found;
    },
  };
}

/** The register with that spreadsheet id. `ready`: what every read requests in addition. Makes no call. */
export function openRegister(run: Run, id: string, ready = messageTabs) {
  const { clock } = run;
  const record = (incidents: readonly Incident[]) =>
    incidents.map(({ what, tab, key, row, column }, position): Append => {
      const reference = tab === "cases" ? key : row?.["case"];
      const ofCase = typeof reference === "string" ? reference : null;
      const line = { at: clock.now(), who: "automation", what, case: ofCase, column };
      return { tab: "activity", row: activityRow(line, clock.now(), position) };
    });
  const { load, commit } = openFile(run, id, { ready, record });
  return {
    id,
    load: (requests: readonly TabRequest[]) => run.ahead?.(id, requests, load) ?? load(requests),
    /** As `commit` of `openFile`: the change, its messages as rows of Outbox that only this run may send for now, its lines as Activity. */
    commit: (change: Change, snapshot: Snapshot) => commit(writeOf(change, clock.now()), snapshot),
  };
}

/** One register, opened for reading and writing. */
export type Register = ReturnType<typeof openRegister>;

/** The main register or a sealed one, as the clock's hourly steps get it. */
export interface HourlyRead {
  /** The register, and what was read of it. The caller decides which tabs and columns. */
  readonly register: Register;
  readonly snapshot: Snapshot;
}
