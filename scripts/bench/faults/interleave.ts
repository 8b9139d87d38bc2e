/** Lets something happen in the middle of a run, or lets two runs overlap, and compares the end of the day with both orders of the two. */
import { firstDataRow } from "../../../src/register/columns";
import { tabs } from "../../../src/tabs";
import { announceEdit } from "../../play/acts/edit";
import { mainRegister, rowsOf, tabCells } from "../../play/register-cells";
import { reachOnce } from "../../play/stage";
import type { LocalWorkspace } from "../../workspace/index";
import { editCells } from "../../workspace/sheets/person";
import { deleteRows, insertRows, sortRows } from "../../workspace/sheets/person-structure";
import { untimed } from "../row-text";
import type { HeardCall, Point } from "./stage";
import {
  admin,
  districtStage,
  listen,
  minute,
  playEvents,
  settle,
  storeResponse,
  underLock,
} from "./stage";
import { type Allowance, rowDifferences, type State, stateOf } from "./state";

export interface Interrupted {
  readonly name: string;
  prepare(dist: string): LocalWorkspace;
  act(workspace: LocalWorkspace): void;
  /** True for the run of an edit. If it finds the lock taken, the clock does its work later and no one knows who typed. */
  readonly isTyped?: true;
}

export interface Intrusion {
  readonly name: string;
  act(workspace: LocalWorkspace): void;
  /** True if a person moves rows meanwhile. The run may then have to repair them and log it. */
  readonly movesRows?: true;
  /** True if someone types while the run holds the lock. The clock finds the edit later, and no one knows who typed it (design 2.6). */
  readonly isTyped?: true;
}

const report = (studentName: string, studentId: string, facts: string) => ({
  school: "North High",
  studentName,
  studentId,
  factors: ["controlled-or-groomed"],
  facts,
});
const rowan = report("Rowan Pine", "730194", "An account.");
const robin = report("Robin Lake", "730195", "Of another student.");
const sasha = report("Sasha Moor", "730196", "Of a third student.");

/** A district with two cases. */
function twoCases(dist: string): LocalWorkspace {
  const workspace = districtStage(dist);
  reachOnce(workspace, ["with two cases", rowan, robin], () =>
    playEvents(workspace, [{ submit: rowan }, { submit: robin }]),
  );
  return workspace;
}

interface Ticked {
  readonly spreadsheetId: string;
  readonly range: Parameters<typeof announceEdit>[2];
}

/** Ticks a step as the contact. The edit trigger has not fired yet. */
function tickAct(workspace: LocalWorkspace, reference: string, act: string): Ticked {
  const { store } = workspace;
  const spreadsheetId = mainRegister(store);
  const cells = tabCells(store, spreadsheetId, "checklist");
  const row = rowsOf(store, spreadsheetId, "checklist").find(
    ({ cells: { case: of, act: id } }) => of === reference && id === act,
  );
  const column = cells?.positions.get("done");
  if (row === undefined || column === undefined) throw new Error(`${reference} has no ${act}`);
  const { sheetId } = tabs.checklist;
  const edit = { spreadsheetId, sheetId, row: row.index, column, values: [[true]] };
  const outcome = editCells(store, edit, "contact@district.example");
  if ("refused" in outcome) throw new Error(outcome.refused);
  return { spreadsheetId, range: outcome.done };
}

function submission(name: string, of: object): Interrupted {
  let response = "";
  return {
    name,
    prepare(dist) {
      const workspace = twoCases(dist);
      response = storeResponse(workspace, of);
      return workspace;
    },
    act: (workspace) => workspace.formSubmitted(response),
  };
}

let ticked: Ticked | null = null;

