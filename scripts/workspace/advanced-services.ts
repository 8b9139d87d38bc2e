/** Whether the APIs behind the advanced services are switched on for the script's project: a push does not do that (platform.md 13). */
import { GoogleError, type Store } from "./service";

/** By the name that scripts call it by. */
export const advancedServiceNames = ["Sheets", "Drive"] as const;
export type AdvancedServiceName = (typeof advancedServiceNames)[number];

/** Its switch. */
const switches = { Sheets: "sheetsApi", Drive: "driveApi" } as const;
const hosts = { Sheets: "sheets.googleapis.com", Drive: "drive.googleapis.com" } as const;
const projectNumber = "123456789012";

/** What someone did since the push; where nothing stands, the switch holds. */
const slice = (store: Store): Partial<Record<AdvancedServiceName, boolean>> =>
  store.slice<Partial<Record<AdvancedServiceName, boolean>>>("advancedServices", () => ({}));

/** Adding a service in the script's editor turns its API on; an administrator of the project may turn it off. */
export function switchService(store: Store, name: AdvancedServiceName, isOn: boolean): void {
  slice(store)[name] = isOn;
}

/** What a call ends in whose API is off; null for every other call. */
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
