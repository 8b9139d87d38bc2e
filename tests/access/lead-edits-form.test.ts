/** Leads do not edit the Form (design 2.11): an admin makes one an editor for a day, to print, and the clock ends it. */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { menu, minutes, submit } from "../day/events";
import { mails, type Output } from "../day/look";
import { admin, alternate, contactsRow, demoAnd, lead } from "../day/people";

const ask = (...who: string[]) =>
  menu("access", Object.fromEntries(who.map((one) => [`edits-form ${one}`, true])), admin);
const editors = (out: Output) =>
  out.access.flatMap(({ file, who, role }) => (file === "form" && role === "editor" ? who : []));
const ofForm = (out: Output) =>
  out.activity.flatMap(({ what, who, to }) =>
    /^form-editor/.test(String(what)) ? [[what, who, to]] : [],
  );
const openAccess = (day: Day) => JSON.stringify(day.read("whoCanOpen", admin));
/** Presses the page's button for this address, whether or not the page offers it; what it says then. */
const asksOnPage = (day: Day, who: string, address: string) => {
  const { person, page } = day.open("whoCanOpen", who);
  return JSON.stringify(person.press(page, "confirm", { [`edits-form ${address}`]: "yes" }));
};
const seen = menu("access", undefined, admin);
const refused = "not possible today";

test("for a day, at an admin's word; set-up adds no lead; Check names a lead who edits it otherwise", async () => {
  // A first row names the alternate as admin: a lead all the same.
  const both = ["district admin", "alternate lead"].map((role) => contactsRow(role, alternate));
  const day = await Day.begin({ directory: demoAnd(...both) });
  expect(editors(day.out())).not.toContain(lead);
  expect(asksOnPage(day, admin, "x@district.example")).toMatch(/x@district.example is no lead who/);
  const out = day.playClean(ask(lead), minutes(10));
  expect(editors(out)).toContain(lead);
  expect(openAccess(day)).toMatch(/Edits the Form \(district lead, until /);
  expect(asksOnPage(day, lead, alternate)).toContain("Only an admin can make someone an editor");
  expect(JSON.stringify(day.read("runCheck", admin))).toMatch(
    /lead, until [^"]*can edit the Form\./,
  );
  day.sleep("PT23H");
  expect(editors(day.playClean(minutes(10)))).toContain(lead);
  const after = day.playClean(minutes(90));
  expect(editors(after)).not.toContain(lead);
  expect(ofForm(after)).toEqual([
    ["form-editor-asked", admin, lead],
    ["form-editor-added", admin, lead],
    ["form-editor-removed", "automation", lead],
  ]);
  day.play({ share: { add: { who: alternate, file: "form" } }, as: admin });
  const check = JSON.stringify(day.read("runCheck", admin));
  expect(check).toMatch(/alternate@district.example \(alternate lead\) can edit the Form, and so/);
});

describe("not while a report that excludes the lead waits", () => {
  const about = { facts: "She was seen.", immediateDanger: "yes" };
  test("refused in the same words and at the same pace as for any other cause", async () => {
    const pages = [
      [submit({ ...about, recipientMayBeInvolved: "lead" })],
      [{ account: { delete: lead }, as: admin }],
    ].map(async (before) => {
      const day = await Day.begin();
      const { pages } = day.play(...before, minutes(1), ask(lead), minutes(10), seen);
      expect(editors(day.out())).not.toContain(lead);
      return pages.flatMap(({ text }) => text.split("\n").filter((line) => line.includes(refused)));
    });
    const [one, other] = await Promise.all(pages);
    expect(one).toHaveLength(2);
    expect(one).toEqual(other);
  });

  test("who is in is taken out; no email leads to the responses while an editor may not read them", async () => {
    const day = await Day.begin();
    day.play(ask(lead), minutes(10));
    expect(editors(day.out())).toContain(lead);
    const out = day.play(submit({ ...about, recipientMayBeInvolved: "lead" }), minutes(45));
    expect(editors(out)).not.toContain(lead);
    const [first, ...others] = mails(out, "sealed-waits").map(({ html, text }) => `${html}${text}`);
    expect(first).toMatch(/tel:/);
    expect(first).not.toMatch(/docs.google.com.forms|responses/);
    expect(others.at(-1)).toMatch(/edit#responses/);
  });
});
