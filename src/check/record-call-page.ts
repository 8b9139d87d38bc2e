/**
 * The page on which a person records who called which agency and when, about a danger that no register shows. The call goes into no
 * register; it ends the emails about the danger.
 */
import { changeMemory } from "../lock";
import type { Page, Request } from "../parts-of-a-page";
import { choiceField, closeButton, errorsOf, lineField, pageOf } from "../parts-of-a-page";
import type { Run } from "../run";
import { dateText, dayMs, minuteMs, parseLocal } from "../time";
import { checkPage } from "./check-page";
import { callsToRecord } from "./danger-checks";

/** Id of the page. */
export const callView = "danger-called";

/** The most recorded calls that are kept. Older ones no longer end any emails. */
const keptUpTo = 20;

/** A call made longer ago than this (milliseconds) is refused: it was about something else. */
const longestAgo = 7 * dayMs;

/** The option for sealed reports, about which the page may say nothing. */
const sealedOption = { id: "sealed", label: "The report that no one may read" } as const;

/** Shows the page, or stores the answer and shows Check again. Throws what Check throws. */
export function answerCallPage(run: Run, { view, values }: Request): Page {
  const { identity, clock, memory } = run;
  const open = callsToRecord(run);
  if (open === null) {
    return checkPage(run, "Nothing was recorded: there is no such danger that you were told of.");
  }
  const agencies = open.agencies.flatMap(({ agency, name }) =>
    agency === null ? [] : [{ id: String(agency), label: name }],
  );
  const references = open.dangers.flatMap(({ about }) => about ?? []).sort();
  const choices = [
    ...references.map((id) => ({ id, label: `Case ${id}` })),
    ...(open.dangers.some(({ about }) => about === null) ? [sealedOption] : []),
  ];
  const { calledBy = "", agency = "", calledAt = "" } = values;
  const now = clock.now();
  const who = calledBy.trim();
  const [only] = choices;
  const chosen = choices.length === 1 ? only : choices.find(({ id }) => id === values["about"]);
  const at = parseLocal(calledAt.trim(), clock) ?? 0;
  const isPast = at <= now + 5 * minuteMs && at >= now - longestAgo;
  const errors = errorsOf({
    calledBy: who === "" && "Who called: a name.",
    about: chosen === undefined && "Choose what the call was about.",
    agency: !agencies.some(({ id }) => id === agency) && "Choose the agency that was called.",
    calledAt: !isPast && `The day and time of the call, such as ${dateText(now, clock)} 10:15.`,
  });
  if (view === callView && chosen !== undefined && Object.keys(errors).length === 0) {
    const about = chosen.id === sealedOption.id ? null : chosen.id;
    const call = { who, agency, about, at, by: identity.runningAs(), recordedAt: now };
    const next =
      about === null
        ? "Name someone in Contacts who may read the report."
        : "Tick the call in the case's checklist once the register can be used again.";
    const kept = changeMemory(run, "work", () => {
      const calls = [...memory.get("dangerCalls"), call].slice(-keptUpTo);
      memory.set("dangerCalls", calls);
    });
    const said =
      kept !== null
        ? `That was recorded, and no one is asked about it again. ${next}`
        : "Another run is in progress, and nothing was recorded: try again in a minute.";
    return checkPage(run, said);
  }
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
      { act: "check", label: "Back to Check" },
      closeButton,
    ],
  };
  return view === callView ? pageOf(page, values, errors) : pageOf(page);
}
