/**
 * Who is told of a report that is in the Form and in no register: according to Contacts if they can be read, otherwise according to what
 * was remembered. A sealed report is told only to the people who read it, or to those of design 2.11, and never to anyone whom it excludes.
 */

import { attempt } from "../attempt";
import {
  directoryRequests,
  parseDirectory,
  withRegisters,
} from "../district/directory/read-directory";
import { recipientsOfReport, registerOfSchool, schoolNamed } from "../district/find-people";
import { callBook } from "../district/whom-to-call";
import { type Directory, isContactRole } from "../district-directory";
import type { Trouble } from "../errors";
import type { Report } from "../form/report";
import { asciiJson, fitting } from "../json";
import { union } from "../lists";
import { reportAgencies } from "../outbox/what-emails-show";
import type { FormResponse } from "../ports";
import { typedRows } from "../register/read/snapshot";
import { packOfDesk } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { readersByContacts } from "../sealed/which-sealed-register";
import type { SealedRegister } from "../sealed/who-reads-sealed-registers";
import { directoryFor, emptyContents } from "../sealed/who-reads-sealed-registers";
import type { Addresses, Involved } from "../sealed/whom-a-report-excludes";
import { excludedByReport, involvedKinds } from "../sealed/whom-a-report-excludes";
import type { Kept } from "../store/keys";
import { fold } from "../text";
import { rememberedUnreadableSealed, toldWithoutContent } from "./ask-without-register";
import { readWithoutGoneTabs } from "./partial-read";

/**
 * Where a report belongs: "main" for the main register; for a sealed report, whom it says may be involved. (Which sealed register that
 * means depends on Contacts.)
 */
export type Route = "main" | readonly Involved[];

/** A response, what it says, and where it belongs because of that. */
export interface RoutedReport {
  readonly response: FormResponse;
  readonly report: Report;
  readonly route: Route;
  /** The sealed register in which the case of its student goes on (intake/students-who-go-on); left out if none does. */
  readonly goesOnIn?: SealedRegister;
}

/** A report that goes into a sealed register, because of whom it says may be involved. */
export type SealedReport = RoutedReport & { readonly route: readonly Involved[] };

export const isSealedReport = (one: RoutedReport): one is SealedReport => one.route !== "main";

/** A report that is in the Form and in no register. */
export interface WaitingReport extends RoutedReport {
  /** Whether it is the report of a drill. */
  readonly isDrill: boolean;
  /** What keeps the report out of its register. */
  readonly trouble: Trouble;
}

/** The most addresses remembered for each route: a property holds 9 KB. */
const addressesUpTo = 40;

const leadsAndAdmins = ({ people }: Directory) =>
  people.flatMap(({ role, email }) => (isContactRole(role) ? [] : email));

/** Who is told of a danger at this school. */
function contactsOf({ directory: all, now }: Run, school: string | null): readonly string[] {
  const directory = directoryFor(registerOfSchool(all, school), all, emptyContents);
  const { tell } = recipientsOfReport(directory, school, now);
  return tell.map(({ email }) => email);
}

/**
 * The people who read a sealed report, according to Contacts; if no one may read it, the people who are told without content. `more`: further
 * people whom it excludes. `now`: people who are away at that time are left out (milliseconds UTC); null: no one is.
 */
export function toldOfSealed(
  run: Run,
  { route, more = [] }: { readonly route: readonly Involved[]; readonly more?: readonly string[] },
  school: string | null,
  now: number | null,
) {
  const { directory, clock } = run;
  const at = now ?? clock.now();
  const excluded: Addresses = new Set([...excludedByReport(route, directory, school, at), ...more]);
  const readers = readersByContacts({ involved: route, excluded, directory, now: at });
  return readers.length === 0
    ? { to: toldWithoutContent(run, excluded, school, now), isReader: false }
    : { to: readers.map(({ email }) => email), isReader: true };
}

/** The directory, as far as it can be read, for runs in which something has already failed; null if Contacts cannot be read. */
function readableDirectory(run: Run): Directory | null {
  const read = () => {
    const register = registerNamed(run, "main", []);
    const { snapshot } = readWithoutGoneTabs(run, register, directoryRequests, ["contacts"]);
    const rows = (tab: "contacts" | "schools" | "settings") =>
      snapshot.tabs.has(tab) ? typedRows(snapshot, tab) : [];
    return withRegisters(
      parseDirectory(
        { contacts: rows("contacts"), schools: rows("schools"), settings: rows("settings") },
        run.clock,
      ),
      run.memory,
    );
  };
  return attempt(run, read, null);
}

