/** The command `npm run chromium`: makes sure that a Chromium starts here, and installs one if it may. `npm run checks` includes it. */
import { ensureChromium, NoChromium } from "./chromium/chromium";

try {
  process.stdout.write(`Chromium: ${await ensureChromium()}\n`);
} catch (error) {
  if (!(error instanceof NoChromium)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
