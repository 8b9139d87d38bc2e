/**
 * Someone is given access to a register by hand, past Contacts: it is taken away within the hour, and whoever may know of the register is
 * told at once, of a sealed one its audience alone (design 2.11).
 */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { fault, minutes, submit } from "../day/events";
import { type Mail, openers } from "../day/look";
import { admin, contact, lead, stranger, teacher } from "../day/people";

const notices = ({ inbox }: { readonly inbox: readonly Mail[] }, from: number) =>
  inbox.slice(from).filter(({ message }) => message === "desk-notice");
const add = (who: string, file: string, more: object = {}) => ({
  share: { add: { who, file, ...more } },
  as: "admin",
});
const group = "staff@district.example";
const hourly = minutes(65);

async function sealedDay(): Promise<Day> {
  const day = await Day.begin();
  return day.reach(submit({ recipientMayBeInvolved: "contact" }), minutes(70));
}

test.each<[string, object[], string]>([
  ["staff", [add(teacher, "sealed")], "sealed"],
  ["the contact, whom the case excludes", [add(contact, "sealed")], "sealed"],
  ["a stranger", [add(stranger, "sealed")], "sealed"],
  ["staff who may only view it", [add(teacher, "sealed", { role: "viewer" })], "sealed"],
  [
    "a group",
    [{ account: { makeGroup: { of: group, members: [teacher] } } }, add(group, "sealed")],
    "sealed",
  ],
  ["anyone who has the link", [{ share: { link: { to: "anyone", file: "sealed" } } }], "sealed"],
  ["staff, to the main register", [add(teacher, "main")], "main"],
])("%s: told within the hour, once, to those who may know", async (_who, events, file) => {
  const day = await sealedDay();
  const before = day.out();
  const out = day.playClean(...events, hourly);
  const told = notices(out, before.inbox.length);
  expect(new Set(told.flatMap(({ to }) => to))).toEqual(
    new Set(file === "main" ? [lead, admin] : [lead]),
  );
  const people = openers(out, file).filter((one) => !one.startsWith("link"));
  expect(people).toEqual(openers(before, file));
  expect(notices(day.playClean(hourly), out.inbox.length)).toEqual([]);
});

test("whoever is added again is taken out again, and that is told again", async () => {
  const day = await sealedDay();
  for (const _ of [1, 2]) {
    const { length } = day.out().inbox;
    const out = day.playClean(add(teacher, "sealed"), hourly);
    expect(notices(out, length).map(({ to }) => to)).toEqual([[lead]]);
    expect(openers(out, "sealed")).not.toContain(teacher);
  }
});

test("while Google does not let the script take someone out, that is told at once and every day", async () => {
  const day = await sealedDay();
  const { length } = day.out().inbox;
  const refused = fault("Spreadsheet.removeEditor", 1_000, "Access denied: DriveApp.");
  day.play(refused, add(teacher, "sealed"), hourly);
  const told = () => notices(day.out(), length);
  expect(told().map(({ to }) => to)).toEqual([[lead]]);
  expect(told()[0]?.text).toMatch(/STILL ABLE TO OPEN IT.*\n- teacher/s);
  for (const days of [2, 3]) {
    day.play({ advance: "P1D" });
    expect(told()).toHaveLength(days);
  }
});
