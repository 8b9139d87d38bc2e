/**
 * Which tabs of a register set-up had to make again because somebody deleted them. Remembered before they are made, until people are told
 * and the reports that the Form still holds are back.
 */

import { jsonRecord, recordIn, textsIn } from "../../json";
import type { RegisterName, Workspace } from "../../ports";
import { type TabId, tabIds } from "../../register/columns";
import { readRegisterIds, reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";

/** The tabs of one register. Times in milliseconds since 1970, UTC. */
export interface RecreatedTabs {
  readonly tabs: readonly TabId[];
  /** When set-up made the tabs. */
  readonly at: number;
  /** Responses that the Form received before this were in the register, before the tabs were deleted. */
  readonly until: number;
  /** Addresses of leads and admins as they were known then, since Contacts may be one of the tabs. For the main register alone. */
  readonly to: readonly string[];
  /** People were told before the Form could be listed. The reports that it still holds are waited for. */
  readonly isTold: boolean;
  /** Of a register of which an earlier version was restored: the highest reference given until then. Null: tabs were made again. */
  readonly restoredAfter: string | null;
}

type Ports = Pick<Workspace, "memory" | "ownMemory">;

/** In the store of the account that runs: a sealed register that lost cases must not show in the script's store (design 2.11). */
const restoredKey = (name: RegisterName) => `restored ${name}`;

function restoredFile({ ownMemory }: Ports, name: RegisterName): string {
  try {
    return registerKinds[name].audience === null ? "" : (ownMemory.get(restoredKey(name)) ?? "");
  } catch {
    return "";
  }
}

function remadeIn(kept: unknown): RecreatedTabs | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { tabs, at, until, to, isTold, restoredAfter } = recordIn(kept);
  const found = textsIn(tabs);
  return {
    tabs: tabIds.filter((id) => found.includes(id)),
    at: Number(at) || 0,
    until: Number(until) || 0,
    to: textsIn(to),
    isTold: isTold === true,
    restoredAfter: typeof restoredAfter === "string" ? restoredAfter : null,
  };
}

/**
 * The tabs of a register; null where none had to be made again, or where all is told and done. No call for the main register; for a
 * reader's file the run's first look into its account's own store.
 */
export function recreatedTabsOf(ports: Ports, name: RegisterName): RecreatedTabs | null {
  return (
    remadeIn(jsonRecord(ports.memory.get("tabsRemade"))[name]) ??
    (registerKinds[name].audience === null
      ? null
      : remadeIn(jsonRecord(restoredFile(ports, name))["kept"]))
  );
}

/** Whether the script's store knows of such tabs of any register. No call. */
export function hasRecreatedTabs({ memory }: Pick<Ports, "memory">): boolean {
  const kept = jsonRecord(memory.get("tabsRemade"));
  return reportRegisters.some((name) => remadeIn(kept[name]) !== null);
}

function saveShared(
  { memory }: Pick<Workspace, "memory">,
  name: RegisterName,
  remade: RecreatedTabs | null,
): void {
  const { [name]: before, ...others } = jsonRecord(memory.get("tabsRemade"));
  if (remade === null && before === undefined) return;
  const all = remade === null ? others : { ...others, [name]: remade };
  memory.set("tabsRemade", JSON.stringify(all));
}

function save(ports: Ports, name: RegisterName, remade: RecreatedTabs | null): void {
  if (registerKinds[name].audience !== null && remade !== null && remade.restoredAfter !== null) {
    ports.ownMemory.set(restoredKey(name), JSON.stringify({ kept: remade }));
    // The next run lists the Form whole, as it does each day anyway: that tells nobody of a sealed register.
    ports.memory.set("sweptAll", "");
    return;
  }
  saveShared(ports, name, remade);
  if (remade === null && restoredFile(ports, name) !== "") {
    ports.ownMemory.set(restoredKey(name), "");
  }
}

/**
 * Must be called before the tabs are made: if set-up is then cut off, people are told all the same. One call; none for a spreadsheet that
 * is no register.
 */
export function rememberRecreatedTabs(
  { memory, clock }: Pick<Workspace, "memory" | "clock">,
  id: string,
  tabs: readonly TabId[],
): void {
  const ids = readRegisterIds(memory);
  const name = reportRegisters.find((one) => ids[one] === id);
  if (name === undefined || tabs.length === 0) return;
  const before = remadeIn(jsonRecord(memory.get("tabsRemade"))[name]);
  const until = Number(memory.get("sweepSince") ?? 0) || 0;
  saveShared({ memory }, name, {
    tabs: [...new Set([...(before?.tabs ?? []), ...tabs])],
    at: clock.now(),
    until: Math.min(until, before?.until ?? until),
    isTold: false,
    restoredAfter: before?.restoredAfter ?? null,
    to:
      before?.to ??
      (registerKinds[name].isRemembered
        ? textsIn(jsonRecord(memory.get("tellInOutage"))["main"])
        : []),
  });
}

/**
 * An earlier version of a register was restored: what the Form holds is compared whole, and then told once. `highestReference`: the highest
 * reference that the register gave until then; "" for none. Two calls at most; none where it is remembered already.
 */
export function rememberRestored(
  ports: Ports & Pick<Workspace, "clock">,
  name: RegisterName,
  highestReference: string,
): void {
  if (recreatedTabsOf(ports, name) !== null) return;
  save(ports, name, {
    tabs: [],
    at: ports.clock.now(),
    until: 0,
    isTold: false,
    restoredAfter: highestReference,
    to: [],
  });
}

/** Once it is told: `isSwept` where what the Form still holds is back too. One call. */
export function forgetRecreatedTabs(ports: Ports, name: RegisterName, isSwept: boolean): void {
  const remade = recreatedTabsOf(ports, name);
  save(ports, name, isSwept || remade === null ? null : { ...remade, isTold: true });
}
