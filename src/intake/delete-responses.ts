/**
 * Deletes responses from the Form, which keeps a second copy of the reports in the registers (design 2.2): those that are old enough, sealed
 * ones that someone whom they exclude could read there (design 2.11), and those whose cases a roll-over leaves behind. Before a response is
 * deleted, Activity of the register that holds it has a trace, so there is no deletion without one. A run that is cut off in between leaves
 * a trace of a response that is still there; the next run writes no second one, and deletes it.
 */

import { recipientsOfRegisterNotice } from "../access/who-may-open";
import type { ActivityLine } from "../activity";
import { attempt, whyFailed } from "../attempt";
import { caseTabs } from "../case/tabs/case-tabs";
import { casesOnHold, holdRequests } from "../casework/which-cases-are-kept";
import { isContactRole } from "../district-directory";
import { notAsked } from "../form/missing-questions";
import { unreadIn, unreadText } from "../form/report";
import { underLock } from "../lock";
import { noticeToEach } from "../messages/messages";
import { withoutGoneTabs } from "../outage/partial-read";
import { isSealedReport, type RoutedReport } from "../outage/who-is-told-in-an-outage";
import type { FormResponse, RegisterName } from "../ports";
import { decodeCell, encodeRaw } from "../register/cells";
import type { Value } from "../register/columns";
import { spansOf } from "../register/read/ranges";
import { type TabRequest, wholeRows } from "../register/read/read-tabs";
import { mergeSnapshots, rowsOf, type Snapshot, type SnapshotRow } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import { isSealedRegister, registersOf } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { contentsOf, contentsRequests, excludedOfCases } from "../sealed/remember-who-is-kept-out";
import { sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { dayMs, isoText, type ZoneOffset } from "../time";
import { answeredRows } from "./decide-report";
import { readResponses } from "./route-reports";

/** The most responses deleted in one run: each is a call, and Google ends a run after six minutes. */
const deletedAtOnce = 100;

/**
 * Deletes responses from the Form, oldest first, after the number of days in the setting `formResponsesDays`. Deletes only those of which a
 * register was just seen to hold all, and none that belongs to a case on legal hold. Throws what Google throws.
 */
export function emptyForm(run: Run, listed: readonly FormResponse[]): void {
  const before = run.clock.now() - run.directory.settings.formResponsesDays * dayMs;
  const old = listed.filter(({ receivedAt }) => receivedAt < before);
  deleteWithTrace(run, readResponses(run, old), {
    read: (ids) => registersOf(run.memory).map((name) => readCopies(run, name, ids)),
    choose(copies) {
      const held = new Set<string>();
      const seen = new Set<string>();
      for (const { snapshot } of copies) {
        const cases = casesOnHold(snapshot);
        const rows = reportsIn(snapshot).flatMap(({ values: { response, case: of } }) =>
          response && of ? [{ response, of }] : [],
        );
        // Of a case that goes on sealed only the hold of the main register counts, which comes first: the Form must not show another one.
        for (const { response, of } of rows)
          if (!seen.has(response) && cases.has(of)) held.add(response);
        for (const { response } of rows) seen.add(response);
      }
      return (_, { response }) => !held.has(response.id);
    },
  });
}

/**
 * Deletes from the Form each sealed report that excludes someone who may edit the Form, after a read has shown that a sealed register holds
 * all of it (design 2.11). These count as editors of the Form: leads and admins, since Contacts can make them editors at any time; the
 * account of this run, since Google may not list the owner; and everyone whom Google lists. If Google does not list them, anyone may be an
 * editor. A report that no one may read is in no register, and stays in the Form. A legal hold does not keep a report in the Form, since
 * the register has all of it. Returns the ids of the deleted responses. Throws what Google throws; the next runs try again, and each night.
 */
export function deleteSealed(run: Run, reports: readonly RoutedReport[]): ReadonlySet<string> {
  return deleteWithTrace(run, reports.filter(isSealedReport), {
    // This account may be shut out of a register. The reports there stay in the Form until a run can read it.
    read: (ids) =>
      sealedRegisters.flatMap((name) => attempt(run, () => readCopies(run, name, ids), [])),
    choose() {
      const byRole = run.directory.people.filter(({ role }) => !isContactRole(role));
      const may = [...byRole.map(({ email }) => email), run.identity.runningAs()];
      const listed = attempt(run, () => run.form.editors(), null);
      return ({ snapshot }, { response }) => {
        const [row] = reportsIn(snapshot).filter(({ values }) => values.response === response.id);
        const kept = [...(excludedOfCases(snapshot).get(row?.values.case ?? "") ?? [])];
        return kept.some((who) => may.includes(who) || listed?.includes(who) !== false);
      };
    },
  });
}

/**
 * Deletes responses of cases that a roll-over leaves behind. The registers' copies go too, so they are not compared. Returns the ids of the
 * deleted responses. Throws what Google throws.
 */
export function deleteLeftBehind(run: Run, responses: readonly FormResponse[]) {
  return deleteWithTrace(run, readResponses(run, responses), {
    read: (ids) => registersOf(run.memory).map((name) => readCopies(run, name, ids)),
    choose: () => () => true,
    isLeftBehind: true,
  });
}

/** What a register holds of some reports. */
type Copies = ReturnType<typeof readCopies>;

/** The rows of Reports; empty if the tab is gone. */
const reportsIn = (snapshot: Snapshot) =>
  snapshot.tabs.has("reports") ? rowsOf(snapshot, "reports") : [];

/**
 * Reads a register's copies of the reports with these ids: the index of Reports, and the rows of these reports, whole; cases, Reporters and,
 * if it has such rows, Activity. One call, and one more if it has any. Throws what Google throws.
 */
function readCopies(run: Run, name: RegisterName, ids: ReadonlySet<string>) {
  const register = registerNamed(run, name);
  const read = (...wanted: readonly TabRequest[]) => withoutGoneTabs(run, register, wanted);
  const index = read(
    { tab: "reports", columns: ["row", "response", "case"] },
    ...holdRequests,
    ...contentsRequests(run, name),
    ...(isSealedRegister(name) ? [{ tab: "reporters", columns: "all" } as const] : []),
  );
  const rows = reportsIn(index).filter(({ values }) => ids.has(values.response ?? ""));
  if (rows.length === 0) return { name, register, snapshot: index };
  const whole = read(wholeRows("reports", spansOf(rows.map((row) => row.index))), {
    tab: "activity",
    columns: ["entry", "at", "what", "column", "from", "to"],
  });
  return { name, register, snapshot: mergeSnapshots(index, whole) };
}

// Whether a register holds all of a report.

/** The answers that could not be read, without questions that were not asked: when those were missing may be known better by now. */
const unreadAnswers = (value: Value | undefined) =>
  unreadText(unreadIn(String(value ?? "")).filter(({ text }) => text !== notAsked));

/** The case comes later; the note on changed texts is in words of the version that wrote it. */
const notAnswers = ["case", "textChanges"];

/** Whether the cells of a row are as they were written, numbers and times too. */
function isAsWritten(
  { tab, row }: ReturnType<typeof answeredRows>[number],
  found: SnapshotRow | undefined,
  zone: ZoneOffset,
) {
  return caseTabs[tab].columns.every((column) => {
    const { key, type } = column;
    const { [key]: value } = row;
    if (value === undefined || notAnswers.includes(key)) return true;
    if (found === undefined) return false;
    const shown = found.cells[key] ?? "";
    if (key === "unread") return unreadAnswers(value) === unreadAnswers(found.values[key]);
    if (type === "choice" || type === "choices") {
      return String(decodeCell(column, shown, zone) ?? "") === String(value ?? "");
    }
    const written = encodeRaw(column, value, zone);
    if (type !== "date-time") return written === shown;
    // The time that people see, and the one in the hidden cell.
    const known = encodeRaw(column, found.values[key] ?? null, zone);
    return [shown, known].every((one) => isSameMoment(one, written));
  });
}

/** Whether two cells show the same time, to the second. */
function isSameMoment(one: Value, other: Value): boolean {
  if (typeof one !== "number" || typeof other !== "number") return one === other;
  return Math.abs(one - other) * dayMs < 1_000;
}

/** Whether these rows hold every answer of a report. `reporters`: rows of Reporters, of all registers that were read. */
function isWhole(
  { response, report }: RoutedReport,
  { snapshot }: Copies,
  reporters: readonly SnapshotRow[],
  zone: ZoneOffset,
): boolean {
  return answeredRows(response, report).every((one) => {
    const { tab, row } = one;
    const all = tab === "reporters" ? reporters : (snapshot.tabs.get(tab)?.rows ?? []);
    // If two rows have the same key, the last one counts.
    const [found] = all.filter(({ key }) => key === row[caseTabs[tab].keyColumn]).slice(-1);
    return isAsWritten(one, found, zone);
  });
}

// The trace.

/** The codes of the lines in Activity: a response that is deleted now, and one that is not, because the register's copy differs. */
const deleted = "response-deleted";
const differs = "copy-differs";

/** For this many milliseconds people are not told again of a copy that differs. */
const toldAgainAfter = 7 * dayMs;

/** The text of which the trace has the SHA-256: every answer that the Form gave, questions in alphabetical order. */
function textOfResponse({ id, receivedAt, language, answers, strangers }: FormResponse): string {
  const keys = Object.keys(answers).sort();
  const given = keys.flatMap((key) => (answers[key]?.length ? [[key, answers[key]]] : []));
  return JSON.stringify([id, isoText(receivedAt), language, given, strangers]);
}

/** Which of the reports are deleted, and what people are told of. */
interface Choice {
  /** Reads the registers, under the lock. */
  readonly read: (ids: ReadonlySet<string>) => readonly Copies[];
  /** Whether a report is to be deleted that this register holds. */
  readonly choose: (all: readonly Copies[]) => (copies: Copies, one: RoutedReport) => boolean;
  /** Whether the registers' copies are deleted with it; left out: no. */
  readonly isLeftBehind?: true;
}

/**
 * Writes the traces of the chosen reports that a register holds whole, then deletes them from the Form, and tells people of those that no
 * register holds whole. Returns the ids of what was deleted; none if another run held the lock. Throws what Google throws, after it has
 * deleted what it could.
 */
function deleteWithTrace(
  run: Run,
  reports: readonly RoutedReport[],
  { read, choose, isLeftBehind }: Choice,
): ReadonlySet<string> {
  const going = new Set<string>();
  if (reports.length === 0) return going;
  const failures: unknown[] = [];
  underLock(run, { lockWait: "clock" }, () => {
    const byId = new Map(reports.map((one) => [one.response.id, one]));
    const all = read(new Set(byId.keys()));
    const reporters = all.flatMap(({ snapshot }) => snapshot.tabs.get("reporters")?.rows ?? []);
    const isChosen = choose(all);
    const places = all.map((copies) => {
      const there = new Set(reportsIn(copies.snapshot).map(({ values }) => values.response));
      const own = [...byId.values()].filter(
        (one) => there.has(one.response.id) && isChosen(copies, one),
      );
      const whole = own.filter(
        (one) => isLeftBehind === true || isWhole(one, copies, reporters, run.zone),
      );
      return { copies, own, whole };
    });
    const some = new Set(places.flatMap(({ whole }) => whole.map(({ response }) => response.id)));
    const first = [...some].slice(0, deletedAtOnce);
    for (const { copies, own, whole } of places) {
      const traced = whole.filter(({ response }) => first.includes(response.id));
      const unlike = own.filter(({ response }) => !some.has(response.id));
      const failed = whyFailed(() => {
        writeDown(run, copies, traced, unlike);
        for (const { response } of traced) going.add(response.id);
      });
      if (failed !== null) failures.push(failed.error);
    }
  });
  for (const id of going) run.responses.remove(id);
  if (failures.length > 0) throw failures[0];
  return going;
}

/**
 * Writes into Activity what it does not have yet: a trace of each of `traced`, and that `unlike` differ. Queues an email about those to who
 * may know; the clock sends it, with other such notices. No call if there is nothing new.
 */
function writeDown(
  run: Run,
  { name, register, snapshot }: Copies,
  traced: readonly RoutedReport[],
  unlike: readonly RoutedReport[],
): void {
  const at = run.clock.now();
  const before = snapshot.tabs.has("activity") ? rowsOf(snapshot, "activity") : [];
  const line = (what: string, { response }: RoutedReport, to?: string): ActivityLine => {
    const from = `received ${isoText(response.receivedAt)}`;
    const own = { at, who: "automation", case: null, what, column: response.id, from };
    return to === undefined ? own : { ...own, to };
  };
  const traces = traced
    .map((one) => line(deleted, one, `sha256 ${run.sha256(textOfResponse(one.response))}`))
    .filter((one) =>
      before.every(({ values }) =>
        (["what", "column", "from", "to"] as const).some((key) => values[key] !== one[key]),
      ),
    );
  const told = new Set(
    before.flatMap(({ values: { what, column, at: when } }) =>
      what === differs && at - (when ?? 0) < toldAgainAfter ? (column ?? []) : [],
    ),
  );
  const news = unlike.filter(({ response }) => !told.has(response.id));
  const ids = new Set<unknown>(news.map(({ response }) => response.id));
  const cases = reportsIn(snapshot).flatMap(({ values }) =>
    ids.has(values.response) ? (values.case ?? []) : [],
  );
  const notice = { id: "copy-differs", cases: [...new Set(cases)].sort() } as const;
  const to =
    news.length === 0 ? [] : recipientsOfRegisterNotice(run, name, contentsOf(run, name, snapshot));
  const id = `notice ${differs} ${at.toString(36)}`;
  const messages = noticeToEach(to, id, notice);
  const activity = [...traces, ...news.map((one) => line(differs, one))];
  register.commit({ ...noChange, messages, activity }, snapshot);
}
