/**
 * The kinds of message about a register: who can open it, and what was put right in it. Only ids of the desk's own tabs, case references
 * and addresses of staff are taken from a detail: its other texts could hold student data.
 */

import { refusalsByReason } from "../../case/messages/message-details";
import { tabIds } from "../../register/columns";
import { accessChanged, accessOpen, staffAndOthers } from "../templates/about-the-desk";
import {
  type FormulaFound,
  formulaFound,
  registerMoved,
  rowsMissing,
} from "../templates/about-the-register";
import { kind, toFile } from "./kind";

const toLeads = { to: "leads", tells: "other", inSealed: true } as const;

/** The place of a cell, such as "cases H12"; null and "?" for what is none of the desk's. */
function cellOf(place: string): FormulaFound["cells"][number] {
  const [tab, cell = ""] = place.split(" ");
  return [tabIds.find((id) => id === tab) ?? null, /^[A-Z]+\d+$/.test(cell) ? cell : "?"];
}

/** Kinds of message about a register. */
export const aboutARegister = {
  /** Names staff; other addresses are only counted, since one could be a student's. People have the roles of the day of the mail. */
  "access-changed": kind("access-changed", toLeads, accessChanged, (detail, writing, run) => {
    const people = (addresses: readonly string[]) => staffAndOthers(addresses, run.directory);
    return {
      added: people(detail.added),
      removed: people(detail.removed),
      notAdded: people(detail.notAdded),
      notRemoved: people(detail.notRemoved),
      refused: refusalsByReason(detail)
        .map(({ why, who }) => ({ why, who: people(who) }))
        .filter(({ who }) => who.staff.length + who.others > 0),
      now: people(detail.now),
      link: toFile(writing),
    };
  }),
  "access-open": kind("access-open", toLeads, accessOpen, ({ how }, writing) => ({
    how,
    link: toFile(writing),
  })),
  "rows-missing": kind("rows-missing", toLeads, rowsMissing, (missing, writing) => ({
    ...missing,
    link: toFile(writing),
  })),
  "formula-found": kind("formula-found", toLeads, formulaFound, ({ cells, more }, writing) => ({
    cells: cells.map(cellOf),
    more,
    link: toFile(writing),
  })),
  "register-moved": kind(
    "register-moved",
    { to: "everybody", tells: "other", inSealed: true },
    registerMoved,
    (_nothing, writing) => ({ link: toFile(writing) }),
  ),
};
