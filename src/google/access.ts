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
    openToMany(id) {
      try {
        const list = driveService().Permissions.list(id, { fields: "permissions(id,type,role)" });
        const types = (list.permissions ?? []).map((permission) => permission.type);
        return types.some((type) => type === "anyone" || type === "domain")
          ? "link-or-domain"
          : "no";
      } catch (error) {
        if (isNotFound(error)) return "cannot-see";
        throw error;
      }
    },
  };
}
