/** Who can open a file: the port Access on DriveApp and the Drive API. */
import type { Access } from "../ports";
import { driveService } from "./advanced-services";
import { googleDiagnosis } from "./error-diagnosis";
import { withAddressRefusal } from "./refused-editors";

const notSeen = { viewers: [], editors: null, groups: [], mayShareOn: false } as const;

/** The port Access. Throws `AddressRefused` where Google refuses an address. */
export function googleAccess(): Access {
  // Long, since it is a method for each member of the port, which share the files that were opened.
  const opened = new Map<string, GoogleAppsScript.Spreadsheet.Spreadsheet>();
  const open = (id: string) => {
    const file = SpreadsheetApp.openById(id);
    opened.set(id, file);
    return file;
  };
  /** Opening a file is a call, so an opened one is kept for the run. */
  const fileOf = (id: string) => opened.get(id) ?? open(id);
  return {
    // Opened anew: whether an opened file tells of editors who were added since is not documented.
    editors(id) {
      return open(id)
        .getEditors()
        .map((user) => user.getEmail().toLowerCase());
    },
    owner(id) {
      // Null on a shared drive, which the published types do not say.
      const owner = fileOf(id).getOwner() as GoogleAppsScript.Base.User | null;
      return owner === null ? null : owner.getEmail().toLowerCase();
    },
    add(id, address) {
      const file = fileOf(id);
      withAddressRefusal(() => file.addEditor(address));
    },
    remove(id, address) {
      const file = fileOf(id);
      withAddressRefusal(() => file.removeEditor(address));
    },
    removeViewer(id, address) {
      const file = fileOf(id);
      withAddressRefusal(() => file.removeViewer(address));
    },
    sharing(id) {
      try {
        const fields = "permissions(type,role,emailAddress)";
        const permissions = driveService().Permissions.list(id, { fields }).permissions ?? [];
        // Scripts can open a file in the bin as before; Google deletes it after 30 days.
        const { trashed, writersCanShare } = driveService().Files.get(id, {
          fields: "trashed,writersCanShare",
        });
        const isOpen = permissions.some(({ type }) => type === "anyone" || type === "domain");
        const viewing = permissions.filter(({ role }) => role === "reader" || role === "commenter");
        const addressesOf = (some: typeof permissions) =>
          some.flatMap(({ emailAddress }) => emailAddress?.toLowerCase() || []);
        return {
          open: trashed ? "in-bin" : isOpen ? "link-or-domain" : "no",
          viewers: addressesOf(viewing),
          editors: addressesOf(permissions.filter((one) => !viewing.includes(one))),
          groups: addressesOf(permissions.filter(({ type }) => type === "group")),
          mayShareOn: writersCanShare === true,
        };
      } catch (error) {
        const { kind } = googleDiagnosis().troubleOf(error);
        if (kind === "file-gone" || kind === "permission") {
          return { ...notSeen, open: "cannot-see" };
        }
        if (kind === "service-off") return { ...notSeen, open: "service-off" };
        throw error;
      }
    },
    keepToOwner(id) {
      driveService().Files.update({ writersCanShare: false }, id);
    },
  };
}
