/** The Workspace behind the desk on a clock that goes with real time, and everything that a person at the desk does or sees. */
import { type RegisterName, registerNames } from "../../src/ports";
import { addresses, addressOf } from "../play/directory";
import { registerIds } from "../play/register-cells";
import { openForm, openStage } from "../play/stage";
import { zoneOffsets } from "../play/zone";
import { sha256Text } from "../workspace/digest";
import { addPerson } from "../workspace/drive/person";
import { formRef } from "../workspace/forms/form";
import { PersonRefused, submitResponse } from "../workspace/forms/person";
import { responseRef } from "../workspace/forms/responses";
import { storedForm } from "../workspace/forms/store";
import { projectIn } from "../workspace/host/project-folder";
import { usualRealms } from "../workspace/host/usual-realms";
import type { RunRecord } from "../workspace/run-record";
import type { LocalWorkspace, SavedWorkspace } from "../workspace/runtime";
import { driveSlice } from "../workspace/service";
import { type SentMail, sentMail } from "../workspace/services/mail/index";
import { formatAt, ruleAt } from "../workspace/sheets/cells";
import { editCells, openedToEdit } from "../workspace/sheets/person";
import { type Spreadsheet, sheetsSlice } from "../workspace/sheets/store";
import { hexOf, inputOf, typedValue } from "./cell-view";
import { EditorDesk } from "./editor";
import { formView } from "./form-view";
import { gridView, refusalAt } from "./grid-view";
import { inboxView, mailView } from "./inbox-view";
import { DeskRefused } from "./refused";
import { serialOfInput } from "./serial-time";
import type {
  AboutView,
  Answers,
  ClockView,
  EditRequest,
  FormView,
  InboxView,
  LogView,
  MailView,
  ProgressView,
  RegisterView,
  SubmittedView,
} from "./views";

const registerTitles: Readonly<Record<RegisterName, string>> = {
  main: "Main register",
  sealed: "Sealed: the lead's",
  "sealed-alternate": "Sealed: the alternate lead's",
  drill: "Drill register",
};

const notSetUp =
  "There is no register yet. Set the desk up first: Form editor, menu Student safety, Set up.";

export interface DeskOptions {
  /** Folder of the built bundle. */
  readonly dist: string;
  /** Real time in milliseconds since 1970, UTC. */
  readonly realNow: () => number;
  /** When the desk begins, milliseconds since 1970, UTC; now where it is left out. */
  readonly start?: number;
  /** Where an earlier desk was left, to go on from. Of another project it counts for nothing. */
  readonly saved?: SavedDesk | null;
  /** A Form that is not set up, instead of the demo. */
  readonly fresh?: boolean;
  /** Answers to UNCONFIRMED points that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
}

/** All that a desk goes on from. Plain data. What only grows, and grows large, can stand apart: mails and runs. */
export interface SavedDesk {
  /** Digest of the project that it was around. */
  readonly project: string;
  /** Without what stands apart. */
  readonly workspace: SavedWorkspace;
  readonly edits: number;
  readonly apart: Apart;
}

/** Mails and runs in the order in which they came. */
export interface Apart {
  readonly mails: readonly SentMail[];
  readonly runs: readonly RunRecord[];
}

/** How many of them somebody has already. */
export type Counted = { readonly [Key in keyof Apart]: number };

interface MailSlice {
  readonly sent: readonly SentMail[];
}

/** The mail's slice is its service's own; here only its list is looked at. */
const mailSlice = "mail";

function withApart({ workspace, apart }: SavedDesk): SavedWorkspace {
  const { store, journal } = workspace;
  const mail = store[mailSlice] as MailSlice | undefined; // As `save` left it.
  const whole = mail === undefined ? {} : { [mailSlice]: { ...mail, sent: apart.mails } };
  return {
    ...workspace,
    store: { ...store, ...whole },
    journal: { ...journal, runs: apart.runs },
  };
}

/** The clock on its way to an instant. */
export interface Journey {
  /** To the end of the next run; false once the clock is there. */
  goOn(): boolean;
  progress(): ProgressView;
}

/** The clock follows real time, but for what it missed: a page that slept. Milliseconds. */
const mostMissed = 60_000;

export interface RegisterRequest {
  readonly as: string;
  readonly register: string;
  /** Null: the first tab. */
  readonly sheetId: number | null;
  readonly filter: number | null;
}

export class Desk {
  readonly workspace: LocalWorkspace;
  readonly editor: EditorDesk;
  readonly dist: string;
  /** Whether it went on from where an earlier desk was left. */
  readonly isResumed: boolean;
  private readonly realNow: () => number;
  /** Real time when the clock was last set by it. */
  private lastReal: number;
  private edits = 0;

