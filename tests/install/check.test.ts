/** The check and the page about who can open what, through the built script: what each finding says if the thing is wrong. */
import { describe, expect, test } from "vitest";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { addresses } from "../../scripts/play/directory";
import type { Field, Page } from "../../src/dialog/page-data";
import { Day } from "../day/day";
import { admin, alternateRow, backup, contact, demoAnd, lead, stranger } from "../day/people";

/** Lines as "state text", after the events. */
async function linesAfter(
  events: readonly unknown[],
  { rest = {}, fn = "runCheck", as = addresses.admin as string, before = (_: Day) => {} } = {},
): Promise<readonly string[]> {
  const day = await Day.begin(rest);
  day.play(...events);
  before(day);
  return linesOf(pageOf(day, fn, as));
}

function pageOf(day: Day, fn: string, as: string = addresses.admin): Page {
  const { ok, error } = day.workspace.clickMenu(fn, as);
  const page = ok ? new DialogPerson(day.workspace, as).open() : null;
  if (page === null) throw new Error(`no page: ${error ?? ""}`);
  return page;
}

function linesOf({ blocks }: Page): readonly string[] {
  return blocks.flatMap((block) =>
    block.kind === "lines" ? block.lines.map(({ state, text }) => `${state} ${text}`) : [],
  );
}

const tenMinutes = { advance: "PT10M" };
const settings = { retentionYears: 7, studentDomains: "students.district.example" };
/** Nothing left to do but what no script can see. */
const whole = {
  directory: { ...demoAnd(alternateRow), settings },
};

test("a part that Google does not answer says so and keeps no other from its turn", async () => {
  const before = (day: Day) =>
    day.workspace.fault({
      call: "MailApp.getRemainingDailyQuota",
      when: "before",
      nth: 1,
      times: 1,
    });
  const lines = await linesAfter([tenMinutes], { rest: whole, before });
  expect(lines.filter((line) => line.startsWith("wrong"))).toEqual([
    "wrong One thing could not be checked. A Google service failed. As far as the system knows, nothing on your side caused it.",
  ]);
});

describe("what no script can see", () => {
  const foldersLine = (page: Page) =>
    linesOf(page).find((line) => line.includes("lie in no folder or shared drive"));

  const tickOf = ({ blocks }: Page, id: string) =>
    blocks.find((block) => block.kind === "field" && block.key === id) as Field | undefined;

  async function attesting() {
    const day = await Day.begin(whole);
    day.play(tenMinutes);
    const person = new DialogPerson(day.workspace, addresses.admin);
    const asked = pageOf(day, "runCheck");
    const say = (over: Readonly<Record<string, string>>) => person.press(asked, "attest", over);
    return { day, asked, say };
  }

  test("whoever looked says so with the day; it is kept with the account, and good for a year", async () => {
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
    expect(day.out().activity.map(({ who, what, to }) => [who, what, to])).toContainEqual([
      addresses.admin,
      "attested",
      "folders: 2026-08-31",
    ]);
    day.sleep("P365D");
    const later = pageOf(day, "runCheck");
    expect(foldersLine(later)).toBeUndefined();
    expect(tickOf(later, "folders")?.help).toMatch(
      /^Look here: In Google Drive.* Last looked at on 2026-08-31, more than a year ago\.$/,
    );
  });

  test("counsel's reading of the wording is of this version of the protocol, with its day", async () => {
    const { day, say } = await attesting();
    const page = say({ "wording marin-2019 2019-03-01": "yes", seenOn: "2026-08-31" });
    const counsel = (of: Page) =>
      linesOf(of)
        .find((line) => /counsel has read/.test(line))
        ?.split(" ")[0];
    expect(counsel(page)).toBe("ok");
    day.play({
      edit: { tab: "settings", key: "protocol", set: { value: "us-ed-2021" } },
      as: "lead",
    });
    expect(tickOf(pageOf(day, "runCheck"), "wording us-ed-2021 2021-01-01")).toBeDefined();
  });

  test.each([
    [{ seenOn: "yesterday", folders: "yes" }, "Write the day like 2026-09-01."],
    [{ seenOn: "2026-09-02", folders: "yes" }, "That day is in the future."],
    [
      { seenOn: "2025-08-31", folders: "yes" },
      "That is more than a year ago. Do it again: Google changes.",
    ],
    [{}, "Tick what you looked at."],
    [{ retentionYears: "yes", "account no one in particular": "yes" }, "Tick what you looked at."],
  ])("%o is not taken", async (over, words) => {
    const { day, say } = await attesting();
    const page = say(over as Record<string, string>);
    expect(page.errors).toEqual({ seenOn: words });
    expect(day.out().activity.filter(({ what }) => what === "attested")).toEqual([]);
  });
});

test("to a lead who looks the check reads the same whether or not a report about the lead is there", async () => {
  const edits = { share: { add: { who: "lead", file: "form", role: "editor" } } };
  const about = {
    school: "North High",
    recipientMayBeInvolved: "lead",
    factors: ["frequently-absent"],
    reporterName: "Kim Vale",
  };
  const later = { advance: "PT3H" };
  const quiet = await linesAfter([edits, later], { rest: whole, as: addresses.lead });
  const sealed = [
    edits,
    { submit: about },
    { advance: "PT2H" },
    { loseTrigger: { submit: about } },
  ];
  for (const events of [
    [edits, { submit: about }, later],
    [...sealed, { advance: "PT1H" }],
    // Before the clock has taken it in.
    [edits, later, { loseTrigger: { submit: about } }],
  ]) {
    expect(await linesAfter(events, { rest: whole, as: addresses.lead })).toEqual(quiet);
  }
});

describe("who can open what", () => {
  const rowsOf = (page: Page) =>
    page.blocks.flatMap((block) => (block.kind === "table" ? block.rows : []));
  const notesOf = (page: Page) =>
    page.blocks.flatMap((block) =>
      block.kind === "table" ? Object.values(block.notes ?? {}) : [],
    );

  test("each file, each person, and why; whoever is not meant to be there stands out", async () => {
    const day = await Day.begin(whole);
    day.play({ share: { add: "stranger" } });
    const page = pageOf(day, "whoCanOpen");
    expect(rowsOf(page)).toEqual([
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
    expect(notesOf(page)).toEqual(["Who let them in? The clock puts this right within the hour."]);
  });

  test("it reads the same whether or not a sealed report is there", async () => {
    const sealed = {
      school: "North High",
      recipientMayBeInvolved: "contact",
      factors: ["frequently-absent"],
    };
    const quiet = await Day.begin(whole);
    quiet.play({ advance: "PT3H" });
    const day = await Day.begin(whole);
    day.play({ submit: sealed }, { advance: "PT3H" });
    const letIn = { file: "sealed", who: addresses.lead, role: "editor" };
    expect(day.out().access, "the lead was let in").toContainEqual(letIn);
    expect(rowsOf(pageOf(day, "whoCanOpen"))).toEqual(rowsOf(pageOf(quiet, "whoCanOpen")));
  });
});
