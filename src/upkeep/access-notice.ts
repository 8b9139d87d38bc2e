/** What is written down, and who is told, when people gained or lost access to a register or a link opens it. Pure. */
import type { Directory } from "../directory/directory";
import { readerOf } from "../intake/route";
import type { MessageKind } from "../messages/message";
import { type ActivityLine, type Change, type MessageDetail, noChange } from "../register/change";
import type { Sharing } from "../workspace";
import type { AccessOutcome } from "./access";
import type { ReportRegister } from "./report-registers";

/** One occasion of telling. */
export interface Notice {
  /** Begins the ids of its messages: the same occasion is never told twice. */
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** Addresses; see `toldOfAccess`. */
  readonly to: readonly string[];
}

/**
 * Leads and admins; of a sealed register its reader alone, since even its use may not be known to the others.
 * The account that runs where Contacts names nobody.
 */
export function toldOfAccess(
  register: ReportRegister,
  directory: Directory,
  runningAs: string,
): readonly string[] {
  const people =
    register === "main"
      ? directory.people.filter(({ role }) => role === "district-lead" || role === "district-admin")
      : [readerOf(register, directory, null)];
  const told = new Set(people.flatMap((person) => person?.email ?? []));
  return told.size === 0 ? [runningAs] : [...told];
}

function noticeOf(
  { id, at, to }: Notice,
  kind: MessageKind,
  detail: MessageDetail,
  lines: readonly Pick<ActivityLine, "what" | "from" | "to">[],
): Change {
  return {
    ...noChange,
    messages: to.map((address) => ({
      id: `${id} ${address}`,
      kind,
      to: address,
      case: null,
      detail,
    })),
    activity: lines.map((words) => ({ at, who: "automation", case: null, ...words })),
  };
}

/** `now` are the editors afterwards. */
export function accessNotice(
  notice: Notice,
  { added, removed, refused }: Omit<AccessOutcome, "error">,
  now: readonly string[],
): Change {
  const detail = { added, removed, notAdded: refused.add, notRemoved: refused.remove, now };
  return noticeOf(notice, "access-changed", detail, [
    ...removed.map((from) => ({ what: "access-removed", from })),
    ...added.map((to) => ({ what: "access-added", to })),
    ...refused.remove.map((from) => ({ what: "access-not-removed", from })),
    ...refused.add.map((to) => ({ what: "access-not-added", to })),
  ]);
}

/** Nobody is told of a file that is closed again; it is written down all the same. */
export function sharingNotice(notice: Notice, how: Sharing["open"]): Change {
  if (how === "no") {
    return noticeOf({ ...notice, to: [] }, "access-open", {}, [{ what: "sharing-closed" }]);
  }
  const what =
    how === "in-bin"
      ? "register-in-bin"
      : how === "cannot-see"
        ? "sharing-not-seen"
        : "sharing-open";
  return noticeOf(notice, "access-open", { how }, [{ what }]);
}

/** `account` has fallen silent: the lead or admin who may mend it is told by the one that took over. */
export function silentNotice(notice: Notice, account: string): Change {
  return noticeOf(notice, "installer-silent", { account }, [
    { what: "installer-silent", from: account },
  ]);
}
