/** What the mail templates may know of a case: made anew from its row and the protocol each time a message is sent. */
import type { Directory } from "../directory/directory";
import type { ActFacts, CaseFacts } from "../messages/facts";
import { caseReference, registerLink } from "../messages/reference";
import { reviewReasonOf } from "../messages/review-reasons";
import type { CallBook } from "../protocol/call-book";
import {
  type Act,
  buildChecklist,
  type ChecklistInput,
  doNot,
  updateCall,
} from "../protocol/checklist";
import { classify } from "../protocol/classify";
import type { ActId, ProtocolId } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/schema";
import type { ZoneOffset } from "../register/local-time";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import { tabs } from "../register/tabs";
import { acknowledgeBy, acknowledgeFrom } from "./acknowledge-by";
import type { CaseFile } from "./case-file";
import { checklistLink } from "./reference";
import { reviewReasonIds } from "./review-reasons";
import { checklistInput } from "./tailor";

export interface FactsContext {
  readonly pack: ProtocolPack;
  readonly directory: Directory;
  readonly calls: CallBook;
  readonly spreadsheetId: string;
  readonly zone: ZoneOffset;
  /** From what the written report of the newest report is counted; null where the message is not about a report. */
  readonly dueFrom: "learned" | "received" | null;
  /** The protocols that the message is about; empty where nothing rose. */
  readonly newProtocols: readonly ProtocolId[];
}

/** An act in the protocol's words of today; null for an act that the pack does not have (a row that a person made). */
function wordsFor(
  act: ActId,
  row: CaseRow,
  wanted: readonly Act[],
  context: FactsContext,
): Act | null {
  const found = wanted.find((one) => one.act === act);
  if (found !== undefined) return found;
  const input = mailInput(row, context.calls);
  if (act === "update-child-and-family-services") {
    return updateCall(context.pack, input, {
      level: input.level,
      protocols: context.newProtocols,
      lawEnforcementInvolved: false,
    });
  }
  const below = { ...input, level: "below-threshold", protocols: [] } as const;
  return buildChecklist(context.pack, below).find((one) => one.act === act) ?? null;
}

/** A factor is student data: what the checklist says because of one stands in the register, not in a mail. */
function mailInput(row: CaseRow, calls: CallBook): ChecklistInput {
  return { ...checklistInput(row, calls), factors: [] };
}

function actFacts(file: CaseFile, context: FactsContext): readonly ActFacts[] {
  const wanted = buildChecklist(context.pack, mailInput(file.row, context.calls));
  const isCallAgain = (cells: ChecklistRow) =>
    cells.act === "update-child-and-family-services" && cells.state === "open";
  const last = file.acts.filter(isCallAgain).pop();
  return (
    [...file.acts]
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      // Several calls that are to be made again are one call on the phone: the newest stands for them.
      .filter((cells) => !isCallAgain(cells) || cells === last)
      .flatMap((cells): readonly ActFacts[] => {
        const id = actIdOf(cells.act, context.pack);
        const act = id === null ? null : wordsFor(id, file.row, wanted, context);
        if (act === null) return [];
        return [
          {
            act: act.act,
            what: act.what,
            who: act.who,
            call: act.call,
            why: act.why,
            due: act.due,
            state: cells.state ?? "open",
            dueAt: cells.due,
          },
        ];
      })
  );
}

function actIdOf(text: string | null, pack: ProtocolPack): ActId | null {
  return pack.acts.find(({ id }) => id === text)?.id ?? null;
}

/** The case as a mail may tell of it. Throws where the case has no reference: that is a bug. */
export function caseFacts(file: CaseFile, context: FactsContext): CaseFacts {
  const { row } = file;
  const { criteria } = classify(context.pack, row);
  const level = row.level ?? "needs-review";
  const immediateDanger = row.immediateDanger === "yes";
  return {
    reference: caseReference(row.case ?? ""),
    link: registerLink(
      checklistLink(context.spreadsheetId, tabs.checklist.sheetId, row.case ?? ""),
    ),
    level,
    protocols: row.protocols,
    criteria: criteria.map(({ id, factors, atLeast }) => ({
      id,
      reported: factors.length,
      needed: atLeast,
    })),
    acts: actFacts(file, context),
    doNot: doNot(context.pack, mailInput(row, context.calls)),
    reviewReasons: [...new Set(reviewReasonIds(row).map(reviewReasonOf))],
    immediateDanger,
    confirmedByAgency:
      row.confirmedBy === "law-enforcement" || row.confirmedBy === "child-and-family-services",
    dueFrom: context.dueFrom,
    acknowledgeBy: row.acknowledged
      ? null
      : acknowledgeBy(
          level,
          immediateDanger,
          acknowledgeFrom(file),
          context.directory.settings,
          context.zone,
        ),
    source: { title: context.pack.title.words, version: context.pack.version },
    zone: context.zone,
  };
}
