/** What must survive a fault at any of its calls: reports, edits, clock runs, and what an admin chooses in the menu. */
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
  /** A Workspace at the moment before the operation. */
  prepare(dist: string): LocalWorkspace;
  act(workspace: LocalWorkspace): void;
}

/** What an admin chooses: cut, it is chosen again until it comes to its end. */
export interface Chosen extends Operation {
  /** Lets what follows happen, and says what must be the same. */
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
/** Without what a lead alone may know: whose two faults leave that in the Form, and the lead is asked. */
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

/** An operation after some events, made of one event or several. */
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

/** Prepares without the trigger of a function, as when Google dropped the event. */
function untold(workspace: LocalWorkspace, functionName: string, what: readonly unknown[]): void {
  const { store } = workspace;
  const lost = installedTriggers(store).filter(({ function: name }) => name === functionName);
  const before = store.snapshot()["triggers"];
  for (const { id } of lost) removeTrigger(store, id);
  playEvents(workspace, what);
  store.restore({ ...store.snapshot(), triggers: before });
}

/** The clock trigger fires once: the days begin a minute after a tick. */
const nextTick = { advance: "PT4M30S" };

/** The report of the drill whose code counts now. */
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
    // Whoever says so is told by no mail, and who it was is lost with the run: somebody who would not be told anyway.
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

/** Those that are played with two faults. */
export const twiceFaulted: readonly Operation[] = [
  events("report", [], [{ submit: plain }]),
  ...operations.filter(({ name }) =>
    ["report to the sealed register", "edit of an act", "tick with mail"].includes(name),
  ),
];

/** Whoever is at the dialog can only begin again where a page gets no answer. */
function tried(workspace: LocalWorkspace, work: () => void): void {
  const { length } = workspace.errors;
  try {
    work();
  } catch (error) {
    if (workspace.errors.length === length) throw error;
  }
}

/** Chooses an item, presses a button of its page, and waits as long as the page does. */
function choose(workspace: LocalWorkspace, item: string, button: string | null): void {
  tried(workspace, () => {
    workspace.clickMenu(item, admin);
    const person = new DialogPerson(workspace, admin);
    let page = person.open();
    if (page === null) return;
    if (button === null) page = person.answer(page, []);
    // Where all is done but for its last word, there is nothing left to press.
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

/** Of cases and of who was told of them. */
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
      // The account that is left takes over within minutes, and has looked at everything within the hour.
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
      // Mail that a cut run had claimed is sent by the clock once its claim has run out.
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
