/** Converts Markdown to the HTML of a page, with marked. */
import { Marked, type Tokens } from "marked";

export function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/** What a page decides for itself. */
export interface Parts {
  /** How many levels lower a heading becomes, because the page has a title of its own. */
  readonly below: number;
  /** The id of a heading; null for none. */
  readonly id: (words: string, depth: number) => string | null;
  /** A link as HTML; `words` is HTML too. */
  readonly link: (to: string, words: string) => string;
  /** A picture as HTML; `words` says what it shows. */
  readonly image: (to: string, words: string) => string;
}

export function htmlOf(markdown: string, { below, id, link, image }: Parts): string {
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        const [level, own] = [depth + below, id(text, depth)];
        const attribute = own === null ? "" : ` id="${own}"`;
        return `<h${level}${attribute}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        return link(href, this.parser.parseInline(tokens));
      },
      image: ({ href, text }: Tokens.Image) => image(href, text),
      code: ({ text }: Tokens.Code) => `<pre tabindex="0">${escaped(text)}\n</pre>\n`,
    },
  });
  const html = String(marked.parse(markdown, { async: false }));
  // A wide table can be scrolled sideways, also by keyboard.
  const wide = '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>';
  return html
    .replaceAll("<table>", wide)
    .replaceAll("</table>", "</table></div>")
    .replace(/<p>\s*<\/p>\n?/g, "");
}

/** A whole HTML page that loads nothing. */
export function pageOf(title: string, style: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
