/** The command `npm run chromium`: sees to it that a Chromium starts here, installing one where it may; `npm test` runs it among its checks. */
import { ensureChromium, NoChromium } from "./chromium/chromium";

try {
  process.stdout.write(`Chromium: ${await ensureChromium()}\n`);
} catch (error) {
  if (!(error instanceof NoChromium)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
