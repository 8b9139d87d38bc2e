/** The menus that the script put into the Form's editor: opened and gone through by hand or by keyboard. */
import type { EditorView, MenuEntryView } from "../../views/editor-views";
import { element, freshId } from "../shell/dom";

type Choose = (functionName: string) => void;

/** Items of the menus of a menu stand under its caption: all of it is shown at once. */
function entryElement(entry: MenuEntryView, choose: Choose): HTMLElement {
  if (entry.kind === "separator") return element("hr");
  if (entry.kind === "item") {
    return element(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        onclick: () => choose(entry.function),
      },
      entry.caption,
    );
  }
  const caption = element("p", { id: freshId(), class: "caption" }, entry.caption);
  return element(
    "div",
    { role: "group", "aria-labelledby": caption.id },
    caption,
    ...entry.entries.map((one) => entryElement(one, choose)),
  );
}

/** Where an arrow or a jump leads from the item in a place. */
const moves: Readonly<Record<string, (place: number, count: number) => number>> = {
  ArrowDown: (place, count) => (place + 1) % count,
  ArrowUp: (place, count) => (place + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function menuElement(
  { caption, entries }: EditorView["menus"][number],
  choose: (functionName: string, opener: HTMLElement) => void,
): HTMLElement {
  const list = element("div", { id: freshId(), role: "menu", "aria-label": caption, hidden: true });
  const opener = element(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": list.id,
      onclick: () => show(list.hidden === true),
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || event.key !== "ArrowDown") return;
        event.preventDefault();
        show(true);
      },
    },
    caption,
  );
  const show = (isOpen: boolean): void => {
    list.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) list.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  };
  list.append(
    ...entries.map((entry) =>
      entryElement(entry, (functionName) => {
        show(false);
        opener.focus();
        choose(functionName, opener);
      }),
    ),
  );
  const whole = element(
    "div",
    {
      class: "menu",
      onfocusout: (event) => {
        const to = event instanceof FocusEvent ? event.relatedTarget : null;
        if (!(to instanceof Node && whole.contains(to))) show(false);
      },
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || list.hidden) return;
        const items = [...list.querySelectorAll<HTMLElement>('[role="menuitem"]')];
        const focused = document.activeElement;
        const place = focused instanceof HTMLElement ? items.indexOf(focused) : -1;
        const move = moves[event.key];
        if (event.key === "Escape") {
          show(false);
          opener.focus();
        } else if (move !== undefined && place >= 0) {
          event.preventDefault();
          items[move(place, items.length)]?.focus();
        }
      },
    },
    opener,
    list,
  );
  return whole;
}

export function menuBar(
  menus: EditorView["menus"],
  choose: (functionName: string, opener: HTMLElement) => void,
): HTMLElement {
  return element(
    "div",
    { class: "menus", role: "group", "aria-label": "Menus" },
    ...menus.map((menu) => menuElement(menu, choose)),
  );
}
