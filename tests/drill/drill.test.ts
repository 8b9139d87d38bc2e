/** The drill: its code, what makes a report a drill, its emails, its end, and a real danger at the same time. Made-up people only. */
import { describe, expect, test } from "vitest";
import { shownValue } from "../../scripts/desk/grid/cell-view";
import type { Output as Played } from "../../scripts/play/end-state/output";
import { toSerial } from "../../src/time";
import { Day } from "../day/day";
import { call, edit, menu, merge, minutes, reportOn, rowan, tick } from "../day/events";
import { caseOf, type Mail, type Output, outageMails, told } from "../day/look";
import { alternate, backup, contact, contactsRow, demoAnd } from "../day/people";
import { pacific } from "../district/rows";

const look = menu("drill", undefined, "admin");
/** All that a drill's report may say besides its code. */
const bare = {
  school: "North High",
  factors: ["controlled-or-groomed"],
  immediateDanger: "no",
  parentMayBeInvolved: "no",
  recipientMayBeInvolved: "no",
  staffMayBeInvolved: "no",
};
const sends = (more: object = {}) => ({ submit: { ...bare, studentName: "{drill}", ...more } });

const pageOf = ({ pages }: Pick<Played, "pages">) => pages.at(-1)?.text ?? "";
const codeOn = (out: Output) => /Code: (\S+)/.exec(pageOf(out))?.[1] ?? "no code";
const drillsIn = ({ cases }: Output) => cases.filter((one) => one["drill"] === true);
const isMarked = ({ subject, text }: Mail) =>
  [subject, text].map((words) => words.startsWith("DRILL"));

/** A day on which the code was shown and the report sent. */
const drilled = async () => (await Day.begin()).reach(look, sends());

describe("a drill", () => {
  test("is a case in the main register, marked there and in every email, with no number to tap", async () => {
    const day = await drilled();
    const out = day.play(edit({ acknowledged: true, assignedTo: backup }), tick(call));
    expect(drillsIn(out).map((one) => [one["register"], one["case"]])).toEqual([
      ["main", "26-0001"],
    ]);
    expect(told(out.inbox)).toEqual([
      ["case-opened", contact],
      ["case-given", backup],
    ]);
    expect(out.inbox.flatMap(isMarked)).toEqual([true, true, true, true]);
    for (const { html, text } of out.inbox) {
      expect(html).not.toContain("tel:");
      expect(text).toContain("(415) 473-7153");
      expect(text).toContain("tick this without calling: Call child and family services");
    }
    for (const { what } of out.checklist)
      expect(what).toMatch(/^DRILL, tick this without calling:/);
    expect(out.errors).toEqual([]);
  });

  test("says what came of it, in minutes", async () => {
    const day = await Day.begin();
    const code = codeOn(day.play(look));
    expect(codeOn(day.play(minutes(50), look))).toBe(code);
    const under = pageOf(day.play(look, sends(), minutes(1), look));
    expect(under).toContain("The drill is under way: its email went out.");
    expect(under).not.toContain("no one acknowledged");
    day.play(minutes(9), edit({ acknowledged: true }), minutes(3), tick(call));
    const page = pageOf(day.play(look));
    expect(page).toContain("the case was acknowledged, and a call was ticked");
    expect(page).toMatch(/Email to contact@district\.example \| .* \| 0/);
    expect(page).toMatch(/Acknowledged by contact@district\.example \| .* \| 10/);
    expect(page).toMatch(/First call ticked by contact@district\.example \| .* \| 13/);
  });

  test("asks the next person once and then no one, reminds of no call, and closes after a day", async () => {
    const day = await drilled();
    day.every = 15;
    day.play({ advance: "PT2H" });
    day.every = 240;
    const out = day.play({ advance: "PT23H" });
    expect(told(out.inbox)).toEqual([
      ["case-opened", contact],
      ["case-escalated", backup],
    ]);
    expect(out.inbox.flatMap(isMarked)).toEqual([true, true, true, true]);
    expect(caseOf(out)).toMatchObject({ status: "closed", acknowledged: false, openMatters: [] });
    expect(pageOf(day.play(look))).toContain("But no one acknowledged its case");
    expect(out.errors).toEqual([]);
  });

  test("is delivered to a run that is cut, then twice, and stays one; its code counts in small letters", async () => {
    const day = await Day.begin();
    const code = codeOn(day.play(look));
    const studentName = ` ${code.toLowerCase()} `;
    const cut = { fault: { call: "Sheets.Spreadsheets.batchUpdate", when: "stop" } };
    const again = { deliverAgain: 0 };
    const out = day.play(cut, sends({ studentName }), again, again, minutes(6));
    expect(out.cases).toHaveLength(1);
    expect(drillsIn(out)).toHaveLength(1);
    expect(out.inbox).toHaveLength(1);
  });

  test("that waits in an outage is marked too; one more report beside it, and the email is real", async () => {
    const day = await Day.begin();
    const seen = day.play(look);
    const putBack = day.takeAway("main");
    const waits = day.play(sends({ studentName: codeOn(seen) }), minutes(6)).inbox;
    expect(waits.map(({ message }) => message)).toContain("report-waiting");
    expect(waits.flatMap(isMarked)).not.toContain(false);
    for (const { html } of waits) expect(html).not.toContain("tel:");
    const more = day.play(minutes(61), reportOn("Robin Lake", "730195"), minutes(6)).inbox;
    const later = outageMails({ inbox: more.slice(waits.length) });
    expect(later.length).toBeGreaterThan(0);
    expect(later.flatMap(isMarked)).not.toContain(true);
    putBack();
    const out = day.play(minutes(11));
    expect(out.cases.map((one) => one["drill"])).toEqual([true, false]);
  });

  test("may be sent through the Form's other language", async () => {
    const day = await Day.begin({ directory: { settings: { formLanguage: "both" } } });
    expect(drillsIn(day.play(look, sends({ language: "es" })))).toHaveLength(1);
  });

  test("is offered to leads and admins alone", async () => {
    const day = await Day.begin();
    day.play({ share: { add: { who: contact, file: "form" } }, as: "admin" });
    const page = pageOf(day.play({ ...look, as: contact }));
    expect(page).toContain("Leads and admins in Contacts ask for a drill");
    expect(page).not.toContain("Code:");
  });
});

