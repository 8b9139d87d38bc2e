/** The first comment of a script file: what it is, its license, and a hash that shows whether the file was changed. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sources";

export interface Product {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Address of the sources, as text. */
  readonly source: string;
}

/** Name, version and license from package.json. Throws an Error if one of them is missing. */
export function product(): Product {
  const data: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const field = (key: string): unknown =>
    typeof data === "object" && data !== null ? Reflect.get(data, key) : null;
  const text = (key: string): string => {
    const value = field(key);
    if (typeof value !== "string" || value === "") throw new Error(`package.json has no ${key}`);
    return value;
  };
  const repository = field("repository");
  const address: unknown =
    typeof repository === "object" && repository !== null
      ? Reflect.get(repository, "url")
      : repository;
  return {
    name: text("name"),
    version: text("version"),
    license: text("license"),
    source: typeof address === "string" ? address : "the folder sources of the release",
  };
}

/** A version that was released: its number, its day (YYYY-MM-DD), and what users got, in Markdown. */
export interface Release {
  readonly version: string;
  readonly day: string;
  readonly words: string;
}

/** The released versions, the newest first, from CHANGELOG.md. Throws an Error if it has none. */
export function releases(): readonly [Release, ...Release[]] {
  const sections = readFileSync(join(root, "CHANGELOG.md"), "utf8").split(/^## /m);
  const [newest, ...earlier] = sections.flatMap((section): Release[] => {
    const [head, version, day] = /^(\d\S*) \((\d{4}-\d{2}-\d{2})\)\n/.exec(section) ?? [];
    if (head === undefined || version === undefined || day === undefined) return [];
    return [{ version, day, words: section.slice(head.length).trim() }];
  });
  if (newest === undefined) throw new Error("CHANGELOG.md has no released version");
  return [newest, ...earlier];
}

/** The file name of a release, without its folder. */
export function releaseName({ name, version }: Product): string {
  return `${name}-${version}.zip`;
}

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Puts the header comment before a script. The hash covers everything after the comment. */
export function withHeader(script: string, what: readonly string[]): string {
  const { version, license, source } = product();
  const lines = [
    `Student Safety Desk ${version}. Licence: ${license}. Source: ${source}.`,
    ...what,
    `SHA-256 of all below this comment: ${sha256(script)}`,
  ];
  return `/*\n${lines.map((line) => ` * ${line}\n`).join("")} */\n${script}`;
}

/** Splits a script that has a header; null if it has none. `below` is everything after the header. */
export function headerOf(text: string): { header: string; hash: string; below: string } | null {
  const header = /^\/\*\n(?: \* .*\n)+ \*\/\n/.exec(text)?.[0];
  const hash = /: ([0-9a-f]{64})\n \*\/\n$/.exec(header ?? "")?.[1];
  if (header === undefined || hash === undefined) return null;
  return { header, hash, below: text.slice(header.length) };
}
