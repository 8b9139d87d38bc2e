/** Pages of the roll-over. They show only references and dates. */
import { orElse } from "../attempt";
import type { Stay } from "../casework/which-cases-are-kept";
import { addTo } from "../lists";
import type { Page, Request } from "../parts-of-a-page";
import { closeButton, countInWords, pageOf, stepLines } from "../parts-of-a-page";
import { isFrozen, type RollOver, refuseOtherForm, switchStep } from "../registers/kinds";
import type { Run } from "../run";
import { dateText } from "../time";
import {
  beginRollOver,
  doRollOverStep,
  previewOf,
  rollOverSteps,
  stopRollOver,
} from "./roll-over-steps";

const shown = { view: "roll-over", title: "Roll over" } as const;

const kept = "Closed, still to be kept, or on legal hold";

/** A case on hold is not named, nor counted apart: most are about staff, and whoever chooses Roll over may not know which (design 2.24). */
const stayWords: Readonly<Record<Stay, string>> = {
  open: "Open or waiting",
  hold: kept,
  recent: kept,
  joined: "Merged with one that stays",
  undated: "Closed, day not readable",
};

const dueWords = {
  retention: "It is time: once a year.",
  capacity: "It is time: the register is nearly full. Only deleting old cases makes room.",
};

function dryRun(run: Run): Page {
  const { goes, stays, due, years } = previewOf(run);
  const byReason = new Map<string, string[]>();
  for (const [reference, why] of stays) addTo(byReason, stayWords[why], reference);
  const isPossible = years !== null && (due !== null || goes.size > 0);
  return pageOf({
    ...shown,
    parts: [
      years === null
        ? "Settings do not say how many years a closed case is kept, so nothing is deleted. Choose Student safety, Settings to set it."
        : `Closed cases are kept for ${countInWords(years, "year")} after their closing. ${due === null ? "It is not time yet." : dueWords[due]}`,
      {
        kind: "table",
        caption: `Main register: ${countInWords(goes.size, "case")} would be deleted, ${stays.size} would stay`,
        head: ["What stays", "Cases"],
        rows: [...byReason].map(([why, all]) => [why, String(all.length)]),
      },
      {
        kind: "table",
        caption: "What would be deleted, with everything that belongs to it",
        head: ["Case", "Closed"],
        rows: [...goes].map(([one, at]) => [one, dateText(at, run.clock)]),
      },
      "The sealed registers roll over the same way; what is in them is not shown here. Reports come in and people keep working. At the end, no one can type for a few seconds, or a few minutes if the register is long. Reports that come then wait in the Form, but people are emailed about a danger at once. After that the new files are the registers, and the old ones are in this account's trash, except one with a case on legal hold. Everyone who works with a register gets an email with the new link; links in earlier emails stop working. Your own columns come along without formulas; your own tabs do not.",
    ],
    buttons: [
      ...(isPossible ? [{ act: "begin", label: "Make new registers", primary: true }] : []),
      { act: "print", label: "Print" },
      closeButton,
    ],
  });
}

/**
 * The page on how far the roll-over has come. Without `andThen` (for a person who opens it again) it does not continue by itself, so that
 * they can stop the roll-over.
 */
function progressPage({ identity }: Run, state: RollOver, andThen?: Page["andThen"]): Page {
  const { step, left, by } = state;
  const isMine = by === identity.runningAs();
  const steps = rollOverSteps.map((words, at) =>
    at === step && left > 0 ? `${words}: ${countInWords(left, "row")} left` : words,
  );
  return pageOf({
    ...shown,
    parts: [
      isMine
        ? "This takes a few minutes. If you close this window, the clock continues, and Roll over shows how far it is."
        : `${by} started this roll-over, and only that account can continue it. If the account is suspended or gone, stop the roll-over here.`,
      isFrozen(state) && "Right now no one can type in the registers.",
      stepLines(steps, step),
    ],
    buttons: [
      ...(isMine && andThen === undefined ? [{ act: "on", label: "Continue", primary: true }] : []),
      ...(step > switchStep ? [] : [{ act: "stop", label: "Stop, keep the old files" }]),
      closeButton,
    ],
    ...(andThen !== undefined && { andThen }),
  });
}

function donePage(): Page {
  return pageOf({
    view: "roll-over",
    title: "Rolled over",
    parts: [
      "The new files are the registers now. The Activity tab of each lists what was deleted.",
      "A script cannot empty the trash. In Google Drive, with this account, open Trash. Choose Delete forever for each “Student safety register … (until …)”. Its version history goes with it. Google does the same after 30 days. If you restore one, it is a plain file that no trigger reads.",
      "An old register with a case on legal hold is not in the trash; its name ends in “kept for a legal hold”. Its version history is part of what is held. No one else can open it. Move it to the trash yourself once counsel has lifted the hold.",
    ],
  });
}

/** Does what a button asks for, if one was pressed, and shows the page. Throws what the steps of the roll-over throw. */
export function rollOverPage(run: Run, { act }: Pick<Request, "act"> = { act: "" }): Page {
  refuseOtherForm(run);
  if (act === "begin") beginRollOver(run);
  if (act === "stop") stopRollOver(run);
  const state = run.memory.get("rollOver").now;
  if (state === null) return act === "on" ? donePage() : dryRun(run);
  if (act === "begin") return progressPage(run, state, { act: "on" });
  if (act !== "on") return progressPage(run, state);
  const go = () => {
    const after = doRollOverStep(run);
    return after === null ? donePage() : progressPage(run, after, { act });
  };
  return orElse(go, (error) => {
    const trouble = run.diagnosis.troubleOf(error);
    const isBusy = trouble.kind === "refusal" && trouble.code === "busy";
    if (trouble.kind !== "quota" && !isBusy) throw error;
    // Google limits reads per minute. Trying again in the same minute would use up the reads of the next try.
    return progressPage(run, state, { act, afterSeconds: isBusy ? 15 : 65 });
  });
}
