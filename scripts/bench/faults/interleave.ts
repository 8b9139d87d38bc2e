/** Lets something happen in the middle of a run, at each of its calls, and compares the end with both orders of the two. */
import { firstDataRow, tabs } from "../../../src/register/tabs";
import { announceEdit } from "../../play/acts/edit";
import { FormEditor } from "../../play/acts/form-acts";
import { answersByItem } from "../../play/form-answers";
import { mainRegister, rowsOf, tabCells } from "../../play/register-cells";
import { reachOnce } from "../../play/saved-stages";
import { formRef, responseRef, submitResponse } from "../../workspace/forms";
import type { LocalWorkspace } from "../../workspace/index";
import { editCells } from "../../workspace/sheets/person";
import { deleteRows, insertRows, sortRows } from "../../workspace/sheets/person-structure";
import { type Moment, momentAfter, momentOf, putBack } from "./moments";
import { Course, type Settled, settled } from "./settle";
import {
  admin,
  districtStage,
  type HeardCall,
  listen,
  playEvents,
  scenarioEvents,
  underLock,
} from "./stage";
import { type Allowance, rowDifferences, type State } from "./state";

const minute = 60_000;
/** Twenty minutes of them after the two. */
const ticks = 4;

export interface Interrupted {
  readonly name: string;
  prepare(dist: string): LocalWorkspace;
  act(workspace: LocalWorkspace): void;
  /** It is of what somebody typed: where it finds the lock taken the clock does its work, and nobody knows whose it was. */
  readonly isTyped?: true;
}

export interface Intrusion {
  readonly name: string;
  act(workspace: LocalWorkspace): void;
  /** A person moved rows: the run may have had to repair and say so. */
  readonly movesRows?: true;
  /** Somebody typed while the run held the lock: the clock finds it, and nobody knows whose it was (design 2.6). */
  readonly isTyped?: true;
}

export interface Interleaving {
  readonly interrupted: string;
  readonly intrusion: string;
  /** Number of the call before which it happened; 1 is the first. */
  readonly at: number;
  readonly call: string;
  /** Empty where the end is that of one of the two orders. */
  readonly why: readonly string[];
}

/** Stores a response as a teacher does; its trigger has yet to fire. */
export function storeResponse(workspace: LocalWorkspace, report: object): string {
  const { store, containerId, clock } = workspace;
  const [event] = scenarioEvents([{ submit: report }]);
  if (event === undefined || !("submit" in event)) throw new Error("not a submission");
  const answers = answersByItem(store, event.submit, new FormEditor(workspace));
  return submitResponse(store, containerId, answers, clock.now);
}

