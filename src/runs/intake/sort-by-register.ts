/**
 * Sorts reports by register (the main one, or sealed by whom they involve), and describes reports that did not get there for the people who
 * are told.
 */

import { involvedInReport } from "../../district/sealed-readers";
import type { Trouble } from "../../errors";
import { markNotAsked } from "../../form/gaps";
import { readReport } from "../../form/read-response";
import type { Report } from "../../form/report";
import { waitingDrill } from "../../install/going-live/drill";
import { addTo } from "../../lists";
import type { FormResponse } from "../../ports";
import { packsFrom } from "../../protocol/find-pack";
import { packOfDesk } from "../../register/register-ids";
import type { Run } from "../../run";
import type { Route, Waiting } from "../outage/outage-audience";

/** A response, and what it says. */
export interface RoutedReport {
  readonly response: FormResponse;
  readonly report: Report;
}

/** Reports by where they go. */
export type Routes = ReadonlyMap<Route, readonly RoutedReport[]>;

/**
 * Reads the responses and sorts them: "main" for the main register, otherwise whom a sealed report says may be involved.
 */
export function sortByRegister(responses: readonly FormResponse[], { clock, memory }: Run): Routes {
  const packs = packsFrom(packOfDesk(memory));
  const routes = new Map<Route, RoutedReport[]>();
  for (const response of responses) {
    const report = markNotAsked(readReport(response, clock, packs), response.receivedAt, memory);
    addTo(routes, involvedInReport(report) ?? "main", { response, report });
  }
  return routes;
}

/** Those of the reports that wait. `trouble`: what kept them out of their register. */
export function waitingOf(
  run: Run,
  routes: Routes,
  trouble: Trouble,
  waits: (response: FormResponse) => boolean,
): readonly Waiting[] {
  const drill = waitingDrill(run, routes.get("main") ?? []);
  return [...routes].flatMap(([route, taken]) =>
    taken.flatMap(({ response, report: { school, immediateDanger } }): readonly Waiting[] => {
      const { id, receivedAt } = response;
      const isDanger = immediateDanger === "yes";
      const one = { id, route, receivedAt, isDanger, isDrill: id === drill, school, trouble };
      return waits(response) ? [one] : [];
    }),
  );
}
