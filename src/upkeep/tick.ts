/** One run of the clock: what the triggers missed, what was not sent, what time has brought, and the sign that all this still runs. */
import type { Directory } from "../directory/directory";
import { directoryIn, directoryRequests, responsesIn } from "../intake/intake-state";
import type { FormResponse } from "../intake/report";
import { takeIn } from "../intake/take-in";
import { noChange, type Update } from "../register/change";
import type { TabRequest } from "../register/read-plan";
import { openRegister, type Register } from "../register/register";
import { rowsOf, type Snapshot } from "../register/snapshot";
import type { MemoryKey, Workspace } from "../workspace";
import { hourly, hourlyRequests, hourlyStep } from "./hourly";
import { openCaseRequests, openCasesIn, parseOpenRows } from "./open-cases";
import { heartbeatMeasure, sweepMeasure } from "./register/summary";
import { remind } from "./reminders";
import { reportRegisterIds } from "./report-registers";
import { takeSeenEdits } from "./seen-edits";
import { outboxRequests, pendingIn, sendWaiting } from "./send-waiting";
import { refuseOtherForm } from "./set-up";

const minute = 60_000;
/** A response may show up in the list a little after its own time; once a day all of them are compared. */
const overlap = 10 * minute;
const hour = 60 * minute;
const day = 24 * hour;

const heartbeatRequests: readonly TabRequest[] = [{ tab: "summary", columns: ["measure"] }];

function instantIn(text: string | null): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : null;
}

function beat(register: Register, snapshot: Snapshot, at: number): Remembered {
  const present = new Set(rowsOf(snapshot, "summary").map(({ key }) => key));
  const update = [heartbeatMeasure, sweepMeasure]
    .filter((key) => present.has(key))
    .map((key): Update => ({ tab: "summary", key, values: { at } }));
  register.commit({ ...noChange, update }, snapshot);
  return {};
}

/** What a tick does beside the main register, in turn, so that an idle tick makes two Sheets calls. */
const turns = ["heartbeat", "sealed", "sealed-from-lead"] as const;

type Remembered = Readonly<Partial<Record<MemoryKey, string>>>;

function workOnSealed(
  workspace: Workspace,
  name: "sealed" | "sealed-from-lead",
  directory: Directory,
): Remembered {
  const register = openRegister(workspace, reportRegisterIds(workspace.memory)[name]);
  // Nothing about a sealed register is remembered outside it: it is small enough to be read whole.
  const read = register.load([...outboxRequests, ...openCaseRequests(null, true)]);
  const open = openCasesIn(register, read);
  takeSeenEdits(workspace, name, open);
  if (pendingIn(read, workspace.clock.now()).length > 0) sendWaiting(workspace, name);
  return remind(workspace, name, register, directory, open);
}

interface Swept {
  readonly listed: readonly FormResponse[];
  readonly isOfAll: boolean;
}

/** The Form's responses that may be new: those of the last minutes, once a day all of them. */
function listResponses({ memory, responses, clock }: Workspace): Swept {
  const since = instantIn(memory.get("sweepSince"));
  const all = instantIn(memory.get("sweptAll"));
  const isOfAll = since === null || all === null || clock.now() - all >= day;
  return { listed: isOfAll ? responses.list() : responses.list(since - overlap), isOfAll };
}

/** Throws "not-set-up", "other-form" and what Google throws; whatever is left undone is found by the next tick. */
export function tick(workspace: Workspace): void {
  const { clock, memory } = workspace;
  refuseOtherForm(workspace);
  const ids = reportRegisterIds(memory);
  const started = clock.now();
  const number = Math.floor(started / (5 * minute));
  const { listed, isOfAll } = listResponses(workspace);

  const main = openRegister(workspace, ids.main);
  const step = number % 2 === 1 ? hourlyStep(memory, started) : null;
  const seenText = memory.get("openRows");
  const isFirstOfHour =
    Math.floor(started / hour) !== Math.floor((instantIn(memory.get("sweepSince")) ?? 0) / hour);
  const read = main.load([
    ...outboxRequests,
    ...heartbeatRequests,
    ...directoryRequests,
    ...openCaseRequests(parseOpenRows(seenText), isFirstOfHour),
    ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
    ...(step === null ? [] : hourlyRequests(step)),
  ]);
  const known = listed.length > 0 ? responsesIn(read) : new Set<string>();
  const unseen = listed.filter(({ id }) => !known.has(id));
  const outcome = unseen.length > 0 ? takeIn(workspace, unseen) : "taken-in";
  const directory = directoryIn(read, clock);
  const open = openCasesIn(main, read);
  takeSeenEdits(workspace, "main", open);
  if (pendingIn(read, started).length > 0) sendWaiting(workspace, "main");
  let remembered: Remembered = remind(workspace, "main", main, directory, open);
  if (outcome === "taken-in") {
    const at = String(started);
    remembered = {
      ...remembered,
      sweepSince: at,
      sweepOk: at,
      ...(isOfAll ? { sweptAll: at } : {}),
    };
  }
  if (open.seenText !== null && open.seenText !== seenText) {
    remembered = { ...remembered, openRows: open.seenText };
  }

  const turn = turns[Math.floor(number / 2) % turns.length] ?? "heartbeat";
  try {
    const last =
      step !== null
        ? hourly(workspace, step, { register: main, snapshot: read })
        : turn === "heartbeat"
          ? beat(main, read, started)
          : workOnSealed(workspace, turn, directory);
    remembered = { ...remembered, ...last };
  } finally {
    memory.setAll(remembered);
  }
}
