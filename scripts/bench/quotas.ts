/**
 * What a day costs of Google's quotas: minutes of triggers, mails, reads and writes of properties, and how much of the minutes is loading the
 * script. A district of 9 schools, with a case a week and a case a day, and ten times as many. Times are those of the local Workspace
 * (platform.md 10: guesses), so that a share says which quota goes first, and never how long Google takes.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoDirectory } from "../play/directory";
import { playedOut } from "../play/play";
import { parseScenario } from "../play/scenario";
import type { RunRecord } from "../workspace/run-record";

/** A day's quotas of one Workspace account (platform.md 2). */
const quotas = { triggerMinutes: 360, mails: 1_500, properties: 500_000 } as const;
type Quota = keyof typeof quotas;

const schools = 9;

type Used = Readonly<Record<Quota | "runs", number>>;

/** What a day costs, and as a share of the quota. */
export interface QuotaDay {
  readonly what: string;
  readonly used: Used;
  readonly shares: Readonly<Record<Quota, number>>;
  /** Minutes in which runs of triggers load the script, as Node's V8 takes here, and their share of the trigger minutes used. */
  readonly loadMinutes: number;
  readonly loadShare: number;
}

const minuteMs = 60_000;
const school = (at: number) =>
  at === 0 ? "North High" : at === 1 ? "South Middle" : `School ${at + 1}`;

/** The demo's people, with nine schools, each with a contact of its own. */
function directory() {
  const [first] = demoDirectory.schools;
  return {
    ...demoDirectory,
    schools: Array.from({ length: schools }, (_, at) => ({ ...first, school: school(at) })),
    contacts: [
      ...demoDirectory.contacts,
      ...Array.from({ length: schools - 1 }, (_, at) => ({
        role: "designated contact",
        school: school(at + 1),
        name: `Contact ${at + 2}`,
        phone: `(415) 555-02${String(at + 10)}`,
        email: `contact${at + 2}@district.example`,
        mayOpen: true,
      })),
    ],
  };
}

/** A case as a day knows it: the report, the acknowledgement, the call, the written report, and three more edits. */
function caseEvents(at: number, seeded: number): readonly object[] {
  const reference = `26-${String(seeded + at + 1).padStart(4, "0")}`;
  const set = (act: string, values: object) => ({ edit: { case: reference, act, set: values } });
  return [
    {
      submit: {
        school: "North High",
        studentName: `Student ${at}`,
        studentId: `N-${7_000 + at}`,
        factors: ["controlled-or-groomed"],
        immediateDanger: "no",
        recipientMayBeInvolved: "no",
        reporterKnownTo: "contact",
        reporterEmail: "teacher@district.example",
      },
    },
    { advance: "PT20M" },
    { edit: { case: reference, set: { acknowledged: true } } },
    set("call-child-and-family-services", { done: true, agencyReference: `R-${at}` }),
    { advance: "PT10M" },
    set("submit-mandated-report", { done: true }),
    { edit: { case: reference, set: { notes: "Called." } } },
    { edit: { case: reference, set: { parentMayBeInvolved: "no" } } },
  ];
}

const isOfTrigger = ({ surface }: RunRecord) =>
  surface === "clock" || surface === "edit" || surface === "form-submit";

function played(dist: string, seeded: number, cases: number): Used {
  const spent = cases * 30;
  const rest = 24 * 60 - spent;
  const scenario = {
    start: "2026-09-01T00:00:00-07:00",
    directory: directory(),
    seed: { cases: seeded },
    // A first day in which filter views of seeded cases are made; the second is counted.
    events: [
      { advance: "P1D" },
      { advance: "PT9H" },
      ...Array.from({ length: cases }, (_, at) => caseEvents(at, seeded)).flat(),
      { advance: `PT${rest - 9 * 60}M` },
    ],
  };
  const parsed = parseScenario(JSON.stringify(scenario));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const { workspace, output } = playedOut(parsed.scenario, { dist });
  if (output.errors.length > 0) throw new Error(JSON.stringify(output.errors[0]));
  const runs = workspace.runs.filter((run) => run.event > 0 && isOfTrigger(run));
  const properties = (run: RunRecord) =>
    Object.entries(run.calls.byName).reduce(
      (sum, [name, times]) => (name.startsWith("Properties.") ? sum + times : sum),
      0,
    );
  const begins = runs[0]?.at ?? 0;
  return {
    runs: runs.length,
    triggerMinutes:
      runs.reduce((sum, { at, endedAt }) => sum + ((endedAt ?? at) - at), 0) / minuteMs,
    mails: output.inbox
      .filter(({ at }) => Date.parse(at) >= begins)
      .reduce((sum, { to }) => sum + to.length, 0),
    properties: runs.reduce((sum, run) => sum + properties(run), 0),
  };
}

const kinds = ["triggerMinutes", "mails", "properties", "runs"] as const;

function joined(parts: readonly (readonly [times: number, used: Used])[]): Used {
  const of = (kind: keyof Used) =>
    parts.reduce((sum, [times, used]) => sum + times * used[kind], 0);
  const [triggerMinutes, mails, properties, runs] = kinds.map(of);
  return {
    triggerMinutes: triggerMinutes ?? 0,
    mails: mails ?? 0,
    properties: properties ?? 0,
    runs: runs ?? 0,
  };
}

