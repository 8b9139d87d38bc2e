/** The operations that must survive a fault at any of their calls: reports, edits, clock runs, and what an admin chooses in the menu. */
import { DialogPerson } from "../../play/acts/dialog-acts";
import { readOutput } from "../../play/end-state/output";
import { scriptMemory } from "../../play/script-memory";
import { setUpByMenu } from "../../play/stage";
import {
  installedTriggers,
  type LocalWorkspace,
  removeTrigger,
  setMailAllowance,
} from "../../workspace/index";
import { driveSlice } from "../../workspace/service";
import { admin, bareStage, districtStage, playEvents } from "./stage";
import { installationOf } from "./state";

export interface Operation {
  readonly name: string;
  /** Makes a Workspace as it is just before the operation. */
  prepare(dist: string): LocalWorkspace;
  act(workspace: LocalWorkspace): void;
}

/** An operation that an admin starts from the menu. If it is stopped, it is chosen again until it finishes. */
export interface Chosen extends Operation {
  /** Plays what follows and returns what must be the same in the end. */
  end(workspace: LocalWorkspace): readonly string[];
}

const minute = 60_000;
const spare = "spare@district.example";

const first = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  grade: "10",
  factors: ["controlled-or-groomed", "frequently-absent"],
  facts: "An account of what was seen.",
  learnedAt: "2026-09-01T08:30:00-07:00",
  reporterName: "Terry Teacher",
  reporterEmail: "teacher@district.example",
};
/** A report without anything that only a lead may know. After two faults such data would stay in the Form and the lead would be asked. */
const { reporterName: _name, reporterEmail: _email, ...plain } = first;
const second = { ...first, facts: "Another account.", reporterEmail: "nurse@district.example" };
const rising = { ...second, concerns: ["suspected-victim"] };
const { studentId: _, ...nameOnly } = second;

const fortyRows = Array.from({ length: 40 }, (_, at) => [
  "26-0001",
  null,
  "Casey Contact",
  null,
  "CFS",
  `Call ${at + 1}`,
]);
const callMade = {
  edit: { case: "26-0001", act: "call-child-and-family-services", set: { done: true } },
  as: "contact",
};
const edit = (set: object) => ({ edit: { case: "26-0001", set }, as: "contact" });
const manyRows = { sheet: { insertRows: { tab: "cases", count: 1_200 } }, as: "lead" };
const raise = { raiseLevelTo: "suspected-victim", raiseReason: "An agency says so." };

/** An operation that plays some scenario events, after some others. */
function events(name: string, before: readonly unknown[], act: readonly unknown[]): Operation {
  return {
    name,
    prepare(dist) {
      const workspace = districtStage(dist);
      playEvents(workspace, before);
      return workspace;
    },
    act: (workspace) => playEvents(workspace, act),
  };
}

/** Plays events without the trigger of one function, as if Google had dropped the event. */
function untold(workspace: LocalWorkspace, functionName: string, what: readonly unknown[]): void {
  const { store } = workspace;
  const lost = installedTriggers(store).filter(({ function: name }) => name === functionName);
  const before = store.snapshot()["triggers"];
  for (const { id } of lost) removeTrigger(store, id);
  playEvents(workspace, what);
  store.restore({ ...store.snapshot(), triggers: before });
}

/** Lets the clock trigger fire once. The days begin a minute after a tick. */
const nextTick = { advance: "PT4M30S" };

/** A report that carries the code of the current drill. */
const ofDrill = ({ store }: LocalWorkspace) => ({
  submit: { school: "North High", studentName: scriptMemory(store).get("goingLive").drill.code },
});

export const operations: readonly Operation[] = [
  events("first report", [], [{ submit: first }]),
  events("report that joins a case", [{ submit: first }], [{ submit: second }]),
  events("report that raises a case", [{ submit: first }], [{ submit: rising }]),
  events(
    "report to the sealed register",
    [],
    [{ submit: { ...first, recipientMayBeInvolved: "contact" } }],
  ),
  events("edit of an act", [{ submit: first }], [callMade]),
  events(
    "edit of a row far below where the clock last saw any",
    [{ submit: first }, { advance: "PT5M" }, manyRows],
    [edit({ acknowledged: true })],
  ),
  events("acknowledgement", [{ submit: first }], [edit({ acknowledged: true })]),
  events("raise by a person", [{ submit: first }], [edit(raise)]),
  events(
    "paste of 40 rows",
    [{ submit: first }],
    [{ paste: { tab: "log", case: "26-0001", column: "case", rows: fortyRows }, as: "contact" }],
  ),
  events(
    "merge",
    [{ submit: first }, { submit: nameOnly }],
    // The person who says that two cases are about one student is not emailed about it. If the run is lost, no one knows who it was, and
    // still no one is emailed.
    [{ edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } }, as: "backup" }],
  ),
  {
    ...events("tick with mail", [], [nextTick]),
    prepare(dist) {
      const workspace = districtStage(dist);
      const { store } = workspace;
      setMailAllowance(store, admin, 0);
      playEvents(workspace, [{ submit: first }, { advance: "PT8M" }]);
      setMailAllowance(store, admin, 1_500);
      return workspace;
    },
  },
  events("tick that takes in a report", [{ loseTrigger: { submit: first } }], [nextTick]),
  {
    ...events("tick that finds an edit", [], [nextTick]),
    prepare(dist) {
      const workspace = districtStage(dist);
      playEvents(workspace, [{ submit: first }]);
      untold(workspace, "onRegisterEdit", [callMade]);
      return workspace;
    },
  },
  {
    name: "report of a drill",
    prepare(dist) {
      const workspace = districtStage(dist);
      playEvents(workspace, [{ menu: { name: "drill" }, as: "admin" }]);
      return workspace;
    },
    act: (workspace) => playEvents(workspace, [ofDrill(workspace)]),
  },
  events("escalation", [{ submit: first }, { advance: "PT58M30S" }], [{ advance: "PT6M" }]),
];

