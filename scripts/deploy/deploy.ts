/** One deployment: build, look at what the project has, push, read back, compare. It can be repeated safely wherever it stopped. */
import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { refusal, Stopped } from "./stopped";

export const usage = `npm run deploy -- [options]

Builds, looks at what the Form's script project holds, pushes, reads it back and compares.

  --env NAME    another project than the one in .clasp.json: .clasp.NAME.json (staging, live)
  --form FORM   the first time: use this Form (its address or id) instead of making one
  --replace     push over files that are not ours (a copy is kept under tmp/deploy)
  --help        these words

Exit codes: 0 pushed and the same, 1 unforeseen, 2 usage, 3 login, 4 Apps Script API off,
5 not permitted, 6 refused to overwrite, 7 network, 9 what landed differs.`;

export interface Options {
  /** The environment, whose project file is `.clasp.NAME.json`; null for `.clasp.json`. */
  readonly env: string | null;
  /** The id of a Form to attach the new project to. */
  readonly form: string | null;
  readonly replace: boolean;
  readonly help: boolean;
}

function wrong(what: string, next: string): Stopped {
  return new Stopped("usage", what, "the command line", next);
}

/** The id of a Form, from the id itself or the address of its editor. Null for anything else, such as the address for responders. */
function formIdOf(text: string): string | null {
  if (/\/d\/e\//.test(text)) return null;
  const id = /(?:\/d\/|[?&]id=)([\w-]+)/.exec(text)?.[1] ?? text;
  return /^[\w-]{20,}$/.test(id) ? id : null;
}

function parsed(words: readonly string[]) {
  const [text, flag] = [{ type: "string" }, { type: "boolean" }] as const;
  try {
    const options = { env: text, form: text, replace: flag, help: flag };
    return parseArgs({ args: [...words], strict: true, options }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw wrong(reason, "npm run deploy -- --help lists the options.");
  }
}

/** Reads the arguments of `npm run deploy --`. @throws Stopped */
export function readOptions(words: readonly string[]): Options {
  const { env = null, form, replace = false, help = false } = parsed(words);
  if (env !== null && !/^[a-z][a-z0-9-]{0,30}$/.test(env)) {
    throw wrong(
      `"${env}" is not a name for --env.`,
      "Use small letters, digits and hyphens, such as staging or live.",
    );
  }
  if (env === "probe") {
    throw wrong('"probe" is the environment of npm run probe -- --deploy.', "Use another name.");
  }
  const id = form === undefined ? null : formIdOf(form);
  if (form !== undefined && id === null) {
    throw wrong(
      `"${form}" is not a Form's id or the address of its editor.`,
      "Open the Form to edit it and copy the address, which looks like https://docs.google.com/forms/d/…/edit.",
    );
  }
  return { env, form: id, replace, help };
}

export interface ClaspAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs clasp with these arguments in a folder. `project`: a project file, or a folder that has none yet. */
export type Clasp = (
  words: readonly string[],
  project: string,
  cwd: string,
) => Promise<ClaspAnswer>;

const timeLimitMs = 180_000;

/**
 * Runs the installed clasp. It never asks questions. An exit code of 0 does not prove success, because clasp also returns it for some
 * refusals.
 */
export function installedClasp(env: NodeJS.ProcessEnv): Clasp {
  const entry = createRequire(import.meta.url).resolve("@google/clasp");
  // This environment variable names an ignore file, which could silently leave files out of the push.
  const { clasp_config_ignore: _ignored, ...kept } = env;
  return (words, project, cwd) =>
    new Promise((resolve) => {
      const args = [entry, "--project", project, ...words];
      const options = { cwd, env: kept, timeout: timeLimitMs, maxBuffer: 64 << 20 };
      execFile(process.execPath, args, options, (error, stdout, stderr) => {
        const late = error?.killed === true ? "\nclasp did not answer in time" : "";
        const code = typeof error?.code === "number" ? error.code : error === null ? 0 : 1;
        resolve({ code, stdout, stderr: stderr + late });
      });
    });
}

/** What is deployed: the product, or another script of this project that has a Form of its own. */
export interface Deployed {
  /** The folder with its built files, relative to the root. */
  readonly folder: string;
  /** The Form's name in Drive, by environment. */
  readonly title: (env: string | null) => string;
  /** Whether the Code.js of a project is this script, in any version. */
  readonly isOurs: (code: string) => boolean;
  /** Why this script must never overwrite a project with that Code.js, not even with --replace; null if it may. */
  readonly refuses: (code: string) => string | null;
  /** The menu item of the Form's editor to choose next. */
  readonly item: string;
}

/** Whether the code is the product's script. */
export const isDesk = (code: string): boolean =>
  code.includes("studentSafetyDesk") &&
  ["onOpen", "onFormSubmit", "onRegisterEdit", "onClock"].every((name) =>
    code.includes(`function ${name}(`),
  );

export const desk: Deployed = {
  folder: "dist",
  // The Form of a test environment has the environment in its name; the live one does not.
  title: (env) =>
    env === null || env === "live" ? "Student safety report" : `Student safety report (${env})`,
  isOurs: isDesk,
  refuses: () => null,
  item: "Student safety › Set up",
};

interface Project {
  readonly scriptId: string;
  /** The id of the Form, if the file has it. */
  readonly parentId?: string;
}

/** Reads a project file. Null if it does not exist or has no script id yet. @throws Stopped if it cannot be read. */
function readProject(path: string): Project | null {
  if (!existsSync(path)) return null;
  try {
    // The members that are used are checked just below.
    const { scriptId, parentId } = JSON.parse(readFileSync(path, "utf8")) as Partial<Project>;
    const id = String(scriptId ?? "").trim();
    if (id === "") return null;
    return { scriptId: id, ...(typeof parentId === "string" ? { parentId } : {}) };
  } catch {
    throw new Stopped(
      "usage",
      "The project file cannot be read.",
      path,
      'Fix the file: { "scriptId": "", "rootDir": "dist" } stands for no project yet.',
    );
  }
}

/** Writes a project file. `rootDir` is the folder that clasp pushes, relative to the file. */
function writeProject(path: string, project: Project, rootDir: string): void {
  writeFileSync(path, `${JSON.stringify({ ...project, rootDir }, null, 2)}\n`);
}

/** Contents by path, with `/` between folders and the extension that clasp uses (`Code.js`). */
type FileSet = ReadonlyMap<string, Buffer>;

function readFiles(folder: string): FileSet {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    files.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)]),
  );
}