describe("a report is real that", () => {
  const real = (out: Output, reference = "26-0001") => {
    expect(caseOf(out, reference)).toMatchObject({ drill: false });
    const about = out.inbox.filter((mail) => mail.case === reference);
    expect(about.map(({ message }) => message)).toContain("case-opened");
    expect(about.flatMap(isMarked)).not.toContain(true);
  };

  test("has the code and says more than a drill may; none of it uses the code up", async () => {
    const day = await Day.begin();
    const code = codeOn(day.play(look));
    const more: readonly object[] = [
      { facts: "She is afraid." },
      { factors: ["controlled-or-groomed", "frequently-absent"] },
      { concerns: ["suspected-victim"] },
      { studentId: "730194" },
      { grade: "10" },
      { reporterName: "Terry Teacher" },
      { parentMayBeInvolved: "unknown" },
      { staffMayBeInvolved: "yes" },
      { recipientMayBeInvolved: "not-sure" },
      { calledLawEnforcement: "no" },
      { studentName: `${code} Pine` },
      { immediateDanger: "yes" },
    ];
    for (const [at, said] of more.entries()) {
      const out = day.play(sends({ studentName: code, ...said }));
      expect([said, drillsIn(out), out.reports.length]).toEqual([said, [], at + 1]);
    }
    expect(day.out().inbox.flatMap(isMarked)).not.toContain(true);
    expect(drillsIn(day.play(sends({ studentName: code })))).toHaveLength(1);
  });

  test("has a wrong code, and a contact is told that it looks like one and not which is right", async () => {
    const day = await Day.begin();
    const code = codeOn(day.play(look));
    const out = day.play(sends({ studentName: "BCDF2345" }));
    real(out);
    expect(caseOf(out)?.["reviewReasons"]).toContain("drill-code");
    expect(JSON.stringify(out.inbox)).not.toContain(code);
  });

  test("has a code that was used, also where both came at once", async () => {
    const day = await Day.begin();
    const out = day.play(look, sends(), sends());
    real(out, "26-0002");
    expect(drillsIn(out)).toHaveLength(1);
    expect(caseOf(out, "26-0002")?.["possibleMatch"]).toEqual([]);
    const both = await Day.begin();
    const lost = { loseTrigger: sends() };
    const two = both.play(look, lost, lost, minutes(6));
    expect(two.cases.map((one) => one["drill"])).toEqual([true, false]);
  });

  test("has the code an hour later", async () => {
    const day = await Day.begin();
    real(day.play(look, minutes(61), sends()));
  });

  test("has a code where what is stored of it cannot be read", async () => {
    const day = await Day.begin();
    const studentName = codeOn(day.play(look));
    day.properties()["goingLive"] = "{{{";
    real(day.play(sends({ studentName })));
  });
});

describe("a danger", () => {
  const danger = reportOn("Rowan Pine", "730194", { immediateDanger: "yes" });

  test("that is open keeps a drill from beginning", async () => {
    const day = await Day.begin();
    const out = day.play(danger, look);
    expect(pageOf(out)).toContain("A student is in danger, so no drill can begin");
    expect(pageOf(out)).not.toContain("Code:");
    day.play(edit({ acknowledged: true }), tick(call), edit({ dangerOver: true }));
    expect(codeOn(day.play(look))).toMatch(/^[B-Z2-9]{8}$/);
  });

  test("has the emails that are kept for real cases; the drill waits", async () => {
    const day = await Day.begin();
    const seen = day.play(reportOn("Robin Lake", "730195"), look);
    // Of 1,500 emails a day a reserve of 200 is kept for real cases.
    day.allowMail(150);
    const out = day.play(sends({ studentName: codeOn(seen) }), danger, minutes(6));
    expect(drillsIn(out)).toHaveLength(1);
    expect(out.inbox.flatMap(isMarked)).not.toContain(true);
    expect(out.inbox.filter((mail) => mail.case === "26-0003").length).toBeGreaterThan(2);
    day.allowMail(1_000);
    const sent = day.play(minutes(6)).inbox.filter((mail) => isMarked(mail).includes(true));
    expect(sent.map(({ to }) => to[0])).toEqual([contact]);
  });
});

