/** Who can open a register and who is meant to. Check and the page "Who can open what" say the same of it. */
import { whyRefused } from "../../access/refused-addresses";
import { emptyContents, mayOpenRegister } from "../../access/register-access";
import { installersOf, readInstallers } from "../../access/running-accounts";
import type { Refused } from "../../district/refused-address-words";
import { audienceOf } from "../../district/sealed-readers";
import type { Refusal } from "../../errors";
import type { ReportRegister } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import type { CheckReads } from "./findings";

/** A person who can open a register, or is meant to. */
export interface Opener {
  readonly who: string;
  readonly why: string;
  /** Set where a person should look: Google refuses the address for this reason; they are not in yet, or in and not meant to be. */
  readonly amiss?: Refusal | "not-in" | "unnamed";
}

/**
 * The reader of a sealed register is always named, whether or not a report has opened the file to them: that would tell that it holds one.
 * Two calls. Throws what Google throws.
 */
export function openersOf(
  { workspace: { access, memory }, ids, directory, account }: CheckReads,
  name: ReportRegister,
): readonly Opener[] {
  const { reader, isRemembered } = registerKinds[name];
  const owner = access.owner(ids[name]);
  const present = access.editors(ids[name]);
  const refused: Refused = isRemembered ? whyRefused(memory) : new Map();
  const running = installersOf(memory, directory, account).filter((who) =>
    readInstallers(memory).has(who),
  );
  const kept = new Map(running.map((who) => [who, "Runs the system"]));
  if (owner !== null) kept.set(owner, "Owns the file");
  const wanted =
    reader === null
      ? mayOpenRegister(directory, name, emptyContents)
      : audienceOf(name, directory, emptyContents.excluded);
  const meant = new Map(kept);
  const why = reader === null ? "Ticked in Contacts" : "Once a report needs it";
  for (const who of wanted) if (!kept.has(who)) meant.set(who, why);
  return [
    ...[...meant].map(([one, words]): Opener => {
      const isLate = reader === null && !kept.has(one) && !present.includes(one);
      const amiss = refused.get(one) ?? (isLate ? "not-in" : undefined);
      return { who: one, why: words, ...(amiss === undefined ? {} : { amiss }) };
    }),
    ...present
      .filter((who) => !meant.has(who) && who !== account)
      .map((who): Opener => ({ who, why: "Not named by Contacts", amiss: "unnamed" })),
  ];
}
