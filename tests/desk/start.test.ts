/** The command `npm start`: what it prints, and what it does with arguments. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { listen } from "../../scripts/desk/server";
import { startCommand } from "../../scripts/desk/start";

const running: ChildProcess[] = [];
const servers: Server[] = [];
const clocks: NodeJS.Timeout[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
  clocks.splice(0).forEach(clearInterval);
  for (const one of running.splice(0)) one.kill();
});

/** The same without a process. */
async function started(...args: readonly string[]) {
  const said = { out: "", error: "" };
  const ended = await startCommand(args, {
    out: (text) => {
      said.out += text;
    },
    error: (text) => {
      said.error += text;
    },
  });
  if ("server" in ended) {
    servers.push(ended.server);
    clocks.push(ended.ticking);
  }
  return { ...said, code: "code" in ended ? ended.code : null };
}

/** The command itself, as a process. */
function start(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", ...args]);
  running.push(child);
  return child;
}

/** Standard output up to a text, or all of it where the command ends before. */
function printed(child: ChildProcess, until: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(until)) resolve(text);
    });
    child.on("exit", () => resolve(text));
  });
}

test("prints its address and how to stop it, and answers there", async () => {
  const text = await printed(start(["--port", "0"]), "Ctrl+C.\n");
  const lines =
    /^The desk is at (http:\/\/127\.0\.0\.1:\d+\/)\nIt forgets everything when it stops: press Ctrl\+C\.\n$/;
  const [, address = ""] = lines.exec(text) ?? [];
  const clock: unknown = await (await fetch(`${address}api/clock`)).json();
  expect(clock).toMatchObject({ zone: "America/Los_Angeles" });
});

test("starts with a Form that is not set up, at its editor", async () => {
  const { out: text } = await started("--fresh", "--port", "0");
  const [, address = ""] =
    /^The desk is at (http:\/\/127\.0\.0\.1:\d+\/)#\/editor\n/.exec(text) ?? [];
  const register: unknown = await (
    await fetch(`${address}api/register?as=admin&register=main`)
  ).json();
  expect(register).toMatchObject({ refused: expect.stringContaining("Set the desk up first") });
});

/** Somebody else's server on a port of its own. */
async function otherServer(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  servers.push(server);
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("takes another port where the wanted one is in use, and prints it", async () => {
  const taken = portOf(await otherServer(0));
  const { out: text } = await started("--port", String(taken));
  const [, address = "", port] =
    /^The desk is at (http:\/\/127\.0\.0\.1:(\d+)\/) \(port (\d+) is taken\)\n/.exec(text) ?? [];
  expect(text).toContain(`(port ${taken} is taken)`);
  expect(Number(port)).not.toBe(taken);
  expect((await fetch(`${address}api/clock`)).status).toBe(200);
});

test("takes any free port after the last one", async () => {
  // Whoever else has it: it is taken either way.
  await otherServer(65_535).catch(() => null);
  const server = createServer();
  servers.push(server);
  expect(await listen(server, 65_535)).toBeLessThan(65_535);
});

test("says what it takes", async () => {
  const { out, code } = await started("--help");
  expect(code).toBe(0);
  expect(out).toContain("--fresh");
});

test.each([[["--port"]], [["--port", "many"]], [["--port", "70000"]], [["8080"]]])(
  "does not start with %j",
  async (args) => {
    const { out, error, code } = await started(...args);
    expect({ out, code }).toEqual({ out: "", code: 2 });
    expect(error).toContain("usage: npm start");
  },
);

test("ends with 2 where it does not start", async () => {
  const child = start(["--stale"]);
  expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(2);
});
