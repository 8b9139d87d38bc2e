/** A place in the registers, and its address in the page. */

export interface RegisterPlace {
  readonly register: string;
  /** Null for the first tab. */
  readonly tab: number | null;
  readonly filter: number | null;
}

/** The part of the page's address after "#". */
export function placeHash({ register, tab, filter }: RegisterPlace): string {
  return `#/${["register", register, tab, filter].filter((part) => part !== null).join("/")}`;
}
