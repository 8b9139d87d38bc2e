/** The first Set up through its dialogs, in the built script: answers, refusals, closing and continuing, failures, and the result. */

import { describe, expect, test } from "vitest";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { addresses } from "../../scripts/play/directory";
import { addPerson } from "../../scripts/workspace/drive/person";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import type { Page } from "../../src/parts-of-a-page";
import { lead } from "../day/people";
import {
  answers,
  confirmed,
  contactRows,
  dialogStage,
  isPage,
  next,
  nineSchools,
  schoolRows,
  upTo,
  wordsOn,
} from "./dialog-stage";

const create = "create";
const emails = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.flatMap(({ email }) => (typeof email === "string" ? [email] : []));

describe("a district answers everything", async () => {
  const stage = await dialogStage();
  const last = upTo(stage, "create");
  const made = stage.day.out().access;
  const check = stage.person.press(last, create, confirmed);
  const out = stage.day.out();

  test("nothing is made before the last page is confirmed", () => {
    expect(made.filter(({ file }) => file !== "form")).toEqual([]);
    expect(last.title).toContain("What will be made");
    expect(wordsOn(last)).toMatch(
      /lead@district\.example and alternate@\S+ once May open is ticked/,
    );
  });

  test("contacts, schools, agencies and settings stand in the register as answered", () => {
    expect(out.cells?.["Schools"]?.length).toBe(2 + nineSchools.length);
    const rows = out.contacts;
    expect(rows).toHaveLength(3 + 27 + 4);
    expect(new Set(emails(rows)).size).toBe(3 + 27);
    expect(rows.filter(({ role }) => role === "law enforcement")).toMatchObject([
      { name: "Town Police Department", phone: "(415) 555-0111", mayOpen: false },
    ]);
    expect(out.settings).toMatchObject({
      retentionYears: 7,
      domains: ["district.example"],
      studentDomains: ["students.district.example"],
      studentIdLength: 6,
      studentIdDigits: true,
      studentIdPrefix: null,
      acknowledgeWithinHours: expect.anything(),
    });
    expect(rows.every(({ problem = null }) => problem === null)).toBe(true);
  });

  test("may open is ticked for the lead and the alternate lead alone, whom the owner confirmed by name", () => {
    const ticked = out.contacts.filter(({ mayOpen }) => mayOpen === true);
    expect(emails(ticked)).toEqual(["lead@district.example", "alternate@district.example"]);
    const said = out.activity.filter(({ what }) => what === "lead-confirmed");
    expect(said.map(({ to }) => to)).toEqual(emails(ticked));
    const openers = out.access.filter(({ file }) => file === "main").map(({ who }) => who);
    expect(openers).not.toContain("elm3@district.example");
  });

  test("the first check finds nothing wrong and waits for the clock", () => {
    expect(check.title).toContain("first check");
    const states = check.blocks.flatMap((block) =>
      block.kind === "lines" ? block.lines.map(({ state, text }) => `${state} ${text}`) : [],
    );
    expect(states.filter((line) => line.startsWith("wrong"))).toEqual([]);
    expect(states).toContainEqual(
      expect.stringContaining("look The system has not checked the Form yet"),
    );
  });

  test("no run failed, none made more calls at once than Google lets through, and the answers are forgotten", () => {
    expect(out.errors).toEqual([]);
    expect(stage.day.memory().get("draft")).toBeNull();
    expect(stage.day.memory().get("goingLive").audience).toBe("staff");
  });
});

