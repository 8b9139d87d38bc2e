/**
 * What the clock does in a register beside the main one: tells the person who is responsible now, takes in edits, sends messages, reminds.
 * If the register is out of reach, people are asked about dangers by email without it.
 */

import { whoCanBeReached } from "../access/access-not-given-yet";
import { syncEditorsWithContacts } from "../access/match-editors-to-contacts";
import { attempt, note, orElse, tellingIfItFails } from "../attempt";
import { compareReleases, finishCarrying, isCarryingLeft } from "../carrying/finish-carrying";
import { asksToGoOn, goOnSealed } from "../carrying/go-on-sealed";
import { asksUntilCalled } from "../case/facts/danger";
import { type LoadedCases, openCasesIn } from "../case/load-cases";
import { readSteppedAside } from "../case/people/responsible-person";
import { directoryIn, directoryRequests } from "../district/directory/read-directory";
import { countBeside } from "../figures/what-is-counted";
import { noticeMissingRows } from "../install/missing-rows";
import { updateIndex } from "../intake/index-of-cases";
import {
  filesWithOpenAsks,
  rememberOpenAsks,
  rememberWork,
  rememberWorkAt,
  wholeRequests,
} from "../intake/route-reports";
import { rememberGoingOn } from "../intake/students-who-go-on";
import { underLock } from "../lock";
import { tellOfUnreadableSealed, type UnreadableSealed } from "../outage/ask-without-register";
import { askPastRegister, keptDangers, lostDangers } from "../outage/outage";
import { withoutGoneTabs } from "../outage/partial-read";
import { pendingMessages } from "../outbox/outbox-rows";
import type { RegisterName, SchoolRegister } from "../ports";
import { rowsOf } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import { isSealedRegister, rememberedOf } from "../registers/kinds";
import { type HourlyRead, registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import {
  contentsOf,
  contentsRequests,
  keptOutNews,
  runInRegister,
} from "../sealed/remember-who-is-kept-out";
import { readersOfRegister, type SealedRegister } from "../sealed/who-reads-sealed-registers";
import { hourMs } from "../time";
import { askAndRemind, tellWhoIsResponsible } from "./ask-and-remind";
import { auditRegister, auditRequests } from "./register-audit";
import { sendPendingMessages } from "./retry-email";
import { takeInSeenEdits } from "./take-in-edits";

/** Asks by direct email about the remembered dangers of a register that cannot be read or written. */
function askPast(run: Run, name: RegisterName, error: unknown): void {
  const trouble = run.diagnosis.troubleOf(error);
  askPastRegister(run, name, { dangers: keptDangers(run, name), trouble });
}

/** Writes into a register's Activity, and remembers, who is kept out of it by what Contacts say now. No call if no one is new. */
function writeKeptOut(run: Run, name: SealedRegister, { register, snapshot }: HourlyRead): void {
  attempt(run, () => {
    if (keptOutNews(run, name, snapshot).length === 0) return;
    underLock(run, { lockWait: "clock" }, () => {
      const read = register.load(contentsRequests(run, name));
      register.commit({ ...noChange, activity: keptOutNews(run, name, read) }, read);
    });
  });
}

/**
 * Does the work on a register beside the main one. It is small enough to be read whole. Nothing about a sealed one is stored where others
 * can read it. `run` has the district's directory. `steps`: the steps that are due at this look. If the register's own hourly step is among
 * them, this also checks who can open the register, how it is shared, and its protections. If the work fails, people are first asked about
 * dangers that are due; then what Google threw is thrown. `ended` is "busy" as `auditRegister` says; `open`: its open cases.
 */
export function lookAtRegister(
  run: Run,
  name: SealedRegister | SchoolRegister,
  steps: readonly string[] = [],
): { readonly ended: ReturnType<typeof auditRegister>; readonly open: LoadedCases } {
  const isTurn = steps.includes(name);
  const sealed = isSealedRegister(name) ? name : null;
  const work = () => {
    const register = registerNamed(run, name);
    const requests = [...wholeRequests(run, name), ...(isTurn ? auditRequests() : [])];
    const load = () => withoutGoneTabs(run, register, requests);
    let snapshot = load();
    // Before anyone is asked about a case that the main register has.
    const compare = () => sealed !== null && compareReleases(run, sealed, { register, snapshot });
    if (isTurn && attempt(run, compare, false)) snapshot = load();
    const { fresh } = lostDangers(run, name, snapshot);
    noticeMissingRows({ run, name, read: { register, snapshot } }, fresh);
    let open = openCasesIn(register, snapshot);
    if (sealed !== null) writeKeptOut(run, sealed, { register, snapshot });
    if (tellWhoIsResponsible(runInRegister(run, name, open.snapshot), name, open)) {
      // If roles have changed, lets in today's audience, and removes people who left.
      syncEditorsWithContacts(run, name, contentsOf(run, name, open.snapshot));
      snapshot = load();
      open = openCasesIn(register, snapshot);
    }
    if (sealed !== null) tellOfUnread(run, sealed, open);
    takeInSeenEdits(run, name, open);
    sendPendingMessages(run, name, snapshot);
    askAndRemind(run, name, open);
    const files = [...open.files.values()];
    const isAsked = asksToGoOn(snapshot).length > 0;
    if (isSealedRegister(name)) {
      rememberGoingOn(run, name, rowsOf(open.snapshot, "cases"));
      if (isAsked) rememberWork(run, name, "left");
      else rememberOpenAsks(run, name, files);
    } else {
      const isIdle = files.length === 0 && pendingMessages(snapshot, Infinity).length === 0;
      rememberWorkAt(run, name, isIdle ? "done" : "left");
      updateIndex(run, name, open.snapshot);
      rememberedOf(run, name, "clock").set({ clock: { counts: countBeside(files, run.now) } });
    }
    const looked = runAsRead(run, { register: name });
    const isLeft = files.some(({ row }) => isCarryingLeft(row, looked));
    return { register, snapshot, open, isAsked, isLeft };
  };
  const { isAsked, isLeft, open, ...read } = tellingIfItFails(work, (error) =>
    askPast(run, name, error),
  );
  if (isLeft) finishCarrying(run, name);
  if (sealed !== null && isAsked) goOnSealed(run, sealed, null);
  return { ended: isTurn ? auditRegister(run, name, read) : "done", open };
}

/**
 * Tells people whom no case of a sealed register excludes, without content, of its open cases that no one may read: according to Contacts,
 * or because Google refuses the readers' accounts, or because they stepped aside. After an hour a danger counts as read only by those whom
 * Contacts let open a register.
 */
function tellOfUnread(run: Run, name: SealedRegister, open: LoadedCases): void {
  const held = contentsOf(run, name, open.snapshot);
  const canReach = whoCanBeReached(run);
  const readers = readersOfRegister(name, run.directory, held).filter(({ email }) =>
    canReach(email),
  );
  const unread = [...open.files].flatMap(([reference, file]): readonly UnreadableSealed[] => {
    const { school, status, mergedInto } = file.row;
    const aside = readSteppedAside(file.row);
    const dangerSince = asksUntilCalled(file) ? file.row.dangerSince : null;
    // Whether somebody whom no register was ever opened to has an account, Google never told.
    const isLong = dangerSince !== null && run.now - dangerSince >= hourMs;
    const isRead = readers.some(
      ({ email, mayOpen }) => !aside.includes(email) && (mayOpen || !isLong),
    );
    if (isRead || status === "closed" || mergedInto !== null) return [];
    const excluded = new Set([...held.excluded, ...aside]);
    const known = { school, excluded, receivedAt: null, hasReader: false };
    return [{ id: `${name} ${reference}`, dangerSince, ...known }];
  });
  tellOfUnreadableSealed(run, unread, (id) => id.startsWith(`${name} `));
}

/**
 * Does the work on the sealed registers in which someone was asked and has not answered, if there are any, and nothing else. What anyone
 * else can read, in the main register or in the script's store, must not show that anyone was asked. Throws if the main register cannot be
 * read.
 */
export function seeToSealedAlone(before: Run): void {
  // Only the account that took a sealed report knows that someone was asked about it.
  const names = filesWithOpenAsks(before);
  if (names.length === 0) return;
  const main = registerNamed(before, "main", []).load(directoryRequests);
  const run = runAsRead(before, { directory: directoryIn(main, before) });
  for (const name of names) attempt(before, () => lookAtRegister(run, name));
}

/**
 * For a look that could not read the main register. If Contacts, Schools and Settings can still be read, does the work on the sealed
 * registers in which someone was asked; otherwise asks people from what was remembered.
 */
export function askSealedMeanwhile(run: Run, failure: unknown): void {
  orElse(
    () => seeToSealedAlone(run),
    (error) => {
      note(run, error);
      for (const name of filesWithOpenAsks(run)) askPast(run, name, failure);
    },
  );
}
