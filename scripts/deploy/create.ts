/** Makes the Form and its script project once, also where a run is cut in the middle. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clasp } from "./clasp";
import { refusal } from "./clasp-words";
import type { DeployOptions } from "./options";
import { DeployError } from "./outcome";
import type { Deployed } from "./product";
import { type Project, readProject, writeProject } from "./project-file";

export interface Creation {
  readonly clasp: Clasp;
  readonly options: DeployOptions;
  readonly what: Deployed;
  /** The environment's working folder; a trace of a cut creation stays in it. */
  readonly work: string;
  /** The environment's project file. */
  readonly projectFile: string;
  readonly print: (line: string) => void;
}

/**
 * Fails unless the account's Apps Script API answers. Asked before a Form is made, since Drive would make one
 * although the switch is off. A project that cannot exist is asked for: "no such project" is the good answer.
 * Unconfirmed: that Google looks at the switch before it looks for the project.
 */
async function checkApi(clasp: Clasp, work: string): Promise<void> {
  const answer = await clasp({
    words: ["list-deployments", "student-safety-desk-asks-whether-the-api-answers"],
    project: work,
    cwd: work,
  });
  if (answer.code === 0) return;
  const found = refusal(`${answer.stderr}\n${answer.stdout}`, "asking the Apps Script API");
  if (found.code === "not-permitted" && !found.what.includes("let clasp in")) return;
  if (found.code === "content") return;
  throw found;
}

function unfinished(title: string): DeployError {
  return new DeployError(
    "refused",
    "An earlier run was cut while it made the Form, so there may be one already.",
    "https://drive.google.com/drive/recent",
    `Look there for "${title}". If it is there: npm run deploy -- --form ITS_ADDRESS. If not: npm run deploy -- --new-form.`,
  );
}

/** Makes the project, writes the project file as soon as the ids are known, and returns it. Throws a DeployError. */
export async function createProject(creation: Creation): Promise<Project> {
  const { clasp, options, what, work, projectFile, print } = creation;
  const title = what.title(options.env);
  const stage = join(work, "create");
  const made = readProject(join(stage, ".clasp.json"));
  if (made !== null) {
    writeProject(projectFile, made, what.folder);
    rmSync(stage, { recursive: true });
    print("Took up the project that an earlier run had made.");
    return made;
  }
  if (existsSync(stage) && options.form === null && !options.newForm) throw unfinished(title);
  await checkApi(clasp, work);

  rmSync(stage, { recursive: true, force: true });
  mkdirSync(join(stage, "files"), { recursive: true });
  let known: Project | null = null;
  let parentId = options.form;
  const container = options.form === null ? ["--type", "forms"] : ["--parentId", options.form];
  const answer = await clasp({
    words: ["create-script", ...container, "--title", title, "--rootDir", "files"],
    project: stage,
    cwd: stage,
    onLine: (line) => {
      parentId = /drive\.google\.com\/open\?id=([\w-]+)/.exec(line)?.[1] ?? parentId;
      const scriptId = /script\.google\.com\/d\/([\w-]+)/.exec(line)?.[1];
      if (scriptId === undefined || known !== null) return;
      known = { scriptId, parentId };
      writeProject(projectFile, known, what.folder);
    },
  });
  const project = readProject(projectFile);
  if (project === null) {
    const found = refusal(
      `${answer.stderr}\n${answer.stdout}`,
      options.form === null ? "making the Form and its project" : "making the Form's project",
    );
    // Drive may have made the Form before the project failed, and clasp does not say.
    if (options.form !== null) rmSync(stage, { recursive: true });
    throw found;
  }
  rmSync(stage, { recursive: true });
  print(
    options.form === null
      ? `Made the Form "${title}" and its script project.`
      : "Made a script project in the Form.",
  );
  return project;
}
