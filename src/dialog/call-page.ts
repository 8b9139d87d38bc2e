/**
 * The page on which a person records who called which agency when, about a danger that nobody may read. The call is stored in no register,
 * and ends the mails about the danger.
 */
import { recordCall } from "../install/going-live/recorded-calls";
import type { Workspace } from "../ports";
import { callsToRecord } from "../runs/clock/unreadable-danger";
import { dateText, dayMs, minuteMs, parseLocal } from "../time";
import { choiceField, closeButton, lineField, textBlock } from "./blocks";
import { checkPage } from "./check-page";
import type { Findings, Page, Request, Values } from "./page-data";

/** Id of the page. */
export const callView = "danger-called";

/** A call longer ago than this (milliseconds) is not accepted: it was about something else. */
const longestAgo = 7 * dayMs;

interface Answer {
  readonly agency: string | null;
  readonly at: number | null;
  readonly errors: Values;
}

function answerIn(values: Values, agencies: readonly string[], { clock }: Workspace): Answer {
  const now = clock.now();
  const agency = agencies.find((one) => one === values["agency"]) ?? null;
  const at = parseLocal((values["calledAt"] ?? "").trim(), clock);
  const isPast = at !== null && at <= now + 5 * minuteMs && at >= now - longestAgo;
  const errors: Record<string, string> = {};
  if ((values["calledBy"] ?? "").trim() === "") errors["calledBy"] = "Who called: a name.";
  if (agency === null) errors["agency"] = "Choose the agency that was called.";
  if (!isPast)
    errors["calledAt"] = `The day and time of the call, such as ${dateText(now, clock)} 10:15.`;
  return { agency, at, errors };
}

/** Shows the page; or stores the answer and shows the check again. Throws as the check does. */
export function callOn(workspace: Workspace, { view, act, values }: Request): Page | Findings {
  const open = callsToRecord(workspace);
  if (open === null) {
    return checkPage(
      workspace,
      "Nothing was recorded: no such report waits that you were told of.",
    );
  }
  const options = open.agencies.flatMap(({ agency, name }) =>
    agency === null ? [] : [{ id: String(agency), label: name }],
  );
  const isAnswered = view === callView;
  const { agency, at, errors } = answerIn(
    values,
    options.map(({ id }) => id),
    workspace,
  );
  if (act === "check") return { errors, tables: {} };
  if (isAnswered && agency !== null && at !== null && Object.keys(errors).length === 0) {
    const by = workspace.identity.runningAs();
    const who = (values["calledBy"] ?? "").trim();
    const call = { who, agency, at, by, recordedAt: workspace.clock.now() };
    return checkPage(
      workspace,
      recordCall(workspace, call)
        ? "That was recorded, and nobody is asked again and again about it. Name somebody in Contacts who may read the report."
        : "Another run is at work, and nothing was recorded: try again in a minute.",
    );
  }
  return {
    view: callView,
    title: "Who called",
    blocks: [
      textBlock(
        "Say who called which agency about it, and when. Nothing of the student belongs here. Your account and the time are kept with it.",
      ),
      lineField("calledBy", "Who called"),
      choiceField("agency", "Which agency", options),
      lineField("calledAt", "When", "Day and time in the district, such as 2026-09-01 10:15."),
    ],
    buttons: [
      { act: callView, label: "Record the call", primary: true },
      { act: "check-again", label: "Back to Check" },
      closeButton,
    ],
    values: {
      calledBy: values["calledBy"] ?? "",
      agency: values["agency"] ?? "",
      calledAt: values["calledAt"] ?? "",
    },
    errors: isAnswered ? errors : {},
    tables: {},
  };
}
