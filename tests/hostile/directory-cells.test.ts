/** Every hostile string in every cell of Contacts, Schools and Settings: as they stood, typed and pasted. */
import { beforeAll, describe, expect, test } from "vitest";
import { addresses, demoDirectory } from "../../scripts/play/directory";
import { mainRegister, rowsOf } from "../../scripts/play/register-cells";
import { storedForm } from "../../scripts/workspace/forms/store";
import { sentMail } from "../../scripts/workspace/services/mail/index";
import { settingDefinitions } from "../../src/district/settings";
import type { TabId } from "../../src/register/columns";
import { Day } from "../day/day";
import type { Output } from "../day/look";
import { isEveryPoint } from "../every-point";
import { textOf } from "../letters/read-html";
import { allWords, expectSoundMail, expectWholeDay } from "./checks";
import { cellTexts, hostile, long, nth, ofKinds, stretches, textAt } from "./strings";

const all = [...hostile, ...long];
/** Each of the kinds and the long ones by itself, and the others in texts of twelve. */
const inTexts = [...cellTexts.map((at) => textAt(at, at)), ...long];
const cellsIn = ({ workspace }: Day, tab: TabId) =>
  rowsOf(workspace.store, mainRegister(workspace.store), tab).map(({ cells }) => cells);

const timeless = (text: string) => text.replace(/\d{1,2}:\d{2}/g, "");

/** Whether a line of text can be expected in a mail as it is written. */
const isPlain = (text: string) => /^[\x21-\x7E]+(?: [\x21-\x7E]+)*$/.test(text) && text.length < 80;

/** Rows whose cells hold the texts: each text in each column, alone and among others. */
function directoryOf(texts: readonly string[]) {
  const schools = texts.map((school, at) => ({
    school,
    grades: nth(texts, at + 1),
    lawEnforcementAgency: nth(texts, at + 2),
    sroIsDistrictPolice: nth(texts, at + 3),
  }));
  const contacts = [
    ...demoDirectory.contacts.filter(({ role }) => !role.startsWith("child")),
    ...texts.flatMap((text, at) => [
      { role: text, school: nth(texts, at + 1), name: nth(texts, at + 2), email: text },
      {
        role: nth(["designated contact", "backup contact", "alternate lead"], at),
        school: nth(texts, at + 4),
        name: text,
        phone: nth(texts, at + 5),
        email: `person${at}@district.example`,
        awayFrom: nth(texts, at + 6),
        awayTo: nth(texts, at + 7),
        mayOpen: nth(texts, at + 8),
      },
      { role: "backup contact", school: text, name: "Other", email: text },
      { role: "child and family services", school: text, name: text, phone: "(415) 555-0177" },
      { role: "probation", school: nth(texts, at + 1), name: "Other", phone: text, email: text },
    ]),
  ];
  return { schools, contacts };
}

/** By then the clock has looked at Contacts, and read the longest tabs once more; most of the time it does not fire. */
function overAnHour(day: Day): Output {
  day.play({ advance: "PT15M" });
  day.sleep("PT50M");
  return day.play({ advance: "PT10M" });
}

