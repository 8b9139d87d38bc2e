/** What a release holds: the project's files to paste, the guide, and a fingerprint of each. */
import { projectFiles } from "../build";
import { headerOf, product, sha256, withHeader } from "../build/header";
import { readableScript } from "../build/readable";
import { installPage } from "./install-page";

export const sumsName = "SHA256SUMS";

/** As `shasum -a 256 -c` reads them: hash, two spaces, name; by name. */
function sums(files: ReadonlyMap<string, string>): string {
  const names = [...files.keys()].sort();
  return names.map((name) => `${sha256(files.get(name) ?? "")}  ${name}\n`).join("");
}

/** By name. `Code.gs` is the readable text of what `dist/Code.js` is, and all else that dist/ has is as it is there. */
export async function releaseFiles(): Promise<ReadonlyMap<string, string>> {
  const { "Code.js": minified = "", ...others } = Object.fromEntries(await projectFiles());
  const hash = headerOf(minified)?.hash;
  if (hash === undefined) throw new Error("dist/Code.js has no header");
  const code = withHeader(await readableScript(), [
    "Made from the sources by the build: they are the place to change anything.",
    `From the same sources as dist/Code.js, whose SHA-256 below its header is ${hash}`,
  ]);
  const files = new Map([["Code.gs", code], ...Object.entries(others)]);
  files.set("INSTALL.html", installPage({ version: product().version, files: new Map(files) }));
  files.set(sumsName, sums(files));
  return files;
}
