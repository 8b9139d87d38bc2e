/** The steps of installing, and of running the probe: every page that describes them has the same steps, in the same order and words. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { probeGuide } from "../../scripts/release/guides-page";
import { installText } from "../../scripts/release/install-page";
import { tryFirst } from "../../src/check/attestations";
import { attestLabel, goLiveLabel } from "../../src/check/check-page";
import { askForProbe } from "../../src/check/running-checks";
import { advancedServices, serviceClicks } from "../../src/errors";
import { audiencePlace } from "../../src/form/safety-texts";
import { menuItems } from "../../src/menu";
import { setUpPages } from "../../src/set-up/set-up-pages";
import { tabs } from "../../src/tabs";

const read = (path: string) => readFileSync(join(root, path), "utf8");
/** As people read it: links by their words alone. */
const readable = (path: string) => read(path).replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
const text = installText();

/** What stands under each heading of this depth, with the heading. */
function sections(page: string, depth: number): ReadonlyMap<string, string> {
  const parts = page.split(new RegExp(`^${"#".repeat(depth)} `, "m")).slice(1);
  return new Map(parts.map((part) => [part.split("\n")[0] ?? "", part]));
}

const steps = new Map([...sections(text, 2)].filter(([title]) => /^\d/.test(title)));
const { setUp, runCheck, runDrill } = menuItems;
const headerOf = (key: string) => tabs.contacts.columns.find((one) => one.key === key)?.header;

test("the guide has the steps as its headings", () => {
  expect(steps.size).toBe(8);
  expect([...sections(read("docs/admin-day.md"), 2).keys()]).toEqual([...steps.keys()]);
});

/** By the number of a step, words of the product that every page names in it. */
const names: readonly (readonly [number, readonly (string | undefined)[]])[] = [
  [4, [setUp, ...setUpPages().map((page) => page.title)]],
  [5, ["Publish", "Manage", "Responders"]],
  [6, [runCheck, attestLabel, headerOf("mayOpen"), headerOf("administrator")]],
  [7, [runDrill]],
  [8, [goLiveLabel]],
];

test.each(names)("step %i names what the product shows, here and in the guide", (step, wanted) => {
  const inStep = (page: string) =>
    [...sections(page, 2)].find(([title]) => title.startsWith(`${step}.`))?.[1] ?? "";
  const guide = inStep(read("docs/admin-day.md"));
  for (const name of wanted) {
    expect(inStep(text)).toContain(name);
    expect(guide).toMatch(new RegExp(`\\*\\*([^*]+ › )?${name}\\*\\*`));
  }
});

test("the pages of Set up stand in their order", () => {
  expect(setUpPages().map((page) => page.title).length).toBeGreaterThan(5);
  const list = setUpPages()
    .map((page) => page.title)
    .map((title, at) => `${at + 1}. **${title}**`)
    .join("\n");
  expect(text).toContain(
    `Answer ${setUpPages().map((page) => page.title).length} pages\n\n${list}`,
  );
  expect(read("docs/admin-day.md")).toContain(
    setUpPages()
      .map((page) => page.title)
      .map((one) => `**${one}**`)
      .join(", "),
  );
});

test("a part that another step names by its number is the one that is meant", () => {
  expect(text).toContain("do part 3.5 for that service");
  expect(text).toContain("from part 3.2");
  expect(text).toContain("### 3.2 Replace the program");
  expect(text).toContain("### 3.5 Switch the two services on");
});

test("the Workspace administrator reads of each step that asks for them, and of no other", () => {
  const asked = [...steps].filter(([, part]) => /_Who: [^_]*Workspace administrator/.test(part));
  const rows = [...read("docs/security/administrator.md").matchAll(/^\| (\d+\. [^|]+?) +\|/gm)];
  expect(rows.map(([, step]) => step)).toEqual(asked.map(([title]) => title));
});

test("the probe's guide in the release has the same clicks", () => {
  const probe = probeGuide();
  const parts = [...sections(text, 3)].filter(([title]) => title.startsWith("3."));
  expect(parts).toHaveLength(6);
  for (const [title, part] of parts) {
    const own = (words: string) =>
      words.replaceAll("Dialog", "Probe").replace("capital D", "capital P");
    expect(probe).toContain(own(title.replace(/^3\.\d /, "")));
    for (const [, words = ""] of part.matchAll(/^(?:\d+\.|>) (.+)$/gm)) {
      const said = words.replace(/^\[Copy (.+)\]\(.*\)$/, "probe/$1");
      expect(probe, title).toContain(own(said));
    }
  }
});

test.each(["README.md", "docs/probe.md"])("%s asks for the probe as the check does", (page) => {
  expect(read(page)).toContain(askForProbe);
});

test.each(["docs/admin-day.md", "scripts/release/install.md"])(
  "%s says in the same two sentences what is tried before going live",
  (page) => {
    expect(readable(page)).toContain(tryFirst);
  },
);

test("the windows say the same clicks, where a service is off and where the Form is closed", () => {
  const plain = text.replaceAll("**", "");
  const clicks = serviceClicks(["Sheets", "Drive"]).join(" ");
  for (const words of ["the three dots at the top right", "Apps Script", "the plus sign"]) {
    expect(clicks).toContain(words);
    expect(plain).toContain(words);
  }
  for (const [own, api] of Object.entries(advancedServices)) {
    expect(clicks).toContain(`choose ${api}, leave ${own} as its identifier, and click Add`);
    expect(plain).toContain(api);
  }
  for (const sentence of audiencePlace.split(/(?<=\.) /)) {
    expect(text).toContain(sentence);
  }
});
