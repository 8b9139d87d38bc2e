/** Elements of the page: made as the dialog of the script makes its own, numbered, and found. */

export { element } from "../../../../src/ui/element";

let made = 0;

/** An id that nothing else on the page has. */
export function freshId(): string {
  made += 1;
  return `id-${made}`;
}

/** The element of the page with an id. Fails where it is missing or another kind. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
