/** What a drill must not touch: reports that are real, mail that is kept for them, and a desk on which a drill goes wrong. Synthetic people only. */

import { describe, expect, test } from "vitest";
import { scriptMemory } from "../../scripts/play/script-memory";
import type { SavedWorkspace } from "../../scripts/workspace/index";
import { Day } from "../day/day";
import type { Output } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, lead, spare } from "../day/people";
import {
  acknowledges,
  begin,
  casesOf,
  codeIn,
  drillMail,
  expectSwept,
  look,
  minutes,
  pageOf,
  real,
  ticks,
  withCode,
} from "./drill-day";

/** A day on which a drill has begun, which it does once for all of them, and its code. */
let first: { readonly saved: SavedWorkspace; readonly code: string } | null = null;
async function begun(): Promise<{ readonly day: Day; readonly code: string }> {
  const day = await Day.begin();
  if (first === null) {
    const code = codeIn(day.play(begin));
    first = { saved: day.workspace.save(), code };
  } else {
    day.workspace.resume(first.saved);
  }
  return { day, code: first.code };
}

/** The case of a real report, that a person is told was taken for real though its student's name looks like a code. */
function expectReal(out: Output): void {
  expect(casesOf(out, "main")).toEqual(["26-0001"]);
  expect(out.cases.at(0)?.["reviewReasons"]).toContain("drill-code");
  const mails = out.inbox.filter((mail) => mail.case === "26-0001");
  expect(mails.map(({ message, to }) => [message, to[0]])).toEqual(
    expect.arrayContaining([
      ["case-opened", contact],
      ["review-needed", lead],
    ]),
  );
  for (const { subject, text } of mails) {
    expect(subject).toBe("Student safety case 26-0001: action needed");
    expect(text).not.toContain("DRILL, a rehearsal");
  }
  expect(mails.find(({ to }) => to[0] === lead)?.text).toContain("looks like the code of a drill");
}

describe("a report is real that", () => {
  test("has a wrong code", async () => {
    const { day } = await begun();
    expectReal(day.play(withCode("DRILL-2222")));
  });

  test("has the code and something else", async () => {
    const { day, code } = await begun();
    expectReal(day.play(withCode(`${code} Pine`)));
  });

  test("has the code a second time", async () => {
    const { day, code } = await begun();
    day.play(withCode(code));
    expectReal(day.play(withCode(code)));
  });

  test("has the code half an hour later, whether its trigger fires or not", async () => {
    const { day, code } = await begun();
    day.play(minutes(31));
    expectReal(day.play({ loseTrigger: withCode(code) }, minutes(6)));
  });

  test("has a code that was never given, while no drill is on", async () => {
    const day = await Day.begin();
    expectReal(day.play(withCode("drill-7K4M")));
  });

  test("has the code of a drill whose state cannot be read", async () => {
    const { day, code } = await begun();
    day.properties()["drill"] = "{{{";
    expectReal(day.play(withCode(code)));
  });

  test("comes in the middle of one: in no more calls, marked nowhere", async () => {
    const submits = ({ runs }: Output) =>
      runs.filter((run) => run.function === "onFormSubmit").map(({ calls }) => calls.byName);
    const without = (await Day.begin()).play({ submit: real });
    const { day } = await begun();
    const out = day.play({ submit: real });
    expect(submits(out)).toEqual(submits(without));
    expect(casesOf(out, "main")).toEqual(["26-0001"]);
    expect(
      out.inbox.filter((mail) => mail.case === "26-0001").map(({ subject }) => subject),
    ).toEqual(without.inbox.map(({ subject }) => subject));
    // Its own case goes on.
    const after = day.play({ edit: { case: "26-0001", set: { acknowledged: true } } }, minutes(6));
    expect(after.cases.filter((one) => one["acknowledged"]).map((one) => one["case"])).toEqual([
      "26-0001",
    ]);
  });
});

