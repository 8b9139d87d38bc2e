/** What is wrong with the levels of a pack. */
import type { ProtocolPack } from "../../../src/protocol/pack";
import { ids } from "./known-ids";

export function levelProblems(pack: ProtocolPack): string[] {
  const found: string[] = [];
  const criteria = ids(pack.criteria);
  const concerns = ids(pack.concerns);
  const acts = ids(pack.acts);
  const terms = ids(pack.glossary);
  const actors = ids(pack.actors);
  const statutes = ids(pack.statutes);
  pack.levels.forEach(({ id, rank, protocol, atLeastFactors, news }, at) => {
    const before = pack.levels[at - 1];
    if (before !== undefined && before.rank >= rank) {
      found.push(`The level ${id} stands above ${before.id} and its rank is no higher.`);
    }
    if ((protocol === null) === (atLeastFactors === null)) {
      found.push(
        `The level ${id} needs a protocol or a number of signs from which it holds (atLeastFactors), and not both.`,
      );
    }
    const lower = pack.levels.slice(0, at);
    if (protocol === null && lower.some((level) => level.protocol !== null)) {
      found.push(`The level ${id} asks for no protocol and stands above one that does.`);
    }
    if (news?.also !== null && news?.also !== undefined && !acts.has(news.also.whenDone)) {
      found.push(
        `The news of the level ${id} name an act that the pack lacks: ${news.also.whenDone}.`,
      );
    }
    if (protocol === null) return;
    for (const rule of protocol.appliesOn) {
      if ("criterion" in rule && !criteria.has(rule.criterion)) {
        found.push(
          `The level ${id} applies on a criterion that the pack lacks: ${rule.criterion}.`,
        );
      }
      if ("concern" in rule && !concerns.has(rule.concern)) {
        found.push(`The level ${id} applies on a concern that the pack lacks: ${rule.concern}.`);
      }
    }
    if (protocol.steps.length === 0) found.push(`The protocol ${id} has no step.`);
    protocol.steps.forEach((step, index) => {
      const place = `Step ${step.step} of ${id}`;
      if (step.step !== index + 1) {
        found.push(
          `${place} is out of order: steps count from 1 without a gap. Where the document numbers them otherwise, its numbers can stand in the words.`,
        );
      }
      for (const act of step.acts) {
        if (!acts.has(act)) found.push(`${place} asks for an act that the pack lacks: ${act}.`);
      }
      for (const term of step.terms) {
        if (!terms.has(term)) found.push(`${place} names a term that the glossary lacks: ${term}.`);
      }
      for (const actor of step.actors) {
        if (!actors.has(actor))
          found.push(`${place} names an actor that the pack lacks: ${actor}.`);
      }
      for (const statute of step.cites) {
        if (!statutes.has(statute))
          found.push(`${place} cites a statute that the pack lacks: ${statute}.`);
      }
    });
  });
  if (pack.levels.filter(({ atLeastFactors }) => atLeastFactors === 0).length !== 1) {
    found.push(
      "Exactly one level must hold from no sign at all (atLeastFactors: 0): what a report has that nothing can be read of.",
    );
  }
  for (const { id, atLeast } of pack.criteria) {
    const count = pack.factors.filter(({ criterion }) => criterion === id).length;
    if (count < atLeast) {
      found.push(
        `The criterion ${id} asks for ${atLeast} signs and has ${count}: it can never be met.`,
      );
    }
    const isUsed = pack.levels.some(({ protocol }) =>
      protocol?.appliesOn.some((rule) => "criterion" in rule && rule.criterion === id),
    );
    if (!isUsed) found.push(`No protocol applies on the criterion ${id}.`);
  }
  for (const { id } of pack.concerns) {
    const isUsed = pack.levels.some(({ protocol }) =>
      protocol?.appliesOn.some((rule) => "concern" in rule && rule.concern === id),
    );
    if (!isUsed) found.push(`No protocol applies on the concern ${id}.`);
  }
  for (const { id, criterion, terms: used } of pack.factors) {
    if (!criteria.has(criterion)) {
      found.push(`The sign ${id} is of a criterion that the pack lacks: ${criterion}.`);
    }
    for (const term of used) {
      if (!terms.has(term))
        found.push(`The sign ${id} names a term that the glossary lacks: ${term}.`);
    }
  }
  return found;
}
