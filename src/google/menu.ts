/** The menu in the Form editor. */

/** Its name, and how the windows that it opens begin theirs. */
export const menuTitle = "Student safety";

/** The function that each item calls, and its words; the second list stands below a line. */
const often = {
  setUp: "Set up",
  settings: "Settings",
  runCheck: "Check",
  whoCanOpen: "Who can open what",
  printRecord: "Print a record",
  yearEvidence: "Evidence of a year",
  runDrill: "Drill",
} as const;
const seldom = {
  upgrade: "Upgrade",
  rollOver: "Roll over",
  handOver: "Hand over",
  uninstall: "Uninstall",
} as const;

/** Every item: function → words. */
export const menuItems = { ...often, ...seldom } as const;

/** Adds the menu. Runs as a simple trigger, which may ask Google for nothing else. */
export function addMenu(): void {
  const menu = FormApp.getUi().createMenu(menuTitle);
  for (const [call, words] of Object.entries(often)) menu.addItem(words, call);
  menu.addSeparator();
  for (const [call, words] of Object.entries(seldom)) menu.addItem(words, call);
  menu.addToUi();
}
