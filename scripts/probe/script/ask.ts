/** Asks cases, one after the other, and keeps each answer before the next: a run that ends in the middle is taken up where it was. */
import type { Case, Json, Where } from "../../../tests/conformance/table/case";
import type { Door } from "../../../tests/conformance/table/door";
import { table } from "../../../tests/conformance/table/table";
import { boundForm, groundFor } from "./ground";
import type { Kept } from "./kept";
import { Pace } from "./pace";
import { scrubbed } from "./scrub";
import { binFiles, clearItems } from "./tidy";

/** A run begins no case after this; Google ends it after six minutes. */
const longestPart = 45_000;

/** A case whose run ends so often without an answer is not begun again. */
const tries = 3;

export function casesOf(where: Where): readonly Case[] {
  return table.filter((one) => one.where === where);
}

export function unanswered(kept: Kept, where: Where): readonly Case[] {
  return casesOf(where).filter(({ id }) => kept.answered(id) === null);
}

/** As JSON has it, so that what a service handed out cannot hide in an answer. */
function plain(answer: Json): Json {
  return JSON.parse(JSON.stringify(answer ?? null)) as Json;
}

function answerOf(one: Case, google: Door, kept: Kept, event: unknown, pace: Pace): void {
  const begun = kept.tries(one.id);
  if (begun >= tries) {
    kept.keep(one.id, { answer: { threw: "the run ended without a word" }, milliseconds: 0 });
    return;
  }
  kept.keep(one.id, { trying: begun + 1 });
  const own = groundFor(pace.counted(google), kept, event);
  const before = Date.now();
  let answer: Json;
  try {
    answer = plain(one.run(own.ground));
  } catch (error) {
    answer = { threw: String(error) };
  }
  const milliseconds = Date.now() - before;
  kept.keep(one.id, { answer: scrubbed(answer, own.secrets()), milliseconds });
  if (own.hadForm()) clearItems(boundForm(google), kept);
  binFiles(google, own.files());
  pace.keep();
}

/** Asks what is not answered yet, for as long as a part may take. False where the rest has to wait for the quota. */
export function ask(where: Where, google: Door, kept: Kept, event: unknown = null): boolean {
  const before = Date.now();
  const pace = new Pace(kept);
  for (const one of unanswered(kept, where)) {
    if (Date.now() - before > longestPart) return true;
    if (pace.isFull()) return false;
    answerOf(one, google, kept, event, pace);
  }
  return true;
}

/** The round goes on without these cases. */
export function goWithout(wheres: readonly Where[], kept: Kept, why: string): void {
  for (const where of wheres) {
    for (const { id } of unanswered(kept, where)) kept.keep(id, { without: why });
  }
}
