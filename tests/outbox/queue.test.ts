/**
 * The order in which messages are sent, what waits while a part of the quota is reserved, what is sent together, and what is not sent at
 * all (design 2.18).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import { detailOf, traitsOf } from "../../src/messages/messages";
import { asksOf, openOutboxRequests } from "../../src/outbox/outbox-rows";
import type { CaseMarks, Queued, Quota } from "../../src/outbox/queue-plan";
import {
  casesNamed,
  inOrderOfUrgency,
  justQueued,
  planQueue,
  seenInQueue,
} from "../../src/outbox/queue-plan";
import { storedDetail } from "../../src/registers/change";
import { storeOn } from "../../src/store/store";

const now = Date.UTC(2026, 8, 1, 16);
const minute = 60_000;
const none: CaseMarks = new Map();
const unlimited: Quota = { remaining: Number.POSITIVE_INFINITY, reserve: 0 };
const address = (name: string) => `${name}@district.example`;

let count = 0;
function message(kind: string, more: Partial<Queued> = {}): Queued {
  count += 1;
  return justQueued({
    id: `response-${count} ${kind} ${address("contact")}`,
    kind,
    to: address("contact"),
    case: `26-${String(1000 + count)}`,
    detail: storedDetail({}),
    queuedAt: now - minute,
    ...more,
  });
}

const named = (kind: string, cases: readonly string[], more: object = {}) =>
  message(kind, { case: null, detail: storedDetail({ cases, ...more }) });
const danger = (more: Partial<Queued> = {}) =>
  message("case-opened", { detail: storedDetail({ danger: true }), ...more });
/** Of the report of that name, to that person. */
const dangerOf = (response: string, name: string) =>
  danger({ id: `${response} case-opened ${name}`, to: address(name) });
const repeat = (of: string, more: Partial<Queued> = {}) =>
  message("case-escalated", { id: `${of} case-escalated danger ${count} x`, case: of, ...more });
const sent = (one: Queued, minutesAgo = 5): Queued => ({
  ...one,
  sentAt: now - minutesAgo * minute,
});
const many = (of: number, make: () => Queued = () => message("case-opened")) =>
  Array.from({ length: of }, make);

function planned(
  pending: readonly Queued[],
  quota: Quota = unlimited,
  recent: readonly Queued[] = [],
  marks = none,
) {
  return planQueue({ pending, recent, now, quota, marks });
}

test("danger that no one was told of, each before anyone is told a second time; first emails, reminders, repeats, the rest, drills, what is stuck", () => {
  const order = [
    dangerOf("a", "contact"),
    dangerOf("b", "contact"),
    dangerOf("a", "lead"),
    dangerOf("b", "lead"),
    message("case-opened"),
    message("call-overdue"),
    repeat("26-0001"),
    message("digest", { case: null }),
    danger({ case: "26-0009" }),
    danger({ attempts: 3, lastError: "address-refused" }),
  ];
  const marks: CaseMarks = new Map([["26-0009", "drill"]]);
  const [a, b, ...others] = order;
  const shuffled = [...others.reverse(), a, b].flatMap((one) => one ?? []);
  const kinds = (rows: readonly Queued[]) => rows.map(({ kind, lastError }) => [kind, lastError]);
  const found = inOrderOfUrgency(shuffled, marks);
  expect(kinds(found)).toEqual(kinds(order));
  expect(new Set(found.slice(0, 2).map(({ id }) => id[0]))).toEqual(new Set(["a", "b"]));
  // Whom an earlier run told of the one comes after the first to hear of the other.
  const [second, news] = [dangerOf("a", "lead"), dangerOf("c", "contact")];
  expect(inOrderOfUrgency([second, news], none, [seenInQueue(second).cause])).toEqual([
    news,
    second,
  ]);
  // What met an outage keeps its place.
  const waited = danger({ attempts: 500, lastError: "not-sent" });
  expect(inOrderOfUrgency([message("case-opened"), waited], none)[0]).toBe(waited);
});