describe("as the tabs stood", () => {
  const given = directoryOf(inTexts);
  let day: Day;
  let out: Output;

  beforeAll(async () => {
    day = await Day.begin({ directory: given });
    day.crowd = 7;
    day.play({ submit: { school: "constructor", concerns: ["suspected-victim"] } });
    out = overAnHour(day);
  }, 240_000);

  test("ends no run, and each cell keeps its text", () => {
    expectWholeDay(out);
    expect(out.cases).toHaveLength(1);
    const [schools, people] = [cellsIn(day, "schools"), cellsIn(day, "contacts")];
    given.schools.forEach((row, at) => {
      expect(schools[at]).toMatchObject(row);
    });
    given.contacts.forEach((row, at) => {
      const { awayFrom, awayTo, ...others } = { awayFrom: "", awayTo: "", ...row };
      expect(people[at]).toMatchObject(others);
      // The one date among the texts stands there as a date.
      for (const [key, text] of Object.entries({ awayFrom, awayTo })) {
        const cell = people[at]?.[key] ?? "";
        expect(typeof cell === "number" ? "2026-09-02" : cell).toBe(text);
      }
    });
  });

  test("what cannot be used is named beside it, and never repeated there", () => {
    const rows = [...cellsIn(day, "contacts"), ...cellsIn(day, "schools")];
    const told = rows.map((cells) => String(cells["problem"] ?? "")).filter((text) => text !== "");
    expect(told.length).toBeGreaterThan(inTexts.length);
    // A closed list of sentences: none is made of what somebody wrote.
    expect(new Set(told.flatMap((text) => text.split("\n"))).size).toBeLessThan(20);
  });

  test("the Form offers each school once, by a text of one line", () => {
    const { items } = storedForm(day.workspace.store, day.workspace.containerId);
    const dropdown = items.find((item) => (item.choices ?? []).length > 50);
    const offered = (dropdown?.choices ?? []).map((choice) => choice.value);
    expect(new Set(offered).size).toBe(offered.length);
    for (const choice of offered) expect(choice).toMatch(/^\S[^\n\r]*$/);
    for (const name of ["__proto__", "hasOwnProperty", "<script>alert(1)</script>"]) {
      expect(offered).toContain(name);
    }
  });
});

test("a report of each school opens a case and tells a person; its agency stands in the mail as text", async () => {
  // A kind's strings stand one after the other: each second of them.
  const some = ofKinds.filter((_, at) => isEveryPoint || at % 2 === 0);
  const day = await Day.begin({ directory: directoryOf(some) });
  // Those that a mail says as they are written come each in a run of its own; the clock finds the others.
  const alone = some.filter(isPlain);
  const names = [...alone, ...some.filter((name) => !isPlain(name))];
  const out = day.play(
    ...names.map((school, at) => {
      const submit = { school, concerns: ["suspected-victim"] };
      return at < alone.length ? { submit } : { loseTrigger: { submit } };
    }),
    { advance: "PT20M" },
  );
  expectWholeDay(out);
  expect(out.cases).toHaveLength(some.length);
  names.forEach((name, at) => {
    const reference = String(out.cases[at]?.["case"]);
    const mails = out.inbox.filter(({ cases }) => cases.includes(reference));
    expect(mails.length, name).toBeGreaterThan(0);
    if (!isPlain(name)) return;
    expect(
      // Where it begins a line its first letter is a capital.
      mails.some(({ text }) => text.toLowerCase().includes(`${name} (415) 555-0177`.toLowerCase())),
      name,
    ).toBe(true);
    expect(
      mails.some(({ html }) =>
        textOf(html ?? "")
          .toLowerCase()
          .includes(name.toLowerCase()),
      ),
      name,
    ).toBe(true);
  });
  expectSoundMail(day.workspace);
  const people = some.map((_, at) => `person${at}@district.example`);
  const known = new Set<string>([...Object.values(addresses), ...people]);
  const to = sentMail(day.workspace.store).flatMap((mail) => mail.to);
  expect(to.filter((address) => !known.has(address))).toEqual([]);
});

