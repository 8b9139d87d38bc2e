/**
 * The part of Drive v3 that is modeled: making, finding, reading and changing files, and listing who has access. Also whether an address
 * can be added to a file. sheets-api.md 10.
 */
import { z } from "zod";
import { account } from "../accounts";
import {
  type CallContext,
  type DriveFile,
  domainOf,
  driveSlice,
  GoogleError,
  LocalRefusal,
  ownWords,
  type Store,
  shareDomain,
} from "../service";
import { asAdvancedCall, maySee, pathParameter, reaches } from "../sheets/access";
import { type Mask, parseMask, shown, unknownField } from "../sheets/field-mask";
import { flag, integer, message, oneOf, parsed, text, withoutNulls } from "../sheets/payload";
import { newSpreadsheet, sheetsSlice } from "../sheets/store";

const Permission = message({
  type: text,
  role: text,
  emailAddress: text,
  domain: text,
  deleted: flag,
});

function permissions(file: DriveFile, of: (address: string) => ReturnType<typeof account>) {
  const people = [
    { role: "owner", addresses: [file.owner] },
    { role: "writer", addresses: file.editors },
    { role: "reader", addresses: file.viewers },
  ].flatMap(({ role, addresses }) =>
    addresses.map((emailAddress) => {
      const { isGroup, exists } = of(emailAddress);
      return { type: isGroup ? "group" : "user", role, emailAddress, deleted: !exists };
    }),
  );
  if (file.linkSharing === "none") return people;
  // The store does not record the role of a link or a domain. "reader" is the lowest that it can be.
  const open = { type: file.linkSharing, role: "reader" };
  const domain = domainOf(file.owner);
  return [...people, file.linkSharing === "domain" ? { ...open, domain } : open];
}

const literal = String.raw`'((?:[^'\\]|\\.)*)'`;
const property = new RegExp(
  `^appProperties has \\{ ?key ?= ?${literal} and value ?= ?${literal} ?\\}`,
);
const trashed = /^trashed ?= ?(true|false)/;

type Test = (file: DriveFile) => boolean;

const unescaped = (written = ""): string => written.replace(/\\(.)/g, "$1");

const refused = (query: string): LocalRefusal =>
  new LocalRefusal(`modelled, but not with this argument: the query ${query}`);

/** The test that the first term of a query stands for, and the term's length in characters. */
function firstTerm(query: string): { test: Test; length: number } {
  const has = property.exec(query);
  if (has !== null) {
    const [whole, key, value] = has;
    const test: Test = ({ appProperties }) =>
      Object.entries(appProperties).some(
        ([name, content]) => name === unescaped(key) && content === unescaped(value),
      );
    return { test, length: whole.length };
  }
  const [whole, wanted] = trashed.exec(query) ?? [];
  if (whole === undefined) throw refused(query);
  return { test: (file) => file.trashed === (wanted === "true"), length: whole.length };
}

/**
 * The test that a file must pass to match a query: terms joined by "and".
 * @throws LocalRefusal for any other form of query.
 */
export function queryTest(query: string): Test {
  const tests: Test[] = [];
  let rest = query;
  for (;;) {
    const { test, length } = firstTerm(rest);
    tests.push(test);
    rest = rest.slice(length);
    if (rest === "") return (file) => tests.every((passes) => passes(file));
    if (!rest.startsWith(" and ")) throw refused(query);
    rest = rest.slice(" and ".length);
  }
}

const spreadsheetMime = "application/vnd.google-apps.spreadsheet";
const formMime = "application/vnd.google-apps.form";

const appProperties = z.record(z.string(), text, { error: "MESSAGE" });

const Created = message({
  name: text,
  mimeType: text,
  writersCanShare: flag,
  copyRequiresWriterPermission: flag,
  appProperties,
});

const Updated = message({
  name: text,
  writersCanShare: flag,
  copyRequiresWriterPermission: flag,
  trashed: flag,
  appProperties,
});

/** The fields of a file that a field mask may name. */
const FileResource = message({
  kind: text,
  id: text,
  name: text,
  mimeType: text,
  trashed: flag,
  writersCanShare: flag,
  copyRequiresWriterPermission: flag,
  permissions: z.array(Permission),
});
const ListResource = message({ files: z.array(FileResource) });

const defaultFields: Mask = { kind: true, id: true, name: true, mimeType: true };

