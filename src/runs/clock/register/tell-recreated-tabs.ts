/** After tabs had to be made again: tells people by case reference what is missing, and rebuilds the checklists of open cases. */

import {
  recipientsOfAccessNotice,
  recipientsOfRegisterNotice,
} from "../../../access/register-access";
import { contentsOf, directoryRequestsOf } from "../../../case/assignment/excluded-people";
import { type CaseIndex, caseIndexIn } from "../../../case/lifecycle/match-report";
import { contextOfCase, withDerivedCells } from "../../../case/lifecycle/open-case";
import { messageToEach } from "../../../case/messages/message";
import type { CaseContext } from "../../../case/model/acts/act-deadlines";
import { checklistInput, fitChecklist } from "../../../case/model/acts/checklist";
import { type CaseFile, changeOfCase } from "../../../case/model/case-file";
import { isCaseReference, numberIn } from "../../../case/model/case-reference";
import { openCaseRequests, openCasesIn } from "../../../case/storage/open-cases";
import { directoryBeside } from "../../../district/directory/load-directory";
import type { Directory } from "../../../district/district";
import {
  forgetRecreatedTabs,
  type RecreatedTabs,
  recreatedTabsOf,
} from "../../../install/tabs/recreated-tabs";
import { commitForDelivery, type Delivery } from "../../../letters/outbox/deliver-messages";
import { isQueued } from "../../../letters/outbox/outbox-rows";
import { transact } from "../../../letters/outbox/transact";
import { reviewAct } from "../../../protocol/engine";
import { packOfVersion } from "../../../protocol/find-pack";
import { levelHasProtocol } from "../../../protocol/pack-queries";
import { type ActivityLine, type Change, joinChanges, noChange } from "../../../register/change";
import type { TabRequest } from "../../../register/read/plan-read";
import { rowsOf, type Snapshot, tabOf } from "../../../register/read/snapshot";
import type { Register } from "../../../register/register";
import type { ReportRegister } from "../../../register/register-ids";
import { registerKinds } from "../../../register/register-kinds";
import { lookAt, type Run } from "../../../run";
import { hourMs } from "../../../time";
import { casesMissingReports } from "../../intake/restore-reports";

const remadeRequests = (): readonly TabRequest[] => [
  ...openCaseRequests(null, true),
  { tab: "reports", columns: ["row", "response", "part", "case", "writtenReportDue"] },
  { tab: "outbox", columns: ["message", "case"] },
  { tab: "activity", columns: ["what", "case", "from"] },
];

/** Tabs whose rows name a case: from them it is known which cases have lost their row. */
const naming = ["checklist", "plan", "log", "disclosures", "reports", "outbox"] as const;

/** What is missing, as case references. */
interface Missing {
  /** Cases that have no row any more. */
  readonly gone: readonly string[];
  /** Cases of `gone` whose reports came back as another case: old and new reference, as in "26-0001 26-0007". */
  readonly back: readonly string[];
  /** Cases whose row counts more reports than Reports has rows for. */
  readonly bereft: readonly string[];
}

function sorted(references: Iterable<string>): readonly string[] {
  return [...new Set(references)].filter(isCaseReference).sort();
}

function goneIn(snapshot: Snapshot, index: CaseIndex): readonly string[] {
  const named = naming.flatMap((tab) =>
    tabOf(snapshot, tab).rows.map(({ values }) => String(values["case"] ?? "")),
  );
  const before = cameBackIn(snapshot).map(([from]) => from);
  return sorted([...named, ...before].filter((one) => index.target(one) === null));
}

function cameBackIn(snapshot: Snapshot): readonly (readonly [string, string])[] {
  return rowsOf(snapshot, "activity").flatMap(({ values }) => {
    const { what, case: to, from } = values;
    return what === "report-came-back" && from != null && to != null ? [[from, to] as const] : [];
  });
}

/** Past it in its year, or of a later one. */
function isPast(reference: string, other: string): boolean {
  const [year, number] = [reference.slice(0, 2), numberIn(reference.slice(0, 2), reference)];
  return year === other.slice(0, 2) ? number > numberIn(year, other) : year > other.slice(0, 2);
}

