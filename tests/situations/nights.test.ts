/** Who is asked at night, and what reporters and readers are told of it (design 2.23). */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { minutes, submit } from "../day/events";
import { mails, mailTo, type Output } from "../day/look";
import { alternate, backup, contact, contactsRow, demoAnd, lead } from "../day/people";

const danger = submit({ immediateDanger: "yes" });
const night = "2026-09-02T02:00:00-07:00";
const people = (onDuty: Record<string, string>, more: object = {}) => {
  const { contacts } = demoAnd(contactsRow("alternate lead", alternate));
  return contacts.map((row) => {
    const email = String((row as { email?: unknown }).email ?? "");
    return { ...row, onDuty: onDuty[email] ?? "school hours", ...(email === backup && more) };
  });
};
const settings = (nights: string | null) => ({ nights });

/** Who got each email about the danger after the first ones. */
const turns = (out: Output) =>
  out.inbox
    .filter(({ message }) => message === "case-escalated" || message === "dangers-unanswered")
    .map(({ at, to }) => `${at.slice(11, 16)} ${to.join(" ")}`);

async function played(directory: object, start = night) {
  const day = await Day.begin({ start, directory });
  day.isEachTick = true;
  return day.play(danger, minutes(80));
}

test("turns go to whoever is on duty; rounds go to everyone, and by day nothing changes", async () => {
  const onDuty = { contacts: people({ [backup]: "always" }), settings: settings("on-duty") };
  const out = await played(onDuty);
  const nobodys = await played({ contacts: people({}), settings: settings("on-duty") });
  const rounds = new Set(["09:00", "09:15", "09:30", "10:00"]);
  const alone = turns(out).filter((one) => !rounds.has(one.slice(0, 5)));
  expect(alone.length).toBeGreaterThan(0);
  expect(alone.every((one) => one.endsWith(backup))).toBe(true);
  const inRounds = (one: readonly string[]) => one.filter((line) => rounds.has(line.slice(0, 5)));
  expect(inRounds(turns(out)).sort()).toEqual(inRounds(turns(nobodys)).sort());
  // No one on duty, `nobody`: as by day. A choice that was emptied is as `on-duty`.
  const same = await played({ ...onDuty, settings: settings("nobody") });
  expect(turns(same)).toEqual(turns(nobodys));
  const emptied = await played({ ...onDuty, settings: settings(null) });
  expect(turns(emptied)).toEqual(turns(out));
  const noon = "2026-09-02T12:00:00-07:00";
  expect(turns(await played(onDuty, noon)).map((one) => one.slice(6))).toEqual(
    turns(nobodys).map((one) => one.slice(6)),
  );
  // It is night where the school's own day is over.
  const schools = [{ school: "North High", grades: "9-12", hours: "5:00 to 10:00" }];
  const early = turns(await played({ ...onDuty, schools }, noon)).map((one) => one.slice(6));
  expect(early).toEqual(turns(out).map((one) => one.slice(6)));
});

test("on duty and away is as off duty; a cell that cannot be read counts as always, and is named", async () => {
  const away = { awayFrom: "2026-09-01", awayTo: "2026-09-09" };
  const out = await played({
    contacts: people({ [backup]: "always", [lead]: "sometimes" }, away),
    settings: settings("on-duty"),
  });
  const own = turns(out).filter((one) => one.startsWith("09:45") || one.startsWith("10:15"));
  expect(own.map((one) => one.slice(6))).toEqual([lead, lead]);
  const row = out.contacts.find(({ email }) => email === lead);
  expect(String(row?.["problem"])).toContain("On duty");
});

test("each email about a danger ends with who else was emailed, and what comes next", async () => {
  const out = await played({ contacts: people({}), settings: settings("on-duty") });
  const [first = { text: "" }] = mails({ inbox: mailTo(out, contact) }, "case-opened");
  expect(first.text).toMatch(
    /Also emailed: the backup contact and the district lead\.\s+If no one answers by .*2:15 AM, everyone is asked again, and the alternate lead too\.\s*$/,
  );
  const later = mails({ inbox: mailTo(out, alternate) }, "case-escalated");
  expect(later[0]?.text).toMatch(
    /Also emailed: the designated contact, the backup contact and the district lead/,
  );
});

