/**
 * The proof report: a report with a code, sent through the Form's public link before going live to prove that reports arrive (design 2.17).
 * Stored here: the codes that the check showed, the result of the last proof report, and which responses were proof reports. Staff
 * addresses, codes and response ids alone.
 */

import { isLive } from "../../form/build-form";
import { changeMemory, type LockPolicy } from "../../lock";
import type { FormResponse, Memory } from "../../ports";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";
import { hourMs, minuteMs, whenWords } from "../../time";

/** A code is good for so long (milliseconds), and is shown again only while much of that time is left. */
const codeFor = hourMs;
const shownWith = hourMs / 2;

type KeptProof = Kept["proofReport"];
/** A code that somebody was shown. Once it is out of time, a response with it is a report like any other. */
export type ProofCode = KeptProof["codes"][number];
/** The result of the last proof report, and when its response was received. */
export type ProofOutcome = NonNullable<KeptProof["outcome"]>;
/** What the person who went live said of the last proof report. */
export type ProofSender = NonNullable<KeptProof["sender"]>;

/** The result of the last proof report; null where there was none. */
export function lastProof(memory: Pick<Memory, "get">): ProofOutcome | null {
  return memory.get("proofReport").outcome;
}

/** Who sent the proof report, as whoever went live said; null where nobody was asked. */
export function proofSender(memory: Pick<Memory, "get">): ProofSender | null {
  return memory.get("proofReport").sender;
}

/** Who sent the proof report, who said so and when; null where nobody was asked. */
export function senderWords({ memory, clock }: Run): string | null {
  const said = proofSender(memory);
  if (said === null) return null;
  const { sentBy, by, at } = said;
  return `The proof report was sent by ${sentBy}: ${by} said so on ${whenWords(at, clock)}, and that this person may not edit the Form.`;
}

/** What is stored once somebody has said who sent it. */
export function withSender(memory: Pick<Memory, "get">, sender: ProofSender): KeptProof {
  return { ...memory.get("proofReport"), sender };
}

/** Whether a response was a proof report: every run skips it, for good. In doubt it is a report. */
export function isProofReport(memory: Pick<Memory, "get">, { id }: FormResponse): boolean {
  return memory.get("proofReport").responses.includes(id);
}

/** Changes what is stored, under the lock, starting from what other runs stored meanwhile; null where the lock was not to be had. */
function change<T>(
  ports: Run,
  lockWait: LockPolicy["lockWait"],
  work: (before: KeptProof) => { readonly after: KeptProof | null; readonly value: T },
): { readonly value: T } | null {
  const { memory } = ports;
  return changeMemory(ports, lockWait, () => {
    const { after, value } = work(memory.get("proofReport"));
    if (after !== null) memory.set("proofReport", after);
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
  const [seen] = memory.get("proofReport").codes.filter(isFresh);
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
export function awaitsTrigger({ memory, clock }: Run, response: FormResponse): boolean {
  if (isLive(memory) || clock.now() - response.receivedAt >= leftToTrigger) return false;
  return codeIn(memory.get("proofReport").codes, response) !== null;
}

/**
 * Uses up the code that the response brings, and remembers the response. Null where the response is a report; no call where it holds no
 * good code.
 */
export function claimProof(workspace: Run, response: FormResponse): ProofCode | null {
  const { memory } = workspace;
  if (isLive(memory) || codeIn(memory.get("proofReport").codes, response) === null) return null;
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
