/**
 * Settings, through the built script: the pages of Set up, checked by the rules of the tab, written cell by cell, by people who are
 * allowed to.
 */
import { describe, expect, test } from "vitest";
import type { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { addresses } from "../../scripts/play/directory";
import { dataRows, putCells } from "../../scripts/play/register-cells";
import { settingDefinitions } from "../../src/district/settings";
import type { Page } from "../../src/parts-of-a-page";
import { Day } from "../day/day";
import { wordsOn } from "./dialog-stage";

const formEditor = (who: string) => ({ share: { add: { who, file: "form", role: "editor" } } });

const wordsOfLines = ({ blocks }: Page) =>
  blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));

/** Opens a page of Settings by the button beside its name. */
function pageOf(person: DialogPerson, list: Page, view: string): Page {
  const act = `settings ${view}`;
  const buttons = wordsOfLines(list).flatMap(({ fix }) => fix ?? []);
  expect(buttons.map((one) => one.act)).toContain(act);
  return person.press({ ...list, buttons }, act);
}

describe("settings", async () => {
  const day = await Day.begin();
  const { person, page: list } = day.open("settings", addresses.admin);
  const open = (view: string) => pageOf(person, list, view);

  test("are the pages of Set up, one after the other, and each setting is on one of them, once", () => {
    expect(list.title).toBe("Settings");
    expect(wordsOn(list)).toContain("Time of the morning email: 07:30");
    const pages = [];
    let page = person.press(list, "next");
    for (; page.view !== "settings"; page = person.press(page, "next")) pages.push(page);
    const views = pages.map(({ view }) => view);
    expect(views).toEqual(["district", "schools", "contacts", "audience", "retention", "times"]);
    const opened = wordsOfLines(list).map(({ fix }) => fix?.act);
    expect(opened).toEqual(views.map((view) => `settings ${view}`));
    const keys = pages.flatMap(({ values }) => Object.keys(values));
    const asked = settingDefinitions().map(({ key }): string => key);
    expect(keys.filter((key) => asked.includes(key)).sort()).toEqual([...asked].sort());
  });

  test("what the tab would refuse is refused, and nothing is saved", () => {
    const refused = person.press(open("times"), "save", { digestAt: "late", holdMaxDays: "7" });
    expect(refused.errors).toEqual({ digestAt: "A time of day, such as 07:30." });
    expect(refused.values).toMatchObject({ digestAt: "late", holdMaxDays: "7" });
    expect(day.out().settings).toMatchObject({ digestAt: "07:30", holdMaxDays: 30 });
  });

  test("only what was changed is written: what someone else changed meanwhile stays", () => {
    const page = open("retention");
    day.play({ edit: { tab: "Settings", key: "smallCell", set: { value: "20" } }, as: "admin" });
    const saved = person.press(page, "save", { retentionYears: " 7 " });
    expect(wordsOn(saved)).toContain("Saved: Years that a closed case is kept.");
    const out = day.out();
    expect(out.settings).toMatchObject({ retentionYears: 7, smallCell: 20, digestAt: "07:30" });
    expect(out.activity).toContainEqual(
      expect.objectContaining({
        what: "setting-changed",
        who: addresses.admin,
        column: "retentionYears",
        to: "7",
      }),
    );
    expect(wordsOn(person.press(open("retention"), "save"))).toContain("Nothing was changed.");
  });

  test("what stands in the Form offers Set up, which puts it there", () => {
    const saved = person.press(open("audience"), "save", { formLanguage: "en" });
    expect(person.press(saved, "set-up").view).toBe("set-up");
    expect(day.out().settings).toMatchObject({ formLanguage: "en" });
    expect(day.read("runCheck")).toContain("its questions are complete");
  });

  test("rows are pasted as in Set up: those that are new are added, and may open nothing yet", () => {
    const before = day.out().contacts.length;
    const row = "backup contact\tNorth High\tKim Vale\t(415) 555-0142\tkim@district.example";
    const paste = () => person.press(open("contacts"), "save", { contacts: row });
    expect(wordsOn(paste())).toContain("once the lead ticks May open");
    expect(paste().view).toBe("settings");
    const { contacts, access } = day.out();
    expect(contacts).toHaveLength(before + 1);
    const added = contacts.find(({ email }) => email === "kim@district.example");
    expect(added).toMatchObject({ role: "backup contact", mayOpen: false });
    expect(access.map(({ who }) => who)).not.toContain("kim@district.example");
  });

  test("a value that cannot be used is named in the list, and keeps nothing else from being changed", () => {
    day.play({ edit: { tab: "Settings", key: "digestAt", set: { value: "late" } }, as: "admin" });
    const { page } = day.open("settings", addresses.admin);
    const wrong = wordsOfLines(page).filter(({ state }) => state === "wrong");
    expect(wrong.map(({ text }) => text)).toEqual(["Reminders and waiting times"]);
    person.press(open("times"), "save", { holdMaxDays: "14" });
    expect(day.out().settings).toMatchObject({ holdMaxDays: 14 });
  });
});

test("a setting that the tab has no row for, gets one", async () => {
  const day = await Day.begin();
  const lacking = dataRows(day.tab("settings")).find(
    ({ cells }) => cells["setting"] === "studentIdLength",
  );
  putCells(day.tab("settings"), lacking?.index ?? -1, { setting: "of someone's own" });
  const { person, page } = day.open("settings", addresses.admin);
  person.press(pageOf(person, page, "district"), "save", { studentIdLength: "6" });
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
    const own = pageOf(person, page, "retention");
    expect(() => person.press(own, "save", { retentionYears: "1" })).toThrow(/register-not-opened/);
    expect(day.out().settings).toMatchObject({ retentionYears: null });
  });
});
