/**
 * Which register of ordinary cases takes a report in, where schools have registers of their own (design 2.22): that of its school, or one
 * in which its student has an open case; and who is told of that.
 */

import { attempt } from "../attempt";
import { emptyCase } from "../case/facts/case-file";
import { rememberReferences } from "../case/facts/case-reference";
import { personAsked } from "../case/people/responsible-person";
import { type CaseIndex, caseIndexIn, type StudentClues } from "../casework/match-report";
import { recipientsOfReport, registerOfSchool, schoolNamed } from "../district/find-people";
import { isContactRole, isLeadRole } from "../district-directory";
import { addTo } from "../lists";
import { messageToEach, noticeToEach } from "../messages/messages";
import type { RoutedReport } from "../outage/who-is-told-in-an-outage";
import { openOutboxRequests, outboxRequests } from "../outbox/outbox-rows";
import type { RegisterName } from "../ports";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import type { QueuedMessage } from "../registers/change";
import { kindOf, ordinaryRegisters, schoolRegisters } from "../registers/kinds";
import { type Register, registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { contentsRequests } from "../sealed/remember-who-is-kept-out";
import { directoryFor, emptyContents } from "../sealed/who-reads-sealed-registers";
import { indexFinder } from "./index-of-cases";
import { indexRequests, responsesHeld, responsesIn, type Taken } from "./read-for-intake";
import { isLate } from "./route-reports";

/** The reports by the register of their school. */
export function byRegister({ directory }: Run, all: readonly RoutedReport[]) {
  const found = new Map<RegisterName, RoutedReport[]>();
  for (const one of all) addTo(found, registerOfSchool(directory, one.report.school), one);
  return found;
}

/**
 * Ids of late reports that a register has in which they do not belong by what Schools say now: a school's row may have named another one
 * when they came. One call for each register of schools.
 */
export function heldBeside(run: Run, open: readonly RoutedReport[]): ReadonlySet<string> {
  const late = open.filter((one) => isLate(run, one));
  const held = new Set<string>();
  for (const name of schoolRegisters(run.memory)) {
    const others = late.filter(
      ({ report }) => registerOfSchool(run.directory, report.school) !== name,
    );
    const ids = others.length === 0 ? held : responsesHeld(run, [name]);
    for (const { response } of others) if (ids.has(response.id)) held.add(response.id);
  }
  return held;
}

/** A register of ordinary cases, read as far as intake needs it. */
type Reads = (name: RegisterName) => { readonly register: Register; readonly index: Snapshot };

/**
 * Reads registers of ordinary cases, each once until it is written. `more`: what is read beside what every report needs. `main`: the main
 * register, where it was read already.
 */
export function readsOf(run: Run, more: readonly TabRequest[], main?: ReturnType<Reads>) {
  // What the main register has given counts for the blocks of the others, also if the store has lost it.
  if (main !== undefined && schoolRegisters(run.memory).length > 0) {
    const given = rowsOf(main.index, "cases").map(({ key }) => key);
    rememberReferences(run, "main", given);
  }
  const known = new Map<RegisterName, ReturnType<Reads>>();
  if (main !== undefined) known.set("main", main);
  const load = (name: RegisterName) => {
    const register = registerNamed(run, name);
    const { hasDirectory } = kindOf(name);
    const index = register.load([
      ...indexRequests,
      ...(hasDirectory ? openOutboxRequests(run.memory) : outboxRequests),
      ...contentsRequests(run, name),
      ...more,
    ]);
    return { register, index };
  };
  const of: Reads = (name) => {
    const found = known.get(name) ?? load(name);
    known.set(name, found);
    return found;
  };
  return { of, forget: (name: RegisterName) => known.delete(name) };
}

/** Where what was reported is taken in, and what the people of other registers are told or asked because of that. */
export type Placed = { readonly name: RegisterName } & Pick<Taken, "perhaps" | "sentFrom">;

/**
 * Makes a function that finds the register for what was reported about a student at a school whose cases are in the register `home`: another
 * one where the student has an open case there and id and name leave no doubt (design 2.22), or that has the response `id` already. A
 * register that cannot be read takes in nothing of another school. Looks no further where no school has a register of its own. The index of
 * cases is read once: after a case was opened, make another.
 */
export function placesIn(run: Run, home: RegisterName, reads: Reads) {
  const isAlone = schoolRegisters(run.memory).length === 0;
  const find = indexFinder(run);
  return (student: StudentClues, id: string): Placed => {
    const linkIn = (name: RegisterName) =>
      attempt(run, () => {
        const { index } = reads(name);
        const cases = caseIndexIn(index, run.directory.settings);
        const has = responsesIn(index).has(id);
        const { joins, sure, possibleMatches } = cases.link(student);
        const open = [...sure, ...possibleMatches].filter((of) => isOpen(cases.target(of)));
        return { name, isHere: joins !== null || has, open };
      });
    if (isAlone || linkIn(home)?.isHere === true) return { name: home };
    const { byId, byName } = find(student);
    const others = new Set(["main", ...byId.map(({ register }) => register)]);
    others.delete(home);
    const links = ordinaryRegisters(run.memory)
      .filter((name) => others.has(name))
      .flatMap((name) => linkIn(name) ?? []);
    const elsewhere = links.find(({ isHere }) => isHere);
    if (elsewhere !== undefined) return { name: elsewhere.name, sentFrom: home };
    const read = new Set<string>([home, ...links.map(({ name }) => name)]);
    // Of a register that was not read, or cannot be, what the index says is a question.
    const perhaps = [
      ...links.flatMap(({ open }) => open),
      ...[...byId, ...byName].flatMap((row) => (read.has(row.register) ? [] : row.reference)),
    ];
    return { name: home, perhaps: [...new Set(perhaps)] };
  };
}

/** The reports of schools whose cases are in the register `home`, by the register that takes each in (`placesIn`). */
export function placeReports(
  run: Run,
  home: RegisterName,
  own: readonly RoutedReport[],
  reads: Reads,
): ReadonlyMap<RegisterName, Taken[]> {
  const placed = new Map<RegisterName, Taken[]>();
  const placeOf = placesIn(run, home, reads);
  for (const one of own) {
    const { name, ...beside } = placeOf(one.report, one.response.id);
    addTo(placed, name, { ...one, ...beside });
  }
  return placed;
}

const isOpen = (row: ReturnType<CaseIndex["target"]>) =>
  row !== null && (row.closedAt ?? null) === null;

/**
 * The messages that follow from where a report was taken in: the school that sent it is told that another one acts on it, and leads are
 * asked whether cases of two registers are about one student. `of`: the case of the report. `run` has the district's directory.
 */
export function messagesBeside(run: Run, one: Taken, of: string): readonly QueuedMessage[] {
  const { response, report, sentFrom, perhaps = [] } = one;
  const { id } = response;
  const asked = perhaps.length === 0 ? [] : run.directory.people;
  const leads = asked.flatMap(({ role, email }) => (isLeadRole(role) ? email : []));
  const notice = { id: "same-student-elsewhere", cases: [of, ...perhaps].sort() } as const;
  const questions = noticeToEach(leads, `${id} ${notice.id}`, notice);
  if (sentFrom === undefined) return questions;
  const school = schoolNamed(run.directory, report.school)?.school ?? null;
  const directory = directoryFor(sentFrom, run.directory, emptyContents);
  const there = { ...run, directory, register: sentFrom };
  const isDanger = report.immediateDanger === "yes";
  const { tell } = recipientsOfReport(directory, school, run.now);
  const inDanger = isDanger ? tell.filter(({ role }) => isContactRole(role)) : [];
  const to = [personAsked({ ...emptyCase(), school }, there), ...inDanger].map(
    ({ email }) => email,
  );
  const danger = isDanger ? { danger: true } : {};
  const detail = { school, ...danger };
  return messageToEach(to, `${id} report-elsewhere`, "report-elsewhere", detail);
}
