/** Sealed reports (reports that may be about a contact, an administrator or a lead): into which register each goes (design 2.11). */
import { orElse } from "../../attempt";
import type { Sealed } from "../../case/cells/cell-policy";
import { type CaseIndex, caseIndexIn } from "../../case/lifecycle/match-report";
import {
  excludedByReport,
  type Involved,
  type SealedRegister,
  sealedRegisters,
} from "../../district/sealed-readers";
import type { Snapshot } from "../../register/read/snapshot";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { excludedWhileUnreadable } from "../outage/unreadable-sealed-memory";
import { responsesTakenIn } from "./intake-snapshot";
import { filesWithOpenAsks } from "./pending-sealed";
import { sweptUntil } from "./restore-reports";
import { lookAtSealed, type SealedFiles, type SealedRead, toldIn } from "./sealed-files";
import type { RoutedReport } from "./sort-by-register";
import type { UnreadableSealed } from "./unreadable-sealed";

/** A sealed report, with what its case says of that. */
export interface TakenSealed extends RoutedReport {
  readonly sealed: Sealed;
}

/** The reports that go into one register. */
interface ForRegister {
  readonly file: SealedRead;
  readonly taken: readonly TakenSealed[];
}

/** Where sealed reports go. */
interface Sorted {
  readonly files: readonly ForRegister[];
  /** Reports that nobody can read. */
  readonly unread: readonly UnreadableSealed[];
  /** Reports whose register could not be reached, with what was thrown. */
  readonly failed: readonly { readonly taken: TakenFor; readonly error: unknown }[];
}

/** A report, and whom it says may be involved. */
export interface TakenFor extends RoutedReport {
  readonly involved: Involved;
}

/**
 * Reference of a case of the same student in the main register; null where there is none. The main register never points back to a sealed
 * case.
 */
function mainCaseOf(index: CaseIndex, { report }: RoutedReport): string | null {
  const link = index.link(report);
  return link.kind === "join" ? link.case : null;
}

/** What is known while reports are given their places. */
interface Sorting {
  readonly run: Run;
  readonly files: SealedFiles;
  /** Whether an earlier run may have taken the report in. */
  isLate(one: RoutedReport): boolean;
}

/** Whether a register has a response. Throws what Google throws. */
function has({ run, files }: Sorting, name: SealedRegister, id: string): boolean {
  const { snapshot } = files.read(name);
  return responsesTakenIn(snapshot, run.directory, sweptUntil(run)).has(id);
}

/** Whether one of the registers has a response. Throws where none of those that can be read has it, and another cannot be read. */
function isInAny(sorting: Sorting, names: readonly SealedRegister[], id: string): boolean {
  const errors: unknown[] = [];
  const isIn = (name: SealedRegister) =>
    orElse(
      () => has(sorting, name, id),
      (error) => {
        errors.push(error);
        return false;
      },
    );
  if (names.some(isIn)) return true;
  if (errors.length > 0) throw errors[0];
  return false;
}

/**
 * The register for a report; "there" where one has it already, null where nobody may read it, "kept-from"
 * where somebody may, and the register cannot be given to them alone. A report that comes as it is sent can only be
 * in a register in which somebody was asked of late; a late one may be in any, or have lost its rows: then it goes back to the register
 * whose people were told of it.
 */
function placeOf(
  sorting: Sorting,
  one: TakenFor,
  excluded: ReadonlySet<string>,
): SealedRegister | "there" | "kept-from" | null {
  const { run, files } = sorting;
  const { id } = one.response;
  const isLate = sorting.isLate(one);
  const asked = isLate ? sealedRegisters : filesWithOpenAsks(run);
  if (isInAny(sorting, asked, id)) return "there";
  const back = isLate
    ? [...files.known.values()].find((file) => toldIn(file).has(id))?.name
    : undefined;
  const names = back === undefined ? sealedRegisters : [back];
  const report = { involved: one.involved, excluded };
  const place = files.placeOf(names, report);
  if (place === null) return files.hasReader(names, report) ? "kept-from" : null;
  return has(sorting, place, id) ? "there" : place;
}

/**
 * Gives each report the register whose audience it may have; before anything is written, somebody of that audience can open it. `main`
 * includes the case index. `isLate`: an earlier run may have taken the report in. Call it under the lock.
 */
export function sortSealed(
  run: Run,
  taken: readonly TakenFor[],
  main: Snapshot,
  isLate: Sorting["isLate"],
): Sorted {
  const { directory } = run;
  const files = lookAtSealed(run);
  const sorting: Sorting = { run, files, isLate };
  const index = caseIndexIn(main, directory.settings);
  const places = new Map<SealedRegister, TakenSealed[]>();
  const unread: UnreadableSealed[] = [];
  const failed: { taken: TakenFor; error: unknown }[] = [];
  for (const one of taken) {
    const { id, receivedAt } = one.response;
    const { school } = one.report;
    const excluded = new Set([
      ...excludedByReport(one.involved, directory, school),
      ...excludedWhileUnreadable(run, id),
    ]);
    const sort = () => {
      const place = placeOf(sorting, one, excluded);
      if (place === "there") return;
      if (place === null || place === "kept-from") {
        const dangerSince = one.report.immediateDanger === "yes" ? receivedAt : null;
        const hasReader = place !== null;
        unread.push({ id, receivedAt, dangerSince, excluded, school, hasReader });
        return;
      }
      const file = files.read(place);
      file.held = { hasOpenCase: true, excluded: new Set([...file.held.excluded, ...excluded]) };
      const sealed: Sealed = {
        readBy: registerKinds[place].audience?.[0] ?? null,
        excluded: [...excluded].sort(),
        mainCase: mainCaseOf(index, one),
      };
      places.set(place, [...(places.get(place) ?? []), { ...one, sealed }]);
    };
    orElse(sort, (error) => void failed.push({ taken: one, error }));
  }
  const found = [...places].map(([name, all]) => ({ file: files.read(name), taken: all }));
  return { files: found, unread, failed };
}
