/** Where a step of a round stands: the door to Google, and what is kept. */
import type { Door } from "../../../tests/conformance/table/door";
import { table } from "../../../tests/conformance/table/table";
import type { Kept } from "./kept";
import type { View } from "./view";

export interface Step {
  readonly google: Door;
  readonly kept: Kept;
}

/** How far the round is. */
export function doneIn(kept: Kept): Pick<View, "done" | "total"> {
  return {
    done: table.filter(({ id }) => kept.answered(id) !== null).length,
    total: table.length,
  };
}