test("what can never be sent is given up after a day; anything else is tried for ever", () => {
  const old = { queuedAt: now - 25 * 60 * minute, attempts: 3 };
  const refused = message("case-opened", { ...old, lastError: "address-refused" });
  const waited = message("case-opened", { ...old, attempts: 500, lastError: "not-sent" });
  const queuedAt = now - 23 * 60 * minute;
  const young = message("case-opened", { queuedAt, attempts: 9, lastError: "address-refused" });
  const { send, drop } = planned([refused, waited, young]);
  expect([...drop]).toEqual([[refused.id, "expired"]]);
  expect(send).toEqual([waited, young]);
});

test("what other registers sent a person within the hour counts for the ten that come one by one", () => {
  const pending = many(3);
  const to = address("contact");
  const plan = (beside: ReadonlyMap<string, number>) =>
    planQueue({ pending, recent: [], now, quota: unlimited, marks: none, beside });
  expect(plan(new Map([[`first ${to}`, 9]])).send).toHaveLength(1);
  const { send, gather } = plan(new Map([[`first ${to}`, 10]]));
  expect([send.length, gather.map((one) => one.kind)]).toEqual([0, ["cases-gathered"]]);
});

describe("the reserve of 20", () => {
  const marks: CaseMarks = new Map([["26-0009", "drill"]]);
  test.each<[string, Queued, number]>([
    ["a morning email", message("digest"), 21],
    ["a drill", danger({ case: "26-0009" }), 21],
    ["a first email", message("case-opened"), 11],
    ["a reminder", message("call-overdue"), 11],
    ["danger", danger(), 1],
    ["a repeat of danger", repeat("26-0001"), 1],
  ])("%s goes out as long as so many are left (%#)", (_, one, least) => {
    const sentWith = (remaining: number) =>
      planned([one], { remaining, reserve: 20 }, [], marks).send.length;
    expect([sentWith(least), sentWith(least - 1)]).toEqual([1, 0]);
  });

  test("danger that no one was told of has the last emails; what waits is counted", () => {
    const rows = ["a", "b"].flatMap((one) => [dangerOf(one, "contact"), dangerOf(one, "lead")]);
    const all = [message("case-opened"), repeat("26-0001", { to: address("admin") }), ...rows];
    const plan = planned(all, { remaining: 2, reserve: 20 });
    expect(plan.send.map(({ id }) => id[0])).toEqual(["a", "b"]);
    expect(plan.kept).toMatchObject({ danger: 3, first: 1 });
  });

  test.each([
    [21, false],
    [20, true],
    [6, true],
    [5, false],
    [1, false],
  ])(
    "with %i left the lead is told what waits: %s; the last five go out about danger alone",
    (remaining, isTold) => {
      const first = ["a", "b"].map((one) => message("case-opened", { id: `a case-opened ${one}` }));
      const plan = planned(first, { remaining, reserve: 20 });
      expect(plan.isShort).toBe(isTold);
    },
  );

  test("inside it one person of a report is enough, also on a later run; a reporter is none of them", () => {
    const duty = message("reporter-duty", { id: "r reporter-duty x", to: "reporter:r" });
    const rows = ["case-opened", "review-needed"].map((kind, at) =>
      message(kind, { id: `r ${kind}`, to: address(`person${at}`) }),
    );
    const quota = { remaining: 15, reserve: 20 };
    expect(planned(rows, quota, [sent(duty)]).send).toEqual(rows.slice(0, 1));
    const before = rows.slice(0, 1).map((one) => sent(one));
    expect(planned(rows.slice(1), quota, before).send).toEqual([]);
    expect(planned(rows, { remaining: 100, reserve: 20 }).send).toHaveLength(2);
  });
});

