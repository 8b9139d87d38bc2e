/** The probe's guide with every click, as the release has it: docs/probe.md, and in its step 2 the parts of install.md for pasting files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../build/sources";
import { installText } from "./install-page";

const step = "### 2. Put its three files into a blank Form\n";

/** The clicks by which files are pasted, with the probe's files, as headings and lists without drawings. */
function clicks(): string {
  const [, parts = ""] = /^(### 3\.1 [\s\S]*?)^## /m.exec(installText()) ?? [];
  return parts
    .replace(/^!\[.*\n\n/gm, "")
    .replace(/^### 3\./gm, "#### 2.")
    .replace(
      /^(\d+\.) \[Copy (.+)\]\(.*\)$/gm,
      "$1 In a text editor, open `probe/$2` and copy all of it.",
    )
    .replace(/^> /gm, "")
    .replaceAll("Dialog", "Probe")
    .replaceAll("capital D", "capital P");
}

/** The whole guide as Markdown. Throws an Error where one of the two pages has lost the step. */
export function probeGuide(): string {
  const [before, after] = readFileSync(join(root, "docs/probe.md"), "utf8").split(step);
  const [pasted, next] = [clicks(), after?.indexOf("### 3. ") ?? -1];
  if (after === undefined || next < 0 || pasted === "") {
    throw new Error("docs/probe.md has no step 2, or install.md no part 3.1.");
  }
  return `${before}${step}\n${pasted}${after.slice(next)}`;
}
