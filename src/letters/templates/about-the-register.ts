/**
 * The mails about rows, tabs and cells of a register that somebody has changed. They have names of tabs and references, and nothing else
 * (design 2.10).
 */

import type { CaseReference, RegisterLink } from "../../case/model/case-reference";
import type { TabId } from "../../register/columns";
import { tabs } from "../../register/tabs";
import {
  alert,
  dash,
  fact,
  heading,
  type Letter,
  mailOf,
  notAsMail,
  toBeDone,
  toRegister,
} from "../format/letter";

export interface RowsMissing {
  /** Tabs that were deleted and made again, empty. */
  readonly tabs: readonly TabId[];
  /** Cases in immediate danger whose row is gone. */
  readonly dangers: readonly CaseReference[];
  readonly link: RegisterLink;
}

/** To leads and admins: rows are missing, and how to restore them. Nothing about who did what, since nobody knows. */
export function rowsMissing({ tabs: made, dangers, link }: RowsMissing): Letter {
  const titles = made.map((id) => tabs[id].title).join(", ");
  return mailOf("Student safety register: rows are missing", [
    "Rows are missing from a register. Please look today.",
    ...(dangers.length === 0
      ? []
      : [
          alert(
            "Immediate danger, no call on record, and the row is gone. Find out now whether an agency was called.",
          ),
          ...dangers.map((one) => fact("Case", one)),
        ]),
    ...(made.length === 0 ? [] : [fact("Tabs that were deleted, and are back empty", titles)]),
    "Reports that the Form still has come back by themselves within ten minutes, some under a new case number. What people ticked, typed and noted does not.",
    ...toBeDone(
      "Open the register. Choose File, Version history, See version history.",
      "Find the last version that has the missing rows, and choose Restore this version.",
      "Copy over what people typed after that version. Reports from after it come back by themselves.",
      "If someone restored an earlier version on purpose, only that last step is left.",
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
  readonly link: RegisterLink;
}

/** To everybody who may open the register: nobody can know whose typing Google refused during the roll-over. */
export function registerMoved({ link }: RegisterMoved): Letter {
  return mailOf("Student safety register: it is a new file", [
    "The register is a new file. Please open it once from here.",
    "Open cases are in it as they were. Bookmarks and links in earlier emails lead to the old file, which you can no longer open.",
    toRegister(link),
    ...toBeDone(
      "If Google refused what you typed just before this email, it is not in the register. Type it again.",
      "Bookmark the new file, and delete the old bookmark.",
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
