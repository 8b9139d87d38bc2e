/** Who is told while a register cannot be reached: in the same run, without the register, once, in words that say what to do. */

import { expect, test } from "vitest";
import { sentMail } from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { keptDangers, rememberDangers } from "../../src/outage/outage";
import { outageAudience } from "../../src/outage/who-is-told-in-an-outage";
import type { Involved } from "../../src/sealed/whom-a-report-excludes";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { ash, fault, minute, minutes, report } from "../day/events";
import { expectNoStudentData, outageMails, recipients, wordsOf } from "../day/look";
import { admin, alternate, alternateRow, backup, contact, demoAnd, lead } from "../day/people";
import { runWith } from "../run";

const usual = report({ facts: "Slept in a van." });
const another = { ...usual, ...ash };
/** Of a report that is not sealed: leads and admins, and the school's own. */
const everybody = [admin, backup, contact, lead];

/** Long, in which it does not matter when the clock comes. */
function pass({ workspace }: Day, count: number): void {
  workspace.advanceSparsely(count * minute, 60);
}

/** A district whose clock has run once. */
async function district(...morning: Parameters<typeof Day.betweenTicks>): Promise<Day> {
  return (await Day.betweenTicks(...morning)).reach(minutes(6));
}

/** The emails that say that a report waits; and those to leads and admins that say that the register could not be read. */
const waits = (day: Day) =>
  outageMails(day.out()).filter(({ text }) => /waits? in the Form/.test(text));
const unread = (day: Day) =>
  outageMails(day.out()).filter(({ text }) => /three times in a row/.test(text));

