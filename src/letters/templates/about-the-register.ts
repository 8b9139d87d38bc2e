/**
 * The mails about rows, tabs and cells of a register that somebody has changed. They have names of tabs and references, and nothing else
 * (design 2.10).
 */

import type { CaseReference, RegisterLink } from "../../case/model/case-reference";
import type { TabId } from "../../register/columns";
import { tabs } from "../../register/tabs";
import { whenWords, type ZoneOffset } from "../../time";
import {
  alert,
  dash,
  heading,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
  toBeDone,
  toRegister,
} from "../format/letter";

export interface RowsMoved {
  /** Tabs whose first rows were out of place. */
  readonly tabs: readonly TabId[];
  /** Tabs in which such a row had words in it: it stands below the titles now. */
  readonly kept: readonly TabId[];
  readonly link: RegisterLink;
}

/** The titles that tabs have in a new register. A district may have renamed a tab, but that name is not repeated in a mail. */
function titlesOf(ids: readonly TabId[]): string {
  return ids.map((id) => tabs[id].title).join(", ");
}

/** Rows at the top of a tab were moved, and the desk put the rows of titles back. */
export function rowsMoved({ tabs: moved, kept, link }: RowsMoved): Letter {
  return mailOf("Student safety register: rows at the top were put back", [
    "Rows at the top of a register had moved. They are in place again.",
    `Where: ${titlesOf(moved)}. Reports and edits come in as before.`,
    ...(kept.length === 0
      ? []
      : [
          heading("What to look at"),
          dash(
            `A row with words in it stood above the titles. It is now just below the first row of data, in a cell or a note: ${titlesOf(kept)}. Move the words to where they belong. Delete the row if it does not belong there.`,
          ),
          toRegister(link),
        ]),
    heading("How to add a row"),
    dash(
      "Insert it below the titles, never above them. A hidden first row says which column is which.",
    ),
    notAsMail,
  ]);
}

export interface TabsMadeAgain {
  readonly tabs: readonly TabId[];
  /** Cases that have lost their row. */
  readonly gone: readonly CaseReference[];
  /** Those cases whose reports the Form still had: their reference before, and now. */
  readonly back: readonly (readonly [CaseReference, CaseReference])[];
  /** Cases that had more reports than the Reports tab has now. */
  readonly bereft: readonly CaseReference[];
  /** Open cases whose checklist was built again, without its ticks. */
  readonly regrown: readonly CaseReference[];
  /** Open cases that have no checklist. */
  readonly without: readonly CaseReference[];
  /** Whether everything that the Form still holds has been brought back. */
  readonly isSwept: boolean;
  /** An earlier version of the register was restored, and no tab made again: the cases opened since. Null otherwise. */
  readonly cameSinceRestored: readonly CaseReference[] | null;
  readonly link: RegisterLink;
}

/** What is lost with a tab and cannot be told by case references. */
const lostWith: Readonly<Partial<Record<TabId, string>>> = {
  cases: "What was acknowledged, held, assigned, noted and closed in Cases.",
  checklist: "What was ticked in Checklist. What was ticked as a call or a report stands in Log.",
  plan: "Plan.",
  log: "Log.",
  disclosures: "Disclosures.",
  education: "Education.",
  contacts:
    "Contacts. Fill them in first. Until then, mail about a report goes only to the account that runs the desk.",
  schools: "Schools. Until you fill them in again, the Form offers only Not listed.",
  settings: "Settings. They are as in a new desk. Go through them today.",
  outbox: "Mail that waited to be sent. Look at each open case that nobody has acknowledged.",
  activity: "Activity of before.",
};

function cases(title: string, references: readonly string[], advice: string): readonly Part[] {
  if (references.length === 0) return [];
  // One a line: a reference that is broken over two lines could be read as another.
  return [heading(title), ...references.map((one) => dash(one)), advice];
}

/**
 * Which reference became which the register does not know, nor which of the later cases are new: the restored version is of before.
 */
function versionRestored(found: TabsMadeAgain, came: readonly CaseReference[]): Letter {
  return mailOf("Student safety register: action needed", [
    "An earlier version of the register was restored. Please read this today.",
    alert(
      "What was ticked, typed and noted since that version is lost. Reports that the Form still held are back.",
    ),
    ...cases(
      "References that were given and have no row now",
      found.gone,
      "Look each one up in earlier mails. What the Form still held of it stands under a reference below.",
    ),
    ...cases(
      "Cases opened since",
      came,
      "Most are reports of before, taken in again from the Form; new ones may be among them. The person who has each case was told of it. What was done in it before is not there.",
    ),
    ...toBeDone(
      "Go through each open case that is yours. Tick again what was done: the desk asks for it as if it was not.",
      "A call that was made need not be made again. Write its time in the row.",
    ),
    heading("To look up what there was"),
    dash(
      "Open the register, choose File, Version history, and the last version before the restoring. Copy what you need. Do not restore again.",
    ),
    toRegister(found.link),
    notAsMail,
  ]);
}

