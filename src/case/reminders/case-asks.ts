/** Everything that open cases ask of people now: the questions for the asker, and what its answer writes and sends. Pure. */

import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";
import type { ActivityLine, QueuedMessage, Update } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { dayMs } from "../../time";
import type { Asked } from "../assignment/responsible-person";
import { type CaseFile, changeOfCase, isActMade } from "../facts/case-file";
import { asksUntilCalled } from "../facts/danger";
import { withCellsChanged, withoutAcknowledgement } from "../lifecycle/reassess-case";
import { whoIsAsked } from "./asker";
import {
  type AskRecord,
  type DangerQuestion,
  dangerMessages,
  dangerQuestions,
} from "./danger-questions";
import { answerQuestion, type CaseQuestion, callQuestions, lineAsks } from "./line-questions";

/** What one run of the clock sends and writes. */
export interface DueAsks {
  readonly messages: readonly QueuedMessage[];
  readonly update: readonly Update[];
  readonly activity: readonly ActivityLine[];
  /** When this must be worked out next at the latest; milliseconds UTC, infinite where no case asks for anything. */
  readonly next: number;
}

/** Whether people are asked about the case: until it is acknowledged, and no call of it is owed. */
export function waitsForAnswer({ row, acts }: CaseFile): boolean {
  if (row.status === "closed") return false;
  const pack = packOfCase(row);
  return !row.acknowledged || acts.some((act) => isCall(pack, act.act) && !isActMade(act));
}

/** A drill ends by itself so long (milliseconds) after its case was opened. */
const drillLasts = dayMs;

/** When it does; infinite for any other case. */
function drillEnds({ row }: CaseFile): number {
  return row.drill && row.status !== "closed"
    ? (row.opened ?? 0) + drillLasts
    : Number.POSITIVE_INFINITY;
}

/**
 * The case as time has left it, with what Activity says of that: a drill whose time is over is closed, the person who has answered and whatever is
 * ticked; and an acknowledgement does not count once its person cannot be reached. Null where nothing changes.
 */
function changedByTime(
  file: CaseFile,
  { now }: Run,
  { canReach }: AskRecord,
): { readonly row: CaseRow; readonly line: ActivityLine } | null {
  const { row } = file;
  if (row.status === "closed") return null;
  const line = { at: now, who: "automation", case: row.case };
  if (now >= drillEnds(file)) {
    return { row: { ...row, status: "closed" }, line: { ...line, what: "drill-ended" } };
  }
  const by = row.acknowledgedBy ?? "";
  if (!row.acknowledged || by === "" || canReach(by.toLowerCase())) return null;
  const ended = { ...line, column: "acknowledged", from: by, to: "" };
  return { row: withoutAcknowledgement(row), line: { ...ended, what: "acknowledgement-ended" } };
}

/** One update for each row. */
function joinedByRow(all: readonly Update[]): readonly Update[] {
  const rows = new Map<string, Update>();
  for (const one of all) {
    const name = `${one.tab} ${one.key}`;
    rows.set(name, { ...one, values: { ...rows.get(name)?.values, ...one.values } });
  }
  return [...rows.values()];
}

/**
 * Everything that open cases ask for now. Call it under the lock, with whole cases as just read; closed cases may be among them. The result
 * has to be written: what was asked before is known by the messages in the Outbox.
 */
export function dueAsks(before: Iterable<CaseFile>, run: Run, record: AskRecord): DueAsks {
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  const files = [...before].map((file) => {
    const changed = changedByTime(file, run, record);
    if (changed === null) return file;
    const after = withCellsChanged(file, changed.row, run);
    update.push(...changeOfCase(file, after).update);
    activity.push(changed.line);
    return after;
  });
  const dangers = files.filter(asksUntilCalled);
  const calm = files.filter((file) => !asksUntilCalled(file));
  const danger = whoIsAsked<Asked, DangerQuestion>(dangerQuestions(dangers, run, record), run.now);
  const line = whoIsAsked<Asked, CaseQuestion>(
    calm.flatMap((file) => [
      ...[answerQuestion(file, run, record) ?? []].flat(),
      ...callQuestions(file, run, record),
    ]),
    run.now,
  );
  const lines = lineAsks(line.asks, run);
  const inDanger = danger.asks.map(
    ({ question: { id }, to }): ActivityLine => ({
      at: run.now,
      who: "automation",
      what: "danger-asked",
      case: id,
      to: to.map(({ role }) => role).join(" "),
    }),
  );
  return {
    messages: [...dangerMessages(danger.asks, run.now), ...lines.messages],
    update: joinedByRow([...update, ...lines.update]),
    activity: [...activity, ...inDanger, ...lines.activity],
    next: Math.min(danger.next, line.next, ...files.map(drillEnds)),
  };
}
