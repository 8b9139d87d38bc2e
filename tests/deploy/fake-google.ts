/** A local stand-in for the Apps Script, Drive and sign-in services, as far as clasp's deployment asks them. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkContent, type ScriptFile } from "./content-check";

interface StoredProject {
  readonly parentId: string | null;
  files: readonly ScriptFile[];
  /** Accounts that may write, and those that may only read. */
  readonly writers: Set<string>;
  readonly readers: Set<string>;
}

interface Cut {
  /** Start of "METHOD /path". */
  readonly call: string;
  /** Which matching call is cut, from 1; all later ones too. */
  readonly from: number;
  /** Cut before it is done, or done and its answer lost. */
  readonly when: "before" | "after";
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const fresh: readonly ScriptFile[] = [
  {
    name: "appsscript",
    type: "JSON",
    source:
      '{\n  "timeZone": "America/New_York",\n  "dependencies": {},\n  "exceptionLogging": "STACKDRIVER",\n  "runtimeVersion": "V8"\n}',
  },
  { name: "Code", type: "SERVER_JS", source: "function myFunction() {\n  \n}\n" },
];

function refuse(code: number, message: string, status: string): Reply {
  return { status: code, body: { error: { code, message, status, errors: [{ message }] } } };
}

const notFound = refuse(404, "Requested entity was not found.", "NOT_FOUND");
const forbidden = refuse(403, "The caller does not have permission", "PERMISSION_DENIED");

/** One Google with its accounts, Forms and projects. Tokens are the accounts' addresses. */
export class FakeGoogle {
  readonly projects = new Map<string, StoredProject>();
  readonly forms = new Map<string, { readonly name: string; readonly owner: string }>();
  readonly calls: string[] = [];
  apiOn = true;
  cut: Cut | null = null;
  /** What a push is stored as; the identity unless a test alters it. */
  store: (files: readonly ScriptFile[]) => readonly ScriptFile[] = (files) => files;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  /** Listens on 127.0.0.1 and returns the address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    // A TCP server that listens has an AddressInfo; the type also covers pipes.
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Puts a project there; returns its id. */
  addProject(owner: string, files: readonly ScriptFile[], parentId: string | null = null): string {
    const id = `script-of-a-form-number-${this.projects.size + 1}`;
    this.projects.set(id, { parentId, files, writers: new Set([owner]), readers: new Set() });
    return id;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://fake").pathname;
    const call = `${request.method} ${path}`;
    let text = "";
    for await (const part of request.setEncoding("utf8")) text += part;
    this.calls.push(call);
    const { cut } = this;
    const nth = cut === null ? 0 : this.calls.filter((past) => past.startsWith(cut.call)).length;
    const isCut = cut !== null && call.startsWith(cut.call) && nth >= cut.from;
    if (isCut && cut.when === "before") {
      request.socket.destroy();
      return;
    }
    const { status, body } = this.answer(call, text, request.headers.authorization);
    if (isCut) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }

  private answer(call: string, text: string, authorization: string | undefined): Reply {
    if (call === "POST /token")
      return {
        status: 400,
        body: { error: "invalid_grant", error_description: "Token has been expired or revoked." },
      };
    const who = /^Bearer (\S+@district\.example)$/.exec(authorization ?? "")?.[1];
    if (who === undefined)
      return refuse(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED");
    if (call === "GET /oauth2/v2/userinfo") return { status: 200, body: { id: "1", email: who } };
    const body: unknown = text === "" ? {} : JSON.parse(text);
    if (call === "POST /drive/v3/files") return this.makeForm(body, who);
    if (!call.includes(" /v1/projects")) return notFound;
    if (!this.apiOn)
      return refuse(
        403,
        "User has not enabled the Apps Script API. Enable it by visiting https://script.google.com/home/usersettings then retry.",
        "PERMISSION_DENIED",
      );
    if (call === "POST /v1/projects") return this.makeProject(body, who);
    const [, id = "", what] = /\/v1\/projects\/([^/]+)\/(\w+)$/.exec(call) ?? [];
    const project = this.projects.get(id);
    if (project === undefined) return notFound;
    const writes = project.writers.has(who);
    if (!writes && !project.readers.has(who)) return notFound;
    if (what !== "content") return notFound;
    if (call.startsWith("GET"))
      return { status: 200, body: { scriptId: id, files: project.files } };
    if (!writes) return forbidden;
    const files = checkContent(body);
    if (typeof files === "string") return refuse(400, files, "INVALID_ARGUMENT");
    project.files = this.store(files);
    return { status: 200, body: { scriptId: id, files: project.files } };
  }

  private makeForm(body: unknown, owner: string): Reply {
    const { mimeType, name } = fieldsOf(body);
    if (mimeType !== "application/vnd.google-apps.form" || name === undefined) {
      return refuse(400, "Invalid Value", "INVALID_ARGUMENT");
    }
    const id = `form-of-the-district-number-${this.forms.size + 1}`;
    this.forms.set(id, { name, owner });
    return { status: 200, body: { id, name, mimeType } };
  }

  private makeProject(body: unknown, who: string): Reply {
    const { title, parentId } = fieldsOf(body);
    const form = parentId === undefined ? undefined : this.forms.get(parentId);
    if (title === undefined || parentId === undefined || form === undefined) return notFound;
    if (form.owner !== who) return forbidden;
    return {
      status: 200,
      body: { scriptId: this.addProject(who, fresh, parentId), title, parentId },
    };
  }
}

/** The text fields of a request's body. */
function fieldsOf(body: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof body !== "object" || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
