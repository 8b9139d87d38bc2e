/**
 * spreadsheets.batchUpdate: checks every request, applies them in order to a draft, and keeps the draft only if all succeeded.
 * sheets-api.md 1.
 */
import { z } from "zod";
import { mustBeAllowed } from "../../drive/files";
import { type CallContext, GoogleError, LocalRefusal } from "../../service";
import { asAdvancedCall, opened, pathParameter, spend } from "../access";
import { fieldOf, type Mask, shown } from "../field-mask";
import { maxRequests } from "../limits";
import {
  flag,
  isReal,
  listOf,
  message,
  parsed,
  text,
  texts,
  unknownName,
  withoutNulls,
} from "../payload";
import type { Actor } from "../protection";
import { replyFields, sheetsAsked } from "../replies/asked-ranges";
import { SpreadsheetResource, spreadsheetResource } from "../replies/resource";
import { draftOf, type Spreadsheet, sheetsSlice } from "../store";
import * as cells from "./cell-requests";
import * as dimensions from "./dimension-requests";
import * as objects from "./object-requests";
import { type Reply, RequestError, type RequestKind, type Work } from "./request-kind";
import * as tabs from "./tab-requests";

/** The kinds of request that are modeled, by their names in the discovery document (DISC in sheets-api.md). */
export const requestKinds: ReadonlyMap<string, RequestKind> = new Map(
  [tabs, cells, dimensions, objects].flatMap((group) => Object.entries<RequestKind>(group)),
);

const Resource = message({
  requests: listOf(z.record(z.string(), z.unknown(), { error: "MESSAGE" })),
  includeSpreadsheetInResponse: flag,
  responseRanges: texts,
  responseIncludeGridData: flag,
});
type Resource = z.infer<typeof Resource>;

/** The fields that the mask of the reply can name. */
const BatchReply = message({
  spreadsheetId: text,
  replies: z.array(z.unknown()),
  updatedSpreadsheet: SpreadsheetResource,
  commentUpdateState: text,
});

interface Prepared {
  readonly name: string;
  apply(work: Work): Reply;
}

/** Checks the form of one request, before any request is applied. */
function prepared(request: Readonly<Record<string, unknown>>, index: number): Prepared {
  const [name, second] = Object.keys(request);
  const where = `requests[${index}]`;
  if (name === undefined) throw new GoogleError(`Invalid ${where}: No request set.`);
  if (second !== undefined) {
    throw new GoogleError(
      `Invalid value at '${where}' (oneof), oneof field 'kind' is already set. Cannot set '${second}'`,
    );
  }
  const kind = requestKinds.get(name);
  if (kind === undefined) {
    if (isReal("Request", name)) {
      throw new LocalRefusal(`real but not modelled here: request ${name}`);
    }
    throw unknownName(name, where);
  }
  return { name, apply: kind.prepare(request[name], ["requests", index, name]) };
}

/**
 * Applies requests to a draft of the spreadsheet. The caller keeps the draft or drops it.
 * @throws GoogleError that names the refused request by its index, from 0.
 */
export function applied(
  spreadsheet: Spreadsheet,
  requests: readonly Readonly<Record<string, unknown>>[],
  circumstances: Omit<Work, "spreadsheet">,
): { draft: Spreadsheet; replies: Reply[] } {
  const list = requests.map(prepared);
  const draft = draftOf(spreadsheet);
  const replies = list.map(({ name, apply }, index) => {
    try {
      return apply({ ...circumstances, spreadsheet: draft });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      throw new GoogleError(`Invalid requests[${index}].${name}: ${error.message}`);
    }
  });
  return { draft, replies };
}

/**
 * The spreadsheet after the update, limited to the requested ranges. Cells are included only if the request asks for them, and only as far
 * as `mask` names them.
 */
function updatedSpreadsheet(
  context: CallContext,
  spreadsheet: Spreadsheet,
  resource: Resource,
  actor: Actor,
  mask: Mask | null,
): Record<string, unknown> {
  const below = fieldOf(mask, "sheets");
  const withCells = resource.responseIncludeGridData === true;
  return spreadsheetResource(
    spreadsheet,
    sheetsAsked(context, spreadsheet, resource.responseRanges ?? [], actor, below, withCells),
  );
}

/**
 * `Sheets.Spreadsheets.batchUpdate(resource, spreadsheetId, { fields })`.
 * @throws GoogleError in the API's words. Nothing was changed then.
 */
export function batchUpdate(context: CallContext, args: readonly unknown[]): unknown {
  const [payload, idArgument, options] = args;
  const id = pathParameter(idArgument, "spreadsheetId");
  return asAdvancedCall("sheets.spreadsheets.batchUpdate", () => {
    spend(context, "writes");
    const { spreadsheet, file } = opened(context, id, "write");
    const resource = parsed(Resource, withoutNulls(payload), []);
    const mask = replyFields(options, BatchReply, "batchUpdate");
    const requests = resource.requests ?? [];
    if (requests.length === 0) throw new GoogleError("Must specify at least one request.");
    if (requests.length > maxRequests) {
      throw new GoogleError(`Cannot exceed ${maxRequests} requests in a single batch.`);
    }
    const actor = { address: context.user, owner: file.owner };
    let written = 0;
    const { draft, replies } = applied(spreadsheet, requests, {
      actor,
      assume: context.assume,
      mustTake: (address) => {
        if (context.assume["protectionUnknownEditor"] === "kept") return;
        mustBeAllowed(context.store, file.owner, address, context.assume);
      },
      countWritten: (cells) => {
        written += cells;
      },
    });
    const part = fieldOf(mask, "updatedSpreadsheet");
    const included =
      resource.includeSpreadsheetInResponse === true
        ? { updatedSpreadsheet: updatedSpreadsheet(context, draft, resource, actor, part) }
        : {};
    sheetsSlice(context.store).spreadsheets[id] = draft;
    file.name = draft.properties.title;
    context.countCellsWritten(written);
    const reply = { spreadsheetId: id, replies, ...included };
    return shown({ ...reply, commentUpdateState: "NO_UPDATES_REQUESTED" }, mask);
  });
}
