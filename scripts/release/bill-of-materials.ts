/** What a release was made with, as npm's own command lists it from the lock file: CycloneDX, with nothing of when and where it ran. */
import { execFileSync } from "node:child_process";
import { product, sha256 } from "../build/header";
import { root } from "../build/sources";

export const billName = "sbom.cdx.json";

/**
 * The bill of materials: the packages of the lock file with versions, hashes and, where they state one, licences; `scope` is "optional" for
 * what only builds and tests. Fails where npm has no such command (before version 10).
 */
export function billOfMaterials(): string {
  // npm tells the scripts that it runs where it is itself; without it there is the one on the path.
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
      // npm calls it like the folder that it lies in.
      component: { ...component, name: product().name },
    },
  };
  // A UUID of its own (version 8) for each content, since a random one would make each release another file.
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
