/** The page "Who can open what". What it says of a sealed register does not tell whether that holds a report. */

import { refusalReasons, refusalSteps } from "../district/refused-address-words";
import { isDefect, troubleWords } from "../errors";
import { type CheckReads, linesOf } from "../install/check/findings";
import { audienceLine, formEditors } from "../install/check/form-checks";
import { type Opener, openersOf } from "../install/check/openers";
import { sharingCheck } from "../install/check/register-checks";
import { readForCheck } from "../install/check/run-check";
import { fileNames } from "../install/make-register";
import { type ReportRegister, readRegisterIds, reportRegisters } from "../register/register-ids";
import { registerKinds } from "../register/register-kinds";
import type { Run } from "../run";
import { drillIn } from "../runs/drill-state";
import { headingBlock } from "./blocks";
import { nextPageButtons } from "./check-page";
import type { Page } from "./page-data";

interface Row {
  readonly file: string;
  readonly who: string;
  readonly why: string;
  /** Set where a person should look at this row. */
  readonly note?: string;
}

const follows = "The clock puts this right within the hour.";

/** The rows of a file; where this account may not open it, a row that says so. */
function orUnseen(workspace: Run, file: string, rows: () => readonly Row[]): readonly Row[] {
  try {
    return rows();
  } catch (error) {
    if (isDefect(error)) throw error;
    const trouble = workspace.diagnosis.troubleOf(error);
    const byAnother = "Look with the account that runs the system.";
    const why = trouble.kind === "file-gone" ? byAnother : troubleWords(trouble).what;
    return [{ file, who: "This page cannot check this", why }];
  }
}

const amissWords = (amiss: NonNullable<Opener["amiss"]>) => {
  if (amiss === "unnamed") return `Who let them in? ${follows}`;
  if (amiss === "not-in") return `Not let in yet. ${follows}`;
  return `Google refuses this address: ${refusalReasons[amiss]}. ${refusalSteps[amiss]}`;
};

function registerRows(read: CheckReads, name: ReportRegister): readonly Row[] {
  const file = fileNames[name];
  return orUnseen(read.workspace, file, () => {
    const openers = openersOf(read, name);
    const none = { file, who: "No one in Contacts", why: "Once a report needs it" };
    const isMeant =
      registerKinds[name].reader === null || openers.some(({ why }) => why === none.why);
    return [
      ...openers.map(({ who, why, amiss }) => ({
        file,
        who,
        why,
        ...(amiss === undefined ? {} : { note: amissWords(amiss) }),
      })),
      ...(isMeant ? [] : [none]),
    ];
  });
}

/** Rows on the drill's register, while a drill is on. It holds nobody's report, and is deleted with the drill. */
function drillRows({ workspace }: CheckReads): readonly Row[] {
  const { access, memory } = workspace;
  const { drill: id } = readRegisterIds(memory);
  const people = drillIn(memory)?.people.split(" ") ?? [];
  const file = fileNames.drill;
  if (id === undefined) return [];
  return orUnseen(workspace, file, () => {
    const owner = access.owner(id);
    const others = access.editors(id).filter((who) => who !== owner);
    return [
      ...(owner === null ? [] : [{ file, who: owner, why: "Owns the file" }]),
      ...others.map((who): Row => {
        const row = { file, who, why: "Takes part in the drill" };
        if (people.includes(who)) return row;
        return {
          ...row,
          why: "Not asked to the drill",
          note: "Who let them in? It ends with the drill.",
        };
      }),
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
export function accessPage(workspace: Run): Page {
  const read = readForCheck(workspace);
  const rows = [
    ...reportRegisters.flatMap((name) => registerRows(read, name)),
    ...drillRows(read),
    ...formRows(read),
  ];
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
        lines: [...linesOf(sharingCheck, sharingCheck.finds(read), false), audienceLine(read)],
      },
    ],
    buttons: nextPageButtons("access"),
    values: {},
  };
}
