/** The running of the desk is handed over, taken away altogether, and brought back. */
import { describe, expect, test } from "vitest";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { storedForm } from "../../scripts/workspace/forms/store";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import { counts, eachOnce, openers } from "../day/look";
import { admin, contact, lead, spare } from "../day/people";

describe("nobody else runs the desk", async () => {
  const desk = await Day.withAlternate();
  const triggers = desk.triggersOf(admin);
  const alone = desk.choose("handOver", admin);
  desk.join(spare, "PT1M");
  const early = desk.choose("handOver", admin);

  test("nothing is changed, and it says how to begin", () => {
    expect(alone).toMatch(/Nothing was changed: no other account runs the system/);
    expect(alone).toMatch(/Make the other account an editor of this Form/);
    expect(desk.triggersOf(admin)).toEqual(triggers);
  });

  test("an account that was not let in yet is named, and nothing is changed", () => {
    expect(early).toMatch(/Nothing was changed: spare@district\.example cannot write/);
    expect(desk.triggersOf(admin)).toEqual(triggers);
  });
});

test("nobody is left but the lead, whose account cannot run the desk: nothing is changed", async () => {
  const desk = await Day.withAlternate();
  desk.join(lead);
  expect(desk.choose("handOver", admin)).toMatch(/no other account runs the system/);
  expect(desk.triggersOf(admin)).toContain("onClock");
});

describe("reports arrive while one account hands over to another", async () => {
  const desk = await Day.withAlternate();
  const { workspace } = desk;
  desk.join(spare, "PT1M");
  desk.play({ submit: reportOnAnother() }, { advance: "PT11M" }, { submit: reportOnAnother() });
  for (const nth of [1, 3]) {
    const arrives = () => void desk.play({ submit: reportOnAnother() });
    workspace.atCall("ScriptApp.deleteTrigger", arrives, { nth, when: "after" });
  }
  const lost = () => void desk.play({ loseTrigger: { submit: reportOnAnother() } });
  workspace.atCall("ScriptApp.deleteTrigger", lost, { nth: 2, when: "after" });
  const words = desk.choose("handOver", admin);
  const during = desk.triggersOf(admin);
  desk.play(
    { advance: "PT11M" },
    { submit: reportOnAnother() },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
  );
  const out = desk.playClean({ advance: "PT2H" });

  test("none is lost, none doubled", () => {
    expect(counts(out)).toEqual(eachOnce(6));
    expect(out.cases[0]).toMatchObject({ acknowledged: true });
  });

  test("its triggers stay until the other has run again, and then are gone; it reads who goes on, and that the files are still its own", () => {
    expect(during).toContain("onClock");
    expect(desk.triggersOf(admin)).toEqual([]);
    expect(words).toMatch(/^Being handed over to spare@/);
    expect(words).toMatch(/still owns the registers.*Transfer ownership/);
  });

  test("the owner stays in the file; once it is not, it is let out like anybody else", () => {
    expect(openers(out, "sealed")).toContain(admin);
    const moved = desk.play(
      { account: { transferFiles: { of: admin, to: spare } } },
      { advance: "PT2H" },
    );
    expect(openers(moved, "sealed")).toEqual([spare, lead]);
    // In Contacts, and ticked.
    expect(openers(moved, "main")).toContain(admin);
  });

  test("chosen again by the account that has gone, it is set-up, and asks to be let in", () => {
    expect(desk.choose("handOver", admin)).toMatch(
      /It was set up\.[\s\S]*is to run the system too/,
    );
    desk.play({ advance: "PT11M" }, { submit: reportOnAnother() }, { advance: "PT11M" });
    expect(counts(desk.out())).toEqual(eachOnce(7));
  });
});

test.each([
  ["Lock.tryLock", 1],
  ["ScriptApp.deleteTrigger", 2],
  ["Properties.setProperty", 1],
])("cut off at %s, it is chosen again and ends the same", async (call, nth) => {
  const desk = await Day.withAlternate();
  desk.join(spare);
  desk.workspace.fault({ call, nth, times: 1, when: "stop" });
  const isCutAtOnce = call !== "ScriptApp.deleteTrigger";
  expect(desk.choose("handOver", admin)).toMatch(
    isCutAtOnce ? /maximum execution time/ : /^Being handed over/,
  );
  desk.play({ loseTrigger: { submit: reportOnAnother() } });
  if (isCutAtOnce) expect(desk.choose("handOver", admin)).toMatch(/^Being handed over/);
  const out = desk.play({ advance: "PT20M" }, { submit: reportOnAnother() }, { advance: "PT20M" });
  expect(counts(out)).toEqual(eachOnce(2));
  expect(desk.triggersOf(admin)).toEqual([]);
});

