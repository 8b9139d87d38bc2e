/** Ids that a pack may refer to. */

/** Agencies that no pack has to declare. */
export const emergency = "emergency";

export const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id));
