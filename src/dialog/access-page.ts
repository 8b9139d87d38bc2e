/** The page "Who can open what". What it says of a sealed register does not tell whether that holds a report. */

import { whyRefused } from "../access/refused-addresses";
import { mayOpenRegister } from "../access/register-access";
import { installersOf, readInstallers } from "../access/running-accounts";
import { refusalReasons, refusalSteps } from "../district/refused-address-words";
import { emptyContents } from "../district/sealed-readers";
import { isDefect, troubleWords } from "../errors";
import { type CheckReads, linesOf } from "../install/check/findings";
import { audienceLine, formEditors } from "../install/check/form-checks";
import { sharingCheck } from "../install/check/register-checks";
import { readForCheck } from "../install/check/run-check";
import { type ReportRegister, reportRegisters } from "../register/register-ids";
import { registerKinds } from "../register/register-kinds";
import type { Run } from "../run";
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

/** People for whom a register is meant, as Contacts alone say: whether a report excludes one of them from a sealed one is never shown. */
function meant({ directory }: CheckReads, name: ReportRegister): ReadonlyMap<string, string> {
  const ticked = mayOpenRegister(directory, name, emptyContents);
  const named = ticked.length === 0 ? ["No one in Contacts"] : ticked;
  return new Map(named.map((address) => [address, "Ticked in Contacts"]));
}

/** Of a sealed register, the leads who can open it are not told apart from those who cannot. */
function isOdd({ directory }: CheckReads, name: ReportRegister, who: string): boolean {
  const isLead = directory.people.some(({ role, email }) => email === who && /-lead$/.test(role));
  return registerKinds[name].audience === null || !isLead;
}

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

function registerRows(read: CheckReads, name: ReportRegister): readonly Row[] {
  const { workspace, ids, directory, account } = read;
  const { access, memory } = workspace;
  const file = registerKinds[name].fileName;
  return orUnseen(workspace, file, () => {
    const present = access.editors(ids[name]);
    const owner = access.owner(ids[name]);
    const runs = installersOf(memory, directory, account).filter((who) =>
      readInstallers(memory).has(who),
    );
    const kept = new Map(runs.map((who) => [who, "Runs the desk"]));
    if (owner !== null) kept.set(owner, "Owns the file");
    const refused = whyRefused(memory);
    const rows = [...kept].map(([who, why]): Row => ({ file, who, why }));
    const wanted = meant(read, name);
    for (const [who, why] of wanted) {
      const isLate = registerKinds[name].audience === null && !present.includes(who);
      const refusal = registerKinds[name].isRemembered ? refused.get(who) : undefined;
      const words =
        refusal === undefined
          ? `Not let in yet. ${follows}`
          : `Google refuses this address: ${refusalReasons[refusal]}. ${refusalSteps[refusal]}`;
      const note = isLate || refusal !== undefined ? { note: words } : {};
      if (!kept.has(who)) rows.push({ file, who, why, ...note });
    }
    for (const who of present) {
      if (kept.has(who) || wanted.has(who) || !isOdd(read, name, who)) continue;
      rows.push({ file, who, why: "Not named by Contacts", note: `Who let them in? ${follows}` });
    }
    return rows;
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
  const rows = [...reportRegisters.flatMap((name) => registerRows(read, name)), ...formRows(read)];
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
