/**
 * Help texts of earlier versions that must not stay on a Form, because they promised something untrue or named a wrong place. If a Form
 * still has such a text word for word, the next set-up or upgrade puts today's text in its place. A district's own wording stays.
 */
import { once } from "../once";
import type { FormKey } from "./form-keys";

/** One such text. */
interface FormerWords {
  readonly key: FormKey;
  /** The whole help text; or, if it held a phone number, the words before the number (and in `ends` those after it). */
  readonly begins: string;
  readonly ends: string;
}

const whole = (key: FormKey, help: string): FormerWords => ({ key, begins: help, ends: help });

function makeFormerWords(): readonly FormerWords[] {
  return [
    {
      key: "immediateDanger",
      begins: "If yes, call 911 now. If you are not sure, call 911 or ",
      ends: ", and ask.",
    },
    whole(
      "countyOfResidence",
      "Leave it empty if not, or if you do not know. It changes where the written report goes, not whom you call.",
    ),
    {
      key: "calledChildAndFamilyServices",
      begins: "If not, call now or right after this form: ",
      ends: ", day and night. If the student lives in another county, the report goes to that county.",
    },
    whole(
      "facts",
      "Facts, not opinions: what, where, when, who was there. Give the student's own words as they were said. Write only what you already know: do not question the student about it and do not investigate. It is kept as you write it: if you name yourself here, whoever works on the case reads it.",
    ),
    {
      key: "page-reporter",
      begins:
        "You do not have to say who you are (PC 11166). It helps: somebody can ask what you meant, and at an address in the district's domain you can be reminded of your own duty.\nYour own duty stays yours.",
      ends: ").",
    },
    whole(
      "concerns",
      "Human trafficking can be for sex or for labor. With a child and commercial sex, nobody needs to have used force.",
    ),
    whole(
      "reporterKnownTo",
      "If you choose nothing, only the district lead: your name, address and phone are then kept apart from the case, and questions to you go through the lead. While the lead is away, or if the lead may be involved, the alternate lead in the lead's place.",
    ),
  ];
}

const formerWords = once(makeFormerWords);

/** Whether this help text of a question or page is one of those. */
export function isFormerHelp(key: FormKey, help: string): boolean {
  return formerWords().some(
    (one) => one.key === key && help.startsWith(one.begins) && help.endsWith(one.ends),
  );
}