  /** Sets up a new Workspace with the demo directory, unless it is to be fresh or to go on. Fails where set-up does. */
  constructor({ dist, realNow, start, fresh = false, assume = {}, saved = null }: DeskOptions) {
    this.dist = dist;
    this.realNow = realNow;
    this.lastReal = realNow();
    const at = start ?? this.lastReal;
    const empty = openForm({ dist, at, assume, audience: "domain" });
    this.isResumed = saved?.project === empty.project;
    if (this.isResumed && saved !== null) {
      this.workspace = empty;
      empty.resume(withApart(saved));
      this.edits = saved.edits;
    } else if (fresh) this.workspace = empty;
    else {
      this.workspace = openStage({ dist, start: at, assume });
      const { store, containerId } = this.workspace;
      // The lead prints records from the Form's editor (docs/details/records.md).
      addPerson(store, containerId, { address: addresses.lead, role: "editor" }, addresses.admin);
    }
    this.editor = new EditorDesk(this.workspace);
  }

  /** Brings the clock on by the real time that has passed; clock triggers that fell due meanwhile fire. */
  keepUp(): void {
    const { workspace } = this;
    const passed = Math.max(0, this.realNow() - this.lastReal);
    this.stood();
    workspace.advance(Math.min(passed, mostMissed));
  }

  /** The clock did not follow real time until now. */
  stood(): void {
    this.lastReal = this.realNow();
  }

  /** Puts the clock ahead; everything that falls due on the way happens. */
  advance(milliseconds: number): void {
    this.workspace.advance(milliseconds);
  }

  /** The same in steps. */
  journey(milliseconds: number): Journey {
    const { workspace } = this;
    const [from, counted] = [workspace.clock.now, this.counts()];
    const end = from + milliseconds;
    return {
      goOn: () => workspace.advanceByOne(end),
      progress: () => {
        const { now } = workspace.clock;
        const { runs, mails, errors } = this.counts();
        return {
          now: this.inWords(now),
          share: Math.min(1, (now - from) / milliseconds),
          runs: runs - counted.runs,
          mails: mails - counted.mails,
          errors: errors - counted.errors,
        };
      },
    };
  }

  /** What the script that runs here is. */
  about(): AboutView {
    const { bundle } = projectIn(this.dist);
    return { hash: sha256Text(bundle), realm: usualRealms.name };
  }

  /** With those mails and runs apart that came after so many. */
  save(since: Counted = { mails: 0, runs: 0 }): SavedDesk {
    const { project } = this.workspace;
    const { store, journal, ...rest } = this.workspace.save();
    const mail = store[mailSlice] as MailSlice | undefined; // Its service's.
    const without = mail === undefined ? {} : { [mailSlice]: { ...mail, sent: [] } };
    const workspace = {
      ...rest,
      store: { ...store, ...without },
      journal: { ...journal, runs: [] },
    };
    const apart = {
      mails: (mail?.sent ?? []).slice(since.mails),
      runs: journal.runs.slice(since.runs),
    };
    return { project, workspace, edits: this.edits, apart };
  }

  private counts() {
    const { runs, errors, store } = this.workspace;
    return { runs: runs.length, mails: sentMail(store).length, errors: errors.length };
  }

  clock(): ClockView {
    const { workspace } = this;
    const { runs, errors } = workspace;
    return {
      now: this.inWords(workspace.clock.now),
      zone: this.zone(),
      revision: `${runs.length}.${errors.length}.${this.edits}`,
    };
  }

  form(): FormView {
    return formView(this.storedForm());
  }

  /** A teacher presses Submit. @throws DeskRefused with the page's words. */
  submit(answers: Answers): SubmittedView {
    const { workspace } = this;
    const { store, containerId: formId } = workspace;
    const given = Object.fromEntries(
      Object.entries(answers).map(([id, answer]) => [
        id,
        typeof answer === "string" ? answer : [...answer],
      ]),
    );
    let id: string;
    try {
      id = submitResponse(store, formId, given, workspace.clock.now, {
        checkPage: true,
        as: addresses.teacher,
      });
    } catch (error) {
      if (error instanceof PersonRefused) throw new DeskRefused(error.message);
      throw error;
    }
    const response = responseRef(formId, id);
    workspace.formSubmitted({ formId, response, source: formRef(formId) });
    const { confirmationMessage, respondAgainLink } = this.storedForm();
    return { confirmation: confirmationMessage, respondAgain: respondAgainLink };
  }

