/** A run that does not end by itself, so that Google ends it: what it still sees of that is noted. */
import type { Door } from "../../../tests/conformance/table/door";
import { Kept } from "./kept";

/** More minutes than the six that Google gives a run. */
const minutes = 9;

export function runTooLong(google: Door): void {
  const kept = new Kept(google);
  kept.write("long-began", String(Date.now()));
  let saw = "its own end";
  try {
    for (let minute = 0; minute < minutes; minute += 1) google.Utilities.sleep(60_000);
  } catch {
    saw = "an error";
    kept.write("long-saw", "an error");
  } finally {
    kept.write("long-saw", `${saw}, and finally`);
  }
}
