/** The drill that is on: one property, which every run reads anyway. Staff addresses and times alone. */
import { jsonRecord } from "../json";
import { type FormResponse, lockWaits, type Memory, type Workspace } from "../ports";
import { minuteMs } from "../time";
import { isLeftover } from "./drill/drill-leftovers";

export const waitMinutes = 15;
/** Milliseconds in which the code counts, and after which a drill ends that nobody finishes. */
export const codeFor = 30 * minuteMs;
export const drillLasts = 120 * minuteMs;
/** Mails that stay for reports: below that no drill is held. */
export const mailsReservedFromDrill = 50;

/** Addresses in lower case, times in milliseconds since 1970 (UTC); 0 and "" are not yet. */
export interface Drill {
  /** "made" has its register, "open" has asked people, "over" is swept away. */
  readonly stage: "" | "asked" | "made" | "open" | "over";
  readonly by: string;
  readonly school: string;
  readonly began: number;
  /** The account that owns its register, sends its mail and does its steps. */
  readonly runner: string;
  /** Who may get its mail, with spaces between. */
  readonly people: string;
  /** "lead": whoever else is asked is to leave it. */
  readonly answers: string;
  /** Who is then to answer; empty: whoever is asked. */
  readonly answerer: string;
  readonly codeUntil: number;
  /** The response that brought the code. */
  readonly used: string;
  readonly takenAt: number;
  readonly foundBy: string;
  /** A run is at a step. */
  readonly claimedUntil: number;
  /** JSON (drill/drill-result). */
  readonly progress: string;
}

const none: Drill = {
  stage: "",
  by: "",
  school: "",
  began: 0,
  runner: "",
  people: "",
  answers: "",
  answerer: "",
  codeUntil: 0,
  used: "",
  takenAt: 0,
  foundBy: "",
  claimedUntil: 0,
  progress: "",
};

/** Null where none is on, or what is kept cannot be read. */
export function drillIn(memory: Pick<Memory, "get">): Drill | null {
  const kept = Object.entries(jsonRecord(memory.get("drill")));
  const same = kept.filter(([key, value]) =>
    Object.entries(none).some(([known, blank]) => known === key && typeof blank === typeof value),
  );
  const drill: Drill = { ...none, ...Object.fromEntries(same) };
  return drill.stage === "" ? null : drill;
}

/** From what other runs have made of it meanwhile, under the lock; four calls. Null where `work` leaves it, and without the lock. */
export function changeDrill(
  { memory, lock }: Pick<Workspace, "memory" | "lock">,
  work: (drill: Drill | null) => Partial<Drill> | null,
): Drill | null {
  const done = lock.during(lockWaits.clock, () => {
    memory.again();
    const before = drillIn(memory);
    const values = work(before);
    if (values === null) return null;
    const drill = { ...(before ?? none), ...values };
    memory.set("drill", JSON.stringify(drill));
    return drill;
  });
  return done?.value ?? null;
}

/** To one that is on. */
export function addToDrill(
  ports: Pick<Workspace, "memory" | "lock">,
  values: Partial<Drill>,
): void {
  changeDrill(ports, (drill) => drill && values);
}

/** No letter that is read as another, and no vowel: they make no word. */
const letters = "BCDFGHJKMNPQRSTVWXYZ23456789";

/** Written in the student's name, such as DRILL-7K4M; another one each second. */
export function codeOf({ began }: Pick<Drill, "began">): string {
  let left = Math.floor(began / 1_000) * 7_919;
  let code = "DRILL-";
  for (let place = 0; place < 4; place++) {
    code += letters.charAt(left % letters.length);
    left = Math.floor(left / letters.length);
  }
  return code;
}

/** Whether a student's name looks like the code of some drill. */
export function isLikeCode(name: string | null): boolean {
  return /^\s*drill\s*-/i.test(name ?? "");
}

/** Whether it is the response that the drill has asked for, or one that an earlier drill left. No call; what cannot be read makes it a report. */
export function isOfDrill(workspace: Pick<Workspace, "memory">, response: FormResponse): boolean {
  return isLeftover(workspace.memory, response.id) || isAskedFor(workspace, response);
}

/** Whether it is the response of the drill that is on. As `isOfDrill`. */
export function isAskedFor(
  { memory }: Pick<Workspace, "memory">,
  { id, receivedAt, answers }: FormResponse,
): boolean {
  try {
    const drill = drillIn(memory);
    if (drill === null) return false;
    if (drill.used !== "") return drill.used === id;
    const age = receivedAt - (drill.codeUntil - codeFor);
    const name = String(answers["studentName"] ?? "").trim();
    return age >= 0 && age < codeFor && name.toUpperCase() === codeOf(drill);
  } catch {
    return false;
  }
}
