/** The desk's server: whom it answers, and what it lets somebody see and do. */
import { createServer, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "../../scripts/desk/server";
import { tabs } from "../../src/register/tabs";
import { type OpenDesk, openDesk } from "./open-desk";

let open: OpenDesk;
beforeAll(async () => {
  open = await openDesk();
});
afterAll(() => open.close());

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly policy: string;
}

/** Not fetch, which sets Host itself. */
function ask(
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<Answer> {
  const { method = "GET", headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const { port } = open;
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: text,
          policy: String(response.headers["content-security-policy"]),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const json = { "content-type": "application/json" };
const post = (path: string, value: unknown, headers: Readonly<Record<string, string>> = {}) =>
  ask(path, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(value) });

const edit = {
  as: "contact",
  register: "main",
  sheetId: tabs.cases.sheetId,
  row: 2,
  column: 0,
  value: "26-9999",
};

describe("whom the desk answers", () => {
  test("its own page, under a policy that lets it load nothing from elsewhere", async () => {
    const { status, body, policy } = await ask("/");
    expect(status).toBe(200);
    expect(body).toContain("<!doctype html>");
    expect(policy).toMatch(/^default-src 'self';/);
    expect(policy).not.toMatch(/script-src|unsafe-eval|https?:|\*/);
  });

  test("localhost too, and nobody under another name", async () => {
    const named = (host: string) => ask("/api/clock", { headers: { host } });
    expect((await named(`localhost:${open.port}`)).status).toBe(200);
    for (const host of ["evil.example", `evil.example:${open.port}`, "127.0.0.1:1"]) {
      expect((await named(host)).status).toBe(403);
    }
  });

  test.each([
    ["another site's origin", { origin: "http://evil.example" }, 403],
    ["no origin that it could know", { origin: "null" }, 403],
    ["a browser that names another site", { "sec-fetch-site": "cross-site" }, 403],
    ["a form of another site", { "content-type": "text/plain" }, 403],
  ])("but not a change from %s", async (_, headers, status) => {
    expect((await post("/api/advance", { minutes: 5 }, headers)).status).toBe(status);
  });

  test("a change from its own page", async () => {
    const origin = `http://127.0.0.1:${open.port}`;
    expect((await post("/api/advance", { minutes: 5 }, { origin })).status).toBe(200);
  });
});

describe("what the desk does not understand", () => {
  test.each([
    ["a page that is not there", "/api/nothing", undefined, 404],
    ["a member of every object", "/constructor", undefined, 404],
    ["a folder above", "/../package.json", undefined, 404],
    ["a person it does not know", "/api/register?as=somebody&register=main", undefined, 400],
    ["an unknown member", "/api/advance", { minutes: 5, more: true }, 400],
    ["time that goes back", "/api/advance", { minutes: -5 }, 400],
    ["a register it does not have", "/api/edit", { ...edit, register: "other" }, 409],
    ["a tab it does not have", "/api/edit", { ...edit, sheetId: 99 }, 409],
  ])("is %s", async (_, path, body, status) => {
    const answer = body === undefined ? await ask(path) : await post(path, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ refused: expect.stringMatching(/\S/) });
  });

  test("is what is no JSON, or too much of it", async () => {
    const method = "POST";
    expect((await ask("/api/advance", { method, headers: json, body: "{" })).status).toBe(400);
    expect((await post("/api/form", { answers: { 1: "x".repeat(2_000_000) } })).status).toBe(413);
  });
});

describe("what somebody may not do", () => {
  test("a contact does not edit what the automation keeps, and reads why", async () => {
    const { status, body } = await post("/api/edit", edit);
    expect(status).toBe(409);
    expect(body).toContain("Kept by the automation");
  });

  test("a contact does not edit the directory, which the lead does", async () => {
    const phone = tabs.contacts.columns.findIndex(({ key }) => key === "phone");
    const change = { ...edit, sheetId: tabs.contacts.sheetId, column: phone, value: "0415" };
    expect((await post("/api/edit", change)).body).toContain("Leads and admins");
    expect((await post("/api/edit", { ...change, as: "lead" })).status).toBe(200);
    const { grid } = open.desk.register({
      as: "lead",
      register: "main",
      sheetId: tabs.contacts.sheetId,
      filter: null,
    });
    const row = grid?.rows.find(({ index }) => index === 2);
    expect(row?.cells[phone]).toMatchObject({ text: "0415", refusal: null });
  });

  test("a stranger opens no register, and a sealed report is the lead's alone", () => {
    const { desk } = open;
    const opens = (as: string, register: string) =>
      desk.register({ as, register, sheetId: null, filter: null }).refused === null;
    expect(opens("stranger", "main")).toBe(false);
    expect(opens("contact", "main")).toBe(true);
    const questions = desk.form().pages.flatMap((page) => page.questions);
    const chosen = (start: string) =>
      questions.flatMap(({ id, choices }) =>
        choices.flatMap(({ value }) => (value.startsWith(start) ? [[id, value]] : [])),
      );
    const answers = [...chosen("North High"), ...chosen("Yes: the designated contact")];
    expect(answers).toHaveLength(2);
    desk.submit(Object.fromEntries(answers));
    desk.advance(60 * 60_000);
    expect(opens("lead", "sealed")).toBe(true);
    expect(opens("contact", "sealed")).toBe(false);
  });

  test("a required question is not left out", async () => {
    const { status, body } = await post("/api/form", { answers: {} });
    expect(status).toBe(409);
    expect(body).toContain("needs an answer");
  });
});

test("the desk takes the next free port", async () => {
  const server = createServer();
  const port = await listen(server, open.port);
  server.close();
  expect(port).toBeGreaterThan(open.port);
});