describe("answers are checked by the rules of the tabs", async () => {
  const stage = await dialogStage();
  const first = stage.setUp();

  test("the account must be chosen, and only of what is offered", () => {
    const without = next(stage, first);
    expect(without).toMatchObject({ view: "account", errors: { account: expect.any(String) } });
    expect(next(stage, first, { account: "mine" }).view).toBe("account");
  });

  test("as it is typed, fields that no one wrote in are left alone", () => {
    const people = next(stage, next(stage, first, answers.account), answers.district);
    const found = stage.ask({
      view: "people",
      act: "typed",
      values: { ...people.values, "lead.email": "lead at home", "lead.phone": "12" },
    });
    expect(isPage(found)).toBe(false);
    expect(Object.keys(found.errors ?? {}).sort()).toEqual(["lead.email", "lead.phone"]);
  });

  test.each([
    ["people", "lead.email", "lead@elsewhere.example", /inside the district's domains/],
    ["people", "alternate.email", "", /no one is told/],
    ["district", "domains", "district", /Domains with a comma/],
    ["district", "studentDomains", "^s[0-9]+@", /beginnings such as stu\*/],
  ] as const)("%s, %s: %s", (view, key, value, words) => {
    const page = stage.ask({ view, act: "next", values: { ...answers[view], [key]: value } });
    expect(page).toMatchObject({ view });
    expect(page.errors?.[key]).toMatch(words);
  });

  test("of 27 contacts two cannot be used: they are named, and it goes on once they are corrected", () => {
    stage.ask({ view: "district", act: "next", values: answers.district });
    const schools = next(stage, stage.setUp(), answers.people);
    expect(next(stage, schools, answers.schools).view).toBe("contacts");
    const rows = contactRows([4, 11]);
    const found = stage.ask({ view: "contacts", act: "typed", values: { contacts: rows } });
    const told = stage.ask({
      ...{ view: "contacts", act: "typed" },
      values: {
        contacts: "principal,,Bo,(415) 555-0142,bo@district.example\nbackup,,Bo,555-0142,",
      },
    });
    expect(told.tables?.["contacts"]?.notes).toEqual({
      0: expect.stringMatching(/^“principal” is not a role here: designated contact, /),
      1: expect.stringMatching(/^Phone: One telephone number.* Email: /),
    });
    expect(found.tables?.["contacts"]).toMatchObject({
      caption: "27 rows read; to correct: rows 4, 11.",
      notes: { 3: expect.stringMatching(/^Email: A staff address/), 10: expect.any(String) },
    });
    const stopped = next(stage, stage.setUp(), { contacts: rows });
    expect(stopped.view).toBe("contacts");
    expect(stopped.errors).toEqual({ contacts: expect.stringContaining("Correct the rows") });
    const last = upTo(stage, "create", next(stage, stopped, { contacts: contactRows() }));
    // Without a lead who can open the registers no one could let the others in, so it makes nothing.
    const refused = stage.person.press(last, create);
    expect(refused.errors).toEqual({ "lead.confirmed": expect.stringContaining("Tick this") });
    expect(stage.day.out().access.filter(({ file }) => file !== "form")).toEqual([]);
    stage.person.press(last, create, { "lead.confirmed": "yes" });
    const out = stage.day.out();
    expect(out.contacts.filter(({ problem = null }) => problem !== null)).toEqual([]);
    const open = out.contacts.filter(({ mayOpen }) => mayOpen === true);
    expect(open.map(({ role }) => role)).toEqual(["district lead"]);
  });
});

describe("closed and taken up again", async () => {
  const stage = await dialogStage();
  const contacts = upTo(stage, "contacts");
  const rows = contactRows();
  stage.ask({ view: "contacts", act: "typed", values: { contacts: rows } });

  test("it opens where it was closed, with what was typed last", () => {
    const again = stage.setUp();
    expect(again.view).toBe("contacts");
    expect(again.values).toEqual({ contacts: rows });
    expect(contacts.values).toEqual({ contacts: "" });
  });

  test("another account goes on with the same answers, and says first what it is itself", () => {
    const { workspace, person } = stage;
    const who = { address: "other@district.example", role: "editor" } as const;
    addPerson(workspace.store, workspace.containerId, who, addresses.admin);
    workspace.clickMenu("setUp", who.address);
    const other = new DialogPerson(workspace, who.address);
    const page = other.open();
    if (page === null) throw new Error("no dialog");
    expect(page).toMatchObject({ view: "account", values: { account: "" } });
    expect(wordsOn(page)).toContain("signed in as other@district.example");
    const people = other.press(other.press(page, "next", { account: "own" }), "next");
    expect(people.values).toMatchObject({ "lead.name": "Lee Lead" });
    const mine = person.press(stage.setUp(), "next", { account: "role" });
    let at = mine;
    while (at.view !== "contacts") at = person.press(at, "next");
    expect(at.values).toEqual({ contacts: rows });
  });

  test("what does not fit the script's own store is refused in words, and nothing is lost", () => {
    const page = next(stage, stage.setUp(), { contacts: `${rows}\n`.repeat(60) });
    expect(page.view).toBe("contacts");
    expect(page.errors?.["contacts"]).toContain("more than can be kept");
    expect(stage.setUp().values).toEqual({ contacts: rows });
  });
});

test("what can be put right later is named before anything is made", async () => {
  const stage = await dialogStage();
  upTo(stage, "retention");
  const over = {
    people: { "admin.email": "admin@district.example" },
    contacts: { contacts: contactRows().replace(/^.*\tLake School.*$/gm, "") },
    agencies: { "probation.phone": "", "victim-advocate.phone": " " },
  };
  for (const view of ["people", "contacts", "agencies"] as const) {
    const page = stage.ask({ view, act: "next", values: { ...answers[view], ...over[view] } });
    expect(page.errors).toEqual({});
  }
  const words = wordsOn(upTo(stage, "create"));
  expect(words).toContain("No designated contact yet for Lake School: reports");
  expect(words).toContain("No number yet for probation, victim advocate: Go live waits for it.");
  expect(words).toContain("a person read its mailbox");
  const none = stage.ask({ view: "people", act: "next", values: { "admin.email": "" } });
  expect(none).toMatchObject({ view: "people", errors: { "admin.email": expect.any(String) } });
});

test("the agencies are those of the protocol that was chosen, none with the number of another county", async () => {
  const stage = await dialogStage();
  const of = (protocol: string) => {
    stage.ask({ view: "district", act: "next", values: { ...answers.district, protocol } });
    const page = stage.ask({ view: "contacts", act: "next", values: answers.contacts });
    return isPage(page) ? page.values["child-and-family-services.phone"] : undefined;
  };
  upTo(stage, "agencies");
  expect(of("marin-2019")).toMatch(/^\(\d{3}\) \d{3}-\d{4}$/);
  expect(of("us-ed-2021")).toBe("");
});

test("schools whose names begin alike, or differ in signs alone, get a register each", async () => {
  const stage = await dialogStage();
  const names = ["Martin Luther King Junior Academy", "Lincoln"];
  const twins = names.flatMap((name) => [`${name} North`, `${name}-North`, `${name} South`]);
  const schools = [...twins, "中学"].join("\n");
  upTo(stage, "create");
  stage.ask({ view: "schools", act: "next", values: { schools, registers: "each" } });
  const contacts = "designated contact\t\tBo Ash\t(415) 555-0142\tbo@district.example";
  stage.ask({ view: "contacts", act: "next", values: { contacts } });
  const last = upTo(stage, "create");
  for (const words of ["A register for each school", "contacts, settings, and cases of no school"])
    expect(wordsOn(last)).toContain(words);
  const said = wordsOn(stage.person.press(last, create, confirmed));
  expect(said.match(/No contact or backup of the school may open/g)).toHaveLength(1);
  const files = new Set(stage.day.out().access.map(({ file }) => file));
  expect([...files].filter((file) => file.startsWith("school:"))).toHaveLength(7);
});

describe("an account that is a person's own", async () => {
  const stage = await dialogStage();
  const last = upTo(stage, "create", next(stage, stage.setUp(), { account: "own" }));
  const check = stage.person.press(last, create, confirmed);
  const said = /is a role account.*: Set up was told on 2026-09-01 that it is a person's own/;
  const lines = (page: typeof check) =>
    page.blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));

  test("the check remembers it, and it holds Go live back", () => {
    const line = lines(check).find(({ text }) => said.test(text));
    expect(line).toMatchObject({
      state: "wrong",
      next: expect.stringContaining("Stop using this account"),
    });
    const refused = stage.person.press(check, "go-live");
    expect(refused.title).toBe("Go live");
    expect(wordsOn(refused)).toMatch(said);
  });

  test("until someone looks, and says that it is a role account", () => {
    const asked = stage.person.press(check, "attest");
    const id = "account admin@district.example";
    expect(asked.blocks).toContainEqual(
      expect.objectContaining({
        key: id,
        label: expect.stringMatching(
          /role account that belongs to no one person, with 2-Step Verification$/,
        ),
      }),
    );
    const after = stage.person.press(asked, "attest", { [id]: "yes", seenOn: "2026-09-01" });
    expect(wordsOn(after)).not.toMatch(said);
    expect(lines(after).map(({ state, text }) => `${state} ${text}`)).toContainEqual(
      expect.stringMatching(/^ok Whether admin@\S+ is a role account.* looked on 2026-09-01/),
    );
  });
});

