/** A sealed case over hours: more reports, its reader's work on it; beside an open case of the same student that knows nothing of it. */

import { describe, expect, test } from "vitest";
import { start } from "../day/day";
import { call, editOf, submit, tickOf } from "../day/events";
import { mailTo } from "../day/look";
import {
  admin,
  alternate,
  alternateRow,
  backup,
  contact,
  demoAnd,
  lead,
  teacher,
} from "../day/people";
import { traced } from "./traces";

const open = submit({ factors: ["frequently-absent"] });
const facts = "The counselor drove her to the marina.";
const sealed = { facts, immediateDanger: "yes", reporterEmail: teacher };
const directory = {
  ...demoAnd({ ...alternateRow, mayOpen: true }),
  settings: { domains: ["district.example"] },
};
const day = (...events: readonly unknown[]) =>
  traced({
    start,
    directory,
    events: [open, { advance: "PT10M" }, ...events, { advance: "PT2H" }],
  });

/** The same for whoever may be involved: played once. */
const quietDay = day();

/** Without the stamps of a clock that has been read a few calls earlier or later. */
const timeless = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "number" && !Number.isInteger(item) ? "a moment" : item,
    ),
  ) as unknown;

describe.each([
  ["not-sure", "sealed", lead],
  ["lead", "sealed-alternate", alternate],
] as const)("someone who receives these reports may be involved: %s", async (who, file, reader) => {
  const type = (set: object) => editOf("26-0001", set, reader, file);
  const quiet = await quietDay;
  const { out, main, properties } = await day(
    submit({ ...sealed, recipientMayBeInvolved: who }),
    submit({ ...sealed, recipientMayBeInvolved: who, concerns: ["suspected-victim"] }),
    type({ raiseLevelTo: "confirmed-victim", raiseReason: "Told on the phone." }),
    type({ acknowledged: true }),
    tickOf("26-0001", call, { done: true }, reader, file),
  );

  test("both reports make one sealed case, raised and worked on by its reader", () => {
    expect(out.errors).toEqual([]);
    expect(out.cases.filter(({ register }) => register === file)).toMatchObject([
      {
        reports: 2,
        level: "confirmed-victim",
        acknowledged: true,
        acknowledgedBy: reader,
        contact: reader,
        possibleMatch: [],
        earlierCase: null,
      },
    ]);
    const done = out.checklist.filter((act) => act["done"] === true);
    expect(done).toMatchObject([{ act: call, doneBy: reader }]);
  });

  test("the open case of the same student is as if none of it had come", () => {
    const opened = out.cases.filter((row) => row["register"] === "main");
    expect(opened).toMatchObject([{ reports: 1, level: "below-threshold", possibleMatch: [] }]);
    expect(Object.keys(properties).sort()).toEqual(Object.keys(quiet.properties).sort());
    expect(JSON.stringify([main, properties])).not.toMatch(/marina|teacher@|confirmed-victim"/);
    for (const tab of ["Reports", "Cases"])
      expect(timeless(out.cells?.[tab])).toEqual(timeless(quiet.out.cells?.[tab]));
    for (const tab of ["Checklist", "Outbox", "Activity", "Log", "Disclosures"])
      expect(out.cells?.[tab]?.length, tab).toBe(quiet.out.cells?.[tab]?.length);
  });

  test("its readers alone have email of it: three, in danger too, and the reporter none", () => {
    const more = (address: string) =>
      mailTo(out, address).length - mailTo(quiet.out, address).length;
    const readers = file === "sealed" ? [lead, alternate] : [alternate];
    for (const address of [contact, backup, lead, admin, alternate, teacher])
      expect(more(address) > 0, address).toBe(readers.includes(address));
    expect(more(reader)).toBeGreaterThanOrEqual(3);
  });
});
