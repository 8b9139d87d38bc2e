/** Somebody asks for a record (FERPA; PC 11167.5): what waits for counsel, what is on record of it, and that nothing is confirmed before. */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { call, edit, first, menu, minutes, report, tick } from "../day/events";
import type { Output } from "../day/look";

const usual = report({
  ...{ studentName: "Robin Testperson", studentId: "S-100", grade: "10" },
  ...{ concerns: ["suspected-victim"], facts: "Picked up by an older man twice." },
  ...{ reporterName: "Pat Reporter", reporterEmail: "pat.reporter@district.example" },
  parentMayBeInvolved: "no",
});
const decided = "May see the record without reports";
const counsel = {
  counselName: "Casey Counsel",
  counselDay: "2026-09-01",
  counselDecision: decided,
};
const parent = { case: first, recipient: "Dana Testperson", recipientKind: "family" };
const own = { case: first, recipient: "Robin Testperson", recipientKind: "student" };
const court = { case: first, recipient: "Superior Court", recipientKind: "court" };
const outsider = { ...court, recipientKind: "other" };
const prints = (answers: object) => menu("print", answers, "lead");

const records = (out: Output) =>
  out.pages.flatMap(({ text }) => (text.startsWith("Record of case") ? [text] : []));
const disclosed = (out: Output) =>
  out.disclosures.filter(({ what }) => String(what).startsWith("Printed record"));
const why = (out: Output) => out.refused.map(({ error }) => error).join("\n");

/** The case as it stands when nothing keeps a parent from being told. */
const cleared = [
  tick(call, { done: true, agencyReference: "REF-7781" }, "backup"),
  edit({ parentMayBeInvolved: "no", victimConsulted: "2026-09-01" }),
  edit({
    ...{ agencyCleared: "child-and-family-services", agencyClearedBy: "Alex Agency" },
    agencyClearedAt: "2026-09-01T09:00:00-07:00",
  }),
];
const lowReport = { ...usual, concerns: [] };
const held = [edit({ holdUntil: "2026-09-03", heldFor: "Det. Ruiz" })];

describe("for a parent, a record waits for counsel", () => {
  test.each([
    ["while the parent's acts are locked", usual, [], /steps that a parent would notice are still/],
    ["while a hold stands", lowReport, held, /that hold stands/],
    ["where nothing else speaks against it", usual, cleared, /: a record for family or for/],
  ])("%s", async (_, submit, events, reason) => {
    const asked = [prints(parent), prints({ ...parent, ...counsel })];
    const out = await playCleanDay([{ submit }, ...events, ...asked]);
    expect(why(out)).toMatch(reason);
    expect(why(out)).toContain("neither that a record exists");
    expect(why(out)).not.toMatch(/Robin|Ruiz|older man/);
    // Only what counsel decided is a line, with who decided, when and what.
    expect(records(out)).toHaveLength(1);
    const what = `Printed record, without the mandated reports, what reporters wrote and who reported. Counsel Casey Counsel, 2026-09-01: ${decided}`;
    expect(disclosed(out)).toMatchObject([{ case: first, agency: "Dana Testperson", what }]);
  });

  test.each<[string, object, readonly object[], string]>([
    ["with what reporters wrote", lowReport, [{ ...parent, reports: true }], "more is put in than"],
    [
      "on counsel's name alone",
      lowReport,
      [{ ...parent, counselName: "Casey" }],
      "counselDay: Write",
    ],
    [
      "on a day that has not come",
      lowReport,
      [{ ...parent, ...counsel, counselDay: "2026-10-01" }],
      "not one in the future",
    ],
    ["and a student who is not known to be 18 is family", usual, [own], "waits for your counsel"],
    ["and anyone else outside waits", lowReport, [outsider], "waits for your counsel"],
    [
      "and no counsel puts in who reported or the mandated reports",
      usual,
      [
        { ...parent, ...counsel, reporters: true },
        { ...outsider, ...counsel, mandatedReports: true },
        { ...own, ...counsel, reporters: true },
      ],
      "never has the mandated reports or who reported",
    ],
  ])("%s: nothing is printed", async (_, submit, asked, reason) => {
    const out = await playDay([{ submit }, ...asked.map(prints)]);
    expect(out.refused).toHaveLength(asked.length);
    for (const { error } of out.refused) expect(error).toContain(reason);
    expect([...records(out), ...disclosed(out)]).toEqual([]);
  });

  test.each([
    ["", "2026-09-08: 5 business days after the request of 2026-09-01 (EC 49069.7)"],
    ["2026-08-28", "2026-09-04: 5 business days after the request of 2026-08-28 (EC 49069.7)"],
  ])(
    "asked for on %j, they may see pupil records by a day that the page names",
    async (on, due) => {
      const asked = { ...parent, requestedOn: on };
      const out = await playDay([
        { submit: usual },
        prints(asked),
        prints({ ...asked, ...counsel }),
      ]);
      expect(why(out)).toContain(due);
      expect(records(out)[0]).toContain(due);
    },
  );
});

