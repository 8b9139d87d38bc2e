/** The options of `npm run deploy`, checked before anything is built or asked. */
import { parseArgs } from "node:util";
import { DeployError } from "./outcome";

export const usage = `npm run deploy -- [options]

Builds, looks at what the Form's script project holds, pushes, reads it back and compares.

  --env NAME    another project than the one in .clasp.json: .clasp.NAME.json (staging, live)
  --form FORM   the first time: use this Form (its address or id) instead of making one
  --new-form    the first time: make a Form although an earlier run may have left one
  --replace     push over files that are not ours (a copy is kept under tmp/deploy)
  --user NAME   the clasp login to use, where there is more than one (npx clasp login --user NAME)
  --help        these words

Exit codes: 0 pushed and the same, 1 unforeseen, 2 usage, 3 login, 4 Apps Script API off,
5 not permitted, 6 refused to overwrite or to make a second Form, 7 network, 8 Google refused
the files, 9 what landed differs.`;

export interface DeployOptions {
  /** Null is the project of `.clasp.json`. */
  readonly env: string | null;
  /** The id of a Form to bind the new project to. */
  readonly form: string | null;
  readonly newForm: boolean;
  readonly replace: boolean;
  /** The name of a clasp login; null is clasp's default. */
  readonly user: string | null;
  readonly help: boolean;
}

function wrong(what: string, next: string): DeployError {
  return new DeployError("usage", what, "the command line", next);
}

/** A Form's id from its id or its editor's address; null for anything else, such as the address for responders. */
export function formIdOf(text: string): string | null {
  if (/\/d\/e\//.test(text)) return null;
  const id = /(?:\/d\/|[?&]id=)([\w-]+)/.exec(text)?.[1] ?? text;
  return /^[\w-]{20,}$/.test(id) ? id : null;
}

/** Reads the words after `npm run deploy --`. Throws a DeployError `usage`. */
export function readOptions(words: readonly string[]): DeployOptions {
  const values = parsed(words);
  const env = values.env ?? null;
  if (env !== null && !/^[a-z][a-z0-9-]{0,30}$/.test(env)) {
    throw wrong(
      `"${env}" is not a name for --env.`,
      "Use small letters, digits and hyphens, such as staging or live.",
    );
  }
  if (env === "probe") {
    throw wrong('"probe" is the environment of npm run probe -- --deploy.', "Use another name.");
  }
  const form = values.form === undefined ? null : formIdOf(values.form);
  if (values.form !== undefined && form === null) {
    throw wrong(
      `"${values.form}" is not a Form's id or the address of its editor.`,
      "Open the Form to edit it and copy the address, which looks like https://docs.google.com/forms/d/…/edit.",
    );
  }
  if (form !== null && values["new-form"] === true) {
    throw wrong("--form and --new-form exclude each other.", "Give one of the two.");
  }
  return {
    env,
    form,
    newForm: values["new-form"] === true,
    replace: values.replace === true,
    user: values.user ?? null,
    help: values.help === true,
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      strict: true,
      options: {
        env: { type: "string" },
        form: { type: "string" },
        "new-form": { type: "boolean" },
        replace: { type: "boolean" },
        user: { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw wrong(reason, "npm run deploy -- --help lists the options.");
  }
}
