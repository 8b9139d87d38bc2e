/** Finds or makes registers, and says how each should be. Safe to run again after being cut off at any point. */

import { settingDefinitions } from "../district/settings";
import type { RegisterName } from "../ports";
import type { Tab } from "../register/columns";
import type { Contents, Layout } from "../register/layout/ensure";
import { type Difference, ensure } from "../register/layout/ensure";
import type { Editors } from "../register/layout/protections";
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

/** How a register should be. `tabs`: its tabs where they differ from those of its kind. */
export function layoutOf(
  { memory, clock }: Run,
  name: RegisterName,
  editors: Editors,
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
  return { tabs, pack, zone: clock.zone, editors, contents };
}

/** A register that was found or made. */
export interface CreatedRegister {
  readonly id: string;
  readonly ensured: Difference;
}

/**
 * The register of a name, complete: the one whose id is remembered; else the oldest file with its mark; else a new private file. Its id is
 * remembered before anything is written into it.
 */
export function createRegister(run: Run, name: RegisterName, editors: Editors): CreatedRegister {
  const { spreadsheets, memory } = run;
  const remembered = readRegisterIds(memory)[name];
  const id =
    remembered ||
    spreadsheets.find(name)[0] ||
    spreadsheets.create(registerKinds[name].fileName, name);
  if (remembered === undefined) rememberRegister(memory, name, id);
  return { id, ensured: ensure(run, id, layoutOf(run, name, editors)) };
}