describe("as somebody types and pastes them", () => {
  let ordinary = "";
  beforeAll(async () => {
    const day = await Day.begin();
    day.play({ submit: { school: "North High", concerns: ["suspected-victim"] } });
    ordinary = allWords(day.workspace);
  });

  test("in rows of Contacts and Schools, by lead and admin", async () => {
    const day = await Day.begin();
    const typed = ofKinds.flatMap((text, at) => [
      {
        edit: {
          tab: "contacts",
          key: addresses.backup,
          set: { role: text, school: nth(all, at + 1), name: text, phone: nth(all, at + 2) },
        },
        as: nth(["lead", "admin"], at),
      },
      {
        edit: { tab: "contacts", key: addresses.backup, set: { awayFrom: text, awayTo: text } },
        as: "lead",
      },
      { edit: { tab: "contacts", key: addresses.backup, set: { mayOpen: text } }, as: "lead" },
      {
        edit: {
          tab: "schools",
          key: "South Middle",
          set: { grades: text, lawEnforcementAgency: text, sroIsDistrictPolice: text },
        },
        as: nth(["admin", "lead"], at),
      },
    ]);
    const pasted = stretches(all, 40).flatMap((texts) => [
      {
        paste: {
          tab: "contacts",
          column: "role",
          rows: texts.map((text) => [text, text, text, text, text, text, text]),
        },
        as: "lead",
      },
      {
        paste: {
          tab: "schools",
          column: "school",
          rows: texts.map((text) => [text, text, text, text]),
        },
        as: "lead",
      },
    ]);
    day.crowd = 3;
    day.play(
      ...typed,
      ...pasted,
      { submit: { school: "North High", concerns: ["suspected-victim"] } },
      { submit: { school: "__proto__", concerns: ["suspected-victim"] } },
      { submit: { school: nth(long, 0), concerns: ["suspected-victim"] } },
    );
    const out = overAnHour(day);
    expectWholeDay(out);
    // A checkbox takes no text: the page refuses it.
    expect(out.refused.length).toBeGreaterThanOrEqual(ofKinds.length - 1);
    const last = ofKinds.at(-1);
    const backup = cellsIn(day, "contacts").find((cells) => cells["email"] === addresses.backup);
    expect(backup).toMatchObject({ role: last, name: last, awayFrom: last, mayOpen: true });
    const roles = cellsIn(day, "contacts").map((cells) => cells["role"]);
    for (const text of all) expect(roles.includes(text), text).toBe(true);
    for (const one of out.cases) {
      expect(out.inbox.some((mail) => mail.case === one["case"])).toBe(true);
    }
    expect(out.cases).toHaveLength(3);
    const first = out.inbox.find((mail) => mail.to.includes(addresses.contact));
    expect(timeless(ordinary)).toContain(timeless(first?.text ?? ""));
    expectSoundMail(day.workspace);
  }, 120_000);

  test("in the values and the names of Settings: the defaults hold, and intake goes on", async () => {
    const day = await Day.begin();
    const first = settingDefinitions()[0]?.key ?? "";
    const width = settingDefinitions().length;
    const values = [
      ...long.map((text) => Array.from({ length: width }, () => [text])),
      ...cellTexts.map((at) =>
        Array.from({ length: width }, (_, down) => [textAt(at + down, down)]),
      ),
    ];
    day.play(
      ...values.map((rows, at) => ({
        paste: { tab: "settings", key: first, column: "value", rows },
        as: nth(["lead", "admin"], at),
      })),
      ...[0, 7, 20, 33].flatMap((at) => [
        {
          paste: { tab: "settings", key: first, column: "value", rows: values[at] ?? [] },
          as: "lead",
        },
        { submit: { school: "North High", concerns: ["suspected-victim"] } },
      ]),
      {
        paste: {
          tab: "settings",
          key: first,
          column: "value",
          rows: Array.from({ length: width }, () => ["constructor"]),
        },
        as: "lead",
      },
    );
    const out = overAnHour(day);
    expectWholeDay(out);
    expect(out.refused).toEqual([]);
    expect(cellsIn(day, "settings").map((cells) => cells["value"])).toEqual(
      settingDefinitions().map(() => "constructor"),
    );
    expect(out.settings).toMatchObject({
      immediateDangerMinutes: 15,
      digestAt: "07:30",
      domains: [],
    });
    expect(out.cases).toHaveLength(4);
    for (const one of out.cases) {
      expect(out.inbox.some((mail) => mail.case === one["case"])).toBe(true);
    }
    expectSoundMail(day.workspace);
  }, 120_000);
});
