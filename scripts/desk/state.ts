/** The Workspace behind the desk, with a clock that follows real time, and everything that a person at the desk does or sees. */
import { defaultPack, packNamed } from "../../src/protocol/find-pack";
import { addresses, withPackNumbers } from "../play/directory";
import { registerId, registerIds } from "../play/register-cells";
import type { DirectoryInput } from "../play/scenario";
import { openForm, openStage } from "../play/stage";
import { zoneOffsets } from "../play/zone";
import { addPerson } from "../workspace/drive/person";
import { mayAnswer, PersonRefused, submitResponse } from "../workspace/forms/person";
import { storedForm } from "../workspace/forms/store";
import { projectIn } from "../workspace/host/project-folder";
import type { LocalWorkspace, SavedWorkspace } from "../workspace/runtime";
import { sentMail } from "../workspace/services/mail/index";
import { sheetsSlice } from "../workspace/sheets/store";
import { sha256Text } from "../workspace/text-bytes";
import { EditorDesk } from "./editor";
import { Happened, type Mark } from "./happened";
import { addressAtDesk, DeskRefused, deskDirectory } from "./people";
import { type EditRequest, RegisterDesk } from "./register-desk";
import { instantOf, type Until } from "./times";
import { Troubles } from "./troubles";
import { type Answers, formView, type HappenedView, inboxView, mailView } from "./views/views";

const notYours =
  "You need permission. This form can only be opened by people whom its owner lets answer it.";

/** A desk as it is saved between two visits. Plain data. */
export interface SavedDesk {
  /** Digest of the script project that the desk ran. */
  readonly project: string;
  readonly workspace: SavedWorkspace;
  readonly edits: number;
  /** Ids of the troubles that are switched on. */
  readonly troubles: readonly string[];
}

export interface DeskOptions {
  /** Folder of the built bundle. */
  readonly dist: string;
  /** The real time, in milliseconds since 1970 (UTC). */
  readonly realNow: () => number;
  /** When the desk begins, in milliseconds since 1970 (UTC); now by default. */
  readonly start?: number;
  /** A saved desk to continue from. It is ignored if it ran another script project. */
  readonly saved?: SavedDesk | null;
  /** Start with a Form that is not set up, instead of the demo. */
  readonly fresh?: boolean;
  /** Answers to open questions about Google (UNCONFIRMED) that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
  /** The district; the desk's own by default. */
  readonly directory?: DirectoryInput;
  /** Id of the pack that the district follows; the bundle's first pack by default. */
  readonly protocol?: string;
}

/** The clock follows real time in steps of at most this many milliseconds, so that time in which the page was asleep does not count. */
const mostMissed = 60_000;

/** The longest real time for which `goAhead` works without a pause, in milliseconds. */
const sliceMilliseconds = 120;

