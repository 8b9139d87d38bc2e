/** Where a link of a mail leads: into the register or the Form here, to a telephone, or away; never does it replace the page. */
import type { RegisterView } from "../../views/register-views";
import { placeHash } from "../register/register-place";

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
