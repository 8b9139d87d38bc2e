/** The mails of an outage, sent past the register that cannot be reached: no case, nothing of a report, not even which register. */
import type { DefectCode } from "../defect";
import type { CallBook } from "../protocol/call-book";
import {
  alert,
  type Block,
  button,
  callee,
  dash,
  heading,
  item,
  type Letter,
  line,
  small,
} from "./letter";
import type { RegisterLink } from "./reference";

export interface ReportWaiting {
  readonly several: boolean;
  readonly calls: Pick<CallBook, "childAndFamilyServices" | "lawEnforcement">;
  /** To the Form's responses; null where the Form is not known. */
  readonly responses: RegisterLink | null;
  /** Null where Google is what fails. */
  readonly defect: DefectCode | null;
}

export interface RegisterUnreachable {
  readonly register: RegisterLink;
  /** Null where Google is what fails. */
  readonly defect: DefectCode | null;
}

const last = small(
  "The desk tries again every five minutes. Please do not answer this mail with what you know: call. This is not legal advice.",
);

/** Who can put a mistake of ours right, and what to give them. */
function mending(defect: DefectCode | null): readonly Block[] {
  return defect === null
    ? []
    : [
        heading("What keeps it from working"),
        line(
          "A mistake in the desk's own script: Google and the register are not the cause. Ask whoever keeps the script up to date to mend it. Give them this, and nothing of a report:",
        ),
        line(defect),
      ];
}

/** Nobody but the reader may know of a sealed report, so the words are those of any other. */
export function reportWaiting({ several, calls, responses, defect }: ReportWaiting): Letter {
  return {
    subject: "Student safety report: action needed",
    blocks: [
      line("Something could not be delivered. Please read this now."),
      alert(
        `${several ? "Reports wait" : "A report waits"} in the Form, could not be written to the register, and nobody was told what to do.`,
      ),
      heading("What to do now"),
      item(
        "1.",
        ["Where there is reason to suspect abuse or neglect, call. That waits for no register:"],
        [callee(calls.childAndFamilyServices), callee(calls.lawEnforcement)],
      ),
      item("2.", ["Open the Form's responses, read the newest, and act as the protocol says."]),
      ...(responses === null ? [] : [button("Open the responses", responses)]),
      item("3.", ["Speak with nobody about it before: it may say whom not to tell."]),
      line("The case comes in a mail of its own, also where the Form does not open for you."),
      ...mending(defect),
      last,
    ],
  };
}

export function registerUnreachable({ register, defect }: RegisterUnreachable): Letter {
  return {
    subject: "Student safety register out of reach: action needed",
    blocks: [
      line("Something is out of order. Please see to it now."),
      alert(
        "The student safety register could not be read three times in a row. Until it can, new reports are kept in the Form. Open its responses every hour, and act on new ones yourself.",
      ),
      ...(defect === null ? whatToLookAt(register) : mending(defect)),
      last,
    ],
  };
}

function whatToLookAt(register: RegisterLink): readonly Block[] {
  return [
    heading("What to look at"),
    button("Open the register", register),
    dash("In the bin: open Google Drive, then Bin, and restore it."),
    dash(
      "A tab is gone, or the rows at its top were changed: choose File, Version history, and restore the last version before that. Else, in the Form's editor: Student safety, Set up.",
    ),
    dash(
      "It does not open: its owner lets in again the account that runs the desk, or your Google Workspace administrator restores that account.",
    ),
    dash("It looks as always: Google is out of order."),
  ];
}

export interface FormChanged {
  readonly isClosed: boolean;
}

/** To leads and admins, once a week until it is put right. */
export function formChanged({ isClosed }: FormChanged): Letter {
  return {
    subject: "Student safety Form: action needed",
    blocks: [
      line("Please look at the Form today."),
      alert(
        isClosed
          ? "The student safety Form takes no reports: it is unpublished or closed."
          : "The student safety Form was changed: a question, a choice or a setting is missing. What it asked is not told any more, and a report may go to the wrong person.",
      ),
      heading("What to do"),
      dash(
        "Open the Form's editor and choose Student safety, then Set up. It keeps your own words.",
      ),
      ...(isClosed
        ? [dash("If it was closed on purpose: tell all staff whom to call in its place.")]
        : []),
    ],
  };
}
