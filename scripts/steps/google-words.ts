/**
 * What Google shows on the way of an installation, in one name each. Every page that leads through one uses these and no other: a test holds
 * them together. `**bold**` is a word on the screen.
 */

/** The address that makes an empty Form. */
export const newForm = "forms.new";
export const dots = "the three dots at the top right";
export const appsScript = "**Apps Script** (in some accounts **Script editor**)";
export const projectSettings = "the cog wheel on the left, **Project Settings**";
export const manifestBox = "**Show “appsscript.json” manifest file in editor**";
export const editor = "**< >** on the left, **Editor**";
/** Where a script's own menu stands in the Form's editor. */
export const menuPlace =
  "the puzzle piece at the top (where there is none, the three dots at the top right)";

/** Words for the same things that no page may use, each with the word above. */
export const otherWords: Readonly<Record<string, RegExp>> = {
  "forms.new": /forms\/create/,
  "the cog wheel": /\bgear\b/i,
  "the puzzle piece": /\bjigsaw\b|add-ons? icon/i,
};

/** The warning of an unverified app, and the clicks through it, as they are for a script of one's own domain (platform.md 8). */
export const unverifiedApp =
  "A script of your own domain’s account shows no warning that Google has not verified the app. If “Google hasn’t verified this app” comes all the same, look at the address shown as its developer: if it is the account that holds the script, choose **Advanced**, then **Go to** with the project’s name (Untitled project where it was pasted, the Form’s name where `npm run deploy` made it); if it is another one, stop.";

/** What a domain shows that lets no script run which its administrator has not trusted. */
export const blockedApp =
  "“This app is blocked” or “Access blocked”: the district’s Google Workspace administrator decides which scripts may run (Admin console › Security › API controls). Show them this page.";
