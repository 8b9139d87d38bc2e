/**
 * The line of Check about what was not taken in yet: reports that are in the Form and not in the register, and edits that wait.
 * It says nothing of sealed reports.
 */
import { openCaseRequests, openCasesIn, typedBesideRequests } from "../../case/storage/open-cases";
import {
  bySetUp,
  type Check,
  type CheckReads,
  countInWords,
  type Finding,
  ok,
} from "../../install/check-line";
import type { FormResponse } from "../../ports";
import { openRegister, type Register } from "../../register/register";
import type { Run } from "../../run";
import { minuteMs, whenWords } from "../../time";
import { casesWithNews, othersHaveNews } from "../edit/take-in-edits";
import { responsesIn } from "../intake/intake-state";
import { sortByRegister } from "../intake/route-reports";

interface Unseen {
  readonly responses: readonly FormResponse[];
  /** References of the cases with waiting edits; "" for a row of another tab. */
  readonly edits: readonly string[];
}

/** Looks for what the clock would find. One call for each response that the Form has, and two or three more. */
function unseenIn(run: Run, main: Register): Unseen {
  const read = main.load([
    ...openCaseRequests(null),
    ...typedBesideRequests(),
    { tab: "reports", columns: ["response"] },
  ]);
  const open = openCasesIn(main, read);
  const moment = { now: run.clock.now(), zone: run.clock };
  const known = responsesIn(read);
  const listed = run.responses.list();
  const all = sortByRegister(listed, run).get("main") ?? [];
  const responses = all.map(({ response }) => response).filter(({ id }) => !known.has(id));
  const edits = [...casesWithNews(open, moment), ...(othersHaveNews(open) ? [""] : [])];
  return { responses, edits };
}

function notTakenIn({ run, ids }: CheckReads): readonly Finding[] {
  const { clock } = run;
  const { responses, edits } = unseenIn(run, openRegister(run, ids.main, []));
  const oldest = Math.min(...responses.map(({ receivedAt }) => receivedAt));
  const cases = edits.filter((one) => one !== "");
  return [
    responses.length === 0
      ? ok("The register has every report that the Form has for it.")
      : {
          state: clock.now() - oldest > 10 * minuteMs ? "wrong" : "look",
          text: `${countInWords(responses.length, "report")} in the Form, not in the register, the oldest since ${whenWords(oldest, clock)}.`,
          next: `${next} Until then, open the Form, choose Responses, and act on them.`,
          fix: bySetUp.fix,
        },
    edits.length === 0
      ? ok("Every edit is taken in.")
      : `Edits not taken in yet: ${[...cases, ...(cases.length < edits.length ? ["rows of other tabs"] : [])].join(", ")}.`,
  ];
}

const next = "The clock takes it in within half an hour. If this line stays, choose Set up.";

export const unseenCheck: Check = {
  id: "taken-in",
  means: "No one can act on what the system has not taken in.",
  next,
  state: "look",
  fix: bySetUp.fix,
  finds: notTakenIn,
};
