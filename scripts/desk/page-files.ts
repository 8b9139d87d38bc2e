/** The files of the page: its own, bundled once at start, and the stylesheet of the grid from its package. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface PageFile {
  readonly type: string;
  readonly body: string;
}

const folder = join(dirname(fileURLToPath(import.meta.url)), "page");
const grid = dirname(createRequire(import.meta.url).resolve("tabulator-tables"));

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote no file");
  return file.text;
}

let made: Promise<ReadonlyMap<string, PageFile>> | null = null;

/** By path, made once per process. Fails where the page does not build. */
export function pageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  made ??= make();
  return made;
}

async function make(): Promise<ReadonlyMap<string, PageFile>> {
  const own = (name: string) => readFileSync(join(folder, name), "utf8");
  const gridStyles = readFileSync(join(grid, "../css/tabulator.min.css"), "utf8");
  const css = "text/css; charset=utf-8";
  return new Map<string, PageFile>([
    ["/", { type: "text/html; charset=utf-8", body: own("index.html") }],
    ["/icon.svg", { type: "image/svg+xml", body: own("icon.svg") }],
    ["/desk.css", { type: css, body: await bundled("style/index.css") }],
    [
      "/tabulator.css",
      { type: css, body: gridStyles.replace(/\/\*# sourceMappingURL=.*?\*\//g, "") },
    ],
    ["/desk.js", { type: "text/javascript; charset=utf-8", body: await bundled("main.ts") }],
  ]);
}
