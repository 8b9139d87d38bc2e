/** Which kinds of request are modelled. Names: DISC of sheets-api.md. */
import * as cells from "./cell-requests";
import * as dimensions from "./dimension-requests";
import * as objects from "./object-requests";
import type { RequestKind } from "./request-kind";
import * as tabs from "./tab-requests";

export const requestKinds: ReadonlyMap<string, RequestKind> = new Map(
  [tabs, cells, dimensions, objects].flatMap((group) => Object.entries<RequestKind>(group)),
);
