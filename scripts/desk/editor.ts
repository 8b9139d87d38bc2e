/** The Form's editor with the script's menu and dialogs, for people who can edit the Form. */
import { storedForm } from "../workspace/forms";
import {
  type ClientSettings,
  closeDialogOf,
  dialogError,
  dialogOf,
  dialogPage,
  type LocalWorkspace,
  shown,
} from "../workspace/index";
import { driveSlice } from "../workspace/service";
import { addressAtDesk, DeskRefused } from "./people";

const needsAccess =
  'You need access to edit this form. The district admin has it: choose them at "You are".';

export interface DialogCall {
  /** The number of the dialog. */
  readonly dialog: number;
  readonly function: string;
  readonly args: readonly unknown[];
}

export class EditorDesk {
  constructor(private readonly workspace: LocalWorkspace) {}

  /** Someone loads the editor: `onOpen` runs, and no dialog is open any more. */
  load(as: string) {
    const { workspace } = this;
    const address = addressAtDesk(as);
    if (workspace.mayOpenEditor(address)) {
      closeDialogOf(workspace.store, address);
      workspace.openEditor(address);
    }
    return this.view(as);
  }

  view(as: string) {
    const { store, containerId } = this.workspace;
    const address = addressAtDesk(as);
    if (!this.workspace.mayOpenEditor(address)) {
      return { refused: needsAccess, form: null, menus: [], dialog: null };
    }
    const { title, published, acceptsResponses, items } = storedForm(store, containerId);
    const { owner = "", editors = [] } = driveSlice(store).files[containerId] ?? {};
    return {
      refused: null,
      form: {
        title,
        open: published && acceptsResponses,
        questions: items.filter(({ type }) => type !== "PAGE_BREAK" && type !== "SECTION_HEADER")
          .length,
        owner,
        editors,
      },
      menus: this.menusOf(address),
      dialog: this.dialogView(address),
    };
  }

  /** Someone clicks a menu item. @throws DeskRefused if they have no such item. */
  click(as: string, functionName: string) {
    const { workspace } = this;
    const address = addressAtDesk(as);
    const items = this.menusOf(address).flatMap((menu) => menu.items);
    if (!items.some((item) => item.function === functionName)) {
      throw new DeskRefused("There is no such item in your menu. Load the editor again.");
    }
    const { error } = workspace.clickMenu(functionName, address);
    return { ...this.view(as), error };
  }

  /** The HTML that a browser gets for a dialog. @throws DeskRefused if the dialog is not open. */
  page(dialog: number): string {
    this.personAt(dialog);
    const { workspace } = this;
    const functions = [...workspace.functions].filter((name) => !name.endsWith("_"));
    // The answers to this doubt are limited to these (doubts.ts).
    const replies = workspace.assume["dialogReplies"] as ClientSettings["replies"];
    const html = shown(workspace.store).dialogs[dialog]?.html ?? "";
    return dialogPage(html, { functions, replies });
  }

  /** The page of a dialog calls a function as the person who opened it. @throws DeskRefused if the dialog is not open. */
  call({ dialog, function: functionName, args }: DialogCall) {
    const person = this.personAt(dialog);
    const result = this.workspace.callFromDialog(functionName, person, args);
    return {
      value: result.ok ? result.value : undefined,
      error: result.ok ? undefined : dialogError(this.workspace.assume, result.error),
    };
  }

  /** The person or the page closes the dialog. */
  close(dialog: number): void {
    const { store } = this.workspace;
    const person = shown(store).dialogs[dialog]?.to ?? "";
    if (dialogOf(store, person)?.number === dialog) closeDialogOf(store, person);
  }

  private personAt(dialog: number): string {
    const { store } = this.workspace;
    const person = shown(store).dialogs[dialog]?.to ?? "";
    if (dialogOf(store, person)?.number !== dialog) {
      throw new DeskRefused("That dialog is not open any more.");
    }
    return person;
  }

  private menusOf(address: string) {
    return Object.entries(shown(this.workspace.store).menus[address] ?? {}).map(
      ([caption, entries]) => ({
        caption,
        items: entries.flatMap((entry) => (entry.kind === "item" ? [entry] : [])),
      }),
    );
  }

  /** The dialog that someone has open. Its size is in pixels; if the script sets none, a guess at Google's default. */
  private dialogView(address: string) {
    const open = dialogOf(this.workspace.store, address);
    if (open === null) return null;
    const { number, title, width, height } = open;
    return { number, title, width: width ?? 600, height: height ?? 400 };
  }
}
