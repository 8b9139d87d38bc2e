/** Pages of the dialogs in the Form editor. */
import type { Page } from "../dialog/page-data";
import { refusedPage } from "../dialog/result-pages";
import type { Workspace } from "../ports";
import { entryFunction } from "./entry";

const width = 600;
const height = 560;

/** The script does not wait for the dialog. */
function showPage(page: Page): void {
  // Inside a script element nothing but "<" can end it.
  const first = JSON.stringify(page).replace(/</g, "\\u003c");
  const output = HtmlService.createHtmlOutputFromFile("Dialog")
    .append(`<script type="application/json" id="first">${first}</script>`)
    .setWidth(width)
    .setHeight(height);
  FormApp.getUi().showModalDialog(output, `Student safety: ${page.title}`);
}

/** A command of the menu. Where it fails the person reads why in the dialog too: Google's own line goes away by itself. */
export function menuCommand(page: (workspace: Workspace) => Page): (event: unknown) => void {
  const run = entryFunction((workspace) => showPage(page(workspace)));
  return (event) => {
    try {
      run(event);
    } catch (error) {
      try {
        showPage(refusedPage(error instanceof Error ? error.message : ""));
      } catch {
        // Without that permission only Google's line is left.
      }
      throw error;
    }
  };
}
