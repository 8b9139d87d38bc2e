/** Cases as the register holds them, for tests of the clock. Made-up people only. */

import { expect } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import { blankReport } from "../../scripts/play/seed/seed-cases";
import { type AskOnRecord, dueAsks } from "../../src/asking/case-asks";
import type { CaseFile } from "../../src/case/facts/case-file";
import type { CaseRow, ChecklistRow } from "../../src/case/tabs/case-tabs";
import { CaseIndex } from "../../src/casework/match-report";
import { caseContextOf, nothingEarlier, openCase } from "../../src/casework/open-case";
import type { EditRun } from "../../src/casework/who-may-act-on-a-case";
import type { Directory } from "../../src/district-directory";
import type { Report } from "../../src/form/report";
import { asksOf } from "../../src/outbox/outbox-rows";
import { justQueued } from "../../src/outbox/queue-plan";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import type { Update } from "../../src/register/change";
import type { QueuedMessage } from "../../src/registers/change";
import type { Run } from "../../src/run";
import { directoryFor, type SealedRegister } from "../../src/sealed/who-reads-sealed-registers";
import { storeOn } from "../../src/store/store";
import { directoryOf, now, pacific, person } from "../district/rows";
import { runWith } from "../run";

export const hour = 3_600_000;
/** The address of somebody of the district. */
export const at = (name: string): string => `${name}@district.example`;

export const nothing: Report = {
  ...blankReport,
  school: "North High",
  studentName: "Alex Doe",
  studentId: "N-1001",
  grade: "10",
};

/** Reports that alone reach a level. */
export const reported = {
  "below-threshold": { factors: ["frequently-absent"] },
  "at-risk": { factors: ["controlled-or-groomed"] },
  "suspected-victim": { concerns: ["suspected-victim"] },
  danger: { concerns: ["suspected-victim"], immediateDanger: "yes" },
} as const satisfies Record<string, Partial<Report>>;

const roles: Readonly<Record<string, readonly [role: string, school: string]>> = {
  contact: ["designated contact", "North High"],
  backup: ["backup contact", "North High"],
  south: ["designated contact", "South Middle"],
  lead: ["district lead", ""],
  alternate: ["alternate lead", ""],
  admin: ["district admin", ""],
};

/** Contacts in their order: "away backup" is on leave, "contact second" is somebody else in that role. */
export const staffed = (...people: readonly string[]): Directory =>
  directoryOf({
    contacts: people.map((said) => {
      const [as = "", name = as] = said.replace("away ", "").split(" ");
      const [role, school] = roles[as] ?? [as, ""];
      const away = { awayFrom: "2026-06-15", awayTo: "2026-09-20" };
      return person(role, school, `${name}@district.example`, said.startsWith("away ") ? away : {});
    }),
  });

/** With an alternate lead beside the four of the demo. */
export const fullHouse = staffed("contact", "backup", "lead", "alternate", "admin", "south");

export function contextOf(more: Partial<Run> = {}): Run {
  return runWith({
    directory: fullHouse,
    now,
    zone: pacific,
    identity: { runningAs: () => "installer@district.example" },
    memory: storeOn(() => propertiesOn({})),
    ...more,
  });
}

/** The run in a sealed register, whose cases exclude these addresses. */
export function sealedContext(
  register: SealedRegister,
  { directory = fullHouse, ...more }: Partial<Run> = {},
  excluded: readonly string[] = [],
): Run {
  const held = { hasOpenCase: true, excluded: new Set(excluded) };
  return contextOf({ ...more, register, directory: directoryFor(register, directory, held) });
}

/** A run that takes in what a contact typed, in a register in which there is nothing else. */
export function editRunOf(more: Partial<EditRun> = {}): EditRun {
  return {
    ...contextOf({ identity: { runningAs: () => "admin@district.example" } }),
    who: "contact@district.example",
    isLead: false,
    excluded: new Set(),
    owner: null,
    index: new CaseIndex([], fullHouse.settings),
    around: () => ({ schools: [], asked: [] }),
    refusalOfRelease: () => null,
    ...more,
  };
}

interface Opening {
  readonly report?: Partial<Report>;
  /** Milliseconds UTC; Tuesday 9 AM in California where left out. */
  readonly at?: number;
  readonly reference?: string;
  readonly contact?: string;
  readonly directory?: Directory;
  readonly zone?: Run["zone"];
  readonly row?: Partial<CaseRow>;
}