/** How `found` differs from `wanted`, byte for byte, in words. */
function differences(wanted: FileSet, found: FileSet): readonly string[] {
  const of = (name: string) => wanted.get(name) ?? Buffer.alloc(0);
  return [
    ...[...wanted.keys()].flatMap((name) => {
      const bytes = found.get(name);
      if (bytes === undefined) return [`${name} is not there`];
      return of(name).equals(bytes) ? [] : [`${name} is not the same`];
    }),
    ...[...found.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} is there and should not be`),
  ];
}

const manifestName = "appsscript.json";

/**
 * The files that a push would destroy and that are not ours. None if the project is as Google creates it, or has a version of this
 * script.
 */
function strangersIn(found: FileSet, local: FileSet, what: Deployed): readonly string[] {
  const scripts = [...found].filter(([name]) => name !== manifestName);
  // A new project has one file with one empty function. The file's name depends on the language of the account.
  const isUntouched = scripts.every(([, bytes]) =>
    /^\s*(function myFunction\(\)\s*\{\s*\})?\s*$/.test(bytes.toString("utf8")),
  );
  if (isUntouched) return [];
  const isOurs = what.isOurs(found.get("Code.js")?.toString("utf8") ?? "");
  return scripts.map(([name]) => name).filter((name) => !isOurs || !local.has(name));
}

export interface Deployment {
  /** The folder of the repository. */
  readonly root: string;
  readonly options: Options;
  readonly clasp: Clasp;
  readonly what: Deployed;
  /** Builds the files into the folder. */
  readonly build: () => Promise<void>;
  readonly print: (line: string) => void;
}

/** Creates a Form with a project, or a project in an existing Form, and writes the project file. @throws Stopped */
async function createProject(
  { clasp, options, what, print }: Deployment,
  projectFile: string,
  work: string,
): Promise<Project> {
  const title = what.title(options.env);
  const stage = join(work, "create");
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(join(stage, "files"), { recursive: true });
  const container = options.form === null ? ["--type", "forms"] : ["--parentId", options.form];
  const words = ["create-script", ...container, "--title", title, "--rootDir", "files"];
  const { stdout, stderr } = await clasp(words, stage, stage);
  const parentId = /drive\.google\.com\/open\?id=([\w-]+)/.exec(stdout)?.[1] ?? options.form;
  const scriptId = /script\.google\.com\/d\/([\w-]+)/.exec(stdout)?.[1];
  if (scriptId === undefined) {
    const found = refusal(`${stderr}\n${stdout}`, "making the Form and its project");
    // Drive may have created the Form before creating the project failed, and clasp does not say so.
    throw new Stopped(
      found.code,
      found.message,
      found.where,
      options.form === null
        ? `${found.next} If https://drive.google.com/drive/recent shows a Form "${title}" by then, run npm run deploy -- --form ITS_ADDRESS, or a second one is made.`
        : found.next,
    );
  }
  const project = { scriptId, ...(parentId === null ? {} : { parentId }) };
  writeProject(projectFile, project, what.folder);
  print(
    options.form === null
      ? `Made the Form "${title}" and its script project.`
      : "Made a script project in the Form.",
  );
  return project;
}

