/** Starts the Chromium that is there; downloads and installs nothing. */
import { type Browser, chromium } from "playwright-core";
import { type Computer, chromiumPaths, NoChromium, thisComputer } from "./find";

/** Also for a busy computer that reads the program from disk for the first time. */
const startWithinMilliseconds = 60_000;

/**
 * What nobody looks at in a browser without a screen: the pages of its address bar are half a second of work beside each page that
 * is opened, and a process of its own for each frame without an origin, a dialog's or a mail's, is as much again: what such a frame may
 * reach hangs on its origin. Chromium takes one such list, so what Playwright's says of pages and the network stands in it too.
 */
const withoutFeatures = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
  "IsolateSandboxedIframes",
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding"],
  ...["HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning"],
  ...["AvoidCorsURLLoaderRestartOnRedirect", "LensOverlay", "MediaRouter", "OptimizationHints"],
  ...["NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"],
];

/** One line out of Playwright's report, which holds every flag several times. */
function why(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const said = /^\[pid=\d+\]\[err\] (.*)$/m.exec(text)?.[1];
  return said ?? text.split("\n")[0] ?? "";
}

/**
 * The first Chromium that starts, and its path. Playwright starts it without a sandbox, so root and a kernel without
 * user namespaces are no matter.
 * @throws NoChromium with one line where CHROMIUM is wrong, where there is none, or where none starts.
 */
export async function startChromium(
  computer: Computer = thisComputer,
): Promise<{ readonly browser: Browser; readonly path: string }> {
  const failed: string[] = [];
  for (const path of chromiumPaths(computer)) {
    try {
      const browser = await chromium.launch({
        executablePath: path,
        args: [`--disable-features=${withoutFeatures.join()}`],
        timeout: startWithinMilliseconds,
      });
      return { browser, path };
    } catch (error) {
      failed.push(`${path} does not start (${why(error)})`);
    }
  }
  if ((computer.env["CHROMIUM"] ?? "") !== "") {
    throw new NoChromium(
      `CHROMIUM: ${failed.join("; ")}. Set it to a Chromium, or type: unset CHROMIUM`,
    );
  }
  throw new NoChromium(
    `${failed.length === 0 ? "There is no Chromium" : failed.join("; ")}. Type: npm run chromium, which installs one`,
  );
}

/** A started Chromium. @throws NoChromium with one line on what to type where none starts. */
export async function launchChromium(): Promise<Browser> {
  return (await startChromium()).browser;
}