/** To leads and admins: tabs were made again or an earlier version was restored, and what is missing since. */
export function tabsMadeAgain(found: TabsMadeAgain): Letter {
  if (found.cameSinceRestored !== null) return versionRestored(found, found.cameSinceRestored);
  const { tabs: made, gone, back, bereft, regrown, without, isSwept, link } = found;
  const lost = made.flatMap((id) => lostWith[id] ?? []);
  const came = new Set(back.map(([from]) => from));
  return mailOf("Student safety register: action needed", [
    "Something was deleted from a register. Please read this today.",
    alert(
      `A tab was deleted: ${titlesOf(made)}. Set up has made it again, but empty. Reports that the Form still holds ${isSwept ? "are back" : "come back once Google lets the desk list them"}.`,
    ),
    ...cases(
      "Came back from the Form under another reference",
      back.map((pair) => pair.join(" is now ")),
      "The school's contact was told of the new one. What was done before is not in it.",
    ),
    ...cases(
      "Cases without a row, which the Form does not hold any more",
      gone.filter((one) => !came.has(one)),
      "Look them up in Version history, as below. Nobody is reminded of them.",
    ),
    ...cases(
      "Open cases whose checklist begins anew",
      regrown,
      "All acts are open again. The person who has the case ticks what was done.",
    ),
    ...cases(
      "Open cases without a checklist",
      without,
      "Their row does not say what to do. Look them up in Version history.",
    ),
    ...cases(
      "Cases with fewer reports than they had",
      bereft,
      "The Form does not hold them any more. They are in Version history.",
    ),
    ...(lost.length === 0 ? [] : [heading("Also lost"), ...lost.map((words) => dash(words))]),
    heading("To look up what there was"),
    dash(
      "Open the register, choose File, Version history, and the last version before that. Copy what you need. Do not restore all of it: what came since would go, but for reports.",
    ),
    toRegister(link),
    notAsMail,
  ]);
}

export interface FormulaFound {
  /** The cells, such as "H12", with their tab; null for a tab of the district's own. */
  readonly cells: readonly (readonly [TabId | null, string])[];
  /** How many further cells there are. */
  readonly more: number;
  readonly link: RegisterLink;
}

/** Somebody wrote formulas into cells, which could send what is in the register elsewhere. */
export function formulaFound({ cells, more, link }: FormulaFound): Letter {
  const named = cells.map(([tab, cell]) =>
    dash(`${tab === null ? "A tab of your own" : tabs[tab].title}, cell ${cell}`),
  );
  return mailOf("Student safety register: a formula was taken out", [
    "Someone typed a formula into a register. It is text now and does nothing.",
    "A formula such as IMPORTDATA can send data out of the register without a trace. Most are meant well. Please find out today.",
    heading("Where"),
    ...named,
    ...(more === 0 ? [] : [dash(`${more} more`)]),
    ...toBeDone(
      "Open the cell and read what stands in it. An internet address is a bad sign.",
      "File, Version history shows who typed it and when. Was it there to send data out? Follow your district's plan for that, and think of the student first.",
      "Do you need counts? Make them in a spreadsheet of your own, from Summary.",
    ),
    toRegister(link),
    notAsMail,
  ]);
}

// After a roll-over the register is a new file.

export interface RegisterMoved {
  /** From when to when Google took no typing in the old file; milliseconds UTC. */
  readonly from: number;
  readonly until: number;
  readonly zone: ZoneOffset;
  readonly link: RegisterLink;
}

/** To everybody who may open the register: nobody can know whose typing Google refused during the roll-over. */
export function registerMoved({ from, until, zone, link }: RegisterMoved): Letter {
  return mailOf("Student safety register: it is a new file", [
    "The register is a new file. Please open it once from here.",
    "Open cases are in it as they stood. Bookmarks and links in earlier mails lead to the old file, which is in the bin.",
    toRegister(link),
    ...toBeDone(
      `If Google refused what you typed between ${whenWords(from, zone)} and ${whenWords(until, zone)}, it is not in the register: type it again.`,
      "Keep a bookmark of the new file, and delete the old one.",
    ),
    notAsMail,
  ]);
}

export interface EducationMissing {
  /** The school year, such as "2026-27". */
  readonly year: string;
  /** How many schools lack something, and how many cells in all. */
  readonly schools: number;
  readonly missing: number;
  readonly link: RegisterLink;
}

/** What a school year's rows of Education lack, to leads and admins in August (of the year that has ended) and in January. */
export function educationMissing({ year, schools, missing, link }: EducationMissing): Letter {
  const where = schools === 1 ? "one school" : `${schools} schools`;
  const what = missing === 1 ? "One cell is" : `${missing} cells are`;
  return mailOf("Student safety register: Education is not complete", [
    `${what} empty in Education for ${year}, at ${where}.`,
    "The tab keeps the year's lessons on trafficking, the notice to parents and the staff training. Who asks for it later asks for days and counts.",
    toRegister(link),
    ...toBeDone(
      "Ask each school's contact to fill in its rows: days, counts, who taught. No student's name.",
      "Evidence of a year, in the Form's menu, lists what is missing by school.",
    ),
    notAsMail,
  ]);
}
