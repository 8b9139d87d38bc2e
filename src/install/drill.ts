/**
 * The code of a drill (design 2.17), and which report it makes a drill of. The script's store has the code, and the id and time of the last
 * drill's report; everything else is in the register.
 */
import type { Report } from "../form/report";
import { changeMemory } from "../lock";
import type { FormResponse } from "../ports";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { hourMs } from "../time";

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
