/**
 * Someone cut off, emptied, pasted over or swapped the hidden cell of a row: what needs a lead counts as not set, the case as not
 * acknowledged, exclusions and a legal hold stay, and nothing else that people typed is lost (design 2.6).
 */

import { expect, test } from "vitest";
import { putCells } from "../../scripts/play/register-cells";
import { stateKey } from "../../src/register/columns";
import { byHand, columnAt, write } from "../day/damage";
import { Day } from "../day/day";
import { ash, call, edit, editOf, first, merge, minutes, submit, tick } from "../day/events";
import { actOf, caseOf, happened, mails, mailTo } from "../day/look";
import { admin, contact, lead } from "../day/people";

async function worked(): Promise<Day> {
  const day = await Day.begin();
  return day.reach(
    submit({ parentMayBeInvolved: "yes" }),
    submit(ash),
    edit({ acknowledged: true, notes: "Seen at noon." }),
    editOf("26-0002", { acknowledged: true }),
    edit({ parentOverruledBy: "law-enforcement", legalHold: true, leadAgreed: true }, lead),
    tick(call, { done: true, agencyReference: "CW-1" }),
  );
}

const textOf = (day: Day, reference: string) => {
  const { sheet, positions } = day.tab("cases");
  const { values = [] } = sheet.rows[day.rowOf("cases", reference)] ?? {};
  return String(values[positions.get(stateKey) ?? -1]);
};
const put = (day: Day, value: string | null, reference = first, as = admin) =>
  day.type("cases", day.rowOf("cases", reference), stateKey, value, as);

test.each<[string, (text: string) => string | null]>([
  ["cut short", (text) => text.slice(0, 90)],
  ["emptied", () => null],
  ["pasted over", () => "see my notes"],
  ["with a member of another kind", () => '{"row":"26-0001","opened":"yesterday"}'],
  ["swapped with another row's", () => "swapped"],
])(
  "a state that is %s unsets what needs a lead and the acknowledgement, keeps all else; what is entered anew counts",
  async (how, damage) => {
    const day = await worked();
    const [own, others] = [textOf(day, first), textOf(day, "26-0002")];
    const isSwapped = damage(own) === "swapped";
    put(day, isSwapped ? others : damage(own));
    if (isSwapped) put(day, own, "26-0002");
    const out = day.playClean(minutes(40));

    expect(caseOf(out)).toMatchObject({
      ...{ acknowledged: false, acknowledgedBy: null, parentOverruledBy: null, leadAgreed: false },
      openMatters: expect.arrayContaining([expect.stringContaining("hidden cell")]),
      ...{ notes: "Seen at noon.", legalHold: true, status: "open" },
      opened: expect.stringMatching(/^2026-09-01T1/),
    });
    expect(caseOf(out, "26-0002")?.["acknowledged"]).toBe(!how.startsWith("swapped"));
    expect(actOf(out, call)).toMatchObject({ done: true, agencyReference: "CW-1" });
    expect(happened(out)).toContain("state-lost");
    // The emails say what happened, and not that Contacts has changed.
    const words = [...mails(out, "case-given"), ...mails(out, "contact-left")];
    expect(words.map(({ to }) => to)).toEqual(expect.arrayContaining([[contact], [lead]]));
    for (const { text } of words) {
      expect(text).toMatch(/hidden cell/);
      expect(text).not.toMatch(/It has changed|The Contacts tab says/);
    }
    const again = day.playClean(edit({ acknowledged: true }), edit({ leadAgreed: true }, lead));
    expect(caseOf(again)).toMatchObject({ acknowledged: true, leadAgreed: true });
    expect(() => JSON.parse(textOf(day, first))).not.toThrow();
  },
);

test.each<[string, readonly object[]]>([
  ["is about staff", [submit({ recipientMayBeInvolved: "no", staffMayBeInvolved: "yes" })]],
  [
    "has a part that is on hold",
    [submit(), submit(ash), editOf("26-0002", { legalHold: true }, lead), merge("26-0002", first)],
  ],
])("a state and a legal hold that go together: a case that %s is on hold again", async (_, had) => {
  const day = await Day.begin();
  day.playClean(...had, minutes(6));
  expect(caseOf(day.out())).toMatchObject({ legalHold: true });
  put(day, null);
  day.type("cases", day.rowOf("cases", first), "legalHold", false, admin);
  expect(caseOf(day.playClean(minutes(40)))).toMatchObject({ legalHold: true });
});

test("the cell is hidden, protected, and at most 8,000 characters; a report whose state was emptied keeps its times and what was confirmed", async () => {
  const day = await worked();
  expect(() => put(day, "{}", first, contact)).toThrow(/protected/);
  expect(textOf(day, first).length).toBeLessThan(8_000);
  const [kept] = day.out().reports;
  day.type("reports", day.rowOf("reports", first), stateKey, null, admin);
  const out = day.playClean(minutes(40));
  const { received, writtenReportDue, callConfirmed } = kept ?? {};
  expect(out.reports[0]).toMatchObject({ received, writtenReportDue, callConfirmed });
  expect(mails(out, "typed-by-another")).toEqual([]);
});

test.each(["checklist", "disclosures", "reports"] as const)(
  "a lost hidden cell in %s: no email says that Contacts has changed, or asks who typed",
  async (tab) => {
    const day = await worked();
    const before = day.out().inbox.length;
    const [row] = day.rows(tab);
    expect(row).toBeDefined();
    day.type(tab, row?.index ?? 0, stateKey, "{}", admin);
    const since = day.playClean(minutes(40)).inbox.slice(before);
    const kinds = since.map(({ message }) => message);
    expect(kinds.filter((one) => /typed|given|left/.test(one ?? ""))).toEqual([]);
  },
);

test("exclusions hold in a sealed register: all whom it ever kept out are kept out of that case", async () => {
  const day = await Day.begin();
  day.playClean(submit({ recipientMayBeInvolved: "contact" }), minutes(10));
  const kept = () => {
    const [row] = day.rows("cases", "sealed");
    const { excluded = [] }: { readonly excluded?: readonly string[] } = JSON.parse(
      String(row?.cells[stateKey]),
    );
    return { at: row?.index ?? 0, excluded };
  };
  const { at, excluded } = kept();
  expect(excluded).toContain(contact);
  const emptied = write("cases", at, columnAt("cases", stateKey), "");
  byHand(day.workspace, [emptied], day.fileId("sealed"));
  const out = day.playClean({ advance: "PT2H" });
  expect(kept().excluded).toEqual(expect.arrayContaining([...excluded]));
  expect(caseOf(out)?.["acknowledged"]).toBe(false);
  expect(mailTo(out, contact)).toEqual([]);
});

test("why a person has to look is kept as an id: words that another version wrote lose none", async () => {
  const id = "school-not-listed";
  const words = "The school is not in the list: the reporter chose Not listed.";
  const day = await Day.begin();
  const said = () => day.rows("cases")[0]?.cells["reviewReasons"];
  day.play(submit({ school: "Not listed" }));
  expect([textOf(day, first).includes(`"reviewReasonIds":["${id}"]`), said()]).toEqual([
    true,
    words,
  ]);
  putCells(day.tab("cases"), day.rowOf("cases", first), { reviewReasons: "Worded otherwise." });
  // The level rises, so the contact gets the whole case again.
  const out = day.play(submit({ concerns: ["suspected-victim"] }));
  expect([caseOf(out)?.["reviewReasons"], said()]).toEqual([[id], words]);
  const [mail] = mails({ inbox: mailTo(out, contact) }, "case-raised");
  expect(mail?.text).toContain("The rest is in Checklist and “To review”.");
});
