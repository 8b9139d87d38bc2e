/** What a release holds: the project's files to paste, the guide, the sources, what it was made with, and a fingerprint of each. */
import { projectFiles } from "../build";
import { product, sha256 } from "../build/header";
import { tryItPage } from "../build/try-it";
import { probeFiles } from "../probe/files";
import { billName, billOfMaterials } from "./bill-of-materials";
import { boardPage } from "./board-page";
import { guidesPage } from "./guides-page";
import { installPage } from "./install-page";
import { probeGuide } from "./probe-guide";
import { sourceFiles } from "./source-files";

export const sumsName = "SHA256SUMS";
/** The product in one page, which opens with a double click. */
export const tryItName = "try-it.html";

/** As `shasum -a 256 -c` reads them: hash, two spaces, name; by name. */
function sums(files: ReadonlyMap<string, string>): string {
  const names = [...files.keys()].sort();
  return names.map((name) => `${sha256(files.get(name) ?? "")}  ${name}\n`).join("");
}

/** The probe's guide as a text without marks: headings, lists and links by their words. */
const probeSteps = () =>
  probeGuide()
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/^#+ |\*\*/gm, "");

/** The probe, for pasting: its files, as the script editor calls them, and the steps. */
async function probeFolder(): Promise<ReadonlyMap<string, string>> {
  const { "Code.js": code = "", ...others } = Object.fromEntries(await probeFiles());
  const files = { "Code.gs": code, ...others, "STEPS.txt": probeSteps() };
  return new Map(Object.entries(files).map(([name, text]) => [`probe/${name}`, text]));
}

/** The project's files as they are pasted, with the guide that holds them. `Code.gs` is what the script editor calls `Code.js`. */
export function filesToPaste(project: ReadonlyMap<string, string>): Map<string, string> {
  const { "Code.js": code = "", ...others } = Object.fromEntries(project);
  const files = new Map([["Code.gs", code], ...Object.entries(others)]);
  files.set("INSTALL.html", installPage(product().version, new Map(files)));
  return files;
}

/** By name: the same bytes as dist/ has, and as the sources have. */
export async function releaseFiles(): Promise<ReadonlyMap<string, string>> {
  const project = await projectFiles();
  const files = filesToPaste(project);
  files.set(tryItName, await tryItPage(project));
  files.set("GUIDES.html", await guidesPage());
  files.set("BOARD.html", boardPage());
  for (const [name, text] of await probeFolder()) files.set(name, text);
  for (const [name, text] of await sourceFiles()) files.set(name, text);
  files.set(billName, billOfMaterials());
  files.set(sumsName, sums(files));
  return files;
}
