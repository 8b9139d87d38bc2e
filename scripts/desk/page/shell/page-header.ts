/** The header: the rooms in line, and on a narrow page all of it folded into a button. */
import type { Disclosure } from "./disclosure";
import { byId, element } from "./dom";
import { rooms } from "./rooms";

/** As the style has it. */
const isNarrow = "(max-width: 1023px)";

export function drawHeader(fold: Disclosure): void {
  byId("rooms", HTMLElement).replaceChildren(
    ...rooms.map(({ name, title }) =>
      element("li", {}, element("a", { href: `#/${name}` }, title)),
    ),
  );
  const narrow = window.matchMedia(isNarrow);
  const [tools, band] = [byId("tools", HTMLElement), document.querySelector(".band")];
  const arrange = () => {
    if (narrow.matches) byId("folded", HTMLElement).append(tools);
    else band?.append(tools);
  };
  narrow.addEventListener("change", arrange);
  fold.show(false);
  arrange();
}

/** Which room is shown. */
export function markRoom(title: string): void {
  for (const link of document.querySelectorAll(".rooms a")) {
    if (link.textContent === title) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** "Tue, Sep 1, 2026, 9:00:05 AM" without year and seconds. */
export function shortly(now: string): string {
  return now.replace(/, \d{4}(?=,)/, "").replace(/(\d:\d{2}):\d{2}/, "$1");
}