test("a report that cannot be written is told of by its own run, at the third failing run the register too; and it comes in later as ever", async () => {
  const day = await district();
  const back = day.takeAway("main");
  day.play({ submit: usual });
  expect(recipients(waits(day))).toEqual(everybody);
  expectNoStudentData(waits(day), ["Rowan Pine", "730194", "van"]);
  for (const mail of waits(day)) {
    const words = wordsOf(mail);
    expect(mail.subject).toBe("Student safety report: action needed");
    expect(mail.text.split("\n")[0]).not.toMatch(/student|report|child/i);
    for (const word of ["911", "A report waits in the Form"]) expect(words).toContain(word);
    expect(words).toMatch(/https:\/\/docs\.google\.com\/forms\/d\/[\w-]+\/edit#responses/);
    // The number first.
    expect(words).toMatch(/\(415\) 473-7153[\s\S]*Open the Form's responses/);
    expect(words).not.toMatch(/at risk|victim|no action/i);
  }
  day.play(minutes(55));
  expect(recipients(unread(day))).toEqual([admin, lead]);
  for (const mail of unread(day)) {
    expect(wordsOf(mail)).toMatch(/does not open a register.* in the trash or deleted/);
    expect(wordsOf(mail)).toMatch(/https:\/\/docs\.google\.com\/spreadsheets\/d\/[\w-]+\/edit/);
  }
  expect(day.out().inbox).toHaveLength(4 + 2);
  back();
  day.play(minutes(10));
  expect([day.out().cases.length, day.out().reports.length]).toEqual([1, 1]);
  expect(recipients(day.mails("case-opened"))).toEqual([contact]);
  pass(day, 180);
  expect(outageMails(day.out())).toHaveLength(4 + 2);
  expect(day.memory().get("outage")).toEqual({ since: 0, asked: {} });
  // Each names its sender, and an answer stays inside the district.
  for (const { name, replyTo } of sentMail(day.workspace.store)) {
    expect(name).toBe("Student Safety Desk");
    expect(replyTo).toMatch(/^[a-z]+@district\.example$/);
  }
});

test("more reports are told of after an hour, all in one email; without a new one once a day; a short outage tells no one", async () => {
  const day = await district();
  const back = day.takeAway("main");
  day.play(minutes(9));
  back();
  day.play(minutes(15));
  expect(day.out().inbox).toEqual([]);
  day.takeAway("main");
  day.play({ submit: usual }, { submit: another }, { submit: usual });
  expect(waits(day)).toHaveLength(4);
  day.play(minutes(70));
  const later = waits(day).slice(-4);
  expect(recipients(later)).toEqual(everybody);
  for (const { text } of later) expect(text).toContain("3 reports wait in the Form");
  const count = day.out().inbox.length;
  expect(count).toBe(4 + 2 + 4);
  pass(day, 300);
  expect(day.out().inbox).toHaveLength(count);
});

test.each(["yes", "no"] as const)(
  "a register in the trash is told of, and all is taken in once it is out again (Google opens it to scripts: %s)",
  async (apiOpensBin) => {
    const day = await district({}, { apiOpensBin });
    const file = driveSlice(day.workspace.store).files[day.fileId("main")];
    if (file === undefined) throw new Error("there is no register");
    file.trashed = true;
    day.play({ submit: usual }, minutes(75));
    const of = () => (apiOpensBin === "yes" ? day.mails("register-in-bin") : unread(day));
    const told = of();
    expect(recipients(told)).toEqual([admin, lead]);
    for (const mail of told) expect(mail.text).toMatch(/restore it/);
    file.trashed = false;
    day.play(minutes(75));
    expect(day.out().cases).toHaveLength(1);
    expect(recipients(day.mails("case-opened"))).toEqual([contact]);
    expect(of()).toHaveLength(2);
  },
);

test.each([
  ["sealed", "damaged", "contact", [lead]],
  ["sealed-alternate", "away", "lead", [alternate]],
] as const)(
  "where the %s register alone is %s, no one else learns of its report",
  async (name, how, named, expected) => {
    const day = await district({ directory: demoAnd(alternateRow) });
    const { sheets, ...whole } = day.register(name);
    const back = day.takeAway(name);
    const others = sheets.filter(({ properties }) => properties.sheetId !== tabs.cases.sheetId);
    if (how === "damaged")
      sheetsSlice(day.workspace.store).spreadsheets[day.fileId(name)] = {
        ...whole,
        sheets: others,
      };
    day.play({ submit: { ...usual, recipientMayBeInvolved: named } }, minutes(20));
    pass(day, 100);
    expect(recipients(outageMails(day.out()))).toEqual(expected);
    // An answer to it must not reach whom the report names; whoever runs the desk sees its failed runs in any case.
    expect(recipients(day.mails("clock-fails"))).toEqual([admin]);
    const answered = sentMail(day.workspace.store).map(({ replyTo }) => replyTo);
    expect(answered).toEqual([...expected, admin]);
    expect(unread(day)).toEqual([]);
    back();
    day.play(minutes(15));
    expect(day.out().cases).toHaveLength(1);
    expect(recipients(day.mails("case-opened"))).toEqual(expected);
  },
);

test("mail that is refused too breaks nothing, and is tried again by the clock", async () => {
  const day = await district();
  const back = day.takeAway("main");
  day.allowMail(0);
  day.play({ submit: usual }, minutes(10));
  day.allowMail(1_500);
  day.play(fault("MailApp.sendEmail", 900), minutes(10));
  expect(day.out().inbox).toEqual([]);
  day.workspace.disarm();
  day.play(minutes(10));
  expect(recipients(waits(day))).toEqual(everybody);
  expect(recipients(unread(day))).toEqual([admin, lead]);
  back();
  day.play(minutes(20));
  expect(recipients(day.mails("case-opened"))).toEqual([contact]);
});

test("a store that takes nothing more: the report's run still tells, and no clock run repeats it", async () => {
  const day = await district();
  day.takeAway("main");
  const full =
    "You have exceeded the property storage quota. Please remove some properties and try again.";
  day.play(fault("Properties.setProperty", 900, full), { submit: usual });
  expect(recipients(outageMails(day.out()))).toEqual(everybody);
  day.play(minutes(20));
  pass(day, 100);
  expect(day.out().inbox).toHaveLength(4);
});

test("before anything is remembered, the account that runs is told", async () => {
  const day = await district();
  delete day.properties()["district"];
  day.takeAway("main");
  day.play({ submit: usual }, { submit: { ...another, recipientMayBeInvolved: "administrator" } });
  // The reader of a sealed report is not known, and nobody else may be told.
  expect(recipients(outageMails(day.out()))).toEqual([admin]);
  expect(outageMails(day.out())[0]?.text).toContain("A report waits");
});

test("of more dangers than can be remembered, the oldest are", async () => {
  const day = await district();
  const run = runWith({ memory: day.memory() });
  const entries = Array.from({ length: 100 }, (_, at) => {
    const one = { since: 100 - at, acknowledgedAt: 0, school: "North High", to: [contact] };
    return [`26-0${100 + at}`, { ...one, shut: [], outSince: 0, lostAt: 0 }] as const;
  });
  rememberDangers(run, "main", Object.fromEntries(entries));
  const kept = Object.values(keptDangers(run, "main")).map(({ since }) => since);
  expect(kept.length).toBeLessThan(100);
  expect(kept).toEqual(kept.map((_one, at) => at + 1));
});

test("where Contacts cannot be read, of several who may be involved those are told whom every single answer tells", () => {
  const to = { lead: ["a", "b"], contact: ["b", "c"], administrator: ["a", "b"] };
  const run = runWith({ memory: { get: () => ({ to, schools: {}, protocol: "" }) as never } });
  const told = (...route: Involved[]) => outageAudience(run, null).told(route, null, "id").to;
  expect(told("contact", "lead")).toEqual(["b"]);
  expect(told("administrator", "contact", "lead")).toEqual(["b"]);
  expect(told("lead")).toEqual(["a", "b"]);
});
