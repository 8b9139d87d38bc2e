/** Plays days through the built script: whole ones (`playDay`) or part by part (`Day`). Made-up people only. */

import { expect } from "vitest";
import { limits } from "../../scripts/bench/budgets";
import { type HeardCall, listen } from "../../scripts/bench/faults/stage";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { announceEdit, typedCell } from "../../scripts/play/acts/edit";
import { builtBundle, packOf } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/end-state/output";
import { Player } from "../../scripts/play/play-events";
import { playedOut } from "../../scripts/play/play-scenario";
import { registerIds, rowsOf, tabCells } from "../../scripts/play/register-cells";
import type { Scenario } from "../../scripts/play/scenario";
import { parseDuration, parseScenario, protocolNamed } from "../../scripts/play/scenario";
import { scriptMemory } from "../../scripts/play/script-memory";
import { openStage, reachOnce } from "../../scripts/play/stage";
import { storedForm } from "../../scripts/workspace/forms/store";
import type { LocalWorkspace, RunRecord } from "../../scripts/workspace/index";
import { setMailAllowance } from "../../scripts/workspace/index";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { installedTriggers } from "../../scripts/workspace/services/script/store";
import { type EditedRange, editCells } from "../../scripts/workspace/sheets/person";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { Page } from "../../src/parts-of-a-page";
import type { Memory, RegisterName } from "../../src/ports";
import { packNamed, packs } from "../../src/protocol/find-pack";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { type Broken, checkEveryDay } from "./every-day";
import { type Mail, mails, type Output, type Run } from "./look";
import { admin, alternateRow, contact, demoAnd } from "./people";

/** A September morning in the district. */
export const start = "2026-09-01T09:00:00-07:00";

/** What else a scenario has. */
export type Rest = Readonly<Record<string, unknown>>;
/** Answers to open questions about Google, by their names in FIDELITY.md. */
type Switches = Readonly<Record<string, string>>;

/** How often the clock fires in long times. */
export interface Ticks {
  /** Whether it fires at each fifth minute also in the middle of long times, and not every two hours. */
  readonly isEachTick?: boolean;
  /** Minutes from one firing to the next in the middle of long times: two hours where it is left out. */
  readonly every?: number;
  /** No clock runs in the hour between set-up and the first event: saves it where a day has a directory, start or switches of its own. */
  readonly isAsleep?: boolean;
  /** What the day breaks on purpose of all that holds on every day. */
  readonly breaks?: Broken;
}

/** Fails where a write brought more back than design 8 allows; `times` so much where a day has more at once than any district sends. */
function checkReplies(runs: readonly RunRecord[], times = 1): void {
  for (const { function: name, largestReplies } of runs) {
    const bytes = largestReplies["Sheets.Spreadsheets.batchUpdate"] ?? 0;
    if (bytes > limits.commitReplyBytes * times)
      throw new Error(`a write of ${name} brought ${bytes} bytes back`);
  }
}

/** Fails where a run of the day did. */
function clean(output: Output): Output {
  expect(output.errors).toEqual([]);
  return output;
}

/** The bundle, with this pack where one is named. */
export async function bundleWith(pack: string | null): Promise<string> {
  return builtBundle(pack);
}

/** Reads a scenario; throws what is wrong with it. It may name what any pack has that was loaded. */
export function scenarioFrom(text: string): Scenario {
  const parsed = parseScenario(text, packs());
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.scenario;
}

const scenarioOf = (rest: object, events: readonly unknown[] = []) =>
  scenarioFrom(JSON.stringify({ start, events, ...rest }));

/** Plays events from `start`; `rest` holds what else the scenario has. */
export async function playDay(
  events: readonly unknown[],
  rest: Rest = {},
  ticks: Ticks = {},
): Promise<Output> {
  return playText(JSON.stringify({ start, events, ...rest }), ticks);
}

/** The same, of a day on which no run may fail. */
export async function playCleanDay(...day: Parameters<typeof playDay>): Promise<Output> {
  return clean(await playDay(...day));
}

/** In spans of so many milliseconds the clock fires every ten minutes: its runs cost most of a day's time. */
const tenFrom = 40 * 60_000;

/** Plays a scenario from its text, with its cells. */
export async function playText(text: string, ticks: Ticks = {}): Promise<Output> {
  return (await playedText(text, ticks)).output;
}

/** The same, with the Workspace that it was played in: for what somebody does there afterwards. */
export async function playedText(
  text: string,
  { isEachTick = false, every = 120, isAsleep = false, breaks }: Ticks = {},
): Promise<{ readonly workspace: LocalWorkspace; readonly output: Output }> {
  const { file } = await packOf(protocolNamed(text));
  const dist = await bundleWith(file);
  const options = { dist, cells: true, isEachTick, every, tenFrom, isAsleep };
  const { workspace, output } = playedOut(scenarioFrom(text), options);
  checkReplies(workspace.runs);
  checkEveryDay(workspace, breaks);
  return { workspace, output };
}

