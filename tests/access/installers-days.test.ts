/** Days on which two accounts run the system: the second is given access, stands by, and continues alone when the first stops running. */

import { expect, test } from "vitest";
import { sentMail } from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { type RegisterName, registerNames } from "../../src/ports";
import { Day } from "../day/day";
import { editContacts, editOf, noEditTrigger, reportOnAnother } from "../day/events";
import { counts, eachOnce, lines, mails, openers } from "../day/look";
import {
  admin,
  alternate,
  alternateRow,
  backup,
  contact,
  contactsRow,
  demoAnd,
  lead,
  spare,
  stranger,
} from "../day/people";

/** Editors of the protections of a register that the automation keeps. */
function protectedFor(desk: Day, register: RegisterName): ReadonlySet<string> {
  return new Set(
    desk
      .register(register)
      .sheets.flatMap(({ protectedRanges }) =>
        protectedRanges.flatMap(({ description, editors }) =>
          description?.startsWith("Kept by") === true ? (editors?.users ?? []) : [],
        ),
      ),
  );
}

test("a second account chooses Set up", async () => {
  const desk = await Day.withAlternate();
  const words = desk.join(spare, "PT1M");
  const before = desk.play({ submit: reportOnAnother() });
  const early = desk.failures(spare);
  const out = desk.playClean(
    { advance: "PT11M" },
    { submit: reportOnAnother() },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { loseTrigger: { submit: reportOnAnother() } },
    { advance: "PT2H" },
  );

  // It reads what happens next and when, and nothing fails until then.
  expect(words).toMatch(/lets it into the registers within ten minutes/);
  expect(words).toContain(admin);
  expect(early).toEqual([]);
  expect(counts(before)).toEqual(eachOnce(1));

  // The first one lets it into every register, and leads and admins are told.
  for (const name of registerNames) {
    expect([...protectedFor(desk, name)].sort()).toEqual([admin, spare]);
  }
  expect(openers(out, "main")).toContain(spare);
  const told = out.inbox.filter(({ text }) => text.includes(spare));
  expect(new Set(told.flatMap(({ to }) => to))).toEqual(new Set([lead, admin]));

  // It makes the triggers that it could not make before, once.
  expect(desk.triggersOf(spare).filter((name) => name === "onRegisterEdit")).toHaveLength(
    registerNames.length,
  );
  expect(desk.triggersOf(spare).filter((name) => name === "onFormSubmit")).toHaveLength(1);

  // Each report one row and one mail, each clock's work done once, nothing failed.
  expect(counts(out)).toEqual(eachOnce(3));
  const mails = out.inbox.map((mail) => `${mail.to} ${mail.message} ${mail.case} ${mail.text}`);
  expect(new Set(mails).size).toBe(mails.length);
  expect(desk.read("setUp", spare)).toContain(`${admin} runs the system too`);
});

test("a third one is let in as soon, though an account that does not own the registers looks first", async () => {
  const desk = await Day.begin();
  desk.isEachTick = true;
  const third = "third@district.example";
  for (const who of [spare, third]) {
    desk.join(who, "PT15M");
    desk.read("setUp", who);
    desk.play({ advance: "PT10M" });
  }
  expect(openers(desk.out(), "main")).toContain(third);
});

test("a clock run of another account that looked at nothing keeps this one from nothing", async () => {
  const desk = await Day.withAlternate();
  desk.reachJoined(spare, "PT25M");
  desk.play(
    { account: { switchOffTrigger: "clock", of: admin } },
    { loseTrigger: { submit: reportOnAnother() } },
  );
  // As if the other clock came two minutes before each run of this one: here both come at the same minute.
  desk.memory().set("account", { ran: Date.parse("2026-09-01T16:28:00Z") }, admin);
  expect(counts(desk.play({ advance: "PT6M" }))).toEqual(eachOnce(1));
});

test("the first account is suspended", async () => {
  const desk = await Day.withAlternate({}, 50);
  desk.reachJoined(spare, "PT25M");
  const out = desk.play(
    { account: { suspend: "admin" } },
    { submit: reportOnAnother() },
    { submit: reportOnAnother({ recipientMayBeInvolved: "lead" }) },
    { loseTrigger: { submit: reportOnAnother() } },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { advance: "PT11M" },
  );
  const later = desk.play({ advance: "PT5H" });

  // Reports, edits and mail go on at once, and what needs the clock within ten minutes.
  expect(counts(out)).toEqual(eachOnce(3));
  expect(out.cases.find((one) => one["register"] === "main")).toMatchObject({
    acknowledged: true,
  });
  expect(desk.failures(spare)).toEqual([]);

  // Those who can mend it are told once, and not the one who fell silent.
  const silent = mails(later, "account-silent");
  expect(silent.map(({ to }) => to)).toEqual([[lead]]);
  expect(silent[0]?.text).toContain(admin);
  expect(silent[0]?.text).toContain("move its Drive files");

  // When it comes back it works as before, and nothing is doubled.
  const back = desk.play(
    { account: { restore: "admin" } },
    { submit: reportOnAnother() },
    { advance: "PT20M" },
  );
  expect(counts(back)).toEqual(eachOnce(4));
  expect(back.runs.filter(({ as, cellsWritten }) => as === admin && cellsWritten > 0)).not.toEqual(
    [],
  );
});

