/** Which members Apps Script really has, read from the published types, so that a misspelt name and an unmodelled one are told apart. */

/** Members that Google added after the published types (platform.md 5: publishing, 2025-04-08; 13: granted scopes, January 2025). */
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
  /** Interface, e.g. "GoogleAppsScript.Forms.Form" → names of its members. */
  readonly interfaces: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of the script's globals, e.g. "FormApp". */
  readonly globals: readonly string[];
}

/** Advanced services whose types are read; each is a global only where the manifest switches it on. */
export const advancedServices = ["Sheets", "Drive"] as const;

/** Whether a class, such as "Sheets.Spreadsheets", is a part of one. */
export function isAdvanced(className: string): boolean {
  const [service] = className.split(".");
  return advancedServices.some((one) => one === service);
}

/** What the files of the published types list. */
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

/** The types are generated and regular: one declaration or member a line, so lines and braces are enough. */
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
