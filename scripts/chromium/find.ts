/** Where a Chromium may be: the one that CHROMIUM names, else the usual names on the path, else what Playwright downloaded. */
import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** What the search asks of the computer. */
export interface Computer {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a path is a file that may be run. */
  readonly canRun: (path: string) => boolean;
  /** The names in a folder; none where it cannot be read. */
  readonly namesIn: (folder: string) => readonly string[];
  /** The path that this version of Playwright would start. */
  readonly playwrightPath: string;
}

/** A line for whoever typed the command: what is wrong and what to type. */
export class NoChromium extends Error {}

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Searched after the path, which cron and some editors keep short. */
const usualFolders = ["/usr/bin", "/usr/local/bin", "/snap/bin"];
const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const downloaded = /^chromium-(\d+)$/;

/** Playwright's downloads where its usual folder, in the home, cannot be written. */
export const ownDownloads = fileURLToPath(new URL("../../tmp/ms-playwright", import.meta.url));

/** Playwright's folder of browsers, and the path of the program within one of them; null where it has none for this system. */
export function playwrightFolder(
  playwrightPath: string,
): { readonly folder: string; readonly inside: string } | null {
  const [, folder, inside] = /^(.+)[\\/]chromium-\d+[\\/](.+)$/.exec(playwrightPath) ?? [];
  return folder === undefined || inside === undefined ? null : { folder, inside };
}

/** Playwright's downloads, those of its own folder first, and the latest revision first within one. */
function downloads({ namesIn, playwrightPath }: Computer): string[] {
  const usual = playwrightFolder(playwrightPath);
  if (usual === null) return [];
  const revision = (name: string) => Number(downloaded.exec(name)?.[1]);
  return [usual.folder, ownDownloads].flatMap((folder) =>
    namesIn(folder)
      .filter((name) => downloaded.test(name))
      .sort((one, other) => revision(other) - revision(one))
      .map((name) => join(folder, name, usual.inside)),
  );
}

/**
 * The paths worth starting, best first. An empty CHROMIUM is as good as none.
 * @throws NoChromium where CHROMIUM names what cannot be run: whoever sets it means that one and no other.
 */
export function chromiumPaths(computer: Computer): readonly string[] {
  const { env, canRun } = computer;
  const named = env["CHROMIUM"] ?? "";
  if (named !== "") {
    if (canRun(named)) return [named];
    throw new NoChromium(
      `CHROMIUM is set to ${named}, and there is no program there. Type its full path, or type: unset CHROMIUM`,
    );
  }
  const onPath = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const folders = [...new Set([...onPath, ...usualFolders])];
  return [
    ...commands.flatMap((command) => folders.map((folder) => join(folder, command))),
    ...applications,
    ...downloads(computer),
  ].filter(canRun);
}

export const thisComputer: Computer = {
  get env() {
    return process.env;
  },
  canRun(path) {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  },
  namesIn(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  playwrightPath: chromium.executablePath(),
};