export class Day {
  /** How many times what a write may bring back: more where hundreds of reports or rows come at once. */
  crowd = 1;
  /** What the day breaks on purpose of all that holds on every day. */
  breaks?: Broken;
  /** Whether the clock fires at each fifth minute also in the middle of long times. */
  isEachTick = false;
  /** Minutes from one firing to the next in the middle of long times: fewer where what is asked for hangs on when it comes. */
  every = 120;

  private constructor(
    readonly workspace: LocalWorkspace,
    /** All that was asked for since there was nothing: what `reach` knows the day by. */
    private readonly begun: unknown[],
  ) {}

  /** A day that goes on in a Workspace. */
  static in(workspace: LocalWorkspace): Day {
    return new Day(workspace, []);
  }

  /**
   * A morning after set-up; `rest` holds what else a scenario has where it is not the demo's, `assume` answers
   * UNCONFIRMED points; `isAsleep`: no clock has run since set-up.
   */
  static async begin(rest: Rest = {}, assume: Switches = {}, isAsleep = false): Promise<Day> {
    const { file } = await packOf(protocolNamed(JSON.stringify(rest)));
    const dist = await builtBundle(file);
    const { start, directory, seed, missing, live, protocol: named } = scenarioOf(rest);
    const protocol = named === undefined ? undefined : packNamed(named)?.id;
    const stage = { dist, start, directory, seed: seed?.cases, assume, missing, live, protocol };
    return new Day(openStage({ ...stage, isAsleep }), [rest, assume, isAsleep]);
  }

  /** With an alternate lead in Contacts who may not open the register. `every` is the Day's. */
  static async withAlternate(assume: Switches = {}, every = 120): Promise<Day> {
    const directory = demoAnd({ ...alternateRow, mayOpen: false });
    const day = await Day.begin({ directory }, assume);
    day.every = every;
    return day;
  }

