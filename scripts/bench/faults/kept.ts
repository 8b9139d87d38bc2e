/** What the test command plays of the product of calls and faults; `npm run -s bench -- --faults` plays all of it. */
import { type Fault, moments, momentsOf } from "./crash";
import type { Intrusion } from "./interleave";
import type { HeardCall } from "./stage";

const commit = "Sheets.Spreadsheets.batchUpdate";

/** What loses a report or a person's mail where it goes wrong. */
const isCommitOrMail = ({ path }: HeardCall) => path === commit || path === "MailApp.sendEmail";

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

/** What reads the same again reads it in the same way: its first two are played, and of the rest every so many-th. */
const everyRead = 6;

/** The kinds at `turn`, `count` of them. */
function byTurn(kinds: readonly Fault[], count: number, turn: number): readonly Fault[] {
  const turns = Math.ceil(kinds.length / count);
  return kinds.filter((_, kind) => kind % turns === turn % turns);
}

/**
 * Chooses the faults, call by call: every act is hit, and one that writes by every kind of fault. The first commit and the first
 * mail of each operation are hit by every kind, each further commit by half of them in turn; each other call by one kind in turn.
 */
export class KeptFaults {
  private readonly written = new Set<string>();
  private place = 0;

  /** Calls that it was asked about, by what they do. */
  readonly heard = new Map<string, HeardCall>();

  at(index: number, call: HeardCall, calls: readonly HeardCall[]): readonly Fault[] {
    const act = actOf(call.countedAs);
    this.heard.set(act, call);
    const repeats = calls.slice(0, index).filter((one) => actOf(one.countedAs) === act).length;
    if (isOfForm(call) && repeats > 0) return [];
    const isFirst = isCommitOrMail(call) ? repeats === 0 : !this.written.has(act);
    if (isWrite(call) && isFirst) {
      this.written.add(act);
      return momentsOf(call);
    }
    this.place += 1;
    const turn = Math.floor(this.place / 2);
    if (call.path === commit) return byTurn(momentsOf(call), 2, turn);
    if (isWrite(call)) return byTurn(moments, 1, turn);
    return repeats > 1 && repeats % everyRead !== 0 ? [] : byTurn(readMoments, 1, turn);
  }
}

const isOfSheets = ({ path }: HeardCall) => path.startsWith("Sheets.");
const isOfLock = ({ path }: HeardCall) => path.startsWith("Lock.");

/**
 * Whether an intrusion is played before a call. A person who moves rows in between two calls that are not to Sheets is not seen
 * before the next one that is: one place stands for all of them. Another run, which also overlaps at pairs of calls, is played
 * at every second call to the lock or a register and at every fourth of the others, by turns from one intrusion to the next.
 */
export function isKeptIntrusion(
  { movesRows }: Intrusion,
  place: number,
  call: HeardCall,
  index: number,
): boolean {
  if (movesRows === true) return isOfSheets(call);
  return (index + place) % (isOfSheets(call) || isOfLock(call) ? 2 : 4) === 0;
}

/** Where two runs can get into each other's way. */
const isShared = ({ path }: HeardCall) => /^(?:Sheets|Lock|MailApp)\./.test(path);

/** Which of a run's calls it makes while it holds the lock. */
function areHeld(calls: readonly HeardCall[]): readonly boolean[] {
  let isHeld = false;
  return calls.map(({ path }) => {
    const wasHeld = isHeld;
    if (path === "Lock.tryLock") isHeld = true;
    if (path === "Lock.releaseLock") isHeld = false;
    return wasHeld;
  });
}

/**
 * Chooses the pairs of calls at which two runs overlap, two runs after two: as few as meet, of either run, each kind of call to the
 * lock, a register or a person's mail; over all of them every single call of each run, and each two kinds of those calls.
 */
export class KeptOverlaps {
  private readonly met = new Set<string>();

  /** The numbers of both calls, as "3,7". `names` are those of the two runs. */
  chosen(
    names: readonly [string, string],
    [ofFirst, ofSecond]: readonly [readonly HeardCall[], readonly HeardCall[]],
  ): ReadonlySet<string> {
    const tells = (name: string, call: HeardCall, place: number) => [
      `${name} ${place}`,
      ...(isShared(call) ? [`${names.join(" and ")}: ${name} ${call.path}`] : []),
    ];
    // While the first holds the lock, the second comes no further than to asking for it.
    const held = areHeld(ofFirst);
    const asking = ofSecond.findIndex(({ path }) => path === "Lock.tryLock");
    const left = ofFirst.flatMap((one, place) =>
      ofSecond.flatMap((other, number) => {
        if (held[place] === true && asking >= 0 && number > asking) return [];
        const kinds = isShared(one) && isShared(other) ? [`${one.path} ${other.path}`] : [];
        const all = [...tells(names[0], one, place), ...tells(names[1], other, number), ...kinds];
        return [{ at: `${place},${number}`, tells: all }];
      }),
    );
    const chosen = new Set<string>();
    for (;;) {
      const news = left.map((one) => one.tells.filter((tell) => !this.met.has(tell)).length);
      const most = Math.max(...news);
      const best = left[news.indexOf(most)];
      if (most < 1 || best === undefined) return chosen;
      chosen.add(best.at);
      for (const one of best.tells) this.met.add(one);
    }
  }
}
