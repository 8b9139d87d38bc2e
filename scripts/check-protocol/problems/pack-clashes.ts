/** Where packs of one desk would contradict each other. */
import type { ProtocolPack } from "../../../src/protocol/pack";
import type { Named } from "./problems";

/** Where two packs of one desk would say two things by one id, or one thing by two: cells hold words, and must be read back. */
export function clashes(packs: readonly ProtocolPack[]): readonly string[] {
  const kinds: readonly [string, (pack: ProtocolPack) => readonly Named[]][] = [
    ["level", ({ levels }) => levels],
    ["sign", ({ factors }) => factors],
    ["concern", ({ concerns }) => concerns],
    ["confirmer", ({ confirmers }) => confirmers],
    ["agency", ({ agencies }) => agencies],
  ];
  return kinds.flatMap(([kind, list]) => {
    const byId = new Map<string, { readonly name: string; readonly pack: string }>();
    const byName = new Map<string, { readonly id: string; readonly pack: string }>();
    return packs.flatMap((pack) =>
      list(pack).flatMap(({ id, name }) => {
        const words = Object.values(name)[0] ?? "";
        const other = byId.get(id);
        const named = byName.get(words.toLowerCase());
        byId.set(id, other ?? { name: words, pack: pack.id });
        byName.set(words.toLowerCase(), named ?? { id, pack: pack.id });
        if (other !== undefined && other.name !== words) {
          return [
            `The ${kind} ${id} is called "${words}" in ${pack.id} and "${other.name}" in ${other.pack}: choose another id, or the same name.`,
          ];
        }
        if (named !== undefined && named.id !== id) {
          return [
            `"${words}" is the ${kind} ${id} in ${pack.id} and ${named.id} in ${named.pack}: choose the same id, or another name.`,
          ];
        }
        return [];
      }),
    );
  });
}