export const interrupted: readonly Interrupted[] = [
  submission("first report", sasha),
  submission("report that joins", { ...rowan, concerns: ["suspected-victim"], facts: "More." }),
  {
    name: "edit",
    isTyped: true,
    prepare(dist) {
      const workspace = twoCases(dist);
      ticked = tickAct(workspace, "26-0002", "call-child-and-family-services");
      return workspace;
    },
    act(workspace) {
      if (ticked === null) throw new Error("nothing was typed");
      announceEdit(workspace, ticked.spreadsheetId, ticked.range, "contact@district.example");
    },
  },
  {
    name: "tick that takes in a report",
    prepare(dist) {
      const workspace = twoCases(dist);
      storeResponse(workspace, sasha);
      return workspace;
    },
    act: runTick,
  },
];

function runTick(workspace: LocalWorkspace): void {
  workspace.run({ function: "onClock", surface: "clock", as: admin, args: [{}] });
}

function eachOf(
  workspace: LocalWorkspace,
  act: (place: { readonly spreadsheetId: string; readonly sheetId: number }) => void,
): void {
  const spreadsheetId = mainRegister(workspace.store);
  for (const tab of ["cases", "checklist"] as const)
    act({ spreadsheetId, sheetId: tabs[tab].sheetId });
}

export const intrusions: readonly Intrusion[] = [
  {
    name: "another report",
    act: (workspace) =>
      workspace.formSubmitted(storeResponse(workspace, report("Jo Field", "730197", "A fourth."))),
  },
  {
    name: "a report on the same student",
    act: (workspace) =>
      workspace.formSubmitted(storeResponse(workspace, { ...rowan, facts: "By the nurse." })),
  },
  {
    name: "another edit",
    isTyped: true,
    act(workspace) {
      const act = "call-child-and-family-services";
      const { spreadsheetId, range } = tickAct(workspace, "26-0001", act);
      announceEdit(workspace, spreadsheetId, range, "contact@district.example");
    },
  },
  { name: "a tick", act: runTick },
  {
    name: "rows inserted",
    movesRows: true,
    act: (workspace) =>
      eachOf(workspace, (place) =>
        done(insertRows(workspace.store, place, firstDataRow, 2, admin)),
      ),
  },
  {
    name: "rows inserted above the keys",
    movesRows: true,
    act: (workspace) =>
      eachOf(workspace, (place) => done(insertRows(workspace.store, place, 0, 3, admin))),
  },
  {
    name: "rows sorted",
    movesRows: true,
    act(workspace) {
      const by = { firstRow: firstDataRow, column: 0, descending: true };
      eachOf(workspace, (place) => done(sortRows(workspace.store, place, by, admin)));
    },
  },
  {
    name: "a row deleted",
    movesRows: true,
    act(workspace) {
      const spreadsheetId = mainRegister(workspace.store);
      const place = { spreadsheetId, sheetId: tabs.checklist.sheetId };
      done(deleteRows(workspace.store, place, firstDataRow + 1, 1, admin));
    },
  },
];

function done(outcome: { readonly done: null } | { readonly refused: string }): void {
  if ("refused" in outcome) throw new Error(outcome.refused);
}

/**
 * Matches log lines of a repair, or of a row that was gone before it could be written. Only the interrupted run writes them, and how
 * many there are depends on the moment of the interruption, so they are not compared.
 */
const isRepairLine = (line: string) =>
  /what="(?:row-(?:moved-repaired|gone)|head-mended)"/.test(line);
const isRepairMail = (mail: string) => /: rows at the top were put back/.test(mail);

function comparable({ rows, mails }: State, movesRows: boolean): State {
  return {
    rows: rows.filter((line) => !movesRows || !isRepairLine(line)).map(untimed),
    mails: movesRows ? mails.filter((mail) => !isRepairMail(mail)) : mails,
  };
}

/** An intrusion happens a few seconds earlier than if it came after the run. What finds the lock taken is done at the next tick. */
export function allowanceOf({ isTyped }: Intrusion): Allowance {
  return { later: 6 * minute, earlier: minute, isEditorLost: isTyped === true };
}