test("the first sealed report ever, in danger, a minute after: its readers, who were let in at set-up, are told within fifteen minutes", async () => {
  const danger = { immediateDanger: "yes", recipientMayBeInvolved: "contact" };
  const desk = await Day.begin({ directory: demoAnd({ ...alternateRow, mayOpen: true }) });
  desk.reachJoined(spare);
  desk.play({ account: { suspend: admin } }, { advance: "PT1M" });
  const out = desk.play({ submit: reportOnAnother(danger) }, { advance: "PT14M" });
  expect(out.cases.map(({ register }) => register)).toEqual(["sealed"]);
  expect(mails(out, "case-opened").flatMap(({ to }) => to)).toEqual([lead, alternate]);
  expect(openers(out, "sealed")).toEqual(expect.arrayContaining([lead, alternate]));
  expect(out.inbox.filter(({ text }) => /waiting that no one has read/.test(text))).toEqual([]);
});

test.each([lead, contact])("%s chooses Set up", async (who) => {
  const desk = await Day.withAlternate();
  const words = desk.join(who, "PT15M");
  const later = desk.play({ submit: reportOnAnother({ recipientMayBeInvolved: "not-sure" }) });

  // Is refused, and makes no trigger.
  expect(words).toMatch(/^Error: named-account: .*role account/);
  expect(desk.triggersOf(who)).toEqual([]);

  // And everything goes on as before.
  expect(counts(later)).toEqual(eachOnce(1));
  expect(openers(later, "sealed")).toEqual([admin, lead]);
});

/** Contacts name the spare account as the district lead, in place of whoever was it. */
const spareBecomesLead = editContacts(lead, { email: spare });

test("a directory makes a lead of the account that runs beside another", async () => {
  const desk = await Day.withAlternate();
  desk.reachJoined(spare, "PT25M");
  desk.play(spareBecomesLead);
  const before = desk.playClean({ submit: reportOnAnother({ recipientMayBeInvolved: "lead" }) });
  // Until the other account has it, a clock run of this one may say that it cannot open that register.
  const out = desk.play({ advance: "PT1H" });

  // The account loses that file before anything is in it: until then people are told that a report waits.
  expect(before.cases).toEqual([]);
  const told = before.inbox.filter(({ text }) => /waiting that no one has read/.test(text));
  expect(new Set(told.flatMap(({ to }) => to))).toEqual(new Set([admin, alternate]));
  expect(out.cases.map(({ register }) => register)).toEqual(["sealed-alternate"]);
  expect(openers(out, "sealed-alternate")).not.toContain(spare);
  const opened = out.inbox.filter(({ message }) => message === "case-opened");
  expect(opened.map(({ to }) => to)).toEqual([[alternate]]);

  // Nor is it let in again by the hours that follow.
  const later = desk.play({ advance: "PT3H" });
  expect(openers(later, "sealed-alternate")).not.toContain(spare);
  expect(later.inbox.filter(({ to, case: of }) => to.includes(spare) && of !== null)).toEqual([]);

  // Where Contacts name both, neither leaves the register to the other: what no trigger tells of is found.
  const typed = (set: object) => editOf("26-0001", set, alternate, "sealed-alternate");
  desk.play(editContacts(backup, { email: admin }), editContacts(alternate, { mayOpen: true }));
  // Each is at work to the other only if both ran a moment ago.
  desk.isEachTick = true;
  desk.play({ advance: "PT65M" }, typed({ acknowledged: true }), noEditTrigger);
  desk.play(noEditTrigger, typed({ notes: "Spoke with her." }));
  const found = lines(desk.play({ advance: "PT80M" })).filter((line) =>
    /edited .* notes/.test(line),
  );
  expect(found).toHaveLength(1);
});

