/**
 * Days on which Google refuses an address (design 2.11; platform.md 13): the others get access, the row and the check say so, and the
 * lead is told once.
 */
import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { editContacts, menu, reportOn, reportOnAnother } from "../day/events";
import { counts, eachOnce, lines, mails, mailTo, type Output, openers } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, lead, spare } from "../day/people";

const problemOf = (out: Output, email: string) =>
  out.contacts.find((row) => row["email"] === email)?.["problem"] ?? null;
const notices = (out: Output) => mails(out, "access-changed");
/** Mails in which an address stands as refused, without what they say of it. */
const refusals = (out: Output, who: string) =>
  notices(out).filter(({ text }) => /Google refuses an address/.test(text) && text.includes(who));

/** So many times all that the clock does once an hour, a run for each step; no clock runs until all of it is due. */
function rounds(day: Day, count = 1): Output {
  for (let at = 1; at < count; at += 1) rounds(day);
  day.sleep("PT20M");
  return day.play({ advance: "PT50M" });
}

/** Editors of each protection of the leads' columns of the main register. */
function leadColumns(day: Day): readonly (readonly string[])[] {
  return day
    .register()
    .sheets.flatMap(({ protectedRanges }) =>
      protectedRanges.flatMap(({ description = "", editors }) =>
        description.startsWith("Leads") ? [editors?.users ?? []] : [],
      ),
    );
}

/** The lead makes the backup contact the alternate lead, and the admin confirms it. */
const becomesAlternate = editContacts(backup, { role: "alternate lead" }, "lead");
const isConfirmed = menu("access", { [`confirm ${backup}`]: true }, "admin");

const noAccount = /Google knows no account of this address/;

test("no such account", async () => {
  const missing = [backup, lead];
  const day = await Day.begin({ missing }, { unknownAddress: "invalid-email" });

  // Set-up ends, with its triggers; the others are in, and the rows say what to write.
  const out = day.play({ advance: "PT3H" });
  expect([out.errors, out.runs.filter(({ ok }) => !ok)]).toEqual([[], []]);
  expect(openers(out, "main")).toEqual([admin, contact]);
  for (const one of missing) expect(problemOf(out, one)).toMatch(noAccount);
  expect(problemOf(out, contact)).toBeNull();
  expect(leadColumns(day).every((users) => !users.includes(lead))).toBe(true);
  expect(out.cases).toEqual([]);

  // Leads and admins are told once, of both; the account that runs where none of them is in.
  const told = notices(out).filter(({ text }) => text.includes("Google refuses an address"));
  expect(told.map(({ to }) => to)).toEqual([[lead], [admin]]);
  for (const { text } of told) for (const one of missing) expect(text).toContain(one);
  expect(lines(out).filter((line) => line.includes("access-not-added"))).toHaveLength(2);

  // The check and the page of who can open what name each, and hold no one back.
  const seen = day.read("runCheck");
  for (const one of missing) expect(seen).toContain(`Google refuses ${one}`);
  expect(seen).toContain('"state":"look"');
  expect(seen).not.toContain('"state":"wrong","text":"Student safety register: Google refuses');
  const openable = day.read("whoCanOpen");
  expect(openable.split("Google refuses ")).toHaveLength(1 + missing.length);

  // A corrected address is let in within the hour, and its row says nothing more.
  day.play(editContacts(backup, { email: "bo@district.example" }));
  day.play({ account: { create: lead } });
  const mended = day.play({ advance: "PT2H10M" });
  expect(openers(mended, "main")).toEqual([admin, contact, "bo@district.example", lead]);
  expect([problemOf(mended, "bo@district.example"), problemOf(mended, lead)]).toEqual([null, null]);
  expect(leadColumns(day).every((users) => users.includes(lead))).toBe(true);
  expect(day.read("runCheck")).not.toContain("Google refuses");
  expect(day.memory().get("access")).toEqual({});
  expect(refusals(mended, backup)).toHaveLength(2);
});

test("where Google invites an address without an account, nothing is refused", async () => {
  const day = await Day.begin({ missing: [backup] }, { unknownAddress: "invites" });
  const out = day.play({ advance: "PT2H" });
  expect(openers(out, "main")).toContain(backup);
  expect(problemOf(out, backup)).toBeNull();
});

test("outside addresses that the Workspace does not share with", async () => {
  const outside = "olly@elsewhere.example";
  const contacts = [...demoDirectory.contacts, contactsRow("backup contact", outside)];
  for (const outsideSharing of ["allowed", "refused"]) {
    const settings = { domains: ["district.example", "elsewhere.example"] };
    const day = await Day.begin({ directory: { contacts, settings } }, { outsideSharing }, true);
    const out = day.play({ advance: "PT2H" });
    const isIn = outsideSharing === "allowed";
    expect([out.errors, openers(out, "main").includes(outside)]).toEqual([[], isIn]);
    const said = isIn ? /^null$/ : /does not allow sharing with this address/;
    expect(String(problemOf(out, outside))).toMatch(said);
    expect(openers(out, "main")).toEqual(expect.arrayContaining([contact, backup, lead]));
  }
});

