/**
 * The check, through the built script: what comes first, who has buttons, and the script's own hash. Every line is also in the words
 * file.
 */
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../scripts/build/header";
import { sealOf } from "../../scripts/build/script";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses } from "../../scripts/play/directory";
import { scriptMemory } from "../../scripts/play/script-memory";
import { openStage } from "../../scripts/play/stage";
import { checkTable } from "../../src/dialog/check/check-page";
import { linesOn, pageIn, type Situation } from "./check-situations";

const { admin, lead } = addresses;

test("in a system in order nothing stops it; what a person must look at can be ticked; what is fine is one line", async () => {
  const page = await pageIn({});
  const left = linesOn(page).filter(({ state }) => state !== "ok");
  expect(left.map(({ text }) => text)).toEqual(["No drill was held yet."]);
  expect(page.blocks[0]).toMatchObject({
    text: expect.stringMatching(/^What stops the system: 0\. What needs a person: \d\. /),
  });
  const kinds = page.blocks.map((block) =>
    block.kind === "lines" ? block.folded : block.kind === "field" ? block.type : block.kind,
  );
  expect([...new Set(kinds)]).toEqual([
    "text",
    "heading",
    // The line about the drill, which is not folded.
    undefined,
    "tick",
    "line",
    expect.stringMatching(/^What is fine: \d+$/),
  ]);
});

test("each entry of the table stands once, with why it matters and what to do, in sentences", () => {
  const entries = checkTable();
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  for (const { id, means, next, fine = "Fine." } of entries) {
    for (const words of [means, next, fine]) expect(words, id).toMatch(/^[A-Z].*[.:]/s);
  }
});

test("who does not run the desk has no button", async () => {
  const events = [
    { share: { add: { who: "lead", file: "form", role: "editor" } } },
    { form: { unpublish: true } },
    { share: { add: "stranger" } },
  ];
  const lines = linesOn(await pageIn({ as: lead, events }));
  expect(lines.some(({ text }) => text.startsWith("The Form takes no reports"))).toBe(true);
  expect(lines.filter(({ fix }) => fix !== undefined)).toEqual([]);
});

test("that someone tried it on Google counts for a year, then it is asked for again", async () => {
  const proved = (on: string): Situation => ({
    before: ({ workspace }) => {
      const tried = { on, who: lead, isOwn: false };
      scriptMemory(workspace.store).set("goingLive", { looks: { tried } });
    },
  });
  const stateOf = async (on: string) =>
    linesOn(await pageIn(proved(on))).find(({ text }) => text.includes(on))?.state;
  expect([await stateOf("2025-09-01"), await stateOf("2025-08-31")]).toEqual(["ok", undefined]);
});

describe("the script that runs", () => {
  let dist = "";
  let code = "";
  beforeAll(async () => {
    dist = await builtBundle();
    code = readFileSync(join(dist, "Code.js"), "utf8");
  });

  test("carries the hash of its own text, outside that text; the check says the same", async () => {
    const seal = sealOf(code);
    const [, whole = ""] = /\((function wholeScript[\s\S]*^\})\)\("/m.exec(code) ?? [];
    expect(sha256(whole)).toBe(seal?.hash);
    const said = linesOn(await pageIn({})).find(({ text }) => text.includes(seal?.hash ?? "none"));
    expect(said).toMatchObject({ state: "ok", text: expect.stringContaining(seal?.version ?? "") });
  });

  test("says so once someone has changed it, by one character of a comment", () => {
    const changed = code.replace(/^ {2}\/\/ .*$/m, "$&!");
    expect(changed).not.toBe(code);
    const folder = mkdtempSync(join(tmpdir(), "changed-"));
    for (const name of readdirSync(dist)) copyFileSync(join(dist, name), join(folder, name));
    writeFileSync(join(folder, "Code.js"), changed);
    const start = Date.parse("2026-09-01T16:00:00Z");
    const workspace = openStage({ dist: folder, start, isAsleep: true });
    workspace.clickMenu("runCheck", admin);
    const page = new DialogPerson(workspace, admin).open();
    rmSync(folder, { recursive: true });
    if (page === null) throw new Error("no page");
    const version = sealOf(code)?.version ?? "";
    const said = linesOn(page).find(({ text }) => text.includes(version));
    expect(said?.state).toBe("look");
  });
});
