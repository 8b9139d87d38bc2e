/** The buttons of the check through the bundle: each puts its line right, and cut dead at any call it harms nothing and goes on when pressed again. So does the check itself. Of calls that do the same the first is cut, or each (tests/every-point.ts). */
import { beforeAll, describe, expect, test } from "vitest";
import { actOf } from "../../scripts/bench/faults/stage";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { addresses } from "../../scripts/play/directory";
import { registerIds } from "../../scripts/play/register-cells";
import type { SavedWorkspace } from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { setMailAllowance } from "../../scripts/workspace/services/mail/index";
import { installedTriggers, installTrigger } from "../../scripts/workspace/services/script/store";
import type { Page } from "../../src/dialog/page-data";
import type { Line } from "../../src/install/check/findings";
import { Day } from "../day/day";
import type { Output } from "../day/look";
import { alternateRow, demoAnd } from "../day/people";
import { isEveryPoint } from "../every-point";

const { admin, contact } = addresses;
const settings = { retentionYears: 7, studentDomains: "students.district.example" };
const directory = { ...demoAnd(alternateRow), settings };
const usual = { school: "North High", factors: ["substance-abuse-history"] };

let day: Day;
/** A desk in which each button has something to do, and the same once Check was chosen there, with its page. */
let broken: SavedWorkspace;
let checked: SavedWorkspace;
let found: Page;

beforeAll(async () => {
  day = await Day.begin({ directory });
  const { workspace } = day;
  day.play({ advance: "PT10M" });
  setMailAllowance(workspace.store, admin, 0);
  day.play(
    { submit: usual },
    { account: { removeTrigger: { function: "onClock" } } },
    { loseTrigger: { submit: { ...usual, facts: "Seen." } } },
    { share: { add: "stranger" } },
    { share: { remove: "contact" } },
    { advance: "PT30M" },
  );
  setMailAllowance(workspace.store, admin, 1_500);
  day.type("cases", day.rowOf("cases", "26-0001"), "acknowledged", true, addresses.backup);
  const file = driveSlice(workspace.store).files[registerIds(workspace.store).get("main") ?? ""];
  if (file !== undefined) file.writersCanShare = true;
  for (const kind of ["form-submit", "edit"]) {
    const one = installedTriggers(workspace.store).find((trigger) => trigger.kind === kind);
    if (one !== undefined) installTrigger(workspace.store, { ...one, id: `again ${kind}` });
  }
  broken = workspace.save();
  const page = check();
  if (page === null) throw new Error("no page");
  found = page;
  checked = workspace.save();
}, 60_000);

const linesOn = ({ blocks }: Page): readonly Line[] =>
  blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));
const withButton = (page: Page, act: string) => linesOn(page).filter(({ fix }) => fix?.act === act);

/** The page after Check was chosen; null where the run was cut off. */
function check(): Page | null {
  const { ok } = day.workspace.clickMenu("runCheck", admin);
  return ok ? new DialogPerson(day.workspace, admin).open() : null;
}

/** A button of the page before the admin; null where the run was cut off. */
function pressOn(page: Page, act: string): Page | null {
  const request = JSON.stringify({ view: page.view, act, values: page.values });
  const { ok, value } = day.workspace.callFromDialog("onDialog", admin, [request]);
  return ok ? (JSON.parse(String(value)) as Page) : null; // The bundle's own reply.
}

function press(act: string): Page | null {
  const page = check();
  if (page === null) throw new Error("no page");
  return pressOn(page, act);
}

const triggersNow = () =>
  day.triggers().map(({ kind, owner, ...rest }) => ({
    kind,
    owner,
    of: "spreadsheetId" in rest ? rest.spreadsheetId : "",
  }));
const editors = (out: Output) =>
  out.access.filter(({ file, role }) => file === "main" && role === "editor").map(({ who }) => who);

interface Repair {
  readonly act: string;
  /** What is so afterwards. */
  readonly done: (out: Output) => void;
}

const repairs: readonly Repair[] = [
  {
    act: "fix-triggers",
    done: () => {
      const all = triggersNow().filter(({ kind }) => kind !== "clock");
      expect(all).toHaveLength(4);
      expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(4);
    },
  },
  {
    act: "fix-access",
    done: (out) => {
      expect(editors(out)).toContain(contact);
      expect(editors(out)).not.toContain(addresses.stranger);
      // Whoever lost access or got it is known to those who must know.
      const isTold = ({ inbox }: Output) =>
        inbox.some(({ message }) => message === "access-changed");
      if (!isTold(out)) {
        // A mail that a cut run had claimed is free again, and goes out with the others that wait.
        day.sleep("PT8M");
        press("fix-mail");
      }
      expect(isTold(day.out())).toBe(true);
    },
  },
  {
    act: "fix-sharing main",
    done: () => {
      const { store } = day.workspace;
      const file = driveSlice(store).files[registerIds(store).get("main") ?? ""];
      expect(file?.writersCanShare).toBe(false);
    },
  },
  {
    act: "fix-mail",
    done: (out) => {
      const opened = out.inbox.filter(({ case: of }) => of === "26-0001");
      expect(opened.length).toBeGreaterThan(0);
    },
  },
  {
    act: "fix-unseen",
    done: (out) => {
      expect(out.reports).toHaveLength(2);
      expect(out.cases).toHaveLength(2);
      expect(out.cases[0]?.["acknowledged"]).not.toBeNull();
      expect(out.checklist.length).toBe(
        new Set(out.checklist.map((row) => `${row["case"]} ${row["act"]}`)).size,
      );
    },
  },
];

