/** The admin's menu in the Form editor, and the plain answers that its commands give. */

/** A simple trigger: may build the menu and ask Google for nothing else. */
export function addMenu(): void {
  FormApp.getUi().createMenu("Student safety").addItem("Set up", "setUp").addToUi();
}

/** Tells the person at the menu how it went. */
export function tell(title: string, text: string): void {
  const ui = FormApp.getUi();
  ui.alert(title, text, ui.ButtonSet.OK);
}