/** References of that year that were given and have no row after the last one that has; and the cases that came since. */
function afterRestoring(
  snapshot: Snapshot,
  highestReference: string,
): Missing & { came: readonly string[] } {
  const year = highestReference.slice(0, 2);
  const all = sorted(rowsOf(snapshot, "cases").map(({ key }) => key));
  const came = all.filter((one) => isPast(one, highestReference));
  const last = Math.max(
    0,
    ...all.filter((one) => !isPast(one, highestReference)).map((one) => numberIn(year, one)),
  );
  const count = Math.max(0, numberIn(year, highestReference) - last);
  const gone = Array.from(
    { length: Math.min(count, listedUpTo) },
    (_, at) => `${year}-${String(last + 1 + at).padStart(4, "0")}`,
  );
  return { gone, back: [], bereft: [], came };
}

function missingIn(snapshot: Snapshot, index: CaseIndex, { tabs }: RecreatedTabs): Missing {
  const gone = tabs.includes("cases") ? goneIn(snapshot, index) : [];
  const pairs = cameBackIn(snapshot).filter(([from]) => gone.includes(from));
  return {
    gone,
    back: [...new Set(pairs.map((pair) => pair.join(" ")))].sort(),
    bereft: tabs.includes("reports") ? sorted(casesMissingReports(snapshot, index).keys()) : [],
  };
}

/** When the first written report of a case is due, in ms UTC; null where Reports has none. */
function writtenReportDueOf(snapshot: Snapshot, reference: string): number | null {
  const dues = rowsOf(snapshot, "reports").flatMap(({ values }) =>
    values.case === reference ? (values.writtenReportDue ?? []) : [],
  );
  return dues.length === 0 ? null : Math.min(...dues);
}

interface Regrown {
  readonly change: Change;
  readonly cases: readonly string[];
  /** Cases whose checklist cannot be rebuilt, since their row does not say what it must be. */
  readonly without: readonly string[];
}

function regrownIn(
  workspace: Run,
  { files, snapshot }: Pick<ReturnType<typeof openCasesIn>, "files" | "snapshot">,
  directory: Directory,
): Regrown {
  const run = lookAt(workspace, { directory });
  const { now } = run;
  const cases: string[] = [];
  const without: string[] = [];
  let change = noChange;
  for (const [reference, file] of files) {
    if (!lacksActs(file)) continue;
    if (!canRebuildChecklist(file)) {
      without.push(reference);
      continue;
    }
    const writtenReportDue = writtenReportDueOf(snapshot, reference);
    const context = {
      ...contextOfCase(file.row, run),
      writtenReportDue,
    };
    const line = { at: now, who: "automation", what: "checklist-regrown", case: reference };
    const grown = changeOfCase(file, rebuildChecklist(file, context));
    change = joinChanges(change, { ...noChange, ...grown, activity: [line] });
    cases.push(reference);
  }
  return { change, cases: sorted(cases), without: sorted(without) };
}

/** So many references are listed at most: a cell holds 50,000 characters, and nobody reads more. */
const listedUpTo = 1_000;

function listed(references: readonly string[]): readonly string[] {
  return references.slice(0, listedUpTo);
}

function addressees(
  { identity }: Run,
  name: ReportRegister,
  snapshot: Snapshot,
  directory: Directory,
  { to }: RecreatedTabs,
): readonly string[] {
  const me = identity.runningAs();
  if (registerKinds[name].audience !== null) {
    return recipientsOfRegisterNotice(name, directory, me, contentsOf(name, snapshot));
  }
  // Where Contacts was made again too and is empty, the people are told whom it named before.
  const isNamed = directory.people.some(({ role }) => !/contact$/.test(role));
  return isNamed || to.length === 0 ? recipientsOfAccessNotice(directory, me) : to;
}

/** Whoever has an open case. */
function contactsOf(files: Iterable<CaseFile>): readonly string[] {
  return [...files].flatMap(({ row }) => (row.status === "closed" ? [] : (row.contact ?? [])));
}

