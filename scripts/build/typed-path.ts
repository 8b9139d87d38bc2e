/** A path as someone typed it: npm runs its commands in the project, in whatever folder it was asked to. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { root } from "./sources";

/**
 * The first file of that name from the folder that the command runs in, from the one in which npm was asked, from `beside`, or from the
 * project; absolute. The path from the first of them where none has it.
 */
export function typedPath(path: string, beside: string | null = null): string {
  const asked = process.env["INIT_CWD"];
  const folders = [".", asked, beside, root].filter((folder) => typeof folder === "string");
  const paths = folders.map((folder) => resolve(folder, path));
  return paths.find((one) => existsSync(one)) ?? resolve(path);
}
