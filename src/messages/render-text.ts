/** Renders a letter as plain text. */
import type { Block, Letter, Line } from "./letter";

/** The text part: one line per line of the letter, blank lines between its parts. */
export function renderText(letter: Letter): string {
  const parts = letter.blocks.map((block, index) => {
    const before = letter.blocks[index - 1];
    return `${before === undefined || isClose(block, before) ? "" : "\n"}${blockText(block)}`;
  });
  return `${parts.join("\n")}\n`;
}

/** A line as people read it. */
export function lineText(line: Line): string {
  return line.map((part) => (typeof part === "string" ? part : part.phone)).join("");
}

/** Dashes keep to what they belong to, and facts to each other; everything else has a blank line before it. */
function isClose(block: Block, before: Block): boolean {
  return block.is === "fact" ? before.is === "fact" : block.is === "item" && block.marker === "-";
}

function blockText(block: Block): string {
  switch (block.is) {
    case "heading":
      return block.text.toUpperCase();
    case "fact":
      return `${block.label}: ${block.value}`;
    case "line":
    case "alert":
    case "small":
      return lineText(block.line);
    case "button":
      return `${block.label}:\n${block.link}`;
    case "item": {
      const indent = " ".repeat(block.marker.length + 1);
      const details = block.details.map((detail) => `\n${indent}${lineText(detail)}`);
      return `${block.marker} ${lineText(block.line)}${details.join("")}`;
    }
  }
}
