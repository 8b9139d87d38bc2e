/** Which addresses belong to the district's staff. */
import type { Settings } from "./directory";
import { fitsSomewhere } from "./pattern";

type AddressSettings = Pick<Settings, "domains" | "studentAccountPattern">;

/** True for an address (lower case) that a person of Contacts may have: inside the domains where they are set, and no student account. */
export function isStaffAddress(settings: AddressSettings, address: string): boolean {
  const outside = settings.domains.length > 0 && !isInsideDomains(settings, address);
  return !outside && !isStudentAccount(settings, address);
}

/** True for an address that a reporter may be written to at: inside domains that are set, and no student account (design 2.10). Any case. */
export function isReporterAddress(settings: AddressSettings, address: string): boolean {
  const plain = address.trim().toLowerCase();
  return isInsideDomains(settings, plain) && !isStudentAccount(settings, plain);
}

function isInsideDomains(settings: AddressSettings, address: string): boolean {
  // A subdomain is another domain: students often have one.
  return settings.domains.includes(address.slice(address.lastIndexOf("@") + 1));
}

function isStudentAccount(settings: AddressSettings, address: string): boolean {
  const pattern = settings.studentAccountPattern;
  return pattern !== null && fitsSomewhere(pattern, address);
}
