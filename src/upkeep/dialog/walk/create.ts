/** Last page before anything is made: what will be made, and who will see each part. */
import { readerOf } from "../../../intake/route";
import { roleWords } from "../../check/findings";
import { fileNames } from "../../register/create-register";
import { heading, text, tick, type WalkPage } from "./walk-page";

export const createPage: WalkPage = {
  view: "create",
  title: "What will be made",
  blocks(_values, { account, read }) {
    const { directory } = read;
    const lead = readerOf("sealed", directory, null)?.email ?? "the district lead";
    const alternate = readerOf("sealed-from-lead", directory, null)?.email ?? "the alternate lead";
    const owner = account === "" ? "This account" : account;
    const staff = new Map(directory.people.map((person) => [person.email, person]));
    return [
      {
        kind: "table",
        caption: "Made in this account, shared with nobody else",
        head: ["What", "Who can open it"],
        rows: [
          [
            `${fileNames.main}: cases, checklists, contacts, settings`,
            `${owner}, and those in Contacts once May open is ticked there`,
          ],
          [
            `${fileNames.sealed}: reports that say a recipient may be involved`,
            `${owner}; ${lead} once such a report is in`,
          ],
          [
            `${fileNames["sealed-from-lead"]}: reports that name the lead`,
            `${owner}; ${alternate} once such a report is in`,
          ],
          ["The questions in this Form", "Whoever you let send reports"],
          [
            "Triggers: on a report, on an edit of a register, every 5 minutes",
            `They run as ${owner}`,
          ],
        ],
      },
      text(
        "Whoever may edit this Form can read every report in it and change the script: keep that to the admin.",
      ),
      ...(staff.size === 0
        ? []
        : [
            heading("Who may open the register from the start"),
            {
              kind: "table",
              caption: "People in Contacts",
              head: ["Person", "Role", "School"],
              rows: [...staff.values()].map(({ name, email, role, school }) => [
                name === "" ? email : `${name}, ${email}`,
                roleWords[role],
                school ?? "All",
              ]),
            } as const,
            tick(
              "mayOpen",
              "The district lead has agreed that all these people may open the register",
              "They can then read every case in it. Left unticked, only this account can open it until May open is ticked in Contacts, row by row.",
            ),
          ]),
    ];
  },
};
