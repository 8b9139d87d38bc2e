/** Why a directory could not say whom to tell in the ordinary way: codes, and the words for the register and for mail. */

/** Codes are permanent; each one is a review reason (design 2.9). */
export const directoryReasonWords = {
  "no-designated-contact": "The Contacts tab has no designated contact for this school.",
  "contacts-away":
    "The designated contact for this school is away, and there is no backup contact.",
  "everyone-away": "Everyone who could take this case is marked as away.",
  "no-district-lead": "The Contacts tab has no district lead.",
  "nobody-to-tell": "The Contacts tab has nobody with an address that mail may go to.",
} as const;
export type DirectoryReason = keyof typeof directoryReasonWords;
