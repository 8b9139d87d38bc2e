/** The menu and the dialogs in the Form's editor. */
import { menuItems, menuTitle, oftenChosen, refusedPage, seldomChosen } from "../dialog/menu";
import type { Page } from "../dialog/page-data";
import type { Run } from "../run";
import { entryFunction } from "./entry";

const usual = { width: 600, height: 560 } as const;
const wide = { width: 1000, height: 620 } as const;

/**
 * Shows a page in a dialog under the words of a menu item: the window's title stays while the pages in it change. The script does not wait
 * for it to be closed.
 */
function showPage(item: keyof typeof menuItems, page: Page): void {
  const { width, height } = page.isWide === true ? wide : usual;
  // The page's data stands inside a script element, which nothing but "<" could end.
  const first = JSON.stringify(page).replace(/</g, "\\u003c");
  const output = HtmlService.createHtmlOutputFromFile("Dialog")
    .append(`<script type="application/json" id="first">${first}</script>`)
    .setWidth(width)
    .setHeight(height);
  // A page that is called as its item says so itself.
  const words = menuItems[item];
  const title = page.title === words ? menuTitle : `${menuTitle}: ${words}`;
  FormApp.getUi().showModalDialog(output, title);
}

/** Makes the function of a menu item. Where the command fails, the dialog says why too, since Google's own line disappears by itself. */
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
        // Without the permission to show a dialog only Google's line is left.
      }
      throw error;
    }
  };
}

/** Adds the menu. Runs as a simple trigger, which may ask Google for nothing else. */
export function addMenu(): void {
  const menu = FormApp.getUi().createMenu(menuTitle);
  for (const [call, words] of Object.entries(oftenChosen)) menu.addItem(words, call);
  menu.addSeparator();
  for (const [call, words] of Object.entries(seldomChosen)) menu.addItem(words, call);
  menu.addToUi();
}
