/**
 * A row's hidden cell that somebody cut short, emptied, pasted over or swapped: what needs a lead counts as unset, the case as
 * unacknowledged, exclusions and a legal hold stay, and nothing else that people typed is lost (design 2.6).
 */
import { beforeAll, describe, expect, test } from "vitest";
import { stateKey } from "../../src/register/columns";
import { byHand, columnAt, write } from "../day/damage";
import { Day } from "../day/day";
import { ash, call, edit, editOf, submit, tick } from "../day/events";
import { actsOf, caseOf, mailTo } from "../day/look";
import { contact } from "../day/people";

const lead = "lead@district.example";

async function worked(): Promise<Day> {
  const day = await Day.begin();
  day.playClean(
    submit({ parentMayBeInvolved: "yes" }),
    { submit: { ...ash, factors: ["controlled-or-groomed"] } },
    edit({ acknowledged: true, notes: "Seen at noon." }),
    editOf("26-0002", { acknowledged: true }),
    edit({ parentOverruledBy: "law-enforcement", legalHold: true, leadAgreed: true }, lead),
    tick(call, { done: true, agencyReference: "CW-1" }),
  );
  return day;
}

/** The cells with the state of a case and of its first step, for somebody who may write there to change. */
function states(day: Day, reference: string) {
  const { sheet, positions } = day.tab("cases");
  const row = day.rowOf("cases", reference);
  return {
    text: String(sheet.rows[row]?.values[positions.get(stateKey) ?? -1]),
    write: (value: string | null) =>
      day.type("cases", row, stateKey, value, "admin@district.example"),
  };
}

describe.each<[string, (day: Day) => void]>([
  [
    "cut short",
    (day) => void states(day, "26-0001").write(states(day, "26-0001").text.slice(0, 90)),
  ],
  ["emptied", (day) => void states(day, "26-0001").write(null)],
  ["pasted over", (day) => void states(day, "26-0001").write("see my notes")],
  [
    "with a member of another kind",
    (day) => void states(day, "26-0001").write('{"row":"26-0001","opened":"yesterday"}'),
  ],
  [
    "swapped with another row's",
    (day) => {
      const [one, other] = [states(day, "26-0001"), states(day, "26-0002")];
      const [first, second] = [one.text, other.text];
      one.write(second);
      other.write(first);
    },
  ],
])("a state that is %s", (how, damage) => {
  let day: Day;
  beforeAll(async () => {
    day = await worked();
    damage(day);
    day.playClean({ advance: "PT40M" });
  });

  test("unsets what needs a lead, and the acknowledgement", () => {
    const row = caseOf(day.out());
    expect(row).toMatchObject({ acknowledged: false, acknowledgedBy: null });
    expect(row).toMatchObject({ parentOverruledBy: null, leadAgreed: false });
    expect(String(row?.["openMatters"])).toContain("hidden cell");
    if (how.startsWith("swapped"))
      expect(caseOf(day.out(), "26-0002")?.["acknowledged"]).toBe(false);
  });

  test("keeps what people typed, a legal hold, the steps and the times that are shown", () => {
    const out = day.out();
    expect(caseOf(out)).toMatchObject({ notes: "Seen at noon.", legalHold: true, status: "open" });
    expect(String(caseOf(out)?.["opened"])).toMatch(/^2026-09-01T1/);
    const act = actsOf(out).find((one) => one["act"] === call);
    expect(act).toMatchObject({ done: true, agencyReference: "CW-1" });
    expect(out.activity.filter(({ what }) => what === "state-lost").length).toBeGreaterThan(0);
  });

  test("and is whole again: what is entered anew counts", () => {
    const out = day.playClean(edit({ acknowledged: true }), edit({ leadAgreed: true }, lead));
    expect(caseOf(out)).toMatchObject({ acknowledged: true, leadAgreed: true });
    expect(() => JSON.parse(states(day, "26-0001").text)).not.toThrow();
  });
});

test("the cell is hidden, protected, and at most 8,000 characters", async () => {
  const day = await worked();
  const row = day.rowOf("cases", "26-0001");
  expect(() => day.type("cases", row, stateKey, "{}", "contact@district.example")).toThrow(
    /protected/,
  );
  expect(states(day, "26-0001").text.length).toBeLessThan(8_000);
});

test("a report whose state was emptied keeps its times and what was confirmed", async () => {
  const day = await worked();
  const [report] = day.out().reports;
  const row = day.rowOf("reports", "26-0001");
  day.type("reports", row, stateKey, null, "admin@district.example");
  const out = day.playClean({ advance: "PT40M" });
  const { received, writtenReportDue, callConfirmed } = report ?? {};
  expect(out.reports[0]).toMatchObject({ received, writtenReportDue, callConfirmed });
  expect(out.inbox.filter(({ message }) => message === "typed-by-another")).toEqual([]);
});

test("exclusions hold in a sealed register: all whom it ever kept out are kept out of that case", async () => {
  const day = await Day.begin();
  day.playClean(submit({ recipientMayBeInvolved: "contact" }), { advance: "PT10M" });
  const [row] = day.rows("cases", "sealed");
  const before: unknown = JSON.parse(String(row?.cells[stateKey]));
  const emptied = write("cases", row?.index ?? 0, columnAt("cases", stateKey), "");
  byHand(day.workspace, [emptied], day.fileId("sealed"));
  const out = day.playClean({ advance: "PT2H" });
  const after: unknown = JSON.parse(String(day.rows("cases", "sealed")[0]?.cells[stateKey]));
  const { excluded } = before as { readonly excluded: readonly string[] };
  expect(excluded).toContain(contact);
  expect(after).toMatchObject({ excluded: expect.arrayContaining([...excluded]) });
  expect(caseOf(out)?.["acknowledged"]).toBe(false);
  expect(mailTo(out, contact)).toEqual([]);
});
