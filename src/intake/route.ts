/** Into which register a report goes, and whom it may reach (design 2.11). */
import type { Directory, Person } from "../directory/directory";
import { holders } from "../directory/find";
import type { RegisterName } from "../workspace";
import type { Report } from "./report";

/**
 * A report that says, or may say, that someone who receives these reports is involved is sealed. An answer that
 * could not be read counts as yes; an unanswered question as no, for most reporters skip it.
 */
export function registerOf(report: Report): Exclude<RegisterName, "drill"> {
  if (report.recipientMayBeInvolved === "lead") return "sealed-from-lead";
  const unreadable = report.unread.some(({ key }) => key === "recipientMayBeInvolved");
  const named = report.recipientMayBeInvolved !== null && report.recipientMayBeInvolved !== "no";
  return unreadable || named ? "sealed" : "main";
}

/**
 * The only person who is told of a sealed report: the lead; the alternate lead where the lead is named, and never one who
 * is the lead too. Absences do not count, for nobody may stand in. Null where Contacts and Settings name nobody else: the
 * account that runs is then told.
 */
export function readerOf(
  register: RegisterName,
  directory: Directory,
  school: string | null,
): Person | null {
  const inOrder = [
    ...holders(directory, "district-lead", school),
    ...holders(directory, "alternate-lead", school),
  ];
  return inOrder.find(({ email }) => !isBarred(register, directory, email)) ?? null;
}

/**
 * Whether an address must not learn what a register holds, whatever else it is: the district lead's, where reports name
 * the lead. In lower case.
 */
export function isBarred(register: RegisterName, directory: Directory, account: string): boolean {
  return (
    register === "sealed-from-lead" &&
    directory.people.some(({ role, email }) => role === "district-lead" && email === account)
  );
}
