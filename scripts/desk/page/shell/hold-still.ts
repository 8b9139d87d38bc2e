/** What keeps a page that refreshes by itself from taking a click or the focus away from the person who uses it. */

let isDown = false;
let waiting: (() => void)[] = [];

function release(): void {
  isDown = false;
  const held = waiting;
  waiting = [];
  for (const one of held) one();
}

/** The click of a finger follows its `pointerup` in a later event, a little later. */
const clickComesWithin = 50;

window.addEventListener(
  "pointerdown",
  ({ target }) => {
    // The list of a select covers the page, which then does not hear when the button is let go.
    isDown = !(target instanceof Element && target.closest("select") !== null);
  },
  true,
);
for (const end of ["pointerup", "pointercancel"]) {
  window.addEventListener(end, () => setTimeout(release, clickComesWithin), true);
}
// The button may be let go outside the window.
window.addEventListener("blur", release);
window.addEventListener("pointermove", ({ buttons }) => isDown && buttons === 0 && release(), true);

/**
 * Resolves once no mouse button and no finger is down. A click is lost if what lies under it is drawn again, or moves, between pressing and
 * letting go.
 */
export function pointerUp(): Promise<void> {
  return isDown ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}

/**
 * When the element that has the focus is taken off the page, gives the focus to what was around it, or to the page's content. Otherwise
 * the browser gives it to no element, and keys reach nothing. Returns a function that ends this.
 */
export function keepFocus(): () => void {
  /** The element that last had the focus, then what is around it. */
  let around: readonly HTMLElement[] = [];
  const focused = ({ target }: { readonly target: EventTarget | null }) => {
    const found: HTMLElement[] = [];
    for (let one = target; one instanceof HTMLElement; one = one.parentElement) {
      if (one === target || one.hasAttribute("tabindex")) found.push(one);
    }
    const content = document.getElementById("content");
    around = content === null ? found : [...found, content];
  };
  const observer = new MutationObserver(() => {
    if (around[0]?.isConnected !== false || document.activeElement !== document.body) return;
    around.find((one) => one.isConnected)?.focus({ preventScroll: true });
  });
  // The focus goes into a frame without an event of its own, and with the frame it is gone.
  const left = () => {
    const target = document.activeElement;
    if (target?.matches("iframe") === true) focused({ target });
  };
  window.addEventListener("focusin", focused);
  window.addEventListener("blur", left);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    window.removeEventListener("focusin", focused);
    window.removeEventListener("blur", left);
    observer.disconnect();
  };
}
