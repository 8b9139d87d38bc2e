/**
 * Which tabs of a register set-up had to make again because somebody deleted them. Remembered before they are made, until people are told
 * and the reports that the Form still holds are back.
 */

import type { RegisterName } from "../../ports";
import { type TabId, tabIds } from "../../register/columns";
import { readRegisterIds, reportRegisters } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";

type KeptTabs = Kept["tabsRemade"][string];
/** The tabs of one register. */
export interface RecreatedTabs extends KeptTabs {
  readonly tabs: readonly TabId[];
}

function known(kept: KeptTabs | null): RecreatedTabs | null {
  return kept && { ...kept, tabs: tabIds.filter((id) => kept.tabs.includes(id)) };
}

type Ports = Pick<Run, "memory" | "ownMemory">;

/** In the store of the account that runs: a sealed register that lost cases must not show in the script's store (design 2.11). */
function restoredFile({ ownMemory }: Ports, name: RegisterName): KeptTabs | null {
  try {
    return registerKinds[name].audience === null ? null : ownMemory.get("restored", name);
  } catch {
    return null;
  }
}

/**
 * The tabs of a register; null where none had to be made again, or where all is told and done. No call for the main register; for a
 * sealed register the run's first look into its account's own store.
 */
export function recreatedTabsOf(ports: Ports, name: RegisterName): RecreatedTabs | null {
  return known(ports.memory.get("tabsRemade")[name] ?? restoredFile(ports, name));
}

/** Whether the script's store knows of such tabs of any register. No call. */
export function hasRecreatedTabs({ memory }: Pick<Ports, "memory">): boolean {
  const kept = memory.get("tabsRemade");
  return reportRegisters.some((name) => kept[name] !== undefined);
}

function saveShared(
  { memory }: Pick<Run, "memory">,
  name: RegisterName,
  remade: KeptTabs | null,
): void {
  const { [name]: before, ...others } = memory.get("tabsRemade");
  if (remade === null && before === undefined) return;
  const all = remade === null ? others : { ...others, [name]: remade };
  memory.set("tabsRemade", all);
}

function save(ports: Ports, name: RegisterName, remade: RecreatedTabs | null): void {
  if (registerKinds[name].audience !== null && remade !== null && remade.restoredAfter !== null) {
    ports.ownMemory.set("restored", remade, name);
    // The next run lists the Form whole, as it does each day anyway: that tells nobody of a sealed register.
    ports.memory.set("sweptAll", 0);
    return;
  }
  saveShared(ports, name, remade);
  if (remade === null && restoredFile(ports, name) !== null) {
    ports.ownMemory.set("restored", null, name);
  }
}

/**
 * Must be called before the tabs are made: if set-up is then cut off, people are told all the same. One call; none for a spreadsheet that
 * is no register.
 */
export function rememberRecreatedTabs(
  { memory, clock }: Pick<Run, "memory" | "clock">,
  id: string,
  tabs: readonly TabId[],
): void {
  const ids = readRegisterIds(memory);
  const name = reportRegisters.find((one) => ids[one] === id);
  if (name === undefined || tabs.length === 0) return;
  const before = memory.get("tabsRemade")[name];
  const until = memory.get("sweepSince");
  saveShared({ memory }, name, {
    tabs: [...new Set([...(before?.tabs ?? []), ...tabs])],
    at: clock.now(),
    until: Math.min(until, before?.until ?? until),
    isTold: false,
    restoredAfter: before?.restoredAfter ?? null,
    to:
      before?.to ??
      (registerKinds[name].isRemembered ? (memory.get("tellInOutage").to["main"] ?? []) : []),
  });
}

/**
 * An earlier version of a register was restored: what the Form holds is compared whole, and then told once. `highestReference`: the highest
 * reference that the register gave until then; "" for none. Two calls at most; none where it is remembered already.
 */
export function rememberRestored(
  ports: Ports & Pick<Run, "clock">,
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
