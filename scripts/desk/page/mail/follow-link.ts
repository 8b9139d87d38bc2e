/** Where a link in an email leads: into the register or the Form of this page. For any other link it says what the link would do. */
import type { RegisterView } from "../../register-desk";
import { placeHash } from "../register/register-place";

/** Name of a register, by spreadsheet id. */
export type RegisterNames = ReadonlyMap<string, RegisterView["register"]>;

const register = /\/spreadsheets\/d\/([^/\s]+)(?:\/[^#]*)?(?:#gid=(\d+)(?:&fvid=(\d+))?)?/;
const form = /^https:\/\/docs\.google\.com\/forms\/d\/[^\s]*?(\/edit)?(?:[?#].*)?$/;

/** An address in the page ("#/…"), or a sentence for the person. */
export function destinationOf(address: string, names: RegisterNames): string {
  const [, id = "", tab, filter] = register.exec(address) ?? [];
  const name = names.get(id);
  if (name !== undefined) {
    const number = (text: string | undefined) => (text === undefined ? null : Number(text));
    return placeHash({ register: name, tab: number(tab), filter: number(filter) });
  }
  const ofForm = form.exec(address);
  if (ofForm !== null) return ofForm[1] === undefined ? "#/report" : "#/admin";
  if (/^(tel|sms):/.test(address)) {
    const number = address.replace(/[^\d]/g, "").replace(/^1?(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
    return `On a telephone this link calls ${number}. Here no one is called.`;
  }
  if (address.startsWith("mailto:")) return "This link begins an email. Here no email is written.";
  return `This link leaves the page, to ${address}.`;
}
