/** Plays the week through this project's script, in the local Workspace. */

import { decodedRows } from "../../play/end-state/decoded-rows";
import { printedInbox } from "../../play/end-state/inbox";
import { Player } from "../../play/play-events";
import { registerId, registerIds } from "../../play/register-cells";
import { scenarioFrom } from "../../play/scenario";
import { openStage } from "../../play/stage";
import type { LocalWorkspace } from "../../workspace/index";
import { driveSlice } from "../../workspace/service";
import type { ReportEnd, Side } from "./side";
import { contactOf, lead, reporter, type WeekReport, weekDirectory } from "./week";

/** Kinds of email that tell someone who works with reports about a report for the first time. */
const tells: readonly (string | null)[] = [
  "case-opened",
  "case-raised",
  "report-added",
  "review-needed",
  "cases-gathered",
];
/** Emails that say, while a register cannot be written, that a report waits in the Form. */
const waits: readonly (string | null)[] = ["report-waiting", "danger-out-of-reach"];

interface Row {
  readonly register: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export class DeskSide implements Side {
  readonly name = "this script";
  readonly admin = "admin@district.example";
  readonly workspace: LocalWorkspace;
  private readonly player: Player;
  private readonly sent = new Map<number, { readonly report: WeekReport; readonly at: number }>();

  constructor(
    dist: string,
    private readonly start: string,
  ) {
    this.workspace = openStage({ dist, start: Date.parse(start), directory: weekDirectory });
    this.player = new Player(this.workspace);
  }

  private play(event: object): void {
    const { events } = scenarioFrom({ start: this.start, events: [event] });
    for (const one of events) this.player.play(one);
  }

  report(report: WeekReport, isTriggerLost: boolean): void {
    const { school, studentName, studentId, number } = report;
    this.sent.set(number, { report, at: this.workspace.clock.now });
    const submit = {
      school,
      studentName,
      studentId,
      grade: "10",
      factors: ["controlled-or-groomed"],
      facts: `Report ${number}.`,
      immediateDanger: report.isDanger ? "yes" : "no",
      recipientMayBeInvolved: report.isAboutRecipient ? "contact" : "no",
      reporterKnownTo: report.isReporterApart ? "lead" : "contact",
      reporterEmail: reporter,
    };
    this.play(isTriggerLost ? { loseTrigger: { submit } } : { submit });
  }

  tellAgain(number: number): void {
    this.play({ deliverAgain: number });
  }

  /** Rows of a tab in all registers. */
  private rows(tab: "reports" | "reporters"): readonly Row[] {
    const { store } = this.workspace;
    return [...registerIds(store)].flatMap(([register, id]) =>
      decodedRows(store, id, tab).map(({ values }) => ({ register, values })),
    );
  }

  private rowsOf({ number }: WeekReport): readonly Row[] {
    return this.rows("reports").filter(({ values }) => values["facts"] === `Report ${number}.`);
  }

  takeOn(report: WeekReport): void {
    const [row] = this.rowsOf(report);
    if (row === undefined) return;
    const { register, values } = row;
    const reference = String(values["case"]);
    const { store } = this.workspace;
    const inbox = printedInbox(store, registerIds(store));
    if (!inbox.some(({ cases, message }) => tells.includes(message) && cases.includes(reference))) {
      return;
    }
    const contact = Object.entries(contactOf).find(([of]) => of === report.school)?.[1];
    const as = register === "main" ? contact : lead;
    this.play({ edit: { case: reference, register, set: { acknowledged: true } }, as });
  }

  /** Addresses that can open a register. */
  private readers(register: string): readonly string[] {
    const { store } = this.workspace;
    const file = driveSlice(store).files[registerId(store, register) ?? ""];
    return [...(file?.editors ?? []), ...(file?.viewers ?? [])];
  }

  ends(): readonly ReportEnd[] {
    const { store } = this.workspace;
    const inbox = printedInbox(store, registerIds(store));
    const staff = inbox.filter(({ to }) => !to.includes(reporter));
    const places = [...this.sent.values()].map(({ report }) => this.rowsOf(report));
    const cases = places.map(([row]) => String(row?.values["case"] ?? ""));
    return [...this.sent.values()].map(({ report, at }, place): ReportEnd => {
      const rows = places[place] ?? [];
      const reference = cases[place] ?? "";
      const joined = cases.slice(0, place).filter((one) => one === reference).length;
      const later = staff.filter((mail) => Date.parse(mail.at) >= at);
      // Each register numbers its cases separately, so the link tells which case an email is about.
      const links = registerId(store, rows[0]?.register ?? "") ?? "nowhere";
      const of = later.filter(
        ({ cases: named, text }) => named.includes(reference) && text.includes(links),
      );
      const told = [
        ...of.filter(({ message }) => tells.includes(message)),
        ...later.filter(
          (mail) => waits.includes(mail.message) && Date.parse(mail.at) < at + 60_000,
        ),
      ].map((mail) => Date.parse(mail.at));
      const opened = joined > 0 ? [] : of.filter(({ message }) => message === "case-opened");
      const openedTo = opened.flatMap(({ to }) => to);
      const apart = this.rows("reporters").filter(({ values }) =>
        rows.some((row) => row.values["response"] === values["response"]),
      );
      const named = rows.filter(({ values }) => values["reporterEmail"] === reporter);
      return {
        report,
        rows: rows.length,
        toldAfter: told.length === 0 ? null : (Math.min(...told) - at) / 60_000,
        toldAgain: openedTo.length - new Set(openedTo).size,
        knownTo: [
          ...new Set([
            ...of.flatMap(({ to }) => to),
            ...rows.flatMap(({ register }) => this.readers(register)),
          ]),
        ],
        reporterKnownTo: [...apart, ...named].flatMap(({ register }) => this.readers(register)),
      };
    });
  }

  apart(): number {
    const { store } = this.workspace;
    const rows = [...registerIds(store).values()].flatMap((id) =>
      decodedRows(store, id, "cases").map(({ values }) => `${id} ${String(values["studentId"])}`),
    );
    return rows.length - new Set(rows).size;
  }
}
