/**
 * Lines of Check about what no one may be acting on: dangers that no register shows (in a sealed report that no one may read according to
 * Contacts, or in a register that is out of reach), with the calls that people may record about them; reports in the Form that the main
 * register lacks; and edits that were not taken in. The last two say nothing about sealed reports.
 */

import { attempt, isDone } from "../attempt";
import { openCaseRequests, openCasesIn, typedBesideRequests } from "../case/load-cases";
import { responsesHeld, responsesIn } from "../intake/read-for-intake";
import { readResponses } from "../intake/route-reports";
import { calledSince, rememberedUnreadableSealed } from "../outage/ask-without-register";
import { keptDangers, peopleAsked } from "../outage/outage";
import type { OutageAudience } from "../outage/who-is-told-in-an-outage";
import { isSealedReport, outageAudience, toldOfSealed } from "../outage/who-is-told-in-an-outage";
import { type CheckLine, countInWords } from "../parts-of-a-page";
import type { RegisterName } from "../ports";
import { isSealedRegister, registersOf, schoolRegisters } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import { type Run, runAsRead } from "../run";
import { casesWithNews, recordEdits } from "../runs/take-in-edits";
import { sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { dayMs, minuteMs, whenWords } from "../time";
import { bySetUp, type CheckReads, type Checks, type Finding, linesOf, ok } from "./check-entry";

const pressWhoCalled = "Once an agency was called about it, press Say who called.";

const takesItIn = "The clock takes it in within half an hour. If this line stays, choose Set up.";

/** The checks on what no one may be acting on, by name. */
export const dangerChecks = {
  "unread-danger": {
    means: "A child may be in danger, and no one who may read the report is acting on it.",
    next: `Name someone in Contacts who may read it: a lead or an alternate lead, neither away nor a contact or an administrator. ${pressWhoCalled}`,
    finds: ({ run, directory }) => findUnreadDangers(run, outageAudience(run, directory)),
  },
  "taken-in": {
    means: "No one can act on what the system has not taken in.",
    next: takesItIn,
    state: "look",
    fix: bySetUp.fix,
    finds: findNotTakenIn,
  },
} satisfies Checks;

/** How far back in the Form an account that does not run the system looks for such reports, in milliseconds: it remembers none of them. */
const looksBack = 7 * dayMs;

/** When each danger was reported in a sealed report that is in the Form and that this account is told about; milliseconds UTC. */
function dangersInForm(run: Run, { directory }: OutageAudience): readonly number[] {
  if (directory === null) return [];
  const account = run.identity.runningAs();
  const looked = runAsRead(run, { directory });
  const columns = ["case"] as const;
  const read = [{ tab: "cases", columns } as const, { tab: "checklist", columns } as const];
  const isReadable = (name: RegisterName) =>
    isDone(run, () => registerNamed(run, name, []).load(read));
  const reports = readResponses(run, run.responses.list(looked.now - looksBack));
  return reports
    .filter(isSealedReport)
    .flatMap(({ response, report, route }): readonly number[] => {
      if (report.immediateDanger !== "yes") return [];
      const { to, isReader } = toldOfSealed(looked, { route }, report.school, null);
      const isTold = to.includes(account) && !(isReader && sealedRegisters.every(isReadable));
      return isTold ? [response.receivedAt] : [];
    });
}

/**
 * The dangers that this account was told about, that no register shows, and that no recorded call has ended. Sealed reports come from the
 * memory of the account that runs the system; any other account looks in the Form's responses. `about`: the reference of the main register's
 * case; null for a sealed report. `since`: when it was reported, milliseconds UTC.
 */
function openDangers(run: Run, audience: OutageAudience) {
  const account = run.identity.runningAs();
  const kept = registersOf(run.memory).flatMap((name) =>
    Object.entries(keptDangers(run, name)).map(([reference, danger]) => ({
      about: isSealedRegister(name) ? null : reference,
      since: danger.since,
      isAsked: danger.outSince > 0 && peopleAsked(name, danger, audience).to.includes(account),
    })),
  );
  const unread = Object.values(rememberedUnreadableSealed(run));
  const isKnown = unread.length > 0 || kept.some(({ about }) => about === null);
  const reported = isKnown
    ? unread.flatMap(({ danger, excluded }) =>
        danger > 0 && !excluded.includes(account) ? danger : [],
      )
    : dangersInForm(run, audience);
  return [
    ...kept.filter(({ isAsked }) => isAsked),
    ...reported.map((since) => ({ about: null, since })),
  ].filter(({ about, since }) => !calledSince(run.memory, since, about));
}

function findUnreadDangers(run: Run, audience: OutageAudience): Finding {
  const { clock } = run;
  const open = openDangers(run, audience);
  const sealed = open.flatMap(({ about, since }) => (about === null ? since : []));
  return [
    open.map(
      ({ about, since }): Finding =>
        about !== null && {
          asksCall: true,
          text: `Case ${about} is in immediate danger since ${whenWords(since, clock)}, and no call is on record. Its register is out of reach. People are told again and again.`,
          next: `${pressWhoCalled} Then see to the register: Set up makes deleted tabs again.`,
        },
    ),
    sealed.length > 0 && {
      asksCall: true,
      text: `A report that no one may read says immediate danger, since ${whenWords(Math.min(...sealed), clock)}. People are told again and again.`,
    },
  ];
}

/** The lines about unread dangers when the main register, which Check needs, cannot be read. */
export function dangerLinesOutOfReach(run: Run): readonly CheckLine[] {
  const find = () => findUnreadDangers(run, outageAudience(run));
  return attempt(run, () => linesOf(dangerChecks["unread-danger"], find()), []);
}

/**
 * The dangers that this account may record a call about, and the agencies that it may name; null if there are none. Throws what Google
 * throws.
 */
export function callsToRecord(run: Run) {
  const audience = outageAudience(run);
  const dangers = openDangers(run, audience);
  return dangers.length === 0 ? null : { agencies: audience.calls(null), dangers };
}

/** Finds reports and edits that the clock would take in next. One call for each response in the Form, and two or three more. */
function findNotTakenIn({ run }: CheckReads): Finding {
  const { clock } = run;
  const main = registerNamed(run, "main", []);
  const reports = { tab: "reports", columns: ["response"] } as const;
  const read = main.load([...openCaseRequests(null), ...typedBesideRequests(), reports]);
  const known = new Set([...responsesIn(read), ...responsesHeld(run, schoolRegisters(run.memory))]);
  const waiting = readResponses(run, run.responses.list()).flatMap((one) =>
    isSealedReport(one) || known.has(one.response.id) ? [] : one.response,
  );
  const oldest = Math.min(...waiting.map(({ receivedAt }) => receivedAt));
  const open = openCasesIn(main, read);
  const edits = [
    ...casesWithNews(open, { now: clock.now(), zone: clock }),
    ...(recordEdits(read).length > 0 ? ["rows of other tabs"] : []),
  ];
  return [
    waiting.length === 0
      ? ok("The register has every report that the Form has for it.")
      : {
          state: clock.now() - oldest > 10 * minuteMs ? "wrong" : "look",
          text: `${countInWords(waiting.length, "report")} in the Form, not in the register, the oldest since ${whenWords(oldest, clock)}.`,
          next: `${takesItIn} Until then, open the Form, choose Responses, and act on them.`,
          fix: bySetUp.fix,
        },
    edits.length === 0
      ? ok("Every edit is taken in.")
      : `Edits not taken in yet: ${edits.join(", ")}.`,
  ];
}
