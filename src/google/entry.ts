/** What every function that Google calls by a trigger, from the menu or from a page has around it; what an edit event says; the menu and the dialogs. */

import { throwNoted } from "../attempt";
import { menuItems, menuTitle, oftenChosen, refusedPage, seldomChosen } from "../dialog/menu";
import type { Page } from "../dialog/page-data";
import { type RegisterName, registerNames } from "../ports";
import type { TouchedRows } from "../register/read/ranges";
import { readRegisterIds } from "../register/register-kinds";
import { type Run, startRun } from "../run";
import { failureText } from "./google-errors";
import { type GooglePorts, googlePorts } from "./workspace";

/**
 * Makes the run and does `work` with it. Google mails the error text of a failed run to the account that installed the trigger, so only a code and
 * our own words leave the run (design 2.10).
 */
export function entryFunction<E, R>(
  work: (run: Run & GooglePorts, event: E) => R,
): (event: E) => R {
  return (event) => {
    try {
      const run = startRun(googlePorts());
      const done = work(run, event);
      throwNoted(run);
      return done;
    } catch (error) {
      throw new Error(failureText(error));
    }
  };
}

/** The range of an event, whose members Google gives as plain numbers; rows and columns are counted from 1 (platform.md 1). */
interface SerialisedRange {
  readonly rowStart: number;
  readonly rowEnd: number;
}

/** The register (by the spreadsheet's id), the rows and the editor of an event. No rows for a file that is no register of ours. */
export function readEditEvent(
  { memory }: Run,
  event: GoogleAppsScript.Events.SheetsOnEdit,
): [RegisterName, TouchedRows] {
  const ids = readRegisterIds(memory);
  const id = event.source.getId();
  const name = registerNames.find((register) => ids[register] === id);
  // The published types have only the methods.
  const range = event.range as unknown as SerialisedRange;
  // Where Google does not name the editor, `user` or its address is missing.
  const user = event.user as { getEmail?(): string; email?: string } | undefined;
  const who = user?.email ?? user?.getEmail?.() ?? "";
  // A file that another one has replaced is no register any more: nothing is done.
  const rows: TouchedRows["rows"] = name === undefined ? [] : [[range.rowStart - 1, range.rowEnd]];
  return [name ?? "main", { rows, who }];
}

// The menu and the dialogs in the Form's editor.

const usual = { width: 600, height: 560 } as const;
const wide = { width: 1000, height: 620 } as const;

/**
 * Shows a page in a dialog under the words of a menu item: the window's title stays while the pages in it change. The script does not wait
 * for it to be closed.
 */
function showPage(item: keyof typeof menuItems, page: Page): void {
  const { width, height } = page.isWide === true ? wide : usual;
  // The page's data stands inside a script element, which nothing but "<" could end.
  const first = JSON.stringify(page).replace(/</g, "\\u003c");
  const output = HtmlService.createHtmlOutputFromFile("Dialog")
    .append(`<script type="application/json" id="first">${first}</script>`)
    .setWidth(width)
    .setHeight(height);
  // A page that is called as its item says so itself.
  const words = menuItems[item];
  const title = page.title === words ? menuTitle : `${menuTitle}: ${words}`;
  FormApp.getUi().showModalDialog(output, title);
}

/** Makes the function of a menu item. Where the command fails, the dialog says why too, since Google's own line disappears by itself. */
export function menuCommand(
  item: keyof typeof menuItems,
  page: (run: Run) => Page,
): (event: unknown) => void {
  const show = entryFunction((run) => showPage(item, page(run)));
  return (event) => {
    try {
      show(event);
    } catch (error) {
      try {
        showPage(item, refusedPage(error instanceof Error ? error.message : ""));
      } catch {
        // Without the permission to show a dialog only Google's line is left.
      }
      throw error;
    }
  };
}

/** Adds the menu. Runs as a simple trigger, which may ask Google for nothing else. */
export function addMenu(): void {
  const menu = FormApp.getUi().createMenu(menuTitle);
  for (const [call, words] of Object.entries(oftenChosen)) menu.addItem(words, call);
  menu.addSeparator();
  for (const [call, words] of Object.entries(seldomChosen)) menu.addItem(words, call);
  menu.addToUi();
}

/**
 * Ends the run and has Google ask the person for permissions that are not granted (platform.md 1). Where all are granted, or Google does
 * not ask in this place, it does nothing: the call that needs the permission will fail and say so.
 */
export function askForPermissions(): void {
  ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
}
