/** What a release is refused for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  recordedDifferences,
  recordedOnGoogle,
} from "../../src/install/going-live/google-recording";
import { root } from "../build/sources";
import { referencePages } from "../guides/reference";
import { inputsOfPictures, inputsWhenTaken } from "../guides/taken-from";

/** What the gates look at. */
export interface Readiness {
  readonly version: string;
  readonly changelog: string;
  /** Generated pages of docs/ that are not as the product is, by path. */
  readonly stalePages: readonly string[];
  readonly arePicturesOfToday: boolean;
  /** Whether a recording of Google's answers without a critical difference is in the build. */
  readonly isRecordedOnGoogle: boolean;
}

/** Why there can be no release, each with what to do; empty where there can. */
export function reasonsAgainst(release: Readiness): readonly string[] {
  const { version, changelog, stalePages, arePicturesOfToday, isRecordedOnGoogle } = release;
  const dated = new RegExp(
    `^## ${version.replaceAll(".", "\\.")} \\(\\d{4}-\\d{2}-\\d{2}\\)$`,
    "m",
  );
  const pages = stalePages.map(
    (page) => `${page} is not as the product is: run npm run guides and look at it.`,
  );
  return [
    ...(dated.test(changelog)
      ? []
      : [`CHANGELOG.md has no entry "## ${version} (YYYY-MM-DD)": write what a district gets.`]),
    ...pages,
    ...(arePicturesOfToday
      ? []
      : [
          "The pictures of docs/ were taken of another script, page or scene: run npm run guides and look at them.",
        ]),
    ...(Number(version.split(".")[0]) < 1 || isRecordedOnGoogle
      ? []
      : [
          `${version} promises more than is known: no recording from Google without a critical difference is in the build. Run the probe (docs/probe.md), or stay below 1.0.0.`,
        ]),
  ];
}

/** Looks at this checkout. Throws where a day of the guides cannot be played. */
export async function readinessOf(version: string): Promise<Readiness> {
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const pages = Object.entries(await referencePages()).map(
    ([name, text]) => [`docs/reference/${name}`, text] as const,
  );
  return {
    version,
    changelog: read("CHANGELOG.md"),
    stalePages: pages.filter(([path, text]) => read(path) !== text).map(([path]) => path),
    arePicturesOfToday: inputsWhenTaken() === inputsOfPictures(),
    isRecordedOnGoogle:
      recordedOnGoogle !== null && !recordedDifferences.some(({ isCritical }) => isCritical),
  };
}
