/** The menu, and the dialog with its page. */
import type { Door } from "../../../tests/conformance/table/door";
import type { View } from "./view";

const width = 620;
const height = 560;

/** A simple trigger: may build the menu and ask Google for nothing else. */
export function addMenu({ FormApp }: Door): void {
  FormApp.getUi()
    .createMenu("Probe")
    .addItem("Run the probe", "runProbe")
    .addSeparator()
    .addItem("Clean up", "cleanUp")
    .addToUi();
}

export function show({ FormApp, HtmlService }: Door, view: View): void {
  // Inside a script element nothing but "<" can end it.
  const first = JSON.stringify(view).replace(/</g, "\\u003c");
  const output = HtmlService.createHtmlOutputFromFile("Probe")
    .append(`<script type="application/json" id="first">${first}</script>`)
    .setTitle("Probe")
    .setWidth(width)
    .setHeight(height);
  FormApp.getUi().showModalDialog(output, "Probe");
}
