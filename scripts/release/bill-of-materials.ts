/** What a release was made with, as npm's own command lists it from the lock file: CycloneDX, with nothing of when and where it ran. */
import { execFileSync } from "node:child_process";
import { z } from "zod";
import { product, sha256 } from "../build/header";
import { root } from "../build/sources";

export const billName = "sbom.cdx.json";

/** What of it is read here; the rest passes through. */
const bill = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  serialNumber: z.string(),
  metadata: z.looseObject({
    timestamp: z.string(),
    tools: z.array(z.looseObject({ vendor: z.string(), name: z.string() })),
    component: z.looseObject({ name: z.string() }),
  }),
  components: z.array(z.looseObject({ name: z.string(), version: z.string(), scope: z.string() })),
});

function listed(): string {
  const words = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  // npm tells the scripts that it runs where it is itself; without it there is the one on the path.
  const cli = process.env["npm_execpath"] ?? "";
  const [command, ...first] = cli.endsWith(".js") ? [process.execPath, cli] : ["npm"];
  const options = { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 } as const;
  return execFileSync(command ?? "npm", [...first, ...words], options);
}

/** A UUID of its own (version 8) for each content, since a random one would make each release another file. */
function serialOf(text: string): string {
  const hash = sha256(text);
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return `urn:uuid:${parts.join("-")}`;
}

/**
 * The bill of materials: the packages of the lock file with versions, hashes and, where they state one, licences; `scope` is "optional" for what only builds
 * and tests. Fails where npm has no such command (before version 10) or answers in another shape.
 */
export function billOfMaterials(): string {
  const { serialNumber: _, metadata, ...others } = bill.parse(JSON.parse(listed()));
  const { timestamp: __, tools, component, ...about } = metadata;
  const { name } = product();
  const same = {
    ...others,
    metadata: {
      ...about,
      tools: tools.map((tool) => ({ vendor: tool.vendor, name: tool.name })),
      // npm calls it like the folder that it lies in.
      component: { ...component, name },
    },
  };
  const serialNumber = serialOf(JSON.stringify(same));
  return `${JSON.stringify({ serialNumber, ...same }, null, 2)}\n`;
}
