/** Drive v3 permissions.list: who can open a file, links and domains included. sheets-api.md 10. */
import { z } from "zod";
import { account } from "../accounts";
import type { CallContext, DriveFile } from "../service";
import { asAdvancedCall, pathParameter } from "../sheets/access";
import { shown } from "../sheets/field-mask";
import { flag, integer, message, text } from "../sheets/payload";
import { options, replyMask, visibleFile } from "./files";

const ListResource = message({
  kind: text,
  nextPageToken: text,
  permissions: z.array(
    message({
      kind: text,
      id: text,
      type: text,
      role: text,
      emailAddress: text,
      domain: text,
      allowFileDiscovery: flag,
      deleted: flag,
      pendingOwner: flag,
      expirationTime: text,
      view: text,
    }),
  ),
});

function permissions(
  file: DriveFile,
  isGroup: (address: string) => boolean,
): Record<string, unknown>[] {
  const kind = "drive#permission";
  const people = [
    { role: "owner", addresses: [file.owner] },
    { role: "writer", addresses: file.editors },
    { role: "reader", addresses: file.viewers },
  ].flatMap(({ role, addresses }) =>
    addresses.map((emailAddress) => ({
      kind,
      id: `user:${emailAddress}`,
      type: isGroup(emailAddress) ? "group" : "user",
      role,
      emailAddress,
      deleted: false,
      pendingOwner: false,
    })),
  );
  // The role that a link or a domain gets is not kept; reading is the least that it can be.
  const open = { kind, role: "reader", allowFileDiscovery: false };
  if (file.linkSharing === "anyone")
    return [...people, { ...open, id: "anyoneWithLink", type: "anyone" }];
  if (file.linkSharing === "domain") {
    const domain = file.owner.slice(file.owner.lastIndexOf("@") + 1);
    return [...people, { ...open, id: `domain:${domain}`, type: "domain", domain }];
  }
  return people;
}

/** `Drive.Permissions.list(fileId, { fields })`. Shows id, type, role and kind only, unless `fields` asks for more. One page. */
export function listPermissions(context: CallContext, args: readonly unknown[]): unknown {
  const id = pathParameter(args[0], "fileId");
  const schema = message({ fields: text, pageSize: integer, supportsAllDrives: flag });
  const { fields } = options(schema, args[1], "permissions.list");
  return asAdvancedCall("drive.permissions.list", () => {
    const mask = replyMask(fields, ListResource, {
      kind: true,
      permissions: { id: true, type: true, role: true, kind: true },
    });
    const file = visibleFile(context, id);
    return shown(
      {
        kind: "drive#permissionList",
        permissions: permissions(file, (one) => account(context.store, one).isGroup === true),
      },
      mask,
    );
  });
}
