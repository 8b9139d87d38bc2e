/** What a person chooses in the menu, cut dead at each kind of call that writes, and cut there again when it is taken up: it ends as if nothing had been. */
import { DialogPerson } from "../../play/acts/dialog-acts";
import { readOutput } from "../../play/end-state/output";
import type { LocalWorkspace } from "../../workspace/runtime";
import { driveSlice } from "../../workspace/service";
import { scriptProperties } from "../../workspace/services/properties/index";
import { installedTriggers } from "../../workspace/services/script/store";
import { isWrite } from "./acts";
import { arm } from "./crash";
import { operations } from "./operations";
import { admin, districtStage, listen, playEvents } from "./stage";
import { installationOf } from "./state";
import { firstOfEach } from "./twice";

const minute = 60_000;
const spare = "spare@district.example";

export interface Chosen {
  readonly name: string;
  prepare(dist: string): LocalWorkspace;
  /** From the menu to its end, or to where a run is cut. */
  act(workspace: LocalWorkspace): void;
  /** Lets what follows happen, and says what must be the same. */
  end(workspace: LocalWorkspace): readonly string[];
}

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

const report = (studentId: string, studentName: string) => ({
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

const [setUp] = operations.filter(({ name }) => name === "set-up");
const drill = (answers: object) => ({ menu: { name: "drill", answers } });

export const chosen: readonly Chosen[] = [
  ...(setUp === undefined
    ? []
    : [{ name: "set-up", prepare: setUp.prepare, act: setUp.act, end: installationOf }]),
  {
    name: "hand-over",
    prepare(dist) {
      const workspace = districtStage(dist);
      playEvents(workspace, [{ share: { add: { who: spare, file: "form" } }, as: "admin" }]);
      workspace.clickMenu("setUp", spare);
      workspace.advance(11 * minute);
      return workspace;
    },
    act: (workspace) => choose(workspace, "handOver", null),
    end(workspace) {
      playEvents(workspace, [
        { loseTrigger: { submit: report("730194", "Rowan Pine") } },
        { submit: report("730195", "Robin Lake") },
      ]);
      // The account that is left takes over within minutes, and has looked at everything within the hour.
      workspace.advance(80 * minute);
      return [...triggers(workspace), ...toldIn(workspace)];
    },
  },
  {
    name: "drill",
    prepare: districtStage,
    act: (workspace) =>
      tried(workspace, () => playEvents(workspace, [drill({ school: "North High" })])),
    end(workspace) {
      workspace.advance(11 * minute);
      playEvents(workspace, [{ submit: report("730195", "Robin Lake") }, drill(["end"])]);
      workspace.advance(6 * minute);
      return [`${files(workspace).length} files`, ...triggers(workspace), ...toldIn(workspace)];
    },
  },
  {
    name: "roll-over",
    prepare(dist) {
      const workspace = districtStage(dist, { directory: { settings: { retentionYears: "1" } } });
      const set = (one: object, as: string) => ({ edit: { case: "26-0001", set: one }, as });
      playEvents(workspace, [
        { submit: report("730194", "Rowan Pine") },
        set({ closeReason: "entered-by-mistake", notes: "A namesake." }, "contact"),
        set({ leadAgreed: true }, "lead"),
        set({ status: "closed" }, "contact"),
      ]);
      workspace.passUnattended(370 * 24 * 60 * minute);
      playEvents(workspace, [{ submit: report("730195", "Robin Lake") }]);
      return workspace;
    },
    act(workspace) {
      const isUnderWay = "rollOver" in scriptProperties(workspace.store);
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
        `under way: ${"rollOver" in scriptProperties(workspace.store)}`,
      ];
    },
  },
];

export interface CutTwice {
  readonly name: string;
  readonly call: string;
  /** Empty where the end is that of one that nothing cut. */
  readonly why: readonly string[];
}

/** At the first call of each kind, or at those that `isPlayed` says by their place among them. */
export function cutTwice(
  dist: string,
  one: Chosen,
  isPlayed: (place: number) => boolean = () => true,
): readonly CutTwice[] {
  const workspace = one.prepare(dist);
  const { store } = workspace;
  const before = store.snapshot();
  const heard = listen(workspace);
  one.act(workspace);
  heard.stop();
  const known = one.end(workspace);
  // Of one run after the other.
  const calls = new Map(firstOfEach(heard.calls.filter(isWrite)).map((call) => [call.path, call]));
  return [...calls.values()].flatMap((call, place): readonly CutTwice[] => {
    if (!isPlayed(place)) return [];
    store.restore(before);
    // Chosen again only where it was cut.
    for (const again of [call, { ...call, nth: 1 }, null]) {
      workspace.disarm();
      if (again !== null) arm(workspace, again, "stop");
      const errors = workspace.errors.length;
      one.act(workspace);
      if (workspace.errors.length === errors) break;
      // Google allows so many reads a minute.
      workspace.passUnattended(2 * minute);
    }
    workspace.disarm();
    const found = one.end(workspace);
    const missing = known.filter((line) => !found.includes(line));
    const more = found.filter((line) => !known.includes(line));
    const why = [
      ...missing.map((line) => `missing: ${line}`),
      ...more.map((line) => `too many: ${line}`),
      ...(found.length === known.length ? [] : [`${found.length} lines, not ${known.length}`]),
    ];
    return [{ name: one.name, call: call.countedAs, why }];
  });
}
