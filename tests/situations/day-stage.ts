/** A day that a test plays part by part, looking into the cells in between. Synthetic people only. */

import { announceEdit, typedCell } from "../../scripts/play/acts/edit";
import { builtBundle } from "../../scripts/play/bundle";
import { parseDuration } from "../../scripts/play/duration";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { Player } from "../../scripts/play/play-events";
import { mainRegister, rowsOf, tabCells } from "../../scripts/play/register-cells";
import { reachOnce } from "../../scripts/play/saved-stages";
import { openStage } from "../../scripts/play/stage";
import type { LocalWorkspace } from "../../scripts/workspace/index";
import { type EditedRange, editCells } from "../../scripts/workspace/sheets/person";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { start } from "../play/day";
import { checkReplies } from "../play/replies";
import { scenarioFrom } from "./traces";

type Run = Output["runs"][number];

export class Day {
  /** How many times what a write may bring back: more where hundreds of reports or rows come at once. */
  crowd = 1;
  /** Whether the clock fires at each fifth minute also of hours, and not every half hour in the middle of them. */
  isEachTick = false;
  /** Minutes from one firing to the next in the middle of hours: more where nothing that is asked for hangs on when it comes. */
  every = 30;

  private constructor(
    readonly workspace: LocalWorkspace,
    /** All that was asked for since there was nothing: what `reach` knows the day by. */
    private readonly begun: unknown[],
  ) {}

  /**
   * A morning after set-up; `rest` holds `start`, `seed`, `directory` and `missing` where they are not the demo's, `assume` answers
   * UNCONFIRMED points; `isAsleep`: no clock has run since set-up.
   */
  static async begin(
    rest: Readonly<Record<string, unknown>> = {},
    assume: Readonly<Record<string, string>> = {},
    isAsleep = false,
  ): Promise<Day> {
    const scenario = scenarioFrom(JSON.stringify({ start, events: [], ...rest }));
    const { start: at, directory, seed, missing } = scenario;
    const dist = await builtBundle();
    const stage = { dist, start: at, directory, seed: seed?.cases, assume, missing, isAsleep };
    return new Day(openStage(stage), [rest, assume, isAsleep]);
  }

  /** Plays events right after the beginning, or goes on from where they brought another day that began alike. */
  reach(...events: readonly unknown[]): this {
    this.begun.push(events);
    const ticks = [this.isEachTick, this.every];
    reachOnce(this.workspace, ["in a day", ticks, ...this.begun], () => this.play(...events));
    return this;
  }

  /** The demo's morning after these events, which are played once for all that go on from there; `errors` and `runs` begin there. */
  static async after(...events: readonly unknown[]): Promise<Day> {
    const day = await Day.begin();
    reachOnce(day.workspace, ["the morning after", ...events], () => {
      const { errors } = day.play(...events);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
    });
    return day;
  }

  /** Plays events of a scenario; returns the day so far. */
  play(...events: readonly unknown[]): Output {
    const parsed = scenarioFrom(JSON.stringify({ start, events })).events;
    const player = new Player(this.workspace, parsed, this.isEachTick, this.every);
    for (const event of parsed) player.play(event);
    return this.out(player.pages);
  }

  /**
   * Time in which no trigger of the clock fires, as Google may have it: what lies in the dark is not played, and what comes after
   * must be as it would have been.
   */
  sleep(duration: string): void {
    const milliseconds = parseDuration(duration);
    if (milliseconds === null) throw new Error(`no duration: ${duration}`);
    this.workspace.passUnattended(milliseconds);
  }

  /** `pages` are what dialogs showed in the meantime. */
  out(pages: Output["pages"] = []): Output {
    checkReplies(this.workspace.runs, this.crowd);
    return readOutput(this.workspace, { cells: true, pages });
  }

  /** The runs that `act` brought about. */
  runsOf(act: () => void): readonly Run[] {
    const before = this.workspace.runs.length;
    act();
    return this.out().runs.slice(before);
  }

  /** Where a row of the main register stands, zero-based. Fails where there is none. */
  rowOf(tab: TabId, reference: string, act?: string): number {
    const { store } = this.workspace;
    const row = rowsOf(store, mainRegister(store), tab).find(
      ({ cells }) => cells["case"] === reference && (act === undefined || cells["act"] === act),
    );
    if (row === undefined) throw new Error(`${reference} has no row ${act ?? ""} in ${tab}`);
    return row.index;
  }

  /** The note on a cell of a row; null where it has none. */
  note(tab: TabId, row: number, column: string): string | null {
    const { store } = this.workspace;
    const cells = tabCells(store, mainRegister(store), tab);
    const place = cells?.positions.get(column);
    return cells?.sheet.rows[row]?.notes?.[String(place)] ?? null;
  }

  /** Types one cell; its edit event is for the caller to announce. Fails where the sheet refuses it. */
  type(
    tab: TabId,
    row: number,
    column: string,
    value: string | number | boolean | null,
    as = "contact@district.example",
  ): EditedRange {
    const { store } = this.workspace;
    const spreadsheetId = mainRegister(store);
    const place = tabCells(store, spreadsheetId, tab)?.positions.get(column);
    const definition = tabs[tab].columns.find(({ key }) => key === column);
    if (place === undefined || definition === undefined) throw new Error(`no column ${column}`);
    const values = [[typedCell(definition, value)]];
    const edit = { spreadsheetId, sheetId: tabs[tab].sheetId, row, column: place, values };
    const outcome = editCells(store, edit, as);
    if ("refused" in outcome) throw new Error(outcome.refused);
    return outcome.done;
  }

  /** Lets the edit trigger fire for what was typed; "" for an editor whom Google does not name. */
  announce(range: EditedRange, as = "contact@district.example"): void {
    announceEdit(this.workspace, mainRegister(this.workspace.store), range, as);
  }
}

export const report = (studentName: string, studentId: string, more: object = {}) => ({
  submit: {
    school: "North High",
    studentName,
    studentId,
    grade: "10",
    factors: ["frequently-absent", "relationships-of-concern"],
    facts: "An account of what was seen.",
    ...more,
  },
});

/** What stands between start and end of a run in Activity, without its time. */
export function lines(out: Output): readonly string[] {
  return out.activity.map(({ who, what, case: of, column, from, to }) =>
    [who, what, of, column, from, to].map((part) => part ?? "").join(" | "),
  );
}

/** Sheets calls of a run. */
export function sheetsCalls({ calls }: Run): number {
  return Object.entries(calls.byName).reduce(
    (sum, [name, times]) => (name.startsWith("Sheets.") ? sum + times : sum),
    0,
  );
}
