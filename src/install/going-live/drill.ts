/**
 * The drill (design 2.17): the code for it, which report it makes a drill of, and what came of the last one. The script's store has the
 * code, and the id and time of the last drill's report; everything else is in the register.
 */
import { emptyCase, isActMade } from "../../case/facts/case-file";
import { inDanger } from "../../case/facts/danger";
import { loadCases } from "../../case/storage/load-cases";
import type { Report } from "../../form/report";
import { changeMemory } from "../../lock";
import type { FormResponse } from "../../ports";
import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";
import { rowsOf } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";
import { hourMs } from "../../time";

type Drill = Kept["goingLive"]["drill"];

/** Letters and digits of a code: none that is easily read as another, and no vowel, so that no code is a word. */
const letters = "BCDFGHJKMNPQRSTVWXYZ23456789";
const codeLength = 8;
const codeShape = new RegExp(`^[${letters}]{${codeLength}}$`);

/** A name as codes are compared: in capitals, without spaces around it. */
const asCode = (name: string | null) => (name ?? "").trim().toUpperCase();

/** Whether a student's name looks like the code of a drill, this one or any other. */
export function isLikeCode(name: string | null): boolean {
  return codeShape.test(asCode(name));
}

function codeFrom(hex: string): string {
  // The first 12 hexadecimal digits (48 bits) are random alone.
  let left = Number.parseInt(hex.slice(0, 12), 16);
  let code = "";
  while (code.length < codeLength) {
    code += letters.charAt(left % letters.length);
    left = Math.floor(left / letters.length);
  }
  return code;
}

/** The code that counts now; a new one, good for an hour, where there is none. Null where another run holds the lock. */
export function offerCode(run: Run): Pick<Drill, "code" | "until"> | null {
  const { clock, memory, chance } = run;
  const now = clock.now();
  const isGood = ({ code, until }: Drill) => code !== "" && until > now;
  const seen = memory.get("goingLive").drill;
  if (isGood(seen)) return seen;
  const made = changeMemory(run, "clock", () => {
    const before = memory.get("goingLive").drill;
    if (isGood(before)) return before;
    const code = codeFrom(chance.hex());
    const drill = { ...before, code, until: now + hourMs };
    memory.set("goingLive", { drill });
    return drill;
  });
  return made?.value ?? null;
}

/**
 * Whether a report says nothing but a name, a school, and at most one risk factor or concern: no danger, and no one who may be involved.
 * With anything else it is about a student, whatever its name is.
 */
function saysNothingElse(report: Report): boolean {
  const { pack: _pack, language: _language, school: _school, studentName: _name, ...said } = report;
  const { factors, concerns, immediateDanger, unread, ...rest } = said;
  const { parentMayBeInvolved, recipientMayBeInvolved, staffMayBeInvolved, ...others } = rest;
  const people = [parentMayBeInvolved, recipientMayBeInvolved, staffMayBeInvolved];
  return (
    factors.length + concerns.length <= 1 &&
    immediateDanger !== "yes" &&
    people.every((answer) => answer === null || answer === "no") &&
    unread.length === 0 &&
    Object.values(others).every((answer) => answer === null)
  );
}

interface Taken {
  readonly response: FormResponse;
  readonly report: Report;
}

/** The report of the drill among these: one that was taken for it before, otherwise the first that has the code in time. */
function drillAmong(taken: readonly Taken[], drill: () => Drill): FormResponse | null {
  const bare = taken.filter(
    ({ report }) => isLikeCode(report.studentName) && saysNothingElse(report),
  );
  if (bare.length === 0) return null;
  const { code, until, response: former } = drill();
  const found =
    bare.find(({ response }) => response.id === former) ??
    bare.find(
      ({ response, report }) => asCode(report.studentName) === code && response.receivedAt < until,
    );
  return found?.response ?? null;
}

/**
 * The id of the response that is a drill's report, among these; null where none is. It uses up the code, before anything is written of the
 * report, so that no second one is taken for a drill; the same response stays one if the run is cut. Call it under the lock.
 */
export function claimDrill({ memory }: Run, taken: readonly Taken[]): string | null {
  const found = drillAmong(taken, () => {
    // Another run may have used it up since this one began.
    memory.again();
    return memory.get("goingLive").drill;
  });
  if (found === null) return null;
  const before = memory.get("goingLive").drill;
  const { id, receivedAt } = found;
  if (id !== before.response) {
    memory.set("goingLive", { drill: { ...before, code: "", response: id, at: receivedAt } });
  }
  return id;
}

