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

/** Of reads that were hit once every so many-th is hit again. */
const everyRead = 8;

/** The kinds at `turn`, `count` of them. */
function byTurn(kinds: readonly Fault[], count: number, turn: number): readonly Fault[] {
  const turns = Math.ceil(kinds.length / count);
  return kinds.filter((_, kind) => kind % turns === turn % turns);
}

/**
 * Chooses the faults, call by call: every act is hit, and one that writes by every kind of fault. After that the first commit and the
 * first mail of each operation are hit by half of the kinds in turn, each further one by a single kind in turn, as is the lock or a
 * property where an operation first comes to it; a read now and then.
 */
export class KeptFaults {
  private readonly turns = new Map<string, number>();
  private reads = 0;

  /** Calls that it was asked about, by what they do. */
  readonly heard = new Map<string, HeardCall>();

  at(index: number, call: HeardCall, calls: readonly HeardCall[]): readonly Fault[] {
    const act = actOf(call.countedAs);
    this.heard.set(act, call);
    const repeats = calls.slice(0, index).filter((one) => actOf(one.countedAs) === act).length;
    if (isOfForm(call) && repeats > 0) return [];
    const turn = this.turns.get(act) ?? 0;
    this.turns.set(act, turn + 1);
    if (!isWrite(call)) return this.ofRead(turn);
    if (turn === 0) return momentsOf(call);
    if (isCommitOrMail(call)) return byTurn(momentsOf(call), repeats === 0 ? 2 : 1, turn);
    return repeats === 0 ? byTurn(moments, 1, turn) : [];
  }

  private ofRead(turn: number): readonly Fault[] {
    this.reads += 1;
    return turn > 0 && this.reads % everyRead !== 0 ? [] : byTurn(readMoments, 1, this.reads);
  }
}

const isOfSheets = ({ path }: HeardCall) => path.startsWith("Sheets.");

/**
 * Whether an intrusion is played before a call. A person who moves rows in between two calls that are not to Sheets is not seen
 * before the next one that is: one place stands for all of them. What was read and is about to be written is where it matters:
 * rows move before each commit, and before every third other call to Sheets. Another run, which also overlaps at pairs of calls,
 * comes before every second call, by turns from one intrusion to the next but one, so that one of those two comes before each.
 */
export function isKeptIntrusion(
  { movesRows }: Intrusion,
  place: number,
  call: HeardCall,
  index: number,
): boolean {
  if (movesRows !== true) return (index + Math.floor(place / 2)) % 2 === 0;
  return call.path === commit || (isOfSheets(call) && (index + place) % 3 === 0);
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
 * lock, a register or a person's mail; over all of them each kind of call of each run, and each two kinds of those.
 */
export class KeptOverlaps {
  private readonly met = new Set<string>();

  /** The numbers of both calls, as "3,7". `names` are those of the two runs. */
  chosen(
    names: readonly [string, string],
    [ofFirst, ofSecond]: readonly [readonly HeardCall[], readonly HeardCall[]],
  ): ReadonlySet<string> {
    const tells = (name: string, call: HeardCall) => [
      `${name} ${call.countedAs}`,
      ...(isShared(call) ? [`${names.join(" and ")}: ${name} ${call.path}`] : []),
    ];
    // While the first holds the lock, the second comes no further than to asking for it.
    const held = areHeld(ofFirst);
    const asking = ofSecond.findIndex(({ path }) => path === "Lock.tryLock");
    const left = ofFirst.flatMap((one, place) =>
      ofSecond.flatMap((other, number) => {
        if (held[place] === true && asking >= 0 && number > asking) return [];
        const kinds = isShared(one) && isShared(other) ? [`${one.path} ${other.path}`] : [];
        const all = [...tells(names[0], one), ...tells(names[1], other), ...kinds];
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
