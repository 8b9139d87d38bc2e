/** Reports on their way: which register each goes to, and how those who are told see one that did not get there. */
import { defectCode } from "../defect";
import type { Waiting } from "../upkeep/outage";
import type { ReportRegister } from "../upkeep/report-registers";
import type { Workspace } from "../workspace";
import { readReport } from "./read-response";
import type { FormResponse, Report } from "./report";
import { registerOf } from "./route";

export type Route = ReportRegister;

export interface Taken {
  readonly response: FormResponse;
  readonly report: Report;
}

/** Responses by the register they go to. */
export function routed(
  responses: readonly FormResponse[],
  { clock }: Pick<Workspace, "clock">,
): ReadonlyMap<Route, readonly Taken[]> {
  const routes = new Map<Route, Taken[]>();
  for (const response of responses) {
    const report = readReport(response, clock);
    const route = registerOf(report);
    const list = routes.get(route);
    if (list === undefined) routes.set(route, [{ response, report }]);
    else list.push({ response, report });
  }
  return routes;
}

/** `error` is what kept them out. */
export function waitingOn(
  route: Route,
  taken: readonly Taken[],
  error: unknown,
): readonly Waiting[] {
  const defect = defectCode(error);
  return taken.map(({ response: { receivedAt } }) => ({ route, receivedAt, defect }));
}

/** The reports as those see them who are told that they wait; `error` is what kept them out. */
export function waitingOf(
  responses: readonly FormResponse[],
  ports: Pick<Workspace, "clock">,
  error: unknown,
): readonly Waiting[] {
  return [...routed(responses, ports)].flatMap(([route, taken]) => waitingOn(route, taken, error));
}
