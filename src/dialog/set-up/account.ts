/** The first page of the first set-up: the account under which the desk will run. */
import { isConsumerAccount } from "../../district/addresses";
import { choiceField, textBlock } from "../blocks";
import type { Page } from "../page-data";
import type { WalkPage } from "./walk-page";

const accountView = "account";

/** The page that a private account sees instead of set-up; null for an account of a district. */
export function accountRefused(account: string): Page | null {
  if (!isConsumerAccount(account)) return null;
  return {
    view: accountView,
    title: "Another account is needed",
    blocks: [
      {
        kind: "lines",
        lines: [
          {
            state: "wrong",
            text: `${account} is a private Google account, and private accounts are refused.`,
            next: "Records of students would be in it, out of the district's reach. Sign in with an account of the district, open the Form with that, and choose Set up again.",
          },
        ],
      },
    ],
    buttons: [{ act: "close", label: "Close", primary: true }],
    values: {},
  };
}

export const accountPage: WalkPage = {
  isOnce: true,
  view: accountView,
  title: "The account that runs this",
  blocks(_values, { account }) {
    return [
      textBlock(
        `You are signed in as ${account === "" ? "an account that Google does not name" : account}. This account will own the registers, read the Form's reports and send the emails.`,
      ),
      choiceField("account", "What is this account?", [
        {
          id: "role",
          label: "A role account of the district",
          help: "It stays when people leave, and no report can be about it.",
        },
        {
          id: "own",
          label: "A person's own account",
          help: "To try it only. A report may be about this person, and when they leave, reports wait and the registers may be deleted with the account. Check says so, and Go live waits for a role account: ask your Workspace administrator for one.",
        },
      ]),
      textBlock(
        "The next pages ask for the district, schools, contacts, agencies and a few choices. Nothing is made before the last one. Close this whenever you like: choose Set up again and you continue where you stopped.",
      ),
    ];
  },
  needs: { account: "Choose one of the two." },
};
