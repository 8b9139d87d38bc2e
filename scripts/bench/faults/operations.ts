/** The operations that must survive a fault at any of their calls (issue 5, item 1). */
import { setUpByMenu } from "../../play/stage";
import type { LocalWorkspace } from "../../workspace/index";
import { installedTriggers, removeTrigger, setMailAllowance } from "../../workspace/index";
import { admin, bareStage, districtStage, playEvents } from "./stage";

export interface Operation {
  readonly name: string;
  /** A Workspace at the moment before the operation. */
  prepare(dist: string): LocalWorkspace;
  act(workspace: LocalWorkspace): void;
  /** What a person does once the fault is gone; ticks follow. */
  mend?(workspace: LocalWorkspace): void;
  /** Compare what set-up makes too: structure, Form, triggers, access. */
  readonly isInstallation?: true;
  /** Nothing tells the script who typed, also where nothing fails. */
  readonly isUntold?: true;
}

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

const fortyRows = Array.from({ length: 40 }, (_, index) => [
  "26-0001",
  null,
  "Casey Contact",
  null,
  "CFS",
  `Call ${index + 1}`,
]);

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

/** A run that fails ends it there, as for the person at the dialog, who can only begin again. */
const setUp = (workspace: LocalWorkspace) => {
  const { length } = workspace.errors;
  try {
    setUpByMenu(workspace);
  } catch (error) {
    if (workspace.errors.length === length) throw error;
  }
};

export const operations: readonly Operation[] = [
  events("first report", [], [{ submit: first }]),
  events("report that joins a case", [{ submit: first }], [{ submit: second }]),
  events("report that raises a case", [{ submit: first }], [{ submit: rising }]),
  events(
    "report to the sealed register",
    [],
    [{ submit: { ...first, recipientMayBeInvolved: "contact" } }],
  ),
  events(
    "edit of an act",
    [{ submit: first }],
    [
      {
        edit: { case: "26-0001", act: "call-child-and-family-services", set: { done: true } },
        as: "contact",
      },
    ],
  ),
  {
    ...events(
      "edit of a row far below where the clock last saw any",
      [
        { submit: first },
        { advance: "PT5M" },
        { sheet: { insertRows: { tab: "cases", count: 1_200 } }, as: "lead" },
      ],
      [{ edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" }],
    ),
  },
  events(
    "acknowledgement",
    [{ submit: first }],
    [{ edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" }],
  ),
  events(
    "raise by a person",
    [{ submit: first }],
    [
      {
        edit: {
          case: "26-0001",
          set: { raiseLevelTo: "suspected-victim", raiseReason: "An agency says so." },
        },
        as: "contact",
      },
    ],
  ),
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
    isUntold: true,
    prepare(dist) {
      const workspace = districtStage(dist);
      playEvents(workspace, [{ submit: first }]);
      untold(workspace, "onRegisterEdit", [
        {
          edit: { case: "26-0001", act: "call-child-and-family-services", set: { done: true } },
          as: "contact",
        },
      ]);
      return workspace;
    },
  },
  events("escalation", [{ submit: first }, { advance: "PT58M30S" }], [{ advance: "PT6M" }]),
  {
    name: "set-up",
    prepare: bareStage,
    act: setUp,
    mend: setUp,
    isInstallation: true,
  },
];

/** Those that are played with two faults. */
export const twiceFaulted: readonly Operation[] = [
  events("report", [], [{ submit: plain }]),
  ...operations.filter(({ name }) =>
    ["report to the sealed register", "edit of an act", "tick with mail"].includes(name),
  ),
];
