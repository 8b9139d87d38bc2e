/** A danger that nobody may read as Contacts stand: the check says so to whoever is told of it, and takes down who called which agency when. */
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

/** Who has no memory of the desk's looks no further back. */
const looksBack = 7 * dayMs;

/** When the dangers were reported of which this account may know that they wait; ms UTC. As the account that runs the desk remembers them, else by the Form. */
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

export const unreadDangerPart: Part = {
  why: "A child may be in danger, and no reader of the desk knows which.",
  lines: dangerLines,
};

/** Whether this account may say who called; and the agencies that it may name. Reads as the check does, and throws as it does. */
export function callsToRecord(
  workspace: Workspace,
): { readonly agencies: readonly Callee[] } | null {
  const found = readForCheck(workspace);
  if (dangerLines(found).length === 0) return null;
  const { pack } = found.directory;
  return { agencies: reportAgencies(pack, callBook(found.directory, null, pack)) };
}