describe("overtaken", () => {
  const first = danger({ case: "26-0001" });
  const second = danger({ case: "26-0001" });
  const again = repeat("26-0001");
  const toAdmin = repeat("26-0001", { to: address("admin") });
  const both = named("dangers-unanswered", ["26-0001", "26-0002"]);
  const other = named("dangers-unanswered", ["26-0002", "26-0003"]);
  const together = named("cases-gathered", ["26-0004", "26-0005"], {
    reminders: ["call-overdue 26-0004"],
  });
  const reminder = message("call-overdue", { case: "26-0004" });
  const endangered = repeat("26-0004");
  test.each<[string, Queued[], Queued[]]>([
    ["of repeats the last alone is sent", [...many(9, () => repeat("26-0001")), again], [again]],
    ["by a later one that names it among others", [again, both], [both]],
    ["not by a later one that does not", [again, other], [again, other]],
    ["not by an earlier one", [both, again], [both, again]],
    ["by a first email to the same person that waits", [first, again, toAdmin], [first, toAdmin]],
    ["by an email about several cases that still waits", [together, reminder], [together]],
    ["not by one of reminders, in danger", [together, endangered], [together, endangered]],
    ["a first email never is", [first, second], [first, second]],
  ])("%s", (_, pending, left) => {
    expect(new Set(planned(pending).send)).toEqual(new Set(left));
  });
});

test("that people were let in waits, and does not say the older after the newer", () => {
  const rest = { id: "sharing-not-seen" };
  const who = (queuedAt: number, more: object, others: readonly object[] = [rest]) =>
    message("desk-notice", {
      ...{ case: null, to: address("lead"), queuedAt },
      detail: storedDetail({ notices: [{ id: "access-changed", ...more }, ...others] }),
    });
  const noticesOf = (one: Queued) => detailOf("desk-notice", one).notices;
  const saidAfter = (of: Queued, ...recent: Queued[]) =>
    planned([of], unlimited, recent).send.flatMap(noticesOf);
  const waited = who(1, { added: ["a", "b"], notAdded: ["c", "d"], now: ["a", "b"] });
  const later = sent(who(2, { removed: ["b"], added: ["c"], now: ["a", "c"] }));
  const left = { id: "access-changed", added: ["a"], notAdded: ["d"], now: ["a", "c"] };
  expect(saidAfter(waited, later)).toEqual([left, rest]);
  const others = [who(0, { now: [] }), { ...later, to: address("admin") }];
  expect(saidAfter(waited, ...others)).toEqual(noticesOf(waited));
  const alone = who(1, { added: ["b"], now: ["b"] }, []);
  // That somebody is still in who should not be does not wait.
  expect([alone, who(1, { notRemoved: ["b"] }, [])].map((one) => traitsOf(one).waits)).toEqual([
    true,
    false,
  ]);
  expect(planned([alone], unlimited, [later]).drop.get(alone.id)).toBe("overtaken");
});

describe("too many emails of a sort in an hour", () => {
  const reminder = () => message(count % 2 === 0 ? "call-overdue" : "case-escalated");

  test("ten each for themselves, the next together: first emails, danger and reminders apart", () => {
    const rows = [many(14), many(13, () => danger()), many(12, reminder)];
    const { send, gather, drop } = planned(rows.flat());
    expect(send).toHaveLength(20);
    expect(new Map(gather.map((one) => [seenInQueue(one).sort, casesNamed(one)]))).toEqual(
      new Map([
        // Emails about danger count as first emails too.
        ["first", rows[0]?.map((one) => one.case)],
        ["danger", rows[1]?.slice(10).map((one) => one.case)],
        ["duty", rows[2]?.slice(10).map((one) => one.case)],
      ]),
    );
    expect(gather.find((one) => seenInQueue(one).sort === "duty")?.detail).toMatchObject({
      reminders: rows[2]?.slice(10).map((one) => `${one.kind} ${one.case}`),
    });
    expect([...drop.values()]).toEqual(Array(19).fill("gathered"));
  });

  test.each<[string, () => Queued, object, number, number]>([
    ["a quarter of an hour after the last", () => message("case-opened"), {}, 14, 1],
    ["not before", () => message("case-opened"), {}, 10, 0],
    ["reminders likewise", reminder, { reminders: ["call-overdue 26-0004"] }, 10, 0],
    ["danger at each run", () => danger(), { danger: true }, 1, 1],
  ])("%s", (_, make, detail, minutes, emails) => {
    const had = many(10, make).map((one) => sent(one));
    const last = sent(named("cases-gathered", [], detail), minutes);
    const plan = planned(many(3, make), unlimited, [...had, last]);
    expect([plan.gather.length, plan.send.length]).toEqual([emails, 0]);
  });

  test("an hour later each goes for itself again; a case that rises to danger leaves the others", () => {
    const rows = many(3);
    const hourAgo = many(10).map((one) => sent(one, 61));
    expect(planned(rows, unlimited, hourAgo).send).toEqual(rows);
    const had = many(10).map((one) => sent(one));
    const marks: CaseMarks = new Map([[rows[0]?.case ?? "", "danger"]]);
    const plan = planned(rows, unlimited, had, marks);
    expect(plan.send).toEqual(rows.slice(0, 1));
    expect(plan.gather.flatMap(casesNamed)).toEqual(rows.slice(1).map((one) => one.case));
  });

  test("nothing is added to an email about several cases that is not sent yet", () => {
    const waiting = named("cases-gathered", ["26-0001"]);
    const had = many(10).map((one) => sent(one));
    const { send, gather } = planned([waiting, ...many(3)], unlimited, had);
    expect([send, gather]).toEqual([[waiting], []]);
  });

  test("a reporter has the same words of their own duty once, for all of theirs, and no row tells so", () => {
    const duty = () => message("reporter-duty", { to: `reporter:response-${count}` });
    const rows = many(3, duty);
    const recent = many(10, duty).map((one) => sent(one, 20));
    const plan = (personOf: (to: string) => string) =>
      planQueue({ pending: rows, recent, now, quota: unlimited, marks: none, personOf });
    const { send, said, drop } = plan((to) => to.replace(/:.*/, ""));
    expect([send, said, drop.size]).toEqual([rows.slice(0, 1), rows.slice(1), 0]);
    expect(plan((to) => to).send).toEqual(rows);
  });
});

