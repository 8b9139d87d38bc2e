/** Drive v3 permissions.list: who can open a file, links and domains included. sheets-api.md 10. */
import { z } from "zod";
import { account } from "../accounts";
import type { CallContext, DriveFile } from "../service";
import { asAdvancedCall, pathParameter } from "../sheets/access";
import { shown } from "../sheets/field-mask";
import { message, text } from "../sheets/payload";
import { options, replyMask, visibleFile } from "./files";

const Permission = message({ type: text, role: text, emailAddress: text, domain: text });
const ListResource = message({ permissions: z.array(Permission) });

function permissions(file: DriveFile, isGroup: (address: string) => boolean) {
  const people = [
    { role: "owner", addresses: [file.owner] },
    { role: "writer", addresses: file.editors },
    { role: "reader", addresses: file.viewers },
  ].flatMap(({ role, addresses }) =>
    addresses.map((emailAddress) => {
      return { type: isGroup(emailAddress) ? "group" : "user", role, emailAddress };
    }),
  );
  if (file.linkSharing === "none") return people;
  // The role that a link or a domain gets is not kept; reading is the least that it can be.
  const open = { type: file.linkSharing, role: "reader" };
  const domain = file.owner.slice(file.owner.lastIndexOf("@") + 1);
  return [...people, file.linkSharing === "domain" ? { ...open, domain } : open];
}

/** `Drive.Permissions.list(fileId, { fields })`. Shows type and role only, unless `fields` asks for more. One page. */
export function listPermissions(context: CallContext, args: readonly unknown[]): unknown {
  const id = pathParameter(args[0], "fileId");
  const schema = message({ fields: text });
  const { fields } = options(schema, args[1], "permissions.list");
  return asAdvancedCall("drive.permissions.list", () => {
    const mask = replyMask(fields, ListResource, { permissions: { type: true, role: true } });
    const isGroup = (address: string) => account(context.store, address).isGroup === true;
    return shown({ permissions: permissions(visibleFile(context, id), isGroup) }, mask);
  });
}
