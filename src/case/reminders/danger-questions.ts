/** Immediate danger as a question for the asker: who is asked until a call is on record, who was asked before, and the emails. Pure. */

import { isAway } from "../../district/find-people";
import { addTo } from "../../lists";
import { message } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import {
  type Asked,
  peopleInLine,
  peopleResponsible,
  peopleToldInDanger,
  personAsked,
  readSteppedAside,
} from "../assignment/responsible-person";
import type { CaseFile } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import type { Ask, RoundQuestion } from "./asker";
import { roundPaces, slotsUpTo } from "./paces";

/** An email about a case in which a person was asked. A danger's asks past the register have no recipient. */
export interface AskOnRecord {
  readonly case: string;
  readonly to: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly about: "danger" | "answer" | "call";
}

/** What is known beside the cases. */
export interface AskRecord {
  readonly asks: readonly AskOnRecord[];
  /** Whether an address (lower case) belongs to someone who can be reached. */
  readonly canReach: (address: string) => boolean;
}

/** What was asked about a case, by what it was about. */
export function askedAbout(
  file: CaseFile,
  { asks }: AskRecord,
  abouts: readonly AskOnRecord["about"][],
) {
  const reference = referenceOfCase(file.row);
  return asks.filter((one) => one.case === reference && abouts.includes(one.about));
}

export type DangerQuestion = RoundQuestion<Asked> & { readonly file: CaseFile };

/**
 * Who is asked about a danger that was acknowledged: the person who acknowledged it. Once they go away also the person who acts; only that person if whoever
 * acknowledged is not in Contacts or has stepped aside.
 */
function whoHasIt(row: CaseRow, run: Run): readonly Asked[] {
  const first = personAsked(row, run);
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  const isAside = readSteppedAside(row).includes(by);
  const person = run.directory.people.find(({ email }) => email === by);
  if (isAside || (person === undefined && by !== run.identity.runningAs())) return [first];
  const own: Asked = { role: person?.role ?? "district-admin", email: by };
  const hasLeft =
    person !== undefined && isAway(person, run.now) && !isAway(person, row.acknowledgedAt ?? 0);
  return hasLeft && first.email !== by ? [own, first] : [own];
}

export function dangerQuestions(
  files: readonly CaseFile[],
  run: Run,
  record: AskRecord,
): readonly DangerQuestion[] {
  const paces = roundPaces(run.directory.settings);
  const since = ({ row }: CaseFile) => row.dangerSince ?? 0;
  const sorted = [...files].sort((a, b) => since(a) - since(b));
  // Of the oldest one, acknowledged or not: an acknowledgement must not move the rounds of the others.
  const grid = Math.min(...sorted.map(since));
  const { people } = run.directory;
  const isOut = ({ email }: Asked) =>
    people.some((one) => one.email === email && isAway(one, run.now));
  const misses = (one: Asked) => {
    if (!record.canReach(one.email)) return "gone";
    return isOut(one) ? "away" : null;
  };
  return sorted.map((file): DangerQuestion => {
    const { row } = file;
    const told = peopleToldInDanger(row, run);
    const known = new Set(told.map(({ email }) => email));
    const others = peopleInLine(row, run).filter(({ email }) => !known.has(email));
    // Where none of those who may know can be reached, the next in line does not wait for a later round, away or not.
    const anybody = [...told, ...others, ...peopleResponsible(row, run)];
    const isAny = anybody.find((one) => misses(one) !== "gone");
    const first = isAny === undefined || told.includes(isAny) ? told : [...told, isAny];
    const question = {
      file,
      id: referenceOfCase(row),
      since: since(file),
      first,
      misses,
      asked: Math.max(since(file), ...askedAbout(file, record, ["danger"]).map(({ at }) => at)),
    } as const;
    if (row.acknowledged) {
      const from = Math.max(row.acknowledgedAt ?? 0, since(file));
      const own = whoHasIt(row, run).filter((one) => misses(one) !== "gone");
      const holders = own.length > 0 || isAny === undefined ? own : [isAny];
      return { ...question, pace: paces.acknowledgedDanger, from, line: [], holders };
    }
    const line = others.filter((one) => !first.includes(one));
    return { ...question, pace: paces.danger, from: since(file), grid, line, holders: null };
  });
}

/** The emails about dangers: a person gets one about all of theirs. */
export function dangerMessages(
  asks: readonly Ask<Asked, DangerQuestion>[],
  now: number,
): readonly QueuedMessage[] {
  const at = now.toString(36);
  const theirs = new Map<string, Ask<Asked, DangerQuestion>[]>();
  for (const ask of asks) for (const { email } of ask.to) addTo(theirs, email, ask);
  const isAcknowledged = ({ question: { file } }: Ask<Asked, DangerQuestion>) =>
    file.row.acknowledged;
  return [...theirs].flatMap(([to, all]): readonly QueuedMessage[] => {
    const [only, ...others] = all;
    if (only === undefined) return [];
    const again = all.filter((one) => one.isRound && isAcknowledged(one));
    if (others.length > 0) {
      const detail = {
        cases: all.map(({ question }) => question.id),
        toAllAgain: again.map(({ question }) => question.id),
      };
      return [message("dangers-unanswered", detail, { id: `dangers ${at} ${to}`, to, case: null })];
    }
    const { id, pace } = only.question;
    const row = (kind: string) => ({ id: `${id} ${kind} danger ${at} ${to}`, to, case: id });
    if (!isAcknowledged(only)) return [message("case-escalated", {}, row("case-escalated"))];
    const turn = 1 + slotsUpTo(pace, only.question, now).length;
    const detail = { ...(again.length > 0 ? { toAllAgain: true } : {}), turn };
    return [message("call-overdue", detail, row("call-overdue"))];
  });
}
