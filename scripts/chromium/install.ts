/** Gets a Chromium onto a computer that has none: Playwright's download, else the system's packages. */
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runWithin } from "./bounded";
import { NoChromium, ownDownloads, playwrightFolder, thisComputer } from "./find";
import { startChromium } from "./launch";

/** What the installation does on the computer. */
export interface Means {
  /** CHROMIUM is set: that one and no other is meant. */
  readonly named: boolean;
  /** The path of a Chromium that was started for a try. @throws NoChromium */
  readonly tried: () => Promise<string>;
  /** What to write before a command to run it as root without being asked for a password; null where that may not be. */
  readonly asRoot: () => Promise<readonly string[] | null>;
  readonly hasApt: boolean;
  /** Null, or why not in one line. */
  readonly run: (command: readonly string[], seconds: number) => Promise<string | null>;
  readonly say: (line: string) => void;
}

const minute = 60;
/** 170 MB; a slower line had better be told to install by hand. */
const downloadSeconds = 5 * minute;
const indexSeconds = 2 * minute;
const packageSeconds = 10 * minute;
/** Playwright's own, for each of its addresses; it tries each more than once. */
const connectMilliseconds = 10_000;

const playwright = join(
  dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")),
  "cli.js",
);
const playwrightInstall = [process.execPath, playwright, "install", "--no-shell", "chromium"];
const playwrightLibraries = [process.execPath, playwright, "install-deps", "chromium"];
const byHand = "npx playwright-core install chromium";
const byApt = "sudo apt-get install -y chromium";

/** Bounded on root's side too: what root runs, nobody else can end. */
function apt(asRoot: readonly string[], seconds: number, ...words: string[]): readonly string[] {
  const patience = ["-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=60"];
  return [...bounded(asRoot, seconds), "apt-get", "-q", "-y", ...patience, ...words];
}

function bounded(asRoot: readonly string[], seconds: number): readonly string[] {
  const limit = ["timeout", "--kill-after=10", String(seconds)];
  return [...asRoot, ...limit, "env", "DEBIAN_FRONTEND=noninteractive"];
}

/** The first reason, or null where every command went well. The first is tried for what it is worth. */
async function installed(asRoot: readonly string[], run: Means["run"]): Promise<string | null> {
  await run(apt(asRoot, indexSeconds, "update"), indexSeconds + minute);
  const install = ["install", "--no-install-recommends", "chromium"];
  // What waits for the network apart from what must not be ended half-way.
  for (const words of [[...install, "--download-only"], install]) {
    const reason = await run(apt(asRoot, packageSeconds, ...words), packageSeconds + minute);
    if (reason !== null) return reason;
  }
  return null;
}

/** Null where none starts. */
async function triedOr(tried: Means["tried"]): Promise<string | null> {
  try {
    return await tried();
  } catch (error) {
    if (error instanceof NoChromium) return null;
    throw error;
  }
}

async function byPlaywright(means: Means): Promise<{ path: string | null; reason: string }> {
  const { run, say, tried } = means;
  say(
    `No Chromium that starts: downloading Playwright's (${byHand}), at most ${downloadSeconds / minute} minutes.`,
  );
  const reason = await run(playwrightInstall, downloadSeconds);
  const path = await triedOr(tried);
  if (path !== null || reason !== null) return { path, reason: reason ?? "" };
  const asRoot = means.hasApt ? await means.asRoot() : null;
  if (asRoot === null) return { path, reason: "it does not start on this system" };
  say("It does not start: installing the libraries that it needs (playwright-core install-deps).");
  const command = [...bounded(asRoot, packageSeconds), ...playwrightLibraries];
  const missing = await run(command, packageSeconds + minute);
  return { path: await triedOr(tried), reason: missing ?? "it does not start on this system" };
}

async function byPackages(
  means: Means,
  noDownload: string,
): Promise<{ path: string | null; reason: string }> {
  if (!means.hasApt) return { path: null, reason: "there is none" };
  const asRoot = await means.asRoot();
  if (asRoot === null) {
    return { path: null, reason: "it needs root, and sudo asks for a password or is not there" };
  }
  means.say(
    `Playwright's could not be had (${noDownload}): installing the system's (apt-get install chromium), which may take minutes.`,
  );
  const reason = await installed(asRoot, means.run);
  const path = await triedOr(means.tried);
  return { path, reason: reason ?? "what it installed does not start" };
}

/**
 * The path of a Chromium that starts: one that is there, else one that it installs, saying so in a line.
 * @throws NoChromium with one line on what to type, where there is none and none can be installed. Never installs where
 * CHROMIUM is set.
 */
export async function ensureChromium(means: Means = meansHere()): Promise<string> {
  if (means.named) return means.tried();
  const there = await triedOr(means.tried);
  if (there !== null) return there;
  const download = await byPlaywright(means);
  if (download.path !== null) return download.path;
  const packages = await byPackages(means, download.reason);
  if (packages.path !== null) return packages.path;
  throw new NoChromium(
    `No Chromium to test pages in, and none could be installed (Playwright's download: ${download.reason}; apt-get: ${packages.reason}). ` +
      `Type: ${means.hasApt ? byApt : byHand}, or CHROMIUM=PATH npm test with the path of one`,
  );
}

function mayWrite(folder: string): boolean {
  if (!existsSync(folder)) return folder !== dirname(folder) && mayWrite(dirname(folder));
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function downloadEnvironment(): NodeJS.ProcessEnv {
  const usual = playwrightFolder(thisComputer.playwrightPath)?.folder ?? ownDownloads;
  return {
    ...process.env,
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(connectMilliseconds),
    PLAYWRIGHT_BROWSERS_PATH: mayWrite(usual) ? usual : ownDownloads,
  };
}

function meansHere(): Means {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const folders = (process.env["PATH"] ?? "").split(":");
  return {
    named: (process.env["CHROMIUM"] ?? "") !== "",
    tried: async () => {
      const { browser, path } = await startChromium();
      await browser.close();
      return path;
    },
    asRoot: async () => {
      if (process.getuid?.() === 0) return [];
      const mayNot = await runWithin(["sudo", "-n", "true"], { seconds: 10, say });
      return mayNot === null ? ["sudo", "-n"] : null;
    },
    hasApt: folders.some((folder) => thisComputer.canRun(join(folder, "apt-get"))),
    run: (command, seconds) => runWithin(command, { seconds, env: downloadEnvironment(), say }),
    say,
  };
}