/** Downloads what Google has of a project into a temporary folder, so that dist/ is not changed. @throws Stopped */
async function pulled(
  clasp: Clasp,
  project: Project,
  folder: string,
  where: string,
): Promise<FileSet> {
  const files = join(folder, "files");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  const file = join(folder, ".clasp.json");
  writeProject(file, project, "files");
  const { code, stdout, stderr } = await clasp(["pull"], file, folder);
  // clasp ends with "Pulled". Without that line, an exit code of 0 means nothing.
  if (code !== 0 || !/^Pulled /m.test(stdout)) {
    throw refusal(`${stderr}\n${stdout}`, `${where} (${project.scriptId})`);
  }
  return readFiles(files);
}

/** Where the script's menu is in the Form's editor. */
const menuPlace =
  "the puzzle piece at the top (where there is none, the three dots at the top right)";

/** What to switch on, where the Form is, and which menu item to choose then. */
function nextSteps({ scriptId, parentId }: Project, item: string): readonly string[] {
  const form =
    parentId === undefined
      ? "open the script's Overview and follow it to the Form"
      : `open the Form's editor, https://docs.google.com/forms/d/${parentId}/edit`;
  return [
    `Script: https://script.google.com/d/${scriptId}/edit`,
    "Next, once for each project: a push does not switch on the Sheets and Drive APIs. Open the script at that address; on its left, under Services, remove Sheets and Drive (the three dots beside each), then add them again (the plus sign: Google Sheets API, Drive API).",
    `Then: ${form}, reload the page, and choose ${item} in ${menuPlace}.`,
  ];
}

/** Deploys. @throws Stopped with what the person can do about it. */
export async function deploy(deployment: Deployment): Promise<void> {
  const { options, what, clasp, build, print } = deployment;
  const root = realpathSync(deployment.root);
  const projectName = options.env === null ? ".clasp.json" : `.clasp.${options.env}.json`;
  const projectFile = join(root, projectName);
  const recorded = readProject(projectFile);
  if (recorded !== null && options.form !== null) {
    throw new Stopped(
      "usage",
      "This environment has a project already, so no Form is wanted.",
      projectName,
      "Leave --form out, or empty the script id in the file to begin anew.",
    );
  }
  print(`Building ${what.folder}/ …`);
  await build();
  const local = readFiles(join(root, what.folder));
  const work = join(root, "tmp", "deploy", options.env ?? "default");
  mkdirSync(work, { recursive: true });
  const project = recorded ?? (await createProject(deployment, projectFile, work));
  const address = `https://script.google.com/d/${project.scriptId}/edit`;

  const copy = join(work, "before");
  const before = await pulled(clasp, project, copy, "looking at the project before the push");
  const never = what.refuses(before.get("Code.js")?.toString("utf8") ?? "");
  if (never !== null) {
    const next =
      "Empty the script id in the project file, and run npm run deploy again: it makes a Form of its own.";
    throw new Stopped("refused", never, address, next);
  }
  const strangers = strangersIn(before, local, what);
  if (strangers.length > 0 && !options.replace) {
    const list = strangers.map((name) => `${name} (${before.get(name)?.length ?? 0} bytes)`);
    throw new Stopped(
      "refused",
      `The project holds files that are not ours, and a push would replace them: ${list.join(", ")}.`,
      address,
      "Look at them there. If they may go: npm run deploy -- --replace, which keeps a copy here. If not, correct the script id in the project file.",
    );
  }
  if (strangers.length > 0) {
    print(`What was there lies in ${relative(root, copy)} until the next deployment.`);
  }
  if (differences(local, before).length === 0) {
    print("The project holds these very files already; nothing was pushed.");
  } else {
    print(`Pushing ${local.size} files …`);
    const { code, stdout, stderr } = await clasp(["push", "--force"], projectFile, root);
    if (code !== 0 || !/^Pushed |up to date/m.test(stdout)) {
      throw refusal(`${stderr}\n${stdout}`, `pushing to ${project.scriptId}`);
    }
    const after = await pulled(clasp, project, join(work, "after"), "reading back what landed");
    const left = differences(local, after);
    if (left.length > 0) {
      throw new Stopped(
        "differs",
        `What Google holds is not what was pushed: ${left.join("; ")}.`,
        address,
        "Someone may have saved there meanwhile, or dist/ was built anew. Run npm run deploy again; a file that should not be there can be deleted in the script editor.",
      );
    }
    print("Read back and compared: every byte is the same.");
  }
  for (const line of nextSteps(project, what.item)) print(line);
}
