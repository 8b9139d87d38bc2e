/** What a release is refused for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  recordedDifferences,
  recordedOnGoogle,
} from "../../src/install/going-live/google-recording";
import { root } from "../build/sources";

/** What the gates look at. */
export interface Readiness {
  readonly version: string;
  readonly changelog: string;
  /** Whether a recording of Google's answers without a critical difference is in the build. */
  readonly isRecordedOnGoogle: boolean;
}

/** Why there can be no release, each with what to do; empty where there can. */
export function reasonsAgainst({ version, changelog, isRecordedOnGoogle }: Readiness) {
  const escaped = version.replaceAll(".", "\\.");
  const dated = new RegExp(`^## ${escaped} \\(\\d{4}-\\d{2}-\\d{2}\\)$`, "m");
  return [
    ...(dated.test(changelog)
      ? []
      : [`CHANGELOG.md has no entry "## ${version} (YYYY-MM-DD)": write what a district gets.`]),
    ...(Number(version.split(".")[0]) < 1 || isRecordedOnGoogle
      ? []
      : [
          `${version} promises more than is known: no recording from Google without a critical difference is in the build. Run the probe (docs/probe.md), or stay below 1.0.0.`,
        ]),
  ];
}

/** Looks at this checkout. */
export function readinessOf(version: string): Readiness {
  return {
    version,
    changelog: readFileSync(join(root, "CHANGELOG.md"), "utf8"),
    isRecordedOnGoogle:
      recordedOnGoogle !== null && !recordedDifferences.some(({ isCritical }) => isCritical),
  };
}
