/** Plays the week through the usual script: its Form, its spreadsheet, and what people do there. */
import { fileURLToPath } from "node:url";
import { addServices } from "../../play/stage";
import { createForm, storedForm, submitResponse } from "../../workspace/forms";
import { type LocalWorkspace, openWorkspace } from "../../workspace/index";
import { driveSlice } from "../../workspace/service";
import { sentMail } from "../../workspace/services/mail/index";
import { scriptProperties } from "../../workspace/services/properties/index";
import { editCells, readTab } from "../../workspace/sheets/person";
import type { ReportEnd, Side } from "./side";
import { contactOf, lead, reporter, schools, type WeekReport } from "./week";

const project = fileURLToPath(new URL("./project", import.meta.url));
const admin = "admin@district.example";
const reportsTab = 1;
const contactsTab = 2;
const firstRow = 1;

interface Row {
  readonly index: number;
  readonly cells: readonly string[];
}

/** The answers that someone types into the Form, by question. */
function answers(report: WeekReport): Readonly<Record<string, string>> {
  const { school, studentName, studentId, number } = report;
  return {
    School: school,
    Student: studentName,
    "Student ID": studentId,
    Grade: "10",
    Signs: "Controlled or groomed by someone",
    "What was seen": `Report ${number}.`,
    "In danger now?": report.isDanger ? "Yes" : "No",
    "About somebody who receives reports?": report.isAboutRecipient ? "The contact" : "No",
    "Who may know the reporter?": report.isReporterApart ? "Only the lead" : "The contact",
    Reporter: reporter,
  };
}

export class UsualSide implements Side {
  readonly name = "the usual script";
  readonly admin = admin;
  readonly workspace: LocalWorkspace;
  private readonly sent = new Map<
    number,
    { readonly report: WeekReport; readonly id: string; readonly at: number }
  >();

  constructor(start: number) {
    this.workspace = openWorkspace({ dist: project, start: start - 3_600_000 });
    const { workspace } = this;
    workspace.containerId = createForm(workspace.store, {
      owner: admin,
      at: start,
      title: "Untitled form",
      audience: "domain",
    });
    addServices(workspace);
    this.must(workspace.clickMenu("setUp", admin));
    const contacts = [...schools.map((school) => [school, contactOf[school]]), ["", lead]];
    editCells(
      workspace.store,
      { spreadsheetId: this.id, sheetId: contactsTab, row: firstRow, column: 0, values: contacts },
      admin,
    );
    this.must(workspace.clickMenu("share", admin));
    workspace.startDayAt(start);
  }

  /** The id of the spreadsheet. */
  get id(): string {
    return scriptProperties(this.workspace.store)["spreadsheet"] ?? "";
  }

  private must({ ok, error }: { readonly ok: boolean; readonly error: string | null }): void {
    if (!ok) throw new Error(`the usual script: ${error ?? "failed"}`);
  }

  report(report: WeekReport, isTriggerLost: boolean): void {
    const { store, containerId, clock } = this.workspace;
    const given = answers(report);
    const items = storedForm(store, containerId).items;
    const byItem = Object.fromEntries(
      items.map(({ id, title }) => [String(id), given[title] ?? ""]),
    );
    const at = clock.now;
    const id = submitResponse(store, containerId, byItem, at, { as: reporter });
    this.sent.set(report.number, { report, id, at });
    if (!isTriggerLost) this.tellAgain(report.number);
  }

  tellAgain(number: number): void {
    this.workspace.formSubmitted(this.sent.get(number)?.id ?? "");
  }

  private rows(): readonly Row[] {
    return readTab(this.workspace.store, this.id, reportsTab)
      .map((row, index) => ({ index, cells: row.map((cell) => String(cell?.value ?? "")) }))
      .slice(firstRow);
  }

  takeOn({ number, school }: WeekReport): void {
    const id = this.sent.get(number)?.id;
    const row = this.rows().find(({ cells }) => cells[0] === id);
    const who = Object.entries(contactOf).find(([of]) => of === school)?.[1];
    const isTold = sentMail(this.workspace.store).some(({ body }) => body.endsWith(`Report ${id}`));
    if (row === undefined || who === undefined || !isTold) return;
    const place = { spreadsheetId: this.id, sheetId: reportsTab, row: row.index, column: 1 };
    editCells(this.workspace.store, { ...place, values: [["In progress"]] }, who);
  }

  ends(): readonly ReportEnd[] {
    const { store } = this.workspace;
    const rows = this.rows();
    const mails = sentMail(store);
    const file = driveSlice(store).files[this.id];
    const readers = file?.editors ?? [];
    return [...this.sent.values()].map(({ report, id, at }): ReportEnd => {
      const about = mails.filter(({ body }) => body.endsWith(`Report ${id}`));
      const told = about.map((mail) => mail.at);
      const own = rows.filter(({ cells }) => cells[0] === id);
      return {
        report,
        rows: own.length,
        toldAfter: told.length === 0 ? null : (Math.min(...told) - at) / 60_000,
        toldAgain: Math.max(0, about.length - 1),
        knownTo: [
          ...new Set([...about.flatMap(({ to }) => to), ...(own.length === 0 ? [] : readers)]),
        ],
        reporterKnownTo: own.length === 0 ? [] : readers,
      };
    });
  }

  apart(): number {
    const students = new Set(this.rows().map(({ cells }) => cells[6]));
    return this.rows().length - students.size;
  }
}
