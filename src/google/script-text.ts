/** Which script runs: its version, and the hash of its text as Google's own engine gives it. */
import type { RunningScript } from "../ports";

/** The function that the build puts around all of the script. */
declare const wholeScript: unknown;
/** Version and SHA-256 of the script's text as it was built. Stands outside that text. */
declare const builtAs: string;

/** Version and hashes of the script that runs; null where it was not made by the build. */
export function runningScript(): RunningScript | null {
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