  /** A register as somebody sees it. @throws DeskRefused where there is no such register or tab. */
  register({ as, register, sheetId, filter }: RegisterRequest): RegisterView {
    const { store, clock } = this.workspace;
    const ids = registerIds(store);
    const registers = registerNames
      .filter((name) => ids.has(name))
      .map((name) => ({ name, title: registerTitles[name] }));
    if (registers.length === 0) {
      return { registers, register, refused: notSetUp, tabs: [], grid: null };
    }
    const { id } = this.registerNamed(register);
    const address = addressOf(as);
    const opening = openedToEdit(store, id, address);
    if ("refused" in opening) {
      return { registers, register, refused: opening.refused, tabs: [], grid: null };
    }
    const { spreadsheet, file } = opening.done;
    const sheet = spreadsheet.sheets.find(
      ({ properties }) => sheetId === null || properties.sheetId === sheetId,
    );
    if (sheet === undefined) throw new DeskRefused("There is no such tab any more.");
    const offset = zoneOffsets(spreadsheet.properties.timeZone).offsetMinutes(clock.now);
    const wallClock = new Date(clock.now + offset * 60_000).toISOString().slice(0, 19);
    return {
      registers,
      register,
      refused: null,
      tabs: spreadsheet.sheets.map(({ properties }) => ({
        sheetId: properties.sheetId,
        title: properties.title,
        hidden: properties.hidden === true,
        colour: hexOf(properties.tabColorStyle),
      })),
      grid: gridView({
        spreadsheet,
        sheet,
        actor: { address, owner: file.owner },
        now: serialOfInput(wallClock) ?? 0,
        filter,
      }),
    };
  }

  /** Somebody types into a cell, and the edit trigger fires. @throws DeskRefused with the page's words. */
  edit({ as, register, sheetId, row, column, value }: EditRequest): void {
    const { store } = this.workspace;
    const { id: spreadsheetId, spreadsheet } = this.registerNamed(register);
    const sheet = spreadsheet.sheets.find(({ properties }) => properties.sheetId === sheetId);
    if (sheet === undefined) throw new DeskRefused("There is no such tab any more.");
    const address = addressOf(as);
    const input = inputOf(
      formatAt(spreadsheet, sheet, row, column),
      ruleAt(spreadsheet, sheet, row, column),
    );
    const edit = { spreadsheetId, sheetId, row, column, values: [[typedValue(value, input)]] };
    const outcome = editCells(store, edit, address);
    if ("refused" in outcome) {
      const owner = driveSlice(store).files[spreadsheetId]?.owner ?? "";
      const why = refusalAt(sheet, row, column, { address, owner });
      throw new DeskRefused(why ?? outcome.refused);
    }
    this.edits += 1;
    const { rowStart, rowEnd, columnStart, columnEnd } = outcome.done;
    this.workspace.edited({
      spreadsheetId,
      source: { $ref: "Spreadsheet", key: spreadsheetId },
      range: { rowStart, rowEnd, columnStart, columnEnd },
      user: address,
    });
  }

  inbox(): InboxView {
    const { store } = this.workspace;
    return inboxView(sentMail(store), registerIds(store), (at) => this.inWords(at));
  }

  /** Null where there is no such mail. */
  mail(number: number): MailView | null {
    return mailView(sentMail(this.workspace.store), number, (at) => this.inWords(at));
  }

  log(): LogView {
    const { runs, errors } = this.workspace;
    return {
      runs: runs
        .map((run) => ({
          at: this.inWords(run.at),
          function: run.function,
          startedBy: run.surface,
          as: run.as,
          ok: run.ok,
          error: run.error,
          calls: run.calls.total,
          cellsRead: run.cellsRead,
          cellsWritten: run.cellsWritten,
        }))
        .reverse(),
      errors: errors.map(({ at, error }) => ({ at: this.inWords(at), error })).reverse(),
    };
  }

  private storedForm() {
    return storedForm(this.workspace.store, this.workspace.containerId);
  }

  private registerNamed(register: string): { id: string; spreadsheet: Spreadsheet } {
    const { store } = this.workspace;
    const found = [...registerIds(store)].find(([name]) => name === register);
    const spreadsheet = found === undefined ? undefined : sheetsSlice(store).spreadsheets[found[1]];
    if (spreadsheet === undefined) throw new DeskRefused("There is no such register.");
    return { id: spreadsheet.id, spreadsheet };
  }

  /** The main register's, or the script's own before there is one. */
  private zone(): string {
    const { store, scriptZone } = this.workspace;
    const main = sheetsSlice(store).spreadsheets[registerIds(store).get("main") ?? ""];
    return main?.properties.timeZone ?? scriptZone;
  }

  /** Such as "Tue, Sep 1, 2026, 9:00:05 AM" in the district's zone. */
  private inWords(at: number): string {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: this.zone(),
      weekday: "short",
      month: "short",
      day: "numeric",
      year: "numeric",
      hour: "numeric",
      minute: "2-digit",
      second: "2-digit",
    })
      .format(at)
      .replaceAll("\u202f", " ");
  }
}