/** The operations that are played with two faults. */
export const twiceFaulted: readonly Operation[] = [
  events("report", [], [{ submit: plain }]),
  ...operations.filter(({ name }) =>
    ["report to the sealed register", "edit of an act", "tick with mail"].includes(name),
  ),
];

/** Does what a person does in a dialog. If a page gets no answer, all the person can do is start again. */
function tried(workspace: LocalWorkspace, work: () => void): void {
  const { length } = workspace.errors;
  try {
    work();
  } catch (error) {
    if (workspace.errors.length === length) throw error;
  }
}

/** Chooses a menu item, presses a button of its page, and waits as long as the page does. */
function choose(workspace: LocalWorkspace, item: string, button: string | null): void {
  tried(workspace, () => {
    workspace.clickMenu(item, admin);
    const person = new DialogPerson(workspace, admin);
    let page = person.open();
    if (page === null) return;
    if (button === null) page = person.answer(page, []);
    // If only the last page is left to show, there is no button to press.
    else if (page.buttons.some(({ act }) => act === button)) page = person.press(page, button);
    for (let left = 20; page.andThen !== undefined && left > 0; left -= 1) {
      workspace.passUnattended(minute / 4);
      page = person.wait(page);
    }
  });
}

const reportOf = (studentId: string, studentName: string) => ({
  school: "North High",
  studentName,
  studentId,
  factors: ["controlled-or-groomed"],
  facts: "An account.",
});

const files = ({ store }: LocalWorkspace) =>
  Object.values(driveSlice(store).files).filter(
    ({ kind, trashed }) => kind === "spreadsheet" && !trashed,
  );

const triggers = ({ store }: LocalWorkspace) =>
  installedTriggers(store).map((one) => `${one.owner} ${one.function} ${one.kind}`);

/** The cases, and who was told of them. */
function toldIn(workspace: LocalWorkspace): readonly string[] {
  const { cases, reports, inbox } = readOutput(workspace, { cells: false });
  return [
    ...cases.map((one) => `case ${String(one["register"])} ${String(one["case"])}`),
    ...reports.map((one) => `report of ${String(one["case"])}`),
    ...new Set(inbox.map(({ message, case: of, to }) => `${message} ${of} ${to.join()}`)),
  ];
}

export const chosen: readonly Chosen[] = [
  {
    name: "set-up",
    prepare: bareStage,
    act: (workspace) => tried(workspace, () => setUpByMenu(workspace)),
    end: installationOf,
  },
  {
    name: "stop-account",
    prepare(dist) {
      const workspace = districtStage(dist);
      playEvents(workspace, [{ share: { add: { who: spare, file: "form" } }, as: "admin" }]);
      workspace.clickMenu("setUp", spare);
      workspace.advance(11 * minute);
      return workspace;
    },
    act: (workspace) => choose(workspace, "stopAccount", null),
    end(workspace) {
      playEvents(workspace, [
        { loseTrigger: { submit: reportOf("730194", "Rowan Pine") } },
        { submit: reportOf("730195", "Robin Lake") },
      ]);
      // The remaining account takes over within minutes, and has checked everything within the hour.
      workspace.advance(80 * minute);
      return [...triggers(workspace), ...toldIn(workspace)];
    },
  },
  {
    name: "page of a drill",
    prepare: districtStage,
    act: (workspace) => choose(workspace, "runDrill", "drill"),
    end(workspace) {
      playEvents(workspace, [ofDrill(workspace), { submit: reportOf("730195", "Robin Lake") }]);
      workspace.advance(25 * 60 * minute);
      return toldIn(workspace);
    },
  },
  {
    name: "roll-over",
    prepare(dist) {
      const workspace = districtStage(dist, { directory: { settings: { retentionYears: "1" } } });
      playEvents(workspace, [
        { submit: reportOf("730194", "Rowan Pine") },
        edit({ closeReason: "entered-by-mistake", notes: "A namesake." }),
        { ...edit({ leadAgreed: true }), as: "lead" },
        edit({ status: "closed" }),
      ]);
      workspace.passUnattended(370 * 24 * 60 * minute);
      playEvents(workspace, [{ submit: reportOf("730195", "Robin Lake") }]);
      return workspace;
    },
    act(workspace) {
      const isUnderWay = scriptMemory(workspace.store).get("rollOver").now !== null;
      choose(workspace, "rollOver", isUnderWay ? "on" : "begin");
    },
    end(workspace) {
      // The clock sends the emails that a stopped run had claimed, once the claim has expired.
      playEvents(workspace, [{ advance: "PT15M" }]);
      return [
        ...files(workspace).map(({ appProperties }) =>
          JSON.stringify(Object.values(appProperties)),
        ),
        ...triggers(workspace),
        ...toldIn(workspace),
        `under way: ${scriptMemory(workspace.store).get("rollOver").now !== null}`,
      ];
    },
  },
];
