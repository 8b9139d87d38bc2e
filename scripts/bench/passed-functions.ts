/** Which functions of a bundle a run passed, by V8's own count, and which source file each of them comes from. */
import { Session } from "node:inspector";
import { type Node, parse } from "acorn";

/** A function of the bundle that was called. */
export interface PassedFunction {
  /** Path below the root, as esbuild writes it: `src/runs/clock/clock-run.ts`, `node_modules/zod/…`. */
  readonly file: string;
  /** Empty where it has none. */
  readonly name: string;
  /** Offset of its first character in the bundle: with it one function is told from another of its name. */
  readonly at: number;
  readonly calls: number;
}

/** Where a source file begins in the bundle. */
interface Part {
  readonly file: string;
  readonly at: number;
}

/** The line of comment that esbuild sets before what comes from a file: a path and nothing else. */
const mark = /^ (\S+\/\S+\.(?:[cm]?[jt]s|json))$/;

/** The one function around a bundle's own code; what stands beside it are the names that Google calls. */
function wholeIn(top: readonly Node[]): Node {
  const [longest] = [...top].sort((a, b) => b.end - b.start - (a.end - a.start));
  if (longest === undefined) throw new Error("the bundle is empty");
  return longest;
}

/**
 * Finds the source file of each place of a bundle. It needs nothing but esbuild's own marks, which are there with the sources' comments
 * and without them. @throws Error where there is no mark: esbuild leaves them out of a minified text.
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

  /** Each part of the text with its size in bytes of UTF-8; what stands before and behind the files is of none. */
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

  /** The file of the function that begins and ends there; null for what is of no file: the function around all, and the names beside it. */
  fileOf(start: number, end: number): string | null {
    const { parts, whole } = this;
    if (start <= whole.start || end >= whole.end) return null;
    const next = parts.findIndex(({ at }) => at > start);
    const part = parts[(next < 0 ? parts.length : next) - 1];
    const isWhole = part === undefined || parts.some(({ at }) => at > start && at < end);
    return isWhole ? null : part.file;
  }
}

/** V8's precise coverage of one script. One at a time in a process. */
export class Coverage {
  private readonly session = new Session();

  /** @param url as which the script was compiled. */
  constructor(
    private readonly url: string,
    private readonly map: BundleMap,
  ) {
    this.session.connect();
    this.session.post("Profiler.enable");
    this.session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  }

  /** What was called since it was last asked, in the order of the bundle. */
  take(): readonly PassedFunction[] {
    const found = new Map<number, PassedFunction>();
    // Within one process the answer comes before `post` returns.
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
