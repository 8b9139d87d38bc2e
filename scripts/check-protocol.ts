/** Prints every line of each county document with the data that carry it; fails on a line that nothing carries. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Coverage, citations, coverage } from "../src/protocol/coverage";
import { packs } from "../src/protocol/packs";
import { protocolPack } from "../src/protocol/schema";

/** The kept text of a pack's document. */
function documentOf(packId: string): string {
  return readFileSync(
    fileURLToPath(new URL(`../docs/protocol/${packId}.txt`, import.meta.url)),
    "utf8",
  );
}

/** The report of one document, a line of text per line of the document, then what is wrong. */
export function reportOf(found: Coverage): readonly string[] {
  return [
    ...found.lines.map(({ line, text, blank, data }) =>
      blank
        ? `${line}\tblank`
        : `${line}\t${data.length === 0 ? "NOT COVERED" : data.join(", ")}\t${text.trim()}`,
    ),
    ...found.uncovered.map((line) => `Line ${line} is carried by no datum.`),
    ...found.astray.map(
      ({ datum, lines }) => `${datum} cites a line that is blank or missing: ${lines.join(", ")}.`,
    ),
  ];
}

/** Checks every pack. Returns the exit code: 1 when a schema, a line or a citation is wrong. */
export function checkProtocols(print: (line: string) => void): 0 | 1 {
  let code: 0 | 1 = 0;
  for (const pack of packs) {
    const checked = protocolPack.safeParse(pack);
    const found = coverage(documentOf(pack.id), citations(pack));
    print(`${pack.id}, version ${pack.version}`);
    for (const line of reportOf(found)) print(line);
    for (const issue of checked.error?.issues ?? []) {
      print(`Schema: ${issue.path.join("/")} ${issue.message}`);
    }
    if (!checked.success || found.uncovered.length + found.astray.length > 0) code = 1;
  }
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = checkProtocols((line) => process.stdout.write(`${line}\n`));
}
