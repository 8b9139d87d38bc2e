/** Why something happened: a step of the county's document, a statute, or a description of the email. */
import type { ProtocolPack } from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";
import { mailScenes } from "../guides/mail-scenes";
import type { SourceView } from "./views/views";

const documentOf = ({ citedAs }: ProtocolPack): string => say(citedAs);

/** A step of the document from its name in the Checklist, such as "at-risk 1". */
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

/** A step, criterion or statute from its name in a row; null if the pack has none of that name. */
export function sourceNamed(pack: ProtocolPack, name: string): SourceView | null {
  return stepNamed(pack, name) ?? criterionNamed(pack, name) ?? statuteNamed(pack, name);
}

/** The criteria for which these protocols apply, in the document's words. */
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

/** When an email of this kind is sent, and to whom. */
export function occasionOf(kind: string): SourceView | null {
  const scene = sceneOf(kind);
  if (scene === undefined) return null;
  return {
    text: `${scene.when} It goes to: ${scene.who}`,
    source: "Student Safety Desk: when each email is sent",
  };
}

/** What people call an email of this kind. */
export function mailTitle(kind: string | null): string {
  return sceneOf(kind)?.title ?? "Another email";
}
