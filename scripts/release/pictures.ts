/** Where to click, a drawing for each place of the installation. The numbers are those of the sentences beside it. */
import {
  bars,
  box,
  browserWindow,
  button,
  cog,
  dots,
  drawing,
  puzzlePiece,
  ring,
  tick,
  words,
} from "./drawing";

const link = "#1a5fb4";

/** The Form's editor with its buttons at the top right. */
function formEditor(height: number): string {
  return [
    browserWindow(height, "Untitled form"),
    puzzlePiece({ x: 226, y: 52 }),
    button({ x: 260, y: 38, w: 84, h: 28 }, "Publish"),
    dots({ x: 372, y: 45 }),
    box({ x: 30, y: 84, w: 150, h: 60 }),
    bars({ x: 42, y: 102, w: 120 }, 2),
  ].join("");
}

export function menu(x: number, y: number, w: number, entries: readonly string[]): string {
  const shown = entries.map((entry, index) => words({ x: x + 14, y: y + 26 + index * 30 }, entry));
  return [box({ x, y, w, h: entries.length * 30 + 12 }, "#ffffff", "#1f2933"), ...shown].join("");
}

/** The ring around an entry of such a menu, the first being 0. */
export function entryRing(x: number, y: number, w: number, entry: number, number: number): string {
  return ring({ x: x + 4, y: y + 6 + entry * 30, w: w - 8, h: 28 }, number);
}

/** The script editor: the strip of icons, the list of files, and the text of one. `files` in their order, the open one bold. */
export function scriptEditor(height: number, files: readonly string[], open: string): string {
  return [
    browserWindow(height, "Untitled project – Apps Script"),
    `<path d="M46 30V${height - 2}M176 30V${height - 2}" stroke="#c3ccd5"/>`,
    words({ x: 10, y: 62 }, "< >", { bold: true }),
    cog({ x: 23, y: 96 }),
    words({ x: 58, y: 58 }, "Files", { bold: true }),
    words({ x: 152, y: 60 }, "+", { bold: true, size: 20 }),
    ...files.map((name, index) =>
      words({ x: 58, y: 86 + index * 26 }, name, { bold: name === open }),
    ),
  ].join("");
}

