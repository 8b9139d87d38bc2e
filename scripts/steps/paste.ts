/** How a script is pasted into a Form, click by click: the desk's in INSTALL.html, the probe's in STEPS.txt and docs/probe.md. */
import { advancedServices } from "../../src/errors";
import {
  appsScript,
  dots,
  editor,
  manifestBox,
  menuPlace,
  newForm,
  projectSettings,
} from "./google-words";

/** Brings the text of a file, as the page at hand can. */
export interface Fetch {
  readonly fetch: string;
}

/** A place of the installation that has a drawing (scripts/release/drawings). */
export type Place =
  | "apps"
  | "code"
  | "settings"
  | "manifest"
  | "services"
  | "page"
  | "menu"
  | "consent";

/** A step with its clicks. */
export interface PasteStep {
  readonly title: string;
  /** The drawing, if there is one; its numbers are those of `says`. */
  readonly picture?: Place;
  /** In order, numbered from 1; `**bold**` is a word on the screen. */
  readonly says: readonly (string | Fetch)[];
  /** What may go otherwise, and what to do then. */
  readonly else?: readonly string[];
}

const paste =
  "Click into the text on the right, select everything there (Ctrl+A or ⌘A) and paste (Ctrl+V or ⌘V). Nothing of the old text may be left.";
const save = "Click **Save**, the disk above the text.";

function pageStep(file: string): PasteStep {
  const name = file.replace(/\.html$/, "");
  return {
    title: `Add the page ${name}`,
    picture: "page",
    says: [
      "Above the list of files, click **+**.",
      "Click **HTML**.",
      `Type **${name}**, with a capital ${name.charAt(0)} and without an ending, and press Enter. The editor adds “.html” by itself.`,
      { fetch: file },
      paste,
      save,
    ],
  };
}

/** The steps from an empty Form to a script with its services. `page`: its HTML file. */
export function pasteSteps(page: string): readonly PasteStep[] {
  const { Drive, Sheets } = advancedServices;
  return [
    {
      title: "Make a Form and open its script",
      picture: "apps",
      says: [
        `Open ${newForm} in the browser: an empty Form appears. Leave it empty; the questions are written later, by the program.`,
        `Click ${dots}.`,
        `Click ${appsScript}. A new tab opens: the script editor.`,
      ],
      else: [
        "No such entry in the menu? Your district has switched Apps Script off for this account. Its Google Workspace administrator can switch it on.",
      ],
    },
    {
      title: "Replace the program",
      picture: "code",
      says: [{ fetch: "Code.gs" }, "In the script editor, click **Code.gs**.", paste, save],
      else: ["It is long: the editor may need some seconds until the whole text is there."],
    },
    {
      title: "Show the file appsscript.json",
      picture: "settings",
      says: [`Click ${projectSettings}.`, `Tick ${manifestBox}.`],
    },
    {
      title: "Replace appsscript.json",
      picture: "manifest",
      says: [
        `Click ${editor}.`,
        "Click the file **appsscript.json**.",
        { fetch: "appsscript.json" },
        paste,
        save,
        "Under **Services**, below the files, you now see **Sheets** and **Drive**.",
      ],
    },
    {
      title: "Switch the two services on",
      picture: "services",
      says: [
        "Under **Services**, click the three dots beside **Sheets**, then **Remove**.",
        "Click the plus sign beside **Services**.",
        `Choose **${Sheets}**, leave its identifier **Sheets**, and click **Add**.`,
        `Do the same with **Drive**: remove it, and add **${Drive}** with the identifier **Drive**.`,
      ],
      else: ["A service is not in the list? Then only add it."],
    },
    pageStep(page),
  ];
}

/** How a menu of a script is found and an item of it chosen. */
export function menuStep(title: string, menu: string, item: string): PasteStep {
  return {
    title,
    picture: "menu",
    says: [
      "Go to the tab of the Form and reload it (F5). Wait ten seconds.",
      `Click ${menuPlace}.`,
      `Click **${menu}**.`,
      `Click **${item}**.`,
    ],
    else: [
      `No ${menu} in either? Reload once more. Still none: a file is missing, is not saved, or has more in it than was pasted. Look at the list of files, and repeat the step of each.`,
    ],
  };
}

/** How Google is given its consent. `again`: what to choose where nothing opens by itself afterwards. */
export function consentStep(account: string, again: string): PasteStep {
  return {
    title: "Give Google your consent",
    picture: "consent",
    says: [
      `Google says that authorization is required. Click **OK** or **Review permissions**, and choose ${account}.`,
      "Tick **Select all**. With a box left empty it does not work.",
      `Click **Continue** or **Allow**. Then choose ${again} once more, if nothing opens by itself.`,
    ],
  };
}
