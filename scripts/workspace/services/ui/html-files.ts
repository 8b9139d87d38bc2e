/** What HtmlService is known to do to the scripts of a page, so that a page that would break there is refused here. */
import { parse } from "acorn";

const scriptElement =
  /<script(?![^>]*\btype="(?!module|text\/javascript))[^>]*>([\s\S]*?)<\/script>/gi;

/** What was found in the page that was looked at last: a dialog shows the same page again and again. */
let last: { readonly html: string; readonly spoiled: string | null } | null = null;

/** Names the first thing in a page that HtmlService is known to spoil; null when there is none. */
export function spoiledByGoogle(html: string): string | null {
  if (last?.html !== html) last = { html, spoiled: firstSpoiled(html) };
  return last.spoiled;
}

function firstSpoiled(html: string): string | null {
  for (const [, script = ""] of html.matchAll(scriptElement)) {
    let found: string | null = null;
    try {
      parse(script, {
        ecmaVersion: "latest",
        sourceType: "module",
        onToken({ type, start, end }) {
          const text = script.slice(start, end);
          // Seen by others from 2020 on: taken for the beginning of a comment.
          if (type.label === "template" && text.includes("//")) {
            found ??= `"//" in a template literal: ${text.slice(0, 60)}`;
          }
        },
      });
    } catch (error) {
      return `a script that does not parse: ${String(error)}`;
    }
    if (found !== null) return found;
  }
  return null;
}
