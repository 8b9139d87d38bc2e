/**
 * Dangers that no register shows: in a sealed report that no one may read by Contacts as they are now, and in a register that is out of reach. The
 * check shows them to the people who are asked about them, and lets them record who called which agency when.
 */
import { attempt, isDone } from "../../attempt";
import {
  excludedByReport,
  peopleToldWithoutContent,
  readersByContacts,
  sealedRegisters,
} from "../../district/sealed-readers";
import { type Check, type Line, linesOf } from "../../install/check-line";
import { calledSince } from "../../install/recorded-calls";
import type { Callee } from "../../protocol/agencies";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { dayMs, whenWords } from "../../time";
import { sortByRegister } from "../intake/route-reports";
import { keptDangers, rememberedUnreadableSealed } from "../outage/kept-dangers";
import { peopleAsked } from "../outage/outage";
import { type OutageAudience, outageAudience } from "../outage/outage-audience";

/** An account that does not run the system has no memory of such reports. It looks so many milliseconds back in the Form. */
const looksBack = 7 * dayMs;

/** A danger about which a call may be recorded. */
export interface OpenDanger {
  /** Reference of the main register's case; null for a sealed report. */
  readonly about: string | null;
  /** When it was reported; milliseconds since 1970, UTC. */
  readonly since: number;
}

function areReadable(run: Run): boolean {
  const columns = ["case"] as const;
  const read = [{ tab: "cases", columns } as const, { tab: "checklist", columns } as const];
  return sealedRegisters.every((name) =>
    isDone(run, () => registerNamed(run, name, []).load(read)),
  );
}

/**
 * When the dangers in sealed reports were reported that no one can see to, in ms UTC, as far as this account may know of them: from the
 * memory of the account that runs the system, otherwise from the Form's responses.
 */
function sealedDangers(run: Run, audience: OutageAudience): readonly number[] {
  const { directory } = audience;
  const account = run.identity.runningAs();
  const now = run.clock.now();
  const unread = Object.values(rememberedUnreadableSealed(run));
  const kept = sealedRegisters.flatMap((name) =>
    Object.values(keptDangers(run, name)).map((danger) => ({ name, danger })),
  );
  if (unread.length + kept.length > 0) {
    return [
      ...unread.flatMap(({ danger, excluded }) =>
        danger > 0 && !excluded.includes(account) ? danger : [],
      ),
      ...kept.flatMap(({ name, danger }) =>
        danger.outSince > 0 && peopleAsked(name, danger, audience).to.includes(account)
          ? danger.since
          : [],
      ),
    ];
  }
  if (directory === null) return [];
  const responses = run.responses.list(now - looksBack);
  return [...sortByRegister(responses, run)].flatMap(([route, all]) =>
    route === "main"
      ? []
      : all.flatMap(({ response, report }): readonly number[] => {
          if (report.immediateDanger !== "yes") return [];
          const excluded = excludedByReport(route, directory, report.school);
          const readers = readersByContacts({ involved: route, excluded, directory, now });
          const isTold =
            readers.length === 0
              ? peopleToldWithoutContent(directory, excluded, report.school, null).includes(account)
              : readers.some(({ email }) => email === account) && !areReadable(run);
          return isTold ? [response.receivedAt] : [];
        }),
  );
}

/** The dangers of which this account was told, which no register shows and no recorded call has ended. */
function openDangers(run: Run, audience: OutageAudience): readonly OpenDanger[] {
  const { memory, identity } = run;
  const account = identity.runningAs();
  const ofMain = Object.entries(keptDangers(run, "main")).flatMap(
    ([about, danger]): readonly OpenDanger[] =>
      danger.outSince > 0 && peopleAsked("main", danger, audience).to.includes(account)
        ? [{ about, since: danger.since }]
        : [],
  );
  const sealed = sealedDangers(run, audience).map((since) => ({ about: null, since }));
  return [...ofMain, ...sealed].filter(({ about, since }) => !calledSince(memory, since, about));
}

const pressWhoCalled = "Once an agency was called about it, press Say who called.";

function findingsOf({ clock }: Run, open: readonly OpenDanger[]): readonly Line[] {
  const ofMain = open.flatMap(({ about, since }): readonly Line[] =>
    about === null
      ? []
      : [
          {
            asksCall: true,
            text: `Case ${about} is in immediate danger since ${whenWords(since, clock)}, and no call is on record. Its register is out of reach. People are told again and again.`,
            next: `${pressWhoCalled} Then see to the register: Set up makes deleted tabs again.`,
          },
        ],
  );
  const sealed = open.flatMap(({ about, since }) => (about === null ? since : []));
  if (sealed.length === 0) return ofMain;
  return [
    ...ofMain,
    {
      asksCall: true,
      text: `A report that no one may read says immediate danger, since ${whenWords(Math.min(...sealed), clock)}. People are told again and again.`,
    },
  ];
}

/** The line of Check that shows them. */
export const unreadDangerCheck: Check = {
  id: "unread-danger",
  means: "A child may be in danger, and no one who may read the report is acting on it.",
  next: `Name someone in Contacts who may read it: a lead or an alternate lead, neither away nor a contact or an administrator. ${pressWhoCalled}`,
  finds: ({ run, directory }) => findingsOf(run, openDangers(run, outageAudience(run, directory))),
};

/** The same lines where the main register, which the check needs, cannot be read. */
export function dangerLinesOutOfReach(run: Run): readonly Line[] {
  const look = () => {
    return linesOf(unreadDangerCheck, findingsOf(run, openDangers(run, outageAudience(run))), {
      mayRepair: false,
    });
  };
  return attempt<readonly Line[]>(run, look, []);
}

/** What this account may record a call about, and which agencies it may name; null for nothing. Throws what Google throws. */
export function callsToRecord(run: Run): {
  readonly agencies: readonly Callee[];
  readonly dangers: readonly OpenDanger[];
} | null {
  const audience = outageAudience(run);
  const dangers = openDangers(run, audience);
  return dangers.length === 0 ? null : { agencies: audience.calls(null), dangers };
}
