/**
 * Whether the Google APIs behind the advanced services are on for the script's project. Pushing a script does not turn them on (platform.md
 * 13).
 */
import { GoogleError, type Store } from "./service";

/** The names by which scripts call the advanced services. */
export const advancedServiceNames = ["Sheets", "Drive"] as const;
export type AdvancedServiceName = (typeof advancedServiceNames)[number];

/** The doubt (doubts.ts) that says whether each API is on after a push. */
const switches = { Sheets: "sheetsApi", Drive: "driveApi" } as const;
const hosts = { Sheets: "sheets.googleapis.com", Drive: "drive.googleapis.com" } as const;
const projectNumber = "123456789012";

/** What someone turned on or off since the push. An API that is missing here is as its doubt says. */
const slice = (store: Store): Partial<Record<AdvancedServiceName, boolean>> =>
  store.slice<Partial<Record<AdvancedServiceName, boolean>>>("advancedServices", () => ({}));

/** Turns an API on, as adding the service in the script editor does, or off, as an administrator of the project can. */
export function switchService(store: Store, name: AdvancedServiceName, isOn: boolean): void {
  slice(store)[name] = isOn;
}

/** Google's error for a call of an advanced service whose API is off; null for every other call. */
export function serviceOffError(
  store: Store,
  assume: Readonly<Record<string, string>>,
  path: string,
): GoogleError | null {
  const name = advancedServiceNames.find((one) => path.startsWith(`${one}.`));
  if (name === undefined) return null;
  const isOn = slice(store)[name] ?? assume[switches[name]] === "on";
  if (isOn) return null;
  const call = path.charAt(0).toLowerCase() + path.slice(1);
  return new GoogleError(
    `API call to ${call} failed with error: Google ${name} API has not been used in project ${projectNumber} before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/${hosts[name]}/overview?project=${projectNumber} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`,
    "GoogleJsonResponseException",
  );
}
