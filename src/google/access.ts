/** Who can open a register: through SpreadsheetApp, which answers any admin, and Drive, where it answers (design 2.11). */
import type { Access } from "../workspace";
import { driveService } from "./advanced-services";

function isNotFound(error: unknown): boolean {
  return /File not found|Requested entity was not found/.test(String(error));
}

export function googleAccess(): Access {
  return {
    editors(id) {
      return SpreadsheetApp.openById(id)
        .getEditors()
        .map((user) => user.getEmail().toLowerCase());
    },
    add(id, address) {
      SpreadsheetApp.openById(id).addEditor(address);
    },
    remove(id, address) {
      SpreadsheetApp.openById(id).removeEditor(address);
    },
    removeViewer(id, address) {
      SpreadsheetApp.openById(id).removeViewer(address);
    },
    sharing(id) {
      try {
        const fields = "permissions(type,role,emailAddress)";
        const permissions = driveService().Permissions.list(id, { fields }).permissions ?? [];
        const isOpen = permissions.some(({ type }) => type === "anyone" || type === "domain");
        const viewers = permissions.flatMap(({ role, emailAddress }) =>
          role === "reader" || role === "commenter" ? (emailAddress?.toLowerCase() ?? []) : [],
        );
        return { open: isOpen ? "link-or-domain" : "no", viewers };
      } catch (error) {
        if (isNotFound(error)) return { open: "cannot-see", viewers: [] };
        throw error;
      }
    },
  };
}