export const pictures = {
  apps: drawing(230, "The Form's editor. 2: the three dots at the top right. 3: Apps Script.", [
    formEditor(230),
    menu(212, 78, 160, ["Make a copy", "Preferences", "Get add-ons", "Apps Script"]),
    ring({ x: 358, y: 38, w: 28, h: 29 }, 2),
    entryRing(212, 78, 160, 3, 3),
  ]),
  code: drawing(
    200,
    "The script editor. 2: the file Code.gs. 3: its text, all of it selected. 4: the disk, Save.",
    [
      scriptEditor(200, ["Code.gs"], "Code.gs"),
      words({ x: 190, y: 56 }, "Save"),
      `<rect x="188" y="74" width="196" height="68" fill="#cfe2ff"/>`,
      words({ x: 194, y: 94 }, "function myFunction() {"),
      words({ x: 194, y: 134 }, "}"),
      ring({ x: 52, y: 70, w: 110, h: 24 }, 2),
      ring({ x: 186, y: 72, w: 198, h: 72 }, 3),
      ring({ x: 184, y: 38, w: 48, h: 26 }, 4),
    ],
  ),
  settings: drawing(
    170,
    "The script editor. 1: the cog wheel, Project Settings. 2: the box before Show appsscript.json manifest file in editor, ticked.",
    [
      browserWindow(170, "Untitled project – Apps Script"),
      `<path d="M46 30V168" stroke="#c3ccd5"/>`,
      words({ x: 10, y: 62 }, "< >", { bold: true }),
      cog({ x: 23, y: 96 }),
      words({ x: 62, y: 60 }, "Project Settings", { bold: true, size: 16 }),
      bars({ x: 88, y: 78, w: 230 }, 1),
      tick({ x: 62, y: 72 }, true),
      tick({ x: 62, y: 104 }, true),
      words({ x: 88, y: 112 }, "Show “appsscript.json” manifest"),
      words({ x: 88, y: 131 }, "file in editor"),
      ring({ x: 9, y: 82, w: 28, h: 28 }, 1),
      ring({ x: 56, y: 97, w: 300, h: 44 }, 2),
    ],
  ),
  manifest: drawing(
    200,
    "The script editor again. 1: Editor, the angle brackets. 2: the file appsscript.json. 4: its text, all of it selected. 5: the disk, Save.",
    [
      scriptEditor(200, ["appsscript.json", "Code.gs"], "appsscript.json"),
      words({ x: 190, y: 56 }, "Save"),
      `<rect x="188" y="74" width="196" height="84" fill="#cfe2ff"/>`,
      words({ x: 194, y: 94 }, "{"),
      words({ x: 204, y: 114 }, "“timeZone”: …"),
      words({ x: 194, y: 150 }, "}"),
      ring({ x: 6, y: 44, w: 34, h: 28 }, 1),
      ring({ x: 52, y: 70, w: 118, h: 24 }, 2),
      ring({ x: 186, y: 72, w: 198, h: 88 }, 4),
      ring({ x: 184, y: 38, w: 48, h: 26 }, 5),
    ],
  ),
  services: drawing(
    240,
    "The script editor, below the list of files. 1: the three dots beside Sheets, and Remove. 2: the plus sign beside Services. 3: Google Sheets API in the list, and Add.",
    [
      browserWindow(240, "Untitled project – Apps Script"),
      `<path d="M46 30V238M176 30V238" stroke="#c3ccd5"/>`,
      words({ x: 10, y: 62 }, "< >", { bold: true }),
      words({ x: 58, y: 58 }, "Services", { bold: true }),
      words({ x: 150, y: 60 }, "+", { bold: true, size: 20 }),
      words({ x: 58, y: 90 }, "Drive"),
      dots({ x: 128, y: 78 }),
      words({ x: 58, y: 120 }, "Sheets"),
      dots({ x: 128, y: 108 }),
      menu(60, 136, 104, ["Remove"]),
      box({ x: 192, y: 46, w: 192, h: 176 }, "#ffffff", "#1f2933"),
      words({ x: 206, y: 70 }, "Add a service", { bold: true }),
      words({ x: 206, y: 100 }, "Google Sheets API"),
      bars({ x: 206, y: 116, w: 150 }, 2),
      words({ x: 206, y: 172 }, "Identifier: Sheets"),
      button({ x: 316, y: 184, w: 56, h: 28 }, "Add"),
      ring({ x: 118, y: 102, w: 24, h: 26 }, 1),
      ring({ x: 143, y: 40, w: 26, h: 26 }, 2),
      ring({ x: 200, y: 82, w: 150, h: 28 }, 3),
    ],
  ),
  page: drawing(
    200,
    "The list of files. 1: the plus sign. 2: HTML. 3: the new file's name, without an ending.",
    [
      scriptEditor(200, ["appsscript.json", "Code.gs"], ""),
      menu(172, 70, 80, ["Script", "HTML"]),
      words({ x: 272, y: 92 }, "its name:"),
      box({ x: 272, y: 100, w: 108, h: 32 }, "#ffffff", link),
      words({ x: 284, y: 121 }, "Dialog"),
      ring({ x: 145, y: 40, w: 26, h: 26 }, 1),
      entryRing(172, 70, 80, 1, 2),
      ring({ x: 268, y: 96, w: 116, h: 40 }, 3),
    ],
  ),
  menu: drawing(
    200,
    "The Form's editor. 2: the puzzle piece at the top. 3: Student safety. 4: Set up.",
    [
      formEditor(200),
      menu(186, 74, 150, ["Student safety"]),
      menu(226, 124, 150, ["Set up"]),
      ring({ x: 211, y: 37, w: 30, h: 30 }, 2),
      entryRing(186, 74, 150, 0, 3),
      entryRing(226, 124, 150, 0, 4),
    ],
  ),
  consent: drawing(
    250,
    "Google's page that asks for consent. 2: Select all, so that every box is ticked. 3: Continue.",
    [
      browserWindow(250, "Sign in with Google"),
      words({ x: 24, y: 62 }, "Untitled project wants access to", { size: 15 }),
      words({ x: 24, y: 82 }, "your Google Account", { size: 15 }),
      tick({ x: 30, y: 100 }, true),
      words({ x: 56, y: 113 }, "Select all", { bold: true }),
      ...[0, 1, 2].flatMap((index) => [
        tick({ x: 30, y: 128 + index * 22 }, true),
        bars({ x: 56, y: 133 + index * 22, w: 260 }, 1),
      ]),
      words({ x: 150, y: 225 }, "Cancel", { colour: link }),
      button({ x: 236, y: 205, w: 104, h: 30 }, "Continue"),
      ring({ x: 24, y: 94, w: 120, h: 28 }, 2),
      ring({ x: 230, y: 200, w: 116, h: 40 }, 3),
    ],
  ),
} as const;
