/** What a person does in a dialog of the Form editor, by the dialog's own pages: fills in fields, presses buttons. */
import type { Button, Page, Reply } from "../../../src/dialog/page-data";
import { PersonRefused } from "../../workspace/forms/person";
import type { LocalWorkspace } from "../../workspace/runtime";
import { LocalRefusal } from "../../workspace/service";
import { dialogOf } from "../../workspace/services/ui/store";
import type { Json } from "../loose-argument";

/** Fields by key; or buttons in the order pressed, each by its act or its label, where "YES" and "OK" mean the main one and "NO" closes. */
export type DialogAnswers = readonly Json[] | Readonly<Record<string, Json>>;

const agreeing: readonly string[] = ["YES", "OK"];
const closing: readonly string[] = ["NO", "CANCEL", "CLOSE"];

/** Pages that follow each other by themselves; a set-up has some twenty steps. */
const longestWay = 200;

function pageIn(text: string): Page | null {
  const reply = JSON.parse(text) as Reply; // The bundle's own; only what is there is used.
  return "view" in reply ? reply : null;
}

/** The page that the dialog opened with; null if it is none of the desk's pages. */
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

  /** The page before the person; null if no dialog of the desk's is open. What goes on by itself has gone on. */
  open(): Page | null {
    const dialog = dialogOf(this.workspace.store, this.as);
    const page = dialog === null ? null : firstPage(dialog.html);
    return page === null ? null : this.settled(page);
  }

  /** Gives the answers to the page and to those that follow it. @throws PersonRefused if a page does not take them. */
  answer(page: Page, answers: DialogAnswers): Page {
    // Array.isArray does not narrow a readonly array.
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

  /** Presses the button of an act or a label, with some values filled in. @throws PersonRefused if the page has no such button. */
  press(page: Page, button: string, over: Readonly<Record<string, string>> = {}): Page {
    return this.settled(this.send(page, buttonNamed(page, button).act, over));
  }

  /**
   * One page after the other until every answer has found its field: by the main button where a page took one, otherwise by the button that
   * only goes on, if there is one.
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

  /** What a page that looks again by itself comes to, once it has. A page that does not is left as it is. */
  wait(page: Page): Page {
    return page.andThen === undefined ? page : this.settled(this.send(page, page.andThen.act, {}));
  }

  /** A page that waits for something else to happen is where the person comes to. */
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

/** The page, unless it finds fault with what was filled in. */
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