/** The time at which an email about a danger says that the next one comes. */
const promised = /If no one answers by .*?(\d+:\d\d [AP]M)/;

test.each([
  ["the clock goes back", "2026-11-01T01:50:00-07:00", "1:05 AM"],
  ["the clock goes forward", "2027-03-14T01:50:00-08:00", "3:05 AM"],
  ["noon in a holiday week", "2026-11-25T12:00:00-08:00", "12:15 PM"],
  ["noon in summer", "2027-07-07T12:00:00-07:00", "12:15 PM"],
])("%s: whoever is on duty is asked first, at the time that was said", async (_, start, next) => {
  const schoolClosed = "2026-11-23 to 2026-11-27; 2027-06-12 to 2027-08-18";
  const directory = {
    contacts: people({ [backup]: "always" }),
    settings: { ...settings("on-duty"), schoolClosed },
  };
  const day = await Day.begin({ start, directory });
  day.isEachTick = true;
  const out = day.play(danger, minutes(50));
  const [first] = mails({ inbox: mailTo(out, contact) }, "case-opened");
  expect(promised.exec(first?.text ?? "")?.[1]).toBe(next);
  const asked = out.inbox.filter(({ message }) => message === "case-escalated");
  const since = (at: string) => Math.floor((Date.parse(at) - Date.parse(start)) / 60_000);
  expect(asked.filter(({ at }) => since(at) > 40).map(({ to }) => to.join())).toEqual([backup]);
  expect(since(asked[0]?.at ?? "")).toBe(15);
});

test("the second of two dangers says when the rounds of the first come", async () => {
  const directory = { contacts: people({}), settings: settings("on-duty") };
  const day = await Day.begin({ start: night, directory });
  const other = { studentName: "Hazel Wood", studentId: "730197", immediateDanger: "yes" };
  const out = day.play(danger, minutes(7), submit(other), minutes(30));
  const second = mails({ inbox: mailTo(out, contact) }, "case-opened")[1];
  const then = out.inbox.find(({ at }) => at > "2026-09-02T09:08");
  expect(then?.at.slice(11, 16)).toBe("09:15");
  expect(promised.exec(second?.text ?? "")?.[1]).toBe("2:15 AM");
});

test.each<[string, string | null, boolean]>([
  ["nobody is on duty", "nobody", true],
  ["the choice was emptied", null, true],
  ["someone is on duty", "on-duty", false],
])(
  "%s: the Form and the reporter's email say when somebody reads it",
  async (_what, nights, isSaid) => {
    const directory = {
      contacts: people({ [lead]: "always" }),
      settings: { nights, domains: "district.example" },
    };
    const day = await Day.begin({ start: night, directory });
    const texts = [day.form().description, day.form().confirmationMessage].join("\n");
    for (const words of ["next school day", "próximo día de clases"]) {
      expect(texts.split(words).length - 1).toBe(isSaid ? 2 : 0);
    }
    const [mail] = mails(
      day.play(submit({ reporterEmail: "teacher@district.example" }), minutes(6)),
      "reporter-duty",
    );
    expect(/it may be Wed Sep 2, 8:00 AM before/.test(mail?.text ?? "")).toBe(isSaid);
  },
);

test("the lead hears the day before that everyone who is on duty is away, once", async () => {
  const away = { awayFrom: "2026-09-04", awayTo: "2026-09-05" };
  const directory = {
    contacts: people({ [backup]: "always" }, away),
    settings: settings("on-duty"),
  };
  const day = await Day.begin({ start: "2026-09-02T12:00:00-07:00", directory });
  const said = (out: Output) =>
    mailTo(out, lead).filter(({ text }) => text.includes("no one is on duty"));
  expect(said(day.play({ advance: "PT18H" }))).toEqual([]);
  const out = day.play({ advance: "PT6H" });
  expect(said(out).map(({ at }) => at.slice(0, 10))).toEqual(["2026-09-03"]);
  expect(said(out)[0]?.text).toContain("Fri Sep 4");
  expect(said(day.play({ advance: "P2D" }))).toHaveLength(1);
});
