/** The command `npm run release`: packs what a district without developers needs into one zip, under release/. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { product, releaseName } from "./build/header";
import { root } from "./build/sources";
import { releaseFiles } from "./release/release-files";
import { zipped } from "./release/zip";

const files = await releaseFiles();
const bytes = zipped(files);
const folder = join(root, "release");
const name = releaseName(product());
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, name), bytes);
process.stdout.write(
  `release/${name}, ${bytes.length} bytes: ${[...files.keys()].sort().join(", ")}\n`,
);
