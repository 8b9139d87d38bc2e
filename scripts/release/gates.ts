/** What a release is refused for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { probedOnGoogle } from "../../tests/conformance/table/table";
import { root } from "../build/sources";

/** What the gates look at. */
export interface Readiness {
  readonly version: string;
  readonly changelog: string;
  /** Whether the probe was played on Google and the table says what Google answered. */
  readonly isProbedOnGoogle: boolean;
}

/** Why there can be no release, each with what to do; empty if there can. */
export function reasonsAgainst({ version, changelog, isProbedOnGoogle }: Readiness) {
  const escaped = version.replaceAll(".", "\\.");
  const dated = new RegExp(`^## ${escaped} \\(\\d{4}-\\d{2}-\\d{2}\\)$`, "m");
  return [
    ...(dated.test(changelog)
      ? []
      : [`CHANGELOG.md has no entry "## ${version} (YYYY-MM-DD)": write what a district gets.`]),
    ...(Number(version.split(".")[0]) < 1 || isProbedOnGoogle
      ? []
      : [
          `${version} promises more than is known: the probe was not yet played on Google. Run it (docs/probe.md), or stay below 1.0.0.`,
        ]),
  ];
}

/** Looks at this checkout. */
export function readinessOf(version: string): Readiness {
  return {
    version,
    changelog: readFileSync(join(root, "CHANGELOG.md"), "utf8"),
    isProbedOnGoogle: probedOnGoogle !== null,
  };
}
