/**
 * The command `npm run release`: packs what a district without developers needs into one zip in release/. It refuses if documents such
 * as the changelog do not match the product. With `--draft` it packs anyway, under a name that says so.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { product, releaseName } from "./build/header";
import { root } from "./build/sources";
import { readinessOf, reasonsAgainst, releaseFiles, zipped } from "./release/release-files";

const isDraft = process.argv.includes("--draft");
const what = product();
const reasons = isDraft ? [] : reasonsAgainst(readinessOf(what.version));
if (reasons.length > 0) {
  process.stderr.write(
    `No release ${what.version}:\n${reasons.map((one) => `- ${one}\n`).join("")}`,
  );
  process.exitCode = 1;
} else {
  const files = await releaseFiles();
  const bytes = zipped(files);
  const folder = join(root, "release");
  const name = isDraft ? releaseName(what).replace(/\.zip$/, "-draft.zip") : releaseName(what);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
  process.stdout.write(
    `release/${name}, ${bytes.length} bytes: ${[...files.keys()].sort().join(", ")}\n`,
  );
}
