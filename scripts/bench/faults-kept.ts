/** What the test command plays of the product of calls and faults; `npm run -s bench -- --faults` plays all of it. */
import { type Fault, moments, momentsOf } from "./faults-crash";
import type { Intrusion } from "./faults-interleave";
import type { HeardCall } from "./faults-stage";

/** What loses a report or a person's mail where it goes wrong. */
const isCommitOrMail = ({ path }: HeardCall) =>
  path === "Sheets.Spreadsheets.batchUpdate" || path === "MailApp.sendEmail";

/** A call that changes something outside the script. */
export const isWrite = ({ path }: HeardCall) =>
  /\.(?:set|add|create|delete|remove|send|batchUpdate|tryLock|releaseLock)/.test(path);

/** Set-up sets and reads every part of the Form in the same way: what was hit once tells of its repeats, whatever the type of question. */
const isOfForm = ({ path }: HeardCall) => /^Form\.|Item\./.test(path);

/** What a call does: the name by which it is counted, but the same for every part of the Form and every type of question. */
export function actOf(countedAs: string): string {
  return countedAs
    .replace(/^\w*Item\./, "Item.")
    .replace(/^Form\.add\w+Item$/, "Form.addItem")
    .replace(/^(Form|Item)\.(?:get(?!Responses)|is|can|has|collects|supports)\w+$/, "$1.get")
    .replace(/^(Form|Item)\.(set|create)\w+$/, "$1.$2");
}

/** A read that fails after it was served is one that fails before: it leaves nothing behind. */
const readMoments: readonly Fault[] = ["before", "stop"];

/** A run of so many calls is set-up, whose steps read the same things again and again: every second of those reads is enough. */
const longFrom = 100;

/**
 * Chooses the faults, call by call: every act is hit, and one that writes by every kind of fault. The commits and the mails are
 * hit by every kind wherever they stand; of other calls, each by one kind in turn.
 */
export class KeptFaults {
  private readonly written = new Set<string>();
  private place = 0;

  /** Calls that it was asked about, by what they do. */
  readonly heard = new Map<string, HeardCall>();

  at(index: number, call: HeardCall, calls: readonly HeardCall[]): readonly Fault[] {
    const act = actOf(call.countedAs);
    this.heard.set(act, call);
    const isRepeat = calls.findIndex((one) => actOf(one.countedAs) === act) < index;
    if (isOfForm(call) && isRepeat) return [];
    if (isCommitOrMail(call) || (isWrite(call) && !this.written.has(act))) {
      this.written.add(act);
      return momentsOf(call);
    }
    this.place += 1;
    const isPassed = isRepeat && !isWrite(call) && calls.length > longFrom && this.place % 2 === 0;
    if (isPassed) return [];
    const kinds = isWrite(call) ? moments : readMoments;
    const turn = Math.floor(this.place / 2) % kinds.length;
    return kinds.filter((_, kind) => kind === turn);
  }
}

const isOfSheets = ({ path }: HeardCall) => path.startsWith("Sheets.");
const isOfLock = ({ path }: HeardCall) => path.startsWith("Lock.");

/**
 * Whether an intrusion is played before a call. A person who moves rows in between two calls that are not to Sheets is not seen
 * before the next one that is: one place stands for all of them. Another run is played wherever the lock or the register is
 * touched, and at every second of the other calls, the even ones of one intrusion and the odd ones of the next.
 */
export function isKeptIntrusion(
  { movesRows }: Intrusion,
  place: number,
  call: HeardCall,
  index: number,
): boolean {
  if (isOfSheets(call)) return true;
  return movesRows !== true && (isOfLock(call) || (index + place) % 2 === 0);
}

/** Where two runs can get into each other's way. */
const isShared = ({ path }: HeardCall) => /^(?:Sheets|Lock|MailApp)\./.test(path);

/**
 * Whether two runs are played that overlap at these two calls, whose numbers `place` has; `turn` differs from pair to pair of runs.
 * Where both touch the lock, a register or a person's mail every third, of the rest every ninth: each call has its turn.
 */
export function isKeptOverlap(
  turn: number,
  [one, other]: readonly [HeardCall, HeardCall],
  [place, number]: readonly [number, number],
): boolean {
  const every = isShared(one) && isShared(other) ? 3 : 9;
  return (place + 2 * number + turn) % every === 0;
}
