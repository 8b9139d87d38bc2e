/** The morning email: what is late, what is due today and what is due this week, by case. Each person gets one a day at most. */
import { viewLink } from "../case/facts/case-reference";
import { generalViews } from "../register/saved-views";
import { dayWords, whenWords } from "../time";
import { type DigestInput, type DigestLine, digestParts } from "./case-facts";
import {
  button,
  calleeLine,
  dash,
  fact,
  heading,
  itemBlock,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
} from "./letter";
import { entry, text } from "./message-entry";

export const morningEmail = {
  /** As things stand now; nothing once the day for which it was queued (district's zone) is over. */
  digest: entry({
    again: "digest",
    stores: { date: text, register: text },
    letter({ date }, { spreadsheetId, digest: digestOf }) {
      const found = digestOf(date);
      if (found === null) return null;
      return digest({
        ...found,
        link: viewLink(spreadsheetId, generalViews.worstFirst),
        stepsLink: viewLink(spreadsheetId, generalViews.steps),
      });
    },
  }),
};

/** An email lists at most so many cases: email programs would cut more off, and no one would read it. */
const longestList = 30;

/** The email to one person. Each case stands once, where its most pressing line belongs, with all of its lines. */
function digest(input: DigestInput): Letter {
  const { cases, elsewhere, zone } = input;
  const shown = cases.slice(0, longestList);
  const parts = Object.entries(digestParts).flatMap(([part, title]): readonly Part[] => {
    const own = shown.filter(({ lines }) => lines[0]?.part === part);
    if (own.length === 0) return [];
    return [
      heading(title),
      ...own.flatMap(({ reference, lines }) => [
        fact("Case", reference),
        ...lines.map((line) => lineBlock(line, input)),
      ]),
    ];
  });
  const isReport = ({ is }: DigestLine) => is === "written-report";
  return mailOf("Student safety: what is due", [
    "Here is what is late, and what is due next.",
    ...parts,
    ...more(cases.length),
    elsewhere.length > 0 && heading("Other people's cases, more than a day late"),
    ...elsewhere
      .slice(0, longestList)
      .map(({ reference, late, since }) =>
        dash(
          `Case ${reference}: ${late} ${late === 1 ? "step" : "steps"}, since ${dayWords(since, zone)}`,
        ),
      ),
    ...more(elsewhere.length),
    heading("In the register"),
    "If you did something just before this was sent, it may still be listed.",
    cases.some(({ lines }) => lines.some(isReport)) &&
      "A reporter's own written report: in the Reports tab, tick that the reporter confirmed it, or “Reporter cannot be asked” if you cannot reach them.",
    button("Open cases, worst first", input.link),
    button("Open steps", input.stepsLink),
    notAsMail,
  ]);
}

function lineBlock(line: DigestLine, input: DigestInput): Part {
  return itemBlock(
    "-",
    [lineWords(line, input)],
    (line.calls ?? []).map((who) => calleeLine(who)),
  );
}

function lineWords({ is, part, at, name, isPlanned }: DigestLine, input: DigestInput): string {
  const { now, zone } = input;
  const isLate = part === "late";
  const when = at === null ? "" : whenWords(at, zone);
  if (is === "acknowledge") return `${isLate ? "Late" : "Now"}: tick Acknowledged in the case row`;
  if (is === "hand-over") {
    return "The other school has not received this case yet, so it is still yours. Ask them to write the day in “Hand-over received on”";
  }
  if (is === "receive") {
    return "This case is being handed over to your school. Speak with the contact there, then write the day in “Hand-over received on”";
  }
  if (is === "hold") {
    return at !== null && at <= now
      ? `The hold ended ${when}: the steps that waited for it are open again`
      : `The hold ends ${when}. Ask the agency that asked for it if it still needs it`;
  }
  const what =
    is === "step"
      ? (name ?? "")
      : is === "check-in"
        ? "Check-in"
        : "A reporter's own written report (not confirmed)";
  if (at !== null && (isPlanned === true || is === "check-in")) {
    const planned = `planned for ${dayWords(at, zone)}`;
    return isLate ? `Late: ${what}, was ${planned}` : `${what}, ${planned}`;
  }
  if (isLate) return `Late: ${what}, was due ${when}`;
  return at !== null && at <= now ? `Now: ${what}` : `${what}, by ${when}`;
}

function more(count: number): readonly Part[] {
  return count <= longestList
    ? []
    : [`And ${count - longestList} more: see the Cases tab, sorted by Next due.`];
}
