/** What a person's action caused, and why. Read from the register's Activity, the emails and the checklist. */

import { viewsOfCase } from "../../src/case/tabs/views-of-cases";
import { once } from "../../src/lazy";
import { addTo } from "../../src/lists";
import type { RegisterName } from "../../src/ports";
import { levelNames, packOfCase } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { tabs } from "../../src/tabs";
import { findRows } from "../play/acts/find-row";
import { decodedRows, type PrintedRow } from "../play/end-state/decoded-rows";
import { type PrintedMail, printedInbox } from "../play/end-state/inbox";
import { registerId, registerIds, rowsOf } from "../play/register-cells";
import type { LocalWorkspace } from "../workspace/runtime";
import { sentMail } from "../workspace/services/mail/index";
import { sheetsSlice } from "../workspace/sheets/store";
import { calledAtDesk, people } from "./people";
import { criteriaOf, mailTitle, occasionOf, sourceNamed } from "./reasons";
import type { EventView, HappenedView, SourceView } from "./views/views";

/** How many lines, emails and errors there were before the action, to find those that came after it. */
export interface Mark {
  readonly after: string | null;
  readonly mails: number;
  readonly errors: number;
  /** By register, the number of lines in its Activity. */
  readonly activity: ReadonlyMap<string, number>;
}

/** The most events that are shown. A night of alarms causes hundreds. */
const mostEvents = 14;

/** Events of a case in words. Events that an email also reports are not listed here. */
const inWords: Readonly<Record<string, string>> = {
  "case-opened": "A case opens",
  "report-joined": "The report joins the case",
  "level-raised": "The level rises",
  "level-restored": "The level is restored",
  "case-closed": "The case is closed",
  "case-reopened": "The case is open again",
  "case-released": "A sealed case is released to the main register",
  "case-went-on": "A case of the main register goes on sealed",
  "case-given": "The case is now someone else's",
  "cases-merged": "Two cases are merged",
  "cases-parted": "A merge is undone",
  "hold-ended": "The hold has ended",
  "edit-put-back": "An edit is undone",
  "danger-reported": "Immediate danger is reported",
  "danger-asked": "The system asks whether the danger is over",
};

/** Log lines that are left out: the person at the desk has just done or read these things. */
const passedOver = /-reminded$|^access-|^trigger-|^drill-|^digest-|^setting-/;

/** Why a case is at its level. */
function reasonsOfCase(row: PrintedRow, pack: ProtocolPack): readonly SourceView[] {
  const levels = Array.isArray(row["protocols"]) ? row["protocols"].map(String) : [];
  const why = String(row["why"] ?? "");
  return [
    ...(why === "" ? [] : [{ text: why, source: "The case's row: Why this level" }]),
    ...criteriaOf(pack, levels),
  ];
}

/** The steps of the document and the statutes behind some rows of the checklist, each once. */
function sourcesOf(acts: readonly PrintedRow[], pack: ProtocolPack): readonly SourceView[] {
  const names = acts.flatMap((row) =>
    [row["protocolSteps"], row["statutes"]].flatMap((list) =>
      Array.isArray(list) ? list.map(String) : [],
    ),
  );
  return [...new Set(names)].flatMap((name) => sourceNamed(pack, name) ?? []);
}

/** A checklist row that names no step of the document and no statute, such as a call to 911, is its own explanation. */
function orItsRow(sources: readonly SourceView[], act: PrintedRow): readonly SourceView[] {
  if (sources.length > 0) return sources;
  return [{ text: String(act["what"] ?? ""), source: "The step's row: What to do" }];
}

/** One reading of everything that happened. */
export class Happened {
  private readonly registers: ReturnType<typeof registerIds>;

  constructor(
    private readonly workspace: LocalWorkspace,
    /** An instant (milliseconds since 1970, UTC) in words. */
    private readonly say: (at: number) => string,
  ) {
    this.registers = registerIds(workspace.store);
  }

  mark(after: string | null): Mark {
    const { store, errors } = this.workspace;
    const lines = (id: string) => rowsOf(store, id, "activity").length;
    return {
      after,
      mails: sentMail(store).length,
      errors: errors.length,
      activity: new Map([...this.registers].map(([name, id]) => [name, lines(id)])),
    };
  }