test("the other account was suspended a moment ago: nothing is handed over, and reports go on being taken in", async () => {
  const desk = await Day.withAlternate();
  desk.join(spare);
  desk.play({ account: { suspend: spare } });
  const triggers = desk.triggersOf(admin);
  expect(desk.choose("handOver", admin)).toMatch(/^Being handed over/);
  const out = desk.play({ advance: "PT30M" }, { submit: reportOnAnother() }, { advance: "PT11M" });
  expect(desk.triggersOf(admin)).toEqual(triggers);
  expect(counts(out)).toEqual(eachOnce(1));
  expect(desk.choose("handOver", admin)).toMatch(/Nothing was changed: no other account/);
  // Back again much later, it does not take on what was off by then.
  desk.play({ account: { restore: spare } }, { advance: "PT30M" });
  expect(desk.triggersOf(admin)).toEqual(triggers);
});

describe("uninstall", async () => {
  const desk = await Day.withAlternate();
  const { store, containerId } = desk.workspace;
  desk.join(spare);
  const no = desk.choose("uninstall", spare, ["NO"]);
  const kept = desk.triggersOf(spare);
  const first = desk.choose("uninstall", spare, ["YES"]);
  const open = storedForm(store, containerId).acceptsResponses;
  desk.play({ loseTrigger: { submit: reportOnAnother() } });
  const before = desk.play({ loseTrigger: { submit: reportOnAnother() } }).reports.length;
  const last = desk.choose("uninstall", admin, ["YES"]);
  const out = desk.play({ submit: reportOnAnother() }, { advance: "PT1H" });
  const form = storedForm(store, containerId);
  const closed = { accepts: form.acceptsResponses, words: form.closedMessage };

  test("a no changes nothing", () => {
    expect(no).toMatch(/Stop running the system with this account\?/);
    expect(kept).toContain("onClock");
  });

  test("while another account runs the desk, only this one's triggers go", () => {
    expect(first).toMatch(/admin@district\.example does the work/);
    expect(desk.triggersOf(spare)).toEqual([]);
    expect(open).toBe(true);
  });

  test("the last one takes in what the Form holds, then closes it with whom to call", () => {
    expect(before).toBe(0);
    expect(counts(out)).toEqual(eachOnce(2));
    expect(closed.accepts).toBe(false);
    expect(closed.words).toMatch(/call 911[\s\S]*\(415\) 473-7153/);
    expect(desk.triggersOf(admin)).toEqual([]);
  });

  test("the registers stay, and it reads so", () => {
    expect(last).toMatch(/registers are in Google Drive as they were/);
    expect(out.cases).toHaveLength(2);
    expect(openers(out, "main")).toContain(contact);
  });

  test("set-up brings all of it back", () => {
    desk.read("setUp", admin);
    const again = desk.play({ submit: reportOnAnother() }, { advance: "PT11M" });
    expect(counts(again)).toEqual(eachOnce(3));
  });
});

test("uninstall that cannot take in a report goes no further", async () => {
  const desk = await Day.withAlternate();
  desk.play({ loseTrigger: { submit: reportOnAnother() } });
  desk.workspace.fault({
    call: "Sheets.Spreadsheets.batchUpdate",
    nth: 1,
    times: 20,
    when: "before",
    error: "The service is currently unavailable.",
  });
  expect(desk.choose("uninstall", admin, ["YES"])).toMatch(/register-unreachable/);
  expect(desk.triggersOf(admin)).toContain("onClock");
});

test("a command that fails says why in the dialog, where the words stay", async () => {
  const desk = await Day.withAlternate();
  desk.workspace.fault({
    call: "Sheets.Spreadsheets.Values.batchGetByDataFilter",
    nth: 1,
    times: 20,
    when: "before",
    error: "The service is currently unavailable.",
  });
  const { ok } = desk.workspace.clickMenu("setUp", admin);
  expect(ok).toBe(false);
  const page = new DialogPerson(desk.workspace, admin).open();
  expect(page?.title).toBe("This was not done");
  expect(JSON.stringify(page?.blocks)).toMatch(/register-unreachable: .*Reports are safe/);
});
