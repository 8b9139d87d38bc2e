/** Which line of a county document is carried by which datum of its pack. Pure. */

/** A datum that cites lines, named by its place in the pack, as "protocols/at-risk/steps/2". */
export interface Citation {
  readonly datum: string;
  readonly lines: readonly number[];
}

export interface LineCoverage {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly blank: boolean;
  readonly data: readonly string[];
}

export interface Coverage {
  readonly lines: readonly LineCoverage[];
  /** Non-blank lines that no datum carries. */
  readonly uncovered: readonly number[];
  /** Data that cite a line which is blank or not in the document. */
  readonly astray: readonly Citation[];
}

/** Every datum of a pack that has `lines`, wherever it stands. */
export function citations(pack: object): readonly Citation[] {
  return walk(pack, "");
}

/** Sets a document's text against the citations of its pack. */
export function coverage(document: string, cited: readonly Citation[]): Coverage {
  const texts = document.replace(/\r?\n$/, "").split(/\r?\n/);
  const lines = texts.map((text, at): LineCoverage => {
    const line = at + 1;
    return {
      line,
      text,
      blank: text.trim() === "",
      data: cited.filter((one) => one.lines.includes(line)).map(({ datum }) => datum),
    };
  });
  const carrying = new Set(lines.filter(({ blank }) => !blank).map(({ line }) => line));
  return {
    lines,
    uncovered: lines
      .filter(({ blank, data }) => !blank && data.length === 0)
      .map(({ line }) => line),
    astray: cited.filter((one) => one.lines.some((line) => !carrying.has(line))),
  };
}

function walk(value: unknown, path: string): readonly Citation[] {
  if (typeof value !== "object" || value === null) return [];
  const own = numbersIn(value);
  return [
    ...(own.length === 0 ? [] : [{ datum: path, lines: own }]),
    ...Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
      walk(child, join(path, nameOf(child, key))),
    ),
  ];
}

function numbersIn(value: object): readonly number[] {
  const lines: unknown = "lines" in value ? value.lines : null;
  return Array.isArray(lines) ? lines.filter((line) => typeof line === "number") : [];
}

/** A member of a list goes by its id or step; where a sentence's source stands adds nothing to its place. */
function nameOf(child: unknown, key: string): string {
  if (key === "from") return "";
  if (typeof child !== "object" || child === null) return key;
  for (const name of ["id", "step", "agency"] as const) {
    const value: unknown = Reflect.get(child, name);
    if (typeof value === "string" || typeof value === "number") return String(value);
  }
  return key;
}

function join(path: string, name: string): string {
  return [path, name].filter((part) => part !== "").join("/");
}
