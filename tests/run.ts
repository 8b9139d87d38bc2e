/** A run for tests of code that needs only a part of one. */
import type { Run } from "../src/run";
import { tabs } from "../src/tabs";

/** A run with these parts. Whatever else is asked of it throws, so that a test shows what its subject needs. */
export function runWith(parts: { readonly [K in keyof Run]?: Partial<Run[K]> }): Run {
  // The parts that are missing throw when they are used.
  const members = ["clock", "spreadsheets", "access", "mailer", "lock", "memory", "ownMemory"];
  const more = ["triggers", "responses", "form", "identity", "chance", "diagnosis", "services"];
  const missing = [...members, ...more, "now", "zone", "directory"].map((member) => [
    member,
    new Proxy(
      {},
      {
        get: () => {
          throw new Error(`this test's run has no "${member}"`);
        },
      },
    ),
  ]);
  const run = {
    ...Object.fromEntries(missing),
    register: "main",
    reader: null,
    tabs,
    failed: [],
    ...parts,
  };
  // What is missing throws.
  return run as unknown as Run;
}
