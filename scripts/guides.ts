/** The command `npm run guides`: takes the pictures of the guides in docs/ from the local desk, and writes the pages of reference, so that they show what is true now. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium/install";
import { launchChromium } from "./chromium/launch";
import { cameraFor } from "./guides/camera";
import { takePictures } from "./guides/pictures";
import { writeReferencePages } from "./guides/reference";
import { rememberTaken } from "./guides/taken-from";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "docs");
const folder = join(docs, "pictures");
await ensureChromium();
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
try {
  const taken = await takePictures(browser, cameraFor(folder));
  for (const name of taken) process.stdout.write(`docs/pictures/${name}\n`);
} finally {
  await browser.close();
}
await writeReferencePages(docs);
rememberTaken();
