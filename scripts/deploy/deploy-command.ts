/** One deployment from start to end: build, login, project, look, push, read back, compare. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Clasp } from "./clasp";
import { refusal } from "./clasp-words";
import { createProject } from "./create";
import {
  difference,
  differenceWords,
  type FileSet,
  isSame,
  manifestName,
  type Remembered,
  readFiles,
  remember,
  strangersIn,
} from "./file-set";
import type { DeployOptions } from "./options";
import { DeployError } from "./outcome";
import { type Deployed, desk } from "./product";
import {
  type Project,
  projectFileName,
  projectFilePath,
  readProject,
  writeProject,
} from "./project-file";

export interface Deployment {
  /** The repository's folder. */
  readonly root: string;
  readonly options: DeployOptions;
  readonly clasp: Clasp;
  /** The desk where nothing is said. */
  readonly what?: Deployed;
  /** Fills its folder. */
  readonly build: () => Promise<void>;
  readonly print: (line: string) => void;
}

/** Throws a DeployError where the person can act. Repeating it after any end is safe. */
export async function deploy(deployment: Deployment): Promise<void> {
  const { options, what = desk, clasp, build, print } = deployment;
  const root = realpathSync(deployment.root);
  const projectFile = projectFilePath(root, options.env);
  const recorded = readProject(projectFile);
  if (recorded !== null && (options.form !== null || options.newForm)) {
    throw new DeployError(
      "usage",
      "This environment has a project already, so no Form is wanted.",
      projectFileName(options.env),
      "Leave --form and --new-form out, or empty the script id in the file to begin anew.",
    );
  }
  print(`Building ${what.folder}/ …`);
  await build();
  const dist = join(root, what.folder);
  const local = readFiles(dist);
  const work = join(root, "tmp", "deploy", options.env ?? "default");
  mkdirSync(work, { recursive: true });
  await checkLogin(clasp, work, print);
  const project =
    recorded ?? (await createProject({ clasp, options, what, work, projectFile, print }));

  const remote = new Remote(clasp, dist, work, project);
  const before = await remote.look("looking at the project before the push");
  const memory = join(work, "pushed.json");
  const strangers = strangersIn(before, local, recall(memory, project), what.isOurs);
  const never = what.refuses(before.get("Code.js")?.toString("utf8") ?? "");
  if (never !== null) throw notOver(never, project);
  if (strangers.length > 0) {
    if (!options.replace) throw foreign(strangers, before, project);
    print(`Kept a copy of what was there in ${keepCopy(root, work)}.`);
  }
  const gap = difference(local, before);
  if (isSame(gap)) {
    print("The project holds these very files already; nothing was pushed.");
  } else {
    print(`Pushing ${local.size} files …`);
    if (gap.missing.length + gap.changed.length === 0) await remote.nudge(local);
    await remote.push(projectFile, root);
    const left = difference(local, await remote.look("reading back what landed"));
    if (!isSame(left)) throw landedOtherwise(left, project);
    print("Read back and compared: every byte is the same.");
  }
  const isFirst = Object.keys(recall(memory, project)).length === 0;
  writeFileSync(memory, JSON.stringify({ scriptId: project.scriptId, files: remember(local) }));
  for (const line of what.next(project, isFirst)) print(line);
}

async function checkLogin(clasp: Clasp, work: string, print: (line: string) => void) {
  const answer = await clasp({
    words: ["show-authorized-user", "--json"],
    project: work,
    cwd: work,
  });
  const said = `${answer.stderr}\n${answer.stdout}`;
  if (answer.code !== 0 || /"loggedIn": false/.test(said)) {
    throw refusal(said, "checking the login");
  }
  const email = /"email": "([^"]+)"/.exec(answer.stdout)?.[1];
  print(email === undefined ? "Signed in; Google did not say as whom." : `Signed in as ${email}.`);
}

/** The project on Google's side, as clasp shows it. */
class Remote {
  constructor(
    private readonly clasp: Clasp,
    private readonly dist: string,
    private readonly work: string,
    private readonly project: Project,
  ) {}