/** A case as intake opens it, with cells of its row changed. */
export function opened(opening: Opening = {}): CaseFile {
  const { at = now, directory = fullHouse, zone = pacific, reference = "26-0007" } = opening;
  const report = { ...nothing, ...(opening.report ?? reported["at-risk"]) };
  const { contact: email = "contact@district.example" } = opening;
  const role = directory.people.find((one) => one.email === email)?.role ?? "designated-contact";
  const file = openCase(
    { case: reference, possibleMatches: [], earlier: nothingEarlier },
    {
      report,
      receivedAt: at,
      school: report.school,
      contact: { role, email },
      reviewReasons: [],
      sealed: null,
      context: {
        ...caseContextOf(marin2019(), report.school, contextOf({ directory, zone, now: at })),
        writtenReportDue: at + 36 * hour,
      },
    },
  );
  return withRow(file, opening.row);
}

/** The case with cells of its row changed. */
export const withRow = (file: CaseFile, row: Partial<CaseRow> = {}): CaseFile => {
  return { ...file, row: { ...file.row, ...row } };
};

/** The case with the cells of some acts changed; `all` stands for every act. */
export function withActs(
  file: CaseFile,
  change: Readonly<Record<string, Partial<ChecklistRow>>>,
): CaseFile {
  return {
    ...file,
    acts: file.acts.map((act) => ({ ...act, ...change["all"], ...change[act.act ?? ""] })),
  };
}

export const callsDone = {
  "call-child-and-family-services": { done: true, state: "done", agencyReference: "R-1" },
  "involve-law-enforcement": { done: true, state: "done", agencyReference: "R-2" },
  "update-child-and-family-services": { done: true, state: "done", agencyReference: "R-3" },
} as const;

/** The case with what an update writes on one of its rows. */
export function written(file: CaseFile, { tab, key, values }: Update): CaseFile {
  return tab === "cases"
    ? withRow(file, values)
    : { ...file, acts: file.acts.map((act) => (act.row === key ? { ...act, ...values } : act)) };
}

/** A clock that asks about cases and remembers only the messages that it queued, as the Outbox does. */
export class Asker {
  private readonly asks: AskOnRecord[] = [];

  constructor(private readonly canReach: (address: string) => boolean = () => true) {}

  /** What intake or a person queued. */
  heard(messages: readonly QueuedMessage[], at: number): void {
    this.asks.push(...messages.flatMap((one) => asksOf({ ...justQueued(one), queuedAt: at })));
  }

  /** What falls due now; the same run a second time asks nothing. */
  run(files: Iterable<CaseFile>, context: Run): ReturnType<typeof dueAsks> {
    const { asks, canReach } = this;
    const all = [...files];
    const found = dueAsks(all, context, { asks, canReach });
    this.heard(found.messages, context.now);
    expect(dueAsks(all, context, { asks, canReach }).messages).toEqual([]);
    return found;
  }
}

/** What a case asks for now if nobody was asked before; `before`: who was, as [email, hours after the first report]. */
export function asksNow(
  file: CaseFile,
  context: Run,
  before: readonly (readonly [string, number])[] = [],
): ReturnType<typeof dueAsks> {
  const asks = before.map(([to, hours]): AskOnRecord => {
    return { case: file.row.case ?? "", to, at: now + hours * hour, about: "answer" };
  });
  return dueAsks([file], context, { asks, canReach: () => true });
}

/** What a clock that runs every five minutes queues in so many hours: "minutes kind to". */
export function played(
  first: CaseFile,
  context: Run,
  hours: number,
  change: (file: CaseFile, minutes: number) => CaseFile = (file) => file,
  canReach?: (address: string) => boolean,
): string[] {
  const start = first.row.opened ?? 0;
  const lines: string[] = [];
  const ids = new Set<string>();
  const asker = new Asker(canReach);
  let file = first;
  for (let minutes = 0; minutes <= hours * 60; minutes += 5) {
    file = change(file, minutes);
    const found = asker.run([file], { ...context, now: start + minutes * 60_000 });
    for (const { id, kind, to } of found.messages) {
      expect(ids).not.toContain(id);
      ids.add(id);
      lines.push(`${minutes} ${kind} ${to.split("@")[0]}`);
    }
    for (const one of found.update) file = written(file, one);
  }
  return lines;
}
