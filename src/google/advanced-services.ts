/** Google's two advanced services, Sheets and Drive. Throws a `TroubleError` of kind "service-off" where one is not there. */
import { type AdvancedService, TroubleError } from "../errors";
import type { Services } from "../ports";
import { googleDiagnosis } from "./error-diagnosis";
import { probePermissions, worksNotGranted } from "./permissions";
import { runningScript } from "./script-text";

type Present<T> = Exclude<T, undefined>;

function off(service: AdvancedService): TroubleError {
  return new TroubleError({ kind: "service-off", services: [service] });
}

/** The Sheets service. Throws a `TroubleError` of kind "service-off" where the script has none. */
export function sheetsService(): Present<typeof Sheets> {
  if (typeof Sheets === "undefined") throw off("Sheets");
  return Sheets;
}

/** The Drive service. Throws a `TroubleError` of kind "service-off" where the script has none. */
export function driveService(): Present<typeof Drive> {
  if (typeof Drive === "undefined") throw off("Drive");
  return Drive;
}

/** An id that no file has, for a harmless call. */
const noFile = "0";

/** The state of services and permissions (port Services). */
export function googleServices(): Services {
  const harmless: Readonly<Record<AdvancedService, () => unknown>> = {
    Sheets: () => sheetsService().Spreadsheets.get(noFile, { fields: "spreadsheetId" }),
    Drive: () => driveService().Files.get(noFile, { fields: "trashed" }),
  };
  const isOff = (service: AdvancedService): boolean => {
    try {
      harmless[service]();
      return false;
    } catch (error) {
      return googleDiagnosis().troubleOf(error).kind === "service-off";
    }
  };
  return {
    off: () => (["Sheets", "Drive"] as const).filter(isOff),
    notGranted: worksNotGranted,
    notGiven: probePermissions,
    script: runningScript,
  };
}
