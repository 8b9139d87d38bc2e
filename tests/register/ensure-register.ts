/** Turns a spreadsheet into a register, in a test. */
import { layoutOf } from "../../src/install/set-up-steps";
import type { RegisterName } from "../../src/ports";
import { ensure } from "../../src/register/layout/ensure";
import type { Editors } from "../../src/register/layout/protections";
import type { Run } from "../../src/run";
import { runWith } from "../run";

export function ensureRegister(
  ports: Pick<Run, "spreadsheets" | "clock" | "memory" | "lock">,
  id: string,
  editors: Editors,
  name: RegisterName = "main",
) {
  const run = runWith({ ...ports, identity: { runningAs: () => "" } });
  return ensure(run, id, { ...layoutOf(run, name), editors });
}
