/** The menu in the Form editor. */
import { menuTitle, oftenChosen, seldomChosen } from "../dialog/menu-items";

/** Adds the menu. Runs as a simple trigger, which may ask Google for nothing else. */
export function addMenu(): void {
  const menu = FormApp.getUi().createMenu(menuTitle);
  for (const [call, words] of Object.entries(oftenChosen)) menu.addItem(words, call);
  menu.addSeparator();
  for (const [call, words] of Object.entries(seldomChosen)) menu.addItem(words, call);
  menu.addToUi();
}
