/** The script for people: the same sources in one file, with their names, their comments and where each part comes from. */
import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Plugin } from "esbuild";
import { bundledScript, scriptOf, wrappers } from "./script";
import { root } from "./sources";

/** A docstring, and the type after it where it is one's: types leave no trace in the bundle, so nor may their comments. */
const docstring =
  /^([ \t]*)\/\*\*(\s[\s\S]*?\*\/)(\s*(?:export )?(?:declare |interface |type )(?!\())?/gm;

/** A line of comment on its own, other than those for the linter. */
const lineComment = /^([ \t]*)\/\/ (?!biome-)/gm;

/**
 * esbuild keeps the comments that are marked as legal and drops the others, so the sources' own are marked on the
 * way in, and the marks taken off on the way out. Comments within an expression stay out either way.
 */
const marksComments: Plugin = {
  name: "marks-comments",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!path.startsWith(join(root, "src") + sep)) return null;
      const marked = readFileSync(path, "utf8")
        .replace(docstring, (all, indent: string, rest: string, ofType?: string) =>
          ofType === undefined ? `${indent}/*!${rest}` : all,
        )
        .replace(lineComment, "$1//! ");
      return { loader: "ts", contents: marked };
    });
  },
};

/** What Google calls, and the bundle before it. The text runs as the minified one does. */
export async function readableScript(): Promise<string> {
  const bundle = await bundledScript({
    minifySyntax: false,
    legalComments: "inline",
    lineLimit: 300,
    plugins: [marksComments],
  });
  const plain = scriptOf(bundle)
    .replace(/^([ \t]*)\/\*!/gm, "$1/**")
    .replace(/^([ \t]*)\/\/! /gm, "$1// ");
  return `${plain}\n// What Google calls by name.\n\n${wrappers}`;
}
