/** Builds the HTML pages of src/ui. Each page contains its script and styles, because Apps Script serves no other files. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle } from "esbuild";

/** Bundles and minifies a script or stylesheet of a page. Throws an Error if it does not build. */
async function inlined(folder: string, file: string): Promise<string> {
  const { outputFiles } = await bundle({
    absWorkingDir: folder,
    entryPoints: [`./${file}`],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    minify: true,
    legalComments: "none",
    logLevel: "error",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild wrote nothing for ${file}`);
  // esbuild writes `<\/script` and `<\/style`, so that neither ends its element early.
  return output.text.trim();
}

/** Matches a script of a page, `<script src="dialog.ts"></script>`, or its stylesheet, `<link rel="stylesheet" href="dialog.css">`. */
const reference =
  /<script src="([\w-]+\.ts)"><\/script>|<link rel="stylesheet" href="([\w-]+\.css)" ?\/?>/;

/**
 * A page's text with its scripts and stylesheets in place of the references to them. Line breaks and indents between elements become one
 * space, so a page cannot use `pre`.
 */
async function page(folder: string, file: string): Promise<string> {
  let rest = readFileSync(join(folder, file), "utf8");
  let text = "";
  const markup = (part: string) => part.replace(/<!--[\s\S]*?-->/g, "").replace(/\s+/g, " ");
  for (let found = reference.exec(rest); found !== null; found = reference.exec(rest)) {
    const [all, script, style] = found;
    text += markup(rest.slice(0, found.index));
    if (script !== undefined) text += `<script>${await inlined(folder, script)}</script>`;
    if (style !== undefined) text += `<style>${await inlined(folder, style)}</style>`;
    rest = rest.slice(found.index + all.length);
  }
  return `${(text + markup(rest)).trim()}\n`;
}

/** The pages of a folder by their name in the script project: `dialog.html` becomes `Dialog.html`. Empty if the folder does not exist. */
export async function pages(folder: string): Promise<ReadonlyMap<string, string>> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter((name) => name.endsWith(".html"));
  const made = new Map<string, string>();
  for (const name of names.sort()) {
    made.set(name.charAt(0).toUpperCase() + name.slice(1), await page(folder, name));
  }
  return made;
}
