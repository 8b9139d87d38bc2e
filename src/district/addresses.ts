/** Which addresses the system may email, and whose they can be: staff, students, people outside. */

import type { Settings } from "../district-directory";

/**
 * Only ASCII. Spaces, commas, brackets and invisible characters are not allowed, because a second recipient or a look-alike could hide in
 * them.
 */
const plain =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Whether the text is one plain address in lower case, with nothing around it. */
export const isPlainAddress = (text: string): boolean => text.length <= 254 && plain.test(text);

/** What comes after the last "@" of an address; the whole text if it has none. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Whether an address (lower case) is in one of Google's own domains for private accounts, such as gmail.com. */
export const isConsumerAccount = (address: string): boolean =>
  /@(gmail|googlemail)\.com$/.test(address);

type AddressSettings = Pick<Settings, "domains" | "studentDomains">;

/** What a district writes in place of its students' addresses if they have none. */
export const noStudents = "none";

/** Stands for a part of a setting that cannot be read, and must not count as left out. */
export const unreadable = "unreadable";

/** Whether the district has said, in entries that are all clear, which addresses are its students', or that they have none. */
export const areStudentsKnown = ({ studentDomains }: Pick<Settings, "studentDomains">): boolean =>
  studentDomains.length > 0 && !studentDomains.includes(unreadable);

/**
 * Whether a person in Contacts may have this address (lower case): it is in the district's domains, if those are set, and not a student
 * account.
 */
export function isStaffAddress(
  { domains, studentDomains }: AddressSettings,
  address: string,
): boolean {
  const domain = domainOf(address);
  // A subdomain counts as another domain, because students often have one.
  const isInside = domains.length === 0 || domains.includes(domain);
  const isStudents = studentDomains.some((one) =>
    one.endsWith("*") ? address.startsWith(one.slice(0, -1)) : isAtOrUnder(domain, one),
  );
  return isInside && !isStudents;
}

/** The address in lower case if it is a plain one in the district's domains and, as far as is known, no student's; otherwise null. */
export function districtAddressIn(
  settings: AddressSettings,
  written: string | null,
): string | null {
  const address = (written ?? "").trim().toLowerCase();
  const isOurs = settings.domains.length > 0 && isPlainAddress(address);
  return isOurs && isStaffAddress(settings, address) ? address : null;
}

/**
 * The address that a reporter left, in lower case. Null if it may not be emailed: it must be one of the district, and no student's
 * (design 2.10). The mailbox of a student may be read by the person who exploits them, so there is none until the district has said which
 * addresses are its students'.
 */
export function reporterAddressIn(
  settings: AddressSettings,
  written: string | null,
): string | null {
  return areStudentsKnown(settings) ? districtAddressIn(settings, written) : null;
}

/** Whether `domain` is `above` or a subdomain of it. */
export const isAtOrUnder = (domain: string, above: string): boolean =>
  domain === above || domain.endsWith(`.${above}`);
