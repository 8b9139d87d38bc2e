/** Protected ranges: who may change which cells, whether a script or a person. sheets-api.md 4; platform.md 4. */

import { shareDomain } from "../service";
import type { ProtectedRange } from "./messages/tab-messages";
import { coveredBy, intersection, isEmpty, type Rectangle, rectangle } from "./ranges";
import type { Sheet } from "./store";

/** The account that changes or reads a spreadsheet, and the spreadsheet's owner. */
export interface Actor {
  readonly address: string;
  readonly owner: string;
}

export const protectedCellText =
  "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.";

/**
 * Whether a protection lets an account edit. Without `editors`, or if their domain flag is not set to false, it lets the whole domain edit
 * (sheets-api.md 4).
 */
export function passes(protection: ProtectedRange, actor: Actor): boolean {
  if (actor.address === actor.owner) return true;
  const { editors } = protection;
  if (editors === undefined) return true;
  if (editors.users?.includes(actor.address) === true) return true;
  return editors.domainUsersCanEdit !== false && shareDomain(actor.address, actor.owner);
}

/** The first protection that keeps an account from changing a cell of an area; undefined if none does. */
export function barring(sheet: Sheet, area: Rectangle, actor: Actor): ProtectedRange | undefined {
  return sheet.protectedRanges.find((protection) => {
    if (passes(protection, actor)) return false;
    const barred = intersection(rectangle(protection.range ?? {}), area);
    const open = (protection.unprotectedRanges ?? []).map(rectangle);
    return !isEmpty(barred) && !coveredBy(barred, open);
  });
}

/** Whether an account may change every cell of an area. */
export const mayChange = (sheet: Sheet, area: Rectangle, actor: Actor): boolean =>
  barring(sheet, area, actor) === undefined;

/** All cells of a tab. */
export const wholeSheet: Rectangle = rectangle({});
