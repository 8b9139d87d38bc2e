/** Whom the cases of a sealed register exclude, and who reads it therefore (design 2.11). Pure. */
import type { Directory, Person } from "../../district/district";
import {
  excludedBy,
  involvedIn,
  readerOf,
  type SealedRegister,
} from "../../district/sealed-readers";
import { rowsOf, type Snapshot, type TabRequest } from "../../register/read-register";

/** The case's own cell; and where that names nobody, what its reports answered, by who stands in Contacts today. */
export const excludedRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "excluded"] },
  {
    tab: "reports",
    columns: ["row", "case", "response", "part", "school", "recipientMayBeInvolved", "unread"],
  },
];

type Addresses = ReadonlySet<string>;

function saidInReports(snapshot: Snapshot, directory: Directory): ReadonlyMap<string, string[]> {
  const said = new Map<string, string[]>();
  for (const { values } of rowsOf(snapshot, "reports")) {
    if (typeof values.case !== "string" || (values.part ?? 1) > 1) continue;
    const isUnread = /^recipientMayBeInvolved:/m.test(values.unread ?? "");
    const involved = involvedIn({
      recipientMayBeInvolved: values.recipientMayBeInvolved ?? null,
      unread: isUnread ? [{ key: "recipientMayBeInvolved", text: "" }] : [],
    });
    if (involved === null) continue;
    const addresses = excludedBy(involved, directory, values.school ?? null);
    said.set(values.case, [...(said.get(values.case) ?? []), ...addresses]);
  }
  return said;
}

/**
 * Addresses that must not learn of a case, by reference. `snapshot` holds `excludedRequests`. What a report excluded when it came stays,
 * whatever Contacts say since.
 */
export function excludedOfCases(
  snapshot: Snapshot,
  directory: Directory,
): ReadonlyMap<string, Addresses> {
  const said = saidInReports(snapshot, directory);
  return new Map(
    rowsOf(snapshot, "cases").map(({ key, values }) => {
      const kept = values.excluded ?? [];
      return [key, new Set(kept.length > 0 ? kept : said.get(key))];
    }),
  );
}

/** Of all cases: none of them is ever let into the file. */
export function excludedIn(snapshot: Snapshot, directory: Directory): Addresses {
  return new Set([...excludedOfCases(snapshot, directory).values()].flatMap((one) => [...one]));
}

/** Whose file it is today; null where its cases exclude everybody who could read it. */
export function readerIn(
  name: SealedRegister,
  snapshot: Snapshot,
  directory: Directory,
  now: number,
): Person | null {
  return readerOf(name, directory, excludedIn(snapshot, directory), now);
}
