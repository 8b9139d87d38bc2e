/**
 * The page's worker, which has the store and the script, and is asked by messages. The first one opens it with the project that the page
 * contains.
 */
import { answerTo, type Question, requestsOf } from "../requests";
import { Desk, type SavedDesk } from "../state";
import { type EmbeddedProject, giveProject } from "./project-folder";

/** What the page passes to its worker. */
export interface Opening {
  readonly project: EmbeddedProject;
  readonly settings: {
    /** When the desk begins, in milliseconds since 1970 (UTC); a school morning by default. */
    readonly start?: number;
    /** Whether the clock stands still unless someone puts it ahead. */
    readonly still?: boolean;
  };
  /** Start with a Form that is not set up, instead of the demo. */
  readonly fresh: boolean;
  /** The saved desk of an earlier visit; null if there is none. */
  readonly saved: SavedDesk | null;
}

/** A Tuesday at 8:00, when people have just come in, so that no one sees the system for the first time at night or on a Sunday. */
const schoolMorning = Date.parse("2026-09-01T08:00:00-07:00");

let requests: object = { open };

/** Opens the desk. `resumed` tells whether it continues an earlier visit, which it cannot if that was another edition of the page. */
function open({ project, settings, fresh, saved }: Opening): { readonly resumed: boolean } {
  giveProject(project);
  const { start = schoolMorning, still = false } = settings;
  const realNow = still ? () => start : Date.now;
  const desk = new Desk({ dist: "the page's own", realNow, start, fresh, saved });
  requests = requestsOf(desk);
  return { resumed: desk.isResumed };
}

self.addEventListener("message", ({ data }) => {
  self.postMessage(answerTo(requests, data as Question)); // From the page that made this worker.
});
