/** A report that says danger and cannot be written: who is told, of what, how often, and that nobody is told of one that was written (design 2.11, 2.18). */
import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { rowan } from "../day/events";
import { expectNoStudentData, type Output, wordsOf } from "../day/look";
import { admin, alternate, backup, contact, contactsRow, demoAnd, lead } from "../day/people";

const danger = { ...rowan, immediateDanger: "yes", facts: "Slept in a van." };
const damage = { sheet: { deleteTab: "cases" } };
const waiting = ({ inbox }: Output) =>
  inbox.filter(({ message }) => message === "register-unreachable");
const to = (mails: Output["inbox"]) => [...new Set(mails.flatMap((mail) => mail.to))].sort();
const minutes = (out: Output, who: string) => {
  const times = waiting(out)
    .filter((mail) => mail.to.includes(who))
    .map(({ at }) => Date.parse(at));
  return times.map((at) => Math.round((at - (times[0] ?? 0)) / 60_000));
};
const each = { isEachTick: true };

test("the mail says danger, which school, and the numbers of Contacts; contact and backup have it too", async () => {
  const out = await playDay([{ advance: "PT10M" }, damage, { submit: danger }]);
  expect(to(waiting(out))).toEqual([admin, backup, contact, lead]);
  for (const mail of waiting(out)) {
    expect(mail.text).toContain("Immediate danger");
    expect(mail.text).toContain("911");
    expect(mail.text).toContain("School: North High");
    expect(mail.text).toContain("(415) 473-7153");
    expect(mail.text).toContain("(415) 555-0111");
    expect(mail.text).not.toContain("number not known here");
    expect(mail.text.split("\n")[0]).not.toMatch(/danger|school/i);
  }
  expectNoStudentData(waiting(out), ["Rowan Pine", "730194", "van"]);
});

test("it comes again at the pace until the report is taken in, and then the case goes on by its own", async () => {
  const out = await playDay(
    [
      { advance: "PT10M" },
      damage,
      { submit: danger },
      { advance: "PT4H10M" },
      { menu: { name: "set-up" } },
      { advance: "PT15M" },
    ],
    {},
    each,
  );
  const ofLead = minutes(out, lead);
  // The rounds at 0, m, 2m, 4m and each fourth hour; the clock comes each five minutes.
  for (const round of [0, 15, 30, 60, 240]) {
    expect(
      ofLead.some((at) => at >= round && at <= round + 6),
      `at ${round}: ${ofLead}`,
    ).toBe(true);
  }
  const all = waiting(out);
  const gaps = [...new Set(all.map(({ at }) => Date.parse(at)))]
    .sort()
    .map((at, i, list) => at - (list[i - 1] ?? at));
  expect(Math.max(...gaps) / 60_000).toBeLessThanOrEqual(66);
  expect(out.cases).toHaveLength(1);
  const taken = out.inbox
    .filter(({ message }) => message === "case-opened")
    .map(({ at }) => Date.parse(at));
  expect(Math.max(...all.map(({ at }) => Date.parse(at)))).toBeLessThan(Math.min(...taken));
});

test("without danger it is told of once, and again each day", async () => {
  const { immediateDanger: _, ...calm } = danger;
  const events = [{ advance: "PT10M" }, damage, { submit: calm }, { advance: "PT50H" }];
  const out = await playDay(events, {}, { every: 180 });
  expect(minutes(out, lead).length).toBe(3);
  expect(waiting(out)[0]?.text).not.toContain("Immediate danger");
});

test("where Contacts are gone too, the school's own are told as they were remembered", async () => {
  const out = await playDay([
    { advance: "PT10M" },
    { sheet: { deleteTab: "contacts" } },
    { submit: danger },
  ]);
  expect(to(waiting(out))).toEqual([admin, backup, contact, lead]);
  expect(waiting(out)[0]?.text).toContain("School: North High");
  expect(waiting(out)[0]?.text).toContain("number not known here");
});

test("a school that is no school of the district's is not printed: it may be anything", async () => {
  const out = await playDay([
    { advance: "PT10M" },
    damage,
    { submit: { ...danger, school: "Rowan Pine of North" } },
  ]);
  expect(waiting(out).length).toBeGreaterThan(0);
  for (const mail of waiting(out)) expect(wordsOf(mail)).not.toContain("Rowan");
});

describe("a sealed one", () => {
  const directory = demoAnd(contactsRow("alternate lead", alternate));
  test.each([
    ["contact", [alternate, lead]],
    ["lead", [alternate]],
    ["alternate-lead", [lead]],
  ])(
    "that names the %s goes to all who may read it and no one else, again and again",
    async (named, expected) => {
      const out = await playDay(
        [
          { advance: "PT10M" },
          damage,
          { submit: { ...danger, recipientMayBeInvolved: named } },
          { advance: "PT2H" },
        ],
        { directory },
        { every: 10 },
      );
      expect(to(waiting(out))).toEqual(expected);
      for (const one of expected) expect(minutes(out, one).length, one).toBeGreaterThan(5);
      expect(waiting(out)[0]?.text).toContain("School: North High");
    },
  );

  test("without a reader goes to those who are told without content, and not to whom it names", async () => {
    const out = await playDay([
      { advance: "PT10M" },
      damage,
      { submit: { ...danger, recipientMayBeInvolved: "lead" } },
    ]);
    expect(to(waiting(out))).toEqual([admin]);
    expect(waiting(out)[0]?.text).toContain("Immediate danger");
    expect(waiting(out)[0]?.text).not.toContain("North High");
  });
});

describe.each(
  [["summary"], ["log", "plan", "disclosures"]].map((ids) => [ids.join(), ids] as const),
)("a report that was written although %s is gone", (_names, ids) => {
  test("nobody is told that it was not, and danger is asked about as ever", async () => {
    const out = await playDay(
      [
        { advance: "PT10M" },
        ...ids.map((tab) => ({ sheet: { deleteTab: tab } })),
        { submit: danger },
        { advance: "PT3H" },
      ],
      {},
      { every: 15 },
    );
    expect(out.reports).toHaveLength(1);
    expect(waiting(out)).toEqual([]);
    const asked = out.inbox.filter(
      ({ message, to: who }) =>
        who.includes(contact) && /case-opened|case-escalated|call-overdue/.test(message ?? ""),
    );
    expect(asked.length).toBeGreaterThan(5);
    // The hourly look made the tabs again, and lead and admin learn what was in them is gone.
    const told = out.inbox.filter(({ message }) => message === "rows-missing");
    expect(to(told)).toEqual([admin, lead]);
    for (const id of ids) expect(told[0]?.text.toLowerCase()).toContain(id);
  });
});
