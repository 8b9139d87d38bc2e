/** The mails about the Form itself: whether people can answer it, and whether it asks what it must. Nothing of any report. */
import { questionNames } from "../../case/model/review-reasons";
import { languageKey, questionItems } from "../../form/form-keys";
import type { AskedItem } from "../../form/missing-questions";
import { sentence } from "../../languages/languages";
import { capital } from "../../text";
import {
  alert,
  dash,
  heading,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
  toBeDone,
} from "../format/letter";

export interface FormGap {
  /** Never empty. */
  readonly missing: readonly AskedItem[];
}

/** What the question is about, and on the pages of which language where the Form has several. */
function nameOf(item: AskedItem): string {
  const found = questionItems.find((one) => one.item === item);
  if (item === languageKey || found === undefined) return "in which language to answer";
  const { key, beside } = found;
  return beside === null
    ? questionNames[key]
    : `${questionNames[key]}, on the pages in ${sentence(beside, "name")}`;
}

/** To lead, alternate lead and admin, at once when the Form is found to lack a question. */
export function formGap({ missing }: FormGap): Letter {
  const lacks = (key: string) =>
    questionItems.some((one) => one.key === key && missing.includes(one.item));
  const consequences: readonly Part[] = [
    ...(lacks("recipientMayBeInvolved")
      ? [
          dash(
            "Nobody is asked whether someone who receives reports may be involved: until it is back, a report goes to a sealed file, and not to the school's contact.",
          ),
        ]
      : []),
    ...(lacks("immediateDanger")
      ? [
          dash(
            "Nobody is asked about immediate danger: whoever gets a report is told to find out at once.",
          ),
        ]
      : []),
  ];
  return mailOf("Student safety Form: a question is missing", [
    "Please put the Form right now. It takes one click.",
    alert(
      "The student safety Form does not ask all that it must: a question was deleted, or its choices were changed.",
    ),
    heading("What it does not ask"),
    ...missing.map((item) => dash(capital(nameOf(item)))),
    ...(consequences.length === 0 ? [] : [heading("What that means until then"), ...consequences]),
    ...toBeDone(
      "Open the Form's editor, choose Student safety, Check, and press Repair with Set up. Your own words and questions stay.",
      "Then look at the reports of today: what was not asked, ask whoever sent them.",
    ),
    notAsMail,
  ]);
}
