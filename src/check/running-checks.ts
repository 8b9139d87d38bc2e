/** Checks on whether the system runs: going live, accounts and their permissions, the script, triggers, the clock, email. */

import { runsWithin } from "../access/accounts-at-work";
import { suspectTriggers } from "../access/silent-triggers";
import { isStaffAddress } from "../district/addresses";
import { drillResults, drillWords, eveningWords, readDrills } from "../drill/drill-page";
import { troubleWords } from "../errors";
import { isLive } from "../form/build-form";
import { noticeWaits } from "../outbox/queue-plan";
import { countInWords } from "../parts-of-a-page";
import { rowsOf } from "../register/read/snapshot";
import { registerIds } from "../registers/kinds";
import { installersIn } from "../store/store";
import { addDays, dateText, dayMs, hourMs, parseLocal, whenWords } from "../time";
import { attestedLine, senderWords, tryFirst } from "./attestations";
import type { CheckReads, Checks, Finding } from "./check-entry";
import { bySetUp, needsPerson, ok } from "./check-entry";

/** Must be the same two sentences as in docs/probe.md and the README (a test compares them). */
export const askForProbe =
  "Run the probe: it takes a quarter of an hour, with made-up people only. Send the text that it ends with to the person who gave you this release; the text has no address, no id and no file name.";

/** How to try this version on Google, and where that is described. */
const triedHow = `${tryFirst} How: docs/probe.md and docs/first-try.md, in GUIDES.html of the release.`;

const useAnother =
  "Have a role account of the district choose Student safety, Set up. After ten minutes choose Stop using this account here.";

/** The checks on whether the system runs, by name. */
export const runningChecks = {
  live: {
    means: "Until then the Form tells staff not to rely on it.",
    next: `${askForProbe} Then choose Student safety, Go live: it says what is missing.`,
    state: "look",
    finds: findWhetherLive,
  },
  drill: {
    means:
      "A Form may be published and still be open only to its editors, and without practice the first real case is the first try.",
    next: "Choose Student safety, Drill: it gives the code and says what to do with it.",
    state: "look",
    finds: findLastDrill,
  },
  tried: {
    means: "This version was built and tested outside Google, and Google changes.",
    next: triedHow,
    state: "look",
    finds: (checked) =>
      attestedLine(
        checked,
        "tried",
        "Whether someone from the district tried this version on Google with made-up people, and it answered as expected",
        triedHow,
      ),
  },
  services: {
    means: "Without these two services nothing can be read or written.",
    next: bySetUp.next,
    fine: "The Sheets and Drive APIs are switched on for this script.",
    finds: findServicesOff,
  },
  accounts: {
    means:
      "This account owns every record and sends all email. It must stay when people leave. No report may be about the person who holds it.",
    next: useAnother,
    finds: findUnfitAccounts,
  },
  script: {
    means: "It decides who reads what.",
    next: "Paste Code.gs of the release again; or ask who changed it, and why.",
    state: "look",
    finds: findChangedScript,
  },
  age: {
    means: "A newer version may mend what was found meanwhile, and follow a law that changed.",
    next: "Ask where you got this version. A newer release has versions.xml, the list of all versions with their days and what each changed.",
    state: "look",
    finds: findOldVersion,
  },
  triggers: {
    means:
      "A trigger tells the system about a report or an edit at once. Without it, the clock finds it minutes later. Without the clock, nothing does.",
    next: "Choose Student safety, Set up: it makes all triggers of this account again, and deletes the old ones.",
    fix: bySetUp.fix,
    fine: "The triggers of this account are there.",
    finds: findTriggers,
  },
  "other-accounts": {
    means:
      "If this account fails, another one does the work. It can do that only while its own clock runs.",
    next: "If this account should run the system, sign in as it and choose Set up: that makes its triggers again.",
    state: "look",
    finds: findSilentAccounts,
  },
  clock: {
    means: "The clock finds reports and edits that the triggers missed.",
    next: "Reports may not be reaching anyone. Choose Set up. If that does not help, check whether the account that runs the system is suspended.",
    fix: bySetUp.fix,
    finds: findStoppedClock,
  },
  email: {
    means: "People learn by email that they have to act.",
    next: "The clock tries again every 5 minutes. Until it is sent, tell the contacts to look in the register. If this line stays, choose Set up.",
    fix: bySetUp.fix,
    finds: findWaitingEmail,
  },
} satisfies Checks;

