/** When a parent or guardian may learn of a case: every condition, what ends them, and that no mail tells what was answered. */
import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay, start } from "../day/day";
import { call, edit, rowan, telltale, tick, update } from "../day/events";
import { actsOf, type Output, onlyCase, type Row, wordsIn } from "../day/look";

const usual = {
  ...rowan,
  concerns: ["suspected-victim", "confirmed-victim"],
  confirmedBy: "law-enforcement",
};
const submit = (more: object = {}) => ({ submit: { ...usual, ...more } });
const hour = { advance: "PT90M" };

const clearance = (agencyClearedAt: string, more: object = {}) => ({
  agencyCleared: "child-and-family-services",
  agencyClearedBy: "Kim Doe",
  agencyClearedAt,
  ...more,
});
const answered = { parentMayBeInvolved: "no", victimConsulted: "2026-08-31" };
const everything = [tick(call), edit({ ...answered, ...clearance(start) })];

/** Goes on from a morning with that report, and with all that opens the acts an hour ago. */
const afterReport = async (...events: readonly object[]) =>
  (await Day.after(submit())).play(...events);
const anHourLater = async (...events: readonly object[]) =>
  (await Day.after(submit(), ...everything, hour)).play(...events);

function states(out: Output): readonly unknown[] {
  return actsOf(out)
    .filter(({ act }) => telltale.includes(String(act)))
    .map(({ state }) => state);
}
const all = (state: string) => telltale.map(() => state);
const calledAgain = (out: Output): readonly Row[] =>
  actsOf(out).filter(({ act }) => act === update);

describe.each(["no", "unknown", null])("a report that answers %s", async (answer) => {
  const said = answer === null ? {} : { parentMayBeInvolved: answer };
  const out = await playCleanDay([submit(said), ...everything]);

  test("opens nothing by itself; a person's answer, the call, the victim and the agency do", async () => {
    const { parentMayBeInvolved, ...others } = answered;
    expect(parentMayBeInvolved).toBe("no");
    const unanswered = await playDay([
      submit(said),
      tick(call),
      edit({ ...others, ...clearance(start) }),
    ]);
    expect(states(unanswered)).toEqual(all("locked"));
    expect(states(out)).toEqual(all("open"));
    expect(onlyCase(out)).toMatchObject({
      parentMayBeInvolved: "no",
      agencyCleared: "child-and-family-services",
      agencyClearedBy: "Kim Doe",
      agencyClearedAt: "2026-09-01T16:00:00.000Z",
    });
  });
});

describe("the acts stay locked", () => {
  test.each([
    ["an agency that may not clear it", { agencyCleared: "probation" }],
    ["the district's own police", { agencyCleared: "district-police" }],
    ["free text", { agencyCleared: "Town Police, Sgt. Lane" }],
    ["a time that has not come", { agencyClearedAt: "2026-09-01T23:00:00-07:00" }],
  ])("where the clearance is by %s", async (_name, more) => {
    const out = await afterReport(tick(call), edit({ ...answered, ...clearance(start, more) }), {
      advance: "PT10M",
    });
    expect(states(out)).toEqual(all("locked"));
    expect(onlyCase(out)[Object.keys(more)[0] ?? ""]).toBeNull();
  });

  test("a tick on one of them is put back, and so is the word that it was made already", async () => {
    const [act] = telltale;
    const out = await afterReport(
      tick(act ?? ""),
      tick(act ?? "", { alreadyMade: true, madeBy: "An aunt" }),
    );
    expect(actsOf(out).find((one) => one["act"] === act)).toMatchObject({
      done: false,
      alreadyMade: false,
      state: "locked",
    });
  });
});

test("steps that no trigger told of count once the clock has weighed them", async () => {
  const out = await playDay([
    submit(),
    { account: { removeTrigger: "onRegisterEdit" } },
    ...everything,
    { advance: "PT10M" },
  ]);
  expect(states(out)).toEqual(all("open"));
});

describe("a report that says yes", () => {
  const yes = submit({ parentMayBeInvolved: "yes" });

  test("keeps them locked whatever a contact answers, and names what to do instead", async () => {
    const out = await playDay([yes, ...everything]);
    expect(states(out)).toEqual(all("locked"));
    expect(wordsIn(out, "Checklist")).toMatch(
      /EC 48906.*as a victim of suspected child abuse.*the officer notifies/,
    );
  });

  test("is overruled by the agency that the lead names, not by a contact's choice", async () => {
    const overruled = { parentOverruledBy: "law-enforcement" };
    const byContact = await playDay([yes, ...everything, edit(overruled)]);
    expect(states(byContact)).toEqual(all("locked"));
    expect(onlyCase(byContact)).toMatchObject({ parentOverruledBy: null });
    const byLead = await playDay([yes, ...everything, edit(overruled, "lead")]);
    expect(states(byLead)).toEqual(all("open"));
    expect(onlyCase(byLead)).toMatchObject(overruled);
  });

  test("again, after it was overruled, is not", async () => {
    const out = await playDay([
      yes,
      ...everything,
      edit({ parentOverruledBy: "law-enforcement" }, "lead"),
      hour,
      yes,
      edit(clearance("2026-09-01T10:00:30-07:00")),
      edit(answered),
    ]);
    expect(states(out)).toEqual(all("locked"));
    expect(onlyCase(out)).toMatchObject({ parentOverruledBy: null, reports: 2 });
  });
});

