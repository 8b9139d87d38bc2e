/** A desk on a clock that stands still, behind a server on a port of its own. */
import type { Server } from "node:http";
import { pageFiles } from "../../scripts/desk/page-files";
import { deskServer, listen } from "../../scripts/desk/server";
import { Desk, type DeskOptions } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";

export interface OpenDesk {
  readonly desk: Desk;
  readonly port: number;
  /** With a slash at its end. */
  readonly address: string;
  close(): Promise<void>;
}

const start = Date.parse("2026-09-01T09:00:00-07:00");

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

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
  const desk = new Desk({ realNow: () => start, ...options, dist });
  const server = deskServer(desk, await pageFiles());
  const port = await listen(server, 0);
  return { desk, port, address: `http://127.0.0.1:${port}/`, close: () => closed(server) };
}
