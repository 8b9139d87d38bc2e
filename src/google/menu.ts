/** The menu in the Form editor. */

/** Adds the menu. Runs as a simple trigger, which may ask Google for nothing else. */
export function addMenu(): void {
  const menu = FormApp.getUi()
    .createMenu("Student safety")
    .addItem("Set up", "setUp")
    .addItem("Settings", "settings")
    .addItem("Check", "runCheck")
    .addItem("Who can open what", "whoCanOpen")
    .addItem("Print a record", "printRecord")
    .addItem("Evidence of a year", "yearEvidence")
    .addItem("Drill", "runDrill");
  menu
    .addSeparator()
    .addItem("Upgrade", "upgrade")
    .addItem("Roll over", "rollOver")
    .addItem("Hand over", "handOver")
    .addItem("Uninstall", "uninstall")
    .addToUi();
}
