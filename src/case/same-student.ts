/** What people say about two cases at once, weighed when each has been by itself: of two students, or of one. Pure. */
import { actOf } from "../protocol/engine";
import { packOfCase } from "../protocol/packs";
import type { ActivityLine, QueuedMessage, Update } from "../register/change";
import type { CaseRow } from "../register/tabs";
import { acting } from "./acting";
import { askedAgain, toldApart } from "./apart";
import type { CaseFile } from "./case";
import { holdsAll } from "./know";
import type { CaseIndex } from "./link";
import { merged } from "./merge";
import { settled } from "./open";
import { type EffectsContext, raisedMessage, raisedNow } from "./raising";
import { refusalWords } from "./rules";
import { endedLines, risenLines } from "./standing";

/** The cases of one change, and what it brings about so far: both are added to. */
export interface Weighing {
  /** Every case touched, as it stands by now. */
  readonly files: Map<string, CaseFile>;
  /** Each of them as it was accepted before. */
  readonly before: ReadonlyMap<string, CaseFile>;
  readonly update: Update[];
  readonly messages: QueuedMessage[];
  readonly activity: ActivityLine[];
}

/** To whoever has either case, but for who joined them and who is told of it already. */
function mergedMessages(
  target: CaseRow,
  source: CaseRow,
  known: readonly string[],
  context: EffectsContext,
): readonly QueuedMessage[] {
  const both = new Set([target, source].map((row) => acting(row, context).email));
  return [...both]
    .filter((to) => to !== context.who && !known.includes(to))
    .map((to) => ({
      id: `${source.case ?? ""} case-merged ${context.now.toString(36)} ${to}`,
      kind: "case-merged",
      to,
      case: target.case,
      detail: { other: source.case },
    }));
}

/** The case that a reference means once this change is made, its own merges followed; null where there is none. */
function goesOnIn(
  reference: string,
  files: ReadonlyMap<string, CaseFile>,
  index: CaseIndex,
): string | null {
  let at = index.target(reference)?.case ?? null;
  const seen = new Set<string>();
  // Each merge is into a case that goes on; cells that somebody changed past the protection may still lead in a circle.
  for (let next = at; next !== null && !seen.has(next); ) {
    at = next;
    seen.add(next);
    next = files.get(next)?.row.mergedInto ?? null;
  }
  return at;
}

/** Whether a case can go on with all that another one knows and owes. */
function canTakeIn(target: CaseFile, source: CaseFile): boolean {
  const pack = packOfCase(target.row);
  const own = packOfCase(source.row);
  const isOwed = source.acts.every(
    ({ act }) => actOf(own, act) === null || actOf(pack, act) !== null,
  );
  return isOwed && holdsAll(pack, source.row);
}

/** Whoever says that two cases are of two students says it of both. */
function tellApart({ files, before: told }: Weighing, context: EffectsContext): void {
  for (const [reference, before] of told) {
    const was = before.row.notSameStudentAs;
    const is = files.get(reference)?.row.notSameStudentAs ?? [];
    const change = (one: string, to: (row: CaseRow, other: string) => CaseRow) => {
      for (const [mine, other] of [
        [reference, one],
        [one, reference],
      ] as const) {
        const file = files.get(mine);
        if (file === undefined) continue;
        const row = to(file.row, other);
        files.set(mine, settled({ ...file, row }, file, context));
      }
    };
    for (const one of is) if (!was.includes(one)) change(one, toldApart);
    for (const one of was) {
      if (is.includes(one)) continue;
      change(one, (row, other) => {
        const clues = { studentName: row.student, studentId: row.studentId };
        const isPossible = context.index.matches(row.case ?? "", clues).includes(other);
        return askedAgain(row, other, isPossible);
      });
    }
  }
}

export interface Merge {
  readonly from: string;
  readonly into: string;
}

function join({ files, ...extra }: Weighing, context: EffectsContext): readonly Merge[] {
  const merges: Merge[] = [];
  for (const [reference, file] of files) {
    const wanted = file.row.sameStudentAs?.trim() ?? "";
    if (wanted === "" || file.row.mergedInto !== null) continue;
    const target = goesOnIn(wanted, files, context.index);
    const other = files.get(target ?? "");
    const refusal =
      target === null || other === undefined || target === reference
        ? // Two rows that each name the other: the first has been merged by now, and this is where it goes on.
          "no-such-case"
        : canTakeIn(other, file)
          ? null
          : "other-protocol";
    if (target === null || other === undefined || refusal !== null) {
      const row = { ...file.row, sameStudentAs: null };
      files.set(reference, settled({ ...file, row }, file, context));
      extra.update.push({
        tab: "cases",
        key: reference,
        values: { sameStudentAs: null },
        notes: { sameStudentAs: refusalWords[refusal ?? "no-such-case"] },
      });
      continue;
    }
    const both = merged(other, file, raisedNow(context.caseContext(other)));
    files.set(target, both.target.file);
    files.set(reference, both.source);
    merges.push({ from: reference, into: target });
    const raised = raisedMessage(other.row, both.target, "merge", context);
    const known = raised.map(({ to }) => to);
    extra.messages.push(...raised, ...mergedMessages(other.row, file.row, known, context));
    extra.activity.push(
      ...endedLines(other.row, both.target.file.row, context.now),
      {
        at: context.now,
        who: context.who,
        what: "cases-merged",
        case: target,
        column: "sameStudentAs",
        from: reference,
        to: target,
      },
      ...risenLines(both.target.rise, both.target.file.row, context),
    );
  }
  // Merged one after the other in this very change: their rows go all the way.
  return merges.map(({ from, into }) => ({
    from,
    into: goesOnIn(into, files, context.index) ?? into,
  }));
}

/** Returns the cases that ended in another: their rows elsewhere follow. */
export function weighedTogether(
  weighing: Weighing,
  context: EffectsContext,
): { readonly merges: readonly Merge[] } {
  tellApart(weighing, context);
  return { merges: join(weighing, context) };
}
