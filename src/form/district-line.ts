/** The number of the agency that every case calls first, where the protocol leaves it to the district. Pure. */
import { emergency } from "../protocol/conditions";
import type { ProtocolPack } from "../protocol/pack";
import { firstAgency } from "../protocol/pack-queries";
import { en, say } from "../protocol/wording";
import { capital, plainLine } from "../text";

/** What is needed of a district: its pack, and the agencies of Contacts. */
interface DistrictAgencies {
  readonly pack: ProtocolPack;
  readonly agencies: readonly {
    readonly agency: string;
    /** Null: for the whole district. */
    readonly school: string | null;
    readonly name: string;
    readonly phone: string | null;
  }[];
}

/** The id of the hotline that stands for the district's own number. */
const districtLine = "district-line";

/**
 * The district's pack as its Form says it. Where the pack has no number for the agency that every case calls first, Contacts' number for the
 * whole district is its line; the pack itself where Contacts has none, or the pack has its own.
 */
export function packOnForm({ pack, agencies }: DistrictAgencies): ProtocolPack {
  const first = firstAgency(pack);
  if (first.standIn !== emergency) return pack;
  const ofDistrict = agencies.filter(
    ({ agency, school }) => agency === first.id && school === null,
  );
  const found = ofDistrict.find(({ phone }) => phone !== null);
  if (found === undefined || found.phone === null) return pack;
  const name = plainLine(found.name) || capital(say(first.inSentence));
  return {
    ...pack,
    agencies: pack.agencies.map((one) =>
      one.id === first.id ? { ...one, standIn: districtLine } : one,
    ),
    hotlines: [
      {
        id: districtLine,
        name: en(name),
        words: en(name),
        form: en(`${name}: {phone}`),
        phone: found.phone,
        takesReports: true,
        from: { practice: "the number that the district wrote into Contacts" },
      },
      ...pack.hotlines,
    ],
  };
}

/** The district's own number in such a pack; null where the pack has its own. */
export function districtNumber({ hotlines }: ProtocolPack): string | null {
  return hotlines.find(({ id }) => id === districtLine)?.phone ?? null;
}
