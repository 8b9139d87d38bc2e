/** What the check says of each day in which something is wrong: the state of a line, why it matters, what to do, and its button's act. */
import { pageIn, situations } from "../install/check-situations";

/** One to a day; a day in order has its lines that are fine as well. */
export async function checkTexts(): Promise<readonly string[]> {
  const texts: string[] = [];
  const said = new Set<string>();
  for (const [name, situation] of situations) {
    const { blocks } = await pageIn(situation);
    const lines = blocks.flatMap((block) => {
      if (block.kind === "field" && block.type === "tick") {
        return [`- look yourself: ${block.label}\n  ${block.help ?? ""}`];
      }
      return (block.kind === "lines" ? block.lines : []).map(({ state, text, why, next, fix }) =>
        [
          `- ${state}: ${text}`,
          ...(why === undefined ? [] : [`  ${why}`]),
          ...(next === undefined ? [] : [`  ${next}`]),
          ...(fix === undefined ? [] : [`  [${fix.label}: ${fix.act}]`]),
        ].join("\n"),
      );
    });
    const news = lines.filter((line) => !said.has(line));
    for (const line of news) said.add(line);
    texts.push([name, ...news].join("\n"));
  }
  return texts;
}
