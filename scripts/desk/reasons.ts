/** Why something happened: a step of the county's document, a statute, or what the system says about its emails. */
import type { ProtocolPack } from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";
import { mailScenes } from "../guides/mail-scenes";
import type { SourceView } from "./views/views";

const documentOf = ({ citedAs }: ProtocolPack): string => say(citedAs);

/** "at-risk 1" and the like, as a row of the Checklist prints its steps. */
function stepNamed(pack: ProtocolPack, name: string): SourceView | null {
  const [, id, number] = /^(\S+) (\d+)$/.exec(name) ?? [];
  const protocol = pack.levels.find((level) => level.id === id)?.protocol;
  const step = protocol?.steps.find((one) => String(one.step) === number);
  if (protocol == null || step === undefined) return null;
  return {
    text: say(step.words),
    source: `${documentOf(pack)}: ${say(protocol.title)}, step ${step.step}`,
  };
}

function statuteNamed(pack: ProtocolPack, name: string): SourceView | null {
  const statute = pack.statutes.find(({ id }) => id === name);
  return statute === undefined ? null : { text: say(statute.words), source: statute.citation };
}

function criterionNamed(pack: ProtocolPack, name: string): SourceView | null {
  const criterion = pack.criteria.find(({ id }) => id === name);
  if (criterion === undefined) return null;
  return {
    text: say(criterion.words),
    source: `${documentOf(pack)}: ${say(criterion.name)}`,
  };
}

/** A step, a criterion or a statute by the name that rows have for it; null if the pack has none of that name. */
export function sourceNamed(pack: ProtocolPack, name: string): SourceView | null {
  return stepNamed(pack, name) ?? criterionNamed(pack, name) ?? statuteNamed(pack, name);
}

/** The criteria on which these protocols apply, in the document's words. */
export function criteriaOf(pack: ProtocolPack, levels: readonly string[]): readonly SourceView[] {
  return pack.levels
    .filter(({ id }) => levels.includes(id))
    .flatMap(({ protocol }) => protocol?.appliesOn ?? [])
    .flatMap((on) => ("criterion" in on ? (criterionNamed(pack, on.criterion) ?? []) : []));
}

function sceneOf(kind: string | null) {
  const known =
    kind === "report-waiting" || kind === "danger-out-of-reach" ? "register-unreachable" : kind;
  return mailScenes.find((one) => one.kind === known);
}

/** When mail of a kind is sent, and to whom. */
export function occasionOf(kind: string): SourceView | null {
  const scene = sceneOf(kind);
  if (scene === undefined) return null;
  return {
    text: `${scene.when} It goes to: ${scene.who}`,
    source: "Student Safety Desk: when each email is sent",
  };
}

/** What mail of a kind is called; its kind where it has no name. */
export function mailTitle(kind: string | null): string {
  return sceneOf(kind)?.title ?? "Another email";
}