  /** A fresh folder with a project file of its own, so that nothing in dist/ is touched. */
  private stage(name: string): {
    readonly file: string;
    readonly files: string;
    readonly folder: string;
  } {
    const folder = join(this.work, name);
    const files = join(folder, "files");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(files, { recursive: true });
    const file = join(folder, ".clasp.json");
    writeProject(file, this.project, "files");
    return { file, files, folder };
  }

  async look(where: string): Promise<FileSet> {
    const { file, files, folder } = this.stage("seen");
    const answer = await this.clasp({ words: ["pull"], project: file, cwd: folder });
    // clasp says "Pulled" last of all; without it an exit code of 0 means nothing.
    if (answer.code !== 0 || !/^Pulled /m.test(answer.stdout)) {
      throw refusal(`${answer.stderr}\n${answer.stdout}`, `${where} (${this.project.scriptId})`);
    }
    return readFiles(files);
  }

  async push(file: string, cwd: string): Promise<void> {
    const answer = await this.clasp({ words: ["push", "--force"], project: file, cwd });
    if (answer.code !== 0 || !/^Pushed |up to date/m.test(answer.stdout)) {
      throw refusal(`${answer.stderr}\n${answer.stdout}`, `pushing to ${this.project.scriptId}`);
    }
  }

  /** clasp pushes no change that only deletes. A changed line end makes it push, which drops the old files. */
  async nudge(local: FileSet): Promise<void> {
    const { file, files, folder } = this.stage("nudge");
    cpSync(this.dist, files, { recursive: true });
    const code = [...local.keys()].find((name) => name !== manifestName) ?? manifestName;
    writeFileSync(join(files, code), `${local.get(code)?.toString("utf8") ?? ""}\n`);
    await this.push(file, folder);
  }
}

/** What this machine pushed last to this very project; nothing where it never did. */
function recall(path: string, project: Project): Remembered {
  if (!existsSync(path)) return {};
  try {
    // Written below by this script; a hand-made one could only make it more careful or be caught as not JSON.
    const kept = JSON.parse(readFileSync(path, "utf8")) as {
      scriptId?: string;
      files?: Remembered;
    };
    return kept.scriptId === project.scriptId ? (kept.files ?? {}) : {};
  } catch {
    return {};
  }
}

function notOver(why: string, project: Project): DeployError {
  return new DeployError(
    "refused",
    why,
    `https://script.google.com/d/${project.scriptId}/edit`,
    "Empty the script id in the project file, and run npm run deploy again: it makes a Form of its own.",
  );
}

function foreign(names: readonly string[], found: FileSet, project: Project): DeployError {
  const list = names.map((name) => `${name} (${found.get(name)?.length ?? 0} bytes)`).join(", ");
  return new DeployError(
    "refused",
    `The project holds files that are not ours, and a push would replace them: ${list}.`,
    `https://script.google.com/d/${project.scriptId}/edit`,
    "Look at them there. If they may go: npm run deploy -- --replace, which keeps a copy here. If not, mend the script id in the project file.",
  );
}

/** Copies what the last look brought to a folder of its own; returns its path from the repository. */
function keepCopy(root: string, work: string): string {
  let number = 1;
  while (existsSync(join(work, `replaced-${number}`))) number += 1;
  const target = join(work, `replaced-${number}`);
  cpSync(join(work, "seen", "files"), target, { recursive: true });
  return target.slice(root.length + 1);
}

function landedOtherwise(
  left: Parameters<typeof differenceWords>[0],
  project: Project,
): DeployError {
  return new DeployError(
    "differs",
    `What Google holds is not what was pushed: ${differenceWords(left)}.`,
    `https://script.google.com/d/${project.scriptId}/edit`,
    "Somebody may have saved there meanwhile, or dist/ was built anew. Run npm run deploy again; if it stays, tell whoever keeps this script up to date.",
  );
}