/** Date formats by time zone and exactness. Making one takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

const formatIn = (timeZone: string, isExact: boolean) =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    ...(isExact ? { year: "numeric", second: "2-digit" } : {}),
  });

export class Desk {
  readonly workspace: LocalWorkspace;
  readonly editor: EditorDesk;
  readonly registers: RegisterDesk;
  readonly dist: string;
  /** Whether the desk continues from a saved one. */
  readonly isResumed: boolean;
  private readonly troubles: Troubles;
  private readonly realNow: () => number;
  /** The real time at which the clock was last set by it. */
  private lastReal: number;
  private edits = 0;
  private mark: Mark;

  /**
   * Sets up a new Workspace with the desk's directory, unless it is to be fresh or continues from a saved one. Throws an Error if Set up
   * fails.
   */
  constructor(options: DeskOptions) {
    const { dist, realNow, start, fresh = false, assume = {}, saved = null } = options;
    this.dist = dist;
    this.realNow = realNow;
    this.lastReal = realNow();
    const at = start ?? this.lastReal;
    const empty = openForm({ dist, at, assume, audience: "domain" });
    this.isResumed = saved?.project === empty.project;
    if (this.isResumed && saved !== null) {
      this.workspace = empty;
      empty.resume(saved.workspace);
      this.edits = saved.edits;
    } else if (fresh) this.workspace = empty;
    else {
      const { protocol } = options;
      const pack = packNamed(protocol ?? "") ?? defaultPack();
      const contacts = withPackNumbers(deskDirectory.contacts, pack);
      const { directory = { ...deskDirectory, contacts } } = options;
      this.workspace = openStage({ dist, start: at, assume, directory, protocol });
      const { store, containerId } = this.workspace;
      // The lead prints records from the Form's editor, so they must be able to edit the Form (docs/details/records.md).
      addPerson(store, containerId, { address: addresses.lead, role: "editor" }, addresses.admin);
    }
    this.troubles = new Troubles(this.workspace, this.isResumed ? (saved?.troubles ?? []) : []);
    this.editor = new EditorDesk(this.workspace);
    this.registers = new RegisterDesk(this.workspace);
    this.mark = this.looking().mark(null);
  }

  /** Advances the clock by the real time that has passed. Clock triggers that became due meanwhile fire. */
  keepUp(): void {
    const { workspace } = this;
    const passed = Math.max(0, this.realNow() - this.lastReal);
    this.lastReal = this.realNow();
    workspace.advance(Math.min(passed, mostMissed));
  }

  /** The start and end of putting the clock ahead. @throws DeskRefused if the clock cannot go there. */
  setOff(until: Until): { readonly from: number; readonly to: number } {
    const from = this.workspace.clock.now;
    const to = instantOf(until, from, zoneOffsets(this.zone()));
    this.begin(`The clock went ahead from ${this.inWords(from)}`);
    return { from, to };
  }

  /** Advances the clock run by run for a short real time, so that people can act in between and stop it. */
  goAhead(to: number) {
    const { workspace } = this;
    const end = performance.now() + sliceMilliseconds;
    let isThere = false;
    while (!isThere && performance.now() < end) isThere = !workspace.advanceByOne(to);
    this.lastReal = this.realNow();
    const { now } = workspace.clock;
    return { isThere, at: now, now: this.inWords(now) };
  }

  /** From now on `happened` reports what comes after this moment. */
  begin(words: string): void {
    this.edits += 1;
    this.mark = this.looking().mark(words);
  }

  /** What the last action has caused so far. */
  happened(): HappenedView {
    return this.looking().since(this.mark);
  }

  /** SHA-256 of the script that this desk runs. */
  hash(): string {
    return sha256Text(projectIn(this.dist).bundle);
  }

  save(): SavedDesk {
    const { troubles, edits, workspace } = this;
    const { project } = workspace;
    return {
      project,
      workspace: troubles.without(() => workspace.save()),
      edits,
      troubles: troubles.ids,
    };
  }

  /** Switches a trouble on or off. @throws DeskRefused */
  turnTrouble(id: string, isOn: boolean): void {
    this.troubles.turn(id, isOn);
    this.edits += 1;
  }

  clock() {
    const { runs, errors, clock } = this.workspace;
    return {
      now: this.inWords(clock.now),
      /** Changes whenever something may have changed. */
      revision: `${runs.length}.${errors.length}.${this.edits}`,
      troubles: this.troubles.view(),
      isUntouched: this.edits === 0,
    };
  }

  /** The Form as someone sees it. */
  form(as = "teacher") {
    const { store, containerId } = this.workspace;
    const isOpen = mayAnswer(store, containerId, addressAtDesk(as));
    return formView(this.storedForm(), isOpen ? null : notYours);
  }

  /** Someone sends the Form. @throws DeskRefused with a message for the person. */
  submit(answers: Answers, by = "teacher") {
    const { workspace, troubles } = this;
    const { store, containerId: formId } = workspace;
    this.begin("A report was sent");
    let id: string;
    try {
      const options = { checkPage: true, as: addressAtDesk(by) };
      id = submitResponse(store, formId, answers, workspace.clock.now, options);
    } catch (error) {
      if (error instanceof PersonRefused) throw new DeskRefused(error.message);
      throw error;
    }
    if (!troubles.has("trigger-lost")) workspace.formSubmitted(id);
    const { confirmationMessage, respondAgainLink } = this.storedForm();
    return { confirmation: confirmationMessage, respondAgain: respondAgainLink };
  }

  /** Someone types into a cell. @throws DeskRefused with a message for the person. */
  edit(request: EditRequest): void {
    const before = this.looking().mark(null);
    const title = this.registers.edit(request);
    this.edits += 1;
    this.mark = { ...before, after: `${title} was changed in the register` };
  }

  inbox() {
    const { store } = this.workspace;
    return inboxView(sentMail(store), registerIds(store), (at) => this.inWords(at));
  }

  /** An email in full; null if there is none with that number. */
  mail(number: number) {
    return mailView(sentMail(this.workspace.store), number, (at) => this.inWords(at));
  }

  private looking(): Happened {
    return new Happened(this.workspace, (at) => this.inWords(at, false));
  }

  private storedForm() {
    return storedForm(this.workspace.store, this.workspace.containerId);
  }

  /** The time zone of the main register, or of the script before there is a register. */
  private zone(): string {
    const { store, scriptZone } = this.workspace;
    const main = sheetsSlice(store).spreadsheets[registerId(store, "main") ?? ""];
    return main?.properties.timeZone ?? scriptZone;
  }

  /** An instant in the district's time zone: "Tue, Sep 1, 2026, 9:00:05 AM", or "Tue, Sep 1, 9:00 AM" if `isExact` is false. */
  private inWords(at: number, isExact = true): string {
    const key = `${this.zone()} ${isExact}`;
    const format = formats.get(key) ?? formatIn(this.zone(), isExact);
    formats.set(key, format);
    return format.format(at).replaceAll("\u202f", " ");
  }
}
