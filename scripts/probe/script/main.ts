/** Every function that Google may call in the probe's project, one line each, nothing else. */
import { failureWords } from "../../../tests/conformance/table/cases/page";
import { openDoor } from "../../../tests/conformance/table/door";
import { ask } from "./ask";
import { addMenu, show } from "./dialog";
import { Kept } from "./kept";
import { openingView, step } from "./round";
import type { Request, View } from "./view";

/** Builds the menu. */
export const onOpen = (): void => addMenu(openDoor());

export const runProbe = (): void => show(openDoor(), openingView(openDoor()));

export const cleanUp = (): void => show(openDoor(), step(openDoor(), { act: "clear" }));

/** The dialog's page asks for the next step; a request and a view travel as JSON. */
export const onProbe = (request: string): string => {
  // The project's own page wrote it, or somebody with its rights at the browser's console.
  const view: View = step(openDoor(), JSON.parse(request) as Request);
  return JSON.stringify(view);
};

/** Answers with what it was given, after a while. */
export const onEcho = (given: { readonly wait: number; readonly value: unknown }): unknown => {
  if (given.wait > 0) openDoor().Utilities.sleep(given.wait);
  return given.value;
};

export const onFail = (): never => {
  throw new Error(failureWords);
};

export const onProbeClock = (event: unknown): void => {
  const google = openDoor();
  ask("clock", google, new Kept(google), event);
};

export const onBornInClock = (): void => new Kept(openDoor()).write("born-ran", "yes");

export const onProbeSubmit = (event: unknown): void => {
  const google = openDoor();
  ask("submission", google, new Kept(google), event);
};

export const onProbeEdit = (event: unknown): void => {
  const google = openDoor();
  ask("edit", google, new Kept(google), event);
};

/** The function of triggers that a case makes and takes away again. */
export const onNothing = (): void => undefined;
