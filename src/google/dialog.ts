/** Shows a page of the dialogs in the Form editor. */
import type { Page } from "../dialog/page";
import { refusedPage } from "../dialog/result-pages";
import type { Workspace } from "../ports";
import { entry } from "./entry";

const width = 600;
const height = 560;

/** Opens the dialog with this page; the script does not wait for it. */
function showPage(page: Page): void {
  // Inside a script element nothing but "<" can end it.
  const first = JSON.stringify(page).replace(/</g, "\\u003c");
  const output = HtmlService.createHtmlOutputFromFile("Dialog")
    .append(`<script type="application/json" id="first">${first}</script>`)
    .setWidth(width)
    .setHeight(height);
  FormApp.getUi().showModalDialog(output, "Student safety");
}

/**
 * A command of the menu: shows the page that it makes. Where it fails the person reads the words in the dialog too, since
 * Google's own line for a failed script goes away by itself.
 */
export function command(page: (workspace: Workspace) => Page): (event: unknown) => void {
  const run = entry((workspace) => showPage(page(workspace)));
  return (event) => {
    try {
      run(event);
    } catch (error) {
      try {
        showPage(refusedPage(error instanceof Error ? error.message : ""));
      } catch {
        // Without the permission for dialogs only Google's line is left.
      }
      throw error;
    }
  };
}
