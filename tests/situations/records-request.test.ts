/** Somebody asks for a record (FERPA; PC 11167.5): what waits for counsel, what is on record of it, and that nothing is confirmed before. */
import { describe, expect, test } from "vitest";
import { recipientKind } from "../../src/case/views/records-request";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { playCleanDay, playDay, playedText, start } from "../day/day";
import { call, report } from "../day/events";
import type { Output } from "../day/look";
import { expectWithheld, situation } from "../day/situation";

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
    ["while the parent's acts are locked", usual, [], /acts that a parent would notice are still/],
    [
      "while a hold stands",
      lowReport,
      [edit({ holdUntil: "2026-09-03", heldFor: "Det. Ruiz" })],
      /that hold stands/,
    ],
    [
      "where a report says that a parent may be involved",
      { ...lowReport, parentMayBeInvolved: "yes" },
      [],
      /a parent or guardian may be involved/,
    ],
    [
      "where nobody has answered that none is",
      { ...lowReport, parentMayBeInvolved: undefined },
      [],
      /nobody has answered that no parent/,
    ],
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
      prints({ ...parent, reporters: true }),
      prints({ ...parent, counselName: "Casey Counsel" }),
      prints({ ...parent, ...counsel, counselDay: "2026-10-01" }),
    ]);
    expect(out.refused.map(({ error }) => error)).toEqual([
      expect.stringContaining("more is put in than a record has by itself"),
      expect.stringContaining("counselDay: Write the day"),
      expect.stringContaining("not one to come"),
    ]);
    expect([...records(out), ...lines(out)]).toEqual([]);
  });
});

test("a parent gets a record where nothing speaks against it, without a word of who told whom", async () => {
  const text = JSON.stringify({
    start,
    events: [{ submit: usual }, { advance: "PT10M" }, ...cleared, prints(parent)],
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
  // A later record does not tell of the earlier one either.
  expect(expectWithheld(workspace, out)).toBe(1);
});

test("records of whole days are searched, not passed over", async () => {
  const out = await situation("records/no-answer-then-done");
  expect(out.cases.length).toBeGreaterThan(0);
});

test.each([
  ["", "", "own"],
  ["County counsel", "", "counsel"],
  ["Marin Child and Family Services", "", "investigator"],
  ["Detective Ruiz, Town Police", "", "investigator"],
  ["The student's parent", "", "family"],
  ["Attorney for the mother", "counsel", "family"],
  ["Dana Testperson", "", "family"],
  ["Dana Testperson", "other", "other"],
  ["Counselor Kim", "", "family"],
  ["Superior Court", "", "other"],
])("%j, chosen %j, is asked for by: %s", (recipient, stated, kind) => {
  expect(recipientKind(recipient, stated, marin2019())).toBe(kind);
});