export function fireSubmit(workspace: LocalWorkspace, response: string): void {
  const { containerId: formId } = workspace;
  workspace.formSubmitted({
    formId,
    response: responseRef(formId, response),
    source: formRef(formId),
  });
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

/** Ticks an act as the contact; the edit trigger has yet to fire. */
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
    act: (workspace) => fireSubmit(workspace, response),
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
      fireSubmit(workspace, storeResponse(workspace, report("Jo Field", "730197", "A fourth."))),
  },
  {
    name: "a report on the same student",
    act: (workspace) =>
      fireSubmit(workspace, storeResponse(workspace, { ...rowan, facts: "By the nurse." })),
  },
  {
    name: "another edit",
    isTyped: true,
    act(workspace) {
      const { spreadsheetId, range } = tickAct(
        workspace,
        "26-0001",
        "call-child-and-family-services",
      );
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
    act: (workspace) =>
      eachOf(workspace, (place) =>
        done(
          sortRows(
            workspace.store,
            place,
            { firstRow: firstDataRow, column: 0, descending: true },
            admin,
          ),
        ),
      ),
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

/** Lines that tell of a repair, or that a row to be written to is gone: only the interrupted run writes them. How often keys had to be put back hangs on when. */
const isRepairLine = (line: string) =>
  /what="(?:row-(?:moved-repaired|gone)|head-mended)"|kind="rows-moved"/.test(line);
const isRepairMail = (mail: string) => /: rows at the top were put back/.test(mail);

/** What depends on when the intruding response came in. */
const timed = /(?<=(?:received|writtenReportDue)=)\S+/g;
const acceptedTimes = /(?<=\\"writtenReportDue\\":)\d+/g;

function untimed(line: string): string {
  // Only rows of reports have any.
  if (!line.includes("writtenReportDue") && !line.includes("received=")) return line;
  return line.replace(timed, "then").replace(acceptedTimes, "then");
}

function comparable({ rows, mails }: State, movesRows: boolean): State {
  return {
    rows: rows.filter((line) => !movesRows || !isRepairLine(line)).map(untimed),
    mails: movesRows ? mails.filter((mail) => !isRepairMail(mail)) : mails,
  };
}

/** In between is a few seconds earlier than afterwards; what finds the lock taken is done by the next tick. */
export function allowanceOf({ isTyped }: Intrusion): Allowance {
  return { later: 6 * minute, earlier: minute, isEditorLost: isTyped === true };
}

/** What one of two does, by its name. */
export interface Named {
  readonly name: string;
  act(workspace: LocalWorkspace): void;
}

/** The moment after one of two, from another. */
export function momentAfterOne(workspace: LocalWorkspace, from: Moment, one: Named): Moment {
  return momentAfter(workspace, from, one.name, () => one.act(workspace));
}

/** Both orders, one after the other, each from the same moment. */
export function bothOrders(
  workspace: LocalWorkspace,
  before: Moment,
  both: readonly [Named, Named],
): readonly Course[] {
  return [both, [...both].reverse()].map((order) => {
    const from = (moment: Moment, one: Named) => momentAfterOne(workspace, moment, one);
    const begin = () => [...order].reduce(from, before);
    return new Course(workspace, begin, ticks);
  });
}

/** What is wrong with the end of a day in which two things happened at once, of which both orders are known. */
export function endOfBoth(
  workspace: LocalWorkspace,
  orders: readonly Course[],
  allowance: Allowance,
  { movesRows, isWhole }: { readonly movesRows: boolean; readonly isWhole: boolean },
): Settled {
  const wrong = (state: State, known: State): readonly string[] => {
    const found = comparable(state, movesRows);
    const differing = rowDifferences(comparable(known, movesRows), found, allowance);
    const sent = found.rows.filter(
      (line) => line.includes(" outbox: ") && line.includes('state="Sent"'),
    );
    return sent.length === found.mails.length
      ? differing
      : [...differing, `${found.mails.length} mails for ${sent.length} sent messages`];
  };
  return settled(workspace, orders, wrong, isWhole);
}

/**
 * One run and one intrusion, at every call of the run, to the end of the day; or at those that `isPlayed` says, by their number from
 * 0, of which each goes on until it stands where one of the two orders stood, and the first to the end all the same.
 */
export function interleavings(
  dist: string,
  one: Interrupted,
  intrusion: Intrusion,
  isPlayed: ((index: number, calls: readonly HeardCall[]) => boolean) | null = null,
): readonly Interleaving[] {
  const workspace = one.prepare(dist);
  const before = momentOf(workspace);
  const { calls } = momentAfterOne(workspace, before, one);
  const movesRows = intrusion.movesRows === true;
  const orders = bothOrders(workspace, before, [one, intrusion]);
  let played = 0;
  return calls.flatMap((call, index): readonly Interleaving[] => {
    if (isPlayed?.(index, calls) === false) return [];
    played += 1;
    putBack(workspace, before);
    const errorsBefore = workspace.errors.length;
    let isDone = false;
    workspace.atCall(
      call.path,
      () => {
        isDone = true;
        intrusion.act(workspace);
      },
      { nth: call.nth },
    );
    const during = listen(workspace);
    one.act(workspace);
    during.stop();
    const duringPlay = workspace.errors.slice(errorsBefore).map(({ error }) => error);
    const isWhole = isPlayed === null || played === 1;
    const how = { movesRows, isWhole };
    const { wrong, errors } = endOfBoth(workspace, orders, allowanceOf(intrusion), how);
    const why = [
      ...(isDone ? [] : ["nothing happened in between"]),
      ...wrong,
      ...underLock(during.all).map((what) => `under the lock: ${what}`),
      ...duringPlay,
      ...errors,
    ];
    return [
      {
        interrupted: one.name,
        intrusion: intrusion.name,
        at: index + 1,
        call: call.countedAs,
        why,
      },
    ];
  });
}
