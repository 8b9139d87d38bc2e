/** How a deployment can end: a code, its exit code, and words that say what, where and what next. */

/** Exit codes are permanent, so that a script around `npm run deploy` can tell what happened. */
export const exitCodes = {
  /** Something that nothing below foresees; clasp's own words are printed. */
  unforeseen: 1,
  /** Wrong options, or a project file that cannot be read. */
  usage: 2,
  /** No login, an expired one, or one without the permissions that clasp asks for. */
  login: 3,
  /** The account's switch for the Apps Script API is off. */
  "api-off": 4,
  /** Signed in, but this account or its district may not do it, or the project is not there. */
  "not-permitted": 5,
  /** Looked first, and left alone what may belong to somebody else. */
  refused: 6,
  /** The network or Google did not answer. */
  network: 7,
  /** Google read the files and would not take them. */
  content: 8,
  /** The push went through, and what Google holds is not what was pushed. */
  differs: 9,
} as const;
export type OutcomeCode = keyof typeof exitCodes;

/** An end that the person can act on. `where` is the step or place, `next` the way out. */
export class DeployError extends Error {
  override readonly name = "DeployError";
  constructor(
    readonly code: OutcomeCode,
    readonly what: string,
    readonly where: string,
    readonly next: string,
  ) {
    super(what);
  }
}

/** The lines for standard error. */
export function explain(error: DeployError): string {
  return [`Stopped: ${error.what}`, `Where:   ${error.where}`, `Next:    ${error.next}`].join("\n");
}
