/** The probe's manners: where it refuses to begin, what its result never holds, and its page in a browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openGuideDesk } from "../../scripts/guides/node-desk";
import { openRoom } from "../../scripts/guides/visit-rooms";
import { buildProbe, probe } from "../../scripts/probe/deployed";
import { first, LocalRound } from "../../scripts/probe/local-round";
import { readProbeOptions } from "../../scripts/probe/options";
import { resultText } from "../../scripts/probe/script/result";
import { leak, scrubbed } from "../../scripts/probe/script/scrub";
import { sha256Text } from "../../scripts/workspace/digest";
import { appendItem, appendResponse, storedForm } from "../../scripts/workspace/forms/store";
import { scriptProperties } from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { violations } from "../browser/axe";
import { oneBrowser } from "../browser/one-browser";
import { builtProbe } from "./rounds";

describe("where the probe refuses to begin", () => {
  const places: readonly (readonly [string, (round: LocalRound) => void])[] = [
    [
      "a Form with questions",
      ({ workspace }) => {
        const form = storedForm(workspace.store, workspace.containerId);
        for (const title of ["One", "Two"]) appendItem(form, "TEXT").title = title;
      },
    ],
    [
      "a Form with an answer",
      ({ workspace }) => {
        const form = storedForm(workspace.store, workspace.containerId);
        appendResponse(form, {}, workspace.clock.now);
      },
    ],
    [
      "the desk's Form, by its script's properties",
      ({ workspace }) => {
        scriptProperties(workspace.store)["formId"] = workspace.containerId;
      },
    ],
  ];

  test.each(places)("%s, and changes nothing there", async (_, make) => {
    const round = new LocalRound({ files: await builtProbe() });
    make(round);
    round.workspace.openEditor(first);
    // Made when it is first looked at.
    scriptProperties(round.workspace.store);
    const before = round.workspace.store.snapshot();
    const view = round.ask({ act: "begin", kind: "education" });
    expect(view.heading).toBe("Not here");
    expect(view.lines.join()).toContain("never in the desk's");
    expect(round.ask({ act: "clear" }).heading).toBe("Not here");
    const { forms, drive, properties } = round.workspace.store.snapshot();
    expect({ forms, drive, properties }).toEqual({
      forms: before["forms"],
      drive: before["drive"],
      properties: before["properties"],
    });
  });

  test("another account's round, which it leaves alone", async () => {
    const round = new LocalRound({ files: await builtProbe() });
    round.ask({ act: "begin", kind: "education" });
    const { store, containerId } = round.workspace;
    const second = "second@district.example";
    driveSlice(store).files[containerId]?.editors.push(second);
    const { value } = round.workspace.callFromDialog("onProbe", second, ['{"act":"clear"}']);
    expect(String(value)).toContain("Another account has begun a round here");
    expect(scriptProperties(store)["note:begun"]).toBeDefined();
  });
});

describe("a result", () => {
  test("is scrubbed of addresses, ids, numbers and names", () => {
    const secrets = [["Probe of the student safety desk (can be deleted)", "NAME"]] as const;
    const dirty = {
      said: "Document 1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2w is missing for lead@district.example",
      list: ["project_number:123456789012", "Probe of the student safety desk (can be deleted)"],
      kept: "GoogleJsonResponseException: API call to sheets.spreadsheets.values.batchGetByDataFilter",
    };
    expect(scrubbed(dirty, secrets)).toEqual({
      said: "Document ID is missing for ADDRESS",
      list: ["project_number:NUMBER", "NAME"],
      kept: dirty.kept,
    });
    expect(leak(JSON.stringify(scrubbed(dirty, secrets)))).toBeNull();
  });

  test("is not shown at all where an address stayed in it", () => {
    const answered = () => ({ answer: "lead@district.example", milliseconds: 1 });
    const parts = { now: 0, kind: "education", mailQuota: "1", answered, digest: sha256Text };
    expect(() => resultText(parts)).toThrow("would hold an address");
  });
});

test.each([
  [[], { act: "play" }],
  [["--help"], { act: "help" }],
  [["--deploy", "--form", "x"], { act: "deploy", words: ["--form", "x"] }],
  [["--record", "a.txt"], { act: "record", file: "a.txt" }],
  [["--record"], { act: "wrong", what: "--record wants one file after it." }],
  [["--push"], { act: "wrong", what: "--push is not an option." }],
])("npm run probe -- %j", (words, read) => {
  expect(readProbeOptions(words)).toEqual(read);
});

describe("the probe's page", () => {
  const folder = mkdtempSync(join(tmpdir(), "probe-page-"));
  beforeAll(() => buildProbe(folder));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("can be used by keyboard and screen reader, and goes on by itself", async () => {
    const { visit, close } = await openGuideDesk({ fresh: true, dist: join(folder, probe.folder) });
    try {
      const page = await (await oneBrowser()).newPage();
      await visit(page);
      await openRoom(page, "Admin");
      await page.getByRole("button", { name: "Probe" }).click();
      await page.getByRole("menuitem", { name: "Run the probe" }).click();
      const inside = page.frameLocator("dialog.app iframe");
      await inside.getByRole("button", { name: "Begin" }).click();
      await inside.getByText("Choose the kind of account first.").waitFor();
      expect(await violations(page)).toEqual([]);
      await inside.getByLabel("a private Google account").check();
      await inside.getByRole("button", { name: "Begin" }).click();
      await inside.getByText("A pause: Google takes only so many calls").waitFor();
      const count = await inside.locator("#count").textContent();
      expect(Number(/^(\d+) of/.exec(count ?? "")?.[1])).toBeGreaterThan(40);
      await page.close();
    } finally {
      close();
    }
  });
});
