/** Which addresses email may be sent to, and which belong to the district's staff. */
import type { Settings } from "./district";

/** ASCII alone: no space, comma, bracket or invisible character, in which a second recipient or a look-alike could hide. */
const plain =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** True for one plain address in lower case, with nothing around it. */
export function isPlainAddress(text: string): boolean {
  return text.length <= 254 && plain.test(text);
}

/** What stands after the last "@" of an address; the whole text where it has none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** Whether an address (lower case) is of one of Google's own email domains for private accounts, such as gmail.com. */
export function isConsumerAccount(address: string): boolean {
  return /@(gmail|googlemail)\.com$/.test(address);
}

type AddressSettings = Pick<Settings, "domains" | "studentDomains">;

/**
 * Whether a person of Contacts may have this address (lower case): inside the district's domains where those are set, and no student
 * account.
 */
export function isStaffAddress(settings: AddressSettings, address: string): boolean {
  const outside = settings.domains.length > 0 && !isInsideDomains(settings, address);
  return !outside && !isStudentAccount(settings, address);
}

/**
 * Whether a reporter may be written to at this address (any case): a plain address inside the district's domains, and no student account
 * (design 2.10).
 */
export function isReporterAddress(settings: AddressSettings, address: string): boolean {
  const bare = address.trim().toLowerCase();
  return (
    isPlainAddress(bare) && isInsideDomains(settings, bare) && !isStudentAccount(settings, bare)
  );
}

/** The address that a reporter left, in lower case; null where they left none that may be written to. */
export function reporterAddressIn(
  settings: AddressSettings,
  written: string | null,
): string | null {
  const address = (written ?? "").trim().toLowerCase();
  return isReporterAddress(settings, address) ? address : null;
}

function isInsideDomains(settings: AddressSettings, address: string): boolean {
  // A subdomain counts as another domain: students often have one.
  return settings.domains.includes(domainOf(address));
}

function isStudentAccount(settings: AddressSettings, address: string): boolean {
  const domain = domainOf(address);
  return settings.studentDomains.some((one) =>
    one.endsWith("*") ? address.startsWith(one.slice(0, -1)) : isAtOrUnder(domain, one),
  );
}

/** True for the domain itself and for every subdomain of it. */
export function isAtOrUnder(domain: string, above: string): boolean {
  return domain === above || domain.endsWith(`.${above}`);
}
