/** The desk that the pictures are taken of: on a clock that stands still, so that they show the same day each time. */
import { Desk } from "../desk/state";
import { builtBundle } from "../play/bundle";
import { type NodeDesk, nodeDesk } from "./node-desk";

const start = Date.parse("2026-09-01T09:00:00-07:00");

/** What only the local desk has, and Google does not, is not in the pictures. */
export const withoutDesk =
  ".top, .band, .notice, .room-head, .beside, .locked, .looks, .foot, .app > details { display: none !important } .side-by-side { display: block !important }";

/** With the demo directory, or `fresh`: a Form that is not set up. */
export async function openGuideDesk(fresh: boolean): Promise<NodeDesk> {
  return nodeDesk(new Desk({ dist: await builtBundle(), realNow: () => start, fresh }));
}

/** A blank Form with another script of this project in it; `dist` is its folder. */
export async function openOtherDesk(dist: string): Promise<NodeDesk> {
  return nodeDesk(new Desk({ dist, realNow: () => start, fresh: true }));
}
