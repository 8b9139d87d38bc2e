/** Somebody asks for a record (FERPA; PC 11167.5): what waits for counsel, what is on record of it, and that nothing is confirmed before. */
import { describe, expect, test } from "vitest";
import { Player } from "../../scripts/play/play-events";
import { playCleanDay, playDay, playedText, start } from "../day/day";
import { call, report } from "../day/events";
import type { Output } from "../day/look";

const usual = report({
  studentName: "Robin Testperson",
  studentId: "S-100",
  grade: "10",
  concerns: ["suspected-victim"],
  parentMayBeInvolved: "no",
  facts: "Picked up by an older man twice.",
  reporterName: "Pat Reporter",
  reporterEmail: "pat.reporter@district.example",
});
const counsel = {
  counselName: "Casey Counsel",
  counselDay: "2026-09-01",
  counselDecision: "May see the record without reports",
};
const parent = { case: "26-0001", recipient: "Dana Testperson", recipientKind: "family" };
const prints = (answers: object) => ({ menu: { name: "print", answers }, as: "lead" });
const edit = (set: object, more: object = {}) => ({ edit: { case: "26-0001", set, ...more } });

const records = (out: Output) => out.pages.filter(({ text }) => text.startsWith("Record of case"));
const lines = (out: Output) =>
  out.disclosures.filter(({ what }) => String(what).startsWith("Printed record"));
const why = (out: Output) => out.refused.map(({ error }) => error).join("\n");

/** The case as it stands when nothing keeps a parent from being told. */
const cleared = [
  { ...edit({ done: true, agencyReference: "REF-7781" }, { act: call }), as: "backup" },
  edit({ parentMayBeInvolved: "no", victimConsulted: "2026-09-01" }),
  edit({
    agencyCleared: "child-and-family-services",
    agencyClearedBy: "Alex Agency",
    agencyClearedAt: "2026-09-01T09:00:00-07:00",
  }),
];
const lowReport = { ...usual, concerns: [] };

describe("for a parent, a record waits for counsel", () => {
  test.each([
    ["while the parent's acts are locked", usual, [], /steps that a parent would notice are still/],
    [
      "while a hold stands",
      lowReport,
      [edit({ holdUntil: "2026-09-03", heldFor: "Det. Ruiz" })],
      /that hold stands/,
    ],
    ["where nothing else speaks against it", usual, cleared, /: a record for family or for/],
  ])("%s", async (_, submit, events, reason) => {
    const out = await playCleanDay([
      { submit },
      ...events,
      prints(parent),
      prints({ ...parent, ...counsel }),
    ]);
    expect(why(out)).toMatch(reason);
    expect(why(out)).toContain("neither that a record exists");
    expect(why(out)).not.toMatch(/Robin|Ruiz|older man/);
    // Only what counsel decided is a line, with who decided, when and what.
    expect(records(out)).toHaveLength(1);
    expect(lines(out)).toMatchObject([
      {
        agency: "Dana Testperson",
        what: "Printed record, without the mandated reports, what reporters wrote and who reported. Counsel Casey Counsel, 2026-09-01: May see the record without reports",
      },
    ]);
  });

  test("and for whatever is put in, also where nothing else speaks against it", async () => {
    const out = await playDay([
      { submit: lowReport },
      prints({ ...parent, reports: true }),
      prints({ ...parent, counselName: "Casey Counsel" }),
      prints({ ...parent, ...counsel, counselDay: "2026-10-01" }),
    ]);
    expect(out.refused.map(({ error }) => error)).toEqual([
      expect.stringContaining("more is put in than a record for them has by itself"),
      expect.stringContaining("counselDay: Write the day"),
      expect.stringContaining("not one to come"),
    ]);
    expect([...records(out), ...lines(out)]).toEqual([]);
  });
});

test.each([
  ["", "2026-09-08: 5 business days after the request of 2026-09-01 (EC 49069.7)"],
  ["2026-08-28", "2026-09-04: 5 business days after the request of 2026-08-28 (EC 49069.7)"],
])(
  "asked for on %j, a parent may see pupil records by a day that the page names",
  async (requestedOn, due) => {
    const asked = { ...parent, requestedOn };
    const out = await playDay([{ submit: usual }, prints(asked), prints({ ...asked, ...counsel })]);
    expect(why(out)).toContain(due);
    expect(records(out)[0]?.text).toContain(due);
  },
);

