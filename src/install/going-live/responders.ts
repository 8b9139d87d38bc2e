/**
 * Who may answer the Form by address: the script adds the addresses of the setting `responders`, where the Form has such a list. Opening
 * the Form to a whole domain needs a person's click (design 2.17).
 */
import { whyNot } from "../../attempt";
import type { Refusal } from "../../errors";
import type { FormBuilder } from "../../ports";

/** What came of adding responders. */
export interface Responders {
  /** Addresses that were added now. */
  readonly added: readonly string[];
  /** Address → why Google refuses it. */
  readonly refused: ReadonlyMap<string, Refusal>;
  /** Addresses that were added now or before, and that Google does not list when they are read back. */
  readonly notListed: readonly string[];
}

type Answering = Pick<FormBuilder, "responders" | "addResponder" | "editors">;

/**
 * Wanted addresses that Google does not list as responders (editors of the Form may always answer). Empty on a Form that has no such list.
 * Three calls.
 */
export function missingResponders(form: Answering, wanted: readonly string[]): readonly string[] {
  if (wanted.length === 0) return [];
  const listed = form.responders();
  if (listed === null) return [];
  const may = new Set([...listed, ...form.editors()]);
  return wanted.filter((address) => !may.has(address));
}

/**
 * Adds the missing addresses and reads them back. A refusal stops nobody else. Nobody is removed, since a person may have added somebody by
 * hand. Throws what Google throws over anything but a person.
 */
export function addResponders(form: Answering, wanted: readonly string[]): Responders {
  const missing = missingResponders(form, wanted);
  const refused = new Map<string, Refusal>();
  for (const address of missing) {
    const refusal = whyNot(() => form.addResponder(address));
    if (refusal !== null) refused.set(address, refusal.why);
  }
  const tried = missing.filter((address) => !refused.has(address));
  const still = new Set(tried.length === 0 ? [] : missingResponders(form, tried));
  return {
    added: tried.filter((address) => !still.has(address)),
    refused,
    notListed: [...still],
  };
}

const reasons: Readonly<Record<Refusal, string>> = {
  "no-account": "Google knows no account or group of this address",
  "not-allowed": "your Google Workspace does not allow sharing with this address",
  full: "the Form is shared with as many people as Google allows",
  "not-owner": "only the Form's owner can add people",
  unsaid: "Google does not say why",
};

/** Lines for set-up's report. */
export function responderWords({ added, refused, notListed }: Responders): readonly string[] {
  return [
    ...(added.length === 0 ? [] : [`May answer the Form from now on: ${added.join(", ")}.`]),
    ...[...refused].map(
      ([address, why]) =>
        `Google does not let ${address} answer the Form: ${reasons[why]}. Correct responders in Settings, or add it in the Form's editor under Publish.`,
    ),
    ...(notListed.length === 0
      ? []
      : [
          `Added, but not listed by Google as somebody who may answer the Form: ${notListed.join(", ")}. Have one of them open the Form's link.`,
        ]),
  ];
}
