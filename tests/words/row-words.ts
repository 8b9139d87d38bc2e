/** What stands in rows of cases and checklists, composed for the case: why it has its level, what stands open, what each step says. */
import { readdirSync, readFileSync } from "node:fs";
import { playText } from "../day/day";

const folders = ["levels", "records"];

/** One to a day of tests/situations; what a day before it has said is left out. */
export async function rowTexts(): Promise<readonly string[]> {
  const said = new Set<string>();
  const texts: string[] = [];
  for (const folder of folders) {
    const at = new URL(`../situations/${folder}/`, import.meta.url);
    for (const name of readdirSync(at).sort()) {
      const out = await playText(readFileSync(new URL(name, at), "utf8"), { every: 240 });
      const lines = [
        ...out.cases.flatMap(({ why, wouldRaise, openMatters }) =>
          [why, wouldRaise, openMatters].flat(),
        ),
        ...out.checklist.flatMap(({ act, what, who }) => [
          `${act}: ${what}`,
          `${act}, who: ${who}`,
        ]),
      ].map((line) => `- ${String(line)}`);
      const news = [...new Set(lines)].filter((line) => !said.has(line));
      for (const line of news) said.add(line);
      texts.push([`${folder}/${name}`, ...news].join("\n"));
    }
  }
  return texts;
}
