/** Lines of the check on the Form: whether it is open, has all questions, and is edited by nobody who should not read reports. */

import { readInstallers } from "../../access/running-accounts";
import { formSpeech, reviewedLanguages } from "../../district/form-speech";
import { type PersonRole, roleWords } from "../../district/roles";
import { isLive } from "../../form/build-form";
import { desiredForm } from "../../form/desired-form";
import { packOnForm } from "../../form/district-line";
import { formItemsIn } from "../../form/form-keys";
import { planForm } from "../../form/plan-form";
import { audienceLabels, audiencePlace } from "../../form/safety-texts";
import { languagesIn, source } from "../../language";
import { versionOf } from "../../languages/languages";
import { languageWords } from "../../register/columns";
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
  "In the Form's editor choose the three dots, then Add collaborators: the admin, the leads where they print records, and General access Restricted.";

interface FormEditor {
  readonly address: string;
  readonly why: string;
  /** Whether this is somebody whom nothing in Contacts explains here. */
  readonly isOdd: boolean;
  readonly isLead: boolean;
}

/** Leads may edit the Form, as the admin may (design 1): they print records and hold drills from its menu. */
const leads: readonly (PersonRole | undefined)[] = ["district-lead", "alternate-lead"];

/** People who may edit the Form, and so can read the reports that it keeps. */
export function formEditors({ workspace, directory, account }: CheckReads): readonly FormEditor[] {
  const installers = readInstallers(workspace.memory);
  return workspace.form.editors().map((address) => {
    const role = directory.people.find(({ email }) => email === address)?.role;
    const isLead = leads.includes(role);
    const isOdd =
      role !== "district-admin" && !isLead && !installers.has(address) && address !== account;
    const runs = installers.has(address) ? "runs the desk" : "neither admin nor running the desk";
    return { address, why: role === undefined ? runs : roleWords[role], isOdd, isLead };
  });
}

/** Lines on who may edit the Form, and so can read every report in it. */
export function editorLines(checked: CheckReads): readonly Line[] {
  const editors = formEditors(checked);
  const odd = editors.filter(({ isOdd }) => isOdd);
  const named = odd.map(({ address, why }) =>
    look(`${address} (${why}) can edit the Form.`, editorPlace),
  );
  return [
    ...linesOf(named, "Nobody edits the Form by name but who should."),
    ...editors.flatMap(({ address, why, isLead }) =>
      isLead
        ? [
            ok(
              `${address} (${why}) can edit the Form, to print records and hold drills: so they can read every report that is still in it, one about them too, and change the script.`,
            ),
          ]
        : [],
    ),
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
 * general access lets people in. An address of nobody in Contacts may be a group's: neither that nor its members can be seen with the
 * script's permissions.
 */
export function responderLines(checked: CheckReads): readonly Perhaps[] {
  const { workspace, directory } = checked;
  const { responders } = directory.settings;
  if (responders.length === 0) return [];
  const known = new Set(directory.people.map(({ email }) => email));
  const others = responders.filter((address) => !known.has(address));
  const missing = missingResponders(workspace.form, responders);
  return [
    missing.length === 0
      ? ok(`May answer the Form by address: ${responders.join(", ")}.`)
      : look(
          `Named in responders, and not listed by Google as somebody who may answer the Form: ${missing.join(", ")}.`,
          ...bySetUp,
        ),
    others.length > 0 &&
      attestedLine(
        checked,
        "responders",
        `May answer the Form: ${others.join(", ")}. Where one is a group, who is in it`,
        "A group: look in Google Groups who is in it and who may join. Everybody who works with students should be, and no student.",
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
  const changes = planForm(desired, state, formItemsIn(memory)).length;
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

/** Whether the Form can speak as the district chose, and whether a qualified translator has reviewed what it says. No call. */
export function languageLines({ directory }: CheckReads): readonly Perhaps[] {
  const { pack, settings } = directory;
  const chosen = languagesIn(settings.formLanguage);
  const lacking = chosen.find((one) => !pack.languages.includes(one));
  if (lacking !== undefined) {
    const words = `The protocol has no ${languageWords[lacking]}: the Form is in English.`;
    // Both is what a district has that chose nothing.
    if (settings.formLanguage === "both") return [ok(words)];
    return [
      look(words, "Choose another language or another protocol under Student safety, Settings."),
    ];
  }
  const reviewed = reviewedLanguages(settings);
  return chosen
    .filter((one) => one !== source)
    .map((one) => {
      const version = versionOf(one);
      const review = settings.translationReviewed.find((found) => found.version === version);
      const name = languageWords[one];
      return review !== undefined && reviewed.includes(one)
        ? ok(`The ${name} texts of this version were reviewed by ${review.by} on ${review.day}.`)
        : look(
            `No qualified translator has reviewed the ${name} texts of this version, ${version}; each of them says so.`,
            `When one has, write name, day and version into translationReviewed under Student safety, Settings, such as Alma Ruiz, 2026-12-01, ${version}. Then choose Set up.`,
          );
    });
}
