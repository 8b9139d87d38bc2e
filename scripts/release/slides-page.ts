/**
 * Makes SLIDES.html: ten slides for a staff meeting. A slide fills the window, and Page Down shows the next one. On paper each has a sheet,
 * with what to say below it. It loads nothing.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { product } from "../build/header";
import { root } from "../build/sources";
import { htmlOf, pageOf } from "./markdown";

const style = `
:root { color-scheme: light; scroll-snap-type: y proximity; }
@page { size: letter landscape; margin: 0.6in 0.8in; }
body { margin: 0; font: clamp(17px, 2.9vmin + 0.5vw, 40px)/1.4 Arial, Helvetica, sans-serif; color: #1f2933; background: #fff; overflow-wrap: break-word; }
section { box-sizing: border-box; min-height: 100vh; padding: 1.2em max(16px, 6vw) 2em; display: flex; flex-direction: column; justify-content: center; scroll-snap-align: start; border-bottom: 2px solid #6b7783; position: relative; }
h1, h2 { font-size: 1.5em; line-height: 1.2; margin: 0 0 0.5em; color: #174a85; }
p, ul, ol { margin: 0.35em 0; }
ol, ul { padding-left: 1.3em; }
li { margin: 0.25em 0; }
footer { position: absolute; right: max(16px, 6vw); bottom: 0.6em; font-size: 0.5em; color: #47535f; }
blockquote { display: none; }
@media print {
  body { font-size: 20pt; }
  section { min-height: 0; height: 7.2in; padding: 0; border: 0; break-after: page; break-inside: avoid; }
  section:last-child { break-after: auto; }
  blockquote { display: block; margin: 1em 0 0; padding: 0.4em 1em; border-left: 4px solid #8a5a00; background: #fff6e0; font-size: 0.6em; }
}
`;

/** The slides, each as Markdown that begins with its title. A quote is what to say. */
export const slides = (): readonly string[] =>
  readFileSync(join(root, "scripts/release/slides.md"), "utf8").split("\n---\n");

/** The whole page, as HTML. */
export function slidesPage(): string {
  const all = slides();
  const parts = { id: () => null, link: (_to: string, words: string) => words, image: () => "" };
  const sections = all.map((text, at) => {
    const foot = `<footer>Student Safety Desk ${product().version}, ${at + 1} of ${all.length}</footer>`;
    return `<section>\n${htmlOf(text, { below: at === 0 ? 0 : 1, ...parts })}${foot}\n</section>`;
  });
  const title = "Student Safety Desk: slides for a staff meeting";
  return pageOf(title, style, `<main>\n${sections.join("\n")}\n</main>`);
}
