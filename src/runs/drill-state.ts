/** The drill that is on, as stored in one property of the script's store, which every run reads anyway. Staff addresses and times alone. */

import { attempt } from "../attempt";
import { changeMemory } from "../lock";
import type { FormResponse, Memory } from "../ports";
import type { Run } from "../run";
import type { Drill, Progress } from "../store/keys";
import { minuteMs } from "../time";
import { isLeftover } from "./drill/drill-leftovers";

/** Minutes until the next person is asked in a drill. */
export const waitMinutes = 15;
/** How long the code of a drill is good, and after how long a drill ends that nobody finishes. Milliseconds. */
export const codeFor = 30 * minuteMs;
export const drillLasts = 120 * minuteMs;
/** So many mails of the day are kept for reports. Where fewer are left, no drill is held. */
export const mailsReservedFromDrill = 50;

/** Of a drill that has not come far enough to say anything. */
export const noProgress: Progress = { mails: [], lines: [], answered: "", silent: "" };

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
  progress: null,
};

/** The drill as stored; null where none is on, or what is stored cannot be read. */
export function drillIn(memory: Pick<Memory, "get">): Drill | null {
  const drill = memory.get("drill");
  return drill?.stage === "" ? null : drill;
}

/**
 * Changes the stored drill under the lock, starting from what other runs have stored meanwhile. Four calls. Null where `work` changes
 * nothing, and where the lock was not to be had.
 */
export function changeDrill(
  run: Run,
  work: (drill: Drill | null) => Partial<Drill> | null,
): Drill | null {
  const { memory } = run;
  const done = changeMemory(run, "clock", () => {
    const before = drillIn(memory);
    const values = work(before);
    if (values === null) return null;
    const drill = { ...(before ?? none), ...values };
    memory.set("drill", drill);
    return drill;
  });
  return done?.value ?? null;
}

/** Adds values to a drill that is on. */
export function addToDrill(run: Run, values: Partial<Drill>): void {
  changeDrill(run, (drill) => drill && values);
}

/** Letters and digits of a code: none that is easily read as another, and no vowel, so that no code is a word. */
const letters = "BCDFGHJKMNPQRSTVWXYZ23456789";

/**
 * The code of a drill, which its answerer writes as the student's name, such as DRILL-7K4M. It follows from the second in which the drill
 * began.
 */
export function codeOf({ began }: Pick<Drill, "began">): string {
  let left = Math.floor(began / 1_000) * 7_919;
  let code = "DRILL-";
  for (let place = 0; place < 4; place++) {
    code += letters.charAt(left % letters.length);
    left = Math.floor(left / letters.length);
  }
  return code;
}

/** Whether a student's name looks like the code of a drill, of this or any other. */
export function isLikeCode(name: string | null): boolean {
  return /^\s*drill\s*-/i.test(name ?? "");
}

/**
 * Whether a response belongs to a drill: it is the one that the drill asked for, or one that an earlier drill left in the Form. No call. In
 * doubt it is a report.
 */
export function isOfDrill(run: Run, response: FormResponse): boolean {
  return isLeftover(run.memory, response.id) || isAskedForByDrill(run, response);
}

/** Whether a response is the one that the drill which is on asked for. Otherwise as `isOfDrill`. */
export function isAskedForByDrill(run: Run, { id, receivedAt, answers }: FormResponse): boolean {
  const look = () => {
    const drill = drillIn(run.memory);
    if (drill === null) return false;
    if (drill.used !== "") return drill.used === id;
    const age = receivedAt - (drill.codeUntil - codeFor);
    const name = String(answers["studentName"] ?? "").trim();
    return age >= 0 && age < codeFor && name.toUpperCase() === codeOf(drill);
  };
  return attempt(run, look, false);
}
