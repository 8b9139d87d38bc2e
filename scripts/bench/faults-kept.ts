/** What the test command plays of the product of calls and faults; `npm run -s bench -- --faults` plays all of it. */
import { type Fault, moments, momentsOf } from "./faults-crash";
import type { HeardCall } from "./faults-stage";

/** What loses a report or a person's mail where it goes wrong. */
const isCommitOrMail = ({ path }: HeardCall) =>
  path === "Sheets.Spreadsheets.batchUpdate" || path === "MailApp.sendEmail";

/** A call that changes something outside the script. */
export const isWrite = ({ path }: HeardCall) =>
  /\.(?:set|add|create|delete|remove|send|batchUpdate|tryLock|releaseLock)/.test(path);

/** Set-up sets and reads every part of the Form in the same way: what was hit once tells of its repeats. */
const isOfForm = ({ path }: HeardCall) => /^Form\.|Item\./.test(path);

/** What a call does: as counted, but the same for every type of question. */
export function actOf({ countedAs }: HeardCall): string {
  return countedAs.replace(/^\w*Item\./, "Item.").replace(/^Form\.add\w+Item$/, "Form.addItem");
}

/** A read that fails after it was served is one that fails before: it leaves nothing behind. */
const readMoments: readonly Fault[] = ["before", "stop"];

/**
 * Chooses the faults, call by call: every name of a call is hit, and every act that writes is hit by every kind of fault. The
 * commits and the mails are hit by every kind wherever they stand; of other calls, each by one kind in turn.
 */
export class KeptFaults {
  private readonly written = new Set<string>();
  private place = 0;

  /** Calls that it was asked about, by name as counted. */
  readonly heard = new Map<string, HeardCall>();

  at(index: number, call: HeardCall, calls: readonly HeardCall[]): readonly Fault[] {
    const { countedAs } = call;
    const act = actOf(call);
    this.heard.set(countedAs, call);
    const isRepeat = calls.findIndex((one) => one.countedAs === countedAs) < index;
    if (isOfForm(call) && isRepeat) return [];
    // Types of question share out the kinds among them where there are enough of them.
    const names = new Set(calls.filter((one) => actOf(one) === act).map((one) => one.countedAs));
    const isMetFirst = !this.written.has(act) && names.size < moments.length;
    if (isCommitOrMail(call) || (isWrite(call) && isMetFirst)) {
      this.written.add(act);
      return momentsOf(call);
    }
    const turn = names.size > 1 ? [...names].indexOf(countedAs) : this.place;
    this.place += 1;
    const kinds = isWrite(call) ? moments : readMoments;
    return kinds.filter((_, kind) => kind === turn % kinds.length);
  }
}
