/**
 * The code of a drill (design 2.17), and which report it turns into a drill. The script's store keeps the code, and the id and time of the
 * last drill's report; everything else is in the register.
 */
import { bareCode, codeLength, codeLetters, isLikeCode } from "../case/facts/drill-facts";
import type { Report } from "../form/report";
import { changeMemory } from "../lock";
import type { FormResponse } from "../ports";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { hourMs } from "../time";

type Drill = Kept["goingLive"]["drill"];

/** The code that is valid now; if there is none, a new one, valid for an hour. Null if another run holds the lock. */
export function offerCode(run: Run): Pick<Drill, "code" | "until"> | null {
  const { clock, memory, chance } = run;
  const now = clock.now();
  const isGood = ({ code, until }: Drill) => code !== "" && until > now;
  const seen = memory.get("goingLive").drill;
  if (isGood(seen)) return seen;
  const made = changeMemory(run, "clock", () => {
    const before = memory.get("goingLive").drill;
    if (isGood(before)) return before;
    // Only the first 12 hexadecimal digits (48 bits) are random.
    let left = Number.parseInt(chance.hex().slice(0, 12), 16);
    let code = "";
    while (code.length < codeLength) {
      code += codeLetters.charAt(left % codeLetters.length);
      left = Math.floor(left / codeLetters.length);
    }
    const drill = { ...before, code, until: now + hourMs };
    memory.set("goingLive", { drill });
    return drill;
  });
  return made?.value ?? null;
}

/**
 * Whether a report gives nothing but a name, a school, and at most one risk factor or concern: no danger, and no one who may be involved.
 * If it gives anything else, it is about a student, even if the name is a code.
 */
function saysNothingElse(report: Report): boolean {
  const { pack: _pack, language: _language, school: _school, studentName: _name, ...said } = report;
  const { factors, concerns, immediateDanger, unread, ...rest } = said;
  const { parentMayBeInvolved, recipientMayBeInvolved, staffMayBeInvolved, ...others } = rest;
  const people = [parentMayBeInvolved, ...recipientMayBeInvolved, staffMayBeInvolved];
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

/**
 * The id of the response among these that will be a drill's report once it is taken in: one that was already used for the drill, otherwise
 * the first one that has the code while the code is valid. Null if none will. Does not use up the code.
 */
export function waitingDrill({ memory }: Run, taken: readonly Taken[]): string | null {
  const { code, until, response: former } = memory.get("goingLive").drill;
  const bare = taken.filter(
    ({ report }) => isLikeCode(report.studentName) && saysNothingElse(report),
  );
  const found =
    bare.find(({ response }) => response.id === former) ??
    bare.find(
      ({ response, report }) =>
        bareCode(report.studentName) === code && response.receivedAt < until,
    );
  return found?.response.id ?? null;
}

/**
 * The same for reports that are taken in now. Uses up the code before anything about the report is written, so that no second report
 * becomes a drill; if the run is cut off, the same response is found again. Must be called under the lock.
 */
export function claimDrill(run: Run, taken: readonly Taken[]): string | null {
  const { memory } = run;
  // Another run may have used up the code since this one began.
  if (taken.some(({ report }) => isLikeCode(report.studentName))) memory.again();
  const id = waitingDrill(run, taken);
  const { drill } = memory.get("goingLive");
  const at = taken.find(({ response }) => response.id === id)?.response.receivedAt;
  if (at !== undefined && id !== null && id !== drill.response) {
    memory.set("goingLive", { drill: { ...drill, code: "", response: id, at } });
  }
  return id;
}
