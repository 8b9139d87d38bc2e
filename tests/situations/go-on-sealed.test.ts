/**
 * A case of the main register goes on in a sealed one (design 2.11): what is known opens a case there, later reports about the student come
 * only there, and nothing that others see says so.
 */

import { describe, expect, test } from "vitest";
import { arm } from "../../scripts/bench/faults/crash";
import { listen } from "../../scripts/bench/faults/stage";
import { Day } from "../day/day";
import {
  ash,
  call,
  edit,
  editOf,
  first,
  minutes,
  noEditTrigger,
  submit,
  tick,
  tickOf,
} from "../day/events";
import { expectNoStudentData, kinds, mailTo, type Output } from "../day/look";
import { alternate, backup, contact, contactsRow, demoAnd, lead, teacher } from "../day/people";
import { isEveryPoint } from "../every-point";

const begin = () =>
  Day.begin({ directory: demoAnd(contactsRow("alternate lead", alternate)) }, {}, true);
const goOn = (set: object = {}, as = lead, register = "sealed") => ({
  edit: {
    ...{ register, tab: "goOnSealed" },
    set: { openCase: first, involved: "contact", goOn: true, ...set },
  },
  as,
});
const of = (out: Output, register: string, list: "cases" | "reports" | "checklist" = "cases") =>
  out[list].filter((one) => one["register"] === register);
const asked = (day: Day, register: "sealed" | "sealed-lead" | "sealed-alternate" = "sealed") =>
  day.rows("goOnSealed", register).map(({ cells }) => cells);
const made = { done: true, agencyReference: "CFS-77" };
const morning = [
  submit({ facts: "A car waits for her.", reporterEmail: teacher, reporterKnownTo: "contact" }),
  edit({ acknowledged: true, notes: "Spoke with the nurse." }),
  tick(call, made),
  minutes(20),
];
const later = submit({ facts: "He drove her home.", concerns: ["suspected-victim"] });
/** What the people of the school see of a day: their email, and the main register. */
const seen = (out: Output) => ({
  mail: [contact, backup].map((one) =>
    mailTo(out, one).map(({ subject, text }) => [subject, text]),
  ),
  main: (["cases", "reports", "checklist", "log"] as const).map((list) =>
    out[list].filter(({ register }) => register === "main"),
  ),
  activity: out.activity
    .filter(({ register }) => register === "main")
    .map(({ what, case: one, who }) => [what, one, who]),
});

describe("a case goes on sealed", async () => {
  const day = await begin();
  const twin = await begin();
  day.play(...morning);
  const out = day.playClean(goOn(), minutes(30), later, minutes(70));
  const other = twin.play(...morning, minutes(100));

  test("what is known opens a case there, with the steps that were done, and its readers are asked", () => {
    expect(of(out, "sealed")).toMatchObject([
      {
        ...{ student: "Rowan Pine", studentId: "730194", status: "open", acknowledged: false },
        ...{
          notes: "Spoke with the nurse.",
          legalHold: true,
          reports: 2,
          level: "suspected-victim",
        },
      },
    ]);
    const calls = of(out, "sealed", "checklist").filter(({ act }) => act === call);
    expect(calls[0]).toMatchObject({ alreadyMade: true, madeBy: contact, ...{ done: false } });
    expect(asked(day)).toMatchObject([{ openCase: first, goOn: true, case: first }]);
    for (const reader of [lead, alternate])
      expect(kinds(mailTo(out, reader))).toContain("case-opened");
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "nurse"]);
  });

  test("the later report is only there; the school sees nothing of all this, and the reporter neither", () => {
    expect(of(out, "main", "reports")).toHaveLength(1);
    expect(of(out, "sealed", "reports").map((one) => one["facts"])).toEqual([
      "A car waits for her.",
      "He drove her home.",
    ]);
    expect(seen(out)).toEqual(seen(other));
  });

  test("the nightly comparison knows both; what main lost comes back to it", () => {
    const night = day.playClean({ advance: "P1D" });
    expect(of(night, "main", "reports")).toHaveLength(1);
    expect(of(night, "sealed", "reports")).toHaveLength(2);
    const damaged = day.play(
      ...["cases", "reports"].map((tab) => ({
        sheet: { deleteRows: { tab, case: first, register: "main" } },
        as: "admin",
      })),
      { advance: "P2D" },
    );
    expect(of(damaged, "main", "reports")).toMatchObject([{ facts: "A car waits for her." }]);
    expect(of(damaged, "main")).toMatchObject([{ status: "open", reports: 1 }]);
    const gone = day.play(
      ...["cases", "reports"].map((tab) => ({
        sheet: { deleteRows: { tab, case: first, register: "sealed" } },
        as: "admin",
      })),
      { advance: "P2D" },
    );
    const there = of(gone, "sealed", "reports").map((one) => one["facts"]);
    expect(there.sort()).toEqual(["A car waits for her.", "He drove her home."]);
    const [main, ...more] = of(gone, "main", "reports");
    expect([main?.["facts"], more]).toEqual(["A car waits for her.", []]);
    expect(
      day.play(later, minutes(10)).reports.filter(({ register }) => register === "main"),
    ).toHaveLength(1);
  });
});