test("what the district weighs, does about staff, or hears from police is in no parent's record; it is in a court's by its order, in counsel's, and in that of the student, who is 18", async () => {
  const investigated = "law-enforcement-investigation";
  const told = { agency: "Child and Family Services", what: "Asked back", ground: "other" };
  const log = (set: object) => ({ edit: { tab: "log", case: first, set } });
  const out = await playCleanDay([
    {
      submit: {
        ...usual,
        ...{ concerns: ["confirmed-victim", "recruiting-or-exploiting"], studentRole: "both" },
        ...{ confirmedBy: "law-enforcement", staffMayBeInvolved: "yes" },
        ...{ recipientMayBeInvolved: "no", parentMayBeInvolved: "unknown" },
      },
    },
    minutes(10),
    ...cleared,
    edit({ withdrawFactor: "controlled-or-groomed", withdrawReason: "Another student" }),
    tick(investigated, { done: true, agencyPerson: "Det. Ruiz", notes: "They search a phone" }),
    tick("tell-title-ix-coordinator"),
    log({ act: investigated, what: "Nothing new of it" }),
    log({ what: "Det. Ruiz came by" }),
    { edit: { tab: "disclosures", case: first, set: told } },
    edit({ isAdult: "yes" }),
    minutes(10),
    prints({ ...parent, ...counsel, reports: true }),
    prints({ ...court, ...counsel }),
    prints({ ...own, recipient: "The student" }),
    prints({ ...parent, recipient: "County counsel", recipientKind: "counsel" }),
  ]);
  const [without = "", ...within] = records(out);
  const weighed =
    /victim|criterion|factor|groomed|recruit|traffick|CSEC|marin-2019|level|staff may|staff changes|superintendent|title ix|law enforcement says|Ruiz|search a phone|Nothing new of it|Asked back|leaves school|Another student/i;
  expect(without).toContain("Action plan");
  expect(without.match(weighed)).toBeNull();
  expect(within).toHaveLength(3);
  for (const text of within)
    expect(text).toMatch(/Confirmed victim[\s\S]*Title IX coordinator[\s\S]*Det\. Ruiz/);
});

test("a later record does not tell that an earlier one left something out", async () => {
  const day = await Day.begin();
  const asked = [...cleared, prints({ ...parent, ...counsel }), minutes(5)];
  const out = day.playClean({ submit: usual }, minutes(10), ...asked);
  expect(out.refused).toEqual([]);
  const [page] = records(out);
  expect(page).toContain("Robin Testperson");
  expect(page).toContain("for: Dana Testperson");
  expect(page).not.toMatch(
    /Reporter|older man|backup@|backup contact|REF-7781|Alex|cleared|reported|withheld|child and family/i,
  );
  const [line] = disclosed(out);
  expect(line?.["ground"]).toBeNull();
  const key = String(line?.["row"]);
  const ground = { edit: { tab: "disclosures", key, set: { ground: "other" } }, as: "lead" };
  const later = day.play(ground, prints({ case: first, recipient: "County counsel" }));
  expect(later.pages.at(-1)?.text).toContain("Robin Testperson");
  expect(later.pages.at(-1)?.text).not.toContain("Printed record");
});
