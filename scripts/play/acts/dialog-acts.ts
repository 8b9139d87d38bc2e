/** What a person does in a dialog of the Form editor, using the dialog's own pages: fills in fields, presses buttons. */
import type { Button, Page, Reply } from "../../../src/parts-of-a-page";
import { PersonRefused } from "../../workspace/forms/person";
import type { LocalWorkspace } from "../../workspace/runtime";
import { LocalRefusal } from "../../workspace/service";
import { dialogOf } from "../../workspace/services/ui/store";
import type { Json } from "../loose-argument";

/**
 * Either fields by key, or a list of buttons in the order pressed. A button is named by its act or its label; "YES" and "OK" mean the
 * main button, and "NO" closes.
 */
export type DialogAnswers = readonly Json[] | Readonly<Record<string, Json>>;

const agreeing: readonly string[] = ["YES", "OK"];
const closing: readonly string[] = ["NO", "CANCEL", "CLOSE"];

/** The most pages that may follow each other without a person. A Set up has about twenty. */
const longestWay = 200;

function pageIn(text: string): Page | null {
  const reply = JSON.parse(text) as Reply; // The bundle's own; only what is there is used.
  return "view" in reply ? reply : null;
}

/** The page with which a dialog opened; null if it is not one of the product's pages. */
function firstPage(html: string): Page | null {
  const [, text] =
    /<script type="application\/json" id="first">([\s\S]*?)<\/script>/.exec(html) ?? [];
  return text === undefined ? null : pageIn(text);
}

function asText(value: Json): string {
  if (typeof value === "boolean") return value ? "yes" : "";
  if (Array.isArray(value)) return value.map(asText).join("\n");
  return value === null ? "" : String(value);
}

export class DialogPerson {
  constructor(
    private readonly workspace: LocalWorkspace,
    private readonly as: string,
  ) {}

  /** The page that the person sees, after all pages that continue by themselves; null if no dialog of the product is open. */
  open(): Page | null {
    const dialog = dialogOf(this.workspace.store, this.as);
    const page = dialog === null ? null : firstPage(dialog.html);
    return page === null ? null : this.settled(page);
  }

  /** Gives the answers to this page and to those that follow. @throws PersonRefused if a page refuses them. */
  answer(page: Page, answers: DialogAnswers): Page {
    // Array.isArray does not narrow the type of a readonly array.
    const list = Array.isArray(answers) ? (answers as readonly Json[]) : null;
    return list === null
      ? this.fillIn(page, new Map(Object.entries(answers)))
      : this.pressAll(page, list);
  }

  private pressAll(first: Page, names: readonly Json[]): Page {
    let page = first;
    for (const given of names) {
      const name = typeof given === "boolean" ? (given ? "YES" : "NO") : asText(given);
      if (closing.includes(name.toUpperCase())) break;
      const isMain = agreeing.includes(name.toUpperCase());
      page = this.press(page, isMain ? mainButton(page).act : name);
    }
    return page;
  }

  /** Presses a button by its act or label, with some values filled in. @throws PersonRefused if the page has no such button. */
  press(page: Page, button: string, over: Readonly<Record<string, string>> = {}): Page {
    return this.settled(this.send(page, buttonNamed(page, button).act, over));
  }

  /**
   * Goes from page to page until every answer has found its field. Leaves a page that took an answer by its main button, any other by
   * the button that only continues, if it has one.
   */
  private fillIn(first: Page, answers: Map<string, Json>): Page {
    let page = first;
    const passed = new Set<string>();
    for (;;) {
      const given: Record<string, string> = {};
      for (const [key, value] of answers) {
        if (Object.hasOwn(page.values, key)) given[key] = asText(value);
      }
      for (const key of Object.keys(given)) answers.delete(key);
      const isFilled = Object.keys(given).length > 0;
      if (isFilled) passed.clear();
      else if (passed.has(page.view)) {
        throw new PersonRefused(`"${page.title}" has no field ${[...answers.keys()].join(", ")}`);
      } else passed.add(page.view);
      const onward = isFilled ? undefined : page.buttons.find(({ act }) => act === "next");
      page = taken(this.press(page, (onward ?? mainButton(page)).act, given));
      if (answers.size === 0) return page;
    }
  }

  /** If a page checks again by itself, the page that follows. Otherwise the same page. */
  wait(page: Page): Page {
    return page.andThen === undefined ? page : this.settled(this.send(page, page.andThen.act, {}));
  }

  /** Follows pages that continue by themselves. A page that waits for something else to happen ends it. */
  private settled(first: Page): Page {
    let page = first;
    for (let step = 0; page.andThen?.afterSeconds === undefined; step += 1) {
      if (page.andThen === undefined) return page;
      if (step === longestWay) throw new LocalRefusal(`"${page.title}" never comes to an end`);
      page = this.send(page, page.andThen.act, {});
    }
    return page;
  }

  private send(page: Page, act: string, over: Readonly<Record<string, string>>): Page {
    const request = { view: page.view, act, values: { ...page.values, ...over } };
    const { ok, error, value } = this.workspace.callFromDialog("onDialog", this.as, [
      JSON.stringify(request),
    ]);
    const next = ok && typeof value === "string" ? pageIn(value) : null;
    if (next === null) throw new PersonRefused(`"${page.title}" got no page: ${error ?? "null"}`);
    return next;
  }
}

/** Returns the page. @throws PersonRefused if the page reports errors in what was filled in. */
function taken(page: Page): Page {
  const wrong = Object.entries(page.errors ?? {}).map(([key, words]) => `${key}: ${words}`);
  if (wrong.length === 0) return page;
  throw new PersonRefused(`"${page.title}" does not take this: ${wrong.join("; ")}`);
}

function mainButton({ title, buttons }: Page): Button {
  const found = buttons.find(({ primary }) => primary === true);
  if (found === undefined) throw new PersonRefused(`"${title}" has no main button`);
  return found;
}

function buttonNamed({ title, buttons }: Page, name: string): Button {
  const found = buttons.find(({ act, label }) => act === name || label === name);
  if (found !== undefined) return found;
  const known = buttons.map(({ act }) => act).join(", ");
  throw new PersonRefused(`"${title}" has no button "${name}", only ${known}`);
}