describe("mail", () => {
  test("that is short keeps a drill from being held", async () => {
    const day = await Day.begin();
    day.allowMail(49);
    const out = day.play(begin);
    expect(pageOf(out)).toContain("Not held: fewer than 50 mails are left for today");
    expect(out.inbox).toEqual([]);
    expect(out.runs.flatMap(({ calls }) => Object.keys(calls.byName))).not.toContain(
      "MailApp.sendEmail",
    );
    expectSwept(day, out);
    // It can be asked for again.
    day.allowMail(100);
    expect(codeIn(day.play(begin))).toMatch(/^DRILL-/);
  });

  test("that runs short in the middle waits, for reports have what is kept", async () => {
    const day = await Day.begin();
    day.allowMail(51);
    day.play(begin);
    // Of so few the rest is kept for danger.
    const out = day.play(minutes(20), { submit: { ...real, immediateDanger: "yes" } });
    expect(drillMail(out).map(({ message }) => message)).toEqual(["case-opened"]);
    expect(out.inbox.filter((mail) => mail.case === "26-0001").length).toBeGreaterThan(0);
    const end = day.play({ advance: "PT2H" }, look);
    expect(pageOf(end)).toMatch(/Case escalated \| not sent/);
    expectSwept(day, end);
  });
});

describe("a drill", () => {
  test("that nobody answers asks one after the other, and ends by itself", async () => {
    const day = await Day.begin();
    day.isEachTick = true;
    const out = day.play(begin, { advance: "PT2H5M" }, look);
    expectSwept(day, out);
    expect(casesOf(out, "main")).toEqual([]);
    const asked = drillMail(out).filter(({ message }) => message !== "call-overdue");
    expect(asked.map(({ to }) => to[0])).toEqual([contact, backup, lead, admin]);
    const at = asked.map(
      (mail) =>
        Math.round((Date.parse(mail.at) - Date.parse("2026-09-01T16:00:00Z")) / 300_000) * 5,
    );
    expect(at).toEqual([0, 20, 40, 60]);
    expect(pageOf(out)).toContain("Nobody acknowledged the case.");
    expect(pageOf(out)).toContain("No report with the code came from the Form.");
    expect(pageOf(out)).toContain(
      `Asked, and did not acknowledge: contact@district.example, backup@district.example, ${lead}, ${admin}.`,
    );
  });

  test("goes to the alternate lead while the lead is away", async () => {
    const person = (role: string, name: string, more: object = {}) =>
      contactsRow(role, `${name}@district.example`, { school: "", name, ...more });
    const away = { awayFrom: "2026-08-31", awayTo: "2026-09-04" };
    const day = await Day.begin({
      directory: {
        schools: [{ school: "North High" }],
        contacts: [
          person("designated contact", "contact"),
          person("district lead", "lead", away),
          person("alternate lead", "alternate"),
          person("district admin", "admin"),
        ],
        settings: { domains: "district.example" },
      },
    });
    const out = day.play(begin, minutes(25));
    expect(drillMail(out).map(({ to, message }) => [to[0], message])).toEqual(
      expect.arrayContaining([[alternate, "case-escalated"]]),
    );
    expect(drillMail(out).map(({ to }) => to[0])).not.toContain(lead);
  });

  test("in which the lead alone is to answer tells the others to leave it", async () => {
    const day = await Day.begin();
    day.play({ menu: { name: "drill", answers: { school: "North High", answers: "lead" } } });
    const out = day.play(minutes(45), acknowledges, ticks, minutes(6), look);
    const left = drillMail(out).filter(({ text }) => text.includes("leave the case: the lead"));
    expect(new Set(left.map(({ to }) => to[0]))).toEqual(new Set([contact, backup]));
    expect(drillMail(out).map(({ to }) => to[0])).toContain(lead);
    expectSwept(day, out);
  });

  test("lets a real report in that comes while it writes", async () => {
    const day = await Day.begin();
    for (const nth of [2, 3, 4]) {
      const own = { ...real, studentName: `Rowan ${nth}`, studentId: `73019${nth}` };
      const send = () => day.play({ submit: own });
      day.workspace.atCall("Sheets.Spreadsheets.batchUpdate", send, { nth });
    }
    const out = day.play(begin, minutes(6));
    expect(casesOf(out, "main")).toEqual(["26-0001", "26-0002", "26-0003"]);
    expect(casesOf(out, "drill")).toEqual(["DRILL-0001"]);
    const mails = out.inbox.filter(({ message }) => message === "case-opened");
    expect(mails.map((mail) => mail.case).sort()).toEqual([
      "26-0001",
      "26-0002",
      "26-0003",
      "DRILL-0001",
    ]);
  });

  test("is one at a time", async () => {
    const { day } = await begun();
    const out = day.play(begin, look);
    expect(out.pages.map(({ text }) => text.split("\n")[0])).toEqual([
      "A drill is on",
      "A drill is on",
    ]);
    expect(casesOf(out, "drill")).toEqual(["DRILL-0001"]);
    expect(drillMail(out)).toHaveLength(1);
  });

  test("is one also where two are asked for at the same moment", async () => {
    const day = await Day.begin();
    day.workspace.atCall("Lock.tryLock", () => day.play({ ...begin, as: "lead" }));
    const out = day.play(begin, minutes(6));
    expect(casesOf(out, "drill")).toEqual(["DRILL-0001"]);
    expect(drillMail(out)).toHaveLength(1);
    expect(pageOf(day.play(look))).toContain(`asked for by ${lead}`);
  });

  test("that a lead asks for is begun by the clock, as the account that runs the desk", async () => {
    const day = await Day.begin();
    const asked = day.play({ ...begin, as: "lead" });
    expect(pageOf(asked)).toContain("It begins within five minutes.");
    expect(asked.inbox).toEqual([]);
    const out = day.playClean(minutes(11), { ...look, as: "lead" });
    expect(out.access.find(({ file, role }) => file === "drill" && role === "owner")?.who).toBe(
      admin,
    );
    expect(codeIn(out)).toMatch(/^DRILL-/);
    day.play({ ...look, as: "lead", menu: { name: "drill", answers: ["end"] } });
    expectSwept(day, day.play(minutes(6)));
  });

  test("finds the report whose trigger was lost, and says so", async () => {
    const { day, code } = await begun();
    const out = day.play(
      { loseTrigger: withCode(code) },
      minutes(6),
      acknowledges,
      ticks,
      minutes(6),
      look,
    );
    expect(casesOf(out, "main")).toEqual([]);
    expect(pageOf(out)).toContain("was found by the clock");
    expectSwept(day, out);
  });

  test("goes on after its edit trigger is lost: the clock sees who acknowledged", async () => {
    const { day, code } = await begun();
    const { store } = day.workspace;
    day.play(
      withCode(code),
      { account: { removeTrigger: "onRegisterEdit" } },
      acknowledges,
      ticks,
      minutes(11),
      look,
    );
    expect(scriptMemory(store).get("lastDrill")?.lines.join()).toContain("Acknowledged by");
  });
});

