/** A letter about the case of a drill: marked in its subject and first line, and without a number that can be tapped. */
import { alert, type Block, type Letter, type Line, lineBlock } from "./letter";

const asText = (line: Line): Line =>
  line.map((part) => (typeof part === "string" ? part : part.phone));

function withoutPhones(block: Block): Block {
  if (block.is === "heading") {
    return block.text === callNow ? { ...block, text: "Tick these without calling" } : block;
  }
  if (block.is === "item") {
    return { ...block, line: asText(block.line), details: block.details.map(asText) };
  }
  return "line" in block ? { ...block, line: asText(block.line) } : block;
}

/** The heading above the calls of a case. */
export const callNow = "Call now";

/** What somebody does about a drill's case. */
const onceThere = "Open the case, tick Acknowledged, then tick the calls as if made.";
/** And while its report cannot be taken in. */
export const notThereYet = "Its case comes once the register can be written.";

/** The letter as a drill's. The first line, which a locked phone shows, says what to do. */
export function asDrill({ subject, blocks }: Letter, toDo = onceThere): Letter {
  return {
    subject: `DRILL: ${subject}`,
    blocks: [
      alert(`DRILL: call no one. ${toDo}`),
      lineBlock(
        "No student is meant. The drill ends by itself after a day. Below is what a real email says.",
      ),
      ...blocks.map(withoutPhones),
    ],
  };
}