/** Plays the days. `loadMilliseconds`: how long the script takes to load. */
export function quotaDays(dist: string, loadMilliseconds: number): readonly QuotaDay[] {
  const day = (what: string, used: Used): QuotaDay => {
    const loadMinutes = (used.runs * loadMilliseconds) / minuteMs;
    return {
      what,
      used,
      shares: {
        triggerMinutes: used.triggerMinutes / quotas.triggerMinutes,
        mails: used.mails / quotas.mails,
        properties: used.properties / quotas.properties,
      },
      loadMinutes,
      loadShare: loadMinutes / used.triggerMinutes,
    };
  };
  const [idle, one] = [played(dist, 20, 0), played(dist, 20, 1)];
  const [busyIdle, busyOne] = [played(dist, 200, 0), played(dist, 200, 1)];
  const ten = played(dist, 2_000, 10);
  const moreOfOne = joined([
    [1, busyOne],
    [-1, busyIdle],
  ]);
  return [
    day(
      "a case a week",
      joined([
        [6 / 7, idle],
        [1 / 7, one],
      ]),
    ),
    day("a case a day", busyOne),
    day(
      "ten cases a week",
      joined([
        [1, busyIdle],
        [10 / 7, moreOfOne],
      ]),
    ),
    day("ten cases a day", ten),
  ];
}

const quotaWords: Readonly<Record<Quota, string>> = {
  triggerMinutes: "minutes of triggers",
  mails: "mails",
  properties: "reads and writes of properties",
};

const remedies: Readonly<Record<Quota, string>> = {
  triggerMinutes:
    "A second role account that chooses Set up has minutes of its own, and goes on where the first has none left; or give large schools a desk of their own.",
  mails:
    "The desk keeps a reserve for danger and first mails by itself, and gathers the rest. Beyond that: fewer people in each row of Contacts, or a desk for each part of the district, each with an account of its own.",
  properties: "None is needed: one register does not hold so many.",
};

/** The cases a day at which each quota would end, from a day with few cases and one with many; infinite where no case uses any. */
export function casesUntilEnd(
  few: QuotaDay,
  many: QuotaDay,
  cases: readonly [few: number, many: number],
): Readonly<Record<Quota, number>> {
  const of = (one: Quota) => {
    const perCase = (many.shares[one] - few.shares[one]) / (cases[1] - cases[0]);
    return perCase <= 0 ? Number.POSITIVE_INFINITY : (1 - many.shares[one]) / perCase + cases[1];
  };
  return {
    triggerMinutes: of("triggerMinutes"),
    mails: of("mails"),
    properties: of("properties"),
  };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** docs/costs.md. */
export function costsPage(days: readonly QuotaDay[], loadMilliseconds: number): string {
  const [few, many] = [days[0], days[days.length - 1]];
  const ends =
    few === undefined || many === undefined ? null : casesUntilEnd(few, many, [1 / 7, 10]);
  const all = (["triggerMinutes", "mails", "properties"] as const)
    .map((one) => ({ one, cases: ends?.[one] ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.cases - b.cases);
  const rows = days.map(
    ({ what, used, shares, loadMinutes, loadShare }) =>
      `| ${what} | ${Math.round(used.runs)} | ${used.triggerMinutes.toFixed(1)} (${percent(shares.triggerMinutes)}) | ${used.mails.toFixed(1)} (${percent(shares.mails)}) | ${Math.round(used.properties)} (${percent(shares.properties)}) | ${loadMinutes.toFixed(2)} (${percent(loadShare)}) |`,
  );
  return `# What a day costs of Google's quotas

For whoever wonders whether it lasts. A day of a district of ${schools} schools, played in the local Workspace and counted; in brackets the share of what Google gives one Workspace account a day: ${quotas.triggerMinutes} minutes of triggers, ${quotas.mails.toLocaleString("en-US")} recipients of mail, ${quotas.properties.toLocaleString("en-US")} reads and writes of properties. This page is written by \`npm run -s bench -- --quotas\`.

| the district has | runs | minutes of triggers | mails | properties | of the minutes, loading the script |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

The minutes are planning guesses for each call to Google, and no measurement of Google: they say which quota goes first, not how long a run takes there. Loading is what the script takes in Node's V8 on the machine that wrote this page, ${loadMilliseconds.toFixed(0)} ms for each run; what Google needs to start a run at all is not known and not counted. A case is a report, its acknowledgement, its call and written report, and three more edits. The registers hold 20, 200, 200 and 2,000 cases, of which one in twenty is open.

The clock comes every five minutes whatever the number of cases, and is most of the minutes. What a case adds decides which quota goes first; if every case went on costing what it costs in this table, they would end at:

${all.map(({ one, cases }, at) => `${at + 1}. ${quotaWords[one]}: about ${Math.floor(cases / 10) * 10} cases a day. ${remedies[one]}`).join("\n")}

What a usual script from a Form to a Sheet would cost instead, and what it would miss: [beside the usual script](usual-script.md).
`;
}

export function writeCostsPage(root: string, text: string): void {
  writeFileSync(join(root, "docs", "costs.md"), text);
}
