/**
 * The part of the check that shows what came and was not taken in: reports that the Form has and the register has not, and edits that wait.
 * It says nothing of sealed reports.
 */
import { openCaseRequests, openCasesIn } from "../../case/storage/open-cases";
import {
  type CheckReads,
  countInWords,
  type Line,
  look,
  ok,
  type Part,
  wrong,
} from "../../install/check/findings";
import type { FormResponse } from "../../ports";
import { openRegister, type Register } from "../../register/register";
import type { Run } from "../../run";
import { minuteMs, whenWords } from "../../time";
import { casesWithNews, othersHaveNews, takeInSeenEdits } from "../edit/take-in-edits";
import { noticeGaps, tellOfGaps } from "../intake/form-gaps";
import { responsesIn } from "../intake/intake-snapshot";
import { sortByRegister } from "../intake/sort-by-register";
import { takeInReports } from "../intake/take-in-reports";
import { isNoReport } from "../intake/take-proof-report";

interface Unseen {
  readonly responses: readonly FormResponse[];
  /** References of the cases with waiting edits; "" for a row of another tab. */
  readonly edits: readonly string[];
}

/** Looks for what the clock would find. One call for each response that the Form has, and two or three more. */
function unseenIn(run: Run, main: Register): Unseen & { readonly take: () => void } {
  const read = main.load([
    ...openCaseRequests(null, true),
    { tab: "reports", columns: ["response"] },
  ]);
  const open = openCasesIn(main, read);
  const moment = { now: run.clock.now(), zone: run.clock };
  const known = responsesIn(read);
  const listed = run.responses.list().filter((one) => !isNoReport(run, one));
  const all = sortByRegister(listed, run).get("main") ?? [];
  const responses = all.map(({ response }) => response).filter(({ id }) => !known.has(id));
  const edits = [...casesWithNews(open, moment), ...(othersHaveNews(open) ? [""] : [])];
  const take = () => {
    if (responses.length > 0) {
      const missing = noticeGaps(run, responses);
      takeInReports(run, sortByRegister(responses, run));
      tellOfGaps(run, missing);
    }
    takeInSeenEdits(run, "main", open);
  };
  return { responses, edits, take };
}

function notTakenIn({ workspace: run, ids }: CheckReads): readonly Line[] {
  const { clock } = run;
  const { responses, edits } = unseenIn(run, openRegister(run, ids.main, []));
  const fix = { act: "fix-unseen", label: "Take in now" };
  const next = "The clock does it within 5 minutes. If this line stays, choose Set up.";
  const oldest = Math.min(...responses.map(({ receivedAt }) => receivedAt));
  const say = clock.now() - oldest > 10 * minuteMs ? wrong : look;
  const cases = edits.filter((one) => one !== "");
  return [
    responses.length === 0
      ? ok("The register has every report that the Form has for it.")
      : say(
          `${countInWords(responses.length, "report")} in the Form, not in the register, the oldest since ${whenWords(oldest, clock)}.`,
          `${next} Until then open the Form, choose Responses, and act on them.`,
          fix,
        ),
    edits.length === 0
      ? ok("Every edit is taken in.")
      : look(
          `Typed and not taken in: ${[...cases, ...(cases.length < edits.length ? ["rows of other tabs"] : [])].join(", ")}.`,
          next,
          fix,
        ),
  ];
}

export const unseenPart: Part = {
  why: "Nobody acts on what the desk has not taken in.",
  lines: notTakenIn,
};

/** Takes in what was found, as the clock does. Throws what the clock's work throws. */
export function takeInUnseenEvents(run: Run, main: Register): void {
  unseenIn(run, main).take();
}
