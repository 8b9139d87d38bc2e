/** An agency with the number that serves a school, and the words for whom to call. */
import type { Channel } from "./channels";
import type { AgencyId, YesNoUnknown } from "./ids";

/** An agency with the number to call. */
export interface Callee {
  /** Null: the emergency number. */
  readonly agency: AgencyId | null;
  /** The agency's own name: one short line, already free of control characters, since acts and mail repeat it. */
  readonly name: string;
  /** As people dial it; null when the Contacts tab has none. */
  readonly phone: string | null;
  /** True if the number is the emergency number, which stands in because Contacts has none. It is not the agency's own number. */
  readonly isEmergencyOnly?: boolean;
  /** The ways in which a written report reaches the agency; left out if none is known. */
  readonly channels?: readonly Channel[];
}

/** The agencies that serve one school, with their numbers from Contacts. */
export interface CallBook {
  /** By agency. An agency for which the pack has a stand-in number always has an entry. */
  readonly agencies: ReadonlyMap<AgencyId, Callee>;
  /** Whether the school resource officer is employed by the district's own police; `unknown` counts as yes (PC 11165.9). */
  readonly sroIsDistrictPolice: YesNoUnknown;
  /** The name and number that Contacts gives for each liaison, by the liaison's id; left out if there is none. */
  readonly liaisons?: ReadonlyMap<string, string>;
}

/** Whom to call, in one line, such as "Child and family services (415) 473-7153"; "" for nobody. */
export function callWords(callees: readonly Callee[] | null): string {
  return (callees ?? [])
    .map((who) => {
      const { before, number, after } = numberParts(who);
      return `${who.name} ${before}${number}${after}`;
    })
    .join("; ");
}

/** The number to call, with words around it if it is not the agency's own number. `lacking`: what to say is missing. */
export function numberParts(
  { phone, isEmergencyOnly }: Pick<Callee, "phone" | "isEmergencyOnly">,
  lacking = "no number in Contacts",
): { readonly before: string; readonly number: string; readonly after: string } {
  if (phone === null) return { before: `(${lacking})`, number: "", after: "" };
  return isEmergencyOnly === true
    ? { before: `(${lacking}, in an emergency `, number: phone, after: ")" }
    : { before: "", number: phone, after: "" };
}
