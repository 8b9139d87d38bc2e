/** Which agencies are called for a school, and the numbers that count for it. */

import type { Directory } from "../district-directory";
import { type Language, source } from "../language";
import { type CallBook, type Callee, channelsOf, emergency } from "../protocol/agency-words";
import type { AgencyId } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { fold, plainLine } from "../text";
import { forSchool, schoolNamed } from "./find-people";

// Which agencies a school calls, and their numbers.

/**
 * The agencies for a school, as a pack calls them. `school`: its name; null if it is not known. An agency that each school names, such as
 * its police, is the one in the Schools tab, otherwise the one for the school in Contacts, otherwise the one for the district. If none of
 * these has a number, the number of the pack's stand-in is used; an agency without any number is left out. `liaisons`: name and number of
 * each liaison in Contacts; the school's own liaison comes before the district's. `language`: the language of the pack's own words.
 */
export function callBook(
  directory: Pick<Directory, "agencies" | "schools" | "liaisons">,
  school: string | null,
  pack: ProtocolPack,
  language: Language = source,
): CallBook {
  const known = schoolNamed(directory, school);
  const at = known?.school ?? school;
  const agencies = new Map<AgencyId, Callee>();
  for (const agency of pack.agencies) {
    const { id, namedBySchool } = agency;
    const rows = directory.agencies.filter((one) => one.agency === id);
    const named = namedBySchool ? (known?.lawEnforcementAgency ?? null) : null;
    const ofName = rows.filter((one) => named !== null && fold(one.name) === fold(named));
    // Among the rows that the school names, otherwise among those that serve it: the first one with a number, or else the first.
    const serving = ofName.length > 0 ? ofName : forSchool(rows, at);
    const found = serving.find(({ phone }) => phone !== null) ?? serving[0];
    const isEmergency = agency.standIn === emergency;
    const line = pack.hotlines.find((one) => one.id === agency.standIn)?.phone ?? null;
    const standIn = isEmergency ? pack.emergency.phone : line;
    if (found === undefined && standIn === null) continue;
    const own = plainLine(found === undefined ? (named ?? "") : found.name);
    // In other languages an agency has the name that the Form uses. Only the police of a school keep their own name.
    const name = language === source || namedBySchool ? own : (agency.name[language] ?? own);
    const phone = found?.phone ?? null;
    // The ways to send a written report: those of the agency's rows in Contacts, or the pack's own if these have none.
    const written = rows.flatMap((one) =>
      found !== undefined &&
      fold(one.school ?? "") === fold(found.school ?? "") &&
      (one.name === "" || fold(one.name) === fold(found.name))
        ? (one.channel ?? [])
        : [],
    );
    agencies.set(id, {
      agency: id,
      name: name || say(agency.name, language),
      phone: phone ?? standIn,
      ...(phone === null && isEmergency ? { isEmergencyOnly: true } : {}),
      channels: written.length > 0 ? written : channelsOf(agency, language),
    });
  }
  const liaisons = new Map<string, string>();
  for (const { id, inSentence } of pack.liaisons ?? []) {
    const [found] = forSchool(
      directory.liaisons.filter((one) => one.liaison === id),
      at,
    );
    const who = [plainLine(found?.name ?? ""), found?.phone ?? ""].filter((text) => text !== "");
    if (who.length > 0) liaisons.set(id, `${say(inSentence)}, ${who.join(" ")}`);
  }
  return { agencies, sroIsDistrictPolice: known?.sroIsDistrictPolice ?? "unknown", liaisons };
}
