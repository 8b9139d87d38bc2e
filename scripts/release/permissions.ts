/** What each scope of the manifest is for, in the words of the installation guide. */

export interface Permission {
  /** About what Google's consent page says; Google words it anew from time to time. */
  readonly asks: string;
  readonly why: string;
  readonly not: string;
}

const prefix = "https://www.googleapis.com/auth/";

const permissions: Readonly<Record<string, Permission>> = {
  "forms.currentonly": {
    asks: "View and manage forms that this application has been installed in",
    why: "It writes the questions of this one Form and reads the reports sent with it.",
    not: "It cannot open any other Form.",
  },
  spreadsheets: {
    asks: "See, edit, create and delete all your Google Sheets spreadsheets",
    why: "It keeps cases and checklists in spreadsheets of its own, and gives or takes away access to them.",
    not: "Google has no smaller permission for this. It reaches every spreadsheet of the account that installs, so that account should own no others.",
  },
  "drive.file": {
    asks: "See, edit, create and delete only the specific Google Drive files you use with this app",
    why: "It makes its spreadsheets, private from the first moment, and finds them again.",
    not: "It cannot see any other file in Drive.",
  },
  "script.send_mail": {
    asks: "Send email as you",
    why: "It tells the people of the school that there is a case. No mail says who the student is.",
    not: "It cannot read mail.",
  },
  "script.scriptapp": {
    asks: "Allow this application to run when you are not present",
    why: "It has to act when a report comes in, and every five minutes to see that nothing was missed.",
    not: "It runs for this Form and its spreadsheets only.",
  },
  "script.container.ui": {
    asks: "Display and run third-party web content in prompts and sidebars inside Google applications",
    why: "It shows the menu Student safety and its windows in the Form's editor.",
    not: "It shows nothing to the people who fill in the Form.",
  },
  "userinfo.email": {
    asks: "See your primary Google Account email address",
    why: "It needs to know which account it works for.",
    not: "It does not see your name, your photo or your contacts.",
  },
};

/** The permissions of a manifest, in its order. Fails where one has no words here or words are left over. */
export function permissionsOf(manifest: string): readonly Permission[] {
  // The build's own file; a test compares its scopes with the design's.
  const { oauthScopes } = JSON.parse(manifest) as { oauthScopes: readonly string[] };
  if (oauthScopes.length !== Object.keys(permissions).length) {
    throw new Error("The guide's permissions are not those of appsscript.json");
  }
  return oauthScopes.map((scope) => {
    const found = permissions[scope.replace(prefix, "")];
    if (found === undefined) throw new Error(`The guide does not say what ${scope} is for`);
    return found;
  });
}