/**
 * The audience according to Contacts if they can be read; otherwise according to what was remembered by the last clock run that could read
 * the main register; the account of this run if nothing is remembered. Never throws.
 */
export function outageAudience(run: Run, read = readableDirectory(run)) {
  const { memory } = run;
  const directory = read?.people.length === 0 ? null : read;
  const looked = directory === null ? null : runAsRead(run, { directory });
  const pack = directory?.pack ?? packOfDesk(memory);
  const numbers = directory ?? { agencies: [], schools: [], liaisons: [] };
  return {
    /** The directory, if Contacts can be read; otherwise null. */
    directory,
    /**
     * Who is told of a report (`id`: of its response; `school`: as the reporter answered), and its school as the district writes it; null if
     * the school is not known, or if these people may not know it.
     */
    told(route: Route, school: string | null, id: string) {
      if (looked === null) {
        const { to, schools } = memory.get("district");
        if (route !== "main") return { to: rememberedFor(to, route), school: null };
        const is = ([one]: readonly [string, unknown]) =>
          school !== null && fold(one) === fold(school);
        const [name = null, contacts = []] = Object.entries(schools).find(is) ?? [];
        return { to: union(contacts, leadsInOutage(run)), school: name };
      }
      const known = schoolNamed(looked.directory, school)?.school ?? null;
      if (route === "main") {
        const to = union(contactsOf(looked, school), leadsAndAdmins(looked.directory));
        return { to, school: known };
      }
      const more = rememberedUnreadableSealed(run)[id]?.excluded ?? [];
      const { to, isReader } = toldOfSealed(looked, { route, more }, school, looked.now);
      return { to, school: isReader ? known : null };
    },
    /** Who is told without content of a danger in a register that no one may read; no one if Contacts cannot be read. */
    withoutContent: (excluded: Addresses, school: string | null) =>
      looked === null ? [] : toldWithoutContent(looked, excluded, school, null),
    /** Whom these reports exclude; null if one is sealed and Contacts cannot be read. */
    excluded(reports: readonly RoutedReport[]): readonly string[] | null {
      const sealed = reports.filter(isSealedReport);
      if (looked === null) return sealed.length === 0 ? [] : null;
      return sealed.flatMap(({ route, report: { school }, response: { receivedAt } }) => [
        ...excludedByReport(route, looked.directory, school, receivedAt),
      ]);
    },
    /** Agencies that take reports, with their numbers if Contacts can be read. `school`: as `told` returns it. */
    calls: (school: string | null) => reportAgencies(pack, callBook(numbers, school, pack)),
  };
}

/** Answers who is told in an outage. */
export type OutageAudience = ReturnType<typeof outageAudience>;

/** Every set of answers that a report can give about who may be involved. */
const involvedSets = (): readonly (readonly Involved[])[] =>
  Array.from({ length: 2 ** involvedKinds.length - 1 }, (_, set) =>
    involvedKinds.filter((_kind, at) => (((set + 1) >> at) & 1) === 1),
  ).sort((a, b) => a.length - b.length);

/** Those remembered for these answers: for several answers, those who are told whichever of them is given. */
function rememberedFor(to: Kept["district"]["to"], route: readonly Involved[]): readonly string[] {
  const [first = [], ...others] = route.map((kind) => to[kind] ?? []);
  return to[route.join()] ?? first.filter((one) => others.every((all) => all.includes(one)));
}

/** The remembered addresses of leads and admins, who are told that the main register is out of reach. */
export function leadsInOutage({ memory, identity }: Run): readonly string[] {
  const known = memory.get("district").to["main"] ?? [];
  return known.length === 0 ? [identity.runningAs()] : known;
}

/**
 * What a clock run that can read Contacts remembers for runs that cannot. In an outage the school of a sealed report is not known, so no
 * school's contact is told of a report that may be about a contact. Schools that do not fit into a property are left out: reports from them
 * go to leads and admins.
 */
export function audienceToRemember(run: Run): Omit<Kept["district"], "protocol"> {
  const { directory } = run;
  const to: Record<string, readonly string[]> = {
    main: union(leadsAndAdmins(directory)).slice(0, addressesUpTo),
  };
  for (const route of involvedSets()) {
    const told = toldOfSealed(run, { route }, null, run.now).to.slice(0, addressesUpTo);
    // For several answers only if those of the single ones, which come first, do not tell.
    if (route.length === 1 || rememberedFor(to, route).length === 0) to[route.join()] = told;
  }
  const kept = { to, minutes: directory.settings.immediateDangerMinutes };
  const schools = directory.schools.map(({ school }) => [school, contactsOf(run, school)] as const);
  return { ...kept, schools: Object.fromEntries(fitting(schools, asciiJson(kept).length)) };
}