function findWhetherLive({ run: { clock, memory } }: CheckReads): Finding {
  if (!isLive(memory)) {
    return "Not in use yet: the Form says so, and says whom to call. Reports still come in and are emailed.";
  }
  const since = memory.get("goingLive").live ?? 0;
  const sender = senderWords(memory);
  return [
    ok(since > 0 ? `In use since ${whenWords(since, clock)}.` : "In use."),
    sender !== "" && ok(sender),
  ];
}

function findLastDrill({ run }: CheckReads): Finding {
  const { clock, memory } = run;
  const none = "No drill was held yet.";
  if (isLive(memory)) {
    const { at } = memory.get("goingLive").drill;
    if (at === 0) return none;
    const words = `The last drill was held ${whenWords(at, clock)}`;
    const { last, directory } = readDrills(run);
    const evening = eveningWords(drillResults(run, last, directory), clock);
    return [
      clock.now() - at > 365 * dayMs ? `${words}: more than a year ago.` : ok(`${words}.`),
      evening === null
        ? {
            text: "No drill was held outside school hours.",
            next: "Hold one in the evening: Student safety, Drill.",
          }
        : ok(evening),
    ];
  }
  const { last } = readDrills(run);
  if (last === null) return { goingLive: "held", text: none };
  const { reference, isFinished, row, call } = last;
  const text = `The last drill: case ${reference}, ${whenWords(last.at, clock)}. ${drillWords(last, clock.now())}`;
  if (!isFinished) return { goingLive: "held", text };
  if (row.acknowledgedAt !== null && call.at !== null) return ok(text);
  const next =
    "You can still go live. It is better if the people who got the email do this first, or if you hold another drill.";
  return { goingLive: "told", text, next };
}

/** Whether Google's advanced services are on for this script. If one is off, nothing else can be checked. */
function findServicesOff({ run: { services } }: CheckReads): Finding {
  const off = services.off();
  const { what, next } = troubleWords({ kind: "service-off", services: off });
  return off.length > 0 && { text: what, next };
}

function findUnfitAccounts(checked: CheckReads): Finding {
  const { run, account } = checked;
  const installers = installersIn(run.memory);
  // A lead who opens Check does not run the system.
  const running = installers.length === 0 ? [account] : installers;
  const without = run.services.notGiven();
  const { what, next } = troubleWords({ kind: "permission", without }, account);
  const isAll = without.length === 0 && run.services.notGranted() !== null;
  return [
    running.map((address) => findUnfit(checked, address)),
    without.length > 0 && { text: what, next },
    isAll && ok(`${account} gave every permission that the script needs.`),
  ];
}

/** What is wrong with an account: it may not be of the district, or may be a person's own, as Set up was told or as someone looked up. */
function findUnfit(checked: CheckReads, address: string): Finding {
  const { directory, run } = checked;
  const id = `account ${address}`;
  const asked = `Whether ${address} is a role account that belongs to no one person, with 2-Step Verification`;
  const place =
    "Ask your Google Workspace administrator: Admin console, Directory, Users. It must not be anyone's own, and two people, known by name, should be able to sign in. Apps Script must be on for it: if it is turned off, this page cannot tell you, and neither triggers nor the clock run. Then Summary says LATE, where contacts see it, and the Form tells reporters whom to call.";
  const said = run.memory.get("goingLive").looks[id];
  return [
    isStaffAddress(directory.settings, address)
      ? ok(`${address} is a Google Workspace account of the district.`)
      : needsPerson(`${address} is outside the domains in Settings, or is a student's.`),
    {
      ...attestedLine(checked, id, asked, place),
      ...(said?.isOwn === true && {
        state: "wrong",
        text: `${asked}: Set up was told on ${said.on} that it is a person's own.`,
        next: `${useAnother} If it is a role account after all, tick that below.`,
      }),
    },
  ];
}

function findChangedScript(checked: CheckReads): Finding {
  const running = checked.run.services.script();
  if (running === null) return false;
  const { version, built, hash } = running;
  if (hash === null) {
    const asked = `Whether the script that runs is version ${version} as it was built`;
    const place =
      "In the Form's editor open Apps Script, copy all of Code.gs into a file, and compare its SHA-256 with SHA256SUMS of the release.";
    return attestedLine(checked, "script", asked, place);
  }
  return hash === built
    ? ok(
        `Version ${version} runs as it was built: SHA-256 ${hash}. The release's INSTALL.html has the same.`,
      )
    : `The script that runs is not version ${version} as it was built: SHA-256 ${hash}, and it was ${built}.`;
}

/** How many days a version is taken for new. */
const newFor = 366;

