/** Lines of the check on the Form: whether it is open, has all questions, and is edited by nobody who should not read reports. */
import { installersIn } from "../../access/running-accounts";
import { formSpeech } from "../../district/form-speech";
import { roleWords } from "../../district/roles";
import { isLive } from "../../form/build-form";
import { desiredForm } from "../../form/desired-form";
import { packOnForm } from "../../form/district-line";
import { parseFormItems } from "../../form/form-keys";
import { planForm } from "../../form/plan-form";
import { audienceLabels, audiencePlace } from "../../form/safety-texts";
import { missingResponders } from "../going-live/responders";
import {
  attestedLine,
  bySetUp,
  type CheckReads,
  countInWords,
  type Line,
  linesOf,
  look,
  ok,
  type Perhaps,
  wrong,
} from "./findings";

const editorPlace =
  "In the Form's editor choose the three dots, then Add collaborators: the admin, and General access Restricted.";

interface FormEditor {
  readonly address: string;
  readonly why: string;
  /** Whether this is somebody whom nothing in Contacts explains here. */
  readonly isOdd: boolean;
}

/** People who may edit the Form, and so can read the reports that it keeps. */
export function formEditors({ workspace, directory, account }: CheckReads): readonly FormEditor[] {
  const installers = installersIn(workspace.memory);
  return workspace.form.editors().map((address) => {
    const role = directory.people.find(({ email }) => email === address)?.role;
    const isOdd = role !== "district-admin" && !installers.has(address) && address !== account;
    const runs = installers.has(address) ? "runs the desk" : "neither admin nor running the desk";
    return { address, why: role === undefined ? runs : roleWords[role], isOdd };
  });
}

export function editorLines(checked: CheckReads): readonly Line[] {
  const odd = formEditors(checked).filter(({ isOdd }) => isOdd);
  const named = odd.map(({ address, why }) =>
    look(`${address} (${why}) can edit the Form.`, editorPlace),
  );
  return [
    ...linesOf(named, "Nobody edits the Form by name but who should."),
    attestedLine(
      checked,
      "form-editors",
      "Whether a link or a folder lets people edit the Form",
      editorPlace,
    ),
  ];
}

/** Lines about who may fill in the Form, which no script can see. */
export function unseenLines(checked: CheckReads): readonly Line[] {
  const chosen = checked.workspace.memory.get("formAudience");
  const wanted =
    chosen === "staff" || chosen === "link"
      ? `You chose: ${audienceLabels[chosen]}.`
      : "Nobody has chosen yet.";
  return [attestedLine(checked, "audience", "Who may send reports", `${wanted} ${audiencePlace}`)];
}

/**
 * Addresses that the setting names and that Google does not list as responders: three calls. Where the setting names none, only the Form's
 * general access lets people in.
 */
export function responderLines({ workspace, directory }: CheckReads): readonly Perhaps[] {
  const { responders } = directory.settings;
  if (responders.length === 0) return [];
  const missing = missingResponders(workspace.form, responders);
  return [
    missing.length === 0
      ? ok(`May answer the Form by address: ${responders.join(", ")}.`)
      : look(
          `Named in responders, and not listed by Google as somebody who may answer the Form: ${missing.join(", ")}.`,
          ...bySetUp,
        ),
  ];
}

/** Whether set-up would change a question. Several calls a question. */
export function formLines({ workspace, directory }: CheckReads): readonly Line[] {
  const { form, memory } = workspace;
  const state = form.read();
  const { published, acceptsResponses } = state.settings;
  const desired = desiredForm(
    packOnForm(directory),
    directory.schools.map(({ school }) => school),
    isLive(memory),
    formSpeech(directory.settings),
  );
  const changes = planForm(desired, state, parseFormItems(memory.get("formItems"))).length;
  return linesOf(
    [
      (published === false || acceptsResponses !== true) &&
        wrong("The Form takes no reports: it is unpublished or closed.", ...bySetUp),
      changes > 0 &&
        wrong(
          `${countInWords(changes, "thing")} in the Form ${changes === 1 ? "is" : "are"} not as needed: a question, its choices or a setting.`,
          ...bySetUp,
        ),
    ],
    "The Form takes reports, and its questions are whole.",
  );
}
