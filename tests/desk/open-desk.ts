/** A desk in Node that windows can visit, with a clock that stands still. */
import { Desk, type DeskOptions } from "../../scripts/desk/state";
import { type NodeDesk, nodeDesk } from "../../scripts/guides/node-desk";
import { builtBundle } from "../../scripts/play/bundle";

export type OpenDesk = NodeDesk;

const start = Date.parse("2026-09-01T09:00:00-07:00");

/** Somebody submits a report that answers nothing but the school. */
export function reportSchoolOnly(desk: Desk, school: string): void {
  const questions = desk.form().pages.flatMap((page) => page.questions);
  const question = questions.find(({ choices }) => choices.some(({ value }) => value === school));
  if (question === undefined) throw new Error(`the Form does not offer ${school}`);
  desk.submit({ [question.id]: school });
}

/** The demo around the built bundle, unless other is asked for. */
export async function openDesk(options: Partial<DeskOptions> = {}): Promise<OpenDesk> {
  const dist = options.dist ?? (await builtBundle());
  return nodeDesk(new Desk({ realNow: () => start, ...options, dist }));
}
