/** Line drawings of windows and menus, in SVG: enough to know a place again, nobody's screenshot. */

/** How wide every drawing is; at 300 px on a screen its words can still be read. */
export const width = 400;

const ink = "#1f2933";
const faint = "#c3ccd5";
const mark = "#b3261e";

export function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Box extends Place {
  readonly w: number;
  readonly h: number;
}

export function words(
  { x, y }: Place,
  text: string,
  style: { readonly bold?: boolean; readonly size?: number; readonly colour?: string } = {},
): string {
  const { bold = false, size = 14, colour = ink } = style;
  const weight = bold ? ' font-weight="700"' : "";
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${weight}>${escaped(text)}</text>`;
}

export function box({ x, y, w, h }: Box, fill = "#ffffff", stroke = faint): string {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="6" fill="${fill}" stroke="${stroke}"/>`;
}

/** Grey bars, where the words on the screen do not matter. */
export function bars({ x, y, w }: Omit<Box, "h">, count: number): string {
  const one = (index: number) =>
    `<rect x="${x}" y="${y + index * 16}" width="${w - (index % 3) * 30}" height="6" rx="3" fill="${faint}"/>`;
  return Array.from({ length: count }, (_, index) => one(index)).join("");
}

/** The ring around what is to be clicked, with the number of the click. */
export function ring({ x, y, w, h }: Box, number: number): string {
  return [
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="none" stroke="${mark}" stroke-width="3"/>`,
    `<circle cx="${x + w}" cy="${y}" r="10" fill="${mark}"/>`,
    `<text x="${x + w}" y="${y + 5}" font-size="13" font-weight="700" fill="#ffffff" text-anchor="middle">${number}</text>`,
  ].join("");
}

/** Three dots, one above the other. */
export function dots({ x, y }: Place): string {
  return [0, 7, 14]
    .map((down) => `<circle cx="${x}" cy="${y + down}" r="2.5" fill="${ink}"/>`)
    .join("");
}

/** A cog wheel, 20 wide, around the place. */
export function cog({ x, y }: Place): string {
  const tooth = (turn: number) =>
    `<rect x="${x - 2.5}" y="${y - 10}" width="5" height="20" rx="1" fill="${ink}" transform="rotate(${turn} ${x} ${y})"/>`;
  return `${[0, 45, 90, 135].map(tooth).join("")}<circle cx="${x}" cy="${y}" r="7" fill="${ink}"/><circle cx="${x}" cy="${y}" r="3" fill="#ffffff"/>`;
}

/** A piece of a puzzle, 20 wide, around the place. */
export function puzzlePiece({ x, y }: Place): string {
  return `<path d="M${x - 9} ${y - 5}h5a3.5 3.5 0 1 1 7 0h5v5a3.5 3.5 0 1 1 0 7v3h-17z" fill="${ink}"/>`;
}

export function tick({ x, y }: Place, ticked: boolean): string {
  const square = `<rect x="${x}" y="${y}" width="16" height="16" rx="3" fill="${ticked ? "#1a5fb4" : "#ffffff"}" stroke="${ticked ? "#1a5fb4" : ink}" stroke-width="1.5"/>`;
  return ticked
    ? `${square}<path d="M${x + 3.5} ${y + 8}l3.5 3.5 6-7" fill="none" stroke="#ffffff" stroke-width="2"/>`
    : square;
}

export function button({ x, y, w, h }: Box, text: string): string {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${h / 2}" fill="#1a5fb4"/><text x="${x + w / 2}" y="${y + h / 2 + 5}" font-size="14" fill="#ffffff" text-anchor="middle">${escaped(text)}</text>`;
}

/** A browser's window with a title; what is in it goes on top. */
export function browserWindow(height: number, title: string): string {
  return [
    box({ x: 1, y: 1, w: width - 2, h: height - 2 }, "#ffffff", ink),
    `<path d="M1 30V7a6 6 0 0 1 6-6h${width - 14}a6 6 0 0 1 6 6v23z" fill="#e8edf2" stroke="${ink}"/>`,
    words({ x: 14, y: 21 }, title, { bold: true }),
  ].join("");
}

/** A whole drawing; `says` is what it shows, for whoever cannot see it. */
export function drawing(height: number, says: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(says)}" font-family="Arial, Helvetica, sans-serif">${parts.join("")}</svg>`;
}
