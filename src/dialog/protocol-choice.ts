/** The field that chooses a protocol, at the first set-up and in Settings: each by its author, with who approved it. */
import { approvalWords, newestPacks } from "../protocol/find-pack";
import { say } from "../protocol/wording";
import { choiceField } from "./blocks";
import type { Field } from "./page-data";

/**
 * The field that chooses one of this desk's protocols, each in its newest version. `none`: what leaving it open means, if it may be left
 * open.
 */
export function protocolField(key: string, label: string, none: string | null = null): Field {
  const offered = newestPacks().map(({ id, author, version, title, approval }) => ({
    id,
    label: `${author}, ${version}`,
    help: `${say(title.words)}. ${approvalWords(approval)}`,
  }));
  return choiceField(key, label, [...offered, ...(none === null ? [] : [{ id: "", label: none }])]);
}
