/** Makes the blocks and fields of dialog pages. */
import type { Block, Button, Field, Option } from "./page-data";

export const closeButton: Button = { act: "close", label: "Close" };

export function textBlock(text: string): Block {
  return { kind: "text", text };
}

export function headingBlock(text: string): Block {
  return { kind: "heading", text };
}

export function lineField(key: string, label: string, help?: string): Field {
  return { kind: "field", type: "line", key, label, ...(help === undefined ? {} : { help }) };
}

export function linesField(key: string, label: string, help: string): Field {
  return { kind: "field", type: "lines", key, label, help };
}

export function choiceField(key: string, label: string, options: readonly Option[]): Field {
  return { kind: "field", type: "one-of", key, label, options };
}

/** A choice of yes and no, with neither chosen at first. */
export function yesNoField(key: string, label: string, help?: string): Field {
  const options = [
    { id: "yes", label: "Yes" },
    { id: "no", label: "No" },
  ];
  return { ...choiceField(key, label, options), ...(help === undefined ? {} : { help }) };
}

export function tickField(key: string, label: string, help: string): Field {
  return { kind: "field", type: "tick", key, label, help };
}
