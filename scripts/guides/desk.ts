/** The desk that the pictures are taken of: on a clock that stands still, so that they show the same day each time. */
import { pageFiles } from "../desk/page-files";
import { deskServer, listen } from "../desk/server";
import { Desk } from "../desk/state";
import { builtBundle } from "../play/bundle";

const start = Date.parse("2026-09-01T09:00:00-07:00");

/** What only the local desk has, and Google does not, is not in the pictures. */
export const withoutDesk = ".top, .notice, details:not(#page details), a.button { display: none }";

export interface GuideDesk {
  /** With a slash at its end. */
  readonly address: string;
  close(): Promise<void>;
}

/** With the demo directory, or `fresh`: a Form that is not set up. */
export async function openGuideDesk(fresh: boolean): Promise<GuideDesk> {
  return serve(new Desk({ dist: await builtBundle(), realNow: () => start, fresh }));
}

/** A blank Form with another script of this project in it; `dist` is its folder. */
export async function openOtherDesk(dist: string): Promise<GuideDesk & { readonly desk: Desk }> {
  const desk = new Desk({ dist, realNow: () => start, fresh: true });
  return { ...(await serve(desk)), desk };
}

async function serve(desk: Desk): Promise<GuideDesk> {
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
