/** What a person asked for and did not get, in words for them. */
export class DeskRefused extends Error {}
