/** A local stand-in for the Apps Script, Drive and sign-in services, as far as clasp's deployment asks them. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const fresh: readonly object[] = [
  { name: "appsscript", type: "JSON", source: '{\n  "timeZone": "America/New_York"\n}' },
  { name: "Code", type: "SERVER_JS", source: "function myFunction() {\n  \n}\n" },
];

const notFound = {
  error: { code: 404, message: "Requested entity was not found.", status: "NOT_FOUND" },
};

/** One Google with its Forms and projects; whoever asks is the admin. */
export class FakeGoogle {
  readonly projects = new Map<string, readonly object[]>();
  readonly forms = new Map<string, { readonly name: string }>();
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

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://fake").pathname;
    let text = "";
    for await (const part of request.setEncoding("utf8")) text += part;
    const body = this.answer(`${request.method} ${path}`, text === "" ? {} : JSON.parse(text));
    response
      .writeHead("error" in body ? 404 : 200, { "content-type": "application/json" })
      .end(JSON.stringify(body));
  }

  private answer(
    call: string,
    body: { name?: string; title?: string; parentId?: string; files?: readonly object[] },
  ): object {
    if (call === "GET /oauth2/v2/userinfo") return { id: "1", email: "admin@district.example" };
    if (call === "POST /drive/v3/files") {
      const id = `form-of-the-district-number-${this.forms.size + 1}`;
      this.forms.set(id, { name: body.name ?? "" });
      return { id, name: body.name };
    }
    if (call === "POST /v1/projects") {
      const scriptId = `script-of-a-form-number-${this.projects.size + 1}`;
      this.projects.set(scriptId, fresh);
      return { scriptId, title: body.title, parentId: body.parentId };
    }
    const [, id = ""] = /\/v1\/projects\/([^/]+)\/content$/.exec(call) ?? [];
    const files = call.startsWith("PUT") ? body.files : this.projects.get(id);
    if (files === undefined || !this.projects.has(id)) return notFound;
    this.projects.set(id, files);
    return { scriptId: id, files };
  }
}
