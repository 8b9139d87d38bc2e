/** Which agencies a school calls, and their numbers. */
import type { CallBook, Callee } from "../protocol/call-book";
import type { AgencyId } from "../protocol/ids";
import type { Agency, Directory, School } from "./directory";
import { schoolNamed } from "./find";
import { fold } from "./fold";
import { plainLine } from "./plain-line";

/** What the protocol pack says to call where the district has written nothing; a pack fits as it is. */
export interface CountyNumbers {
  readonly hotlines: readonly {
    readonly id: "child-abuse-hotline" | "local-law-enforcement" | "national-hotline";
    readonly phone: string;
  }[];
  readonly emergency: { readonly phone: string };
}

const agencyNames = {
  "child-and-family-services": "Child and family services",
  "law-enforcement": "your local law enforcement agency",
  probation: "Probation",
  "victim-advocate": "Victim advocate",
} as const satisfies Record<AgencyId, string>;

/**
 * The agencies for a school (its name, or null where it is not known).
 * Law enforcement is the agency that the Schools tab names, else the one for the school in Contacts, else the one for the district;
 * where none has a number, the emergency number stands in. Child and family services without a number gets the county's hotline.
 */
export function callBook(
  directory: Directory,
  school: string | null,
  county: CountyNumbers,
): CallBook {
  const known = school === null ? null : schoolNamed(directory, school);
  const hotline = county.hotlines.find((one) => one.id === "child-abuse-hotline")?.phone ?? null;
  const child = agencyFor(directory, "child-and-family-services", school);
  return {
    childAndFamilyServices: callee("child-and-family-services", child, hotline),
    lawEnforcement: lawEnforcement(directory, known, school, county.emergency.phone),
    probation: calleeOrNone(agencyFor(directory, "probation", school)),
    victimAdvocate: calleeOrNone(agencyFor(directory, "victim-advocate", school)),
    sroIsDistrictPolice: known?.sroIsDistrictPolice ?? "unknown",
  };
}

function lawEnforcement(
  directory: Directory,
  known: School | null,
  school: string | null,
  emergency: string,
): Callee {
  const named = known?.lawEnforcementAgency ?? null;
  const byName =
    named === null
      ? undefined
      : directory.agencies.find(
          (one) => one.agency === "law-enforcement" && fold(one.name) === fold(named),
        );
  const agency = byName ?? agencyFor(directory, "law-enforcement", school);
  if (agency === null && named !== null && plainLine(named) !== "") {
    return { agency: "law-enforcement", name: plainLine(named), phone: emergency };
  }
  return callee("law-enforcement", agency, emergency);
}

/** The first with a number, those for the school itself before those for the district; else the first without one. */
function agencyFor(directory: Directory, agency: AgencyId, school: string | null): Agency | null {
  const wanted = school === null ? null : fold(school);
  const all = directory.agencies.filter((one) => one.agency === agency);
  const inOrder = [
    ...all.filter((one) => one.school !== null && fold(one.school) === wanted),
    ...all.filter((one) => one.school === null),
  ];
  return inOrder.find((one) => one.phone !== null) ?? inOrder[0] ?? null;
}

function callee(agency: AgencyId, found: Agency | null, standIn: string | null): Callee {
  return {
    agency,
    name: plainLine(found?.name ?? "") || agencyNames[agency],
    phone: found?.phone ?? standIn,
  };
}

function calleeOrNone(found: Agency | null): Callee | null {
  return found === null ? null : callee(found.agency, found, null);
}