function madeAgainLines({ tabs }: RecreatedTabs, at: number): readonly ActivityLine[] {
  return tabs.map((tab) => ({
    at,
    who: "automation",
    what: "tab-made-again",
    case: null,
    column: tab,
  }));
}

function found(
  workspace: Run,
  name: ReportRegister,
  [register, read]: readonly [Register, Snapshot],
  remade: RecreatedTabs,
  isSwept: boolean,
): Delivery {
  const { clock } = workspace;
  const directory = directoryBeside(workspace, name, read);
  const open = openCasesIn(register, read);
  const index = caseIndexIn(read, directory.settings);
  const acts = regrownIn(workspace, open, directory);
  const { restoredAfter } = remade;
  const restored = restoredAfter === null ? null : afterRestoring(read, restoredAfter);
  const missing = restored ?? missingIn(read, index, remade);
  const id = `tabs-made-again ${remade.at.toString(36)}`;
  const isTold = isQueued(read, id);
  const detail = {
    tabs: remade.tabs,
    gone: listed(missing.gone),
    back: listed(missing.back),
    bereft: listed(missing.bereft),
    regrown: listed(acts.cases),
    without: listed(acts.without),
    isSwept,
    ...(restored === null ? {} : { restored: true, came: listed(restored.came) }),
  };
  const holders = restored === null ? [] : contactsOf(open.files.values());
  const to = isTold ? [] : addressees(workspace, name, read, directory, remade);
  const notice = isTold
    ? noChange
    : {
        ...noChange,
        messages: messageToEach([...new Set([...to, ...holders])], id, "tabs-made-again", detail),
        activity: madeAgainLines(remade, clock.now()),
      };
  const change = joinChanges(acts.change, notice);
  const done = commitForDelivery(
    lookAt(workspace, { register: name, directory }),
    { register, snapshot: open.snapshot, files: open.files },
    change,
  );
  forgetRecreatedTabs(workspace, name, isSwept);
  return done;
}

/**
 * Tells people, once the responses that the Form still holds are taken in (`isSwept`), or after an hour where that is not possible. No call
 * where no tab had to be made again. Throws what Google throws. Takes the lock, and sends mail.
 */
export function tellOfRecreatedTabs(workspace: Run, name: ReportRegister, isSwept: boolean): void {
  const remade = recreatedTabsOf(workspace, name);
  if (remade === null) return;
  const isLate = workspace.clock.now() - remade.at >= hourMs;
  if (!isSwept && (remade.isTold || !isLate)) return;
  const reads = () => [...remadeRequests(), ...directoryRequestsOf(name)];
  transact(workspace, name, { reads, lockWait: "clock" }, (...read) =>
    found(workspace, name, read, remade, isSwept),
  );
}

// A checklist whose rows were lost is built again from the level and protocols on the row of the case. Ticks, dates and notes of the lost
// rows cannot be brought back.

/** Whether the row still says enough to build from: a level, and the version of a protocol that this desk has. */
function canRebuildChecklist({ row }: CaseFile): boolean {
  return row.level !== null && packOfVersion(row.protocolVersion ?? "") !== null;
}

/**
 * Whether the case should have acts and has none: it is open, it was not merged into another case, and no row of the Checklist tab is its
 * own.
 */
function lacksActs({ row, acts }: CaseFile): boolean {
  return acts.length === 0 && row.status !== "closed" && row.mergedInto === null;
}

/**
 * The case with a new checklist in which nothing is ticked.
 * `context`: for the protocol version of the case itself; its `writtenReportDue` is the earliest of the case's reports.
 */
function rebuildChecklist(before: CaseFile, context: CaseContext): CaseFile {
  const { pack } = context;
  const { row } = before;
  const isRead = row.level !== null && !levelHasProtocol(pack, row.level);
  // A case below every protocol still has one act: somebody reads the report and talks it over.
  const also = isRead ? [reviewAct(pack, checklistInput(pack, row, context.calls))] : [];
  return withDerivedCells(fitChecklist({ row, acts: [] }, context, also), before, context);
}
