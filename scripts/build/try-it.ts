/** Builds the product as one HTML page: its script, the local Workspace and the desk around it. The page loads nothing else. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle, type Plugin } from "esbuild";
import type { Opening } from "../desk/worker/main";
import { dialogClient } from "../workspace/host/dialog-client";
import { realMembers } from "../workspace/host/published-types";
import { allServices } from "../workspace/index";
import { entryPoints } from "../workspace/realm/known-bundles";
import { packPlugins } from "./script";
import { root } from "./sources";

const folder = join(root, "scripts/desk/page");
const host = join(root, "scripts/workspace/host");

/** The members of Google's services that are used here. The full list has thousands that no class of ours has. */
function membersUsed(): string {
  const { interfaces, globals } = realMembers();
  const used = new Set(allServices.map(({ types }) => types));
  const entries = [...interfaces]
    .filter(([name]) => used.has(name))
    .map(([name, members]) => [name, [...members]]);
  return JSON.stringify({ interfaces: entries, globals });
}

/** Replaces the modules that need Node: with another module of ours, or with what they would find out, found out at build time. */
const inPlaceOfHost: Plugin = {
  name: "in-place-of-host",
  setup(build) {
    const others: Readonly<Record<string, string>> = {
      [join(host, "usual-realms.ts")]: join(root, "scripts/desk/worker/usual-realms.ts"),
      [join(host, "project-folder.ts")]: join(root, "scripts/desk/worker/project-folder.ts"),
    };
    const made: Readonly<Record<string, () => string>> = {
      [join(host, "dialog-client.ts")]: () =>
        `export const dialogClient = () => ${JSON.stringify(dialogClient())};`,
      [join(host, "published-types.ts")]: () => `
        const { interfaces, globals } = ${membersUsed()};
        const known = { interfaces: new Map(interfaces.map(([name, members]) => [name, new Set(members)])), globals };
        export const realMembers = () => known;`,
    };
    build.onResolve({ filter: /\/host\/[\w-]+$/ }, ({ path, resolveDir }) => {
      const asked = `${join(resolveDir, path)}.ts`;
      return { path: others[asked] ?? asked };
    });
    build.onLoad({ filter: /\/host\/[\w-]+\.ts$/ }, ({ path }) => {
      const contents = made[path];
      return contents === undefined ? null : { contents: contents(), loader: "js" };
    });
  },
};

async function bundled(entry: string, plugins: readonly Plugin[] = []): Promise<string> {
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    // As tsconfig has it for these sources.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    legalComments: "none",
    logLevel: "error",
    plugins: [...plugins],
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild wrote nothing for ${entry}`);
  // esbuild writes `<\/script` and `<\/style`, so that neither ends its element early.
  return output.text.trim();
}

interface Made {
  readonly worker: string;
  readonly page: string;
  readonly style: string;
}

async function make(pack: string | null): Promise<Made> {
  return {
    worker: await bundled("scripts/desk/worker/main.ts", [inPlaceOfHost, ...packPlugins(pack)]),
    page: await bundled("scripts/desk/page/main.tsx"),
    style: await bundled("scripts/desk/page/style/index.css"),
  };
}

/** What was made, by pack file. The bundle is made only once per process. */
const made = new Map<string | null, Promise<Made>>();

function madeOnce(pack: string | null): Promise<Made> {
  const known = made.get(pack) ?? make(pack);
  made.set(pack, known);
  return known;
}

/**
 * The page's content security policy: it may load, send or request nothing, because everything it needs is inside. Dialogs and emails
 * inherit it.
 */
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** JSON that can stand inside a script element, because nothing in it can end the element. */
const embedded = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

export interface TryItOptions {
  /** Absolute path of the pack file that the project was built with. */
  readonly pack?: string | null;
  readonly settings?: Opening["settings"];
}

/** The whole page for the files of a script project, by name. Throws an Error if it does not build. */
export async function tryItPage(
  project: ReadonlyMap<string, string>,
  { pack = null, settings = {} }: TryItOptions = {},
): Promise<string> {
  const { worker, page, style } = await madeOnce(pack);
  const own = (name: string) => readFileSync(join(folder, name), "utf8");
  const pages = [...project].filter(([name]) => name.endsWith(".html"));
  const script = project.get("Code.js") ?? "";
  const parts = {
    worker,
    project: {
      bundle: script,
      entries: [...entryPoints(script)],
      manifest: JSON.parse(project.get("appsscript.json") ?? "{}"),
      htmlFiles: Object.fromEntries(pages.map(([name, text]) => [name.slice(0, -5), text])),
    },
    settings,
  };
  const icon = `data:image/svg+xml;base64,${Buffer.from(own("icon.svg")).toString("base64")}`;
  const puts: readonly (readonly [string, string])[] = [
    [
      '<meta charset="utf-8">',
      `<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`,
    ],
    ['href="icon.svg"', `href="${icon}"`],
    ['<link rel="stylesheet" href="index.css">', `<style>${style}</style>`],
    ['type="application/json"></script>', `type="application/json">${embedded(parts)}</script>`],
    ['<script src="first.js"></script>', `<script>${own("first.js")}</script>`],
    ['<script src="main.ts"></script>', `<script>${page}</script>`],
  ];
  return puts.reduce((text, [place, put]) => {
    if (text.split(place).length !== 2) throw new Error(`the page has no one place ${place}`);
    return text.replace(place, () => put);
  }, own("index.html"));
}