function findOldVersion({ run: { services, clock } }: CheckReads): Finding {
  const running = services.script();
  const since = parseLocal(running?.day ?? "", clock);
  if (running === null || since === null || clock.now() < addDays(since, newFor, clock))
    return false;
  return `Version ${running.version} is of ${dateText(since, clock)}, more than a year ago.`;
}

/** Triggers of this account that are missing, not needed, or silent. */
function findTriggers({ run, account }: CheckReads): Finding {
  const { memory, triggers, clock } = run;
  const present = triggers.list();
  if (present.length === 0 && !installersIn(memory).includes(account)) {
    return needsPerson(
      `${account} has no triggers here.`,
      "Other accounts run the system, and Google shows no one their triggers: to look at those, sign in as them. To make this account a spare that runs the system too, choose Set up.",
    );
  }
  const wanted = ["form-submit", "clock", ...registerIds(run.memory)];
  const named = present.map(({ kind, source }) => (kind === "edit" ? (source ?? "") : kind));
  const missing = wanted.filter((one) => !named.includes(one)).length;
  // The clock's first run leaves its trigger behind, so a second trigger of the clock is no fault.
  const extra = named.filter(
    (one, at) => one !== "clock" && (named.indexOf(one) < at || !wanted.includes(one)),
  ).length;
  const [suspect] = suspectTriggers(memory, account);
  const last = memory.get("account", account).ran;
  const isSilent = named.includes("clock") && last > 0 && clock.now() - last > hourMs;
  const faults = [
    missing > 0 && `${missing} missing`,
    extra > 0 && `${extra} that the system does not need`,
    suspect !== undefined && `the one for ${suspect} has not fired yet, and may not`,
  ].filter((fault) => fault !== false);
  return [
    isSilent &&
      `The clock of ${account} has not finished a run since ${whenWords(last, clock)}, although Google lists its trigger: Google may have switched it off.`,
    faults.length > 0 && {
      state: missing > 0 ? "wrong" : "look",
      text: `Triggers of ${account}: ${faults.join("; ")}.`,
    },
  ];
}

function findSilentAccounts({ run: { memory, clock }, account }: CheckReads): Finding {
  const others = installersIn(memory).filter((address) => address !== account);
  return others.map((address) => {
    const at = memory.get("account", address).ran;
    const words = `The clock of ${address} ${at === 0 ? "has not run yet" : `last ran ${whenWords(at, clock)}`}.`;
    const [suspect] = suspectTriggers(memory, address);
    if (suspect !== undefined) {
      return `${words} Its trigger for ${suspect} has not fired yet, and may not.`;
    }
    return clock.now() - at < runsWithin ? ok(words) : words;
  });
}

function findStoppedClock({ run: { clock, memory } }: CheckReads): Finding {
  const swept = memory.get("sweep").ok;
  if (swept === 0) {
    const next =
      "A clock run comes a minute or two after Set up. Wait, then press Look again. Do not go live before this says OK.";
    return { ...needsPerson("The system has not checked the Form yet.", next), goingLive: "held" };
  }
  const when = whenWords(swept, clock);
  return clock.now() - swept > hourMs
    ? `The clock last read the Form ${when}: more than an hour ago.`
    : ok(`The clock read the Form ${when}.`);
}

/** How many emails the account may still send, and which wait longer than they should. */
function findWaitingEmail({ run: { clock, mailer }, snapshot }: CheckReads): Finding {
  const left = mailer.remainingToday();
  const text = `This account can send ${countInWords(left, "more email")} today.`;
  // Several notices are sent together after a wait, and a clock run may come late.
  const mayWait = ({ kind, queuedAt }: { kind?: string | null; queuedAt?: number | null }) =>
    kind === "desk-notice" && (queuedAt ?? 0) > clock.now() - noticeWaits - hourMs / 6;
  const waiting = rowsOf(snapshot, "outbox").filter(
    ({ values }) => values.state === "queued" && !mayWait(values),
  );
  const oldest = Math.min(...waiting.map(({ values }) => values.queuedAt ?? clock.now()));
  return [
    left >= 50
      ? ok(text)
      : {
          state: left === 0 ? "wrong" : "look",
          text,
          next: "Send nothing else from this account today. At 0, email waits until tomorrow: tell the contacts to look in the register.",
        },
    waiting.length === 0
      ? ok("No message waits to be sent.")
      : {
          state: clock.now() - oldest > hourMs ? "wrong" : "look",
          text: `${countInWords(waiting.length, "message")} waiting to be sent, the oldest since ${whenWords(oldest, clock)}.`,
        },
  ];
}
