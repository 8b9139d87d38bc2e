/** Calls that stay open: contact, backup, lead, each after another wait. */

import { describe, expect, test } from "vitest";
import type { CaseFile } from "../../src/case/facts/case-file";
import { now } from "../district/rows";
import {
  asksNow,
  callsDone,
  contextOf,
  hour,
  opened,
  played,
  reported,
  staffed,
  withActs,
} from "./cases";

const acknowledged = { acknowledged: true } as const;
const friday = Date.UTC(2026, 8, 4, 22, 30); // 3:30 PM in California

function reminders(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [minutes, kind, to] = line.split(" ");
    return kind === "call-overdue" ? [`${minutes} ${to}`] : [];
  });
}

describe("an open call", () => {
  test.each<[string, CaseFile, string[]]>([
    [
      "is reminded of hour by hour, and then no more",
      opened({ row: acknowledged }),
      ["60 contact", "120 backup", "180 lead"],
    ],
    [
      "two calls of a case are one mail",
      opened({ report: reported["suspected-victim"], row: acknowledged }),
      ["60 contact", "120 backup", "180 lead"],
    ],
    [
      "in minutes in immediate danger, once another call was made",
      withActs(opened({ report: reported.danger, row: acknowledged }), {
        "involve-law-enforcement": { done: true, state: "done" },
      }),
      ["15 contact", "30 backup", "45 lead"],
    ],
    [
      "from at risk up also on a Friday evening",
      opened({ at: friday, row: acknowledged }),
      ["60 contact", "120 backup", "180 lead"],
    ],
    [
      "below at risk in school hours: Monday 8:30, 9:30, 10:30",
      opened({ report: reported["below-threshold"], at: friday, row: acknowledged }),
      ["3900 contact", "3960 backup", "4020 lead"],
    ],
    ["is silent once it is made", withActs(opened({ row: acknowledged }), callsDone), []],
    ["is silent in a closed case", opened({ row: { status: "closed" } }), []],
  ])("%s", (_, file, expected) => {
    expect(played(file, contextOf(), 80)).toEqual(
      expected.map((line) => line.replace(" ", " call-overdue ")),
    );
  });

  test("a call that is made after the first reminder is not reminded of again", () => {
    const file = opened({ report: reported["suspected-victim"], row: acknowledged });
    const lines = played(file, contextOf(), 12, (one, minutes) =>
      minutes < 90
        ? one
        : withActs(one, { "call-child-and-family-services": { done: true, state: "done" } }),
    );
    expect(lines).toEqual([
      "60 call-overdue contact",
      "120 call-overdue backup",
      "180 call-overdue lead",
    ]);
  });

  test("a hold never stops it", () => {
    const row = { acknowledged: true, holdUntil: now + 72 * hour };
    expect(reminders(played(opened({ row }), contextOf(), 2))).toEqual([
      "60 contact",
      "120 backup",
    ]);
  });

  test("a contact on leave is passed over; where there is none of the three, the admin is told once", () => {
    const directory = staffed("admin");
    const file = opened({ row: acknowledged, directory, contact: "admin@district.example" });
    expect(played(file, contextOf({ directory }), 9)).toEqual(["60 call-overdue admin"]);
    const onLeave = staffed("away contact", "backup", "lead backup");
    expect(played(opened({ row: acknowledged }), contextOf({ directory: onLeave }), 9)).toEqual([
      "60 call-overdue backup",
    ]);
  });

  test("says by role who was reminded before", () => {
    const file = opened({ row: acknowledged });
    const before = [["contact@district.example", 1]] as const;
    const found = asksNow(file, contextOf({ now: now + 2 * hour }), before);
    expect(found.messages).toEqual([
      {
        id: expect.stringMatching(/^26-0007 call-overdue \w+ backup@district.example$/),
        kind: "call-overdue",
        to: "backup@district.example",
        case: "26-0007",
        detail: { reminded: ["designated-contact"], turn: 1 },
      },
    ]);
    expect(found.activity.map(({ what, to }) => [what, to])).toEqual([
      ["call-reminded", "backup-contact"],
    ]);
  });

  test("an email that asks to acknowledge the case names its open calls, so no one gets both", () => {
    const lines = played(opened({ report: reported["suspected-victim"] }), contextOf(), 4);
    expect(lines).toEqual([
      "60 case-escalated backup",
      "60 call-overdue contact",
      "120 case-escalated lead",
      "180 case-escalated alternate",
    ]);
  });
});
