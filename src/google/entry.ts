/**
 * Where Google enters the script. Wraps every function that Google calls (by a trigger, from the menu or from a page), reads an edit event,
 * and shows the menu and the dialogs.
 */

import { throwNoted } from "../attempt";
import { menuItems, menuTitle, oftenChosen, refusedPage, seldomChosen } from "../menu";
import type { Page } from "../parts-of-a-page";
import type { RegisterName } from "../ports";
import type { TouchedRows } from "../register/read/ranges";
import { registersOf } from "../registers/kinds";
import { type Run, startRun } from "../run";
import { tabs } from "../tabs";
import { failureText } from "./google-errors";
import { type GooglePorts, googlePorts } from "./workspace";

/**
 * Makes a function that Google can call: it starts a run and does `work` with it. If a run fails, Google emails the error's text to the
 * account that installed the trigger. So the error is replaced by a code and our own words (design 2.10). `formOf`: the Form that an event
 * has with it.
 */
export function entryFunction<E, R>(
  work: (run: Run & GooglePorts, event: E) => R,
  formOf: (event: E) => GoogleAppsScript.Forms.Form | undefined = () => undefined,
): (event: E) => R {
  return (event) => {
    try {
      const run = startRun(googlePorts(formOf(event)), tabs);
      const done = work(run, event);
      throwNoted(run);
      return done;
    } catch (error) {
      throw new Error(failureText(error));
    }
  };
}

/**
 * Reads an edit event: which register was edited (by the spreadsheet's id), which rows, and by whom. If the spreadsheet is not a register,
 * it returns no rows.
 */
export function readEditEvent(
  { memory }: Run,
  event: GoogleAppsScript.Events.SheetsOnEdit,
): [RegisterName, TouchedRows] {
  const ids = memory.get("registers");
  const id = event.source.getId();
  const name = registersOf(memory).find((register) => ids[register] === id);
  // Google gives the range's members as plain numbers; rows count from 1 (platform.md 1). The published types list only the methods.
  const range = event.range as unknown as { readonly rowStart: number; readonly rowEnd: number };
  // If Google does not name the editor, `user` or its address is missing.
  const user = event.user as { getEmail?(): string; email?: string } | undefined;
  const who = user?.email ?? user?.getEmail?.() ?? "";
  // A file that a roll-over has replaced is no longer a register, so there is nothing to do.
  const rows: TouchedRows["rows"] = name === undefined ? [] : [[range.rowStart - 1, range.rowEnd]];
  return [name ?? "main", { rows, who }];
}

// The menu and the dialogs in the Form's editor.

const usual = { width: 600, height: 560 } as const;
const wide = { width: 1000, height: 620 } as const;

/**
 * Shows a page in a dialog whose title is the menu item. The title stays while the pages inside change. The script does not wait until the
 * dialog is closed.
 */
function showPage(item: keyof typeof menuItems, page: Page): void {
  const { width, height } = page.isWide === true ? wide : usual;
  // The data is inside a script element, and only "<" could end that element.
  const first = JSON.stringify(page).replace(/</g, "\\u003c");
  const output = HtmlService.createHtmlOutputFromFile("Dialog")
    .append(`<script type="application/json" id="first">${first}</script>`)
    .setWidth(width)
    .setHeight(height);
  // If the page has the same title as the menu item, the window does not repeat it.
  const words = menuItems[item];
  const title = page.title === words ? menuTitle : `${menuTitle}: ${words}`;
  FormApp.getUi().showModalDialog(output, title);
}

/** Makes the function of a menu item. If it fails, a dialog also says why, since Google's own message disappears by itself. */
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
        // Without permission to show a dialog, people see only Google's own message.
      }
      throw error;
    }
  };
}

/** Adds the menu. It runs as a simple trigger, which may not use anything that needs a permission. */
export function addMenu(): void {
  const menu = FormApp.getUi().createMenu(menuTitle);
  for (const [call, words] of Object.entries(oftenChosen)) menu.addItem(words, call);
  menu.addSeparator();
  for (const [call, words] of Object.entries(seldomChosen)) menu.addItem(words, call);
  menu.addToUi();
}

/**
 * Ends the run and makes Google ask the person for the permissions that are missing (platform.md 1). Does nothing if none is missing or if
 * Google does not ask here; the call that needs the permission then fails and says so.
 */
export function askForPermissions(): void {
  ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL);
}
