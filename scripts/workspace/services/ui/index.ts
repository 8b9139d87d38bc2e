/** The Form editor's user interface: FormApp.getUi, menus and dialogs, and HtmlService. */

import { parse } from "acorn";
import { type CallContext, GoogleError, type Ref, type ServiceClass } from "../../service";
import {
  expectCount,
  expectNumber,
  expectText,
  freeCall,
  globalClass,
  keep,
  kept,
  objectClass,
  planning,
  unmodelledArgument,
} from "../declare";
import { type MenuEntry, shown } from "./store";

const scriptElement =
  /<script(?![^>]*\btype="(?!module|text\/javascript))[^>]*>([\s\S]*?)<\/script>/gi;

/** The result for the last page that was checked, because a dialog shows the same page many times. */
let last: { readonly html: string; readonly spoiled: string | null } | null = null;

/** Describes the first thing in a page that HtmlService is known to break; null if there is none. */
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
          // HtmlService takes "//" in a template literal for the start of a comment, as others have seen since 2020.
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

interface BuildingMenu {
  readonly caption: string;
  readonly entries: MenuEntry[];
}

interface BuildingHtml {
  html: string;
  title: string | null;
  width: number | null;
  height: number | null;
}

const uiScopes = ["script.container.ui"];

/** The key of an argument, if it is an object of the class; otherwise refuses the call. */
function keyOf(call: string, value: unknown, className: string): unknown {
  const ref = value as Partial<Ref> | null; // An argument is JSON; what it lacks reads as undefined.
  return ref?.$ref === className ? ref.key : unmodelledArgument(call, `no ${className}`);
}

function getUi(context: CallContext): Ref {
  const background = ["form-submit", "edit", "clock"];
  if (background.includes(context.surface)) {
    throw new GoogleError("Cannot call FormApp.getUi() from this context.");
  }
  return { $ref: "Ui", key: "form" };
}

function showModalDialog(context: CallContext, args: readonly unknown[]): void {
  const call = "Ui.showModalDialog";
  expectCount(call, args, 2);
  const { html, width, height } = kept<BuildingHtml>(context, keyOf(call, args[0], "HtmlOutput"));
  const title = expectText(call, args[1], "the title");
  const ui = shown(context.store);
  ui.dialogs.push({ at: context.now, to: context.user, title, html, width, height });
  ui.open[context.user] = ui.dialogs.length - 1;
}

function addToUi(context: CallContext, self: unknown): void {
  const { caption, entries } = kept<BuildingMenu>(context, self);
  const { menus } = shown(context.store);
  // A simple trigger cannot learn who the person is, but the menu still appears in that person's editor.
  menus[context.user] = { ...menus[context.user], [caption]: [...entries] };
}

function addEntry(context: CallContext, self: unknown, entry: MenuEntry): Ref {
  kept<BuildingMenu>(context, self).entries.push(entry);
  return { $ref: "Menu", key: self };
}

function setHtml(context: CallContext, self: unknown, change: Partial<BuildingHtml>): Ref {
  Object.assign(kept<BuildingHtml>(context, self), change);
  return { $ref: "HtmlOutput", key: self };
}

/** One of the project's pages, by its name without ".html". */
function htmlFromFile(context: CallContext, args: readonly unknown[]): Ref {
  const call = "HtmlService.createHtmlOutputFromFile";
  expectCount(call, args, 1);
  const name = expectText(call, args[0], "the file's name");
  if (name.endsWith(".html")) return unmodelledArgument(call, 'a name that ends in ".html"');
  const html = context.htmlFiles[name];
  if (html === undefined) throw new GoogleError(`No HTML file named ${name} was found.`);
  const spoiled = spoiledByGoogle(html);
  if (spoiled !== null) return unmodelledArgument(call, spoiled);
  const output: BuildingHtml = { html, title: null, width: null, height: null };
  return { $ref: "HtmlOutput", key: keep(context, output) };
}

function pixels(call: string, value: unknown): number {
  const number = expectNumber(call, value, "pixels");
  return Number.isInteger(number) && number > 0
    ? number
    : unmodelledArgument(call, `${number} pixels`);
}

export const uiServices: readonly ServiceClass[] = [
  globalClass("Forms.FormApp", { getUi: freeCall(getUi) }),
  objectClass("Base.Ui", {
    createMenu: freeCall((context, _, args) => {
      expectCount("Ui.createMenu", args, 1);
      const caption = expectText("Ui.createMenu", args[0], "the caption");
      const menu: BuildingMenu = { caption, entries: [] };
      return { $ref: "Menu", key: keep(context, menu) };
    }),
    showModalDialog: {
      ...freeCall((context, _, args) => showModalDialog(context, args), {
        scopes: uiScopes,
      }),
      planningMilliseconds: planning.plain,
    },
  }),
  objectClass("Base.Menu", {
    addItem: freeCall((context, self, args) => {
      const call = "Menu.addItem";
      expectCount(call, args, 2);
      const caption = expectText(call, args[0], "the caption");
      const name = expectText(call, args[1], "the function's name");
      return addEntry(context, self, { kind: "item", caption, function: name });
    }),
    addSeparator: freeCall((context, self) => addEntry(context, self, { kind: "separator" })),
    addToUi: freeCall(addToUi),
  }),
  globalClass("HTML.HtmlService", {
    createHtmlOutputFromFile: freeCall((context, _, args) => htmlFromFile(context, args)),
  }),
  objectClass("HTML.HtmlOutput", {
    append: freeCall((context, self, args) => {
      const call = "HtmlOutput.append";
      expectCount(call, args, 1);
      const { html } = kept<BuildingHtml>(context, self);
      const more = expectText(call, args[0], "what is added");
      return setHtml(context, self, { html: html + more });
    }),
    setTitle: freeCall((context, self, args) =>
      setHtml(context, self, { title: expectText("HtmlOutput.setTitle", args[0], "the title") }),
    ),
    setWidth: freeCall((context, self, args) =>
      setHtml(context, self, { width: pixels("HtmlOutput.setWidth", args[0]) }),
    ),
    setHeight: freeCall((context, self, args) =>
      setHtml(context, self, { height: pixels("HtmlOutput.setHeight", args[0]) }),
    ),
  }),
];
