/** A mail's HTML in a frame that runs nothing and leads nowhere by itself: what is clicked in it, the page around it decides. */
import { element } from "../shell/dom";

/** Takes every click on a link of `root`, whose address then goes to `follow`. */
export function takesLinks(root: Node, follow: (address: string) => void): void {
  root.addEventListener("click", (event) => {
    const { target } = event;
    // An element of a frame is none of this window's classes.
    const link = (target as Partial<Element> | null)?.closest?.("a[href], area[href]") ?? null;
    if (link === null) return;
    event.preventDefault();
    follow(link.getAttribute("href") ?? "");
  });
  // Neither a middle click nor a dragged link opens what a click would not.
  root.addEventListener("auxclick", (event) => event.preventDefault());
}

export function mailFrame(html: string, follow: (address: string) => void): HTMLIFrameElement {
  const frame = element("iframe", {
    title: "The mail as HTML",
    // Its scripts do not run; of this page's origin, so that its clicks are heard.
    sandbox: "allow-same-origin",
    srcdoc: html,
    onload: () => {
      const { contentDocument } = frame;
      if (contentDocument !== null) takesLinks(contentDocument, follow);
    },
  });
  return frame;
}

const linkOrNumber =
  /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]|\(\d{3}\) \d{3}-\d{4}|\b1-\d{3}-\d{3}-\d{4}\b|\b\d{3}-\d{3}-\d{4}\b|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g;

function addressOf(found: string): string {
  if (found.startsWith("http")) return found;
  return found.includes("@") ? `mailto:${found}` : `tel:${found.replace(/[^\d]/g, "")}`;
}

/** A mail's text, in which addresses and telephone numbers are links, as mail programs make them. */
export function mailText(text: string, follow: (address: string) => void): HTMLElement {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const found of text.matchAll(linkOrNumber)) {
    const [word] = found;
    parts.push(text.slice(end, found.index), element("a", { href: addressOf(word) }, word));
    end = found.index + word.length;
  }
  const made = element("pre", { tabindex: 0 }, ...parts, text.slice(end));
  takesLinks(made, follow);
  return made;
}
