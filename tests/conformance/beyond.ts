/** What the local Workspace assumes and no case can settle, with the reason: behaviours, switches, and calls of src/google that no case makes. */

const byHand =
  "It takes a second account, which the probe has not: step 1, 3 or 9 of docs/first-try.md looks at it by hand.";

export const beyond: Readonly<Record<string, string>> = {
  "drive-link-role":
    "The desk opens no file by a link, so the probe has no call that could; what a link allows is a person's doing.",
  "run-killed-uncatchable":
    "It takes a run that goes on until Google ends it, and a quarter of an hour of the person's.",
  "sheets-quota-window":
    "It takes more than 60 calls in a minute: the quota is the account's, and its other work would be refused.",
  "sheets-structure-across-protection": byHand,
  "trigger-on-the-minute":
    "When Google starts a run is chance: one round sees one moment. The round only shows that a clock run came.",
};

export const beyondSwitches: Readonly<Record<string, string>> = {
  newFormAudience:
    "It takes an account that is no editor and opens the link by hand: the probe's window asks the person to look, and each district's drill shows it before going live.",
  sheetsApi: "Where the API is off the probe itself can do nothing; it begins with both on.",
  driveApi: "As for the Sheets API.",
  publishedReadersReadBack: byHand,
  requireAllScopes: byHand,
  triggersWithoutAllScopes: byHand,
  suspendedAddress:
    "It takes an account that somebody has suspended, and nobody suspends one for a probe.",
  deletedEditors: "It takes an account that somebody has deleted.",
  outsideSharing:
    "It is the administrator's choice, another one in each district; asking would share a file with a stranger.",
  linkWithViewAndColumns:
    "It takes a person who clicks a link in a cell and looks where it leads; no script follows one.",
  shareLimit: "It takes a file that is shared with 600 people.",
};

export const beyondCalls: Readonly<Record<string, string>> = {
  "Form.addPublishedReader": byHand,
  "Form.getPublishedReaders": byHand,
  "Spreadsheet.removeEditor": byHand,
  "Spreadsheet.removeViewer": byHand,
};
