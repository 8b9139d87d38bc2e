/** What the kinds about one case have in common: the case as it stands now, and when nothing is left to say about it. */

import { knownIds } from "../../case/messages/detail-members";
import { detailOf } from "../../case/messages/message";
import type { DetailOf, QueuedKind } from "../../case/messages/message-details";
import type { CaseFile } from "../../case/model/case-file";
import { isCaseReference, referenceOfCase } from "../../case/model/case-reference";
import type { ActFacts, CaseFacts } from "../../case/views/case-facts";
import { caseFacts, type MailAbout } from "../../case/views/letter-facts";
import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import type { Run } from "../../run";
import type { Letter } from "../format/letter";
import { isOpenCall } from "../templates/calls-first";
import type { Kind, Traits, Writing } from "./kind";

/** What a message about the case may have in its detail for the facts. Left out: as for one that is not about a report. */
interface FactsDetail extends Partial<Pick<MailAbout, "dueFrom" | "fromLevel" | "opensChecklist">> {
  readonly newProtocols?: readonly string[];
  readonly danger?: boolean;
}

/** The case of a message, as it stands now. */
export interface OneCase {
  readonly row: CaseFile["row"];
  readonly pack: ProtocolPack;
  /** What a template may know of it. */
  readonly facts: (detail?: FactsDetail) => CaseFacts;
}

/** What the kinds about one case are written from. */
export function oneCase(file: CaseFile, { spreadsheetId, to }: Writing, run: Run): OneCase {
  const { row } = file;
  const pack = packOfCase(row);
  return {
    row,
    pack,
    facts({ dueFrom = "received", newProtocols = [], danger = false, ...more } = {}) {
      const levels = pack.levels.map(({ id }) => id);
      const about: MailAbout = {
        ...{ spreadsheetId, to, dueFrom, fromLevel: more.fromLevel },
        newProtocols: knownIds(levels, newProtocols),
        reportsDanger: danger,
        opensChecklist: more.opensChecklist,
      };
      return caseFacts(file, about, run);
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

/** Makes what the words are written from, of the message's own detail and its case. Null if there is nothing to say any more. */
type CaseInput<Id extends QueuedKind, In> = (
  detail: DetailOf<Id>,
  about: OneCase,
  writing: Writing,
  run: Run,
) => NoInfer<In> | null;

/** A kind about one case. A case that is gone, or has lost its reference, gets no mail: nothing could point to it. */
export function caseKind<Id extends QueuedKind, In>(
  id: Id,
  { pointlessIf, ...traits }: CaseTraits,
  letter: (input: In) => Letter,
  input: CaseInput<Id, In>,
): Kind<Id, In> {
  return {
    ...traits,
    kind: id,
    letter,
    write(message, writing, run) {
      const file = message.case === null ? undefined : writing.files.get(message.case);
      if (file === undefined || !isCaseReference(referenceOfCase(file.row))) return null;
      const about = oneCase(file, writing, run);
      if (pointlessIf.some((why) => pointless[why](about))) return null;
      const found = input(detailOf(id, message), about, writing, run);
      return found === null ? null : letter(found);
    },
  };
}
