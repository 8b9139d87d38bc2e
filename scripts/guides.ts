/** The command `npm run guides`: takes the pictures of the guides in docs/ from the local desk, so that they show what is true now. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium/install";
import { writeMailsPage } from "./guides/mails";
import { takePictures } from "./guides/pictures";

const docs = join(dirname(fileURLToPath(import.meta.url)), "..", "docs");
const folder = join(docs, "pictures");
await ensureChromium();
mkdirSync(folder, { recursive: true });
for (const name of await takePictures(folder)) process.stdout.write(`docs/pictures/${name}\n`);
writeMailsPage(docs);