  since(mark: Mark): HappenedView {
    const { store, errors } = this.workspace;
    // All of the Outbox must be read to know what an email is about, so it is read only if there is a new email.
    const isMailed = sentMail(store).length > mark.mails;
    const mails = isMailed ? printedInbox(store, this.registers).slice(mark.mails) : [];
    const lines = [...this.registers].flatMap(([name, id]) => {
      const before = mark.activity.get(name) ?? 0;
      if (rowsOf(store, id, "activity").length === before) return [];
      return decodedRows(store, id, "activity")
        .slice(before)
        .map(({ values }): PrintedRow => ({ ...values, register: name }));
    });
    const found = [
      ...this.ofEdits(lines.filter(({ what }) => what === "edited")),
      ...joined(lines.flatMap((line) => this.ofLine(line))),
      ...this.ofMails(mails, mark.mails),
      ...this.ofErrors(errors.slice(mark.errors)),
    ].sort((one, other) => one.instant - other.instant);
    const touched = [...lines.map((line) => line["case"]), ...mails.map((mail) => mail.case)].map(
      (one) => String(one ?? ""),
    );
    const clock = [...new Set(touched)].slice(0, 3).flatMap((name) => this.due(name));
    const events = found.map(({ event }) => event);
    const shown = events.slice(0, mostEvents);
    return { after: mark.after, events: [...shown, ...clock], more: events.length - shown.length };
  }

  private readonly cases = once(() => this.rows("cases"));
  private readonly checklist = once(() => this.rows("checklist"));

  private rows(tab: "cases" | "checklist"): readonly PrintedRow[] {
    return [...this.registers].flatMap(([register, id]) =>
      decodedRows(this.workspace.store, id, tab).map(({ values }) => ({ ...values, register })),
    );
  }

  private ofLine(line: PrintedRow): readonly Timed[] {
    const { what, case: reference, register, at } = line;
    const words = inWords[String(what)];
    if (words === undefined || passedOver.test(String(what))) return [];
    const row = this.cases().find(
      (one) => one["case"] === reference && one["register"] === register,
    );
    const level = row === undefined ? "" : (levelNames()[String(row["level"]) as never] ?? "");
    const isSealed = String(register).startsWith("sealed");
    const note = what === "edit-put-back" ? this.noteOf(line) : null;
    const sealed = isSealed
      ? ". In a separate register, which only the person who may read it can open."
      : "";
    const tab = tabs[note?.tab ?? "cases"].sheetId;
    const reasons = note?.reasons ?? (row === undefined ? [] : reasonsOfCase(row, packFor(row)));
    return [
      this.event(note === null ? "case" : "back", at, `${words}: ${String(reference ?? "")}`, {
        detail: note?.words ?? `${level}${sealed}`,
        person: readerOf(String(register)),
        place: { register: String(register), tab, filter: null },
        reasons,
      }),
    ];
  }

  private event(
    kind: EventView["kind"],
    at: unknown,
    words: string,
    more: Partial<EventView>,
  ): Timed {
    const instant = typeof at === "number" ? at : Date.parse(String(at));
    const rest = { detail: "", person: null, place: null, reasons: [], ...more };
    return { instant, event: { kind, at: this.say(instant), words, ...rest } };
  }

  /** Why an edit was undone: the note that the run left on the cell. */
  private noteOf({ register, case: reference, column }: PrintedRow): Undone {
    const header = headerOf(String(column));
    for (const tab of ["checklist", "cases"] as const) {
      const query = { tab, register: String(register) as RegisterName, case: String(reference) }; // As `registerIds` has it.
      const found = findRows(this.workspace.store, query);
      const at = found?.cells.positions.get(String(column));
      const notes = found?.rows.map(
        ({ index }) => found.cells.sheet.rows[index]?.notes?.[String(at)],
      );
      const words = notes?.find((note) => note !== undefined);
      if (words === undefined) continue;
      const reasons = [{ text: words, source: `The note on the cell: ${header}` }];
      return { tab, words, reasons };
    }
    return { tab: "cases", words: `The cell of ${header} says why.`, reasons: [] };
  }

  /** What each person typed, together. What it caused comes after it. */
  private ofEdits(edits: readonly PrintedRow[]): readonly Timed[] {
    return [...groups(edits, ({ who }) => String(who))].map(([who, own]) => {
      const headers = new Set(own.map(({ column }) => headerOf(String(column))));
      const filled = `${calledAtDesk(who)} filled in: ${[...headers].join(", ")}`;
      const register = String(own[0]?.["register"]);
      return this.event("change", own[0]?.["at"], filled, {
        person: people.find(({ address }) => address === who)?.name ?? null,
        place: { register, tab: tabs.cases.sheetId, filter: null },
      });
    });
  }