describe.each(["gone", "listed"])(
  "an account that is deleted later, of an editor that is %s",
  (deletedEditors) => {
    test("nothing fails; it is told and healed as from the beginning", async () => {
      const day = await Day.begin({}, { deletedEditors });
      day.play(
        { advance: "PT10M" },
        becomesAlternate,
        { account: { delete: lead } },
        // The protections have other editors from now on, and the deleted lead among them.
        isConfirmed,
      );
      const out = rounds(day, 3);
      expect([out.errors, out.runs.filter(({ ok }) => !ok)]).toEqual([[], []]);
      expect(problemOf(out, lead)).toMatch(noAccount);
      expect(refusals(out, lead).map(({ to }) => to)).toEqual([[lead], [admin]]);
      expect(
        leadColumns(day).every((users) => users.includes(backup) && !users.includes(lead)),
      ).toBe(true);
      expect(day.read("runCheck")).toContain(`Google refuses ${lead}`);
      day.play({ account: { create: lead } });
      day.sleep("P1D");
      const healed = rounds(day, 2);
      expect(problemOf(healed, lead)).toBeNull();
      expect(openers(healed, "main")).toContain(lead);
      expect(leadColumns(day).every((users) => users.includes(lead))).toBe(true);
    });
  },
);

test("an account that is suspended keeps its place, or is refused by protections alone", async () => {
  for (const suspendedAddress of ["taken", "refused"]) {
    const day = await Day.begin({}, { suspendedAddress });
    day.play({ advance: "PT10M" }, becomesAlternate, { account: { suspend: lead } }, isConfirmed);
    const out = rounds(day, 2);
    expect([out.errors, out.runs.filter(({ ok }) => !ok)]).toEqual([[], []]);
    expect(leadColumns(day).every((users) => users.includes(backup))).toBe(true);
    const isTaken = suspendedAddress === "taken";
    expect(leadColumns(day).every((users) => users.includes(lead))).toBe(isTaken);
    expect(problemOf(out, lead) === null).toBe(isTaken);
    const activity = lines(out).filter((line) => line.includes("protection-without"));
    expect(activity).toHaveLength(isTaken ? 0 : 1);
    day.play({ account: { restore: lead } });
    day.sleep("P1D");
    const back = rounds(day, 2);
    expect([problemOf(back, lead), refusals(back, lead).length]).toEqual([null, isTaken ? 0 : 2]);
    expect(leadColumns(day).every((users) => users.includes(lead))).toBe(true);
  }
});

test("whom protections alone refused is tried again at once where somebody chooses Set up", async () => {
  const day = await Day.begin({}, { suspendedAddress: "refused" });
  day.play({ advance: "PT10M" }, becomesAlternate, { account: { suspend: lead } }, isConfirmed);
  rounds(day, 2);
  day.play({ account: { restore: lead } });
  rounds(day);
  const isIn = () => leadColumns(day).every((users) => users.includes(lead));
  expect(isIn()).toBe(false);
  day.read("setUp", admin);
  expect(isIn()).toBe(true);
});

test("an account that ran the desk beside another and is deleted: told once, and the other goes on", async () => {
  const desk = await Day.withAlternate({}, 120);
  desk.reachJoined(spare);
  const out = desk.play(
    { account: { delete: spare } },
    { advance: "PT5H" },
    { submit: reportOnAnother() },
  );
  expect([out.errors, desk.failures(admin), counts(out)]).toEqual([[], [], eachOnce(1)]);
  expect(refusals(out, spare).map(({ to }) => to)).toEqual([[lead], [admin]]);
  expect(desk.read("runCheck", admin)).toContain(`Google refuses ${spare}`);
});

test("a reader of sealed reports whom Google refuses", async () => {
  const about = { recipientMayBeInvolved: "contact", factors: ["controlled-or-groomed"] };
  const contacts = [...demoDirectory.contacts, contactsRow("alternate lead", alternate)];
  /** Five hours after these events. */
  const ended = async (missing: readonly string[], ...events: readonly object[]) => {
    const day = await Day.begin({ directory: { contacts }, missing });
    day.every = 120;
    return { day, out: day.play(...events, { advance: "PT5H" }) };
  };
  const report = reportOn("Quincy Example", "611111", about);
  const sealed = await ended([lead], report);

  // The main register and the script's store say what they would without a report.
  const main = ({ out, day: of }: { out: Output; day: Day }) => ({
    contacts: out.cells?.[tabs.contacts.title],
    lines: out.activity
      .filter(({ register }) => register === "main")
      .map(({ what, to }) => [what, to]),
    told: notices(out).map(({ to, text }) => [to, text]),
    store: Object.keys(of.memory().get("access")),
  });
  expect(main(sealed)).toEqual(main(await ended([lead])));
  expect(main(sealed).store).toEqual([lead]);

  // The report reaches the other reader all the same.
  const { out } = sealed;
  expect(out.errors).toEqual([]);
  expect(openers(out, "sealed")).toEqual([admin, alternate]);
  expect(openers(out, "sealed-alternate")).toEqual([admin, alternate]);
  expect(mailTo(out, alternate).length).toBeGreaterThan(0);
  expect(mails(out, "sealed-waits")).toEqual([]);

  // If Google refuses each reader, someone else is told that it waits.
  const unread = await ended([lead, alternate], report);
  expect(mails(unread.out, "sealed-waits").flatMap(({ to }) => to)).toContain(admin);
});

test("people are told anew that a report waits, once those who could read it are gone again", async () => {
  const day = await Day.begin({ missing: [lead] });
  const about = { recipientMayBeInvolved: "contact", factors: ["controlled-or-groomed"] };
  const waits = () => mails(day.out(), "sealed-waits").length;
  day.play(reportOn("Quincy Example", "611111", about), { advance: "PT2H" });
  const before = waits();
  expect(before).toBeGreaterThan(0);
  day.play({ account: { create: lead } }, { advance: "PT2H" });
  expect(openers(day.out(), "sealed")).toContain(lead);
  const told = waits();
  day.play({ account: { delete: lead } }, { advance: "PT4H" });
  expect([told, waits()]).toEqual([before, 2 * before]);
});