describe("where two accounts run the desk, a drill", () => {
  test("is the one's that began it, whoever has the clock's turn; the other takes its report for none", async () => {
    const desk = await Day.withAlternate();
    desk.join(spare);
    desk.read("setUp", spare);
    const code = codeIn(desk.play({ ...begin, as: spare }));
    const out = desk.playClean(withCode(code), minutes(6), acknowledges, ticks, minutes(6), look);
    expect(casesOf(out, "main")).toEqual([]);
    expect(pageOf(out)).toContain("its trigger told of it");
    expect(
      out.runs.filter(({ function: name }) => name === "onFormSubmit").map(({ as }) => as),
    ).toEqual([admin, spare]);
    expect(out.access.filter(({ file }) => file === "drill")).toEqual([]);
    expect(desk.triggersOf(spare).length).toBe(desk.triggersOf(admin).length);
  });

  test("ends when its account hands the desk over", async () => {
    const desk = await Day.withAlternate();
    desk.join(spare);
    desk.read("setUp", spare);
    desk.play(begin, { menu: { name: "hand-over" } });
    const out = desk.playClean(minutes(6), { ...look, as: spare });
    expect(pageOf(out)).toContain("Last drill");
    expect(out.access.filter(({ file }) => file === "drill")).toEqual([]);
  });

  test("that its account cannot end any more is given up by the other", async () => {
    const desk = await Day.withAlternate();
    desk.join(spare);
    desk.read("setUp", spare);
    desk.play(begin, { account: { suspend: "admin" } });
    desk.workspace.passUnattended(27 * 3_600_000);
    expect(pageOf(desk.play(minutes(6), { ...look, as: spare }))).toContain("look in Google Drive");
  });
});
