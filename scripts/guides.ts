/** The command `npm run guides`: takes the pictures of the guides in docs/ from the local desk, so that they show the current product. */
import { join } from "node:path";
import { root } from "./build/sources";
import { ensureChromium, launchChromium } from "./chromium/chromium";
import { takePictures } from "./guides/pictures";

await ensureChromium();
const browser = await launchChromium();
try {
  for (const name of await takePictures(browser, join(root, "docs/pictures"))) {
    process.stdout.write(`docs/pictures/${name}\n`);
  }
} finally {
  await browser.close();
}
