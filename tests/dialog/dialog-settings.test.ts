/** The settings dialog, through the bundle: checked by the rules of the tab, written cell by cell, by people who may. */
import { describe, expect, test } from "vitest";
import { addresses } from "../../scripts/play/directory";
import { dataRows, putCells } from "../../scripts/play/register-cells";
import { Day } from "../day/day";

const formEditor = (who: string) => ({ share: { add: { who, file: "form", role: "editor" } } });

describe("settings", async () => {
  const day = await Day.begin();
  const { person, page } = day.open("settings", addresses.admin);

  test("show what the tab holds, with what each does and what it may be", () => {
    expect(page.values).toMatchObject({ digestAt: "07:30", retentionYears: "" });
    expect(page.blocks).toContainEqual(
      expect.objectContaining({
        key: "digestAt",
        label: "Digest at",
        help: expect.stringContaining("07:30"),
      }),
    );
  });

  test("three waiting times have three fields, and what is wrong in one stands at the first", () => {
    const key = (part: string) => `acknowledgeWithinHours.${part}`;
    expect(page.values).toMatchObject({
      [key("below")]: "8",
      [key("lowest")]: "4",
      [key("higher")]: "1",
    });
    const fields = page.blocks.flatMap((block) => (block.kind === "field" ? [block.key] : []));
    expect(fields).toEqual(expect.arrayContaining(["below", "lowest", "higher"].map(key)));
    expect(fields).not.toContain("acknowledgeWithinHours");
    const wrong = person.press(page, "save", { [key("higher")]: "soon" });
    expect(wrong.errors).toMatchObject({
      [key("below")]: expect.stringContaining("Three numbers"),
    });
    const saved = person.press(page, "save", { [key("higher")]: "2" });
    expect(saved.errors).toEqual({});
    expect(saved.values).toMatchObject({ acknowledgeWithinHours: "8, 4, 2" });
    person.press(saved, "save", { [key("higher")]: "1" });
  });

  test("a yes or no is chosen, never typed", () => {
    expect(page.blocks).toContainEqual(
      expect.objectContaining({ key: "studentIdDigits", type: "one-of" }),
    );
  });

  test("what the tab would refuse is refused, and nothing is saved", () => {
    const refused = person.press(page, "save", { digestAt: "late", retentionYears: "7" });
    expect(refused.errors).toEqual({ digestAt: "A time of day, such as 07:30." });
    expect(refused.values).toMatchObject({ digestAt: "late", retentionYears: "7" });
    expect(day.out().settings).toMatchObject({ digestAt: "07:30", retentionYears: null });
  });

  test("only what was changed is written: what somebody else changed meanwhile stays", () => {
    day.play({ edit: { tab: "Settings", key: "holdMaxDays", set: { value: "20" } }, as: "admin" });
    const saved = person.press(page, "save", { retentionYears: " 7 " });
    expect(JSON.stringify(saved.blocks)).toContain("Saved: Retention years.");
    expect(saved.values).toMatchObject({ retentionYears: "7", holdMaxDays: "20" });
    const out = day.out();
    expect(out.settings).toMatchObject({ retentionYears: 7, holdMaxDays: 20, digestAt: "07:30" });
    expect(out.activity).toContainEqual(
      expect.objectContaining({
        what: "setting-changed",
        who: addresses.admin,
        column: "retentionYears",
        to: "7",
      }),
    );
    const again = person.press(saved, "save");
    expect(JSON.stringify(again.blocks)).toContain("Nothing was changed.");
  });

  test("a number stays a number for the rules, however Sheets holds it", () => {
    day.play({ edit: { tab: "Settings", key: "smallCell", set: { value: 12 } }, as: "admin" });
    expect(day.open("settings", addresses.admin).page).toMatchObject({
      values: { smallCell: "12" },
      errors: {},
    });
  });
});

test("a setting that the tab has no row for, gets one", async () => {
  const day = await Day.begin();
  const lacking = dataRows(day.tab("settings")).find(
    ({ cells }) => cells["setting"] === "studentIdLength",
  );
  putCells(day.tab("settings"), lacking?.index ?? -1, { setting: "of somebody's own" });
  const { person, page } = day.open("settings", addresses.admin);
  const saved = person.press(page, "save", { studentIdLength: "6" });
  expect(saved.errors).toEqual({});
  expect(day.out().settings).toMatchObject({ studentIdLength: 6 });
});

describe("whoever may edit the Form and not the register", async () => {
  const day = await Day.begin();
  day.play(formEditor("stranger"), formEditor("contact"));

  test("cannot read the settings", () => {
    expect(() => day.open("settings", addresses.stranger)).toThrow(/register-not-opened/);
  });

  test("may read them where the register is open to them, and not write them", () => {
    const { person, page } = day.open("settings", addresses.contact);
    expect(() => person.press(page, "save", { retentionYears: "1" })).toThrow(
      /register-not-opened/,
    );
    expect(day.out().settings).toMatchObject({ retentionYears: null });
  });
});
