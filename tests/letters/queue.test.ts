/** What goes out in which order, what waits for a quota that is kept, what goes out with others (design 2.18). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gatheredAs, type Settled } from "../../src/letters/outbox/gathered-mails";
import {
  type CaseMarks,
  casesNamed,
  inOrderOfUrgency,
  type Queued,
  type Quota,
  quotaGate,
  reserveOf,
  type Sort,
  sortOf,
  unlimited,
} from "../../src/letters/outbox/message-urgency";
import { planQueue } from "../../src/letters/outbox/queue-plan";
import { storedDetail } from "../../src/register/change";

const now = Date.UTC(2026, 8, 1, 16);
const minute = 60_000;
const none: CaseMarks = new Map();
const inDanger = (...cases: readonly string[]): CaseMarks =>
  new Map(cases.map((one) => [one, "danger"]));

let count = 0;
function message(kind: string, more: Partial<Queued> = {}): Queued {
  count += 1;
  return {
    id: `response-${count} ${kind} contact@district.example`,
    kind,
    to: "contact@district.example",
    case: `26-${String(1000 + count)}`,
    detail: storedDetail({}),
    attempts: 0,
    queuedAt: now - minute,
    lastError: null,
    ...more,
  };
}

const danger = (more: Partial<Queued> = {}) =>
  message("case-opened", { detail: storedDetail({ danger: true }), ...more });
const repeat = (of: string, more: Partial<Queued> = {}) =>
  message("case-escalated", {
    id: `${of} case-escalated danger ${count} contact@district.example`,
    case: of,
    ...more,
  });
const sent = (one: Queued, minutesAgo = 5): Settled => ({
  message: one,
  sentAt: now - minutesAgo * minute,
  queuedAt: now - minutesAgo * minute,
});

function planned(
  pending: readonly Queued[],
  quota: Quota = unlimited,
  settled: readonly Settled[] = [],
  marks = none,
) {
  return planQueue({ pending, settled, now, quota, marks, atMost: 150 });
}

test("danger that nobody was told of, first mails, reminders of duties, repeats, the rest", () => {
  const id = (to: string) => `r case-opened ${to}`;
  const first = danger({ id: id("contact@district.example") });
  const second = danger({ id: id("lead@district.example"), to: "lead@district.example" });
  const opened = message("case-opened");
  const overdue = message("call-overdue");
  const again = repeat("26-0001");
  const digest = message("digest", { case: null });
  const order = [first, second, opened, overdue, again, digest];
  for (const shuffled of [order, [...order].reverse()]) {
    // Of two about one danger the one that was queued first is the one that nobody was told of.
    const ranks = inOrderOfUrgency(shuffled, none).map((one) => order.indexOf(one));
    expect(ranks.slice(2)).toEqual([2, 3, 4, 5]);
    expect([...ranks.slice(0, 2)].sort()).toEqual([0, 1]);
  }
});

test("each danger has one told of it before anybody is told a second time", () => {
  const rows = ["a", "b", "c"].flatMap((response) =>
    ["contact", "lead"].map((name) =>
      danger({ id: `${response} case-opened ${name}`, to: `${name}@district.example` }),
    ),
  );
  const order = inOrderOfUrgency(rows, none).map(({ id }) => id[0]);
  expect(order.slice(0, 3)).toEqual(["a", "b", "c"]);
});

test("a drill comes last, may not use the reserve, and is counted with nothing", () => {
  const drill = danger({ id: "r case-opened danger x", case: "26-0009" });
  const marks: CaseMarks = new Map([["26-0009", "drill"]]);
  const digest = message("digest", { case: null });
  expect(inOrderOfUrgency([drill, digest], marks)).toEqual([digest, drill]);
  expect(planned([drill], { remaining: 20, reserve: 20 }, [], marks).send).toEqual([]);
  expect(planned([drill], { remaining: 21, reserve: 20 }, [], marks).send).toEqual([drill]);
  const had = Array.from({ length: 12 }, () => sent(message("case-opened", { case: "26-0009" })));
  const opened = message("case-opened");
  expect(planned([opened, drill], unlimited, had, marks).send).toEqual([opened, drill]);
});

test("what fails by itself again and again stands in nobody's way; what met an outage keeps its place", () => {
  const refused = danger({ attempts: 3, lastError: "address-refused" });
  const waited = danger({ attempts: 500, lastError: "not-sent" });
  const opened = message("case-opened");
  expect(inOrderOfUrgency([refused, opened, waited], none)).toEqual([waited, opened, refused]);
});

test.each([
  [1_500, 200],
  [1_000, 200],
  [500, 100],
  [100, 20],
  [4, 0],
])("of %i mails a day %i are kept", (highest, kept) => {
  expect(reserveOf(highest)).toBe(kept);
});

describe("the reserve", () => {
  const allowed = (remaining: number, kind: string) =>
    planned([message(kind)], { remaining, reserve: 20 }).send.length === 1;

  test.each<[string, number, boolean]>([
    ["digest", 21, true],
    ["digest", 20, false],
    ["access-changed", 20, false],
    ["case-opened", 20, true],
    ["call-overdue", 11, true],
    ["case-opened", 10, false],
    ["call-overdue", 10, false],
  ])("%s with %i left: %s", (kind, remaining, expected) => {
    expect(allowed(remaining, kind)).toBe(expected);
  });

  test("danger goes out down to the last mail, repeats too; what waits is counted", () => {
    const rows = [message("case-opened"), repeat("26-0001"), danger()];
    const plan = planned(rows, { remaining: 1, reserve: 20 });
    expect(plan.send.map(({ detail }) => detail)).toEqual([{ danger: true }]);
    expect(plan.kept).toMatchObject({ danger: 1, first: 1 });
    expect(plan.isLastHalf).toBe(true);
    const two = planned(rows, { remaining: 2, reserve: 20 });
    expect(two.send).toEqual([rows[2], rows[1]]);
    expect(planned([repeat("26-0001")], { remaining: 1, reserve: 20 }).send).toHaveLength(1);
  });

  test("of its last mails danger that nobody was told of has the first, by its place alone", () => {
    const row = (response: string, name: string) =>
      danger({ id: `${response} case-opened ${name}`, to: `${name}@district.example` });
    const rows = ["a", "b", "c"].flatMap((one) => [row(one, "contact"), row(one, "lead")]);
    const again = repeat("26-0001", { to: "admin@district.example" });
    const sentOf = (remaining: number) =>
      planned([again, ...rows], { remaining, reserve: 20 }).send.map(({ id }) => id.split(" ")[0]);
    expect(sentOf(3)).toEqual(["a", "b", "c"]);
    expect(sentOf(6).sort()).toEqual(["a", "a", "b", "b", "c", "c"]);
    expect(sentOf(7)[6]).toBe("26-0001");
  });

  test("a mail to a reporter is nobody's first mail about the case", () => {
    const duty = message("reporter-duty", { id: "r reporter-duty reporter:r" });
    const opened = message("case-opened", { id: "r case-opened contact@district.example" });
    expect(planned([opened], { remaining: 15, reserve: 20 }, [sent(duty)]).send).toEqual([opened]);
  });

  test("inside it one person of a report is enough, also on a later run", () => {
    const rows = ["case-opened", "review-needed"].map((kind, at) =>
      message(kind, { id: `r ${kind}`, to: `person${at}@district.example` }),
    );
    const quota = { remaining: 15, reserve: 20 };
    const plan = planned(rows, quota);
    expect(plan.send.map(({ kind }) => kind)).toEqual(["case-opened"]);
    const later = planned(
      rows.slice(1),
      quota,
      rows.slice(0, 1).map((one) => sent(one)),
    );
    expect(later.send).toEqual([]);
    expect(planned(rows, { remaining: 100, reserve: 20 }).send).toHaveLength(2);
  });

  test("whatever is asked, it never lets more out than there is, and nothing but danger from its last half", () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.nat(50),
        fc.array(fc.constantFrom<Sort>("danger", "first", "duty", "other"), { maxLength: 80 }),
        (remaining, reserve, sorts) => {
          const gate = quotaGate({ remaining, reserve });
          let left = remaining;
          for (const sort of sorts) {
            const isOut = gate(message("case-opened"), sort);
            if (sort === "danger") expect(isOut).toBe(left > 0);
            if (isOut && sort === "other") expect(left).toBeGreaterThan(reserve);
            if (isOut && sort !== "danger") expect(left).toBeGreaterThan(reserve / 2);
            if (isOut) left -= 1;
          }
          expect(left).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe("overtaken", () => {
  test("of repeats about one case to one person the last alone is sent", () => {
    const rows = Array.from({ length: 73 }, (_, at) =>
      repeat("26-0001", { id: `26-0001 x danger ${at}` }),
    );
    const other = repeat("26-0002");
    const plan = planned([...rows, other]);
    expect(plan.send).toEqual([rows[72], other]);
    expect(plan.drop.size).toBe(72);
  });

  test("by a later mail that names it among others, and not by one that does not", () => {
    const several = (...cases: string[]) =>
      message("dangers-unanswered", { case: null, detail: storedDetail({ cases }) });
    const one = repeat("26-0001");
    expect(planned([one, several("26-0001", "26-0002")]).drop.has(one.id)).toBe(true);
    expect(planned([one, several("26-0002", "26-0003")]).drop.size).toBe(0);
    expect(planned([several("26-0001", "26-0002"), one]).drop.size).toBe(0);
  });

  test("somebody whose first mail goes out only now is not asked again with it", () => {
    const first = danger({ case: "26-0001" });
    const again = repeat("26-0001");
    const ofAnother = repeat("26-0001", { to: "admin@district.example" });
    const plan = planned([first, again, ofAnother]);
    expect(plan.send).toEqual([first, ofAnother]);
  });

  test("a first mail never is", () => {
    const rows = [
      message("report-added", { case: "26-0001" }),
      message("report-added", { case: "26-0001" }),
    ];
    expect(planned(rows).send).toHaveLength(2);
  });
});

describe("too many mails of a sort in an hour", () => {
  const many = (of: number, make: () => Queued = () => message("case-opened")) =>
    Array.from({ length: of }, make);

  test("ten each for themselves, the next together", () => {
    const rows = many(14);
    const { send, gather, drop } = planned(rows);
    expect(send).toEqual(rows.slice(0, 10));
    expect(gather.map(({ kind, detail }) => [kind, detail])).toEqual([
      ["cases-gathered", { cases: rows.slice(10).map((one) => one.case) }],
    ]);
    expect([...drop.values()]).toEqual(Array(4).fill("gathered"));
  });

  test.each([
    [10, 0],
    [14, 1],
    [20, 1],
  ])("%i minutes after the last such mail", (minutes, mails) => {
    const before = sent(message("cases-gathered", { case: null }), minutes);
    const plan = planned(many(3), unlimited, [...many(10).map((one) => sent(one)), before]);
    expect(plan.gather).toHaveLength(mails);
    expect(plan.send).toEqual([]);
  });

  test("an hour later each goes for itself again", () => {
    const plan = planned(
      many(3),
      unlimited,
      many(10).map((one) => sent(one, 61)),
    );
    expect(plan.send).toHaveLength(3);
  });

  test("danger is gathered with danger alone, and other first mails do not count for it", () => {
    const flood = many(10).map((one) => sent(one));
    const real = danger();
    const plan = planned([...many(3), real], unlimited, flood);
    expect(plan.send).toEqual([real]);
    expect(plan.gather.map(gatheredAs)).toEqual(["first"]);
    const dangers = many(13, () => danger());
    const other = planned([...dangers, ...many(2)]);
    expect(other.gather.map(gatheredAs).sort()).toEqual(["danger", "first"]);
  });

  test("each five minutes where it is danger", () => {
    const before = many(10, () => danger()).map((one) => sent(one, 20));
    const last = (minutes: number) =>
      sent(
        message("cases-gathered", { case: null, detail: storedDetail({ danger: true }) }),
        minutes,
      );
    const rows = many(2, () => danger());
    expect(planned(rows, unlimited, [...before, last(3)]).gather).toEqual([]);
    expect(planned(rows, unlimited, [...before, last(5)]).gather).toHaveLength(1);
  });

  test("a case that rises to danger leaves the others", () => {
    const rows = many(3);
    const [risen] = rows;
    const marks = inDanger(risen?.case ?? "");
    const plan = planned(
      rows,
      unlimited,
      many(10).map((one) => sent(one)),
      marks,
    );
    expect(plan.send).toEqual([risen]);
    expect(plan.gather.flatMap(casesNamed)).toHaveLength(2);
  });

  test("what waits with others waits no longer behind a mail that is not sent yet", () => {
    const waiting = message("cases-gathered", {
      case: null,
      detail: storedDetail({ cases: ["26-0001"] }),
    });
    const plan = planned(
      [waiting, ...many(3)],
      unlimited,
      many(10).map((one) => sent(one)),
    );
    expect(plan.send).toEqual([waiting]);
    expect(plan.gather).toEqual([]);
  });

  const reminder = (more: Partial<Queued> = {}) =>
    message(count % 2 === 0 ? "call-overdue" : "case-escalated", more);

  test("reminders too, together and apart from first mails", () => {
    const rows = many(14, reminder);
    const { send, gather } = planned([...rows, ...many(10)]);
    expect(send).toHaveLength(20);
    const cases = rows.slice(10).map((one) => one.case);
    const reminders = rows.slice(10).map((one) => `${one.kind} ${one.case}`);
    expect(gather.map(({ kind, detail }) => [kind, detail])).toEqual([
      ["cases-gathered", { cases, reminders }],
    ]);
    const last = (minutes: number) =>
      sent(
        message("cases-gathered", {
          case: null,
          detail: storedDetail({ reminders: ["call-overdue 26-0001"] }),
        }),
        minutes,
      );
    const before = many(10, reminder).map((one) => sent(one, 20));
    expect(planned(many(3, reminder), unlimited, [...before, last(10)]).gather).toEqual([]);
    expect(planned(many(3, reminder), unlimited, [...before, last(15)]).gather).toHaveLength(1);
  });

  test("a reminder of a case in danger goes with no others, whatever it reminds of", () => {
    const rows = [...many(3, reminder), repeat("26-0001"), reminder({ case: "26-0002" })];
    const before = many(10, reminder).map((one) => sent(one));
    const plan = planned(rows, unlimited, before, inDanger("26-0001", "26-0002"));
    expect(plan.send).toEqual(rows.slice(3));
    expect(plan.gather.flatMap(casesNamed)).toEqual(rows.slice(0, 3).map((one) => one.case));
  });

  test("a reminder is not sent of a case that a gathered one still to be sent has; a danger's is", () => {
    const waiting = message("cases-gathered", {
      case: null,
      detail: storedDetail({ cases: ["26-0001", "26-0002"], reminders: ["call-overdue 26-0001"] }),
    });
    const rows = [reminder({ case: "26-0001" }), repeat("26-0002"), reminder({ case: "26-0003" })];
    const plan = planned([waiting, ...rows], unlimited, [], inDanger("26-0002"));
    expect([...plan.drop.keys()]).toEqual([rows[0]?.id]);
    expect(plan.send).toHaveLength(3);
  });

  test("a reporter has the same words of their own duty once, for all of theirs", () => {
    const duty = () =>
      message("reporter-duty", { id: `r${count}`, to: `reporter:response-${count}` });
    const rows = many(3, duty);
    const before = many(10, duty).map((one) => sent(one, 20));
    const plan = (personOf: (to: string) => string) =>
      planQueue({
        ...{ pending: rows, settled: before, now, quota: unlimited, marks: none },
        atMost: 150,
        personOf,
      });
    const { send, said, drop } = plan((to) => to.replace(/:.*/, " teacher@district.example"));
    expect(send).toEqual(rows.slice(0, 1));
    expect(said).toEqual(rows.slice(1));
    // Nothing in a row tells that two have one reporter.
    expect(drop.size).toBe(0);
    expect(plan((to) => to).send).toEqual(rows);
  });
});

