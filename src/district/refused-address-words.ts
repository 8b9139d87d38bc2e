/** What people read about an address that Google does not let in: beside its row of Contacts, in the check, in emails. Pure. */

import type { Refusal } from "../errors";

/** Address (lower case) → why Google refuses it. */
export type Refused = ReadonlyMap<string, Refusal>;

/** What is wrong, as the part of a sentence that follows the address. */
export const refusalReasons: Readonly<Record<Refusal, string>> = {
  "no-account": "Google knows no account of this address",
  "not-allowed": "your Google Workspace does not allow sharing with this address",
  full: "the register is shared with as many people as Google allows",
  "not-owner": "only the register's owner can change who opens it",
  unsaid: "Google does not say why",
};

/** What to do about it, as a sentence. */
export const refusalSteps: Readonly<Record<Refusal, string>> = {
  "no-account":
    "Correct the address in Contacts, or have your Workspace administrator make the account, or bring it back.",
  "not-allowed":
    "Write an address inside your district in Contacts, or ask your Workspace administrator to allow sharing with this one.",
  full: "Untick May open for someone in Contacts who no longer needs it.",
  "not-owner": "Open the register as its owner, and choose Share.",
  unsaid:
    "Compare the address in Contacts letter by letter. If it is right, ask your Workspace administrator if the account is in use and may be shared with.",
};
