/** Whom Google takes into a list of people: of a file's editors, or of a protection's. */
import { account } from "../accounts";
import { type DriveFile, GoogleError, ownWords, type Store, shareDomain } from "../service";

/** The switches that decide it. */
type Answers = Readonly<Record<string, string>>;

/** @throws GoogleError for an address without an account, unless Google invites it. */
export function mustBeKnown(store: Store, address: string, assume: Answers): void {
  const { exists, suspended } = account(store, address);
  if (exists && !(suspended && assume["suspendedAddress"] === "refused")) return;
  switch (assume["unknownAddress"]) {
    case "invites":
      return;
    case "does-not-exist":
      throw new GoogleError("User does not exist");
    case "no-such-user":
      throw new GoogleError("No such user.");
    default:
      throw new GoogleError(`Invalid email: ${address}`);
  }
}

/** @throws GoogleError for an address that nothing of `owner`'s is shared with. */
export function mustBeAllowed(store: Store, owner: string, address: string, assume: Answers): void {
  mustBeKnown(store, address, assume);
  if (!shareDomain(owner, address) && assume["outsideSharing"] === "refused") {
    throw new GoogleError(ownWords("The organization's policy allows no sharing outside of it"));
  }
}

/** @throws GoogleError for an address that a file is not shared with, and for one too many. */
export function mustShare(store: Store, file: DriveFile, address: string, assume: Answers): void {
  mustBeAllowed(store, file.owner, address, assume);
  const { editors, viewers } = file;
  const isIn = address === file.owner || editors.includes(address) || viewers.includes(address);
  if (!isIn && editors.length + viewers.length >= Number(assume["shareLimit"] ?? 600)) {
    throw new GoogleError(ownWords("The file cannot be shared with more people"));
  }
}