/** The id of the response that will be a drill's report once it can be taken in; null where none is. Uses up nothing. */
export function waitingDrill({ memory }: Run, taken: readonly Taken[]) {
  return drillAmong(taken, () => memory.get("goingLive").drill)?.id ?? null;
}

/** When the report of the last drill was received, milliseconds UTC; 0 where there was none. No call. */
export function lastDrillAt({ memory }: Run): number {
  return memory.get("goingLive").drill.at;
}

/** An email of a drill: to whom, and when it was sent (milliseconds UTC); null where it was not. */
export interface DrillEmail {
  readonly to: string;
  readonly sentAt: number | null;
}

/** What came of a drill, as its case says now. Times in milliseconds UTC, null for what has not happened. */
export interface DrillResult {
  readonly reference: string;
  /** When its report was received. */
  readonly at: number;
  readonly emails: readonly DrillEmail[];
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  /** The first call that was ticked. */
  readonly calledAt: number | null;
  readonly calledBy: string | null;
  readonly isClosed: boolean;
  /** Whether it counts for going live: its report is a case, and an email about it went out (design 2.17). */
  readonly isFinished: boolean;
}

/** How a drill went, in sentences: whether it is finished, and what people have not done. */
export function drillWords({ isFinished, acknowledgedAt, calledAt }: DrillResult): string {
  if (!isFinished) return "It is not finished: no email about it went out.";
  const undone = [
    ...(acknowledgedAt === null ? ["no one acknowledged its case"] : []),
    ...(calledAt === null ? ["no call was ticked"] : []),
  ];
  const all =
    "The drill passed: its email went out, the case was acknowledged, and a call was ticked.";
  return undone.length === 0
    ? all
    : `The drill is over, and its email went out. But ${undone.join(", and ")}.`;
}

/** What a look at the drills of the main register finds. */
export interface Drills {
  /** The last one; null where the register has none. */
  readonly last: DrillResult | null;
  /** Whether a student is in danger, so that no drill may begin. */
  readonly isDanger: boolean;
}

/** Looks at the main register: one read, and one more where it has a drill. Throws "not-set-up" and what Google throws. */
export function lookAtDrills(run: Run): Drills {
  const register = registerNamed(run, "main", []);
  const read = register.load([
    {
      tab: "cases",
      columns: ["case", "drill", "status", "opened", "dangerSince", "dangerOver", "checklistRows"],
    },
    { tab: "outbox", columns: ["message", "case", "to", "state", "sentAt"] },
  ]);
  const cases = rowsOf(read, "cases");
  const isDanger = cases.some(({ values }) => {
    const row = { ...emptyCase(), ...values };
    return row.status !== "closed" && inDanger(row);
  });
  // Someone may have sorted the tab.
  const [reference] = cases
    .filter(({ values }) => values.drill === true)
    .sort((a, b) => (b.values.opened ?? 0) - (a.values.opened ?? 0))
    .map(({ key }) => key);
  const file =
    reference === undefined
      ? undefined
      : loadCases(register, read, [reference]).files.get(reference);
  if (reference === undefined || file === undefined) return { last: null, isDanger };
  const { row, acts } = file;
  const pack = packOfCase(row);
  const [call] = acts
    .filter((act) => isActMade(act) && isCall(pack, act.act))
    .sort((a, b) => (a.doneAt ?? 0) - (b.doneAt ?? 0));
  const emails = rowsOf(read, "outbox").flatMap(({ values }): DrillEmail[] =>
    values.case === reference && values.state !== "dropped"
      ? [{ to: values.to ?? "", sentAt: values.sentAt ?? null }]
      : [],
  );
  const last: DrillResult = {
    reference,
    at: lastDrillAt(run) || (row.opened ?? 0),
    emails,
    acknowledgedAt: row.acknowledgedAt,
    acknowledgedBy: row.acknowledgedBy,
    calledAt: call?.doneAt ?? null,
    calledBy: call?.doneBy ?? null,
    isClosed: row.status === "closed",
    isFinished: emails.some(({ sentAt }) => sentAt !== null),
  };
  return { last, isDanger };
}
