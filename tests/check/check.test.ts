/**
 * The check and the page about who can open what, through the built script: what comes first, who has buttons, what people attest, and the
 * script's own hash. Every line is also in the words file.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { product, releases, sha256 } from "../../scripts/build/header";
import { sealOf } from "../../scripts/build/script";
import { builtBundle } from "../../scripts/play/bundle";
import { openStage } from "../../scripts/play/stage";
import { allChecks } from "../../src/check/check-page";
import type { Field, Page } from "../../src/parts-of-a-page";
import { Day } from "../day/day";
import { submit } from "../day/events";
import { admin, backup, contact, lead, stranger } from "../day/people";
import { linesOn, pageIn, secondFile, whole } from "./check-situations";

/** Lines as "state text". */
const said = (page: Page) => linesOn(page).map(({ state, text }) => `${state} ${text}`);

const leadEdits = { share: { add: { who: "lead", file: "form", role: "editor" } } };

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
  // The line about the drill is not folded.
  const folded = expect.stringMatching(/^What is fine: \d+$/);
  expect([...new Set(kinds)]).toEqual(["text", "heading", undefined, "tick", "line", folded]);
});

test("each check stands once, with why it matters and what to do, in sentences", () => {
  expect(new Set(allChecks.map(({ means }) => means)).size).toBe(allChecks.length);
  for (const { means, next, fine = "Fine." } of allChecks) {
    for (const words of [means, next, fine]) expect(words, means).toMatch(/^[A-Z].*[.:]/s);
  }
});

test("someone whose account does not run the system has no button", async () => {
  const events = [leadEdits, { form: { unpublish: true } }, { share: { add: "stranger" } }];
  const lines = linesOn(await pageIn({ as: lead, events }));
  expect(lines.some(({ text }) => text.startsWith("The Form takes no reports"))).toBe(true);
  expect(lines.filter(({ fix }) => fix !== undefined)).toEqual([]);
});

test("a part that Google does not answer says so and keeps no other from its turn; a file made twice is told, and not used", async () => {
  const call = "MailApp.getRemainingDailyQuota";
  const before = (day: Day) => {
    secondFile(day);
    day.workspace.fault({ call, when: "before" });
  };
  expect(said(await pageIn({ before })).filter((line) => line.startsWith("wrong"))).toEqual([
    "wrong One thing could not be checked. A Google service failed. As far as the system knows, nothing on your side caused it.",
    "wrong Student safety register: there is a second file like it, which the system does not use: https://docs.google.com/spreadsheets/d/second-file-synthetic",
  ]);
});

describe("the script that runs", async () => {
  const dist = await builtBundle();
  const code = readFileSync(join(dist, "Code.js"), "utf8");
  const { hash = "", version = "" } = sealOf(code) ?? {};

  test("carries the hash of its own text, outside that text; the check says the same", async () => {
    const [, own = ""] = /\((function wholeScript[\s\S]*^\})\)\("/m.exec(code) ?? [];
    expect(sha256(own)).toBe(hash);
    const line = said(await pageIn({})).find((one) => one.includes(hash));
    expect(line).toMatch(/^ok /);
    expect(line).toContain(version);
  });

  test("says so once someone has changed it, by one character of a comment", () => {
    const changed = code.replace(/^ {2}\/\/ .*$/m, "$&!");
    expect(changed).not.toBe(code);
    const folder = mkdtempSync(join(tmpdir(), "changed-"));
    cpSync(dist, folder, { recursive: true });
    writeFileSync(join(folder, "Code.js"), changed);
    const start = Date.parse("2026-09-01T16:00:00Z");
    const page = Day.in(openStage({ dist: folder, start, isAsleep: true })).open("runCheck").page;
    rmSync(folder, { recursive: true });
    expect(said(page).find((line) => line.includes(version))).toMatch(/^look /);
  });

  test("a version that is older than a year says so, and where a newer one is listed", () => {
    const [{ day }] = releases();
    const lineAfter = (days: number) => {
      const start = Date.parse(`${day}T20:00:00Z`) + days * 86_400_000;
      return said(Day.in(openStage({ dist, start, isAsleep: true })).open("runCheck").page).find(
        (line) => line.includes("more than a year ago"),
      );
    };
    expect(lineAfter(364)).toBeUndefined();
    expect(lineAfter(367)).toContain(`look Version ${product().version} is of ${day}`);
  });
});

