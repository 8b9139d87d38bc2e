/** The page about the local Workspace: its example is run exactly as printed there. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";

const workspaceFolder = join(root, "scripts/workspace");
const page = readFileSync(join(workspaceFolder, "README.md"), "utf8");

/** The first block of code of a language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page)?.[1];
  if (found === undefined) throw new Error(`the page has no ${language}`);
  return found;
}

test("its example runs, and ends as the page says", async () => {
  mkdirSync(join(root, "tmp"), { recursive: true });
  const folder = mkdtempSync(join(root, "tmp/readme-"));
  try {
    writeFileSync(join(folder, "Code.js"), block("js"));
    writeFileSync(join(folder, "appsscript.json"), block("json"));
    const program = block("ts").replaceAll('from "./', `from "${root.replaceAll(sep, "/")}/`);
    writeFileSync(join(folder, "day.ts"), program);
    const { day } = await import(join(folder, "day.ts"));
    const { errors, runs, mail } = day(folder);
    expect(errors).toEqual([]);
    expect(runs.map((run: { function: string }) => run.function)).toEqual(["setUp", "onAnswer"]);
    expect(mail).toMatchObject([{ to: ["caretaker@school.example"], body: "The bell" }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
