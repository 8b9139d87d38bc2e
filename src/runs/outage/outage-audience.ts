/**
 * Who is told of a report that is in the Form and in no register: by Contacts where they can be read, otherwise by what was remembered of
 * them. Of a sealed report the people who read it alone, or those of design 2.11; never anyone whom it excludes.
 */
import { reportAgencies } from "../../case/views/letter-facts";
import type { Directory } from "../../district/district";
import { callBook, recipientsOfReport, schoolNamed } from "../../district/find-people";
import {
  excludedByReport,
  type Involved,
  involvedKinds,
  peopleToldWithoutContent,
  readersByContacts,
} from "../../district/sealed-readers";
import { settingDefaults } from "../../district/settings";
import type { Trouble } from "../../errors";
import { asciiJson } from "../../json";
import type { Callee } from "../../protocol/agencies";
import { packOfDesk } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";
import type { Kept } from "../../store/keys";
import { fold } from "../../text";
import { rememberedUnreadableSealed } from "./kept-dangers";
import { readableDirectory } from "./partial-read";

/**
 * Where a report belongs: "main" for the main register; for a sealed report whom it says may be involved. (Which sealed register it is for
 * depends on Contacts.)
 */
export type Route = "main" | Involved;

/** A report that is in the Form and in no register. */
export interface Waiting {
  /** Id of the Form's response. */
  readonly id: string;
  readonly route: Route;
  /** Milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  readonly isDanger: boolean;
  /** Whether it is the report of a drill. */
  readonly isDrill: boolean;
  /** The school as the reporter answered; null where there is no answer. Printed only where it is one of the district's schools. */
  readonly school: string | null;
  /** What keeps the report out of its register. */
  readonly trouble: Trouble;
}

/** Who is told of one report, and what of it. */
export interface Told {
  readonly to: readonly string[];
  /** The report's school as the district writes it; null where it is not known, or where these people may not know it. */
  readonly school: string | null;
}

/** Who is told in an outage. */
export interface OutageAudience {
  /** Contacts, where they can be read. */
  readonly directory: Directory | null;
  told(waiting: Pick<Waiting, "id" | "route" | "school">): Told;
  /** Agencies that take reports, with their numbers where Contacts can be read. `school` is that of `Told`. */
  calls(school: string | null): readonly Callee[];
  /** The setting `immediateDangerMinutes`: minutes until people are asked again about a danger that no one acknowledged. */
  readonly minutes: number;
}

/** So many addresses are remembered for each route: a property holds 9 KB. */
const addressesUpTo = 40;
const lettersUpTo = 8_000;

const distinct = (addresses: readonly string[]) => [...new Set(addresses)];

const leadsAndAdmins = ({ people }: Directory) =>
  people.filter(({ role }) => !/contact$/.test(role));

/** The school's contact and backup contact, and leads and admins. */
function toldOfMain({ directory, now }: Run, school: string | null): readonly string[] {
  const { tell } = recipientsOfReport(directory, school, now, { immediateDanger: true });
  return distinct([...tell, ...leadsAndAdmins(directory)].map(({ email }) => email));
}

/** The people who read a sealed report, as Contacts say; where no one can, the people who are told without content. */
function toldOfSealed(
  { directory, now }: Run,
  route: Involved,
  school: string | null,
  more: readonly string[],
): { readonly to: readonly string[]; readonly isReader: boolean } {
  const excluded = new Set([...excludedByReport(route, directory, school), ...more]);
  const readers = readersByContacts({ involved: route, excluded, directory, now });
  return readers.length === 0
    ? { to: peopleToldWithoutContent(directory, excluded, school, now), isReader: false }
    : { to: readers.map(({ email }) => email), isReader: true };
}

function byDirectory(run: Run): OutageAudience {
  const { directory } = run;
  const known = (school: string | null) =>
    school === null ? null : (schoolNamed(directory, school)?.school ?? null);
  return {
    directory,
    minutes: directory.settings.immediateDangerMinutes,
    told({ id, route, school }) {
      if (route === "main") {
        return { to: toldOfMain(run, school), school: known(school) };
      }
      const before = rememberedUnreadableSealed(run)[id]?.excluded ?? [];
      const { to, isReader } = toldOfSealed(run, route, school, before);
      return { to, school: isReader ? known(school) : null };
    },
    calls: (school) => reportAgencies(directory.pack, callBook(directory, school, directory.pack)),
  };
}

/** By what the last clock run that could read the main register remembered; the account of this run where nothing is remembered. */
function byMemory({ memory, identity }: Run): OutageAudience {
  const { to: byRoute, minutes, schools } = memory.get("district");
  const pack = packOfDesk(memory);
  return {
    directory: null,
    minutes: minutes > 0 ? minutes : settingDefaults().immediateDangerMinutes,
    told({ route, school }) {
      const all = byRoute[route] ?? [];
      if (route !== "main") return { to: all, school: null };
      const [name = null, contacts = []] =
        Object.entries(schools).find(([one]) => school !== null && fold(one) === fold(school)) ??
        [];
      const to = distinct([...contacts, ...all]);
      return { to: to.length === 0 ? [identity.runningAs()] : to, school: name };
    },
    calls: () =>
      reportAgencies(pack, callBook({ agencies: [], schools: [], liaisons: [] }, null, pack)),
  };
}

/** By Contacts, where they can be read. Never throws. */
export function outageAudience(run: Run, directory = readableDirectory(run)): OutageAudience {
  return directory === null || directory.people.length === 0
    ? byMemory(run)
    : byDirectory(lookAt(run, { directory }));
}

/** Addresses of leads and admins, who are told that the main register is out of reach. */
export function leadsInOutage({ memory, identity }: Run): readonly string[] {
  const known = memory.get("district").to["main"] ?? [];
  return known.length === 0 ? [identity.runningAs()] : known;
}

/**
 * What a clock run that can read Contacts remembers for runs that cannot. The school of a sealed report is not known in an outage, so no
 * school's contact is told of a report that may be about a contact. Schools beyond what a property holds are left out: their reports go to
 * leads and admins.
 */
export function audienceToRemember(run: Run): Omit<Kept["district"], "protocol"> {
  const { directory, now } = run;
  const toldOf = (route: Route) =>
    route === "main"
      ? distinct(leadsAndAdmins(directory).map(({ email }) => email))
      : toldOfSealed(run, route, null, []).to;
  const to = Object.fromEntries(
    (["main", ...involvedKinds] as const).map((route) => [
      route,
      toldOf(route).slice(0, addressesUpTo),
    ]),
  );
  const kept = { to, minutes: directory.settings.immediateDangerMinutes };
  const schools: Record<string, readonly string[]> = {};
  let length = asciiJson(kept).length;
  for (const { school } of directory.schools) {
    const { tell } = recipientsOfReport(directory, school, now, { immediateDanger: true });
    const theirs = tell.map(({ email }) => email);
    length += asciiJson([school, theirs]).length;
    if (length < lettersUpTo) schools[school] = theirs;
  }
  return { ...kept, schools };
}
