/** Cases in memory, changed by reports and by what a contact types, using only the pure functions of case/. Made-up people only. */

import { type CaseFile, everyAct } from "../../src/case/facts/case-file";
import type { CaseRow, ChecklistRow } from "../../src/case/tabs/case-tabs";
import { effectsOfEdits } from "../../src/casework/effects-of-edits";
import { CaseIndex } from "../../src/casework/match-report";
import type { Directory } from "../../src/district-directory";
import type { Report } from "../../src/form/report";
import { decideReport } from "../../src/intake/decide-report";
import type { IntakeState } from "../../src/intake/read-for-intake";
import type { Change } from "../../src/registers/change";
import type { Run } from "../../src/run";
import { now } from "../district/rows";
import { contextOf, editRunOf, fullHouse, hour, nothing } from "./cases";

/** What somebody types on a case and on some of its acts, by the act's row key. */
export interface Typing {
  readonly row?: Partial<CaseRow>;
  readonly acts?: Readonly<Record<string, Partial<ChecklistRow>>>;
}

export class PureDesk {
  private readonly state: IntakeState;
  private at = now;
  private responses = 0;

  constructor(
    private readonly directory: Directory = fullHouse,
    readonly who = "contact@district.example",
  ) {
    const index = new CaseIndex([], directory.settings);
    this.state = {
      index,
      files: new Map(),
      responses: new Set(),
      reporters: new Set(),
      ...{ rows: new Set(), lacking: new Map(), until: 0 },
      caseOf: new Map(),
      heldIn: new Map(),
      reportersLost: new Set(),
      lastGiven: null,
    };
  }

  get files(): ReadonlyMap<string, CaseFile> {
    return this.state.files;
  }

  get index(): CaseIndex {
    return this.state.index;
  }

  /** The case with this reference; throws where there is none. */
  file(reference: string): CaseFile {
    const file = this.files.get(reference);
    if (file === undefined) throw new Error(`there is no case ${reference}`);
    return file;
  }

  /** Milliseconds since 1970, UTC; a minute more with each thing that happens. */
  get now(): number {
    return this.at;
  }

  /** Lets hours pass. */
  wait(hours: number): void {
    this.at += hours * hour;
  }

  /** A report comes in; returns what it changes and the case that it is part of. */
  report(answers: Partial<Report>): { readonly change: Change; readonly reference: string } {
    this.at += 60_000;
    this.responses += 1;
    const response = {
      id: `response-${this.responses}`,
      receivedAt: this.at,
      language: "en" as const,
      answers: {},
      strangers: [],
    };
    const report = { ...nothing, ...answers };
    const change = decideReport(this.state, { response, report, route: "main" }, this.run);
    const row = change.append.find(({ tab }) => tab === "reports")?.row;
    const joined = this.files.get(this.state.index.target(String(row?.["case"]))?.case ?? "");
    this.keepMerged(joined === undefined ? [] : [joined]);
    return { change, reference: String(row?.["case"]) };
  }

  /** Somebody types on cases, all at once; the script takes it in, with the cases that one is to be merged into. */
  type(
    typing: Readonly<Record<string, Typing>>,
    who = this.who,
    isLead: boolean | null = null,
  ): ReturnType<typeof effectsOfEdits> {
    this.at += 60_000;
    const { index } = this.state;
    const references = new Set(
      Object.entries(typing).flatMap(([reference, { row }]) => {
        const known = this.files.get(reference)?.row;
        const { student = null, ...said } = { studentId: null, ...known, ...row };
        return [
          reference,
          ...[index.target((row?.sameStudentAs ?? "").trim())?.case].flatMap((one) => one ?? []),
          index.target(reference)?.case ?? reference,
          ...(row?.notSameStudentAs ?? []),
          ...(known?.notSameStudentAs ?? []),
          ...(known?.possibleMatch ?? []),
          ...index.matches(reference, { ...said, studentName: student }),
        ];
      }),
    );
    const cells = new Map(Object.values(typing).flatMap(({ acts = {} }) => Object.entries(acts)));
    const typedIn = (act: ChecklistRow) => ({ ...act, ...cells.get(act.row ?? "") });
    const typed = new Map(
      [...references].map((reference) => {
        const file = this.file(reference);
        const row = { ...file.row, ...typing[reference]?.row };
        // As the register is read: a merged case's steps stand with the case that goes on.
        const isPart = file.row.mergedInto !== null;
        const { acts, beside = [] } = isPart ? { acts: [] } : file;
        const whole = { ...file, row, acts: acts.map(typedIn), beside: beside.map(typedIn) };
        return [reference, { file: whole, cells: new Map() }];
      }),
    );
    const effects = effectsOfEdits(typed, editRunOf({ ...this.run, who, isLead, index }));
    for (const [reference, file] of effects.files) {
      this.state.files.set(reference, file);
      this.state.index.add(file.row);
    }
    this.keepMerged(effects.files.values());
    return effects;
  }

  /** Keeps the rows of merged cases as the register would have them. */
  private keepMerged(files: Iterable<CaseFile>): void {
    for (const file of [...files]) {
      for (const row of file.merged ?? []) {
        const acts = everyAct(file).filter((act) => act.case === row.case);
        this.state.files.set(row.case ?? "", { row, acts });
      }
    }
  }

  private get run(): Run {
    const identity = { runningAs: () => "admin@district.example" };
    return contextOf({ directory: this.directory, now: this.at, identity });
  }
}
