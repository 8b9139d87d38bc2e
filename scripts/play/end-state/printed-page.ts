/** What a page of a dialog shows, as text (design 6, `pages[]`). */
import type { Block, Page } from "../../../src/dialog/page-data";

export interface PrintedPage {
  /** Index of the event that opened it. */
  readonly event: number;
  /** As the event names the menu's item. */
  readonly name: string;
  readonly text: string;
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "text":
      return [block.text];
    case "lines":
      return block.lines.flatMap(({ state, text, why, next, fix }) => [
        state === undefined ? text : `${state}: ${text}`,
        ...[why, next, fix?.label].flatMap((words) => words ?? []),
      ]);
    case "entries":
      return block.entries.map(([label, words]) => `${label}: ${words}`);
    case "table":
      return [block.caption, ...[block.head, ...block.rows].map((cells) => cells.join(" | "))];
    case "chart":
      return [
        block.caption,
        [block.unit, ...block.columns].join(" | "),
        ...block.series.map(({ name, values }) =>
          [name, ...values.map((value) => value ?? "")].join(" | "),
        ),
        ...(block.series.length === 0 ? ["Nothing yet."] : []),
      ];
    case "field":
      return [block.help === undefined ? block.label : `${block.label}: ${block.help}`];
  }
}

export function printedPage(page: Page, event: number, name: string): PrintedPage {
  const errors = Object.values(page.errors ?? {});
  return {
    event,
    name,
    text: [page.title, ...page.blocks.flatMap(linesOf), ...errors].join("\n"),
  };
}
