/** A round's result as text to copy: a line that says what it is, the answers, and a line that shows whether it is whole. */
import type { Json } from "../../../tests/conformance/table/case";
import { table } from "../../../tests/conformance/table/table";
import type { Answered } from "./kept";
import { leak } from "./scrub";

/** Changes with the text's shape. */
export const resultFormat = 1;

export const firstWords = "Student Safety Desk, result of the probe";

export interface Result {
  readonly format: number;
  /** The fingerprint of the table that was asked. */
  readonly table: string;
  /** YYYY-MM-DD, in UTC, on which the round ended. */
  readonly day: string;
  /** As the person stated it. */
  readonly kind: string;
  /** Recipients a day that were left when the round began, as Google said. */
  readonly mailQuota: number | null;
  readonly cases: { readonly [id: string]: Answered };
}

/** The SHA-256 of a text in UTF-8, in hexadecimal: Google's here, Node's where a result is read. */
export type Digest = (text: string) => string;

/** Tells tables apart: by their questions and all that they expect. */
export function tableFingerprint(digest: Digest): string {
  const asked = table.map(({ id, asks, where, expects }) => ({ id, asks, where, expects }));
  return digest(JSON.stringify(asked)).slice(0, 16);
}

export interface ResultParts {
  readonly now: number;
  readonly kind: string;
  readonly mailQuota: string;
  readonly answered: (id: string) => Answered | null;
  readonly digest: Digest;
}

/** Cases that nobody asked stand in it as such. @throws Error rather than hand out an address or an id. */
export function resultText({ now, kind, mailQuota, answered, digest }: ResultParts): string {
  const cases: Record<string, Answered> = {};
  for (const { id } of table) cases[id] = answered(id) ?? { without: "not asked" };
  const result: Result = {
    format: resultFormat,
    table: tableFingerprint(digest),
    day: new Date(now).toISOString().slice(0, 10),
    kind,
    mailQuota: mailQuota === "" ? null : Number(mailQuota),
    cases,
  };
  const body = JSON.stringify(result as unknown as Json, null, 1);
  if (leak(body.split(result.table).join("")) !== null) {
    throw new Error("The result would hold an address or an id, so it is not shown.");
  }
  return signed(body, digest);
}

/** The lines around a body: how long it is, and its hash. */
export function signed(body: string, digest: Digest): string {
  return `${firstWords}, ${body.length} characters\n${body}\nEnd of the result, SHA-256 ${digest(body)}`;
}