test("no message is lost, and none goes out in two ways", () => {
  const kinds = [
    "case-opened",
    "report-added",
    "call-overdue",
    "case-escalated",
    "digest",
  ] as const;
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          kind: fc.constantFrom(...kinds),
          case: fc.nat(5),
          to: fc.nat(2),
          danger: fc.boolean(),
        }),
        { maxLength: 40 },
      ),
      fc.nat(60),
      (list, remaining) => {
        const pending = list.map(({ kind, case: at, to, danger: isDanger }, index) =>
          message(kind, {
            id: `r${index} ${kind}${isDanger ? " danger " : " "}x`,
            case: `26-000${at}`,
            to: `person${to}@district.example`,
            detail: storedDetail(isDanger ? { danger: true } : {}),
          }),
        );
        const plan = planned(pending, { remaining, reserve: 20 });
        const out = [
          ...plan.send.map(({ id }) => id),
          ...plan.gather.flatMap(({ instead }) => instead),
        ];
        expect(new Set(out).size).toBe(out.length);
        for (const id of plan.send.map((one) => one.id)) expect(plan.drop.has(id)).toBe(false);
        for (const one of pending) {
          if (sortOf(one, none) === "first") {
            expect(plan.drop.get(one.id)).not.toBe("overtaken");
          }
        }
        expect(plan.send.length + plan.gather.length).toBeLessThanOrEqual(remaining);
      },
    ),
  );
});
