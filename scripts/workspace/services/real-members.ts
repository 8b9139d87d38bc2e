/**
 * Which members Apps Script really has, read from its published types. So a misspelled name and a real but unmodeled one get different
 * refusals.
 */

/**
 * Members that Google added after the published types were made (platform.md 5: publishing, 2025-04-08; 13: granted scopes, January 2025).
 */
const newerThanTheTypes: Readonly<Record<string, readonly string[]>> = {
  "GoogleAppsScript.Forms.Form": [
    "setPublished",
    "isPublished",
    "supportsAdvancedResponderPermissions",
    "addPublishedReader",
    "addPublishedReaders",
    "removePublishedReader",
    "getPublishedReaders",
    "setEmailCollectionType",
  ],
  "GoogleAppsScript.Script.AuthorizationInfo": ["getAuthorizedScopes"],
};

export interface RealMembers {
  /** Interface name, e.g. "GoogleAppsScript.Forms.Form" → names of its members. */
  readonly interfaces: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of the script's globals, e.g. "FormApp". */
  readonly globals: readonly string[];
}

/** The advanced services whose types are read. Each is a global only if the manifest enables it. */
export const advancedServices = ["Sheets", "Drive"] as const;
const ofAdvancedService = new RegExp(`^(?:${advancedServices.join("|")})(?:\\.|$)`);

/** Whether a class, such as "Sheets.Spreadsheets", belongs to an advanced service. */
export function isAdvanced(className: string): boolean {
  return ofAdvancedService.test(className);
}

/** The interfaces, members and globals that the published type files declare. */
export function membersIn(texts: readonly string[]): RealMembers {
  const interfaces = new Map<string, Set<string>>();
  const globals: string[] = [];
  for (const text of texts) scan(text, interfaces, globals);
  for (const [name, members] of Object.entries(newerThanTheTypes)) {
    const found = interfaces.get(name);
    if (found === undefined) throw new Error(`The published types no longer have ${name}`);
    for (const member of members) found.add(member);
  }
  return { interfaces, globals: globals.filter((name) => name !== "Date2") };
}

/** Reads one type file line by line. The files are generated, with one declaration or member on each line, so a parser is not needed. */
function scan(text: string, interfaces: Map<string, Set<string>>, globals: string[]): void {
  const lines = text.replace(/\/\*[\s\S]*?\*\//g, "").split("\n");
  const open: { readonly name: string | null; readonly members: Set<string> | null }[] = [];
  let parentheses = 0;
  for (const line of lines) {
    const scope = /^\s*(?:export )?(?:declare )?(namespace|interface) ([\w.]+)/.exec(line);
    const global = /^declare var (\w+)/.exec(line);
    if (global?.[1] !== undefined) globals.push(global[1]);
    const inside = open[open.length - 1];
    const mayBeMember = scope === null && parentheses === 0 && inside?.members;
    const member = mayBeMember ? /^\s*(\w+)\??\s*[(:]/.exec(line) : null;
    if (member?.[1] !== undefined) inside?.members?.add(member[1]);
    let opening = scope;
    for (const character of line.replace(/"[^"]*"|'[^']*'|\/\/.*$/g, "")) {
      if (character === "(") parentheses += 1;
      if (character === ")") parentheses -= 1;
      if (character === "}") open.pop();
      if (character !== "{") continue;
      open.push(entered(opening, open, interfaces));
      opening = null;
    }
  }
}

function entered(
  scope: RegExpExecArray | null,
  open: readonly { readonly name: string | null }[],
  interfaces: Map<string, Set<string>>,
): { name: string | null; members: Set<string> | null } {
  const [, kind, own] = scope ?? [];
  if (own === undefined) return { name: null, members: null };
  if (kind === "namespace") return { name: own, members: null };
  const path = [...open.flatMap(({ name }) => (name === null ? [] : [name])), own].join(".");
  const members = interfaces.get(path) ?? new Set<string>();
  interfaces.set(path, members);
  return { name: own, members };
}
