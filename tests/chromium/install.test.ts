/** How a Chromium gets onto a computer without one: what is tried, in which order, what is said, and what is said at the end. */
import { expect, test } from "vitest";
import { NoChromium } from "../../scripts/chromium/find";
import { ensureChromium, type Means } from "../../scripts/chromium/install";

interface Computer {
  readonly there?: boolean;
  readonly named?: boolean;
  readonly apt?: boolean;
  readonly asRoot?: readonly string[] | null;
  /** Null: it goes well; else why not. */
  readonly download?: string | null;
  /** A download that starts only once libraries are there. */
  readonly wantsLibraries?: boolean;
  readonly packages?: string | null;
}

/** What was run and said, on a computer that is made up; `ended` is the path or the error's line. */
async function installOn(computer: Computer) {
  const { named = false, apt = true, asRoot = null } = computer;
  const ran: string[] = [];
  const said: string[] = [];
  let starts = computer.there ?? false;
  const means: Means = {
    named,
    hasApt: apt,
    asRoot: async () => asRoot,
    tried: async () => {
      if (starts) return "/usr/bin/chromium";
      throw new NoChromium("none starts");
    },
    run: async (command, seconds) => {
      const words = command
        .filter((word) => word !== process.execPath)
        .map((word) => (word.endsWith("cli.js") ? "playwright" : word))
        .join(" ");
      ran.push(words);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(11 * 60);
      if (words.includes("install-deps")) {
        starts = true;
        return null;
      }
      if (words.includes("playwright install")) {
        const reason = computer.download === undefined ? "no such host" : computer.download;
        if (reason === null && computer.wantsLibraries !== true) starts = true;
        return reason;
      }
      if (!words.includes("apt-get")) throw new Error(`not foreseen: ${words}`);
      const reason = computer.packages ?? null;
      if (reason === null && !words.includes("--download-only") && words.includes(" install ")) {
        starts = true;
      }
      return reason;
    },
    say: (line) => said.push(line),
  };
  const ended = await ensureChromium(means).catch((error: unknown) => {
    if (error instanceof NoChromium) return error.message;
    throw error;
  });
  return { ran, said, ended };
}

test("installs nothing and says nothing where one starts", async () => {
  expect(await installOn({ there: true })).toEqual({
    ran: [],
    said: [],
    ended: "/usr/bin/chromium",
  });
});

test("installs nothing in place of the one that CHROMIUM names", async () => {
  expect(await installOn({ named: true, asRoot: [], download: null })).toEqual({
    ran: [],
    said: [],
    ended: "none starts",
  });
});

test("takes Playwright's where it can be reached, and says so in a line", async () => {
  const { ran, said, ended } = await installOn({ download: null, asRoot: [] });
  expect(ran).toEqual(["playwright install --no-shell chromium"]);
  expect(said).toEqual([expect.stringMatching(/downloading Playwright's/)]);
  expect(ended).toBe("/usr/bin/chromium");
});

test("adds the libraries that a download wants, where it may", async () => {
  const { ran, ended } = await installOn({
    download: null,
    wantsLibraries: true,
    asRoot: ["sudo", "-n"],
  });
  expect(ran.at(-1)).toMatch(/^sudo -n timeout .* playwright install-deps chromium$/);
  expect(ended).toBe("/usr/bin/chromium");
});

test.each([
  ["as root", []],
  ["through sudo without a password", ["sudo", "-n"]],
])("takes the system's packages %s where Playwright's cannot be reached", async (_, asRoot) => {
  const { ran, said, ended } = await installOn({ asRoot });
  expect(ran.map((words) => words.split("apt-get ")[1]?.split(" ").at(-1))).toEqual([
    undefined,
    "update",
    "--download-only",
    "chromium",
  ]);
  for (const words of ran.slice(1))
    expect(words.startsWith([...asRoot, "timeout"].join(" "))).toBe(true);
  expect(said.slice(1)).toEqual([
    expect.stringMatching(
      /^Playwright's could not be had \(no such host\): .*apt-get install chromium/,
    ),
  ]);
  expect(ended).toBe("/usr/bin/chromium");
});

test.each<[string, Computer, RegExp]>([
  [
    "may not install",
    {},
    /no such host; apt-get: it needs root.*Type: sudo apt-get install -y chromium,/,
  ],
  [
    "has no such package",
    { asRoot: [], packages: "Unable to locate package chromium" },
    /Unable to locate package chromium.*Type: sudo apt-get/,
  ],
  ["has no apt-get", { apt: false, asRoot: [] }, /Type: npx playwright-core install chromium,/],
])("says in one line what to type where it %s", async (_, computer, line) => {
  const { said, ended } = await installOn(computer);
  expect(said).toHaveLength(computer.packages === undefined ? 1 : 2);
  expect(ended).toMatch(line);
  expect(ended).not.toContain("\n");
});
