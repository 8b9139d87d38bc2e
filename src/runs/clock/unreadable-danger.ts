/**
 * A reported danger in a sealed report that nobody may read, as Contacts stand. The check shows it to the people who were told of it, and
 * lets them record who called which agency when.
 */
import { reportAgencies } from "../../case/views/letter-facts";
import { callBook } from "../../district/find-people";
import {
  everybodyWithoutContent,
  excludedBy,
  readerAtHand,
  sealedRegisters,
} from "../../district/sealed-readers";
import { type CheckReads, type Line, type Part, wrong } from "../../install/check/findings";
import { readForCheck } from "../../install/check/run-check";
import { calledSince } from "../../install/going-live/recorded-calls";
import type { Workspace } from "../../ports";
import type { Callee } from "../../protocol/engine";
import { dayMs, whenWords } from "../../time";
import { sortByRegister } from "../intake/sort-by-register";
import { isNoReport } from "../intake/take-proof-report";
import { rememberedUnreadableSealed } from "../outage/unreadable-sealed-memory";

/** An account that does not run the desk has no memory of such reports. It looks so many milliseconds back in the Form. */
const looksBack = 7 * dayMs;

/**
 * When the waiting dangers were reported, in ms UTC, as far as this account may know of them: from the memory of the account that runs the
 * desk, otherwise from the Form's responses.
 */
function dangersTold({ workspace, account, directory }: CheckReads): readonly number[] {
  const kept = Object.values(rememberedUnreadableSealed(workspace));
  const known = kept.filter(({ danger, excluded }) => danger > 0 && !excluded.includes(account));
  if (kept.length > 0) return known.map(({ danger }) => danger);
  const now = workspace.clock.now();
  const responses = workspace.responses
    .list(now - looksBack)
    .filter((one) => !isNoReport(workspace, one));
  return [...sortByRegister(responses, workspace)].flatMap(([route, all]) =>
    route === "main"
      ? []
      : all.flatMap(({ response, report }): readonly number[] => {
          const excluded = excludedBy(route, directory, report.school);
          const isRead = sealedRegisters.some(
            (name) => readerAtHand(name, directory, excluded, now) !== null,
          );
          const told = everybodyWithoutContent(directory, excluded, report.school);
          const isTold = told.includes(account) && report.immediateDanger === "yes";
          return isRead || !isTold ? [] : [response.receivedAt];
        }),
  );
}

function dangerLines(found: CheckReads): readonly Line[] {
  const { clock, memory } = found.workspace;
  const open = dangersTold(found).filter((since) => !calledSince(memory, since));
  if (open.length === 0) return [];
  return [
    {
      ...wrong(
        `A report that nobody may read says immediate danger, since ${whenWords(Math.min(...open), clock)}. People are told again and again.`,
        "Name somebody in Contacts who may read it: a lead or an alternate lead, neither away nor a contact or an administrator. Once an agency was called about it, press Say who called.",
      ),
      asksCall: true,
    },
  ];
}

/** The part of the check that shows it. */
export const unreadDangerPart: Part = {
  why: "A child may be in danger, and no reader of the desk knows which.",
  lines: dangerLines,
};

/** Whether this account may record who called, and which agencies it may name. Reads as the check does, and throws as it does. */
export function callsToRecord(
  workspace: Workspace,
): { readonly agencies: readonly Callee[] } | null {
  const found = readForCheck(workspace);
  if (dangerLines(found).length === 0) return null;
  const { pack } = found.directory;
  return { agencies: reportAgencies(pack, callBook(found.directory, null, pack)) };
}
