/**
 * Who may answer the Form by address: the script adds the addresses of the setting `responders`, where the Form has such a list. Opening
 * the Form to a whole domain needs a person's click (design 2.17).
 */
import { whyNot } from "../../attempt";
import type { FormBuilder } from "../../ports";

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
 * Adds the missing addresses. A refusal stops no one else: Check names whoever Google does not list. No one is removed, since a person may
 * have added someone by hand. Throws what Google throws over anything but a person.
 */
export function addResponders(form: Answering, wanted: readonly string[]): void {
  for (const address of missingResponders(form, wanted)) {
    whyNot(() => form.addResponder(address));
  }
}