/** Plays the run and the intrusion from the same moment, in each order, and returns how the day ends in each. */
function bothOrders(dist: string, one: Interrupted, other: Intrusion) {
  const workspace = one.prepare(dist);
  const before = workspace.store.snapshot();
  const order = (...both: readonly { act(workspace: LocalWorkspace): void }[]) => {
    workspace.store.restore(before);
    const heard = both.map(({ act }) => {
      const own = listen(workspace);
      act(workspace);
      own.stop();
      return own.calls;
    });
    settle(workspace);
    return { state: stateOf(workspace), heard };
  };
  const [first, second] = [order(one, other), order(other, one)];
  return {
    workspace,
    before,
    known: [first.state, second.state],
    /** The calls of each one, in the order in which it comes first. */
    calls: [first.heard[0] ?? [], second.heard[0] ?? []] as const,
  };
}

/** What is wrong at the end of a day on which both happened at once, compared with the order that it resembles most. */
function mixed(
  { workspace, before, known }: ReturnType<typeof bothOrders>,
  { movesRows = false, later, earlier, isEditorLost }: Allowance & { readonly movesRows?: boolean },
  play: () => boolean,
): readonly string[] {
  workspace.store.restore(before);
  workspace.disarm();
  const errors = workspace.errors.length;
  const during = listen(workspace);
  const isDone = play();
  during.stop();
  settle(workspace);
  const found = comparable(stateOf(workspace), movesRows);
  const sent = found.rows.filter(
    (line) => line.includes(" outbox: ") && line.includes('state="Sent"'),
  );
  const [wrong = []] = known
    .map((one) =>
      rowDifferences(comparable(one, movesRows), found, { later, earlier, isEditorLost }),
    )
    .sort((a, b) => a.length - b.length);
  return [
    ...(isDone ? [] : ["nothing happened in between"]),
    ...wrong,
    ...(sent.length === found.mails.length
      ? []
      : [`${found.mails.length} mails for ${sent.length} sent messages`]),
    ...underLock(during.all).map((what) => `under the lock: ${what}`),
    ...workspace.errors.slice(errors).map(({ error }) => error),
  ];
}

/** One point for each call of the run: the intrusion happens there. */
export function interleavings(
  dist: string,
  one: Interrupted,
  intrusion: Intrusion,
): readonly Point[] {
  const day = bothOrders(dist, one, intrusion);
  const { workspace, calls } = day;
  const allowance = { ...allowanceOf(intrusion), movesRows: intrusion.movesRows === true };
  return calls[0].map(({ path, nth, countedAs }, index) => ({
    name: `${one.name} · ${index + 1} ${countedAs} · ${intrusion.name}`,
    play: () =>
      mixed(day, allowance, () => {
        let isDone = false;
        const act = () => {
          isDone = true;
          intrusion.act(workspace);
        };
        workspace.atCall(path, act, { nth });
        one.act(workspace);
        return isDone;
      }),
  }));
}

/** Calls at which two runs can get in each other's way. */
const isShared = ({ path }: HeardCall) => /^(?:Sheets|Lock|MailApp)\./.test(path);

/**
 * Two runs, for each pair of their calls to the lock, a register or the email service: the first stops before its call until the second
 * reaches its own.
 */
export function overlappings(
  dist: string,
  first: Interrupted,
  second: Intrusion,
): readonly Point[] {
  const day = bothOrders(dist, first, second);
  const [ofFirst, ofSecond] = day.calls.map((calls) => calls.filter(isShared));
  const isEditorLost = first.isTyped === true || second.isTyped === true;
  const allowance = { ...allowanceOf(second), isEditorLost };
  return (ofFirst ?? []).flatMap((one) =>
    (ofSecond ?? []).map((other) => ({
      name: `${first.name} · ${one.countedAs} ${one.nth} · ${second.name} · ${other.countedAs} ${other.nth}`,
      play: () =>
        mixed(day, allowance, () => {
          const { workspace } = day;
          // If the second run never reaches its call, what the first had done made it take another path.
          workspace.overlap(
            { act: () => first.act(workspace), path: one.path, nth: one.nth },
            { act: () => second.act(workspace), path: other.path, nth: other.nth },
          );
          return true;
        }),
    })),
  );
}
