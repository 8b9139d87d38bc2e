/**
 * The page on which a person records who called which agency when, about a danger that no register shows. The call is stored in no
 * register, and ends the emails about the danger.
 */
import { type RecordedCall, recordCall } from "../../install/recorded-calls";
import type { Run } from "../../run";
import { callsToRecord, type OpenDanger } from "../../runs/check-lines";
import { dateText, dayMs, minuteMs, parseLocal } from "../../time";
import { checkPage } from "../check/check-page";
import {
  choiceField,
  closeButton,
  type Findings,
  lineField,
  type Option,
  type Page,
  pageOf,
  type Request,
  type Values,
} from "../page-data";

/** Id of the page. */
export const callView = "danger-called";

/** A call longer ago than this (milliseconds) is not accepted: it was about something else. */
const longestAgo = 7 * dayMs;

/** Stands for sealed reports, of which the page may say nothing. */
const sealedOption = { id: "sealed", label: "The report that no one may read" } as const;

/** The dangers to choose from. */
function aboutOptions(dangers: readonly OpenDanger[]) {
  const references = dangers.flatMap(({ about }) => about ?? []).sort();
  const sealed = dangers.some(({ about }) => about === null) ? [sealedOption] : [];
  return [...references.map((id) => ({ id, label: `Case ${id}` })), ...sealed];
}

/** The call that was answered; or in `errors` what is wrong, by field. */
function callIn(
  { identity, clock }: Run,
  { about, calledBy = "", agency = "", calledAt = "" }: Values,
  choices: readonly Option[],
  agencies: readonly Option[],
): RecordedCall | { readonly errors: Values } {
  const now = clock.now();
  const who = calledBy.trim();
  const [only] = choices;
  const chosen = choices.length === 1 ? only : choices.find(({ id }) => id === about);
  const at = parseLocal(calledAt.trim(), clock);
  const isPast = at !== null && at <= now + 5 * minuteMs && at >= now - longestAgo;
  const errors = Object.entries({
    calledBy: who === "" && "Who called: a name.",
    about: chosen === undefined && "Choose what the call was about.",
    agency: !agencies.some(({ id }) => id === agency) && "Choose the agency that was called.",
    calledAt: !isPast && `The day and time of the call, such as ${dateText(now, clock)} 10:15.`,
  }).filter((one): one is [string, string] => one[1] !== false);
  if (errors.length > 0 || chosen === undefined || at === null) {
    return { errors: Object.fromEntries(errors) };
  }
  const reference = chosen.id === sealedOption.id ? null : chosen.id;
  return { who, agency, about: reference, at, by: identity.runningAs(), recordedAt: now };
}

/** Stores the call, and shows the check again. */
function recorded(run: Run, call: RecordedCall): Page {
  const next =
    call.about === null
      ? "Name someone in Contacts who may read the report."
      : "Tick the call in the case's checklist once the register can be used again.";
  return checkPage(
    run,
    recordCall(run, call)
      ? `That was recorded, and no one is asked about it again. ${next}`
      : "Another run is in progress, and nothing was recorded: try again in a minute.",
  );
}

/** Shows the page; or stores the answer and shows the check again. Throws as the check does. */
export function answerCallPage(run: Run, { view, act, values }: Request): Page | Findings {
  const open = callsToRecord(run);
  if (open === null) {
    return checkPage(run, "Nothing was recorded: there is no such danger that you were told of.");
  }
  const agencies = open.agencies.flatMap(({ agency, name }) =>
    agency === null ? [] : [{ id: String(agency), label: name }],
  );
  const choices = aboutOptions(open.dangers);
  const call = callIn(run, values, choices, agencies);
  const errors = "errors" in call ? call.errors : {};
  if (act === "check") return { errors, tables: {} };
  if (view === callView && !("errors" in call)) return recorded(run, call);
  const page = {
    view: callView,
    title: "Who called",
    parts: [
      "Say who called which agency about it, and when. Write nothing about the student here. Your account and the time are kept with it.",
      choices.length > 1 && choiceField("about", "What it was about", choices),
      lineField("calledBy", "Who called"),
      choiceField("agency", "Which agency", agencies),
      lineField("calledAt", "When", "Day and time in the district, such as 2026-09-01 10:15."),
    ],
    buttons: [
      { act: callView, label: "Record the call", primary: true },
      { act: "check-again", label: "Back to Check" },
      closeButton,
    ],
  };
  return view === callView ? pageOf(page, values, errors) : pageOf(page);
}