describe("a step that fails", async () => {
  const stage = await dialogStage();
  upTo(stage, "create");
  const { workspace } = stage;
  const step = { view: "progress", act: "step", values: {} };

  test.each([
    ["Drive.Files.create", "before", /register-unreachable: Google Sheets did not answer/],
    // Once the directory is being written.
    ["Sheets.Spreadsheets.batchUpdate", "after", /register-unreachable/],
    ["Form.addListItem", "before", /google-failed: A Google service failed/],
    ["ScriptApp.newTrigger", "before", /google-failed/],
  ] as const)("%s, %s: words, and it can be tried again", (call, when, said) => {
    let reply = stage.ask({
      view: "create",
      act: "create",
      values: confirmed,
    });
    if (when === "after") {
      while (!/"now","text":"Writing contacts/.test(wordsOn(reply as Page)))
        reply = stage.ask(step);
    }
    workspace.fault({ call, when, nth: 1, times: 1 });
    expect(() => {
      for (let at = 0; at < 9; at += 1) reply = stage.ask(step);
    }).toThrow(said);
    expect(stage.ask({ ...step, act: "show" })).toMatchObject({ title: "Making it" });
  });

  test("taken up again it comes to the end, and nothing stands twice", () => {
    expect(stage.setUp().title).toContain("first check");
    const out = stage.day.out();
    expect(out.contacts).toHaveLength(3 + 27 + 4);
    expect(out.cells?.["Schools"]?.length).toBe(2 + nineSchools.length);
    expect(out.activity.filter(({ what }) => what === "lead-confirmed")).toHaveLength(2);
    const files = Object.values(JSON.parse(scriptProperties(workspace.store)["registers"] ?? ""));
    expect(new Set(files).size).toBe(4);
  });
});

describe("nothing is made before the lead is confirmed", () => {
  const madeIn = (stage: Awaited<ReturnType<typeof dialogStage>>) =>
    stage.day.out().access.filter(({ file, who }) => file !== "form" || who !== addresses.admin);

  test("nor from a window that was left open at an earlier page, or after skipping to the end", async () => {
    const stage = await dialogStage();
    upTo(stage, "create");
    for (const [view, act] of [
      ["account", "create"],
      ["account", "skip"],
      ["create", "create"],
    ] as const) {
      const reply = stage.ask({ view, act, values: { account: "role" } });
      expect(reply).toMatchObject({ view: "create" });
    }
    expect(stage.setUp()).toMatchObject({ view: "create" });
    expect(madeIn(stage)).toEqual([]);
  });

  test("where none is named, the last page says what to do, and no one but the account is let in; the owner then confirms whom they wrote", async () => {
    const stage = await dialogStage();
    const last = stage.person.press(stage.setUp(), "skip", { account: "role" });
    expect(wordsOn(last)).toMatch(/No lead is named.*Who can open what, and confirm the lead/);
    stage.person.press(last, create);
    expect(new Set(madeIn(stage).map(({ who }) => who))).toEqual(new Set([addresses.admin]));
    stage.day.type("contacts", 2, "role", "district lead", addresses.admin);
    stage.day.type("contacts", 2, "name", "Lee Lead", addresses.admin);
    const typed = stage.day.type("contacts", 2, "email", lead, addresses.admin);
    stage.day.announce(typed, addresses.admin);
    const confirmed = () => Object.keys(stage.day.memory().get("confirmations")?.leads ?? {});
    stage.day.play({ advance: "PT10M" });
    expect(confirmed()).toEqual([]);
    const answers = { [`confirm ${lead}`]: true };
    stage.day.play({ menu: { name: "access", answers }, as: "admin" });
    expect(confirmed()).toEqual([lead]);
  });
});

describe("who may not, and what is not understood", () => {
  test.each(["admin@gmail.com", "someone@googlemail.com"])(
    "%s is refused on every way in",
    async (address) => {
      const stage = await dialogStage(address);
      expect(() => stage.setUp()).toThrow(/private-account: This is a private Google account/);
      expect(stage.person.open()).toMatchObject({ title: "This was not done" });
      for (const view of ["account", "create", "progress"]) {
        const request = { view, act: "create", values: { account: "role" } };
        expect(() => stage.ask(request)).toThrow(/private-account/);
      }
      const { access } = stage.day.out();
      expect(access.filter(({ file }) => file !== "form")).toEqual([]);
    },
  );

  test("what is no request gets words", async () => {
    const stage = await dialogStage();
    for (const request of [
      ...[null, 17, "x", [], {}],
      { view: "nowhere", act: "go", values: {} },
      { view: "constructor", act: "__proto__", values: null },
      { view: 1, act: "typed", values: {} },
    ]) {
      expect(stage.ask(request)).toMatchObject({ title: "This was not done" });
    }
  });

  test("answers to another page, or to none, are not taken", async () => {
    const stage = await dialogStage();
    const page = upTo(stage, "district");
    stage.ask({
      view: "district",
      act: "typed",
      values: {
        ...page.values,
        step: "4",
        schools: schoolRows,
        "lead.confirmed": "yes",
        other: "x",
      },
    });
    const kept = JSON.stringify(stage.day.properties());
    expect(kept).not.toMatch(/North School|confirmed|other|\\"step/);
  });
});
