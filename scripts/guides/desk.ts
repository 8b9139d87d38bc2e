/** The desk that the pictures are taken of: on a clock that stands still, so that they show the same day each time. */
import { pageFiles } from "../desk/page-files";
import { deskServer, listen } from "../desk/server";
import { Desk } from "../desk/state";
import { builtBundle } from "../play/bundle";

const start = Date.parse("2026-09-01T09:00:00-07:00");

export interface GuideDesk {
  /** With a slash at its end. */
  readonly address: string;
  close(): Promise<void>;
}

/** With the demo directory, or `fresh`: a Form that is not set up. */
export async function openGuideDesk(fresh: boolean): Promise<GuideDesk> {
  const desk = new Desk({ dist: await builtBundle(), realNow: () => start, fresh });
  const server = deskServer(desk, await pageFiles());
  const port = await listen(server, 0);
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
