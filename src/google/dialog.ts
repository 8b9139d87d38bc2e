/** Shows a page of the dialogs in the Form editor. */
import type { Page } from "../upkeep/dialog/page";

const width = 600;
const height = 560;

/** Opens the dialog with this page; the script does not wait for it. */
export function showPage(page: Page): void {
  // Inside a script element nothing but "<" can end it.
  const first = JSON.stringify(page).replace(/</g, "\\u003c");
  const output = HtmlService.createHtmlOutputFromFile("Dialog")
    .append(`<script type="application/json" id="first">${first}</script>`)
    .setWidth(width)
    .setHeight(height);
  FormApp.getUi().showModalDialog(output, "Student safety");
}
