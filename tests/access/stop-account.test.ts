/** An account stops running the system; everything is uninstalled and installed again. */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import { counts, eachOnce, mails, openers } from "../day/look";
import { admin, contact, lead, spare } from "../day/people";
import { isEveryPoint } from "../every-point";

const stop = (desk: Day, who: string) => desk.choose("stopAccount", who);

test("the only account whose clock runs is not stopped, and reads of Uninstall", async () => {
  const desk = await Day.withAlternate();
  const triggers = desk.triggersOf(admin);
  const refused = /Nothing was changed: no other account's clock.*[\s\S]*choose Uninstall/;
  expect(stop(desk, admin)).toMatch(refused);
  // One that was not let in yet, the lead, who cannot run it, and one that is suspended do not count.
  desk.join(lead);
  desk.join(spare, "PT1M");
  expect(stop(desk, admin)).toMatch(refused);
  desk.play({ advance: "PT20M" }, { account: { suspend: spare } }, { advance: "PT10M" });
  expect(stop(desk, admin)).toMatch(refused);
  expect(desk.triggersOf(admin)).toEqual(triggers);
});

describe("reports arrive while the account that owns the registers stops", async () => {
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
  const words = stop(desk, admin);
  desk.play({ advance: "PT11M" });
  const triggers = desk.triggersOf(admin);
  const out = desk.playClean(
    { submit: reportOnAnother() },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { advance: "PT2H" },
  );

  test("none is lost, none doubled", () => {
    expect(counts(out)).toEqual(eachOnce(6));
    expect(out.cases[0]).toMatchObject({ acknowledged: true });
  });

  test("its triggers are gone once another clock has run; it reads which, and that the files are still its own", () => {
    expect(triggers).toEqual([]);
    expect(words).toMatch(/clock of another account has run: spare@district\.example/);
    expect(words).toMatch(/still owns the registers.*Transfer ownership/);
  });

  test("the owner stays in the file; once it is not, it is let out like anyone else", () => {
    expect(openers(out, "sealed")).toContain(admin);
    const moved = desk.play(
      { account: { transferFiles: { of: admin, to: spare } } },
      { advance: "PT2H" },
    );
    expect(openers(moved, "sealed")).toEqual([spare, lead]);
    // In Contacts, and ticked.
    expect(openers(moved, "main")).toContain(admin);
  });

  test("Set up brings it back", () => {
    desk.choose("setUp", admin);
    desk.play({ advance: "PT11M" }, { submit: reportOnAnother() }, { advance: "PT11M" });
    expect(counts(desk.out())).toEqual(eachOnce(7));
  });
});

test("one that does not own the registers: within an hour it opens none, and people are told once", async () => {
  const desk = await Day.withAlternate({}, 30);
  // That it was let in waits an hour for other news, and is not told after that it was taken out.
  desk.reachJoined(spare);
  const before = mails(desk.out(), "access-changed").length;
  expect(stop(desk, spare)).toMatch(/Within an hour it can no longer open the registers/);
  const out = desk.playClean({ advance: "PT2H" });
  for (const file of ["main", "sealed", "sealed-lead", "sealed-alternate"]) {
    expect(openers(out, file)).not.toContain(spare);
  }
  expect(desk.triggersOf(spare)).toEqual([]);
  const told = mails(out, "access-changed").slice(before);
  expect(told.map(({ to }) => to.join())).toEqual([lead, admin]);
  for (const { text } of told) expect(text).toMatch(/REMOVED[\s\S]*spare@/);
});

test.each([
  ["Lock.tryLock", 1],
  ["ScriptApp.deleteTrigger", 3],
  ["Properties.setProperty", 1],
])("cut off at %s, it is chosen again and ends the same", async (call, nth) => {
  const desk = await Day.withAlternate();
  desk.reachJoined(spare);
  stop(desk, admin);
  desk.workspace.fault({ call, nth, times: 1, when: "stop" });
  desk.play({ loseTrigger: { submit: reportOnAnother() } }, { advance: "PT6M" });
  // Its clock is the last to go.
  expect(desk.triggersOf(admin)).toContain("onClock");
  stop(desk, admin);
  const out = desk.play({ advance: "PT20M" }, { submit: reportOnAnother() }, { advance: "PT20M" });
  expect(counts(out)).toEqual(eachOnce(2));
  expect(desk.triggersOf(admin)).toEqual([]);
});

const uninstall = (desk: Day, who: string) => desk.choose("uninstall", who, ["YES"]);

/** What became of the other account in the minute in which this one was to stop. */
test.each<[string, object, typeof stop]>([
  ["was suspended", { suspend: spare }, stop],
  ["was suspended before Uninstall", { suspend: spare }, uninstall],
  [
    "has a clock that does not fire",
    { switchOffTrigger: { function: "onClock", of: spare } },
    stop,
  ],
  ["lost a permission", { revokeScope: { scope: "spreadsheets", of: spare } }, stop],
])(
  "the other account %s: this one goes on, and people are told within two hours",
  async (_what, event, leave) => {
    const desk = await Day.withAlternate({}, 5);
    desk.reachJoined(spare);
    const triggers = desk.triggersOf(admin);
    desk.play({ account: event });
    expect(leave(desk, admin)).toMatch(/Until then this account goes on/);
    // Chosen twice, it does not begin to wait anew, nor does it stop.
    desk.play({ advance: "PT3M" });
    expect(leave(desk, admin)).not.toMatch(/no longer runs/);
    const out = desk.play({ submit: reportOnAnother() }, { advance: "PT70M" });
    expect(counts(out)).toEqual(eachOnce(1));
    expect(desk.triggersOf(admin)).toEqual(triggers);
    expect(mails(out, "account-stays").map(({ to }) => to.join())).toEqual([lead, admin]);
    // It is the last one now.
    expect(uninstall(desk, admin)).toMatch(/The Form takes no reports now/);
    expect([desk.triggersOf(admin), desk.form().acceptsResponses]).toEqual([[], false]);
  },
);

