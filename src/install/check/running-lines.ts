/** Lines of the check on whether the desk runs: triggers, the last clock run, mail, going live. */

import { readInstallers, runsWithin } from "../../access/running-accounts";
import { suspectTriggers } from "../../access/trigger-health";
import { findRepeatedTriggers } from "../../access/triggers";
import { troubleWords } from "../../errors";
import { isLive } from "../../form/build-form";
import type { Clock, TriggerDescription } from "../../ports";
import { rowsOf } from "../../register/read/snapshot";
import { readRegisterIds } from "../../register/register-ids";
import type { Run } from "../../run";
import { hourMs, whenWords } from "../../time";
import { proofWords } from "../going-live/attestations";
import { lastProof, offerProofCode, type ProofCode, senderWords } from "../going-live/proof-report";
import {
  bySetUp,
  type CheckReads,
  countInWords,
  type Line,
  linesOf,
  look,
  ok,
  type Perhaps,
  wrong,
} from "./findings";

function missingOf(present: readonly TriggerDescription[], ids: readonly string[]): number {
  const has = (kind: TriggerDescription["kind"], source: string | null = null) =>
    present.some((one) => one.kind === kind && (source === null || one.source === source));
  return [has("form-submit"), has("clock"), ...ids.map((id) => has("edit", id))].filter(
    (there) => !there,
  ).length;
}

/** Lines on the triggers of the account that runs the check: Google shows nobody the triggers of others. */
function ownTriggers({ workspace, ids, account }: CheckReads): readonly Line[] {
  const { memory } = workspace;
  const present = workspace.triggers.list();
  if (present.length === 0 && !readInstallers(memory).has(account)) {
    return [
      look(
        `${account} has no triggers here.`,
        "Other accounts run the desk, and Google shows nobody their triggers: to look at those, sign in as them. To make this account a spare that runs the desk too, choose Set up.",
      ),
    ];
  }
  const known = [...Object.values(readRegisterIds(memory)), memory.get("formId")];
  const lost = missingOf(present, Object.values(ids));
  const [suspect] = suspectTriggers(memory, account);
  const extra = findRepeatedTriggers(present).length;
  const strange = present.filter(({ source }) => source !== null && !known.includes(source)).length;
  return linesOf(
    [
      lost > 0 && wrong(`${countInWords(lost, "trigger")} of ${account} missing.`, ...bySetUp),
      suspect !== undefined &&
        look(
          `The trigger of ${account} for ${suspect} has not fired yet: Google may not fire one that a clock run made.`,
          ...bySetUp,
        ),
      extra > 0 &&
        look(
          `${countInWords(extra, "trigger")} of ${account} too many: the same stands twice.`,
          "Each report is still taken in once. Let the desk make one anew and delete the others, or do that in the script's editor under Triggers.",
          { act: "fix-triggers", label: "Leave one of each" },
        ),
      strange > 0 &&
        look(
          `${countInWords(strange, "trigger")} of ${account} for a file that is no register of this desk.`,
          "In the script's editor choose Triggers, and delete those for another file.",
        ),
    ],
    `The triggers are there and run as ${account}.`,
  );
}

function othersClocks({ workspace, account }: CheckReads): readonly Line[] {
  const { memory, clock } = workspace;
  return [...readInstallers(memory).keys()]
    .filter((address) => address !== account)
    .map((address) => {
      const at = memory.get("clockRun", address);
      const when = at === 0 ? "has not come yet" : `last came ${whenWords(at, clock)}`;
      const words = `The clock of ${address} ${when}.`;
      const [suspect] = suspectTriggers(memory, address);
      if (suspect !== undefined) {
        return look(
          `${words} Its trigger for ${suspect} has not fired yet, and may not.`,
          "Sign in as it and choose Set up: that makes the trigger anew.",
        );
      }
      return clock.now() - at < runsWithin
        ? ok(words)
        : look(words, "If this account should run the desk, sign in as it and choose Set up.");
    });
}

/** Lines on the triggers of this account: which are missing, doubled or silent. */
export function triggerLines(checked: CheckReads): readonly Line[] {
  return [...ownTriggers(checked), ...othersClocks(checked)];
}

/** A line on whether Google's advanced services are switched on for this script. */
export function serviceLines({ services }: Pick<Run, "services">): readonly Line[] {
  const off = services.off();
  if (off.length === 0) return [ok("The Sheets and Drive APIs are switched on for this script.")];
  const { what, next } = troubleWords({ kind: "service-off", services: off });
  return [wrong(what, next)];
}

/** In the same two sentences in docs/probe.md and the README (a test holds them together). */
export const askForProbe =
  "Run the probe: a quarter of an hour, with made-up people only. Send the text that it ends with to whoever gave you this release; it holds no address, no id and no name of a file.";

