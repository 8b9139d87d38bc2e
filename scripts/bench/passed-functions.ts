/** Which functions of a bundle a run called, as counted by V8, and which source file each one comes from. */
import { Session } from "node:inspector";
import { type Node, parse } from "acorn";

/** A function of the bundle that was called. */
export interface PassedFunction {
  /** Path below the root, as esbuild writes it: `src/runs/clock-run.ts`, `node_modules/zod/…`. */
  readonly file: string;
  /** Empty if the function has no name. */
  readonly name: string;
  /** Offset of the function's first character in the bundle. It distinguishes functions with the same name. */
  readonly at: number;
  readonly calls: number;
}

/** Where the part of a source file begins in the bundle. */
interface Part {
  readonly file: string;
  readonly at: number;
}

/** The comment line that esbuild writes before the code of each file: a path and nothing else. */
const mark = /^ (\S+\/\S+\.(?:[cm]?[jt]s|json))$/;

/** The one function that wraps the bundle's code. Next to it are only the names that Google calls. */
function wholeIn(top: readonly Node[]): Node {
  const [longest] = [...top].sort((a, b) => b.end - b.start - (a.end - a.start));
  if (longest === undefined) throw new Error("the bundle is empty");
  return longest;
}

/**
 * Finds the source file of each position in a bundle, by the comments that esbuild writes before each file. It works whether the bundle
 * keeps the sources' own comments or not. @throws Error if there are no such comments, as in a minified bundle.
 */
export class BundleMap {
  private readonly parts: readonly Part[];
  private readonly whole: Node;

  constructor(private readonly text: string) {
    const parts: Part[] = [];
    const onComment = (isBlock: boolean, said: string, at: number) => {
      const file = isBlock ? undefined : mark.exec(said)?.[1];
      if (file !== undefined) parts.push({ file, at });
    };
    const { body } = parse(text, { ecmaVersion: "latest", onComment });
    if (parts.length === 0) throw new Error("the bundle does not say where its files begin");
    this.parts = parts;
    this.whole = wholeIn(body);
  }

  /** Each part of the text with its size in bytes of UTF-8. What comes before the first file or after the last has `file: null`. */
  sizes(): readonly { readonly file: string | null; readonly bytes: number }[] {
    const { parts, text, whole } = this;
    const bytes = (from: number, to?: number) => Buffer.byteLength(text.slice(from, to));
    return [
      { file: null, bytes: bytes(0, parts[0]?.at) },
      ...parts.map(({ file, at }, index) => ({
        file,
        bytes: bytes(at, parts[index + 1]?.at ?? whole.end),
      })),
      { file: null, bytes: bytes(whole.end) },
    ];
  }

  /** The file of the function that begins and ends there; null for the function around the whole script and for the names next to it. */
  fileOf(start: number, end: number): string | null {
    const { parts, whole } = this;
    if (start <= whole.start || end >= whole.end) return null;
    const next = parts.findIndex(({ at }) => at > start);
    const part = parts[(next < 0 ? parts.length : next) - 1];
    const isWhole = part === undefined || parts.some(({ at }) => at > start && at < end);
    return isWhole ? null : part.file;
  }
}

/** V8's precise coverage of one script. A process can have only one of these at a time. */
export class Coverage {
  private readonly session = new Session();

  /** @param url The file name under which the script was compiled. */
  constructor(
    private readonly url: string,
    private readonly map: BundleMap,
  ) {
    this.session.connect();
    this.session.post("Profiler.enable");
    this.session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  }

  /** The functions called since the last `take`, in the order of the bundle. */
  take(): readonly PassedFunction[] {
    const found = new Map<number, PassedFunction>();
    // In the same process, V8 answers before `post` returns.
    this.session.post("Profiler.takePreciseCoverage", (error, reply) => {
      if (error !== null) throw error;
      for (const { url, functions } of reply.result) {
        if (url !== this.url) continue;
        for (const { functionName, ranges } of functions) {
          const [range] = ranges;
          if (range === undefined || range.count === 0) continue;
          const { startOffset: at, endOffset, count } = range;
          const file = this.map.fileOf(at, endOffset);
          if (file === null) continue;
          const calls = (found.get(at)?.calls ?? 0) + count;
          found.set(at, { file, name: functionName, at, calls });
        }
      }
    });
    return [...found.values()].sort((a, b) => a.at - b.at);
  }

  stop(): void {
    this.session.post("Profiler.stopPreciseCoverage");
    this.session.disconnect();
  }
}
