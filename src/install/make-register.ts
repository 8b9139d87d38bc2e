/** Finds or makes registers, and says how each should be. Safe to run again after being cut off at any point. */

import { settingDefinitions } from "../district/settings";
import type { RegisterName } from "../ports";
import type { Tab } from "../register/columns";
import type { Contents, Layout } from "../register/layout/ensure";
import { type Difference, ensure } from "../register/layout/ensure";
import {
  packOfDesk,
  readRegisterIds,
  registerKinds,
  rememberRegister,
} from "../register/register-kinds";
import { tabsOf } from "../register/tabs";
import type { Run } from "../run";
import { guideRows } from "./guide-tab";
import { summaryRows } from "./summary/summary-rows";
import { summaryRequests } from "./summary/summary-tab";

/**
 * How a register should be; what a missing protection protects, this account may edit. `tabs`: its tabs where they differ from those of its
 * kind.
 */
export function layoutOf(
  { memory, clock, identity }: Run,
  name: RegisterName,
  tabs: readonly Tab[] = tabsOf(name),
): Layout {
  const pack = packOfDesk(memory);
  const summary = { pack, hasYear: registerKinds[name].hasYearFigures };
  const contents: Contents = {
    // The protocol is the one that the system uses, also where Settings had to be made again.
    settings: settingDefinitions().map(({ key, default: value, meaning, allowed }) => ({
      setting: key,
      value: key === "protocol" ? pack.id : value,
      meaning,
      allowed,
    })),
    guide: guideRows(pack),
    measures: summaryRows(summary).map(({ measure }) => measure),
    summaryRequests: (standing, former) => summaryRequests({ ...standing, ...summary }, former),
  };
  const editors = { installers: [identity.runningAs()], leads: [] };
  return { tabs, pack, zone: clock.zone, editors, contents };
}

/**
 * Makes the register of a name complete: the one whose id is remembered; else the oldest file with its mark; else a new private file. Its id
 * is remembered before anything is written into it. Returns what it lacked.
 */
export function createRegister(run: Run, name: RegisterName): Difference {
  const { spreadsheets, memory } = run;
  const remembered = readRegisterIds(memory)[name];
  const id =
    remembered ||
    spreadsheets.find(name)[0] ||
    spreadsheets.create(registerKinds[name].fileName, name);
  if (remembered === undefined) rememberRegister(memory, name, id);
  return ensure(run, id, layoutOf(run, name));
}
