/**
 * What the local Workspace claims of Google, behaviour by behaviour, each with how sure anybody is of it. FIDELITY.md is written from
 * here, and tests hold it against the switches and the modelled methods.
 */

import { newest, type Recording, recordedOn, recordings } from "../fidelity/recordings";
import { appsScriptBehaviours } from "./apps-script";
import type { Behaviour, Status } from "./behaviour";
import { driveBehaviours } from "./drive";
import { formBehaviours } from "./forms";
import { sheetsBehaviours } from "./sheets";
import { spreadsheetAppBehaviours } from "./spreadsheet-app";

const written: readonly Behaviour[] = [
  ...formBehaviours,
  ...sheetsBehaviours,
  ...spreadsheetAppBehaviours,
  ...driveBehaviours,
  ...appsScriptBehaviours,
];

/** The behaviours, where the probe met one on Google as recorded. Of several recordings the newest counts. */
export function behavioursUnder(recorded: readonly Recording[]): readonly Behaviour[] {
  return written.map((one) => {
    const found = newest(recorded, ({ behaviours: met }) => met.includes(one.id));
    if (found === null) return one;
    const answer = one.switch === undefined ? undefined : found.switches[one.switch];
    const what =
      answer === undefined ? one.what : `${one.what} Google answered the switch with ${answer}.`;
    return { ...one, what, status: "recorded", source: recordedOn(found), date: found.day };
  });
}

export const behaviours: readonly Behaviour[] = behavioursUnder(recordings);

/** Whether a behaviour shows in a method, e.g. "Form.getItems". A star stands for any part of a name. */
export function showsIn({ methods }: Behaviour, path: string): boolean {
  return methods.some((one) =>
    new RegExp(`^${one.replaceAll(".", "\\.").replaceAll("*", "\\w*")}$`).test(path),
  );
}

export type { Behaviour, Status };
