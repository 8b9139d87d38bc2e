/** The page "Who can open what". What it says about a sealed register does not show whether that register holds a report. */
import { orElse } from "../../attempt";
import { isDefect, troubleWords } from "../../errors";
import { type CheckReads, linesOf } from "../../install/check-line";
import { type RegisterName, registerNames } from "../../ports";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { heading, type Page, pageOf } from "../page-data";
import { nextPageButtons, readForCheck } from "./check-page";
import { audienceLine, formEditors } from "./form-checks";
import { meantWords, openersOf, sharingCheck } from "./register-checks";

/** A row of the table. `note`: what a person should look at; "" for nothing. */
type Row = readonly [file: string, who: string, why: string, note: string];

/** The rows of a register; a single row that says so if this account may not open it. */
function registerRows(read: CheckReads, name: RegisterName): readonly Row[] {
  const file = registerKinds[name].fileName;
  const look = (): readonly Row[] => {
    const rows = openersOf(read, name).map(({ who, why, amiss }): Row => {
      const next = amiss?.next ?? "The clock corrects this within the hour.";
      return [file, who, why, amiss === undefined ? "" : `${amiss.text} ${next}`];
    });
    const isMeant = rows.some(([, , why]) => why === meantWords);
    return isMeant ? rows : [...rows, [file, "No one in Contacts", meantWords, ""]];
  };
  return orElse(look, (error) => {
    if (isDefect(error)) throw error;
    const trouble = read.run.diagnosis.troubleOf(error);
    const byAnother = "Look with the account that runs the system.";
    const why = trouble.kind === "file-gone" ? byAnother : troubleWords(trouble).what;
    return [[file, "This page cannot check this", why, ""]];
  });
}

/** Shows the page. A few calls for each register. Throws "not-set-up" and what Google throws for the main register. */
export function accessPage(run: Run): Page {
  const read = readForCheck(run);
  const file = "The Form, with the reports still in it";
  const rows: readonly Row[] = [
    ...registerNames.flatMap((name) => registerRows(read, name)),
    ...formEditors(read).map(({ address, why, isOdd }): Row => {
      const note = isOdd ? "Should this person read every report?" : "";
      return [file, address, `Edits the Form (${why})`, note];
    }),
  ];
  const notes = rows.flatMap(([, , , note], at) => (note === "" ? [] : [[at, note]]));
  const sharing = sharingCheck();
  const shared = linesOf(sharing, sharing.finds(read));
  return pageOf({
    view: "access",
    title: "Who can open what",
    parts: [
      {
        kind: "table",
        caption: "By name",
        head: ["File", "Who", "Why"],
        rows: rows.map(([of, who, why]) => [of, who, why]),
        notes: Object.fromEntries(notes),
      },
      heading("By link or domain"),
      { kind: "lines", lines: [...shared, audienceLine(read)] },
    ],
    buttons: nextPageButtons("access"),
  });
}