test("two accounts that are both to stop: the first one waits for a third, or goes on", async () => {
  const desk = await Day.withAlternate({}, 5);
  desk.reachJoined(spare);
  stop(desk, admin);
  expect(stop(desk, spare)).toMatch(/Nothing was changed/);
  expect(uninstall(desk, spare)).toMatch(/Nothing was changed: admin@.* is to stop too/);
  desk.play({ advance: "PT11M" });
  expect([desk.triggersOf(admin), desk.triggersOf(spare).includes("onClock")]).toEqual([[], true]);

  // Both were to stop beside a third one, which is suspended: neither takes over from the other.
  const three = await Day.withAlternate({}, 5);
  const third = "third@district.example";
  for (const one of [spare, third]) three.join(one);
  for (const one of [admin, spare])
    expect(stop(three, one)).toMatch(/This account stops as soon as/);
  three.play({ account: { suspend: third } }, { advance: "PT11M" });
  for (const one of [admin, spare]) expect(three.triggersOf(one)).toContain("onClock");
});

test("once another account was let in, people type where they did; Set up, chosen while it waits, keeps the account", async () => {
  const desk = await Day.withAlternate({}, 5);
  desk.reachJoined(spare);
  expect(desk.type("log", 2, "what", "Called")).toMatchObject({ rowStart: 3 });
  stop(desk, admin);
  desk.choose("setUp", admin);
  desk.play({ advance: "PT20M" });
  expect(desk.triggersOf(admin)).toContain("onClock");
});

describe("uninstall", async () => {
  const desk = await Day.withAlternate();
  desk.reachJoined(spare);
  const no = desk.choose("uninstall", spare, ["NO"]);
  const kept = desk.triggersOf(spare);
  const first = uninstall(desk, spare);
  const waiting = desk.triggersOf(spare);
  desk.play({ advance: "PT11M" });
  const stoppedFirst = desk.triggersOf(spare);
  const open = desk.form().acceptsResponses;
  desk.play({ loseTrigger: { submit: reportOnAnother() } });
  const before = desk.play({ loseTrigger: { submit: reportOnAnother() } }).reports.length;
  const last = uninstall(desk, admin);
  const out = desk.play({ submit: reportOnAnother() }, { advance: "PT1H" });
  const { acceptsResponses, closedMessage } = desk.form();

  test("a no changes nothing", () => {
    expect(no).toMatch(/Stop running the system with this account\?/);
    expect(kept).toContain("onClock");
  });

  test("while another account runs the desk, only this one's triggers go, once that one's clock has run", () => {
    expect(first).toMatch(/clock of another account has run: admin@district\.example/);
    expect(waiting).toContain("onClock");
    expect(stoppedFirst).toEqual([]);
    expect(open).toBe(true);
  });

  test("the last one takes in what the Form holds, then closes it with whom to call", () => {
    expect(before).toBe(0);
    expect(counts(out)).toEqual(eachOnce(2));
    expect(acceptsResponses).toBe(false);
    expect(closedMessage).toMatch(/call 911[\s\S]*\(415\) 473-7153/);
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

test("on a Form that someone closed: what it holds is taken in, and whatever Google refuses, the account can leave", async () => {
  const desk = await Day.withAlternate();
  const { workspace } = desk;
  desk.play({ loseTrigger: { submit: reportOnAnother() } });
  desk.form().acceptsResponses = false;
  const closed = workspace.store.snapshot();
  const before = workspace.runs.length;
  expect(uninstall(desk, admin)).toMatch(/If it does not say whom to call[\s\S]*call 911/);
  expect([counts(desk.out()), desk.triggersOf(admin)]).toEqual([eachOnce(1), []]);
  const calls = workspace.runs.slice(before).flatMap((run) => Object.keys(run.calls.byName));
  const all = [...new Set(calls)];
  // Without these no page of the system comes up, or it says to try again.
  const needed = /^Properties\.(?:get|setProperty$)|^FormApp|^Lock\.try|^ScriptApp/;
  const some = ["Form.isAcceptingResponses", "Sheets.Spreadsheets.batchUpdate", "Lock.tryLock"];
  expect(all).toEqual(expect.arrayContaining(some));
  for (const call of isEveryPoint ? all : some) {
    workspace.store.restore(closed);
    workspace.fault({ call, times: 9999, when: "before" });
    const first = uninstall(desk, admin);
    const has = desk.triggersOf(admin).length > 0;
    if (has && !needed.test(call)) {
      expect(first).toMatch(/still runs the system[\s\S]*open Responses and read them now/);
      expect(uninstall(desk, admin)).toMatch(/no longer runs[\s\S]*open Responses and read them/);
    }
    expect(desk.triggersOf(admin).length > 0, call).toBe(needed.test(call));
    workspace.disarm();
  }
});
