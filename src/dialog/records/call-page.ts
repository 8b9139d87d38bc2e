/**
 * The page on which a person records who called which agency when, about a danger that no register shows. The call is stored in no
 * register, and ends the mails about the danger.
 */
import { recordCall } from "../../install/going-live/recorded-calls";
import type { Run } from "../../run";
import { callsToRecord, type OpenDanger } from "../../runs/clock/unreadable-danger";
import { dateText, dayMs, minuteMs, parseLocal } from "../../time";
import { choiceField, closeButton, lineField, textBlock } from "../blocks";
import { checkPage } from "../check-page";
import type { Findings, Option, Page, Request, Values } from "../page-data";

/** Id of the page. */
export const callView = "danger-called";

/** A call longer ago than this (milliseconds) is not accepted: it was about something else. */
const longestAgo = 7 * dayMs;

/** Stands for sealed reports, of which the page may say nothing. */
const sealedOption = { id: "sealed", label: "The report that nobody may read" } as const;

/** The dangers to choose from. */
function aboutOptions(dangers: readonly OpenDanger[]) {
  const references = dangers.flatMap(({ about }) => about ?? []).sort();
  const sealed = dangers.some(({ about }) => about === null) ? [sealedOption] : [];
  return [...references.map((id) => ({ id, label: `Case ${id}` })), ...sealed];
}

interface Answer {
  readonly agency: string | null;
  /** The id of an option of `aboutOptions`; the only one where there is no choice. */
  readonly about: string | null;
  readonly at: number | null;
  readonly errors: Values;
}

function answerIn(
  values: Values,
  agencies: readonly string[],
  dangers: readonly OpenDanger[],
  { clock }: Run,
): Answer {
  const now = clock.now();
  const all = aboutOptions(dangers);
  const [only] = all;
  const chosen = all.find(({ id }) => id === values["about"]);
  const about = all.length === 1 ? only : chosen;
  const agency = agencies.find((one) => one === values["agency"]) ?? null;
  const at = parseLocal((values["calledAt"] ?? "").trim(), clock);
  const isPast = at !== null && at <= now + 5 * minuteMs && at >= now - longestAgo;
  const errors: Record<string, string> = {};
  if ((values["calledBy"] ?? "").trim() === "") errors["calledBy"] = "Who called: a name.";
  if (about === undefined) errors["about"] = "Choose what the call was about.";
  if (agency === null) errors["agency"] = "Choose the agency that was called.";
  if (!isPast)
    errors["calledAt"] = `The day and time of the call, such as ${dateText(now, clock)} 10:15.`;
  return { agency, about: about?.id ?? null, at, errors };
}

/** Stores the call, and shows the check again. */
function recordAnswer(
  run: Run,
  values: Values,
  { agency, about, at }: { readonly agency: string; readonly about: string; readonly at: number },
): Page {
  const by = run.identity.runningAs();
  const who = (values["calledBy"] ?? "").trim();
  const isSealed = about === sealedOption.id;
  const recordedAt = run.clock.now();
  const call = { who, agency, about: isSealed ? null : about, at, by, recordedAt };
  return checkPage(
    run,
    recordCall(run, call)
      ? `That was recorded, and nobody is asked again and again about it. ${isSealed ? "Name somebody in Contacts who may read the report." : "Tick the call in the case's checklist once the register can be used again."}`
      : "Another run is at work, and nothing was recorded: try again in a minute.",
  );
}

/** The page that asks who called. `choices`: what the call can have been about; `agencies`: which may have been called. */
function showCallPage(
  choices: readonly Option[],
  agencies: readonly Option[],
  values: Values,
  errors: Values,
): Page {
  const isChoice = choices.length !== 1;
  return {
    view: callView,
    title: "Who called",
    blocks: [
      textBlock(
        "Say who called which agency about it, and when. Nothing of the student belongs here. Your account and the time are kept with it.",
      ),
      ...(isChoice ? [choiceField("about", "What it was about", choices)] : []),
      lineField("calledBy", "Who called"),
      choiceField("agency", "Which agency", agencies),
      lineField("calledAt", "When", "Day and time in the district, such as 2026-09-01 10:15."),
    ],
    buttons: [
      { act: callView, label: "Record the call", primary: true },
      { act: "check-again", label: "Back to Check" },
      closeButton,
    ],
    values: {
      ...(isChoice ? { about: values["about"] ?? "" } : {}),
      calledBy: values["calledBy"] ?? "",
      agency: values["agency"] ?? "",
      calledAt: values["calledAt"] ?? "",
    },
    errors,
    tables: {},
  };
}

/** Shows the page; or stores the answer and shows the check again. Throws as the check does. */
export function answerCallPage(run: Run, { view, act, values }: Request): Page | Findings {
  const open = callsToRecord(run);
  if (open === null) {
    return checkPage(run, "Nothing was recorded: there is no such danger that you were told of.");
  }
  const options = open.agencies.flatMap(({ agency, name }) =>
    agency === null ? [] : [{ id: String(agency), label: name }],
  );
  const { dangers } = open;
  const ids = options.map(({ id }) => id);
  const { agency, about, at, errors } = answerIn(values, ids, dangers, run);
  if (act === "check") return { errors, tables: {} };
  const isAnswered = view === callView;
  const isWhole = agency !== null && about !== null && at !== null;
  if (isAnswered && isWhole && Object.keys(errors).length === 0) {
    return recordAnswer(run, values, { agency, about, at });
  }
  return showCallPage(aboutOptions(dangers), options, values, isAnswered ? errors : {});
}
