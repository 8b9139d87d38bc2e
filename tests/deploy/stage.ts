/** A folder with a built bundle, a home with or without a login, and a fake Google: what one deployment test needs. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { claspWith, type Start } from "../../scripts/deploy/clasp";
import { deploy } from "../../scripts/deploy/deploy-command";
import { type DeployOptions, readOptions } from "../../scripts/deploy/options";
import { DeployError, explain, type OutcomeCode } from "../../scripts/deploy/outcome";
import { asProbe, buildProbe, inProbeEnvironment, probe } from "../../scripts/probe/deployed";
import { FakeGoogle } from "./fake-google";
import { startWith } from "./one-clasp";

export const repository = fileURLToPath(new URL("../..", import.meta.url));
export const admin = "admin@district.example";

export interface Ended {
  readonly code: OutcomeCode | "ok";
  readonly text: string;
}

export interface Stage {
  readonly google: FakeGoogle;
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly run: (...words: string[]) => Promise<Ended>;
  /** `npm run probe -- --deploy` with these words after it. */
  readonly runProbe: (...words: string[]) => Promise<Ended>;
  readonly login: (who: string, expired?: boolean) => void;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  readonly end: () => void;
}

export interface StageOptions {
  /** Whether each call of clasp has a process of its own, as at a desk, and not one that all calls share. */
  readonly processes?: boolean;
}

/** A stage with the admin signed in and no project yet. */
export async function openStage({ processes = false }: StageOptions = {}): Promise<Stage> {
  const google = new FakeGoogle();
  const address = await google.start();
  const top = mkdtempSync(join(tmpdir(), "deploy-"));
  const root = join(top, "desk");
  const home = join(top, "home");
  mkdirSync(root);
  mkdirSync(home);
  cpSync(join(repository, "dist"), join(root, "dist"), { recursive: true });
  const preload = new URL("./preload.mjs", import.meta.url).href;
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    USERPROFILE: home,
    FAKE_GOOGLE: address,
    NODE_OPTIONS: `--import ${preload}`,
  };
  const start: [Start] | [] = processes ? [] : [startWith(preload)];
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  const login = (who: string, expired = false) => {
    const token = {
      type: "authorized_user",
      client_id: "client",
      client_secret: "not-a-secret",
      refresh_token: "refresh",
      access_token: who,
      expiry_date: expired ? 1 : Date.now() + 3_600_000,
    };
    writeFileSync(join(home, ".clasprc.json"), JSON.stringify({ tokens: { default: token } }));
  };
  login(admin);
  const ended = async (
    words: readonly string[],
    play: (options: DeployOptions, print: (line: string) => void) => Promise<void>,
  ): Promise<Ended> => {
    const lines: string[] = [];
    try {
      await play(readOptions(words), (line) => lines.push(line));
      return { code: "ok", text: lines.join("\n") };
    } catch (error) {
      if (!(error instanceof DeployError)) throw error;
      return { code: error.code, text: [...lines, explain(error)].join("\n") };
    }
  };
  return {
    google,
    root,
    env,
    login,
    write,
    read: (path) => readFileSync(join(root, path), "utf8"),
    run: (...words) =>
      ended(words, (options, print) => {
        const clasp = claspWith(options.user, env, ...start);
        return deploy({ root, options, clasp, build: async () => {}, print });
      }),
    runProbe: async (...words) => {
      const { code, text } = await ended(words, (given, print) => {
        const options = inProbeEnvironment(given);
        const clasp = claspWith(options.user, env, ...start);
        return deploy({ root, options, what: probe, clasp, build: () => buildProbe(root), print });
      });
      return { code, text: asProbe(text) };
    },
    end: () => {
      google.stop();
      rmSync(top, { recursive: true, force: true });
    },
  };
}
