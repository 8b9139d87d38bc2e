/** Reads the files of a built script project from their folder. In a browser another module replaces this one (scripts/desk/worker). */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../runtime";

/** The files of a project that would be pushed to Google. */
export interface Project {
  readonly manifest: Manifest;
  /** Text of Code.js. */
  readonly bundle: string;
  /** The pages by name, without ".html". */
  readonly htmlFiles: Readonly<Record<string, string>>;
}

const filesRead = new Map<string, { readonly stamp: string; readonly text: string }>();

/** The text of a file. Read again only if the file has changed. */
function textOf(path: string): string {
  const { ino, size, mtimeMs } = statSync(path);
  const stamp = [ino, size, mtimeMs].join();
  const known = filesRead.get(path);
  if (known?.stamp === stamp) return known.text;
  const text = readFileSync(path, "utf8");
  filesRead.set(path, { stamp, text });
  return text;
}

function htmlFiles(dist: string): Readonly<Record<string, string>> {
  const names = readdirSync(dist).filter((name) => name.endsWith(".html"));
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -".html".length), textOf(join(dist, name))]),
  );
}

/** The project in a folder with Code.js, appsscript.json and the pages of its dialogs. */
export function projectIn(dist: string): Project {
  // Not checked here: our build writes the manifest and Google checks it. Only the fields of Manifest are read.
  const manifest = JSON.parse(textOf(join(dist, "appsscript.json"))) as Manifest;
  return { manifest, bundle: textOf(join(dist, "Code.js")), htmlFiles: htmlFiles(dist) };
}
