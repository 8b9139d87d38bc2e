/** Google's two advanced services, Sheets and Drive; the state of services, permissions and script. Throws a `TroubleError` of kind "service-off" where one is not there. */
import { type AdvancedService, TroubleError } from "../errors";
import type { RunningScript, Services } from "../ports";
import { googleDiagnosis } from "./error-diagnosis";
import { probePermissions, worksNotGranted } from "./permissions";

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

// Which script runs.

/** The function that the build puts around all of the script. */
declare const wholeScript: unknown;
/** Version and SHA-256 of the script's text as it was built. Stands outside that text. */
declare const builtAs: string;

/** Its version and hashes, as Google's own engine gives its text; null where it was not made by the build. */
function runningScript(): RunningScript | null {
  if (typeof builtAs === "undefined") return null;
  const [version = "", built = ""] = builtAs.split(" ");
  const source = String(wholeScript);
  // An engine that keeps no source text returns these words (ECMAScript, Function.prototype.toString).
  if (/\{\s*\[native code\]\s*\}$/.test(source.slice(-99))) return { version, built, hash: null };
  const { DigestAlgorithm, Charset } = Utilities;
  const bytes = Utilities.computeDigest(DigestAlgorithm.SHA_256, source, Charset.UTF_8);
  const hash = bytes.map((byte) => (byte & 255).toString(16).padStart(2, "0")).join("");
  return { version, built, hash };
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