  /** A minute past nine, so that what is played first does not meet a run of the clock. It runs each ten minutes in long times. */
  static async betweenTicks(rest: Rest = {}, assume: Switches = {}): Promise<Day> {
    const day = await Day.begin({ start: "2026-09-01T09:01:00-07:00", ...rest }, assume);
    day.every = 10;
    return day;
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
      day.playClean(...events);
    });
    return day;
  }

  /** Plays events of a scenario; returns the day so far. */
  play(...events: readonly unknown[]): Output {
    const parsed = scenarioOf({}, events).events;
    const middle = { every: this.every, tenFrom };
    const player = new Player(this.workspace, parsed, this.isEachTick, middle);
    for (const event of parsed) player.play(event);
    return this.out(player.pages);
  }

  /** The same; no run of the day may have failed. */
  playClean(...events: readonly unknown[]): Output {
    return clean(this.play(...events));
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
    const output = readOutput(this.workspace, { cells: true, pages });
    checkEveryDay(this.workspace, this.breaks);
    return output;
  }

  /** Emails of one kind so far. */
  mails(kind: string): readonly Mail[] {
    return mails(this.out(), kind);
  }

  /** The calls that the script makes while these events are played. */
  callsOf(...events: readonly unknown[]): readonly HeardCall[] {
    const heard = listen(this.workspace);
    this.play(...events);
    heard.stop();
    return heard.calls;
  }

  /** The runs that `act` brought about. */
  runsOf(act: () => void): readonly Run[] {
    const before = this.workspace.runs.length;
    act();
    return this.out().runs.slice(before);
  }

  /** Where a row of the main register stands, zero-based. Fails where there is none. */
  rowOf(tab: TabId, reference: string, act?: string): number {
    const row = this.rows(tab).find(
      ({ cells }) => cells["case"] === reference && (act === undefined || cells["act"] === act),
    );
    if (row === undefined) throw new Error(`${reference} has no row ${act ?? ""} in ${tab}`);
    return row.index;
  }

  /** The note on a cell of a row; null where it has none. */
  note(tab: TabId, row: number, column: string): string | null {
    const { sheet, positions } = this.tab(tab);
    return sheet.rows[row]?.notes?.[String(positions.get(column))] ?? null;
  }

  /** Types one cell; its edit event is for the caller to announce. Fails where the sheet refuses it. */
  type(
    tab: TabId,
    row: number,
    column: string,
    value: string | number | boolean | null,
    as = contact,
  ): EditedRange {
    const spreadsheetId = this.fileId("main");
    const place = this.tab(tab).positions.get(column);
    const definition = tabs[tab].columns.find(({ key }) => key === column);
    if (place === undefined || definition === undefined) throw new Error(`no column ${column}`);
    const values = [[typedCell(definition, value)]];
    const edit = { spreadsheetId, sheetId: tabs[tab].sheetId, row, column: place, values };
    const outcome = editCells(this.workspace.store, edit, as);
    if ("refused" in outcome) throw new Error(outcome.refused);
    return outcome.done;
  }

  /** Lets the edit trigger fire for what was typed; "" for an editor whom Google does not name. */
  announce(range: EditedRange, as = contact): void {
    announceEdit(this.workspace, this.fileId("main"), range, as);
  }

  /** The page that an account sees when it chooses an item of the menu. Fails where there is none. */
  open(item: string, who: string = admin): { readonly person: DialogPerson; readonly page: Page } {
    const { error } = this.workspace.clickMenu(item, who);
    const person = new DialogPerson(this.workspace, who);
    const page = error === null ? person.open() : null;
    if (page === null) throw new Error(error ?? "no page");
    return { person, page };
  }

  /** What somebody reads who chooses an item of the menu, or what went wrong. */
  read(item: string, who: string = admin): string {
    const { ok, error } = this.workspace.clickMenu(item, who);
    if (!ok) return error ?? "";
    return JSON.stringify(new DialogPerson(this.workspace, who).open()?.blocks ?? []);
  }

  /** Chooses an item, and presses buttons of its page; the text that the person reads then, or what went wrong. */
  choose(item: string, who: string, answers: readonly string[] = []): string {
    const { ok, error } = this.workspace.clickMenu(item, who);
    const person = new DialogPerson(this.workspace, who);
    const page = ok ? person.open() : null;
    if (page === null) return error ?? "";
    try {
      const { blocks } = person.answer(page, answers);
      return blocks.flatMap((block) => (block.kind === "text" ? [block.text] : [])).join("\n");
    } catch (refusal) {
      return String(refusal);
    }
  }

  /**
   * Makes an account an editor of the Form that somebody has confirmed, has it choose Set up, and lets it be let in. Returns what it read.
   */
  join(who: string, wait = "PT11M"): string {
    this.play({ share: { add: { who, file: "form" } }, as: "admin" });
    const kept = this.memory().get("confirmations");
    if (kept === null) throw new Error("the clock has not looked at Contacts yet");
    const accounts = { ...kept.accounts, [who]: { by: "lead@district.example", isFound: true } };
    this.memory().set("confirmations", { ...kept, accounts });
    const words = this.read("setUp", who);
    this.play({ advance: wait });
    return words;
  }

  /** The same as the first thing that is played; it is played once for all days that begin alike. */
  reachJoined(who: string, wait = "PT11M"): this {
    this.begun.push(["joins", who, wait]);
    const ticks = [this.isEachTick, this.every];
    reachOnce(this.workspace, ["in a day", ticks, ...this.begun], () => this.join(who, wait));
    return this;
  }

  triggers() {
    return installedTriggers(this.workspace.store);
  }

  triggersOf(who: string): readonly string[] {
    return this.triggers()
      .filter(({ owner }) => owner === who)
      .map((trigger) => trigger.function);
  }

  /** Why runs of an account failed. */
  failures(who: string): readonly string[] {
    return this.workspace.runs.flatMap(({ as, error }) =>
      as === who && error !== null ? [error] : [],
    );
  }

  form() {
    return storedForm(this.workspace.store, this.workspace.containerId);
  }

  properties(): Record<string, string> {
    return scriptProperties(this.workspace.store);
  }

  /** What the script remembers by now. */
  memory(): Memory {
    return scriptMemory(this.workspace.store);
  }

  /** How many more emails the admin's account may send today. */
  allowMail(count: number): void {
    setMailAllowance(this.workspace.store, admin, count);
  }

  /** The id of a register's file; empty where there is none. */
  fileId(register: RegisterName): string {
    return registerIds(this.workspace.store).get(register) ?? "";
  }

  /** The spreadsheet of a register. Fails where there is none. */
  register(name: RegisterName = "main") {
    const found = sheetsSlice(this.workspace.store).spreadsheets[this.fileId(name)];
    if (found === undefined) throw new Error(`there is no register ${name}`);
    return found;
  }

  /** A tab of a register, and where its columns are. Fails where there is none. */
  tab(tab: TabId, register: RegisterName = "main") {
    const found = tabCells(this.workspace.store, this.fileId(register), tab);
    if (found === null) throw new Error(`there is no tab ${tab}`);
    return found;
  }

  /** The rows of a tab, each with where it is. */
  rows(tab: TabId, register: RegisterName = "main") {
    return rowsOf(this.workspace.store, this.fileId(register), tab);
  }

  /** Takes a register away; returns what puts it back. */
  takeAway(name: RegisterName): () => void {
    const { store } = this.workspace;
    const id = this.fileId(name);
    const taken = this.register(name);
    delete sheetsSlice(store).spreadsheets[id];
    return () => {
      sheetsSlice(store).spreadsheets[id] = taken;
    };
  }
}
