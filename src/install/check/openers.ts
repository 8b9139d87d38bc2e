/** Who can open a register and who is meant to. Check and the page "Who can open what" say the same of it. */
import { whyRefused } from "../../access/access-table";
import { installersOf } from "../../access/running-accounts";
import { whoMayOpen } from "../../access/who-may-open";
import type { Refused } from "../../district/refused-address-words";
import { emptyContents } from "../../district/sealed-readers";
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

export const meantWords = "Ticked in Contacts";

/**
 * As Contacts alone say: neither whom a report excludes from a sealed register is shown, nor which of the leads can open it. Two calls.
 * Throws what Google throws.
 */
export function openersOf(
  { run: { access, memory }, ids, directory, account }: CheckReads,
  name: ReportRegister,
): readonly Opener[] {
  const { audience, isRemembered } = registerKinds[name];
  const owner = access.owner(ids[name]);
  const present = access.editors(ids[name]);
  const refused: Refused = isRemembered ? whyRefused(memory) : new Map();
  const running = installersOf(memory, directory, account).filter(
    (who) => who in memory.get("installers"),
  );
  const kept = new Map(running.map((who) => [who, "Runs the system"]));
  if (owner !== null) kept.set(owner, "Owns the file");
  const meant = new Map(kept);
  for (const who of whoMayOpen(name, directory, emptyContents, []).people) {
    if (!kept.has(who)) meant.set(who, meantWords);
  }
  const isLead = (who: string) =>
    directory.people.some(({ role, email }) => email === who && /-lead$/.test(role));
  return [
    ...[...meant].map(([who, why]): Opener => {
      const isLate = audience === null && !kept.has(who) && !present.includes(who);
      const amiss = refused.get(who) ?? (isLate ? "not-in" : undefined);
      return { who, why, ...(amiss === undefined ? {} : { amiss }) };
    }),
    ...present
      .filter((who) => !meant.has(who) && who !== account && (audience === null || !isLead(who)))
      .map((who): Opener => ({ who, why: "Not named by Contacts", amiss: "unnamed" })),
  ];
}
