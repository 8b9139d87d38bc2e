/** Checks on the Form: whether it is open and complete, who may edit it, who may answer it, and in which language it is. */

import { rolesOf } from "../district/find-people";
import { isLeadRole, roleWords } from "../district-directory";
import { formChanges, missingResponders } from "../form/build-form";
import { audienceLabels, audiencePlace } from "../form/safety-texts";
import { languagesIn, languageWords, source } from "../language";
import { reviewedLanguages, versionOf } from "../languages/languages";
import { type CheckLine, countInWords } from "../parts-of-a-page";
import { installersIn } from "../store/store";
import { dayMs, whenWords } from "../time";
import { attestedLine } from "./attestations";
import { bySetUp, type CheckReads, type Checks, type Finding, ok } from "./check-entry";

const editorPlace =
  "In the Form's editor choose the three dots, then Add collaborators. Keep only the admin and the accounts that run the system; remove anyone else, leads too, and set General access to Restricted. For a lead who has to print, choose Student safety, Who can open what: it makes the lead an editor for a day.";

/** The checks on the Form, by name. */
export const formChecks = {
  form: {
    means: "Staff report with this Form and no other.",
    ...bySetUp,
    fine: "The Form takes reports, and its questions are complete.",
    finds: findFormChanges,
  },
  "form-editors": {
    means: "People who edit the Form can read every report in it, even one that names them.",
    next: editorPlace,
    state: "look",
    finds: findFormEditors,
  },
  responders: {
    means:
      "Substitutes, coaches and volunteers are mandated reporters too: someone who cannot open the Form cannot report with it.",
    next: "Choose Student safety, Set up: it adds them. If this stays, Google refuses them: correct responders in Settings, or add them in the Form's editor under Publish, Manage.",
    fix: bySetUp.fix,
    state: "look",
    finds: findResponders,
  },
  language: {
    means: "A wrong word may keep someone from reporting, or make them report the wrong thing.",
    next: "Choose another language or another protocol under Student safety, Settings.",
    state: "look",
    finds: findLackingLanguage,
  },
  audience: {
    means: "Reports from outside, or answers that others see, do harm.",
    next: audiencePlace,
    state: "unseen",
    finds: audienceLine,
  },
} satisfies Checks;

function findFormChanges({ run, directory }: CheckReads): Finding {
  const changes = formChanges(run, directory);
  const isClosed = changes.some(({ of }) => of === "published" || of === "acceptsResponses");
  return [
    isClosed && "The Form takes no reports: it is unpublished or closed.",
    changes.length > 0 &&
      `${countInWords(changes.length, "thing")} in the Form ${changes.length === 1 ? "is" : "are"} not as needed: a question, its choices or a setting.`,
  ];
}

/**
 * People who may edit the Form and so can read the reports in it. A lead may for a day, to print: `until` when (milliseconds UTC); else null.
 * `isOdd`: nothing explains why this person can edit it.
 */
export function formEditors({ run, directory, account }: CheckReads) {
  const installers = installersIn(run.memory);
  const forADay = run.memory.get("formEditors");
  return run.form.editors().map((address) => {
    const lent = forADay[address];
    const until = lent?.state === "in" ? lent.at + dayMs : null;
    const roles = rolesOf(directory, address);
    // A lead whom another row names as admin is a lead all the same.
    const role =
      roles.find(isLeadRole) ?? roles.find((one) => one === "district-admin") ?? roles[0];
    const isLead = role !== undefined && isLeadRole(role);
    const isRunning = installers.includes(address);
    const otherwise = isRunning ? "runs the system" : "neither admin nor running the system";
    const day = until === null ? "" : `, until ${whenWords(until, run.clock)}, to print`;
    const isMeant = role === "district-admin" || isRunning || until !== null;
    return {
      address,
      why: `${role === undefined ? otherwise : roleWords[role]}${day}`,
      isOdd: !isMeant && (isLead || address !== account),
      isLead,
      until,
    };
  });
}

function findFormEditors(checked: CheckReads): Finding {
  const asked = "Who can edit the Form: only the people listed here";
  return [
    formEditors(checked).map(({ address, why, isOdd, isLead, until }) => [
      isOdd &&
        `${address} (${why}) can edit the Form${isLead ? ", and so can read every report that is still in it, even one about them, and change the script" : ""}.`,
      until !== null && ok(`${address} (${why}) can edit the Form.`),
    ]),
    attestedLine(checked, "form-editors", asked, editorPlace),
  ];
}

function findResponders(checked: CheckReads): Finding {
  const { run, directory } = checked;
  const { responders: wanted } = directory.settings;
  if (wanted.length === 0) return false;
  const others = wanted.filter((one) => rolesOf(directory, one).length === 0);
  const missing = missingResponders(run.form, wanted);
  return [
    missing.length === 0
      ? ok(`May answer the Form by address: ${wanted.join(", ")}.`)
      : `Named in responders, but Google does not list them among those who may answer the Form: ${missing.join(", ")}.`,
    others.length > 0 &&
      attestedLine(
        checked,
        "responders",
        `May answer the Form: ${others.join(", ")}. If one is a group, who is in it`,
        "For a group: look in Google Groups who is in it and who may join. Everyone who works with students should be, and no student.",
      ),
  ];
}

/** Whether the protocol has the languages of the Form, and whether their texts were reviewed. */
function findLackingLanguage(checked: CheckReads): Finding {
  const { pack, settings } = checked.directory;
  const lacking = languagesIn(settings.formLanguage).find((one) => !pack.languages.includes(one));
  if (lacking === undefined) return findUnreviewed(checked);
  const words = `The protocol has no ${languageWords[lacking]}: the Form is in English.`;
  // A district that chose nothing has both languages.
  return settings.formLanguage === "both" ? ok(words) : words;
}

/** Whether a qualified translator has reviewed what the Form says in this language. No call. */
function findUnreviewed({ directory: { settings, pack } }: CheckReads): Finding {
  return languagesIn(settings.formLanguage)
    .filter((one) => one !== source && pack.languages.includes(one))
    .map((one) => {
      const version = versionOf(one);
      const review = settings.translationReviewed.find((found) => found.version === version);
      const name = languageWords[one];
      return review !== undefined && reviewedLanguages(settings.translationReviewed).includes(one)
        ? ok(`The ${name} texts of this version were reviewed by ${review.by} on ${review.day}.`)
        : {
            text: `No qualified translator has reviewed the ${name} texts of this version (code ${version}); each of them says so.`,
            next: `When one has, write the name, the day and that code under Student safety, Settings, such as Alma Ruiz, 2026-12-01, ${version}. Then choose Set up.`,
          };
    });
}

/** The line about who may fill in the Form. No script can see that, so a person attests it. */
export function audienceLine(checked: CheckReads): CheckLine {
  const chosen = checked.run.memory.get("goingLive").audience;
  const wanted =
    chosen === null ? "No one has chosen yet." : `You chose: ${audienceLabels[chosen]}.`;
  return attestedLine(checked, "audience", "Who may send reports", `${wanted} ${audiencePlace}`);
}
