/** The admin's menu in the Form editor, and the plain answers that its commands give. */

/** A simple trigger: may build the menu and ask Google for nothing else. */
export function addMenu(): void {
  FormApp.getUi()
    .createMenu("Student safety")
    .addItem("Set up", "setUp")
    .addItem("Settings", "settings")
    .addItem("Check", "runCheck")
    .addItem("Who can open what", "whoCanOpen")
    .addItem("Upgrade", "upgrade")
    .addItem("Hand over", "handOver")
    .addItem("Uninstall", "uninstall")
    .addToUi();
}

/** Tells the person at the menu how it went. */
export function say(title: string, lines: readonly string[]): void {
  const ui = FormApp.getUi();
  ui.alert(title, lines.join("\n\n"), ui.ButtonSet.OK);
}

/** Asks the person at the menu; false for no, and where they close the question. The lock must not be held. */
export function confirmed(title: string, question: string): boolean {
  const ui = FormApp.getUi();
  return ui.alert(title, question, ui.ButtonSet.YES_NO) === ui.Button.YES;
}
