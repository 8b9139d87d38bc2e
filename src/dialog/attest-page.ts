/** The page on which a person attests what the check cannot see: one tick for each thing, and the day. */
import { check } from "../install/check/run-check";
import { attest } from "../install/go-live";
import { isLookedAt, readDay } from "../install/going-live/attestations";
import type { Run } from "../run";
import { dateText } from "../time";
import { closeButton, lineField, textBlock, tickField } from "./blocks";
import { checkPage } from "./check-page";
import type { Findings, Page, Request, Values } from "./page-data";

const seenOn = "seenOn";

function askPage(workspace: Run, values: Values, errors: Values = {}): Page {
  const lines = check(workspace).flatMap((line) => (line.id === undefined ? [] : [line]));
  return {
    view: "attest",
    title: "What you looked at",
    blocks: [
      textBlock(
        "No script can see these. Look at each, put right what is not as it should be, then tick it here. Your account and the day are kept, and hold for a year.",
      ),
      ...lines.map(({ id = "", text, next = "" }) =>
        tickField(id, text.replace(/: (?:cannot see\.|Set up was told).*/, ""), next),
      ),
      lineField(seenOn, "On which day", "Year, month, day."),
    ],
    buttons: [
      { act: "attest", label: "I looked, and it is as it should be", primary: true },
      { act: "check-again", label: "Back to Check" },
      closeButton,
    ],
    values: {
      ...Object.fromEntries(lines.map(({ id = "" }) => [id, values[id] ?? ""])),
      [seenOn]: values[seenOn] ?? dateText(workspace.clock.now(), workspace.clock),
    },
    errors,
    tables: {},
  };
}

/** Shows the page; or stores what was ticked and shows the check again. Throws as `attest` and the check do. */
export function answerAttestPage(workspace: Run, { view, act, values }: Request): Page | Findings {
  const isAnswered = view === "attest";
  const { on, error } = readDay(values[seenOn], workspace.clock);
  const ids = Object.keys(values)
    .filter((id) => values[id] === "yes")
    .filter(isLookedAt);
  const errors: Record<string, string> = {};
  if (error !== undefined) errors[seenOn] = error;
  else if (ids.length === 0) errors[seenOn] = "Tick what you looked at.";
  if (act === "check") return { errors: error === undefined ? {} : errors, tables: {} };
  if (!isAnswered) return askPage(workspace, {});
  if (Object.keys(errors).length > 0) return askPage(workspace, values, errors);
  attest(workspace, ids, on);
  return checkPage(workspace);
}
