/** A round of the probe with the local Workspace in Google's place: the dialog's page, the clock, and the people who are asked for a hand. */
import { questions } from "../../tests/conformance/table/cases/submission";
import { account } from "../workspace/accounts";
import { formRef, responseRef, submitResponse } from "../workspace/forms";
import { createForm, type StoredAnswer, storedForm } from "../workspace/forms/store";
import { allServices, dialogError, LocalWorkspace, type Manifest } from "../workspace/index";
import { scriptProperties } from "../workspace/services/properties/index";
import { Calls, runnerOf } from "../workspace/services/ui/client";
import { lookAtCalls, type ScriptRun } from "./page/look";
import type { Request, View } from "./script/view";

export const first = "probe@district.example";
const nobody = "nobody-of-the-probe-0@district.example";
const monday = Date.UTC(2026, 10, 2, 15);

export interface RoundOptions {
  /** The files of the probe's project. */
  readonly files: ReadonlyMap<string, string>;
  /** Answers of this Workspace to open questions, where they are not the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
  /** Whether somebody sends the Form and types in a cell; yes where nothing is said. */
  readonly person?: boolean;
}

/** A round that a test may also take step by step. */
export class LocalRound {
  readonly workspace: LocalWorkspace;

  constructor(private readonly options: RoundOptions) {
    const { files, assume = {} } = options;
    const text = (name: string) => files.get(name) ?? "";
    this.workspace = new LocalWorkspace({
      bundle: text("Code.js"),
      // The build's own file; only the fields of Manifest are read.
      manifest: JSON.parse(text("appsscript.json")) as Manifest,
      htmlFiles: { Probe: text("Probe.html") },
      services: allServices,
      start: monday,
      assume,
    });
    const { store } = this.workspace;
    this.workspace.containerId = createForm(store, { owner: first, at: monday });
    account(store, nobody).exists = false;
  }

  /** From opening the dialog to the text to copy. @throws Error where the round does not come to an end. */
  async play(): Promise<string> {
    this.workspace.openEditor(first);
    this.menu("runProbe");
    let view = this.ask({ act: "begin", kind: "education" });
    for (let steps = 0; view.result === null; steps += 1) {
      if (steps > 200) throw new Error(`The round stays at "${view.heading}"`);
      view = await this.onwards(view);
    }
    return view.result;
  }

  /** What a person, or the page by itself, does next. */
  async onwards(view: View): Promise<View> {
    const { next, actions } = view;
    if (next === "go") return this.ask({ act: "go" });
    if (next === "look") return this.look();
    if (actions.some(({ act }) => act === "person")) {
      return this.ask({ act: this.options.person === false ? "without" : "person" });
    }
    this.lendAHand(view);
    if (next === null) throw new Error(`Nothing follows "${view.heading}"`);
    this.workspace.advance(next.seconds * 1000);
    return this.ask({ act: "go" });
  }

  /** The dialog's page calls the script. @throws Error with the run's error. */
  ask(request: Request): View {
    const args = [JSON.stringify(request)];
    const { ok, error, value } = this.workspace.callFromDialog("onProbe", first, args);
    if (!ok) throw new Error(error ?? "");
    // The script's own words.
    return JSON.parse(String(value)) as View;
  }

  menu(name: string): void {
    const { ok, error } = this.workspace.clickMenu(name, first);
    if (!ok) throw new Error(error ?? "");
  }

  private lendAHand({ links }: View): void {
    for (const { label } of links) {
      if (label === "Open the Form") this.sendForm();
      if (label === "Open the spreadsheet") this.typeInCell();
    }
  }

  private sendForm(): void {
    const { store, clock, containerId } = this.workspace;
    const answers: Readonly<Record<string, StoredAnswer>> = {
      [questions.word]: "word",
      [questions.ticks]: ["First", "Third"],
      [questions.list]: "Two",
      [questions.when]: "2026-11-02 09:30",
      [questions.deleted]: "word",
    };
    const byItem: Record<string, StoredAnswer> = {};
    for (const { id, title } of storedForm(store, containerId).items) {
      const answer = answers[title];
      if (answer !== undefined) byItem[String(id)] = answer;
    }
    const id = submitResponse(store, containerId, byItem, clock.now, { checkPage: true });
    this.workspace.formSubmitted({
      formId: containerId,
      response: responseRef(containerId, id),
      source: formRef(containerId),
    });
  }

  private typeInCell(): void {
    const { "note:file": spreadsheetId = "" } = scriptProperties(this.workspace.store);
    const range = { rowStart: 1, rowEnd: 1, columnStart: 1, columnEnd: 1 };
    const source = { $ref: "Spreadsheet", key: spreadsheetId };
    this.workspace.edited({ spreadsheetId, source, range, user: first });
  }

  private async look(): Promise<View> {
    const { workspace } = this;
    // The switch has no other answers (unconfirmed.ts).
    const order = workspace.assume["dialogReplies"] as "as-asked" | "last-first";
    const calls: Calls = new Calls((request) => {
      if (request.kind !== "call") return;
      const result = workspace.callFromDialog(request.function, first, request.args);
      const { id } = request;
      const reply = result.ok
        ? { id, value: result.value }
        : { id, error: dialogError(workspace.assume, result.error) };
      queueMicrotask(() => calls.answered(reply));
    }, order);
    // Made of the same names as the page's.
    const run = () => runnerOf([...workspace.functions], calls) as ScriptRun;
    return this.ask({ act: "seen", seen: JSON.stringify(await lookAtCalls(run)) });
  }
}
