/**
 * The members that the detail of a message can have. Each says what a message is made with, how that stands in the Outbox, and what any
 * stored value means: people can type over the cell. Reading never throws.
 */
import { textsIn } from "../../json";
import { type Language, languageOf, source } from "../../language";
import { type CaseReference, isCaseReference } from "../model/case-reference";

/** A value as the Outbox stores it, within JSON. */
type Stored = string | number | boolean | null | readonly string[];

/** One member: a message is made with an `In`, and whoever composes it reads an `Out`. */
export interface Member<In, Out> {
  readonly write: (value: In) => Stored;
  readonly read: (value: unknown) => Out;
}

/** A member that a message may be made without. */
export interface LeftOut<In, Out> extends Member<In, Out> {
  readonly mayBeLeftOut: true;
}

/** The same member, where not every message has it. */
export function mayLack<In, Out>(member: Member<In, Out>): LeftOut<In, Out> {
  return { ...member, mayBeLeftOut: true };
}

const asIs = <T extends Stored>(value: T): Stored => value;

/** True or not; anything but true means not. */
export const yes: Member<boolean, boolean> = { write: asIs, read: (value) => value === true };

/** A count or an instant; 0 for anything that is no number. */
export const number: Member<number, number> = {
  write: asIs,
  read: (value) => Number(value ?? 0) || 0,
};

/** A text; "" for null. */
export const text: Member<string | null, string> = {
  write: asIs,
  read: (value) => String(value ?? ""),
};

/** An address; null for anything that has no @. */
export const address: Member<string | null, string | null> = {
  write: asIs,
  read: (value) => (typeof value === "string" && value.includes("@") ? value : null),
};

/** Texts of any kind, such as addresses of which only staff are named. */
export const texts: Member<readonly string[], readonly string[]> = { write: asIs, read: textsIn };

/** The language in which somebody is written to; English for anything else. */
export const language: Member<Language, Language> = {
  write: asIs,
  read: (value) => languageOf(value) ?? source,
};

/** Case references; anything else in the list is dropped. */
export const references: Member<readonly string[], readonly CaseReference[]> = {
  write: asIs,
  read: (value) => textsIn(value).filter(isCaseReference),
};

/** Ids of a county's pack. Which of them the pack knows is for whoever composes the mail. */
export function packIds<Id extends string>(): Member<readonly Id[], readonly string[]> {
  return texts;
}

/** Those of `ids` that the list holds, in the order of `ids`. */
export function idsIn<Id extends string, In extends string = Id>(
  ids: readonly Id[],
): Member<readonly In[], readonly Id[]> {
  return { write: asIs, read: (value) => knownIds(ids, textsIn(value)) };
}

/** One of `ids`; `otherwise` for anything else. */
export function oneOf<Id extends string>(ids: readonly Id[], otherwise: Id): Member<Id, Id> {
  return { write: asIs, read: (value) => ids.find((id) => id === value) ?? otherwise };
}

/** Pairs, each stored as two words. Those that `check` gives null for are dropped. */
export function pairs<In, Out>(
  words: (pair: In) => string,
  check: (first: string, second: string) => Out | null,
): Member<readonly In[], readonly Out[]> {
  return {
    write: (value) => value.map(words),
    read: (value) =>
      textsIn(value).flatMap((one) => {
        const [first = "", second = ""] = one.split(" ");
        const pair = check(first, second);
        return pair === null ? [] : [pair];
      }),
  };
}

/** Those of `ids` that `found` holds, in the order of `ids`. */
export function knownIds<Id extends string>(
  ids: readonly Id[],
  found: readonly string[],
): readonly Id[] {
  return ids.filter((id) => found.includes(id));
}