describe("a button puts its line right", () => {
  test.each(repairs)("$act", ({ act, done }) => {
    day.workspace.resume(checked);
    expect(withButton(found, act)).not.toEqual([]);
    const after = pressOn(found, act);
    if (after === null) throw new Error("no page");
    expect(after.blocks[0]).toEqual({
      kind: "text",
      text: expect.stringContaining("That was done."),
    });
    expect(withButton(after, act)).toEqual([]);
    done(day.out());
  });

  test("set-up, where that is what puts it right", () => {
    day.workspace.resume(broken);
    day.play({ form: { unpublish: true } });
    const isClosed = (page: Page | null) =>
      page !== null &&
      linesOn(page).some(({ text }) => text.startsWith("The Form takes no reports"));
    expect(isClosed(check())).toBe(true);
    expect(press("set-up")?.view).toBe("set-up");
    const after = check();
    expect(isClosed(after)).toBe(false);
    // Also the clock's trigger, which was gone.
    expect(
      after === null
        ? []
        : linesOn(after)
            .map(({ text }) => text)
            .join("\n"),
    ).not.toMatch(/triggers? of admin@district.example missing/);
  });

  test("and nothing for an account that does not run the desk, whatever it sends", () => {
    day.workspace.resume(broken);
    day.play({ share: { add: { who: "lead", file: "form", role: "editor" } } });
    const before = day.out().access;
    const request = JSON.stringify({ view: "check", act: "fix-access", values: {} });
    const { value } = day.workspace.callFromDialog("onDialog", addresses.lead, [request]);
    expect(String(value)).toContain(
      "Nothing was done: sign in with the account that runs the desk.",
    );
    expect(day.out().access).toEqual(before);
  });
});

/** Calls that write, or after which something is left to do. */
const writing =
  /\.(batchUpdate|sendEmail|setProperty|setProperties|deleteProperty|create|deleteTrigger|addEditor|removeEditor|removeViewer|update|tryLock|releaseLock)$/;

/** Calls that a button was cut at. */
const met = new Set<string>();

describe("cut dead at any call that writes, a button harms nothing and does the rest when pressed again", () => {
  test.each(repairs)(
    "$act",
    ({ act, done }) => {
      day.workspace.resume(checked);
      const before = day.workspace.runs.length;
      pressOn(found, act);
      const run = day.workspace.runs
        .slice(before)
        .find(({ function: name }) => name === "onDialog");
      const calls = Object.entries(run?.calls.byName ?? {}).filter(([name]) => writing.test(name));
      expect(calls.length).toBeGreaterThan(0);
      for (const [call, times] of calls) {
        // The lock and what the script remembers are the same for all buttons.
        const isKnown = met.has(call) && /Lock$|Propert/.test(call) && !isEveryPoint;
        met.add(call);
        if (isKnown) continue;
        // The check that follows reads; of many writes to a register the first and the last.
        for (const nth of new Set([1, isEveryPoint || /batchUpdate/.test(call) ? times : 1])) {
          day.workspace.resume(checked);
          day.workspace.fault({ call, nth, times: 1, when: "stop" });
          pressOn(found, act);
          // What a run claimed that was cut is free again.
          day.sleep("PT8M");
          const again = press(act);
          if (again === null) throw new Error(`${call} ${nth}: no page afterwards`);
          expect(withButton(again, act), `${call} ${nth}`).toEqual([]);
          done(day.out());
        }
      }
    },
    120_000,
  );
});

test("the check itself, cut dead at any of its calls, has changed nothing, and says the same when it is chosen again", () => {
  day.workspace.resume(broken);
  const whole = check();
  const calls = day.workspace.runs[day.workspace.runs.length - 1]?.calls.byName ?? {};
  const before = day.out();
  const triggers = triggersNow();
  const acts = new Set<string>();
  for (const [call, times] of Object.entries(calls)) {
    expect(call).not.toMatch(
      /batchUpdate|sendEmail|setProp|create|deleteT|addEditor|removeE|update$/,
    );
    const isRepeat = acts.has(actOf(call)) && !isEveryPoint;
    acts.add(actOf(call));
    // Of what is asked of each of the Form's many questions once; of the registers' many parts the first and the last.
    const isLast = isEveryPoint || /^(?:Sheets|Spreadsheet)\b/.test(call);
    for (const nth of isRepeat ? [] : new Set([1, isLast ? times : 1])) {
      day.workspace.fault({ call, nth, times: 1, when: "stop" });
      expect(check(), `${call} ${nth}`).toBeNull();
    }
  }
  const after = day.out();
  expect(triggersNow()).toEqual(triggers);
  expect({ ...after, runs: [], errors: [] }).toEqual({ ...before, runs: [], errors: [] });
  const words = (page: Page | null) =>
    page === null ? [] : linesOn(page).map(({ state, text }) => `${state} ${text}`);
  expect(words(check())).toEqual(words(whole));
});
