/** The page about the local Workspace: its example is played as it stands there; and that the folder stands by itself. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
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

const sources = readdirSync(workspaceFolder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => relative(workspaceFolder, join(entry.parentPath, entry.name)));

test("every file of it, however deep, is under the lint rule that lets it import nothing from outside", () => {
  const { overrides } = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
  const rules = new Map<string, string>(
    overrides.map((one: { includes: string[]; linter: { rules: { style: object } } }) => [
      one.includes.join(),
      JSON.stringify(one.linter.rules.style),
    ]),
  );
  const depths = new Set(sources.map((path) => path.split(sep).length - 1));
  expect(depths.size).toBeGreaterThan(1);
  for (const depth of depths) {
    const rule = rules.get(`scripts/workspace/${"*/".repeat(depth)}*.ts`);
    expect(rule, `files ${depth} folders deep`).toContain(`"${"../".repeat(depth + 1)}**"`);
  }
});
