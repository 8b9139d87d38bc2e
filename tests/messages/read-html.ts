/** Reads the HTML of an email as a person sees it, for tests. */
const entities: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
]);

/** The text with a line break after each block. Markers of lists are left out. */
export function textOf(html: string): string {
  return html
    .replace(/<td style="vertical-align:top;padding:0 8px[^>]*>[^<]*<\/td>/g, "")
    .replace(/<\/(?:p|h2|div|table|td)>|<div[^>]*>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities.get(entity) ?? entity);
}

/** The lines that are not empty. */
export function linesOf(html: string): string[] {
  return textOf(html)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
