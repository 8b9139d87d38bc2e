/**
 * The proof report that going live waits for (design 2.17): the code that the check shows, what came of it, and which responses were such reports.
 * Staff addresses, codes and response ids alone. Before going live only.
 */
import { isLive } from "../../form/build-form";
import { jsonRecord, recordIn } from "../../json";
import { type FormResponse, lockWaits, type Memory, type Workspace } from "../../ports";
import { hourMs, minuteMs } from "../../time";

/** A code counts so long, and is shown only while so much of that is left. */
const codeFor = hourMs;
const shownWith = hourMs / 2;

export interface ProofCode {
  readonly code: string;
  /** Milliseconds since 1970, UTC; from then on it is a report like any other. */
  readonly until: number;
  /** Address of whoever asked for it. */
  readonly by: string;
}

/** What came of the last one that was sent. "mail-refused": it came, and a mail about it did not go out. */
export interface ProofOutcome {
  readonly state: "proved" | "mail-refused";
  /** When it was received; milliseconds since 1970, UTC. */
  readonly at: number;
}

interface Kept {
  /** Not used yet; some may be too late. */
  readonly codes: readonly ProofCode[];
  /** Ids of the responses that were proof reports: never taken in. */
  readonly responses: readonly string[];
  readonly outcome: ProofOutcome | null;
}

function kept(memory: Pick<Memory, "get">): Kept {
  const all = jsonRecord(memory.get("proofReport"));
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const codes = list(all["codes"]).flatMap((one): readonly ProofCode[] => {
    const { code, until, by } = recordIn(one);
    return typeof code === "string" && typeof until === "number"
      ? [{ code, until, by: String(by) }]
      : [];
  });
  const { state, at } = recordIn(all["outcome"]);
  const known = state === "proved" || state === "mail-refused" ? state : null;
  return {
    codes,
    responses: list(all["responses"]).map(String),
    outcome: known === null || typeof at !== "number" ? null : { state: known, at },
  };
}

/** What is kept from the first set-up on: a desk without it went live before there were proof reports. */
export const noProofYet = "{}";

export function lastProof(memory: Pick<Memory, "get">): ProofOutcome | null {
  return kept(memory).outcome;
}

/** Whether it was a proof report: skipped by every run, for good. What cannot be read makes it a report. */
export function isProofReport(memory: Pick<Memory, "get">, { id }: FormResponse): boolean {
  return kept(memory).responses.includes(id);
}

/** Under the lock, from what other runs have made of it meanwhile; null without the lock. */
function change<T>(
  { memory, lock }: Pick<Workspace, "memory" | "lock">,
  wait: number,
  work: (before: Kept) => { readonly after: Kept | null; readonly value: T },
): { readonly value: T } | null {
  return lock.during(wait, () => {
    memory.again();
    const { after, value } = work(kept(memory));
    if (after !== null) memory.set("proofReport", JSON.stringify(after));
    return value;
  });
}

/** No letter that is read as another, and no vowel: they make no word. */
const letters = "BCDFGHJKMNPQRSTVWXYZ23456789";
const codeLength = 8;

function codeFrom(hex: string): string {
  // 48 of its bits are chance alone.
  let left = Number.parseInt(hex.slice(0, 12), 16);
  let code = "";
  while (code.length < codeLength) {
    code += letters.charAt(left % letters.length);
    left = Math.floor(left / letters.length);
  }
  return code;
}

/** The code for whoever looks: the one shown before while much of its hour is left, else a new one. Null where another run holds the lock. */
export function offeredCode(workspace: Workspace, by: string): ProofCode | null {
  const { clock, memory, chance } = workspace;
  const now = clock.now();
  const isFresh = (one: ProofCode) => one.by === by && one.until - now >= shownWith;
  const [seen] = kept(memory).codes.filter(isFresh);
  if (seen !== undefined) return seen;
  const made = change(workspace, lockWaits.clock, (before) => {
    const code: ProofCode = { code: codeFrom(chance.hex()), until: now + codeFor, by };
    const codes = [...before.codes.filter(({ until }) => until > now), code];
    return { after: { ...before, codes }, value: code };
  });
  return made?.value ?? null;
}

function isBlank(answer: unknown): boolean {
  return Array.isArray(answer) ? answer.every(isBlank) : String(answer ?? "").trim() === "";
}

/** The code of which it brings nothing else but a school; null for every report. No call. */
function codeIn(all: readonly ProofCode[], { answers, strangers, receivedAt }: FormResponse) {
  const { studentName, school: _school, ...others } = answers;
  const isBare =
    Object.values(others).every(isBlank) && strangers.every(({ answer }) => isBlank(answer));
  const written = typeof studentName === "string" ? studentName.trim() : "";
  if (!isBare || written === "") return null;
  return all.find(({ code, until }) => code === written && receivedAt < until) ?? null;
}

/** A trigger tells within a minute or two: so long the clock leaves a response with a good code to it, which only the trigger can prove. */
const leftToTrigger = 3 * minuteMs;

/** Whether the clock leaves it for now. No call. */
export function awaitsTrigger(
  { memory, clock }: Pick<Workspace, "memory" | "clock">,
  response: FormResponse,
): boolean {
  if (isLive(memory) || clock.now() - response.receivedAt >= leftToTrigger) return false;
  return codeIn(kept(memory).codes, response) !== null;
}

/** Uses the code that the response brings, and remembers the response. Null where it is a report; no call where it holds no good code. */
export function claimedProof(workspace: Workspace, response: FormResponse): ProofCode | null {
  const { memory } = workspace;
  if (isLive(memory) || codeIn(kept(memory).codes, response) === null) return null;
  const claimed = change(workspace, lockWaits.work, (before) => {
    const found = isLive(memory) ? null : codeIn(before.codes, response);
    if (found === null) return { after: null, value: null };
    const codes = before.codes.filter((one) => one !== found);
    return {
      after: { ...before, codes, responses: [...before.responses, response.id] },
      value: found,
    };
  });
  return claimed?.value ?? null;
}

/** Keeps what came of it. A proof that stands is not taken back by a later one that failed. */
export function keepOutcome(workspace: Workspace, outcome: ProofOutcome): void {
  change(workspace, lockWaits.work, (before) => ({
    after: before.outcome?.state === "proved" ? null : { ...before, outcome },
    value: null,
  }));
}
