/** Which other agencies may take a report if the agency that an act calls does not answer. Pure. */

import { type CallBook, callWords } from "./callees";
import { sentenceWords } from "./engine";
import type { ActId, StatuteId } from "./ids";
import type { ProtocolPack } from "./pack";
import { actOf } from "./pack-queries";
import { asProtocolWords, type ProtocolWords, say } from "./wording";

/** Other agencies for one act. */
export interface OtherTakers {
  /** What the law says, and the other agencies with their numbers for the school. */
  readonly words: ProtocolWords;
  readonly statutes: readonly StatuteId[];
}

/** Null for an act that is no duty or calls nobody: then there is no report that another agency could take. */
export function otherTakers(
  pack: ProtocolPack,
  id: ActId | null,
  calls: CallBook,
): OtherTakers | null {
  const datum = actOf(pack, id);
  if (datum === null || !datum.duty || datum.call.length === 0) return null;
  const called = datum.call.flatMap(({ to, when }) => (when.length === 0 ? [to] : []));
  const { words, others } = pack.noAnswer;
  const named = others.flatMap(({ to, only }) => {
    const callee = calls.agencies.get(to);
    if (callee === undefined || called.includes(to)) return [];
    return [`${callWords([callee])}${only === null ? "" : ` (${say(only)})`}`];
  });
  const law = sentenceWords(pack, words, calls);
  return {
    words: asProtocolWords(named.length === 0 ? law : `${law} ${named.join("; ")}.`),
    statutes: "statute" in words.from ? [words.from.statute] : [],
  };
}
