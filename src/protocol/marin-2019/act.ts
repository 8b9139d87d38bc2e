/** How an act of the pack is written down: what most acts lack is left out. */
import type { ActId } from "../ids";
import type { ActDatum, Sentence } from "../schema";
import { practice } from "../sentence";

type Parts = Pick<ActDatum, "what" | "who"> & Partial<Omit<ActDatum, "id" | "what" | "who">>;

/** An act with every part that is not given empty: no lock, no call, no statute, no deadline. */
export function act(id: ActId, parts: Parts): ActDatum {
  return {
    id,
    remarks: [],
    lock: null,
    call: [],
    statutes: [],
    alsoWhen: [],
    firstInDanger: false,
    repeats: null,
    due: null,
    ...parts,
  };
}

/** The desk's own choice of who sees to an act where the document names nobody. */
export const byContact: readonly Sentence[] = [
  practice("the pre-determined school personnel of the document", "Designated contact"),
];
