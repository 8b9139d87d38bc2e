/**
 * When a parent or guardian may learn of a case: every condition, what ends them, and that no email says what was answered (in any
 * order: case/parents.property).
 */

import { describe, expect, test } from "vitest";
import { Day, playDay, start } from "../day/day";
import { call, edit, first, merge, rowan, telltale, tick, tickOf, update } from "../day/events";
import { actOf, actsOf, kinds, type Output, onlyCase, wordsIn } from "../day/look";
import { teacher } from "../day/people";

const sent = (more: object = {}) => ({
  submit: {
    ...rowan,
    concerns: ["suspected-victim", "confirmed-victim"],
    confirmedBy: "law-enforcement",
    ...more,
  },
});
const wait = { advance: "PT90M" };
const agency = { agencyCleared: "child-and-family-services", agencyClearedBy: "Kim Doe" };
const clearance = (agencyClearedAt: string) => ({ ...agency, agencyClearedAt });
const answered = { parentMayBeInvolved: "no", victimConsulted: "2026-08-31" };
const everything = [tick(call), edit({ ...answered, ...clearance(start) })];

/** Goes on from a morning with that report, and with all that opens the acts an hour ago. */
const anHourLater = async (...events: readonly object[]) =>
  (await Day.after(sent(), ...everything, wait)).play(...events);

const states = (out: Output) => telltale.map((act) => actOf(out, act)?.["state"]);
const all = (state: string) => telltale.map(() => state);

test.each(["unknown", undefined])(
  "a report that answers %s opens nothing by itself; a person, the call, the victim and the agency do",
  async (parentMayBeInvolved) => {
    const { victimConsulted } = answered;
    const day = await Day.after(
      sent({ parentMayBeInvolved }),
      tick(call),
      edit({ victimConsulted, ...clearance(start) }),
    );
    expect(states(day.out())).toEqual(all("locked"));
    const out = day.play(edit({ parentMayBeInvolved: "no" }));
    expect(states(out)).toEqual(all("open"));
    const agencyClearedAt = "2026-09-01T16:00:00.000Z";
    expect(onlyCase(out)).toMatchObject({ parentMayBeInvolved: "no", ...agency, agencyClearedAt });
  },
);

test.each([
  ["by an agency that may not clear it", { agencyCleared: "probation" }],
  ["by free text", { agencyCleared: "Town Police, Sgt. Lane" }],
  ["at a time that has not come", { agencyClearedAt: "2026-09-01T23:00:00-07:00" }],
])(
  "where the clearance is %s the acts stay locked, and a tick on them is put back",
  async (_, more) => {
    const [act = ""] = telltale;
    const out = (await Day.after(sent(), tick(call))).play(
      edit({ ...answered, ...clearance(start), ...more }),
      tick(act),
      tick(act, { alreadyMade: true, madeBy: "An aunt" }),
    );
    expect(states(out)).toEqual(all("locked"));
    expect(onlyCase(out)[Object.keys(more)[0] ?? ""]).toBeNull();
    expect(actOf(out, act)).toMatchObject({ done: false, alreadyMade: false });
  },
);

test("without the call that is owed they stay locked, whatever else stands", async () => {
  const day = await Day.after(sent(), edit({ ...answered, ...clearance(start) }));
  expect(states(day.out())).toEqual(all("locked"));
  expect(states(day.play(tick(call)))).toEqual(all("open"));
});

test("a report that says yes keeps them locked, says what to do instead, until the lead names an agency; said again, it does again", async () => {
  const yes = sent({ parentMayBeInvolved: "yes" });
  const day = await Day.after(yes, ...everything);
  expect(states(day.out())).toEqual(all("locked"));
  expect(wordsIn(day.out(), "Checklist")).toMatch(
    /EC 48906.*as a victim of suspected child abuse.*the officer notifies/,
  );
  const overruled = { parentOverruledBy: "law-enforcement" };
  const byContact = day.play(edit(overruled));
  expect(states(byContact)).toEqual(all("locked"));
  expect(onlyCase(byContact)).toMatchObject({ parentOverruledBy: null });
  expect(states(day.play(edit(overruled, "lead")))).toEqual(all("open"));
  const again = day.play(
    wait,
    yes,
    edit({ ...answered, ...clearance("2026-09-01T10:31:00-07:00") }),
  );
  expect(states(again)).toEqual(all("locked"));
  expect(onlyCase(again)).toMatchObject({ parentOverruledBy: null, reports: 2 });
});

