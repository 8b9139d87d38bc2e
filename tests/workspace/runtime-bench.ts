/** A Workspace with a few lines of script, for tests of the Workspace's runtime. */
import { LocalWorkspace, type Manifest } from "../../scripts/workspace/runtime";
import type { ServiceClass } from "../../scripts/workspace/service";
import { scriptOwnServices } from "../../scripts/workspace/services";

export const monday = Date.parse("2026-11-02T15:00:00Z");
export const admin = "admin@district.example";

const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;

export const manifest: Manifest = {
  timeZone: "America/Los_Angeles",
  // Design 2.15, and none more.
  oauthScopes: [
    "forms.currentonly",
    "spreadsheets",
    "drive.file",
    "script.send_mail",
    "script.scriptapp",
    "script.container.ui",
    "userinfo.email",
  ].map(scope),
};

export interface BenchOptions {
  readonly services?: readonly ServiceClass[];
  readonly manifest?: Manifest;
  readonly start?: number;
  readonly assume?: Readonly<Record<string, string>>;
}

export function workspaceOf(bundle: string, options: BenchOptions = {}): LocalWorkspace {
  return new LocalWorkspace({
    bundle,
    manifest: options.manifest ?? manifest,
    services: [...scriptOwnServices, ...(options.services ?? [])],
    start: options.start ?? monday,
    assume: { sheetsApi: "on", driveApi: "on", ...options.assume },
  });
}

/** Runs the body of one function as the admin's menu would, and gives what it returned; throws the run's error. */
export function evaluate(body: string, options: BenchOptions = {}): unknown {
  const workspace = workspaceOf(`function probe() { ${body} }`, options);
  const result = workspace.clickMenu("probe", admin);
  if (!result.ok) throw new Error(result.error ?? "no error given");
  return result.value;
}
