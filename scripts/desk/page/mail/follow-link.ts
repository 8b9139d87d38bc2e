/** Where a link of a mail leads: into the register or the Form here, to a telephone, or away; never does it replace the page. */
import type { RegisterView } from "../../views/register-views";
import { placeHash } from "../register/register-place";
import { focusAgain, showDialog } from "../shell/dialog";
import { element } from "../shell/dom";

/** Spreadsheet id → name of the register. */
export type RegisterNames = ReadonlyMap<string, RegisterView["register"]>;

/** What the page does at a click on a link. */
export type Destination =
  | { readonly kind: "here"; readonly hash: string }
  | { readonly kind: "call"; readonly number: string }
  | { readonly kind: "write"; readonly to: string }
  | { readonly kind: "away"; readonly address: string }
  | { readonly kind: "nowhere" };

const register = /\/spreadsheets\/d\/([^/\s]+)(?:\/[^#]*)?(?:#gid=(\d+)(?:&fvid=(\d+))?)?/;
const form = /^https:\/\/docs\.google\.com\/forms\/d\/[^\s]*?(\/edit)?(?:[?#].*)?$/;

/** `number` as people dial it. */
function inWords(number: string): string {
  const [, area, exchange, line] = /^\+?1?(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
  return area === undefined ? number : `(${area}) ${exchange}-${line}`;
}

/** The text of an address with its escapes read; as it is where they cannot be. */
function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function destinationOf(address: string, names: RegisterNames): Destination {
  const [, scheme = "", rest = ""] = /^([a-z]+):(.*)$/i.exec(address) ?? [];
  if (scheme === "tel" || scheme === "sms") {
    return { kind: "call", number: inWords(readable(rest).replace(/[^\d+]/g, "")) };
  }
  if (scheme === "mailto") return { kind: "write", to: readable(rest.split("?")[0] ?? "") };
  const [, id = "", tab, filter] = register.exec(address) ?? [];
  const name = names.get(id);
  if (name !== undefined) {
    const number = (text: string | undefined) => (text === undefined ? null : Number(text));
    const place = { register: name, tab: number(tab), filter: number(filter) };
    return { kind: "here", hash: placeHash(place) };
  }
  const ofForm = form.exec(address);
  if (ofForm !== null)
    return { kind: "here", hash: ofForm[1] === undefined ? "#/report" : "#/admin" };
  return /^https?$/i.test(scheme) ? { kind: "away", address } : { kind: "nowhere" };
}

interface Words {
  readonly title: string;
  readonly text: string;
  /** Where a button leads away from this page; null for none. */
  readonly away: string | null;
}

function wordsOf(destination: Exclude<Destination, { kind: "here" }>): Words {
  switch (destination.kind) {
    case "call":
      return {
        title: `Would call ${destination.number}`,
        text: "On a telephone this link calls the number. Here nobody is called.",
        away: null,
      };
    case "write":
      return {
        title: `Would write to ${destination.to}`,
        text: "In a mail program this link begins a mail. Here nobody is written to.",
        away: null,
      };
    case "away":
      return {
        title: "This link leaves the page",
        text: `It leads to ${destination.address}, which is not on this computer.`,
        away: destination.address,
      };
    case "nowhere":
      return {
        title: "This link leads nowhere",
        text: "Nothing here has that address.",
        away: null,
      };
  }
}

/** Goes there, or says what would happen; what leaves the page opens beside it, if the person wants that. */
export function followLink(address: string, names: RegisterNames): void {
  const destination = destinationOf(address, names);
  if (destination.kind === "here") {
    location.hash = destination.hash;
    return;
  }
  const { title, text, away } = wordsOf(destination);
  const close = () => dialog.close();
  const body = [
    element("p", { class: "whole" }, text),
    element(
      "div",
      { class: "buttons" },
      away === null
        ? null
        : element(
            "a",
            {
              class: "button",
              href: away,
              target: "_blank",
              rel: "noopener noreferrer",
              onclick: close,
            },
            "Open it in a new tab",
          ),
      element(
        "button",
        { type: "button", class: "main", onclick: close },
        away === null ? "Close" : "Stay here",
      ),
    ),
  ];
  const dialog = showDialog(title, body, focusAgain());
}