/** What Summary shows now, by the words of each row; times and signs of life aside. */
function summaryOf(day: Day) {
  const { sheet, positions } = day.tab("summary");
  const spreadsheet = day.register();
  const now = toSerial(day.workspace.clock.now, pacific);
  const at = positions.get("value") ?? 0;
  return day.rows("summary").flatMap(({ index, cells }) => {
    const value = sheet.rows[index]?.values[at] ?? null;
    const shown = shownValue(value, { spreadsheet, sheet, now, rowsBelow: 0, depth: 0 });
    return /^(Automation|Form) last/.test(String(cells["measure"]))
      ? []
      : [[cells["measure"], shown]];
  });
}

describe("a drill is", () => {
  const ofDrill = [look, sends()];
  const real = reportOn(rowan.studentName, rowan.studentId);
  test("counted nowhere in Summary, while it is open and late and once it is closed", async () => {
    const [without, with_] = [await Day.begin(), await Day.begin()];
    for (const day of [without, with_]) day.every = 240;
    without.play(real);
    with_.play(real, ...ofDrill);
    for (const later of ["PT20H", "PT5H"]) {
      for (const day of [without, with_]) day.play({ advance: later });
      const counted = summaryOf(with_);
      expect(counted).toEqual(summaryOf(without));
      expect(counted).toContainEqual(["Open cases in all", 1]);
    }
    expect(caseOf(with_.out(), "26-0002")).toMatchObject({ status: "closed" });
  });

  test("merged with nothing", async () => {
    const day = await drilled();
    const out = day.play(real, merge("26-0001", "26-0002"), merge("26-0002", "26-0001"));
    expect(out.cases.map((one) => [one["case"], one["mergedInto"]])).toEqual([
      ["26-0001", null],
      ["26-0002", null],
    ]);
    expect(out.cases.flatMap((one) => one["possibleMatch"])).toEqual([]);
  });

  test("in no digest, in no figure, and printed in no record", async () => {
    const day = await drilled();
    const out = day.play(
      { advance: "PT24H" },
      menu("evidence"),
      menu("print", { case: "26-0001", recipient: "Counsel" }, "lead"),
    );
    expect(out.inbox.filter(({ message }) => message === "digest")).toEqual([]);
    const [evidence, printed] = out.pages.slice(-2).map(({ text }) => text);
    expect(evidence).toContain("No report came in and no case was opened in this school year.");
    expect(printed).not.toContain("Record of case");
  });
});

describe("going live", () => {
  /** A directory with which nothing is wrong. */
  const directory = {
    ...demoAnd(contactsRow("alternate lead", alternate)),
    settings: { retentionYears: 7, domains: "district.example" },
  };
  const looked = ["tried", "audience", "form-editors", "folders"];
  const answers = {
    ...{ drillSentBy: "Terry Teacher", seenOn: "2026-09-01" },
    ...{ "account admin@district.example": true, "wording marin-2019 2019-03-01": true },
    ...Object.fromEntries(looked.map((id) => [id, true])),
  };
  const goLive = menu("go-live", answers, "admin");
  const isLive = (out: Output) => out.activity.some(({ what }) => what === "went-live");
  const begun = () => Day.begin({ live: false, directory });

  test.each([
    ["is acknowledged and ticked", [edit({ acknowledged: true }), tick(call)], false],
    ["no one has answered yet", [], false],
    ["no one answered in its day", [{ advance: "P1DT1H" }], true],
  ])("takes a drill whose email went out and that %s", async (_what, events, isTold) => {
    const day = await begun();
    day.every = 240;
    const asked = pageOf(day.play(look, sends(), minutes(20), ...events, menu("go-live")));
    expect(asked.includes("But no one acknowledged its case")).toBe(isTold);
    const out = day.play(goLive);
    expect(pageOf(out)).toContain("The district is live");
    expect(isLive(out)).toBe(true);
  });

  test("is held back until a drill was held whose report was none and whose email went out", async () => {
    const day = await begun();
    const goes = (...events: readonly unknown[]) => {
      const out = day.play(...events, minutes(10), goLive);
      return [isLive(out), pageOf(out)] as const;
    };
    const notYet = [false, expect.stringContaining("No drill was held yet")];
    expect(goes()).toEqual(notYet);
    const studentName = codeOn(day.play(look));
    expect(goes()).toEqual(notYet);
    expect(goes(sends({ studentName, grade: "10" }))).toEqual(notYet);
    day.allowMail(0);
    const waits = expect.stringContaining("It is not finished: no email about it went out");
    expect(goes(sends({ studentName }))).toEqual([false, waits]);
    day.allowMail(1_500);
    expect(goes()[0]).toBe(true);
  });
});