function fileResource(file: DriveFile): Record<string, unknown> {
  return {
    kind: "drive#file",
    id: file.id,
    name: file.name,
    mimeType: file.kind === "spreadsheet" ? spreadsheetMime : formMime,
    trashed: file.trashed,
    writersCanShare: file.writersCanShare,
    copyRequiresWriterPermission: file.copyRequiresWriterPermission,
  };
}

/**
 * The mask that `fields` describes, or `otherwise` (what Drive returns without one).
 * @throws LocalRefusal for a field that is not modeled.
 */
export function replyMask(fields: string | undefined, schema: z.ZodType, otherwise: Mask): Mask {
  if (fields === undefined) return otherwise;
  const mask = parseMask(fields);
  const unknown = mask === null ? fields : unknownField(mask, schema, true);
  if (mask === null || unknown !== null) {
    throw new LocalRefusal(`modelled, but not with this argument: the field ${unknown ?? fields}`);
  }
  return mask;
}

/**
 * The options of a call, checked against a schema.
 * @throws LocalRefusal for an option that is not modeled.
 */
export function options<T extends z.ZodType>(
  schema: T,
  value: unknown,
  method: string,
): z.infer<T> {
  const result = schema.safeParse(withoutNulls(value ?? {}));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : issue?.path.join(".");
  throw new LocalRefusal(`modelled, but not with this argument: ${name ?? "options"} of ${method}`);
}

/**
 * A file that the script may see.
 * @throws GoogleError 404 if there is no such file, the user has no access, or the `drive.file` grant does not cover it.
 */
export function visibleFile(context: CallContext, id: string): DriveFile {
  const file = driveSlice(context.store).files[id];
  if (file === undefined || !reaches(context, file, "drive") || !maySee(file, context.user)) {
    throw new GoogleError(`File not found: ${id}.`);
  }
  return file;
}

/**
 * `Drive.Files.create(resource, null, options)`: makes an empty spreadsheet that the user owns. Without `ignoreDefaultVisibility` the file
 * gets the domain's default sharing, which is taken here to be "everyone in the domain".
 */
export function createFile(context: CallContext, args: readonly unknown[]): unknown {
  const [payload, blob, given] = args;
  if (blob !== undefined && blob !== null) {
    throw new LocalRefusal("modelled, but not with this argument: media of files.create");
  }
  const schema = message({ ignoreDefaultVisibility: flag, fields: text });
  const { ignoreDefaultVisibility, fields } = options(schema, given, "files.create");
  return asAdvancedCall("drive.files.create", () => {
    const asked = parsed(Created, withoutNulls(payload), []);
    if (asked.mimeType !== spreadsheetMime) {
      throw new LocalRefusal("modelled, but not with this argument: files other than spreadsheets");
    }
    const mask = replyMask(fields, FileResource, defaultFields);
    const drive = driveSlice(context.store);
    const id = `spreadsheet-${String(drive.nextFile).padStart(4, "0")}-synthetic`;
    drive.nextFile += 1;
    const file: DriveFile = {
      id,
      kind: "spreadsheet",
      name: asked.name ?? "Untitled",
      owner: context.user,
      editors: [],
      viewers: [],
      linkSharing: ignoreDefaultVisibility === true ? "none" : "domain",
      writersCanShare: asked.writersCanShare ?? true,
      copyRequiresWriterPermission: asked.copyRequiresWriterPermission ?? false,
      trashed: false,
      appProperties: { ...asked.appProperties },
      grantedTo: [context.user],
      createdAt: context.now,
    };
    drive.files[id] = file;
    sheetsSlice(context.store).spreadsheets[id] = newSpreadsheet(id, file.name);
    return shown(fileResource(file), mask);
  });
}

const oldestFirst = (one: DriveFile, other: DriveFile): number =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);

/**
 * `Drive.Files.list({ q, fields, orderBy, pageSize })`. With only the scope `drive.file`, lists only files that the grant covers. Always a
 * single page.
 */
export function listFiles(context: CallContext, args: readonly unknown[]): unknown {
  const schema = message({
    q: text,
    fields: text,
    orderBy: oneOf("orderBy", "createdTime"),
    pageSize: integer,
  });
  const { q, fields, orderBy, pageSize = 100 } = options(schema, args[0], "files.list");
  if (q === undefined || orderBy === undefined) {
    throw new LocalRefusal("modelled, but not with this argument: files.list without q or orderBy");
  }
  return asAdvancedCall("drive.files.list", () => {
    const mask = replyMask(fields, ListResource, { files: defaultFields });
    const test = queryTest(q);
    const lag = context.assume["newFileListed"] === "ten-minutes-later" ? 10 * 60_000 : 0;
    const files = Object.values(driveSlice(context.store).files)
      .filter((file) => reaches(context, file, "drive") && maySee(file, context.user) && test(file))
      .filter(({ createdAt }) => context.now - createdAt >= lag)
      .sort(oldestFirst);
    if (files.length > pageSize) {
      throw new LocalRefusal("modelled, but not with this many files: a second page of files.list");
    }
    return shown({ files: files.map(fileResource) }, mask);
  });
}

