/**
 * What the local Workspace claims of Google, behaviour by behaviour, each with how sure anybody is of it. FIDELITY.md is written from
 * here, and tests hold it against the switches and the modelled methods.
 */
import { appsScriptBehaviours } from "./behaviours/apps-script";
import type { Behaviour, Status } from "./behaviours/behaviour";
import { driveBehaviours } from "./behaviours/drive";
import { formBehaviours } from "./behaviours/forms";
import { sheetsBehaviours } from "./behaviours/sheets";

export const behaviours: readonly Behaviour[] = [
  ...formBehaviours,
  ...sheetsBehaviours,
  ...driveBehaviours,
  ...appsScriptBehaviours,
];

/** Whether a behaviour shows in a method, e.g. "Form.getItems". A star stands for any part of a name. */
export function showsIn({ methods }: Behaviour, path: string): boolean {
  return methods.some((one) =>
    new RegExp(`^${one.replaceAll(".", "\\.").replaceAll("*", "\\w*")}$`).test(path),
  );
}

export type { Behaviour, Status };
