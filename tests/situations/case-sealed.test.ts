/** A sealed case over days: more reports, the lead's work on it, time passing; beside an open case of the same student that knows nothing of it. */
import { describe, expect, test } from "vitest";
import { addresses, demoDirectory } from "../../scripts/play/directory";
import { mailTo } from "./situation";
import { scenarioFrom, traced } from "./traces";

const open = {
  school: "North High",
  studentName: "Rowan Pine",
  studentId: "730194",
  factors: ["frequently-absent"],
};
const sealed = {
  ...open,
  factors: ["controlled-or-groomed"],
  facts: "The counselor drove her to the marina.",
  immediateDanger: "yes",
  reporterEmail: "teacher@district.example",
};
const alternateLead = {
  role: "alternate lead",
  name: "Ari Admin",
  email: addresses.admin,
  mayOpen: true,
};
const before = [{ submit: open }, { advance: "PT10M" }];
const after = [{ advance: "PT2H" }];

const day = (events: readonly unknown[]) =>
  traced(
    scenarioFrom(
      JSON.stringify({
        start: "2026-09-01T09:00:00-07:00",
        directory: {
          contacts: [...demoDirectory.contacts, alternateLead],
          settings: { domains: ["district.example"] },
        },
        events: [...before, ...events, ...after],
      }),
    ),
  );

/** Without the stamps of a clock that has been read a few calls earlier or later. */
const timeless = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "number" && !Number.isInteger(item) ? "a moment" : item,
    ),
  ) as unknown;

describe.each([
  ["contact", "lead", "lead@district.example"],
  ["administrator", "lead", "lead@district.example"],
  ["not-sure", "lead", "lead@district.example"],
  ["lead", "admin", "admin@district.example"],
] as const)("someone who receives these reports may be involved: %s", async (who, by, reader) => {
  const edit = (set: object) => ({
    edit: { register: "sealed", case: "26-0001", set },
    as: by,
  });
  const quiet = await day([]);
  const { out, main, properties } = await day([
    { submit: { ...sealed, recipientMayBeInvolved: who } },
    { submit: { ...sealed, recipientMayBeInvolved: who, concerns: ["suspected-victim"] } },
    edit({ acknowledged: true }),
    edit({ raiseLevelTo: "confirmed-victim", raiseReason: "Told on the phone." }),
    {
      edit: {
        register: "sealed",
        case: "26-0001",
        act: "call-child-and-family-services",
        set: { done: true },
      },
      as: by,
    },
  ]);
  const [theirs, ...others] = out.cases.filter(({ register }) => register === "sealed");

  test("both reports make one sealed case, raised and worked on by its reader", () => {
    expect(out.errors).toEqual([]);
    expect(others).toEqual([]);
    expect(theirs).toMatchObject({
      reports: 2,
      level: "confirmed-victim",
      acknowledged: true,
      acknowledgedBy: reader,
      possibleMatch: [],
      earlierCase: null,
    });
    const done = out.checklist.filter((act) => act["done"] === true);
    expect(done).toMatchObject([{ act: "call-child-and-family-services", doneBy: reader }]);
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

  test("its reader alone has mail of it: three, in danger too, and the reporter none", () => {
    const more = (address: string) =>
      mailTo(out, address).length - mailTo(quiet.out, address).length;
    for (const address of ["contact", "backup", "lead", "admin", "teacher"]) {
      const whole = `${address}@district.example`;
      if (whole !== reader) expect(more(whole), whole).toBe(0);
    }
    expect(more(reader)).toBeGreaterThanOrEqual(3);
  });
});
