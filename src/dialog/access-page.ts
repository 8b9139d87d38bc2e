/** The page "Who can open what". What it says of a sealed register does not tell whether that holds a report. */

import { orElse } from "../attempt";
import { refusalReasons, refusalSteps } from "../district/directory/problem-cells";
import { isDefect, troubleWords } from "../errors";
import { type CheckReads, linesOf } from "../install/check/check-line";
import { audienceLine, formEditors } from "../install/check/form-checks";
import { meantWords, type Opener, openersOf, sharingCheck } from "../install/check/register-checks";
import { readForCheck } from "../install/check/run-check";
import { type RegisterName, registerNames } from "../ports";
import { registerKinds } from "../register/register-kinds";
import type { Run } from "../run";
import { nextPageButtons } from "./check-page";
import { headingBlock, type Page } from "./page-data";

interface Row {
  readonly file: string;
  readonly who: string;
  readonly why: string;
  /** Set where a person should look at this row. */
  readonly note?: string;
}

const follows = "The clock puts this right within the hour.";

/** The rows of a file; where this account may not open it, a row that says so. */
function orUnseen(run: Run, file: string, rows: () => readonly Row[]): readonly Row[] {
  return orElse(rows, (error) => {
    if (isDefect(error)) throw error;
    const trouble = run.diagnosis.troubleOf(error);
    const byAnother = "Look with the account that runs the system.";
    const why = trouble.kind === "file-gone" ? byAnother : troubleWords(trouble).what;
    return [{ file, who: "This page cannot check this", why }];
  });
}

const amissWords = (amiss: NonNullable<Opener["amiss"]>) => {
  if (amiss === "unnamed") return `Who let them in? ${follows}`;
  if (amiss === "not-in") return `Not let in yet. ${follows}`;
  return `Google refuses this address: ${refusalReasons[amiss]}. ${refusalSteps[amiss]}`;
};

function registerRows(read: CheckReads, name: RegisterName): readonly Row[] {
  const file = registerKinds[name].fileName;
  return orUnseen(read.run, file, () => {
    const openers = openersOf(read, name);
    const none = { file, who: "No one in Contacts", why: meantWords };
    return [
      ...openers.map(({ who, why, amiss }) => ({
        file,
        who,
        why,
        ...(amiss === undefined ? {} : { note: amissWords(amiss) }),
      })),
      ...(openers.some(({ why }) => why === meantWords) ? [] : [none]),
    ];
  });
}

function formRows(read: CheckReads): readonly Row[] {
  const file = "The Form, with the reports still in it";
  return formEditors(read).map(({ address, why, isOdd }) => ({
    file,
    who: address,
    why: `Edits the Form (${why})`,
    ...(isOdd ? { note: "Should this person read every report?" } : {}),
  }));
}

/** The page. A few calls for each register. Throws "not-set-up" and what Google throws for the main register. */
export function accessPage(run: Run): Page {
  const read = readForCheck(run);
  const rows = [...registerNames.flatMap((name) => registerRows(read, name)), ...formRows(read)];
  return {
    view: "access",
    title: "Who can open what",
    blocks: [
      {
        kind: "table",
        caption: "By name",
        head: ["File", "Who", "Why"],
        rows: rows.map(({ file, who, why }) => [file, who, why]),
        notes: Object.fromEntries(
          rows.flatMap(({ note }, at) => (note === undefined ? [] : [[at, note]])),
        ),
      },
      headingBlock("By link or domain"),
      {
        kind: "lines",
        lines: [
          ...linesOf(sharingCheck, sharingCheck.finds(read), { mayRepair: false }),
          audienceLine(read),
        ],
      },
    ],
    buttons: nextPageButtons("access"),
    values: {},
  };
}
