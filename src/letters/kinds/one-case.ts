/** What the kinds about one case have in common: the case as it stands now, and when nothing is left to say about it. */

import { knownIds } from "../../case/messages/detail-members";
import { detailOf } from "../../case/messages/message";
import type { DetailOf, QueuedKind } from "../../case/messages/message-details";
import type { CaseFile } from "../../case/model/case-file";
import { isCaseReference, referenceOfCase } from "../../case/model/case-reference";
import type { ActFacts, CaseFacts } from "../../case/views/case-facts";
import { caseFacts, type FactsContext } from "../../case/views/letter-facts";
import { callBook } from "../../district/find-people";
import { packOfCase } from "../../protocol/find-pack";
import type { Letter } from "../format/letter";
import { isOpenCall } from "../templates/calls-first";
import type { Kind, Traits, WritingContext } from "./kind";

/** What a message about the case may have in its detail for the facts. Left out: as for one that is not about a report. */
interface FactsDetail {
  readonly dueFrom?: "learned" | "received" | null;
  readonly newProtocols?: readonly string[];
  readonly fromLevel?: FactsContext["fromLevel"];
  readonly danger?: boolean;
  /** Whether the link opens the checklist of the case. */
  readonly opensChecklist?: boolean;
}

/** The case of a message, as it stands now. */
export interface OneCase {
  readonly row: CaseFile["row"];
  readonly pack: FactsContext["pack"];
  /** What a template may know of it. */
  readonly facts: (detail?: FactsDetail) => CaseFacts;
}

/** What the kinds about one case are written from. */
export function oneCase(file: CaseFile, context: WritingContext): OneCase {
  const { row } = file;
  const { directory, spreadsheetId, zone, now, to } = context;
  const pack = packOfCase(row);
  const calls = callBook(directory, row.school, pack);
  return {
    row,
    pack,
    facts({ dueFrom = "received", newProtocols = [], danger = false, ...more } = {}) {
      return caseFacts(file, {
        ...{ pack, directory, calls, spreadsheetId, zone, now, to, dueFrom },
        newProtocols: knownIds(
          pack.levels.map(({ id }) => id),
          newProtocols,
        ),
        reportsDanger: danger,
        ...(more.fromLevel === undefined ? {} : { fromLevel: more.fromLevel }),
        ...(more.opensChecklist === undefined ? {} : { opensChecklist: more.opensChecklist }),
      });
    },
  };
}

/** Duty calls that are owed now and that the register does not show as made. */
export function owedCalls(facts: Pick<CaseFacts, "acts" | "now">): readonly ActFacts[] {
  return facts.acts.filter((act) => act.isDuty && isOpenCall(act, facts));
}

/** What makes a mail about a case pointless meanwhile. */
const pointless = {
  /** Mail that asks for acts is not sent; mail that tells something new says that the case was closed. */
  closed: ({ row }: OneCase) => row.status === "closed",
  acknowledged: ({ row }: OneCase) => row.acknowledged,
  "no-open-call": ({ facts }: OneCase) => owedCalls(facts({ dueFrom: null })).length === 0,
} as const;

export interface CaseTraits extends Traits {
  readonly pointlessIf: readonly (keyof typeof pointless)[];
}

/** A kind about one case. A case that is gone, or has lost its reference, gets no mail: nothing could point to it. */
export function caseKind<Id extends QueuedKind, In>(
  id: Id,
  { pointlessIf, ...traits }: CaseTraits,
  letter: (input: In) => Letter,
  input: (detail: DetailOf<Id>, about: OneCase, context: WritingContext) => NoInfer<In> | null,
): Kind<Id, In> {
  return {
    ...traits,
    kind: id,
    letter,
    write(message, context) {
      const file = message.case === null ? undefined : context.files.get(message.case);
      if (file === undefined || !isCaseReference(referenceOfCase(file.row))) return null;
      const about = oneCase(file, context);
      if (pointlessIf.some((why) => pointless[why](about))) return null;
      const found = input(detailOf(id, message), about, context);
      return found === null ? null : letter(found);
    },
  };
}
