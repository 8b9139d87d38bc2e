/** A tagged template that escapes whatever is put into it: the only way to make markup in this folder. */

/** Markup that is safe to send. */
export class Html {
  constructor(readonly markup: string) {}
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Text as it may stand in an element or a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities.get(character) ?? "");
}

/** Markup with values in it: text is escaped, markup is kept, lists are joined. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  const markup = strings.map((string, index) => {
    const value = values[index];
    if (value === undefined) {
      return string;
    }
    if (typeof value === "string") {
      return string + escaped(value);
    }
    return string + (value instanceof Html ? [value] : value).map((one) => one.markup).join("");
  });
  return new Html(markup.join(""));
}
