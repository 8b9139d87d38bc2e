/** The menu in the Form's editor: its name, and the words of its items. */

/** Its name, and how the windows that it opens begin theirs. */
export const menuTitle = "Student safety";

/** What is chosen often: the function that each item calls, and its words. */
export const oftenChosen = {
  setUp: "Set up",
  settings: "Settings",
  runCheck: "Check",
  goLive: "Go live",
  runDrill: "Drill",
  whoCanOpen: "Who can open what",
  printRecord: "Print a record",
  yearEvidence: "Evidence of a year",
} as const;

/** What is chosen seldom: the items below the line in the menu. */
export const seldomChosen = {
  rollOver: "Roll over",
  stopAccount: "Stop using this account",
  uninstall: "Uninstall",
} as const;

/** Every item: function → words. */
export const menuItems = { ...oftenChosen, ...seldomChosen } as const;
