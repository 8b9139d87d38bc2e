/** Tells those whom Contacts names as told only the reference and the level of a case: when it opens, rises, or comes to their school. */

import { readSteppedAside, schoolOfCase } from "../case/people/responsible-person";
import type { CaseRow } from "../case/tabs/case-tabs";
import { forSchool } from "../district/find-people";
import { messageOfCase } from "../messages/messages";
import { packOfCase } from "../protocol/find-pack";
import { levelRank } from "../protocol/pack-queries";
import type { QueuedMessage } from "../registers/change";
import type { Run } from "../run";

/** Their addresses. In a sealed register there are none (`directoryFor`). */
function whoIsToldOf(row: CaseRow, { directory }: Run): readonly string[] {
  const out = [...readSteppedAside(row), ...row.excluded];
  const told = forSchool(directory.toldOnly, schoolOfCase(row, directory));
  return told.flatMap(({ email }) => (out.includes(email) ? [] : email));
}

/** `before`: the case before the change; null for a new one. A drill tells no one. */
export function tellOfLevel(
  before: CaseRow | null,
  row: CaseRow,
  run: Run,
): readonly QueuedMessage[] {
  if (row.drill || row.mergedInto !== null || row.status === "closed") return [];
  const pack = packOfCase(row);
  const isNews =
    before === null || before.drill || levelRank(pack, row.level) > levelRank(pack, before.level);
  const had = isNews ? [] : whoIsToldOf(before, run);
  const to = whoIsToldOf(row, run).filter((one) => !had.includes(one));
  return [...new Set(to)].map((email) =>
    messageOfCase("told-only", {}, row, { to: email, now: run.now, about: "level" }),
  );
}
