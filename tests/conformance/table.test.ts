/**
 * The table of what we count on from Google: the local Workspace answers every case as the table says, under every answer to every
 * doubt.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { maker, playProbe } from "../../scripts/probe/local";
import { assumptions, doubts } from "../../scripts/workspace/doubts";
import { appendItem, appendResponse, storedForm } from "../../scripts/workspace/forms/store";
import { installedTriggers, scriptProperties } from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { fidelityFile, fidelityReport } from "./fidelity";
import { differences, newWorkspace, otherAnswers, played } from "./played";
import { table } from "./table/table";

test("every case is answered as the table says; the probe leaves nothing but its answers, and nothing at all once they are copied", async () => {
  const workspace = await newWorkspace();
  expect(differences(await played({}, workspace), assumptions())).toEqual([]);
  const { store, containerId } = workspace;
  const { items, responses, title, published } = storedForm(store, containerId);
  const files = Object.values(driveSlice(store).files).filter(({ kind }) => kind !== "form");
  expect({ items, responses, title, published }).toEqual({
    items: [],
    responses: [],
    title: "",
    published: false,
  });
  expect(files.filter(({ trashed }) => !trashed)).toEqual([]);
  expect(installedTriggers(store)).toEqual([]);
  workspace.clickMenu("cleanUp", maker);
  expect(scriptProperties(store)).toEqual({});
});

test.each(otherAnswers)("and under the other answers to the doubts: %o", async (assume) => {
  // Nobody can send a Form that nobody may answer in time, nor can a clock that may not list go on to ask.
  expect(differences(await played(assume), assumptions(assume))).toEqual([]);
});

test("FIDELITY.md is as the table prints it: npx tsx tests/conformance/fidelity.ts renews it", () => {
  expect(readFileSync(fidelityFile, "utf8")).toBe(fidelityReport());
});

describe("the table", () => {
  test("asks each question once, each under an id of its own, with a source and its day", () => {
    const ids = table.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(table.map(({ asks }) => asks)).size).toBe(ids.length);
    expect(table.filter(({ source }) => source.startsWith("assumed")).length).toBeLessThan(21);
    for (const { source } of table) {
      expect(source).toMatch(/^(documented|recorded) 20\d\d-\d\d-\d\d: .+|^assumed: .+/);
    }
  });

  test("has a case for every answer to a doubt, which tells them apart", () => {
    for (const { name, answers } of doubts) {
      const cases = table.flatMap((one) =>
        "doubt" in one && one.doubt === name ? [one.when] : [],
      );
      expect(cases.length, name).toBeGreaterThan(0);
      for (const when of cases) expect(Object.keys(when).sort()).toEqual([...answers].sort());
    }
  });

  test("has the cases that the guide's ten steps name", () => {
    const guide = readFileSync(join(root, "docs/first-try.md"), "utf8");
    const named = [...guide.matchAll(/Cases: (.*)\.$/gm)].flatMap(([, all = ""]) =>
      [...all.matchAll(/`([\w.-]+)\*?`/g)].map(([, name = ""]) => name),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !table.some(({ id }) => id.startsWith(name)))).toEqual([]);
  });

  test("has a doubt for every answer that a service asks for", () => {
    const folder = join(root, "scripts/workspace");
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) =>
      name.endsWith(".ts") ? [readFileSync(join(folder, name), "utf8")] : [],
    );
    const asked = sources.flatMap((text) =>
      [...text.matchAll(/assume\["(\w+)"\]/g)].map((match) => match[1] ?? ""),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((name) => !doubts.some((one) => one.name === name))).toEqual([]);
  });

  test.each([
    [{ valueRangesOrder: "sideways" }, "is one of by-position, as-asked"],
    [{ moonPhase: "full" }, "No unconfirmed point is called moonPhase"],
  ])("%o is no answer", (given, message) => {
    expect(() => assumptions(given)).toThrow(message);
  });
});

test("the probe's text names the cases in which Google differs, and holds no address and no id", async () => {
  const workspace = await newWorkspace({ valueRangesOrder: "as-asked" });
  workspace.fault({
    call: "MailApp.getRemainingDailyQuota",
    when: "before",
    error: "Exception: maker@district.example may not",
  });
  const { result } = await playProbe(workspace, false);
  expect(result).toMatch(
    /^Student Safety Desk, result of the probe of 2026-11-02: \d+ cases, 1 differ\.$/m,
  );
  expect(result).toContain("mail.quota DIFFERS.");
  expect(result).toContain("valueRangesOrder: Google answered as-asked");
  expect(result).toContain("submission.told: not asked");
  expect(result).not.toMatch(/@\w|FormLocal/);
});

test.each(["questions", "an answer", "a property of the system's own script"])(
  "the probe changes nothing in a Form that has %s",
  async (what) => {
    const workspace = await newWorkspace();
    const { store, clock, containerId } = workspace;
    const form = storedForm(store, containerId);
    // Made when they are first looked at.
    const properties = scriptProperties(store);
    if (what === "questions") for (const _ of [1, 2]) appendItem(form, "TEXT");
    else if (what === "an answer") appendResponse(form, {}, clock.now);
    else properties["registers"] = "of the system";
    const { forms, drive, properties: kept } = store.snapshot();
    await expect(playProbe(workspace)).rejects.toThrow('It stops at "Not here"');
    expect(store.snapshot()).toMatchObject({ forms, drive, properties: kept });
  },
);