test("named in both of two cases and overruled in one, a parent is named in the merged case still", async () => {
  const yes = (more: object) => sent({ parentMayBeInvolved: "yes", ...more });
  const out = await playDay([
    yes({}),
    yes({ studentId: undefined }),
    ...everything,
    edit({ parentOverruledBy: "law-enforcement" }, "lead"),
    merge("26-0002", first),
    ...["26-0001", "26-0002"].map((one) => tickOf(one, call)),
    tick(update),
    edit({ ...answered, ...clearance("2026-09-01T09:01:00-07:00") }),
  ]);
  expect(out.cases[0]).toMatchObject({ parentMayBeInvolved: "no", parentOverruledBy: null });
  expect(states(out)).toEqual(all("locked"));
});

describe("the clearance ends with the state that it was for", () => {
  test.each([
    ["a new report", [sent()]],
    [
      "a merge",
      [sent({ studentId: "815522", studentName: "Robin Lake" }), merge("26-0002", first)],
    ],
  ])("by %s, on record, and the day of the consultation stays", async (_name, events) => {
    const out = await anHourLater(...events);
    expect(states(out)).toEqual(all("locked"));
    expect(out.cases[0]).toMatchObject({
      parentMayBeInvolved: "no",
      victimConsulted: "2026-08-31T07:00:00.000Z",
      ...{ agencyCleared: null, agencyClearedBy: null, agencyClearedAt: null },
    });
    expect(out.activity.filter(({ what }) => what === "clearance-ended")).toMatchObject([
      { case: "26-0001", column: "agencyCleared", from: "child-and-family-services" },
    ]);
  });

  test("one given before the news, or still to come, is put back and empties what was filled in; one since opens them", async () => {
    const day = await Day.after(sent(), ...everything, wait, sent(), wait);
    for (const at of ["2026-09-01T10:29:00-07:00", "2026-09-01T23:00:00-07:00"]) {
      const out = day.play(edit(agency), edit({ agencyClearedAt: at }));
      expect(onlyCase(out)).toMatchObject({ agencyClearedAt: null });
      expect(states(out)).toEqual(all("locked"));
    }
    expect(states(day.play(edit(clearance("2026-09-01T10:31:00-07:00"))))).toEqual(all("open"));
  });

  test.each(["yes", "unknown"])(
    "a later report that answers %s asks for a person's answer as well",
    async (said) => {
      const [done, left] = ["offer-referral-to-parent", "inform-parent-or-guardian"];
      const day = await Day.after(sent(), ...everything, tick(done), wait);
      const out = day.play(sent({ parentMayBeInvolved: said }), tick(left));
      expect(onlyCase(out)).toMatchObject({ parentMayBeInvolved: said, reports: 2 });
      expect([actOf(out, done)?.["state"], actOf(out, left)?.["state"]]).toEqual([
        "done",
        "locked",
      ]);
      expect(out.activity.at(-1)).toMatchObject({ what: "edit-put-back" });
    },
  );
});

test("once a parent was told, every later report owes the call again; before, one that raises nothing does not", async () => {
  const day = await Day.after(sent(), ...everything, sent());
  const calledAgain = (out: Output) => actsOf(out).filter(({ act }) => act === update);
  expect(calledAgain(day.out())).toEqual([]);
  const told = await Day.after(sent(), ...everything, tick("inform-parent-or-guardian"));
  const owed = calledAgain(told.play(sent(), sent()));
  expect(owed.map(({ state }) => state)).toEqual(["open", "open"]);
  // So does a merge with another case, whose call was made as well.
  const merged = told.play(
    sent({ studentId: "730195" }),
    ...["26-0001", "26-0002"].map((of) => tickOf(of, call)),
    merge("26-0002", "26-0001"),
  );
  expect(actsOf(merged).filter(({ broughtBy }) => broughtBy === "26-0002")).toEqual([]);
  expect(calledAgain(merged)).toHaveLength(3);
  // And a report about the case that was merged.
  const ofPart = actsOf(told.play(sent({ studentId: "730195" })), "26-0002");
  expect(ofPart.filter(({ act }) => act === update)).toMatchObject([{ state: "open" }]);
});

describe("no mail tells what was answered about a parent", () => {
  const day = async (parentMayBeInvolved?: string) => {
    const said = { parentMayBeInvolved, reporterName: "Tess", reporterEmail: teacher };
    const danger = {
      parentMayBeInvolved,
      immediateDanger: "yes",
      factors: ["controlled-or-groomed"],
    };
    const morning = await Day.begin();
    morning.play(sent(said), ...everything, { advance: "PT1H" }, sent(danger), {
      advance: "PT70M",
    });
    morning.sleep("PT20H");
    return morning.play({ advance: "PT40M" });
  };

  test("days that differ in nothing else send the same, byte by byte, and the register of each says why", async () => {
    const yes = await day("yes");
    expect(yes.inbox.length).toBeGreaterThan(8);
    expect(new Set(kinds(yes.inbox)).size).toBeGreaterThan(3);
    expect((await day("no")).inbox).toEqual(yes.inbox);
    expect(wordsIn(yes, "Checklist")).toMatch(/do not do this while a parent/);
  });
});
