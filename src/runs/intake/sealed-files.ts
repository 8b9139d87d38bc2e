/** The sealed registers as an intake looks at them: each is read at its first use, with who can open it. */

import { installersOf, mayRunDesk } from "../../access/running-accounts";
import { attempt, isDone, twice } from "../../attempt";
import { contentsOf, contentsRequests } from "../../case/assignment/excluded-people";
import { openCaseRequests } from "../../case/storage/open-cases";
import type { Person } from "../../district/district";
import {
  type RegisterContents,
  registerOfReport,
  type SealedFile,
  type SealedPlace,
  type SealedRegister,
} from "../../district/sealed-readers";
import { outboxRequests } from "../../letters/outbox/outbox-rows";
import { once } from "../../once";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { type Register, registerNamed } from "../../register/register";
import { reportRegisterIds } from "../../register/register-ids";
import type { Run } from "../../run";
import { indexRequests } from "./intake-snapshot";

/** A sealed register, as it was read. */
export interface SealedRead {
  readonly name: SealedRegister;
  readonly register: Register;
  /** The register whole, except what people keep beside the cases (Plan, Log, ...). */
  readonly snapshot: Snapshot;
  /** What it holds; the reports that this run puts there are added. */
  held: RegisterContents;
}

const wholeRequests = (name: SealedRegister): readonly TabRequest[] => [
  ...indexRequests,
  ...openCaseRequests(null, "all"),
  ...contentsRequests(name),
  { tab: "reporters", columns: ["response"] },
  ...outboxRequests,
];

/** Reads all that is needed to take a report in, and to know who may open the register. It is small. */
export function loadSealed(run: Run, name: SealedRegister): SealedRead {
  const register = registerNamed(run, name);
  const snapshot = register.load(wholeRequests(name));
  return { name, register, snapshot, held: contentsOf(name, snapshot) };
}

/** Ids of the responses of which the people of a register were told. */
export function toldIn({ snapshot }: SealedRead): ReadonlySet<string> {
  return new Set(rowsOf(snapshot, "outbox").map(({ key }) => key.slice(0, key.indexOf(" "))));
}

/**
 * Lets in the people of a register's audience who cannot open it, if the lead has ticked them in Contacts: a link that does not open helps
 * nobody. Returns whom this account cannot let in since another one owns the file. Where Google fails for a moment, they count as let in;
 * the clock tries again.
 */
function letIn(
  run: Run,
  { id, opens }: { readonly id: string; readonly opens: readonly string[] },
  audience: readonly Person[],
): ReadonlySet<string> {
  const { access, identity } = run;
  const me = identity.runningAs();
  const failed = audience.flatMap(({ email, mayOpen }) => {
    const isIn = !mayOpen || email === me || opens.includes(email);
    return isIn || isDone(run, () => twice(() => access.add(id, email))) ? [] : email;
  });
  if (failed.length === 0) return new Set();
  const owner = attempt(run, () => access.owner(id), me);
  return new Set(owner === me ? [] : failed.filter((email) => email !== owner));
}

/** Looks at the sealed registers. */
export interface SealedFiles {
  /** The register, read at its first use. Throws what Google throws. */
  read(name: SealedRegister): SealedRead;
  /** Those that were read so far. */
  readonly known: ReadonlyMap<SealedRegister, SealedRead>;
  /** Which of these registers a report belongs to (`registerOfReport`); null: no one. */
  placeOf(
    names: readonly SealedRegister[],
    report: Pick<SealedPlace, "involved" | "excluded">,
  ): SealedRegister | null;
  /** Of a report without a place: whether somebody may read it, and its register cannot be given to them alone now. */
  hasReader(
    names: readonly SealedRegister[],
    report: Pick<SealedPlace, "involved" | "excluded">,
  ): boolean;
}

/** Call it under the lock. */
export function lookAtSealed(run: Run): SealedFiles {
  const { access, clock, directory, identity, memory } = run;
  const ids = reportRegisterIds(memory);
  const me = identity.runningAs();
  const known = new Map<SealedRegister, SealedRead>();
  const running = installersOf(memory, directory, me).filter((one) => mayRunDesk(directory, one));
  const roles = new Set(
    directory.people.flatMap(({ role, email }) => (/-lead$/.test(role) ? email : [])),
  );
  const read = (name: SealedRegister) => {
    const found = known.get(name) ?? loadSealed(run, name);
    known.set(name, found);
    return found;
  };
  const ownerOf = (name: SealedRegister) => access.owner(ids[name]) ?? "";
  /** The owner is asked for only where somebody unexpected can open the file: who owns it can in any case. */
  const opensOf = (name: SealedRegister): readonly string[] => {
    const editors = access.editors(ids[name]);
    if (editors.every((one) => running.includes(one) || roles.has(one))) return editors;
    const owner = ownerOf(name);
    return editors.filter((one) => one !== owner);
  };
  const inOrder = (names: readonly SealedRegister[]) =>
    names.map((name): SealedFile => {
      const opens = once(() => opensOf(name));
      return {
        name,
        opens,
        contents: () => read(name).held,
        shutOut: (audience) => letIn(run, { id: ids[name], opens: opens() }, audience),
      };
    });
  const placeIn = (
    all: readonly SealedFile[],
    report: Pick<SealedPlace, "involved" | "excluded">,
  ) => {
    const found = (aside: readonly string[]) =>
      registerOfReport(all, {
        ...report,
        ...{ directory, running: new Set(aside), now: clock.now() },
      });
    // Where Contacts name the owner, who can read everything, the others can still read the report.
    return found(running) ?? found([...running, ...all.map(({ name }) => ownerOf(name))]);
  };
  return {
    read,
    known,
    placeOf: (names, report) => placeIn(inOrder(names), report),
    hasReader(names, report) {
      const open = inOrder(names).map((one) => ({
        ...one,
        opens: () => [],
        shutOut: () => new Set<string>(),
      }));
      return placeIn(open, report) !== null;
    },
  };
}