describe("the clearance ends with the state that it was for", () => {
  test.each([
    ["a new report", [submit()]],
    ["a report of danger", [submit({ immediateDanger: "yes" })]],
    [
      "a merge",
      [
        submit({ studentId: "815522", studentName: "Robin Lake" }),
        { edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } } },
      ],
    ],
  ])("by %s, on record, and the day of the consultation stays", async (_name, events) => {
    const out = await anHourLater(...events);
    expect(states(out)).toEqual(all("locked"));
    expect(out.cases[0]).toMatchObject({
      parentMayBeInvolved: "no",
      victimConsulted: "2026-08-31T07:00:00.000Z",
      agencyCleared: null,
      agencyClearedBy: null,
      agencyClearedAt: null,
    });
    expect(out.activity.filter(({ what }) => what === "clearance-ended")).toMatchObject([
      { case: "26-0001", column: "agencyCleared", from: "child-and-family-services" },
    ]);
  });

  test("by a rise that a contact brings about", async () => {
    const out = await playDay([
      submit({ concerns: ["suspected-victim"], confirmedBy: undefined }),
      ...everything,
      edit({ raiseLevelTo: "confirmed-victim", raiseReason: "The county says so." }),
    ]);
    expect(onlyCase(out)).toMatchObject({ level: "confirmed-victim", agencyCleared: null });
    expect(states(out)).toEqual(all("locked"));
  });

  const chosen = {
    ...answered,
    agencyCleared: "child-and-family-services",
    agencyClearedBy: "Kim Doe",
  };

  test("when it was cleared is filled in with the agency; who there said so never is", async () => {
    const { agencyClearedBy, ...rest } = chosen;
    const day = await Day.after(submit(), tick(call), edit(rest), hour);
    expect(onlyCase(day.out())).toMatchObject({ agencyClearedBy: null });
    expect(String(onlyCase(day.out())["agencyClearedAt"])).toMatch(/^2026-09-01T16:/);
    expect(states(day.out())).toEqual(all("locked"));
    expect(states(day.play(edit({ agencyClearedBy })))).toEqual(all("open"));
  });

  test("corrected to a time before the news, or to none that can be, it is empty", async () => {
    for (const at of ["2026-09-01T09:30:00-07:00", "2026-09-01T23:00:00-07:00"]) {
      const day = await Day.after(submit(), tick(call), hour, submit(), hour);
      day.play(edit(chosen));
      const out = day.play(edit({ agencyClearedAt: at }));
      expect(onlyCase(out)).toMatchObject({ agencyClearedAt: null });
      expect(states(out)).toEqual(all("locked"));
    }
  });

  test("one that was given before the news is put back; one given since opens them again", async () => {
    const again = async (at: string) =>
      (await Day.after(submit(), ...everything, hour, submit(), hour)).play(edit(clearance(at)));
    const before = await again("2026-09-01T09:30:00-07:00");
    expect(states(before)).toEqual(all("locked"));
    expect(onlyCase(before)).toMatchObject({ agencyClearedAt: null });
    const since = await again("2026-09-01T10:30:00-07:00");
    expect(states(since)).toEqual(all("open"));
  });

  test.each(["yes", "unknown"])(
    "a later report that answers %s asks for a person's answer as well",
    async (parentMayBeInvolved) => {
      const morning = [submit(), ...everything, tick("offer-referral-to-parent"), hour];
      const out = (await Day.after(...morning)).play(
        submit({ parentMayBeInvolved }),
        tick("inform-parent-or-guardian"),
      );
      expect(onlyCase(out)).toMatchObject({ parentMayBeInvolved, reports: 2 });
      expect([...states(out)].sort()).toEqual(["done", "locked"]);
      expect(out.activity.at(-1)).toMatchObject({ what: "edit-put-back" });
    },
  );
});

describe("once a parent was told", () => {
  test("every later report owes the call again; before, one that raises nothing does not", async () => {
    const before = await playDay([submit(), ...everything, submit(), submit()]);
    expect(calledAgain(before)).toEqual([]);
    const out = await playDay([
      submit(),
      ...everything,
      tick("inform-parent-or-guardian"),
      submit(),
      submit(),
    ]);
    expect(calledAgain(out)).toHaveLength(2);
    expect(calledAgain(out).every(({ state }) => state === "open")).toBe(true);
  });
});

describe("no mail tells what was answered about a parent", async () => {
  const teacher = { reporterName: "Tess", reporterEmail: "teacher@district.example" };
  const day = (answer: string | null) => {
    const said = answer === null ? {} : { parentMayBeInvolved: answer };
    const events = [
      submit({ ...said, ...teacher }),
      ...everything,
      { advance: "PT3H" },
      submit({ ...said, factors: ["controlled-or-groomed"], immediateDanger: "yes" }),
      { advance: "P1D" },
    ];
    return playDay(events, {}, { every: 120 });
  };
  const yes = await day("yes");
  const others = [await day("no"), await day("unknown"), await day(null)];

  test("days that differ in nothing else send the same, byte by byte", () => {
    expect(yes.inbox.length).toBeGreaterThan(8);
    expect(new Set(yes.inbox.map(({ message }) => message)).size).toBeGreaterThan(3);
    for (const other of others) expect(other.inbox).toEqual(yes.inbox);
  });

  test("and the register of each says why", () => {
    expect(wordsIn(yes, "Checklist")).toMatch(/do not do this while a parent/);
  });

  test("an answer that cannot be read is told without its question", async () => {
    const out = await playDay([
      { submit: { raw: { school: "North High", parentMayBeInvolved: "perhaps the uncle" } } },
    ]);
    expect(onlyCase(out)["reviewReasons"]).toContain("unread-parentMayBeInvolved");
    expect(JSON.stringify(out.inbox)).not.toMatch(/whether a parent/);
    expect(out.inbox.some(({ text }) => text.includes("Something else: read"))).toBe(true);
  });
});
