/** The worker of the page: store and script together, asked by messages. It is opened first, with the project that came with the page. */
import { answerTo, type Question, requestsOf } from "../requests";
import { Desk, type SavedDesk } from "../state";
import { type EmbeddedProject, giveProject } from "./project-folder";

/** What the page brings. */
export interface Opening {
  readonly project: EmbeddedProject;
  readonly settings: {
    /** When the desk begins, milliseconds since 1970; on a school morning if it is left out. */
    readonly start?: number;
    /** Whether its clock stands still unless it is put ahead. */
    readonly still?: boolean;
  };
  /** A Form that is not set up, in place of the demo. */
  readonly fresh: boolean;
  /** Where an earlier visit was left; null for none. */
  readonly saved: SavedDesk | null;
}

/** A Tuesday, when people at a school have just come in: no one meets the system at night or on a Sunday first. */
const schoolMorning = Date.parse("2026-09-01T08:00:00-07:00");

let requests: object = { open };

/** Whether it goes on from where an earlier visit was left: not if that was another edition of the page. */
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
