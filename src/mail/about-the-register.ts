/** The mails about rows and tabs of a register that somebody has changed: names of tabs and references, nothing else (design 2.10). */
import type { RegisterLink } from "../case/reference";
import type { TabId } from "../register/columns";
import { tabs } from "../register/tabs";
import { button, dash, heading, type Letter, line, small } from "./letter";

export interface RowsMoved {
  /** Tabs whose first rows were out of place. */
  readonly tabs: readonly TabId[];
  /** Those of them in which a row with words in it stands below the titles now. */
  readonly kept: readonly TabId[];
  readonly link: RegisterLink;
}

/** By the titles that tabs are born with: a district may call one by any name. */
function titlesOf(ids: readonly TabId[]): string {
  return ids.map((id) => tabs[id].title).join(", ");
}

const noAnswer =
  "Please do not answer this mail with anything about a student. This is not legal advice.";

export function rowsMoved({ tabs: moved, kept, link }: RowsMoved): Letter {
  return {
    subject: "Student safety register: rows at the top were put back",
    blocks: [
      line("Rows at the top of a register had moved. They are in place again."),
      line(`Where: ${titlesOf(moved)}. Reports and edits are taken in as before.`),
      ...(kept.length === 0
        ? []
        : [
            heading("What to look at"),
            dash(
              `A row with words in it stood above the titles. It is kept, in a cell or a note just below the first row of data: ${titlesOf(kept)}. Move the words to where they belong, and delete the row if it is no row of that tab.`,
            ),
            button("Open the register", link),
          ]),
      heading("How to add a row"),
      dash(
        "Insert it below the titles, never above or between: the first row, which is hidden, says which column is which.",
      ),
      small(noAnswer),
    ],
  };
}
