/**
 * Plays days with more mail than people read or an account may send, and counts: mails by person and kind, how long danger waited, what
 * comes first after an outage, and the cells of clock runs (design 2.18).
 */
import type { Output } from "../play/end-state/output";
import { playedOut } from "../play/play-scenario";
import { parseScenario } from "../play/scenario";

export interface MailDay {
  readonly what: string;
  /** "address kind" → how many mails. */
  readonly mails: Readonly<Record<string, number>>;
  readonly total: number;
  /** From the report of each danger, or from when mail could be sent again, to its first mail; the longest, in minutes. */
  readonly dangerWaitedMinutes: number;
  /** References of dangers of which nobody was told. */
  readonly dangersUntold: readonly string[];
  /** References of cases of which somebody was told for the first time more than once, or nobody was. */
  readonly notOnce: readonly string[];
  /** The first mails after the last change of the quota: "kind cases". */
  readonly order: readonly string[];
  /** Cells that clock runs read: the median, the most, and the last run's. */
  readonly cells: {
    readonly median: number;
    readonly most: number;
    readonly last: number;
  };
}

interface Day {
  readonly what: string;
  readonly events: readonly object[];
}

const minute = 60_000;
const contact = "contact@district.example";
const firstKinds = ["case-opened", "case-raised", "cases-gathered", "dangers-gathered"];

const report = (index: number, more: object = {}) => ({
  submit: {
    school: "North High",
    studentName: `Student ${index}`,
    studentId: `N-${4_000 + index}`,
    factors: ["controlled-or-groomed"],
    immediateDanger: "no",
    recipientMayBeInvolved: "no",
    reporterEmail: "teacher1@district.example",
    ...more,
  },
});
const danger = (index: number) =>
  report(index, { concerns: ["suspected-victim"], immediateDanger: "yes" });
const advance = (time: string) => ({ advance: time });
const quota = (mailQuota: number) => ({ account: { mailQuota } });

/** So many reports, each tenth about danger, one each so long. */
const reports = (count: number, every: string) =>
  Array.from({ length: count }, (_, at) => [
    at % 10 === 9 ? danger(at) : report(at),
    advance(every),
  ]).flat();

const days: readonly Day[] = [
  { what: "a week with one danger that nobody answers", events: [danger(1), advance("P7D")] },
  {
    what: "300 false reports by one teacher within an hour, then a real danger; four hours",
    events: [
      ...Array.from({ length: 300 }, (_, at) => [report(at), advance("PT12S")]).flat(),
      danger(999),
      advance("PT3H"),
    ],
  },
  {
    what: "two days without mail with 100 reports, ten of them danger; then mail again for a day",
    events: [quota(0), ...reports(100, "PT29M"), quota(1_500), advance("P1D")],
  },
  {
    what: "an account of 100 mails a day: a day without reports, one with 20, two of them danger, and the day after",
    events: [quota(100), advance("PT25H"), ...reports(20, "PT30M"), advance("PT28H")],
  },
];

function played(dist: string, { what, events }: Day): Output {
  const scenario = { start: "2026-09-01T09:00:00-07:00", events };
  const parsed = parseScenario(JSON.stringify(scenario));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const { output } = playedOut(parsed.scenario, { dist });
  if (output.errors.length > 0) throw new Error(`${what}: ${JSON.stringify(output.errors[0])}`);
  return output;
}

/** When each case was first named to anybody, and how often to the contact in a first mail. */
function toldOf({ inbox }: Output) {
  const first = new Map<string, number>();
  const times = new Map<string, number>();
  for (const { at, to, message, cases } of inbox) {
    for (const one of cases) {
      if (!first.has(one)) first.set(one, Date.parse(at));
      const isFirst = firstKinds.includes(message ?? "") && to.includes(contact);
      if (isFirst) times.set(one, (times.get(one) ?? 0) + 1);
    }
  }
  return { first, times };
}

function mailDay(dist: string, day: Day): MailDay {
  const output = played(dist, day);
  const { inbox, cases, runs } = output;
  const mails: Record<string, number> = {};
  for (const { to, message } of inbox) {
    const name = `${to.join()} ${message}`;
    mails[name] = (mails[name] ?? 0) + 1;
  }
  const { first, times } = toldOf(output);
  // Mail can be sent from the first event after the last change of the quota on.
  const changed = day.events.findLastIndex((event) => "account" in event);
  const from = Math.min(
    ...runs.filter(({ event }) => event > changed).map(({ at }) => Date.parse(at)),
  );
  const dangers = cases.filter((one) => one["dangerSince"] !== null);
  const waits = dangers.flatMap((one) => {
    const told = first.get(String(one["case"]));
    const since = Math.max(Date.parse(String(one["opened"])), from);
    return told === undefined ? [] : [(told - since) / minute];
  });
  const read = runs.filter(({ function: name }) => name === "onClock").map((run) => run.cellsRead);
  const sorted = [...read].sort((a, b) => a - b);
  const named = (one: (typeof cases)[number]) => String(one["case"]);
  return {
    what: day.what,
    mails: Object.fromEntries(Object.entries(mails).sort(([a], [b]) => (a < b ? -1 : 1))),
    total: inbox.length,
    dangerWaitedMinutes: Math.round(Math.max(0, ...waits) * 10) / 10,
    dangersUntold: dangers.map(named).filter((one) => !first.has(one)),
    notOnce: cases.map(named).filter((one) => times.get(one) !== 1),
    order: inbox
      .filter(({ at }) => Date.parse(at) >= from)
      .slice(0, 20)
      .map((mail) => `${mail.message} ${mail.cases.join(",").slice(0, 40)}`),
    cells: {
      median: sorted[Math.floor(sorted.length / 2)] ?? 0,
      most: sorted[sorted.length - 1] ?? 0,
      last: read[read.length - 1] ?? 0,
    },
  };
}

/** Plays each day, and says after each what it counted. */
export function mailDays(dist: string, each: (day: MailDay) => void): readonly MailDay[] {
  return days.map((day) => {
    const counted = mailDay(dist, day);
    each(counted);
    return counted;
  });
}

export function mailDayText(day: MailDay): string {
  const { what, mails, total, dangerWaitedMinutes, dangersUntold, notOnce, order, cells } = day;
  return [
    `${what}: ${total} mails`,
    ...Object.entries(mails).map(([name, count]) => `  ${name}: ${count}`),
    `  danger waited at most ${dangerWaitedMinutes} minutes; untold: ${dangersUntold.join(", ") || "none"}`,
    `  cases not told of exactly once: ${notOnce.join(", ") || "none"}`,
    `  first mails: ${order.join("; ")}`,
    `  cells of a clock run: ${cells.median} as a rule, ${cells.most} at most, ${cells.last} in the last`,
    "",
  ].join("\n");
}