const tryAgain =
  "Run the probe or go through the list of ten steps again, with made-up people (docs/probe.md, docs/first-try.md, in GUIDES.html of the release).";

/** A line on whether the district has gone live. */
export function liveLines({ workspace }: CheckReads): readonly Perhaps[] {
  const { clock, memory } = workspace;
  if (!isLive(memory)) {
    return [
      look(
        "Not in use yet: the Form says so, and whom to call. Reports are taken in and mailed all the same.",
        `${askForProbe} When nothing here is marked wrong, press Go live at the bottom of Check.`,
      ),
    ];
  }
  const since = memory.get("live") ?? 0;
  const proved = proofWords(workspace);
  const sender = senderWords(workspace);
  return [
    ok(since > 0 ? `In use since ${whenWords(since, clock)}.` : "In use."),
    proved !== null &&
      (proved.isOld
        ? {
            ...look(`${proved.text} That is more than a year ago.`, tryAgain),
            why: "Google changes, and nobody has looked since.",
          }
        : ok(proved.text)),
    sender !== null && ok(sender),
  ];
}

function sendCode(code: ProofCode | null, link: string, clock: Clock): string {
  if (code === null) return "Another run is at work: press Look again for the code to send.";
  return `Have somebody who may not edit the Form open ${link}, write the code as the student's name, choose any school, answer nothing else, and send it before ${whenWords(code.until, clock)}. It counts once. Proof code: ${code.code}`;
}

/**
 * Lines on the proof report that a district sends through the Form's public link before going live (design 2.17). Shows its code, and may
 * store a new one: the only thing that the check changes.
 */
export function proofReportLines({ workspace, account }: CheckReads): readonly Perhaps[] {
  const { clock, memory, form } = workspace;
  if (isLive(memory)) return [];
  const last = lastProof(memory);
  if (last?.state === "proved") {
    return [
      ok(
        `A proof report came ${whenWords(last.at, clock)}: the Form's link, its trigger and the mail work. Go live asks who sent it.`,
      ),
    ];
  }
  const words =
    last === null
      ? "No proof report has come yet."
      : `A proof report came ${whenWords(last.at, clock)}, but a mail about it was refused: that is no proof. See that the addresses of the lead and of this account take mail, and have another one sent.`;
  const next = sendCode(offerProofCode(workspace, account), form.link(), clock);
  return [{ ...look(words, next), holdsBack: true }];
}

/** Lines on the last clock run that could list the Form's responses (design 2.15). */
export function clockLines({ workspace }: CheckReads): readonly Line[] {
  const { clock, memory } = workspace;
  const swept = memory.get("sweepOk");
  if (swept === 0) {
    return [
      {
        ...look(
          "The clock has not read the Form yet.",
          "A clock run comes a minute or two after Set up. Wait, then press Look again. Do not go live before this says OK.",
        ),
        holdsBack: true,
      },
    ];
  }
  const when = whenWords(swept, clock);
  return clock.now() - swept > hourMs
    ? [
        wrong(
          `The clock last read the Form ${when}: more than an hour ago.`,
          "Reports may not be reaching anyone. Choose Set up; if that does not help, look whether the account that runs the desk is suspended.",
        ),
      ]
    : [ok(`The clock read the Form ${when}.`)];
}

/** A line on how the last drill went; none where no drill was held. */
export function drillLines({ workspace: { memory, clock } }: CheckReads): readonly Perhaps[] {
  const last = memory.get("lastDrill");
  if (last === null) return [];
  const [first = ""] = last.lines;
  return [
    ok(`Last drill: ${whenWords(last.began, clock)}. ${first} All of it: Student safety, Drill.`),
  ];
}

const fewLeft = 50;

/** Lines on mail: how many more this account may send today, and what waits to be sent. */
export function mailLines({ workspace, snapshot }: CheckReads): readonly Line[] {
  const { clock, mailer } = workspace;
  const left = mailer.remainingToday();
  const words = `This account can send ${countInWords(left, "more mail")} today.`;
  const quota =
    left === 0
      ? wrong(
          words,
          "Mail waits until tomorrow. Tell the contacts to look into the register until then.",
        )
      : left < fewLeft
        ? look(words, "Send nothing else from this account today.")
        : ok(words);
  const waiting = rowsOf(snapshot, "outbox").filter(({ values }) => values.state === "queued");
  if (waiting.length === 0) return [quota, ok("No message waits to be sent.")];
  const oldest = Math.min(...waiting.map(({ values }) => values.queuedAt ?? clock.now()));
  const say = clock.now() - oldest > hourMs ? wrong : look;
  return [
    quota,
    say(
      `${countInWords(waiting.length, "message")} waiting to be sent, the oldest since ${whenWords(oldest, clock)}.`,
      "The clock tries again every 5 minutes. Until it is sent, tell the contacts to look into the register.",
      { act: "fix-mail", label: "Send now" },
    ),
  ];
}
