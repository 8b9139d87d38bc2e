/** Lines of the check on readers: whether a report that names somebody would still have a reader, whomever it names (design 2.11). */
import { readInstallers } from "../../access/running-accounts";
import { readerGaps } from "../../district/reader-gaps";
import { roleWords } from "../../district/roles";
import { roleOfAccount } from "../../district/sealed-readers";
import { type CheckReads, type Perhaps, wrong } from "./findings";

/** Accounts that run the desk although Contacts names their holder, so that a report may be about them. */
function namedAccounts({ workspace, directory }: CheckReads): readonly Perhaps[] {
  return [...readInstallers(workspace.memory).keys()].map((one) => {
    const role = roleOfAccount(directory, one);
    return (
      role !== null &&
      wrong(
        `${one} runs the desk, and is the ${roleWords[role]} in Contacts: a report about that person would be theirs to read.`,
        "Have a role account of the district choose Set up, then Hand over here; or name somebody else in Contacts.",
      )
    );
  });
}

/** What would leave a sealed report without a reader. Nobody goes live with such a line. */
export function readerLines(checked: CheckReads): readonly Perhaps[] {
  return [
    ...readerGaps(checked.directory).map(({ text, next }) => wrong(text, next)),
    ...namedAccounts(checked),
  ];
}