/** `Drive.Files.get(fileId, { fields })`. Who has access is told only to those who may share the file. */
export function getFile(context: CallContext, args: readonly unknown[]): unknown {
  const id = pathParameter(args[0], "fileId");
  const schema = message({ fields: text });
  const { fields } = options(schema, args[1], "files.get");
  return asAdvancedCall("drive.files.get", () => {
    const mask = replyMask(fields, FileResource, defaultFields);
    const file = visibleFile(context, id);
    const of = (address: string) => account(context.store, address);
    const isSharer =
      file.owner === context.user || (file.writersCanShare && file.editors.includes(context.user));
    const people = isSharer ? { permissions: permissions(file, of) } : {};
    return shown({ ...fileResource(file), ...people }, mask);
  });
}

/** `Drive.Files.update(resource, fileId)`: changes the name, sharing switches, app properties, or whether the file is in the trash. */
export function updateFile(context: CallContext, args: readonly unknown[]): unknown {
  const [payload, idArgument, blob, given] = args;
  if (blob !== undefined && blob !== null) {
    throw new LocalRefusal("modelled, but not with this argument: media of files.update");
  }
  const id = pathParameter(idArgument, "fileId");
  const schema = message({ fields: text });
  const { fields } = options(schema, given, "files.update");
  return asAdvancedCall("drive.files.update", () => {
    const asked = parsed(Updated, withoutNulls(payload), []);
    const mask = replyMask(fields, FileResource, defaultFields);
    const file = visibleFile(context, id);
    const owns = file.owner === context.user;
    const ownersOnly = asked.trashed !== undefined || asked.writersCanShare !== undefined;
    if ((!owns && !file.editors.includes(context.user)) || (ownersOnly && !owns)) {
      throw new GoogleError("The user does not have sufficient permissions for this file.");
    }
    if (asked.name !== undefined) {
      file.name = asked.name;
      const spreadsheet = sheetsSlice(context.store).spreadsheets[id];
      if (spreadsheet !== undefined)
        spreadsheet.properties = { ...spreadsheet.properties, title: asked.name };
    }
    file.writersCanShare = asked.writersCanShare ?? file.writersCanShare;
    file.copyRequiresWriterPermission =
      asked.copyRequiresWriterPermission ?? file.copyRequiresWriterPermission;
    file.trashed = asked.trashed ?? file.trashed;
    file.appProperties = { ...file.appProperties, ...asked.appProperties };
    return shown(fileResource(file), mask);
  });
}

/** The answers to doubts (doubts.ts), by name. */
type Answers = Readonly<Record<string, string>>;

/**
 * Checks that an address can be added to a file.
 * @throws GoogleError for an address without an account, unless `assume.unknownAddress` is "invites"; also for a suspended account if
 * `assume.suspendedAddress` is "refused".
 */
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
    case "must-notify":
      throw new GoogleError(
        `There is no Google account associated with this email address, you must check the "Notify people" box to invite this recipient: ${address}`,
      );
    default:
      throw new GoogleError(`Invalid email: ${address}`);
  }
}

/**
 * Checks what `mustBeKnown` checks, and that sharing rules let `owner` share with this address.
 * @throws GoogleError if they do not.
 */
export function mustBeAllowed(store: Store, owner: string, address: string, assume: Answers): void {
  mustBeKnown(store, address, assume);
  if (!shareDomain(owner, address) && assume["outsideSharing"] === "refused") {
    throw new GoogleError(ownWords("The organization's policy allows no sharing outside of it"));
  }
}

/**
 * Checks what `mustBeAllowed` checks, and that the file's list has room for one more person.
 * @throws GoogleError if it does not (`assume.shareLimit`).
 */
export function mustShare(store: Store, file: DriveFile, address: string, assume: Answers): void {
  mustBeAllowed(store, file.owner, address, assume);
  const { editors, viewers } = file;
  const isIn = address === file.owner || editors.includes(address) || viewers.includes(address);
  if (!isIn && editors.length + viewers.length >= Number(assume["shareLimit"] ?? 600)) {
    throw new GoogleError(ownWords("The file cannot be shared with more people"));
  }
}