  /** Emails of one kind about one case become one event, because an alarm goes to many people many times. */
  private ofMails(mails: readonly PrintedMail[], first: number): readonly Timed[] {
    const all = mails.map((mail, index) => ({ mail, number: first + index }));
    const alike = groups(all, ({ mail }) => JSON.stringify([mail.message, mail.case]));
    return [...alike.values()].flatMap((group) => {
      const [one] = group;
      if (one === undefined) return [];
      const { message, case: reference, subject, at } = one.mail;
      const to = [...new Set(group.flatMap(({ mail }) => mail.to))];
      const count = group.length > 1 ? `${group.length} emails` : "Email";
      const occasion = message === null ? null : occasionOf(message);
      const [address = ""] = one.mail.to;
      const sent = `${count} to ${to.map(calledAtDesk).join(", ")}: ${mailTitle(message)}`;
      return [
        this.event("mail", at, sent, {
          detail: subject,
          person: people.find((who) => who.address === address)?.name ?? null,
          place: { mail: one.number },
          reasons: [...(occasion === null ? [] : [occasion]), ...this.reasonsOfMail(reference)],
        }),
      ];
    });
  }

  /** The sources of the first steps of the case, which the email names. */
  private reasonsOfMail(reference: string | null): readonly SourceView[] {
    const row = this.cases().find((one) => one["case"] === reference);
    if (row === undefined) return [];
    return sourcesOf(this.openActs(row).slice(0, 2), packFor(row));
  }

  private openActs(row: PrintedRow): readonly PrintedRow[] {
    const order = (one: PrintedRow) => Number(one["order"] ?? Number.MAX_SAFE_INTEGER);
    return this.checklist()
      .filter(
        (one) =>
          one["case"] === row["case"] &&
          one["register"] === row["register"] &&
          one["state"] === "open",
      )
      .sort((one, other) => order(one) - order(other));
  }

  /** What is due next in a case, and the source of that. */
  private due(reference: string): readonly EventView[] {
    const row = this.cases().find((one) => one["case"] === reference);
    if (row === undefined || row["status"] === "closed") return [];
    const [act] = this.openActs(row).filter((one) => one["due"] !== null);
    if (act === undefined) return [];
    const at = Date.parse(String(act["due"]));
    const isNow = at <= this.workspace.clock.now;
    const register = String(row["register"]);
    const words = isNow ? `Due now in ${reference}` : `Due ${this.say(at)} in ${reference}`;
    const filter = this.filterOf(register, reference);
    const due = this.event("clock", at, words, {
      detail: String(act["what"] ?? "").split(". ")[0] ?? "",
      person: readerOf(register),
      place: { register, tab: tabs.checklist.sheetId, filter },
      reasons: orItsRow(sourcesOf([act], packFor(row)), act),
    });
    return [{ ...due.event, at: null }];
  }

  /** The filter view of a case in the Checklist, if there is one. */
  private filterOf(register: string, reference: string): number | null {
    const { store } = this.workspace;
    const spreadsheet = sheetsSlice(store).spreadsheets[registerId(store, register) ?? ""];
    const views = spreadsheet?.sheets.flatMap(({ filterViews }) => filterViews);
    const [{ filterViewId: wanted }] = viewsOfCase(reference);
    return views?.some(({ filterViewId }) => filterViewId === wanted) === true ? wanted : null;
  }

  /** Equal errors become one event with a count. */
  private ofErrors(errors: readonly { readonly at: number; readonly error: string }[]): Timed[] {
    return [...groups(errors, ({ error }) => error)].map(([detail, all]) => {
      const times = all.length > 1 ? `, ${all.length} times` : "";
      return this.event("wrong", all[0]?.at, `Something went wrong${times}`, { detail });
    });
  }
}

interface Undone {
  readonly tab: "cases" | "checklist";
  readonly words: string;
  readonly reasons: readonly SourceView[];
}

interface Timed {
  /** Milliseconds since 1970. */
  readonly instant: number;
  readonly event: EventView;
}

/** The header of a column of Cases, Checklist or Reports. */
function headerOf(key: string): string {
  const columns = [tabs.cases, tabs.checklist, tabs.reports].flatMap((tab) => tab.columns);
  return columns.find((column) => column.key === key)?.header ?? key;
}

/** Groups in the order in which each key occurs first. */
function groups<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) addTo(found, keyOf(one), one);
  return found;
}

/** Combines lines that say the same about one case. */
const joined = (timed: readonly Timed[]): readonly Timed[] =>
  [...groups(timed, ({ event }) => event.words + event.detail).values()].flatMap(
    ([first]) => first ?? [],
  );

const packFor = (row: PrintedRow): ProtocolPack =>
  packOfCase({
    protocolVersion: typeof row["protocolVersion"] === "string" ? row["protocolVersion"] : null,
  });

/** The person at the desk who works in a register. */
function readerOf(register: string): string {
  if (register === "sealed-alternate") return "alternate";
  return register.startsWith("sealed") ? "lead" : "contact";
}
