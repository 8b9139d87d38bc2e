/** Which script runs, by what Google's own engine says that its text is. */
import type { RunningScript } from "../ports";

/** The function that the build puts around all of the script. */
declare const wholeScript: unknown;
/** Its version, and the SHA-256 of its text as it was built; stands outside that text. */
declare const builtAs: string;

export function runningScript(): RunningScript | null {
  if (typeof builtAs === "undefined") return null;
  const [version = "", built = ""] = builtAs.split(" ");
  const source = String(wholeScript);
  // An engine that keeps no source says so in these words (ECMAScript, Function.prototype.toString).
  if (/\{\s*\[native code\]\s*\}$/.test(source.slice(-99))) return { version, built, hash: null };
  const { DigestAlgorithm, Charset } = Utilities;
  const bytes = Utilities.computeDigest(DigestAlgorithm.SHA_256, source, Charset.UTF_8);
  const hash = bytes.map((byte) => (byte & 255).toString(16).padStart(2, "0")).join("");
  return { version, built, hash };
}
