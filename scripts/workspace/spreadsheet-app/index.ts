/**
 * The local SpreadsheetApp, for one purpose only: reading and changing who may open or edit a file. The script never reads or writes cells
 * through it (design 2.3).
 */

import { mustBeKnown, mustShare } from "../drive/files";
import {
  type CallContext,
  type DriveFile,
  driveSlice,
  GoogleError,
  type Method,
  ownWords,
  type Ref,
  type ServiceClass,
} from "../service";
import {
  expectCount,
  expectText,
  globalClass,
  keyText,
  objectClass,
  planning,
  serviceCall,
  unmodelledArgument,
} from "../services/declare";
import { userRef } from "../services/session";
import { maySee } from "../sheets/access";
import { spreadsheetUrl } from "../sheets/replies/resource";

const scopes = ["spreadsheets"];

/**
 * The file of a spreadsheet that the user may see. A file in the trash opens like any other, unless `assume.apiOpensBin` is "no".
 * @throws GoogleError if there is no such spreadsheet or the user may not see it.
 */
function fileOf(context: CallContext, id: string): DriveFile {
  const file = driveSlice(context.store).files[id];
  if (file?.kind !== "spreadsheet") {
    throw new GoogleError(
      "No item with the given ID could be found. Possibly because you have not edited this item or you do not have permission to access it.",
    );
  }
  if (!maySee(file, context.user)) {
    throw new GoogleError("You do not have permissions to access the requested document.");
  }
  if (file.trashed && context.assume["apiOpensBin"] === "no") {
    throw new GoogleError(
      `Document ${id} is missing (perhaps it was deleted, or you don't have read access?)`,
    );
  }
  return file;
}

const spreadsheetRef = (id: string): Ref => ({ $ref: "Spreadsheet", key: id });

/**
 * Checks that the user may change who has access to the file.
 * @throws GoogleError in our own words if not.
 */
function sharing(context: CallContext, file: DriveFile): void {
  const may =
    file.owner === context.user || (file.writersCanShare && file.editors.includes(context.user));
  if (!may) throw new GoogleError(ownWords("You do not have permission to perform that action."));
}

function addressFrom(call: string, args: readonly unknown[]): string {
  expectCount(call, args, 1);
  const address = expectText(call, args[0], "the address").toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new GoogleError(`Invalid email: ${address}`);
  return address;
}

const method = (call: Method["call"]): Method => serviceCall(planning.plain, call, { scopes });

/** Declares a method that takes an address and changes who may open the file. */
function changing(
  name: string,
  change: (context: CallContext, file: DriveFile, address: string) => void,
): [string, Method] {
  const call = `Spreadsheet.${name}`;
  return [
    name,
    method((context, self, args) => {
      const file = fileOf(context, keyText(self));
      const address = addressFrom(call, args);
      sharing(context, file);
      change(context, file, address);
      return spreadsheetRef(file.id);
    }),
  ];
}

export const spreadsheetAppServices: readonly ServiceClass[] = [
  globalClass("Spreadsheet.SpreadsheetApp", {
    openById: method((context, _self, args) => {
      expectCount("SpreadsheetApp.openById", args, 1);
      const id = expectText("SpreadsheetApp.openById", args[0], "the id");
      return spreadsheetRef(fileOf(context, id).id);
    }),
  }),
  objectClass("Spreadsheet.Spreadsheet", {
    getId: method((_context, self) => keyText(self)),
    getUrl: method((context, self) => spreadsheetUrl(fileOf(context, keyText(self)).id)),
    getEditors: method((context, self) => {
      const file = fileOf(context, keyText(self));
      const listsOwner = context.assume["spreadsheetEditorsListOwner"] !== "no";
      return [...(listsOwner ? [file.owner] : []), ...file.editors].map(userRef);
    }),
    getOwner: method((context, self) => userRef(fileOf(context, keyText(self)).owner)),
    ...Object.fromEntries([
      changing("addEditor", ({ store, assume }, file, address) => {
        mustShare(store, file, address, assume);
        file.viewers = file.viewers.filter((viewer) => viewer !== address);
        if (address !== file.owner && !file.editors.includes(address)) file.editors.push(address);
      }),
      changing("removeViewer", ({ store, assume }, file, address) => {
        mustBeKnown(store, address, assume);
        file.viewers = file.viewers.filter((viewer) => viewer !== address);
      }),
      changing("removeEditor", ({ store, assume }, file, address) => {
        mustBeKnown(store, address, assume);
        if (address === file.owner) {
          unmodelledArgument("Spreadsheet.removeEditor", "the owner of the file");
        }
        file.editors = file.editors.filter((editor) => editor !== address);
      }),
    ]),
  }),
];
