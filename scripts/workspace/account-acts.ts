/** What an administrator of the Workspace does with accounts, and what that does to files and triggers. */
import { account } from "./accounts";
import { driveSlice, type Store } from "./service";
import { installedTriggers, removeTrigger } from "./services/script/store";

/** Its triggers are gone; its names in files too, unless `assume.deletedEditors` is "listed". What it owned stays where it is. */
export function deleteAccount(
  store: Store,
  address: string,
  assume: Readonly<Record<string, string>>,
): void {
  const { address: gone } = Object.assign(account(store, address), { exists: false });
  for (const { id, owner } of installedTriggers(store)) {
    if (owner === gone) removeTrigger(store, id);
  }
  if (assume["deletedEditors"] === "listed") return;
  for (const file of Object.values(driveSlice(store).files)) {
    file.editors = file.editors.filter((editor) => editor !== gone);
    file.viewers = file.viewers.filter((viewer) => viewer !== gone);
  }
}

/** Another account owns all that one owned; who owned it may still edit it. */
export function transferFiles(store: Store, from: string, to: string): void {
  const owner = to.toLowerCase();
  for (const file of Object.values(driveSlice(store).files)) {
    if (file.owner !== from.toLowerCase()) continue;
    file.editors = [...file.editors.filter((editor) => editor !== owner), file.owner];
    file.viewers = file.viewers.filter((viewer) => viewer !== owner);
    file.owner = owner;
  }
}
