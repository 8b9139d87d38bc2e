/**
 * Sorts reports by register (the main one, or sealed by whom they involve), and describes reports that did not get there for the people who
 * are told.
 */

import { attempt } from "../../attempt";
import type { Sealed } from "../../case/cells/cell-policy";
import { involvedInReport } from "../../district/sealed-readers";
import type { Trouble } from "../../errors";
import { findFormGaps, markNotAsked, updateGaps } from "../../form/missing-questions";
import {
  type FormKey,
  formItemsIn,
  formLanguageIn,
  type Report,
  readReport,
} from "../../form/report";
import { waitingDrill } from "../../install/drill";
import { forgetTold } from "../../letters/told-notices";
import { addTo } from "../../lists";
import type { FormResponse } from "../../ports";
import { packsFrom } from "../../protocol/find-pack";
import { packOfDesk } from "../../register/register-kinds";
import type { Run } from "../../run";
import { tellPastRegister } from "../outage/ask-past";
import { leadsInOutage, type Route, type Waiting } from "../outage/outage-audience";

/** A response, and what it says. */
export interface RoutedReport {
  readonly response: FormResponse;
  readonly report: Report;
  /** What its case says of a sealed report; null or left out for the main register. */
  readonly sealed?: Sealed | null;
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

/**
 * Looks for gaps and remembers them. Must be called before reports are taken in, since how a report is read depends on what its reporter
 * was asked. One call, and one more where something has changed. Where Google does not answer, what was known before counts.
 */
export function noticeGaps(run: Run, responses: readonly FormResponse[]): readonly FormKey[] {
  const { form, memory, clock } = run;
  const look = () => {
    const ids = formItemsIn(memory);
    const missing = findFormGaps(packOfDesk(memory), form.questions(), ids, formLanguageIn(memory));
    const now = clock.now();
    const earliest = Math.min(now, ...responses.map(({ receivedAt }) => receivedAt));
    const before = memory.get("formGaps");
    memory.set("formGaps", updateGaps(before, missing, earliest, earliest));
    return missing;
  };
  return attempt<readonly FormKey[]>(run, look, []);
}

/** Tells people of missing questions. Sends email: must not be called under the lock. */
export function tellOfGaps(run: Run, missing: readonly FormKey[]): void {
  attempt(run, () => {
    if (missing.length === 0) forgetTold(run, "question-missing");
    else {
      const notice = { id: "question-missing", missing } as const;
      tellPastRegister(run, leadsInOutage(run), { notice, about: missing.join(",") });
    }
  });
}
