/** Hands the running of the desk over to the accounts that run it beside this one. Never leaves it with nobody. */
import { AppError } from "../app-error";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import { isBarred } from "../intake/route";
import { openRegister } from "../register/register";
import type { Workspace } from "../workspace";
import { installersIn, othersAtWork, written } from "./installers";
import { reportRegisterIds } from "./report-registers";
import { refuseOtherForm, type SetUpReport, setUp } from "./set-up";
import { setUpWords } from "./set-up-words";

export type HandOver =
  | {
      readonly kind: "handed-over";
      /** Addresses of those who go on. */
      readonly to: readonly string[];
      /** Whether this account still owns the main register. */
      readonly owns: boolean;
    }
  | { readonly kind: "nobody-else"; readonly asking: readonly string[] }
  /** Only accounts that must not take in every report would go on. */
  | { readonly kind: "lead-alone" }
  | { readonly kind: "set-up"; readonly report: Partial<SetUpReport> };

const lockWaitMilliseconds = 30_000;

/** Under the lock: triggers first, so that one who is cut off in between is still listed and can go on. */
export function stepDown({ memory, identity, triggers }: Workspace): void {
  for (const { id } of triggers.list()) triggers.remove(id);
  const left = new Map(installersIn(memory));
  left.delete(identity.runningAs());
  memory.set("installers", written(left));
}

/** Under the lock: what to do instead, null where this account may go. */
function hindrance(workspace: Workspace, others: readonly string[]): HandOver | null {
  const { memory, clock, identity } = workspace;
  const me = identity.runningAs();
  if (others.length === 0) {
    const asking = [...installersIn(memory)].flatMap(([address, right]) =>
      address === me || right === "ready" ? [] : [address],
    );
    return { kind: "nobody-else", asking };
  }
  const main = openRegister(workspace, reportRegisterIds(memory).main);
  const directory = directoryIn(main.load(directoryRequests), clock);
  const able = others.filter((address) => !isBarred("sealed-from-lead", directory, address));
  return able.length === 0 ? { kind: "lead-alone" } : null;
}

/**
 * Removes this account's triggers and takes it off the list where somebody else runs everything; the others take away
 * what it may open within the hour. For an account that does not run the desk it is set-up. Throws as set-up does.
 */
export function handOver(workspace: Workspace): HandOver {
  const { memory, clock, identity, lock, access } = workspace;
  refuseOtherForm(workspace);
  const me = identity.runningAs();
  if (!installersIn(memory).has(me)) return { kind: "set-up", report: setUp(workspace) };
  const done = lock.during(lockWaitMilliseconds, (): HandOver => {
    const to = othersAtWork(memory, me, clock.now());
    const hindered = hindrance(workspace, to);
    if (hindered !== null) return hindered;
    const owns = access.owner(reportRegisterIds(memory).main) === me;
    stepDown(workspace);
    return { kind: "handed-over", to, owns };
  });
  if (done === null) throw new AppError("busy");
  return done.value;
}

export const handOverTitle = "Hand over";

const howToBegin = [
  "1. Make the other account an editor of this Form.",
  "2. Signed in with that account, open the Form's editor, choose Student safety, then Set up.",
  "3. After ten minutes choose Hand over here again.",
];

/** Plain lines for a dialog. */
export function handOverWords(result: HandOver): readonly string[] {
  switch (result.kind) {
    case "set-up":
      return ["This account did not run the desk. It was set up.", setUpWords(result.report)];
    case "nobody-else":
      return result.asking.length > 0
        ? [
            `Nothing was changed: ${result.asking.join(", ")} cannot write the registers yet.`,
            "The clock lets it in within ten minutes. If this stays so, open each register as its owner, choose Share and make it an editor.",
          ]
        : ["Nothing was changed: no other account runs the desk.", ...howToBegin];
    case "lead-alone":
      return [
        "Nothing was changed: only the district lead's account would be left, and it must not take in reports that name the lead.",
        ...howToBegin,
      ];
    case "handed-over":
      return [
        `Handed over. ${result.to.join(", ")} runs the desk from now on. This account's triggers are gone.`,
        ...(result.owns
          ? [
              "This account still owns the registers, and only an owner can give people access. In Google Drive open each one: Share, then the new account's role, then Transfer ownership; the new account accepts it by mail.",
            ]
          : []),
        "Then remove this account from the Form's editors, if it is to go altogether.",
      ];
  }
}
