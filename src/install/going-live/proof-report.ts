/**
 * The proof report: a report with a code, sent through the Form's public link before going live to prove that reports arrive (design 2.17).
 * Stored here: the codes that the check showed, the result of the last proof report, and which responses were proof reports. Staff
 * addresses, codes and response ids alone.
 */

import { isLive } from "../../form/build-form";
import { jsonRecord, recordIn } from "../../json";
import { changeMemory, type LockPolicy } from "../../lock";
import type { FormResponse, Memory } from "../../ports";
import type { Run } from "../../run";
import { hourMs, minuteMs, whenWords } from "../../time";

/** A code is good for so long (milliseconds), and is shown again only while much of that time is left. */
const codeFor = hourMs;
const shownWith = hourMs / 2;

/** A code that somebody was shown. */
export interface ProofCode {
  readonly code: string;
  /** Until when the code is good; milliseconds since 1970, UTC. After that a response with it is a report like any other. */
  readonly until: number;
  /** Address of the person who asked for the code. */
  readonly by: string;
}

/** The result of the last proof report. "mail-refused": it came, and a mail about it could not be sent. */
export interface ProofOutcome {
  readonly state: "proved" | "mail-refused";
  /** When the response was received; milliseconds since 1970, UTC. */
  readonly at: number;
}

/** What the person who went live said of the last proof report. */
export interface ProofSender {
  /** Who sent it, as that person wrote. */
  readonly sentBy: string;
  /** The account that said so, and when; milliseconds since 1970, UTC. */
  readonly by: string;
  readonly at: number;
}

interface Kept {
  /** Codes that were not used yet; some may be out of time. */
  readonly codes: readonly ProofCode[];
  /** Ids of responses that were proof reports. They are never taken in as reports. */
  readonly responses: readonly string[];
  readonly outcome: ProofOutcome | null;
  readonly sender: ProofSender | null;
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
  const { sentBy, by: saidBy, at: saidAt } = recordIn(all["sender"]);
  const known = state === "proved" || state === "mail-refused" ? state : null;
  return {
    codes,
    responses: list(all["responses"]).map(String),
    outcome: known === null || typeof at !== "number" ? null : { state: known, at },
    sender:
      typeof saidAt === "number"
        ? { sentBy: String(sentBy), by: String(saidBy), at: saidAt }
        : null,
  };
}

/** The result of the last proof report; null where there was none. */
export function lastProof(memory: Pick<Memory, "get">): ProofOutcome | null {
  return kept(memory).outcome;
}

/** Who sent the proof report, as whoever went live said; null where nobody was asked. */
export function proofSender(memory: Pick<Memory, "get">): ProofSender | null {
  return kept(memory).sender;
}

/** Who sent the proof report, who said so and when; null where nobody was asked. */
export function senderWords({ memory, clock }: Pick<Run, "memory" | "clock">): string | null {
  const said = proofSender(memory);
  if (said === null) return null;
  const { sentBy, by, at } = said;
  return `The proof report was sent by ${sentBy}: ${by} said so on ${whenWords(at, clock)}, and that this person may not edit the Form.`;
}

/** What is stored once somebody has said who sent it: the text for the key "proofReport". */
export function withSender(memory: Pick<Memory, "get">, sender: ProofSender): string {
  return JSON.stringify({ ...kept(memory), sender });
}

/** Whether a response was a proof report: every run skips it, for good. In doubt it is a report. */
export function isProofReport(memory: Pick<Memory, "get">, { id }: FormResponse): boolean {
  return kept(memory).responses.includes(id);
}

/** Changes what is stored, under the lock, starting from what other runs stored meanwhile; null where the lock was not to be had. */
function change<T>(
  ports: Run,
  lockWait: LockPolicy["lockWait"],
  work: (before: Kept) => { readonly after: Kept | null; readonly value: T },
): { readonly value: T } | null {
  const { memory } = ports;
  return changeMemory(ports, lockWait, () => {
    const { after, value } = work(kept(memory));
    if (after !== null) memory.set("proofReport", JSON.stringify(after));
    return value;
  });
}

/** Letters and digits of a code: none that is easily read as another, and no vowel, so that no code is a word. */
const letters = "BCDFGHJKMNPQRSTVWXYZ23456789";
const codeLength = 8;

function codeFrom(hex: string): string {
  // The first 12 hexadecimal digits (48 bits) are random alone.
  let left = Number.parseInt(hex.slice(0, 12), 16);
  let code = "";
  while (code.length < codeLength) {
    code += letters.charAt(left % letters.length);
    left = Math.floor(left / letters.length);
  }
  return code;
}

/**
 * The code for the person who looks at the check: the one that they were shown before, while much of its hour is left; otherwise a new one.
 * Null where another run holds the lock.
 */
export function offerProofCode(workspace: Run, by: string): ProofCode | null {
  const { clock, memory, chance } = workspace;
  const now = clock.now();
  const isFresh = (one: ProofCode) => one.by === by && one.until - now >= shownWith;
  const [seen] = kept(memory).codes.filter(isFresh);
  if (seen !== undefined) return seen;
  const made = change(workspace, "clock", (before) => {
    const code: ProofCode = { code: codeFrom(chance.hex()), until: now + codeFor, by };
    const codes = [...before.codes.filter(({ until }) => until > now), code];
    return { after: { ...before, codes }, value: code };
  });
  return made?.value ?? null;
}

function isBlank(answer: unknown): boolean {
  return Array.isArray(answer) ? answer.every(isBlank) : String(answer ?? "").trim() === "";
}

/** The good code that a response brings, in capitals or not, with no other answer than a school; null for every report. No call. */
function codeIn(all: readonly ProofCode[], { answers, strangers, receivedAt }: FormResponse) {
  const { studentName, school: _school, ...others } = answers;
  const isBare =
    Object.values(others).every(isBlank) && strangers.every(({ answer }) => isBlank(answer));
  const written = typeof studentName === "string" ? studentName.trim().toUpperCase() : "";
  if (!isBare || written === "") return null;
  return all.find(({ code, until }) => code === written && receivedAt < until) ?? null;
}

/**
 * For so long (milliseconds) the clock leaves a response with a good code alone: only its trigger, which tells within a minute or two, can
 * prove anything.
 */
const leftToTrigger = 3 * minuteMs;

/** Whether the clock leaves this response to its trigger for now. No call. */
export function awaitsTrigger(
  { memory, clock }: Pick<Run, "memory" | "clock">,
  response: FormResponse,
): boolean {
  if (isLive(memory) || clock.now() - response.receivedAt >= leftToTrigger) return false;
  return codeIn(kept(memory).codes, response) !== null;
}

/**
 * Uses up the code that the response brings, and remembers the response. Null where the response is a report; no call where it holds no
 * good code.
 */
export function claimProof(workspace: Run, response: FormResponse): ProofCode | null {
  const { memory } = workspace;
  if (isLive(memory) || codeIn(kept(memory).codes, response) === null) return null;
  const claimed = change(workspace, "work", (before) => {
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

/** Stores the result. A proof that worked is not taken back by a later one that failed. */
export function keepProofOutcome(workspace: Run, outcome: ProofOutcome): void {
  change(workspace, "work", (before) => ({
    after: before.outcome?.state === "proved" ? null : { ...before, outcome },
    value: null,
  }));
}
