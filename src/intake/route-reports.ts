/**
 * Where a report goes: into the main register, or, if it is sealed because of whom it involves, into which sealed register (design 2.11).
 * Also describes reports that did not get there, for the emails about them, and finds questions that the Form lacks, since they decide how
 * a report is read.
 */

import { installersOf, mayRunDesk } from "../access/accounts-at-work";
import { waitsForAnswer } from "../asking/case-asks";
import { attempt, isDone, orElse, twice } from "../attempt";
import { type CaseFile, isReleaseLeft } from "../case/facts/case-file";
import { openCaseRequests, typedBesideRequests } from "../case/load-cases";
import type { Sealed } from "../casework/what-becomes-of-cells";
import type { Person } from "../district-directory";
import { waitingDrill } from "../drill/drill-code";
import type { Trouble } from "../errors";
import { findFormGaps, findReworded, markNotAsked, updateGaps } from "../form/missing-questions";
import { type FormKey, formItemsIn, formLanguageIn, readReport } from "../form/report";
import { once } from "../lazy";
import { addTo, union } from "../lists";
import type { UnreadableSealed } from "../outage/ask-without-register";
import { rememberedUnreadableSealed, tellPastRegister } from "../outage/ask-without-register";
import type { RoutedReport, SealedReport } from "../outage/who-is-told-in-an-outage";
import { isSealedReport, leadsInOutage } from "../outage/who-is-told-in-an-outage";
import { outboxRequests } from "../outbox/outbox-rows";
import { forgetTold } from "../outbox/told-notices";
import type { FormResponse, RegisterName } from "../ports";
import { packsFrom } from "../protocol/find-pack";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf } from "../register/read/snapshot";
import {
  isOfSchools,
  isSealedRegister,
  kindOf,
  packOfDesk,
  registerId,
  rememberedOf,
} from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { contentsOf, contentsRequests } from "../sealed/remember-who-is-kept-out";
import type { SealedFile, SealedPlace } from "../sealed/which-sealed-register";
import { registerOfReport } from "../sealed/which-sealed-register";
import type { SealedRegister } from "../sealed/who-reads-sealed-registers";
import { involvedInReport, sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { excludedByReport } from "../sealed/whom-a-report-excludes";
import { minuteMs } from "../time";
import { indexRequests, intakeState, type Taken } from "./read-for-intake";
import { learnGoingOn, whereItGoesOn } from "./students-who-go-on";

/** Reads the responses, and finds out where each report belongs: by its answers, and by its student if their case goes on sealed. */
export function readResponses(run: Run, responses: readonly FormResponse[]) {
  const { clock, memory } = run;
  const packs = packsFrom(packOfDesk(memory));
  if (responses.length > 0) learnGoingOn(run);
  return responses.map((response): RoutedReport => {
    const { receivedAt } = response;
    const report = markNotAsked(readReport(response, clock, packs), receivedAt, memory);
    const { studentName: student, studentId, school } = report;
    const on = attempt(run, () =>
      twice(() => whereItGoesOn(run, { student, studentId, school }, receivedAt)),
    );
    const involved = involvedInReport(report);
    if (on == null) return { response, report, route: involved.length === 0 ? "main" : involved };
    return { response, report, route: union(on.involved, involved), goesOnIn: on.register };
  });
}

/** These reports, which wait, as the emails about them need them. `trouble`: what keeps them out of their register. */
export function waitingOf(run: Run, reports: readonly RoutedReport[], trouble: Trouble) {
  const unsealed = reports.filter((one) => !isSealedReport(one));
  const drill = waitingDrill(run, unsealed);
  return reports.map((one) => ({ ...one, isDrill: one.response.id === drill, trouble }));
}

/** If a report older than this (milliseconds) is not in its register, it may have been there and lost its row. */
const lateMs = 10 * minuteMs;

/**
 * Whether a report is so old that an earlier run may have taken it in, possibly by another route: at that time Google may still have given
 * answers that it no longer gives.
 */
export function isLate({ clock }: Run, { response }: RoutedReport): boolean {
  return clock.now() - response.receivedAt > lateMs;
}

/**
 * Finds questions that the Form lacks, and remembers them. Must be called before reports are taken in, since how a report is read depends
 * on what its reporter was asked. One call, and one more if something has changed. If Google does not answer, what was remembered counts.
 */
export function noticeGaps(run: Run, responses: readonly FormResponse[]): readonly FormKey[] {
  const { form, memory, clock } = run;
  return attempt(run, () => {
    const [pack, ids] = [packOfDesk(memory), formItemsIn(memory)];
    const present = form.questions();
    const missing = findFormGaps(pack, present, ids, formLanguageIn(memory));
    const reworded = findReworded(present, ids);
    const at = Math.min(clock.now(), ...responses.map(({ receivedAt }) => receivedAt));
    // What was answered before the Form was last seen in order keeps its meaning.
    const since = Math.max(at, formSeenAt(run));
    const gaps = updateGaps(memory.get("formGaps"), { missing, reworded }, since, at);
    memory.setAll({ formGaps: gaps });
    return union(missing, reworded);
  }, []);
}

/** The name of the clock's step that looks at the Form's questions. */
export const formStep = "form and quota";

/** When the clock last looked at the Form's questions, milliseconds UTC; 0: never, or its time is in the future. */
function formSeenAt({ memory, clock }: Run): number {
  const at = memory.get("clock").steps[formStep] ?? 0;
  return at > clock.now() ? 0 : at;
}

/** Tells people of missing questions. Sends email: must not be called under the lock. */
export function tellOfGaps(run: Run, missing: readonly FormKey[]): void {
  attempt(run, () => {
    if (missing.length === 0) forgetTold(run, "question-missing");
    else {
      const notice = { id: "question-missing", missing } as const;
      tellPastRegister(run, leadsInOutage(run), { notice, about: missing.join(",") });
    }
  });
}

// Sealed reports (they may be about a contact, an administrator or a lead): which register each one goes into.

/** What every run reads of a register beside the main one, whole, since it is smaller. */
export function wholeRequests(run: Run, name: RegisterName): readonly TabRequest[] {
  return [
    ...outboxRequests,
    ...openCaseRequests(null),
    ...typedBesideRequests(),
    ...contentsRequests(run, name),
    ...(isSealedRegister(name) ? [{ tab: "goOnSealed", columns: "all" } as const] : []),
  ];
}

/**
 * Reads all that is needed to take in a report and to know who may open the register: all but what people keep beside the cases (Plan, Log,
 * ...). A sealed register is small enough for that.
 */
export function loadWhole<Name extends RegisterName>(run: Run, name: Name) {
  const register = registerNamed(run, name);
  const snapshot = register.load([
    ...indexRequests,
    ...wholeRequests(run, name),
    ...(isSealedRegister(name) ? [{ tab: "reporters", columns: ["response"] } as const] : []),
  ]);
  return { name, register, snapshot, held: contentsOf(run, name, snapshot) };
}

type SealedRead = ReturnType<typeof loadWhole<SealedRegister>>;

/**
 * Lets in people of a register's audience who cannot open it yet, if the lead has ticked them in Contacts: a link that does not open helps
 * no one. Returns those whom this account cannot let in because another account owns the file. If Google fails for a moment, they count as
 * let in, and the clock tries again.
 */
function letIn(run: Run, id: string, opens: readonly string[], audience: readonly Person[]) {
  const { access, identity } = run;
  const me = identity.runningAs();
  const failed = audience.flatMap(({ email, mayOpen }) => {
    const isIn = !mayOpen || email === me || opens.includes(email);
    return isIn || isDone(run, () => twice(() => access.add(id, email))) ? [] : email;
  });
  if (failed.length === 0) return new Set<string>();
  const owner = attempt(run, () => access.owner(id), me);
  return new Set(owner === me ? [] : failed.filter((email) => email !== owner));
}

/** Functions that answer questions about the sealed registers, each of which is read once at most. Must be called under the lock. */
export function sealedFiles(run: Run) {
  const { access, clock, directory, memory } = run;
  const known = new Map<SealedRegister, SealedRead>();
  const running = installersOf(run).filter((one) => mayRunDesk(directory, one));
  const roles = new Set(
    directory.people.flatMap(({ role, email }) => (/-lead$/.test(role) ? email : [])),
  );
  /** The register, read at its first use. Throws what Google throws. */
  const read = (name: SealedRegister) => {
    const found = known.get(name) ?? loadWhole(run, name);
    known.set(name, found);
    return found;
  };
  const ownerOf = (name: SealedRegister) => access.owner(registerId(memory, name)) ?? "";
  /**
   * Who can open the file. The owner, who can always open it, is looked up and left out only if someone unexpected is among the editors.
   */
  const opensOf = (name: SealedRegister): readonly string[] => {
    const editors = access.editors(registerId(memory, name));
    if (editors.every((one) => running.includes(one) || roles.has(one))) return editors;
    const owner = ownerOf(name);
    return editors.filter((one) => one !== owner);
  };
  return {
    read,
    /** Whether one of the registers has a response. Throws if no register that can be read has it and another one cannot be read. */
    isIn(names: readonly SealedRegister[], id: string): boolean {
      const errors: unknown[] = [];
      const has = (name: SealedRegister) =>
        orElse(
          () => intakeState(run, read(name).snapshot).responses.has(id),
          (error) => {
            errors.push(error);
            return false;
          },
        );
      if (names.some(has)) return true;
      if (errors.length > 0) throw errors[0];
      return false;
    },
    /** The one of those that were read so far whose people were told of a response. */
    toldOf: (id: string) =>
      [...known.values()].find(({ snapshot }) =>
        rowsOf(snapshot, "outbox").some(({ key }) => key.startsWith(`${id} `)),
      )?.name,
    /**
     * Which of these registers a report belongs to (`registerOfReport`); null: no one. "if-opened": as if each could be opened to the people
     * who may read it, and to them alone.
     */
    placeOf(
      names: readonly SealedRegister[],
      whom: Pick<SealedPlace, "involved" | "excluded">,
      how: "now" | "if-opened" = "now",
    ): SealedRegister | null {
      const all = names.map((name): SealedFile => {
        const contents = () => read(name).held;
        if (how !== "now") return { name, contents, opens: () => [], shutOut: () => new Set() };
        const opens = once(() => opensOf(name));
        const shutOut = (audience: readonly Person[]) =>
          letIn(run, registerId(memory, name), opens(), audience);
        return { name, contents, opens, shutOut };
      });
      const found = (aside: readonly string[]) =>
        registerOfReport(all, { ...whom, directory, running: new Set(aside), now: clock.now() });
      // If Contacts names the owner, who can read everything, the others can still read the report, so the owner does not count against it.
      return found(running) ?? found([...running, ...names.map(ownerOf)]);
    },
  };
}

/** What the case of a sealed report stores about that. */
export const sealedIn = (
  name: SealedRegister,
  excluded: Iterable<string>,
  mainCase: string | null,
): Sealed => ({
  readBy: kindOf(name).audience?.[0] ?? null,
  excluded: [...excluded].sort(),
  mainCase,
});

/**
 * Assigns each report to the register whose audience may read it; someone of that audience can open the register before anything is
 * written. Leaves out reports that a register has already. Also returns the reports that no one may read, or that someone may, but no
 * register can be opened to them alone. `mainCaseOf`: the open case of its student among ordinary cases. `fail` is called for a report
 * whose register could not be reached, with what was thrown. Must be called under the lock.
 */
export function sortSealed(
  run: Run,
  taken: readonly SealedReport[],
  mainCaseOf: (one: RoutedReport) => string | null,
  fail: (one: SealedReport, error: unknown) => void,
) {
  const { directory } = run;
  const files = sealedFiles(run);
  const places = new Map<SealedRead, Taken[]>();
  const unread: UnreadableSealed[] = [];
  for (const one of taken) {
    const { id, receivedAt } = one.response;
    const { school, immediateDanger } = one.report;
    const excluded = new Set([
      ...excludedByReport(one.route, directory, school, receivedAt),
      ...(rememberedUnreadableSealed(run)[id]?.excluded ?? []),
    ]);
    const sort = () => {
      // A report that has just been sent can only be in a register in which someone was recently asked. A late one may be in any register,
      // or may have lost its rows: then it goes back to the register whose people were told of it.
      const isOld = isLate(run, one);
      if (files.isIn(isOld ? sealedRegisters : filesWithOpenAsks(run), id)) return;
      // Another account may have taken it in meanwhile, or this one could not remember it; and Contacts may have changed since.
      const isSeenAgain = !isOld && run.clock.now() - receivedAt > minuteMs;
      const isInAny = () => files.isIn(sealedRegisters, id);
      if (isSeenAgain && orElse(isInAny, () => false)) return;
      const back = isOld ? files.toldOf(id) : undefined;
      const names = back === undefined ? sealedRegisters : [back];
      const whom = { involved: one.route, excluded };
      const on = back === undefined && one.goesOnIn !== undefined ? [one.goesOnIn] : [];
      const place = files.placeOf(on, whom) ?? files.placeOf(names, whom);
      if (place === null) {
        const dangerSince = immediateDanger === "yes" ? receivedAt : null;
        const hasReader = files.placeOf(names, whom, "if-opened") !== null;
        unread.push({ id, receivedAt, dangerSince, excluded, school, hasReader });
        return;
      }
      if (files.isIn([place], id)) return;
      const file = files.read(place);
      file.held = {
        ...file.held,
        hasOpenCase: true,
        excluded: new Set([...file.held.excluded, ...excluded]),
      };
      addTo(places, file, { ...one, sealed: sealedIn(place, excluded, mainCaseOf(one)) });
    };
    orElse(sort, (error) => fail(one, error));
  }
  return { places, unread };
}

/**
 * Names of the sealed registers in which someone was asked and has not answered. One call. Empty if the store cannot be read: each register
 * still has its hourly step.
 */
export function filesWithOpenAsks(run: Run): readonly SealedRegister[] {
  const names: readonly string[] = attempt(run, () => run.ownMemory.get("sealed").asking, []);
  return sealedRegisters.filter((name) => names.includes(name));
}

/**
 * Remembers whether a sealed register has a case whose question is not answered, or whose release is not finished. Must be called whenever
 * its open cases were read or a case was opened in it; does nothing for the main register. "part": there may be other open cases that were
 * not read.
 */
export function rememberOpenAsks(
  run: Run,
  name: RegisterName,
  files: Iterable<CaseFile>,
  seen: "all" | "part" = "all",
): void {
  const isLeft = [...files].some((file) => waitsForAnswer(file) || isReleaseLeft(file.row));
  if (isSealedRegister(name) && (isLeft || seen === "all"))
    rememberWork(run, name, isLeft ? "left" : "done");
}

/**
 * Remembers whether a register of schools has work for each look: an open case, or email that waits. Must be called before anything is
 * written there that may make work. At most one call; none for other registers.
 */
export function rememberWorkAt(run: Run, name: RegisterName, work: "left" | "done"): void {
  if (!isOfSchools(name)) return;
  const idle = work === "done";
  const { get, set } = rememberedOf(run, name, "clock");
  if (get().idle !== idle) set({ clock: { idle } });
}

/** Remembers whether every look has to look into this sealed register. */
export function rememberWork(run: Run, name: SealedRegister, work: "left" | "done"): void {
  const before = filesWithOpenAsks(run);
  if (before.includes(name) === (work === "left")) return;
  const asking = [...before.filter((one) => one !== name), ...(work === "left" ? [name] : [])];
  attempt(run, () => {
    // Keeps what other runs of this account have stored in the meantime.
    run.ownMemory.again();
    run.ownMemory.set("sealed", { asking });
  });
}
