/** What is deployed: the desk, or another script of this project that has a Form of its own. */
import { entryFunctions } from "../build";
import { menuPlace } from "../steps/google-words";
import type { Project } from "./project-file";

export interface Deployed {
  /** The folder with its built files, below the root. */
  readonly folder: string;
  /** The Form's name in Drive. */
  readonly title: (env: string | null) => string;
  /** Whether a project's Code.js is this script, of any version. */
  readonly isOurs: (code: string) => boolean;
  /** Why this script never goes over a project with that Code.js, not even with --replace; null where it may. */
  readonly refuses: (code: string) => string | null;
  /** What the person does next, a line each; `isFirstMail`: this computer never pushed to that project before. */
  readonly next: (project: Project, isFirst: boolean) => readonly string[];
}

/** The script that the desk is. */
export function isDesk(code: string): boolean {
  return (
    code.includes("studentSafetyDesk") &&
    ["onOpen", "onFormSubmit", "onRegisterEdit", "onClock"].every(
      (name) =>
        entryFunctions.some((known) => known === name) && code.includes(`function ${name}(`),
    )
  );
}

/** A push leaves the APIs off that the manifest names; adding a service by hand turns its API on (platform.md 13). */
function switchOn(isFirst: boolean): string {
  const clicks =
    "on its left, under Services, remove Sheets and Drive (the three dots beside each), then add them again (the plus sign: Google Sheets API, Drive API)";
  return isFirst
    ? `Next: a push does not switch on the Sheets and Drive APIs. Open the script at that address; ${clicks}. Once for each project is enough.`
    : `Where Set up or Check says that a service is not switched on: open the script; ${clicks}.`;
}

/** What to switch on, where the Form is, and which item of its menu comes then. */
export function nextStep(
  { scriptId, parentId }: Project,
  item: string,
  isFirst: boolean,
): readonly string[] {
  const reload = `reload the page, and choose ${item} in ${menuPlace}.`;
  const begins = isFirst ? "Then" : "Next";
  return [
    `Script: https://script.google.com/d/${scriptId}/edit`,
    switchOn(isFirst),
    ...(parentId === null
      ? [`${begins}: open the script's Overview, follow it to the Form, ${reload}`]
      : [
          `Form: https://docs.google.com/forms/d/${parentId}/edit`,
          `${begins}: open the Form's editor at that address, ${reload}`,
        ]),
  ];
}

export const desk: Deployed = {
  folder: "dist",
  // A rehearsal says what it is; the live one does not.
  title: (env) =>
    env === null || env === "live" ? "Student safety report" : `Student safety report (${env})`,
  isOurs: isDesk,
  refuses: () => null,
  next: (project, isFirst) => nextStep(project, "Student safety › Set up", isFirst),
};
