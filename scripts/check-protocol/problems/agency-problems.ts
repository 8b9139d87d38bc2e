/** What is wrong with the agencies of a pack. */
import type { ProtocolPack } from "../../../src/protocol/pack";
import { emergency, ids } from "./known-ids";

export function agencyProblems(pack: ProtocolPack): string[] {
  const found: string[] = [];
  const hotlines = ids(pack.hotlines);
  const agencies = new Map(pack.agencies.map((agency) => [agency.id as string, agency]));
  const refused = new Map(
    pack.noAgencies.flatMap(({ id, writtenAs }) => writtenAs.map((words) => [words, id] as const)),
  );
  for (const { id, standIn, writtenAs } of pack.agencies) {
    if (standIn !== null && standIn !== emergency && !hotlines.has(standIn)) {
      found.push(`The agency ${id} has a stand-in number that the pack lacks: ${standIn}.`);
    }
    if (pack.noAgencies.some((one) => one.id === id)) {
      found.push(`${id} is offered as an agency, and is among those who do not count.`);
    }
    for (const words of writtenAs) {
      const no = refused.get(words);
      if (no !== undefined) {
        found.push(
          `"${words}" is offered as the agency ${id}, and means ${no}, who does not count.`,
        );
      }
      const helper = pack.liaisons?.find((one) => one.writtenAs.includes(words));
      if (helper !== undefined) found.push(`"${words}" means both ${id} and ${helper.id}.`);
      const other = pack.agencies.find((one) => one.id !== id && one.writtenAs.includes(words));
      if (other !== undefined) found.push(`"${words}" means both ${id} and ${other.id}.`);
    }
  }
  if (pack.agencies.filter(({ namedBySchool }) => namedBySchool).length > 1) {
    found.push("More than one agency is named by the Schools tab: it has one column for that.");
  }
  for (const { to } of pack.noAnswer.others) {
    if (!agencies.has(to)) {
      found.push(`Where nobody answers, an agency is named that the pack lacks: ${to}.`);
    }
  }
  for (const act of pack.acts) {
    for (const { to } of act.call) {
      if (to !== emergency && !agencies.has(to)) {
        found.push(`The act ${act.id} calls an agency that the pack lacks: ${to}.`);
      }
    }
    const counts = act.call.some(
      ({ to }) => to === emergency || agencies.get(to)?.takesReports === true,
    );
    if (act.duty && !counts) {
      found.push(
        `The act ${act.id} is a duty, and nobody whom it calls can take a mandated report.`,
      );
    }
    const always = act.call
      .filter(({ when }) => when.length === 0)
      .map(({ to }) => agencies.get(to));
    if (
      act.role !== null &&
      act.role !== "review" &&
      !always.some((agency) => agency?.takesReports === true && agency.standIn !== null)
    ) {
      found.push(
        `The act ${act.id} must always have somebody to call who takes reports and has a number without the district's.`,
      );
    }
  }
  for (const { id, news } of pack.levels) {
    const call = news?.also?.call;
    if (call !== undefined && !agencies.has(call)) {
      found.push(`The news of the level ${id} call an agency that the pack lacks: ${call}.`);
    }
  }
  const first = pack.acts.find(({ role }) => role === "first-call");
  const isLeftOpen = first?.call.some(({ to }) => agencies.get(to)?.standIn === emergency) === true;
  if (!isLeftOpen && !pack.hotlines.some(({ takesReports }) => takesReports)) {
    found.push(
      "No hotline takes a mandated report, and the first call does not leave its number to the district (standIn: emergency).",
    );
  }
  return found;
}