describe("what the district weighs, does about staff, or hears from police", () => {
  const investigated = "law-enforcement-investigation";
  const day = [
    {
      submit: {
        ...usual,
        concerns: ["confirmed-victim", "recruiting-or-exploiting"],
        confirmedBy: "law-enforcement",
        studentRole: "both",
        staffMayBeInvolved: "yes",
        recipientMayBeInvolved: "no",
        parentMayBeInvolved: "unknown",
      },
    },
    { advance: "PT10M" },
    ...cleared,
    edit({ withdrawFactor: "controlled-or-groomed", withdrawReason: "Another student" }),
    edit(
      { done: true, agencyPerson: "Det. Ruiz", notes: "They search a phone" },
      { act: investigated },
    ),
    edit({ done: true }, { act: "tell-title-ix-coordinator" }),
    {
      edit: { tab: "log", case: "26-0001", set: { act: investigated, what: "Nothing new of it" } },
    },
    { edit: { tab: "log", case: "26-0001", set: { what: "Det. Ruiz came by" } } },
    {
      edit: {
        tab: "disclosures",
        case: "26-0001",
        set: { agency: "Child and Family Services", what: "Asked back", ground: "other" },
      },
    },
    edit({ isAdult: "yes" }),
    { advance: "PT10M" },
  ];
  const weighed =
    /victim|criterion|factor|groomed|recruit|traffick|CSEC|marin-2019|level|staff may|staff changes|superintendent|title ix|law enforcement says|Ruiz|search a phone|Nothing new of it|Asked back|leaves school|Another student/i;
  const own = { case: "26-0001", recipient: "Robin Testperson", recipientKind: "student" };
  const other = { ...parent, recipient: "Superior Court", recipientKind: "other" };

  test("is in no parent's record; it is in a court's by its order, in counsel's, and in that of the student, who is 18", async () => {
    const readers = [
      { ...parent, ...counsel, reports: true },
      { ...other, recipientKind: "court", ...counsel },
      { ...own, recipient: "The student" },
      { ...parent, recipient: "County counsel", recipientKind: "counsel" },
    ];
    const out = await playCleanDay([...day, ...readers.map(prints)]);
    const [without = "", ...within] = records(out).map(({ text }) => text);
    expect(without).toContain("Action plan");
    expect(without.match(weighed)).toBeNull();
    expect(within).toHaveLength(3);
    for (const text of within) {
      expect(text).toMatch(/Confirmed victim[\s\S]*Title IX coordinator[\s\S]*Det\. Ruiz/);
    }
  });

  test("a student who is not known to be 18 counts as family", async () => {
    const out = await playDay([{ submit: usual }, prints({ ...own })]);
    expect(why(out)).toContain("waits for your counsel");
    expect(records(out)).toEqual([]);
  });

  test("who reported and the mandated reports are in no such record, whatever counsel decides", async () => {
    const out = await playDay([
      { submit: usual },
      prints({ ...parent, ...counsel, reporters: true }),
      prints({ ...other, ...counsel, mandatedReports: true }),
      prints({ ...own, ...counsel, reporters: true }),
    ]);
    expect(out.refused).toHaveLength(3);
    expect(why(out)).toContain("never has the mandated reports or who reported");
    expect([...records(out), ...lines(out)]).toEqual([]);
  });
});

test("a later record does not tell that an earlier one left something out", async () => {
  const text = JSON.stringify({
    start,
    events: [
      { submit: usual },
      { advance: "PT10M" },
      ...cleared,
      prints({ ...parent, ...counsel }),
      { advance: "PT5M" },
    ],
  });
  const { workspace, output: out } = await playedText(text);
  expect(out.errors).toEqual([]);
  expect(out.refused).toEqual([]);
  const [page] = records(out);
  expect(page?.text).toContain("Robin Testperson");
  expect(page?.text).toContain("for: Dana Testperson");
  expect(page?.text).not.toMatch(
    /Reporter|older man|backup@|backup contact|REF-7781|Alex|cleared|reported|withheld|child and family/i,
  );
  expect(lines(out)).toMatchObject([{ case: "26-0001", agency: "Dana Testperson", ground: null }]);
  const [line] = lines(out);
  const again = new Player(workspace);
  again.play({
    edit: { tab: "disclosures", key: String(line?.["row"]), set: { ground: "other" } },
    as: "lead",
  });
  const later = { case: "26-0001", recipient: "County counsel" };
  again.play({ menu: { name: "print", answers: later }, as: "lead" });
  expect(again.pages.at(-1)?.text).toContain("Robin Testperson");
  expect(again.pages.at(-1)?.text).not.toContain("Printed record");
});
