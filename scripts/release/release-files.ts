/** What a release contains: the files to paste, the guide, the sources, the bill of materials, and a checksum for each. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build as bundle } from "esbuild";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { probedOnGoogle } from "../../tests/conformance/table/table";
import { projectFiles } from "../build";
import { product, sha256 } from "../build/header";
import { root } from "../build/sources";
import { tryItPage } from "../build/try-it";
import { probeFiles } from "../probe/files";
import { adoptPage } from "./adopt-page";
import { boardPage, guidesPage, probeGuide } from "./guides-page";
import { installPage } from "./install-page";
import { slidesPage } from "./slides-page";
import { versionsFeed } from "./versions-feed";

export const billName = "sbom.cdx.json";

/**
 * The bill of materials: the packages of the lock file with versions, hashes and, if stated, licenses. `scope` is "optional" for
 * packages that are only used to build and test. Throws an Error if npm has no such command (before version 10).
 */
export function billOfMaterials(): string {
  // npm tells its scripts where npm itself is. Without that, the npm on the path is used.
  const cli = process.env["npm_execpath"] ?? "";
  const [command, ...first] = cli.endsWith(".js") ? [process.execPath, cli] : ["npm"];
  const words = [...first, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const options = { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 } as const;
  const {
    serialNumber: _,
    metadata,
    ...others
  } = JSON.parse(execFileSync(command ?? "npm", words, options));
  const { timestamp: __, tools, component, ...about } = metadata;
  const same = {
    ...others,
    metadata: {
      ...about,
      tools: tools.map(({ vendor, name }: Record<string, string>) => ({ vendor, name })),
      // npm uses the name of the folder instead of the project's.
      component: { ...component, name: product().name },
    },
  };
  // A UUID made from the content (version 8), because a random one would make two equal releases differ.
  const hash = sha256(JSON.stringify(same));
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
  ];
  const serialNumber = `urn:uuid:${[...parts, hash.slice(20, 32)].join("-")}`;
  return `${JSON.stringify({ serialNumber, ...same }, null, 2)}\n`;
}

export const sumsName = "SHA256SUMS";
/** The product as one page, which opens with a double click. */
export const tryItName = "try-it.html";

/** Checksums in the format of `shasum -a 256 -c`: hash, two spaces, name. Sorted by name. */
function sums(files: ReadonlyMap<string, string>): string {
  const names = [...files.keys()].sort();
  return names.map((name) => `${sha256(files.get(name) ?? "")}  ${name}\n`).join("");
}

/** The probe's guide as plain text: headings, lists, and the text of links. */
const probeSteps = () =>
  probeGuide()
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/^#+ |\*\*/gm, "");

/** The probe for pasting: its files, named as in the script editor, and the steps. */
async function probeFolder(): Promise<ReadonlyMap<string, string>> {
  const { "Code.js": code = "", ...others } = Object.fromEntries(await probeFiles());
  const files = { "Code.gs": code, ...others, "STEPS.txt": probeSteps() };
  return new Map(Object.entries(files).map(([name, text]) => [`probe/${name}`, text]));
}

/** The project's files for pasting, with the guide that contains them. The script editor calls `Code.js` `Code.gs`. */
export function filesToPaste(project: ReadonlyMap<string, string>): Map<string, string> {
  const { "Code.js": code = "", ...others } = Object.fromEntries(project);
  const files = new Map([["Code.gs", code], ...Object.entries(others)]);
  files.set("INSTALL.html", installPage(product().version, new Map(files)));
  return files;
}

/** The files by name. They have the same bytes as in dist/ and in the sources. */
export async function releaseFiles(): Promise<ReadonlyMap<string, string>> {
  const project = await projectFiles();
  const files = filesToPaste(project);
  files.set(tryItName, await tryItPage(project));
  files.set("GUIDES.html", await guidesPage());
  files.set("BOARD.html", boardPage());
  files.set("ADOPT.html", adoptPage());
  files.set("SLIDES.html", slidesPage());
  files.set("versions.xml", versionsFeed());
  for (const [name, text] of await probeFolder()) files.set(name, text);
  for (const [name, text] of await sourceFiles()) files.set(name, text);
  files.set(billName, billOfMaterials());
  files.set(sumsName, sums(files));
  return files;
}

/** What is checked before a release. */
export interface Readiness {
  readonly version: string;
  readonly changelog: string;
  /** Whether the probe has run on Google and the table matches what Google answered. */
  readonly isProbedOnGoogle: boolean;
}

/** Why a release is not possible, each reason with what to do; empty if it is. */
export function reasonsAgainst({ version, changelog, isProbedOnGoogle }: Readiness) {
  const escaped = version.replaceAll(".", "\\.");
  const dated = new RegExp(`^## ${escaped} \\(\\d{4}-\\d{2}-\\d{2}\\)$`, "m");
  return [
    ...(dated.test(changelog)
      ? []
      : [`CHANGELOG.md has no entry "## ${version} (YYYY-MM-DD)": write what a district gets.`]),
    ...(Number(version.split(".")[0]) < 1 || isProbedOnGoogle
      ? []
      : [
          `${version} promises more than is known: the probe was not yet played on Google. Run it (docs/probe.md), or stay below 1.0.0.`,
        ]),
  ];
}

/** The readiness of this checkout. */
export function readinessOf(version: string): Readiness {
  return {
    version,
    changelog: readFileSync(join(root, "CHANGELOG.md"), "utf8"),
    isProbedOnGoogle: probedOnGoogle !== null,
  };
}

/** A zip of texts, sorted by name. */
export function zipped(files: ReadonlyMap<string, string>): Uint8Array {
  const names = [...files.keys()].sort();
  const entries = names.map((name) => [name, strToU8(files.get(name) ?? "")] as const);
  // The first day that the zip format can express. The format has no time zone, and fflate writes local time.
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(1980, 0, 1) });
}

/** The texts in a zip, in its order. */
export function unzipped(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(unzipSync(bytes)).map(([name, text]) => [name, strFromU8(text)] as const),
  );
}

/** What `npm run build` needs besides TypeScript files, and the license. */
const beside = [
  "appsscript.json",
  "CHANGELOG.md",
  "LICENSE",
  "package.json",
  "package-lock.json",
] as const;

const belowRoot = (path: string) => relative(root, path).split(sep).join("/");

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => belowRoot(join(entry.parentPath, entry.name)));
}

/** The files of the build: everything that scripts/build.ts imports. */
async function buildFiles(): Promise<readonly string[]> {
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: ["scripts/build.ts"],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  return Object.keys(metafile.inputs);
}

/** The sources by name below `sources/`. Running `npm ci && npm run build` there produces exactly the release's script, byte for byte. */
export async function sourceFiles(): Promise<ReadonlyMap<string, string>> {
  const names = new Set([...beside, ...filesBelow("src"), ...(await buildFiles())]);
  return new Map(
    [...names].sort().map((name) => [`sources/${name}`, readFileSync(join(root, name), "utf8")]),
  );
}