test("no message is lost, and none goes out in two ways", () => {
  const kinds = ["case-opened", "report-added", "call-overdue", "case-escalated", "digest"];
  const row = fc.tuple(fc.constantFrom(...kinds), fc.nat(5), fc.nat(2), fc.boolean());
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.nat(60), (list, remaining) => {
      const pending = list.map(([kind, at, to, isDanger], index) =>
        message(kind, {
          id: `r${index} ${kind}${isDanger ? " danger " : " "}x`,
          case: `26-000${at}`,
          to: address(`person${to}`),
          detail: storedDetail(isDanger ? { danger: true } : {}),
        }),
      );
      const { send, gather, drop, kept } = planned(pending, { remaining, reserve: 20 });
      for (const { id } of send) expect(drop.has(id)).toBe(false);
      for (const one of pending) {
        if (seenInQueue(one).sort === "first") expect(drop.get(one.id)).not.toBe("overtaken");
      }
      const waiting = Object.values(kept).reduce((sum, some) => sum + some, 0);
      const rest = pending.length - send.length - drop.size;
      expect(rest).toBeGreaterThanOrEqual(waiting);
      if (remaining === 60) expect(rest).toBe(0);
      expect(send.length + gather.length).toBeLessThanOrEqual(remaining);
    }),
  );
});

test("an email asks about danger, an answer or a call; a first email asks only in danger", () => {
  const asked = (one: Queued) => asksOf(one).map(({ about }) => about);
  const asking = [danger(), repeat("26-0001"), message("case-escalated"), message("call-overdue")];
  expect(asking.flatMap(asked)).toEqual(["danger", "danger", "answer", "call"]);
  expect([message("case-opened"), message("digest")].flatMap(asked)).toEqual([]);
});

test.each([
  ["was sent at once", 2, 0],
  ["had to wait", 180, 180],
])("an email that %s asked its reader then", (_, minutes, after) => {
  const asked = (sentAt: number | null) => asksOf({ ...danger(), queuedAt: now, sentAt })[0]?.at;
  expect(asked(now + minutes * minute)).toBe(now + after * minute);
  expect(asked(null)).toBe(now);
});

test("of emails in rows side by side, those above the remembered row are read as well", () => {
  const memory = storeOn(() => propertiesOn({}));
  memory.set("clock", { outboxFrom: 24, outboxAsks: "4-6" });
  expect(openOutboxRequests(memory)[0]?.rows).toContainEqual([3, 6]);
});
