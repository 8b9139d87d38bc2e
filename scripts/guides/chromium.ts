/** Finds a Chromium and starts it: the one that CHROMIUM names, else one where systems usually keep it. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const places = [
  "/usr/bin",
  "/usr/local/bin",
  "/snap/bin",
  ...(process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== ""),
];
const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function chromiumPath(): string {
  const named = process.env["CHROMIUM"];
  const found =
    named ??
    [
      ...commands.flatMap((command) => places.map((place) => join(place, command))),
      ...applications,
    ].find(canRun);
  if (found === undefined || !canRun(found)) {
    throw new Error(
      'The browser tests need Chromium: "sudo apt-get install chromium", or set CHROMIUM to the path of one.',
    );
  }
  return found;
}

/** @throws Error with one line on how to install Chromium where there is none. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath() });
}
