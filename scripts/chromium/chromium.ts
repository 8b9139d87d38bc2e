/**
 * Finds a Chromium for testing pages: the one that CHROMIUM names, otherwise an installed one, otherwise Playwright's, otherwise
 * Debian's.
 */
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { root } from "../build/sources";

/** One line for the person at the terminal: what is wrong and what to type. */
export class NoChromium extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Searched after PATH, because cron and some editors shorten it. */
const usualFolders = ["/usr/bin", "/usr/local/bin", "/snap/bin"];
const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Where Playwright downloads go if its usual folder, in the home folder, cannot be written. */
const ownDownloads = join(root, "tmp/ms-playwright");

/** Playwright's downloaded browsers, of this or another version, newest first. */
function downloads(): readonly string[] {
  const [, usual = "", inside = ""] =
    /^(.+)[\\/]chromium-\d+[\\/](.+)$/.exec(chromium.executablePath()) ?? [];
  return [usual, ownDownloads].flatMap((folder) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((name) => /^chromium-\d+$/.test(name))
      .sort((one, other) => Number(other.slice(9)) - Number(one.slice(9)))
      .map((name) => join(folder, name, inside)),
  );
}

/** The paths to try, best first. An empty CHROMIUM counts as not set. @throws NoChromium if CHROMIUM names something that cannot be run. */
export function chromiumPaths(env: Env): readonly string[] {
  const { CHROMIUM: named = "", PATH = "" } = env;
  if (named !== "" && !canRun(named)) {
    throw new NoChromium(
      `CHROMIUM is set to ${named}, and there is no program there. Type its full path, or type: unset CHROMIUM`,
    );
  }
  if (named !== "") return [named];
  const folders = new Set([...PATH.split(delimiter).filter(Boolean), ...usualFolders]);
  const onPath = names.flatMap((name) => [...folders].map((folder) => join(folder, name)));
  return [...onPath, ...applications, ...downloads()].filter(canRun);
}

/**
 * Features that are useless in a browser without a screen, switched off. The pages of the address bar take half a second for each page
 * that is opened, and a separate process for each frame without an origin (a dialog or an email) takes as long again. Chromium accepts
 * only one such list, so it repeats Playwright's own entries about pages and the network.
 */
const withoutFeatures =
  "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,IsolateSandboxedIframes,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,PaintHolding,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,LensOverlay,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch";

/**
 * Starts the first Chromium that works, and returns it with its path. Playwright starts it without a sandbox, so it also works as root.
 * @throws NoChromium with a message of one line.
 */
export async function startChromium(
  env: Env,
  find = chromiumPaths,
): Promise<{ browser: Browser; path: string }> {
  const failed: string[] = [];
  for (const path of find(env)) {
    try {
      // Pages are used for seconds: optimizing what they run takes longer than it saves.
      const flags = "--js-flags=--invocation-count-for-turbofan=100000";
      const args = [`--disable-features=${withoutFeatures}`, flags];
      // Long enough for a busy computer that reads the program from disk for the first time.
      const timeout = 60_000;
      return { browser: await chromium.launch({ executablePath: path, args, timeout }), path };
    } catch (error) {
      // One line of Playwright's report, which repeats every flag several times.
      const text = String(error);
      const why = /^\[pid=\d+\]\[err\] (.*)$/m.exec(text)?.[1] ?? text.split("\n")[0];
      failed.push(`${path} does not start (${why})`);
    }
  }
  throw new NoChromium(
    (env["CHROMIUM"] ?? "") === ""
      ? `${failed.join("; ") || "There is no Chromium"}. Type: npm run chromium, which installs one`
      : `CHROMIUM: ${failed.join("; ")}. Set it to a Chromium, or type: unset CHROMIUM`,
  );
}

export const launchChromium = async (): Promise<Browser> =>
  (await startChromium(process.env)).browser;

/** Runs a command and shows its output. After the given minutes it is ended, together with everything it started. True if it succeeded. */
function runWithin(minutes: number, command: readonly string[]): Promise<boolean> {
  const [program = "", ...args] = command;
  const home = dirname(chromium.executablePath());
  const usual = home.split(/[\\/]chromium-\d+/)[0] ?? home;
  const isWritable = existsSync(usual) || existsSync(dirname(usual));
  const env = {
    ...process.env,
    DEBIAN_FRONTEND: "noninteractive",
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000",
    PLAYWRIGHT_BROWSERS_PATH: isWritable ? usual : ownDownloads,
  };
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: "inherit", env });
    const late = setTimeout(
      () => child.pid && process.kill(-child.pid, "SIGKILL"),
      minutes * 60_000,
    );
    const end = (isDone: boolean) => {
      clearTimeout(late);
      resolve(isDone);
    };
    child.on("error", () => end(false)).on("close", (code) => end(code === 0));
  });
}

/**
 * The path of a Chromium that starts: an existing one, otherwise one installed now. @throws NoChromium with one line that says what to
 * type.
 */
export async function ensureChromium(
  env: Env = process.env,
  run = runWithin,
  find = chromiumPaths,
): Promise<string> {
  const started = async () => {
    const { browser, path } = await startChromium(env, find);
    await browser.close();
    return path;
  };
  const triedOrNull = () =>
    started().catch((error: unknown) => {
      if (error instanceof NoChromium) return null;
      throw error;
    });
  if ((env["CHROMIUM"] ?? "") !== "") return started();
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve("playwright-core/package.json")), "cli.js");
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  // `timeout` runs as root as well, because an ordinary user cannot end what root runs.
  const apt = [...sudo, "timeout", "600", "apt-get", "-q", "-y", "-o", "Acquire::http::Timeout=20"];
  const steps: readonly (readonly [minutes: number, command: readonly string[]])[] = [
    [5, [process.execPath, cli, "install", "--no-shell", "chromium"]],
    [2, [...apt, "update"]],
    [11, [...apt, "install", "--no-install-recommends", "chromium"]],
  ];
  for (const [minutes, command] of steps) {
    const there = await triedOrNull();
    if (there !== null) return there;
    await run(minutes, command);
  }
  const path = await triedOrNull();
  if (path !== null) return path;
  throw new NoChromium(
    "No Chromium to test pages in, and none could be installed, see above. Type: sudo apt-get install -y chromium, or npx playwright-core install chromium, or CHROMIUM=PATH npm test with the path of one",
  );
}