test("and while the other is suspended it works alone", async () => {
  const desk = await Day.withAlternate({}, 50);
  desk.reachJoined(spare, "PT25M");
  desk.play(spareBecomesLead);
  const alone = desk.play(
    { account: { suspend: "admin" } },
    { submit: reportOnAnother({ recipientMayBeInvolved: "lead" }) },
    { submit: reportOnAnother() },
    { advance: "PT3H" },
  );
  const nextDay = desk.play({ advance: "P1D" });
  const failed = desk.failures(spare);
  const back = desk.play({ account: { restore: "admin" } }, { advance: "PT1H" });
  const waits = (out: typeof alone) =>
    out.inbox.filter(({ text }) => /waiting that no one has read/.test(text));

  // The report stays in the Form; all else goes on.
  expect(alone.reports).toHaveLength(1);
  expect(failed).toEqual([]);

  // People whom it does not exclude are told at once and once a day, without data.
  const told = (out: typeof alone) => waits(out).flatMap(({ to }) => to);
  expect(told(alone).sort()).toEqual([admin, alternate]);
  expect(told(nextDay)).toHaveLength(4);
  expect(waits(alone)[0]?.text).not.toMatch(/North High|Student [a-z]\d|sealed/);
  const sent = sentMail(desk.workspace.store).filter(({ body }) => /no one has read/.test(body));
  for (const { name, replyTo, to } of sent) {
    expect([name, [replyTo]]).toEqual(["Student Safety Desk", to]);
  }

  // The owner takes it in once it is back, and the mails end.
  expect(counts(back)).toEqual(eachOnce(2));
  const ended = waits(back).length;
  desk.sleep("P2D");
  expect(waits(desk.play({ advance: "PT3H" }))).toHaveLength(ended);
});

test("the only account is suspended", async () => {
  const named = contactsRow("district admin", spare, { mayOpen: false });
  const desk = await Day.begin({ directory: demoAnd(named) });
  desk.every = 120;
  desk.play(
    { share: { add: { who: spare, file: "form" } }, as: "admin" },
    { account: { suspend: "admin" } },
    { submit: reportOnAnother() },
    { advance: "PT20M" },
  );
  const refused = desk.read("setUp", spare);
  const files = Object.values(driveSlice(desk.workspace.store).files).length;
  const waiting = desk.play({ advance: "PT11M" });
  const failed = desk.failures(spare);
  desk.play({ account: { transferFiles: { of: admin, to: spare } } });
  desk.play({ advance: "PT1H" });
  const unticked = desk.read("setUp", spare);
  desk.play(editContacts(spare, { mayOpen: true }, "lead"));
  const words = desk.read("setUp", spare);
  const out = desk.play({ submit: reportOnAnother() }, { advance: "PT11M" });

  // Another one is refused in words, and makes no second register.
  expect(refused).toMatch(/^Error: no-access: .*transfer its Drive files to this account/);
  expect(Object.values(driveSlice(desk.workspace.store).files)).toHaveLength(files);
  expect(waiting.reports).toEqual([]);

  // Its runs say so, since no one else can.
  expect(failed.length).toBeGreaterThan(1);
  expect(failed.every((error) => error.startsWith("Error: no-access: "))).toBe(true);

  // Once the files are transferred, no account has run for an hour and a lead has ticked it, it sets up and takes in what waited.
  expect(unticked).toMatch(/^Error: not-confirmed: /);
  expect(words).toMatch(/in place/);
  expect(counts(out)).toEqual(eachOnce(2));
});

test("an account from outside the district is not let in", async () => {
  const desk = await Day.withAlternate();
  desk.join(stranger, "PT2H");
  expect(openers(desk.out(), "main")).not.toContain(stranger);
  expect(openers(desk.out(), "sealed")).not.toContain(stranger);
});

test("the first account has no mail left today: the second one sends", async () => {
  const desk = await Day.withAlternate();
  desk.reachJoined(spare, "PT25M");
  desk.allowMail(0);
  const out = desk.play({ submit: reportOnAnother() }, { advance: "PT25M" });
  expect(counts(out)).toEqual(eachOnce(1));
});

test("Contacts name the account that set the desk up as the lead", async () => {
  const desk = await Day.withAlternate();
  desk.play({ edit: { tab: "contacts", key: lead, set: { email: admin } }, as: "admin" });
  const out = desk.play(
    { submit: reportOnAnother({ recipientMayBeInvolved: "lead" }) },
    { submit: reportOnAnother() },
    { advance: "PT16M" },
  );

  // A report that names the lead reaches the alternate lead at once, and the account by no mail.
  expect(counts(out)).toEqual(eachOnce(2));
  expect(desk.failures(admin)).toEqual([]);
  const opened = out.inbox.filter(({ message }) => message === "case-opened");
  expect(opened.map(({ to }) => to).sort()).toEqual([[alternate], [contact]]);
  const sealed = out.cases.find(({ register }) => register === "sealed-alternate");
  expect(sealed).toMatchObject({ contact: alternate });

  // The check says so, and set-up refuses it.
  expect(desk.read("runCheck", admin)).toContain(
    `${admin} runs the system, and is the district lead in Contacts`,
  );
  expect(desk.read("setUp", admin)).toMatch(/^Error: named-account: /);
});