describe("what no script can see", () => {
  const foldersLine = (page: Page) =>
    said(page).find((line) => line.includes("lie in no folder or shared drive"));
  const tickOf = ({ blocks }: Page, id: string) =>
    blocks.find((block) => block.kind === "field" && block.key === id) as Field | undefined;

  async function attesting() {
    const day = await Day.begin(whole);
    day.play({ advance: "PT10M" });
    const { person, page: asked } = day.open("runCheck");
    const say = (over: Readonly<Record<string, string>>) => person.press(asked, "attest", over);
    return { day, asked, say };
  }

  test("someone who looked says so with the day; it is kept with the account, and good for a year", async () => {
    const { day, asked, say } = await attesting();
    expect(asked.values).toEqual({
      tried: "",
      "account admin@district.example": "",
      "form-editors": "",
      audience: "",
      folders: "",
      "wording marin-2019 2019-03-01": "",
      seenOn: "2026-09-01",
    });
    const page = say({ folders: "yes", seenOn: "2026-08-31" });
    expect(foldersLine(page)).toBe(
      "ok Whether the registers and the Form lie in no folder or shared drive that others open: admin@district.example looked on 2026-08-31 and said that it is as it should be.",
    );
    expect(day.out().activity).toContainEqual(
      expect.objectContaining({ who: admin, what: "attested", to: "folders: 2026-08-31" }),
    );
    day.sleep("P364D");
    expect(foldersLine(day.open("runCheck").page)).toMatch(/^ok /);
    day.sleep("P1D");
    const later = day.open("runCheck").page;
    expect(foldersLine(later)).toBeUndefined();
    expect(tickOf(later, "folders")?.help).toMatch(
      /^Look here: In Google Drive.* Last looked at on 2026-08-31, more than a year ago\.$/,
    );
  });

  test("counsel's reading of the wording is of this version of the protocol", async () => {
    const { day, say } = await attesting();
    const page = say({ "wording marin-2019 2019-03-01": "yes", seenOn: "2026-08-31" });
    expect(said(page).find((line) => /counsel has read/.test(line))).toMatch(/^ok /);
    const set = { value: "us-ed-2021" };
    day.play({ edit: { tab: "settings", key: "protocol", set }, as: "lead" });
    expect(tickOf(day.open("runCheck").page, "wording us-ed-2021 2021-01-01")).toBeDefined();
  });

  const wrongDay = "Write a day of the last year, such as 2026-09-01.";
  test.each([
    [{ seenOn: "2026-02-30", folders: "yes" }, wrongDay],
    [{ seenOn: "2026-09-02", folders: "yes" }, wrongDay],
    [{ seenOn: "2025-08-31", folders: "yes" }, wrongDay],
    [{}, "Tick what you looked at."],
    [{ retentionYears: "yes", "account no one in particular": "yes" }, "Tick what you looked at."],
  ])("%o is not taken", async (over: Readonly<Record<string, string>>, words) => {
    const { day, say } = await attesting();
    expect(say(over).errors).toEqual({ seenOn: words });
    expect(day.out().activity.filter(({ what }) => what === "attested")).toEqual([]);
  });
});

test("to a lead who looks the check reads the same whether or not a report about the lead is there", async () => {
  const about = submit({ recipientMayBeInvolved: "lead", reporterName: "Kim Vale" });
  const later = { advance: "PT3H" };
  const seen = async (...events: readonly unknown[]) =>
    said(await pageIn({ as: lead, events: [leadEdits, ...events] }));
  const quiet = await seen(later);
  const lost = { loseTrigger: about };
  expect(await seen(about, later)).toEqual(quiet);
  expect(await seen(about, { advance: "PT2H" }, lost, { advance: "PT1H" })).toEqual(quiet);
  // Before the clock has taken it in.
  expect(await seen(later, lost)).toEqual(quiet);
});

describe("who can open what", () => {
  const tables = (day: Day) =>
    day.open("whoCanOpen").page.blocks.flatMap((block) => (block.kind === "table" ? block : []));
  const rowsOf = (day: Day) => tables(day).flatMap(({ rows }) => rows);

  test("each file, each person, and why; someone who is not meant to be there stands out", async () => {
    const day = await Day.begin(whole);
    day.play({ share: { add: "stranger" } });
    expect(rowsOf(day)).toEqual([
      ["Student safety register", admin, "Owns the file"],
      ["Student safety register", contact, "Ticked in Contacts"],
      ["Student safety register", backup, "Ticked in Contacts"],
      ["Student safety register", lead, "Ticked in Contacts"],
      ["Student safety register", stranger, "Not named by Contacts"],
      ["Student safety register (leads)", admin, "Owns the file"],
      ["Student safety register (leads)", lead, "Ticked in Contacts"],
      ["Student safety register (lead)", admin, "Owns the file"],
      ["Student safety register (lead)", lead, "Ticked in Contacts"],
      ["Student safety register (alternate lead)", admin, "Owns the file"],
      ["Student safety register (alternate lead)", "No one in Contacts", "Ticked in Contacts"],
    ]);
    expect(tables(day).flatMap(({ notes = {} }) => Object.values(notes))).toEqual([
      `Contacts does not name ${stranger} for it, but they can open it. The clock corrects this within the hour.`,
    ]);
  });

  test("it reads the same whether or not a sealed report is there", async () => {
    const quiet = await Day.begin(whole);
    quiet.play({ advance: "PT3H" });
    const day = await Day.begin(whole);
    day.play(submit({ recipientMayBeInvolved: "contact" }), { advance: "PT3H" });
    const letIn = { file: "sealed", who: lead, role: "editor" };
    expect(day.out().access, "the lead was let in").toContainEqual(letIn);
    expect(rowsOf(day)).toEqual(rowsOf(quiet));
  });
});
