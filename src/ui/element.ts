/** Builds elements of a page. Text only ever becomes a text node, so nothing that somebody wrote can turn into markup. */

type Attribute = string | number | boolean | null | ((event: Event) => void);
type Child = Node | string | null;

/** A new element; `onclick` and the like take a listener, true and false set or leave out an attribute. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
