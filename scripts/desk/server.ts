/** The desk's HTTP server: a table of routes over the desk's state. Listens on 127.0.0.1 only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { dialogHeaders, safeHeaders, turnedAway } from "./guard";
import type { PageFile } from "./page-files";
import { people } from "./people";
import { DeskRefused } from "./refused";
import * as requests from "./requests";
import type { Desk } from "./state";

const status = {
  ok: 200,
  badRequest: 400,
  forbidden: 403,
  notFound: 404,
  refused: 409,
  tooLarge: 413,
  failed: 500,
} as const;

/** Four bytes for each character of the longest account that the Form is tried with, and room. */
const maxBodyBytes = 2_000_000;

const minute = 60_000;

class BodyTooLarge extends Error {}

type Route = (input: { readonly body: unknown; readonly query: URLSearchParams }) => unknown;

function routesOf(desk: Desk): Readonly<Record<string, Route>> {
  return {
    "GET /api/people": () => people,
    "GET /api/clock": () => desk.clock(),
    "GET /api/form": () => desk.form(),
    "GET /api/inbox": () => desk.inbox(),
    "GET /api/log": () => desk.log(),
    "GET /api/register": ({ query }) => {
      const { tab, filter, ...asked } = requests.registerQuery.parse(Object.fromEntries(query));
      return desk.register({ ...asked, sheetId: tab ?? null, filter: filter ?? null });
    },
    "GET /api/editor": ({ query }) => {
      return desk.editor.view(requests.editorOf.parse(Object.fromEntries(query)).as);
    },
    "POST /api/editor": ({ body }) => desk.editor.load(requests.editorOf.parse(body).as),
    "POST /api/editor/click": ({ body }) => {
      const { as, function: name } = requests.menuClick.parse(body);
      return desk.editor.click(as, name);
    },
    "POST /api/dialog/call": ({ body }) => desk.editor.call(requests.dialogCall.parse(body)),
    "POST /api/dialog/close": ({ body }) => {
      desk.editor.close(requests.dialogClose.parse(body).dialog);
      return desk.clock();
    },
    "POST /api/form": ({ body }) => desk.submit(requests.submission.parse(body).answers),
    "POST /api/edit": ({ body }) => {
      desk.edit(requests.edit.parse(body));
      return desk.clock();
    },
    "POST /api/advance": ({ body }) => {
      desk.advance(requests.advance.parse(body).minutes * minute);
      return desk.clock();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (request.method !== "POST") return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBodyBytes) throw new BodyTooLarge();
    chunks.push(bytes);
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function send(
  response: ServerResponse,
  code: number,
  type: string,
  body: string,
  headers = safeHeaders,
): void {
  response.writeHead(code, { ...headers, "Content-Type": type });
  response.end(body);
}

function sendJson(response: ServerResponse, code: number, value: unknown): void {
  send(response, code, "application/json; charset=utf-8", JSON.stringify(value));
}

function failure(error: unknown): { code: number; refused: string } {
  if (error instanceof DeskRefused) return { code: status.refused, refused: error.message };
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    return { code: status.badRequest, refused: "The desk did not understand the request." };
  }
  if (error instanceof BodyTooLarge) {
    return { code: status.tooLarge, refused: "That is more text than the desk takes at once." };
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  return { code: status.failed, refused: "The desk failed. Its terminal says how." };
}

/** A server that is not listening yet. */
export function deskServer(desk: Desk, files: ReadonlyMap<string, PageFile>): Server {
  const routes = routesOf(desk);
  const answered = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(`http://127.0.0.1${request.url ?? "/"}`);
    const file = request.method === "GET" ? files.get(pathname) : undefined;
    if (file !== undefined) return send(response, status.ok, file.type, file.body);
    const dialog = /^\/dialog\/(\d{1,9})$/.exec(pathname)?.[1];
    if (request.method === "GET" && dialog !== undefined) {
      const page = desk.editor.page(Number(dialog));
      return send(response, status.ok, "text/html; charset=utf-8", page, dialogHeaders);
    }
    const name = `${request.method} ${pathname}`;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (route === undefined) {
      return sendJson(response, status.notFound, { refused: "There is no such page." });
    }
    const body = await bodyOf(request);
    desk.keepUp();
    sendJson(response, status.ok, route({ body, query: searchParams }));
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = turnedAway(request, request.socket.localPort ?? 0);
    if (refused !== null) return sendJson(response, status.forbidden, { refused });
    try {
      await answered(request, response);
    } catch (error) {
      const { code, refused: words } = failure(error);
      sendJson(response, code, { refused: words });
    }
  };
  return createServer((request, response) => void answer(request, response));
}

/** Ports tried from the wanted one on, before any that is free. */
const tries = 20;
const lastPort = 65_535;

/** Listens on 127.0.0.1, on `port` (0: any) or the first free one after it, else on any that is free; returns it. */
export async function listen(server: Server, port: number): Promise<number> {
  const end = port === 0 ? 0 : Math.min(port + tries, lastPort + 1);
  for (let wanted = port; wanted < end; wanted += 1) {
    const taken = await listening(server, wanted);
    if (taken !== null) return taken;
  }
  const any = await listening(server, 0);
  if (any === null) throw new Error("no port is free on 127.0.0.1");
  return any;
}

/** System errors that say: not this port. The second is a low port's, which ordinary users may not have. */
const notThisPort: readonly unknown[] = ["EADDRINUSE", "EACCES"];

/** The port, or null where it cannot be had. */
function listening(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error & { readonly code?: string }) => {
      server.off("listening", onListening);
      if (notThisPort.includes(error.code)) resolve(null);
      else reject(error);
    };
    const onListening = () => {
      server.off("error", onError);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    };
    server.once("error", onError);
    server.once("listening", onListening);
    server.listen(port, "127.0.0.1");
  });
}
