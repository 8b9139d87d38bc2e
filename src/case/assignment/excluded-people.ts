/** The people from whom the cases of a sealed register are kept, and who reads that register therefore (design 2.11). Pure. */

import type { Directory, Person } from "../../district/district";
import { excludedByReport, involvedInReport, readerOf } from "../../district/sealed-readers";
import { unreadIn } from "../../form/report";
import type { RegisterName } from "../../ports";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { registerKinds } from "../../register/register-kinds";
import { lookAt, type Run } from "../../run";

/**
 * Reads what says who is kept out: the case's own cell; and, if that is empty, what its reports answered, looked up in today's Contacts.
 */
export const excludedRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "excluded"] },
  {
    tab: "reports",
    columns: [
      ...["row", "case", "response", "part", "school"],
      ...["recipientMayBeInvolved", "staffMayBeInvolved", "unread"],
    ],
  },
];

type Addresses = ReadonlySet<string>;

/** By case: the addresses that its reports keep out, by today's Contacts. */
function saidInReports(snapshot: Snapshot, directory: Directory): ReadonlyMap<string, string[]> {
  const said = new Map<string, string[]>();
  for (const { values } of rowsOf(snapshot, "reports")) {
    if (typeof values.case !== "string" || (values.part ?? 1) > 1) continue;
    const involved = involvedInReport({
      recipientMayBeInvolved: values.recipientMayBeInvolved ?? null,
      staffMayBeInvolved: values.staffMayBeInvolved ?? null,
      unread: unreadIn(values.unread ?? null),
    });
    if (involved === null) continue;
    const addresses = excludedByReport(involved, directory, values.school ?? null);
    said.set(values.case, [...(said.get(values.case) ?? []), ...addresses]);
  }
  return said;
}

/**
 * Addresses that must not learn of a case, by reference. `snapshot`: a read of `excludedRequests`. People who were kept out when a report
 * came in stay out, whatever Contacts say later.
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

/** The addresses that any case of the register keeps out. None of them may ever open the file. */
export function excludedFromRegister(snapshot: Snapshot, directory: Directory): Addresses {
  return new Set([...excludedOfCases(snapshot, directory).values()].flatMap((one) => [...one]));
}

/**
 * Whose file the run's register is today; null if its cases keep out everybody who could read it, and for a register without one reader.
 * `snapshot`: a read of `excludedRequests`.
 */
function readerOfRegister({ register, directory, now }: Run, snapshot: Snapshot): Person | null {
  if (registerKinds[register].reader === null) return null;
  return readerOf(register, directory, excludedFromRegister(snapshot, directory), now);
}

/** The run in a register, as of now. `snapshot`: a read of it, with `excludedRequests` where it is sealed. */
export function inRegister(run: Run, register: RegisterName, snapshot: Snapshot): Run {
  const looked = lookAt(run, { register });
  return { ...looked, reader: readerOfRegister(looked, snapshot)?.email ?? null };
}
