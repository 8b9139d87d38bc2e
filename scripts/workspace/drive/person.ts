/** What people do in a file's own "Share" dialog. This involves no script, uses no quota and sends no email. */
import { type DriveFile, driveSlice, GoogleError, type Store, takeOut } from "../service";
import type { Outcome } from "../sheets/person";
import { mustBeAllowed } from "./files";

const mayNotShare = "You need permission to share this file.";

/** The file, if this person may share it: the owner, or an editor where the file lets editors share. Otherwise a refusal. */
function sharedBy(store: Store, fileId: string, as: string): Outcome<DriveFile> {
  const file = driveSlice(store).files[fileId];
  if (file === undefined || file.trashed) return { refused: mayNotShare };
  const may = file.owner === as || (file.writersCanShare && file.editors.includes(as));
  return may ? { done: file } : { refused: mayNotShare };
}

/** Gives someone a role, which replaces the one that they had. */
export function addPerson(
  store: Store,
  fileId: string,
  person: { readonly address: string; readonly role: "editor" | "viewer" },
  as: string,
  assume: Readonly<Record<string, string>> = {},
): Outcome<null> {
  const opening = sharedBy(store, fileId, as);
  if ("refused" in opening) return opening;
  const { done: file } = opening;
  const { address, role } = person;
  // Google invites people who have no account. The sharing policy applies to them, too.
  try {
    mustBeAllowed(store, file.owner, address, { ...assume, unknownAddress: "invites" });
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return { refused: error.message };
  }
  if (address === file.owner) return { refused: "The owner has every right already." };
  takeOut(file, address);
  (role === "editor" ? file.editors : file.viewers).push(address);
  return { done: null };
}

/** Takes away someone's access. Editors and viewers can also remove themselves. */
export function removePerson(
  store: Store,
  fileId: string,
  address: string,
  as: string,
): Outcome<null> {
  const opening: Outcome<DriveFile> =
    address === as && as !== driveSlice(store).files[fileId]?.owner
      ? ownAccess(store, fileId)
      : sharedBy(store, fileId, as);
  if ("refused" in opening) return opening;
  const { done: file } = opening;
  if (address === file.owner) return { refused: "The owner cannot be removed." };
  if (![...file.editors, ...file.viewers].includes(address)) {
    return { refused: "This person has no access." };
  }
  takeOut(file, address);
  return { done: null };
}

function ownAccess(store: Store, fileId: string): Outcome<DriveFile> {
  const file = driveSlice(store).files[fileId];
  return file === undefined ? { refused: mayNotShare } : { done: file };
}

/** Sets who can open the file by its link. */
export function setLinkSharing(
  store: Store,
  fileId: string,
  to: DriveFile["linkSharing"],
  as: string,
): Outcome<null> {
  const opening = sharedBy(store, fileId, as);
  if ("refused" in opening) return opening;
  opening.done.linkSharing = to;
  return { done: null };
}
