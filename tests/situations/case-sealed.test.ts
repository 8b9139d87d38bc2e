/** A sealed case over days: more reports, the lead's work on it, time passing; beside an open case of the same student that knows nothing of it. */
import { describe, expect, test } from "vitest";
import { start } from "../day/day";
import { call, editOf, report, tickOf } from "../day/events";
import { mailTo } from "../day/look";
import { alternate, alternateRow, demoAnd, lead, teacher } from "../day/people";
import { traced } from "./traces";

const open = report({ factors: ["frequently-absent"] });
const sealed = {
  ...open,
  factors: ["controlled-or-groomed"],
  facts: "The counselor drove her to the marina.",
  immediateDanger: "yes",
  reporterEmail: teacher,
};
const before = [{ submit: open }, { advance: "PT10M" }];
const after = [{ advance: "PT2H" }];

const settings = { domains: ["district.example"] };

const whole = (directory: object, events: readonly unknown[]) =>
  traced({ start, directory, events });
const day = (events: readonly unknown[]) =>
  whole({ ...demoAnd({ ...alternateRow, mayOpen: true }), settings }, [
    ...before,
    ...events,
    ...after,
  ]);

/** The same for whoever may be involved: played once. */
const quietDay = day([]);

/** Without the stamps of a clock that has been read a few calls earlier or later. */
const timeless = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "number" && !Number.isInteger(item) ? "a moment" : item,
    ),
  ) as unknown;

describe.each([
  ["contact", "lead", lead],
  ["administrator", "lead", lead],
  ["not-sure", "lead", lead],
  ["lead", alternate, alternate],
] as const)("someone who receives these reports may be involved: %s", async (who, by, reader) => {
  const file = who === "lead" ? "sealed-alternate" : "sealed";
  const edit = (set: object) => editOf("26-0001", set, by, file);
  const quiet = await quietDay;
  const { out, main, properties } = await day([
    { submit: { ...sealed, recipientMayBeInvolved: who } },
    { submit: { ...sealed, recipientMayBeInvolved: who, concerns: ["suspected-victim"] } },
    edit({ raiseLevelTo: "confirmed-victim", raiseReason: "Told on the phone." }),
    edit({ acknowledged: true }),
    tickOf("26-0001", call, { done: true }, by, file),
  ]);
  const [theirs, ...others] = out.cases.filter(({ register }) => register === file);

  test("both reports make one sealed case, raised and worked on by its reader", () => {
    expect(out.errors).toEqual([]);
    expect(others).toEqual([]);
    expect(theirs).toMatchObject({
      reports: 2,
      level: "confirmed-victim",
      acknowledged: true,
      acknowledgedBy: reader,
      contact: reader,
      possibleMatch: [],
      earlierCase: null,
    });
    const done = out.checklist.filter((act) => act["done"] === true);
    expect(done).toMatchObject([{ act: call, doneBy: reader }]);
  });

  test("the open case of the same student is as if none of it had come", () => {
    const opened = (cases: typeof out.cases) => cases.filter((row) => row["register"] === "main");
    expect(opened(out.cases)).toMatchObject([{ reports: 1, level: "below-threshold" }]);
    expect(opened(out.cases)[0]).toMatchObject({ possibleMatch: [] });
    expect(Object.keys(properties).sort()).toEqual(Object.keys(quiet.properties).sort());
    expect(JSON.stringify([main, properties])).not.toMatch(/marina|teacher@|confirmed-victim"/);
    expect(timeless(out.cells?.["Reports"])).toEqual(timeless(quiet.out.cells?.["Reports"]));
    expect(timeless(out.cells?.["Cases"])).toEqual(timeless(quiet.out.cells?.["Cases"]));
    for (const tab of ["Checklist", "Outbox", "Activity", "Log", "Disclosures"]) {
      expect(out.cells?.[tab]?.length, tab).toBe(quiet.out.cells?.[tab]?.length);
    }
  });

  test("its readers alone have email of it: three, in danger too, and the reporter none", () => {
    const more = (address: string) =>
      mailTo(out, address).length - mailTo(quiet.out, address).length;
    for (const address of ["contact", "backup", "lead", "admin", "alternate", "teacher"]) {
      const whole = `${address}@district.example`;
      const reads = file === "sealed" ? ["lead", "alternate"].includes(address) : whole === reader;
      if (!reads) expect(more(whole), whole).toBe(0);
      else if (whole !== reader) expect(more(whole), whole).toBeGreaterThan(0);
    }
    expect(more(reader)).toBeGreaterThanOrEqual(3);
  });
});
