/** Many reports within a minute, under Google's quotas: what becomes of each report, each mail and each run. */
import { readOutput } from "../../play/end-state/output";
import { mainRegister, rowsOf } from "../../play/register-cells";
import { setMailAllowance } from "../../workspace/index";
import type { LocalWorkspace } from "../../workspace/runtime";
import { admin, districtStage, fireSubmit, storeResponse } from "./stage";

const minute = 60_000;
/** Google ends a run after so long. */
const runLimit = 6 * minute;

/** So many in `bench -- --faults`. */
export const burstOf = 200;

export interface Burst {
  readonly workspace: LocalWorkspace;
  /** When the first was sent; milliseconds since 1970. */
  readonly start: number;
  /** How many reports. */
  readonly of: number;
}

function reportOf(index: number): object {
  return {
    school: "North High",
    studentName: `Student ${index}`,
    studentId: String(500_000 + index),
    factors: ["controlled-or-groomed"],
    facts: `Account ${index}.`,
  };
}

/** Moves the simulated clock, also back: runs of a burst begin side by side, while the Workspace plays one after another. */
function setClock({ store }: LocalWorkspace, now: number): void {
  store.slice("clock", () => ({ now })).now = now;
}

/** The runs of all begin within half a minute; or no trigger fires. `allowance`: the day's mails of the account that runs; `of`: how many reports. */
export function burst(
  dist: string,
  isTold: boolean,
  { allowance = 1_500, of = burstOf }: { readonly allowance?: number; readonly of?: number } = {},
): Burst {
  const workspace = districtStage(dist);
  setMailAllowance(workspace.store, admin, allowance);
  const start = workspace.clock.now;
  const responses = Array.from({ length: of }, (_, index) =>
    storeResponse(workspace, reportOf(index)),
  );
  if (!isTold) return { workspace, start, of };
  responses.forEach((response, index) => {
    setClock(workspace, start + Math.floor((index * minute) / (2 * of)));
    fireSubmit(workspace, response);
  });
  return { workspace, start, of };
}

export interface BurstEnd {
  readonly reports: number;
  readonly cases: number;
  readonly responses: number;
  /** How often a mail told of a case that was opened, alone or with others, and of how many cases: as many where none came twice. */
  readonly mails: number;
  readonly told: number;
  /** First mails that wait for the next day's allowance. */
  readonly queued: number;
  /** Runs that lasted past Google's limit, and what the local Workspace alone refused. */
  readonly overlong: number;
  readonly refused: number;
}

export function burstEnd({ workspace, start }: Burst): BurstEnd {
  const { reports, cases, inbox, errors } = readOutput(workspace, { cells: false });
  const opened = inbox
    .filter(({ message }) => message === "case-opened" || message === "cases-gathered")
    .flatMap(({ cases: named }) => named);
  const runs = workspace.runs.filter(({ at }) => at >= start);
  return {
    reports: reports.length,
    cases: new Set(cases.map((row) => row["case"])).size,
    responses: new Set(reports.map((row) => row["response"])).size,
    mails: opened.length,
    told: new Set(opened).size,
    queued: rowsOf(workspace.store, mainRegister(workspace.store), "outbox").filter(
      ({ cells }) => cells["state"] === "Queued" && cells["kind"] === "case-opened",
    ).length,
    overlong: runs.filter(({ at, endedAt }) => (endedAt ?? at + runLimit) - at >= runLimit).length,
    refused: errors.filter(({ error }) => /local Workspace/.test(error)).length,
  };
}

/** What was lost, doubled or refused, in words. */
export function burstWrong(end: BurstEnd, of = burstOf): readonly string[] {
  const { reports, cases, responses, mails, told, queued, overlong, refused } = end;
  const wanted = { reports, cases, responses, "mails sent or queued": mails + queued };
  return [
    ...Object.entries(wanted).flatMap(([what, count]) =>
      count === of ? [] : [`${count} ${what}, not ${of}`],
    ),
    ...(mails === told ? [] : [`${mails} mails of ${told} cases`]),
    ...(overlong + refused === 0 ? [] : [`${overlong} runs too long, ${refused} refused`]),
  ];
}
