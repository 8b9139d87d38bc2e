/** The worker of the page: store and script together, asked by messages. It is opened first, with the project that came with the page. */
import type { Answer, Question, Told } from "../messages";
import type { SavedDesk } from "../saved-desk";
import { DeskService } from "../service";
import { Desk } from "../state";
import { type EmbeddedProject, giveProject } from "./project-folder";

/** What the page brings. */
export interface Opening {
  readonly project: EmbeddedProject;
  readonly settings: {
    /** When the desk begins, milliseconds since 1970; on a school morning where it is left out. */
    readonly start?: number;
    /** Whether its clock stands still unless it is put ahead. */
    readonly still?: boolean;
    /** Answers to UNCONFIRMED points that differ from the defaults. */
    readonly assume?: Readonly<Record<string, string>>;
  };
  /** A Form that is not set up, in place of the demo. */
  readonly fresh: boolean;
  /** Where an earlier visit was left; null for none. */
  readonly saved: SavedDesk | null;
}

/** A Tuesday, when people at a school have just come in: nobody meets the system at night or on a Sunday first. */
const schoolMorning = Date.parse("2026-09-01T08:00:00-07:00");

const post = (message: Answer | Told) => self.postMessage(message);

let service: DeskService | null = null;

/** Whether it goes on from where an earlier visit was left: not where that was another edition of the page. */
function open({ project, settings, fresh, saved }: Opening): { readonly resumed: boolean } {
  giveProject(project);
  const { start = schoolMorning, still = false, assume = {} } = settings;
  const desk = new Desk({
    dist: "the page's own",
    realNow: still ? () => start : Date.now,
    start,
    fresh,
    assume,
    saved,
  });
  service = new DeskService(desk, post);
  return { resumed: desk.isResumed };
}

async function answered(question: Question): Promise<Answer> {
  const { id, ask, args } = question;
  if (ask !== "open") {
    return service?.answer(question) ?? { id, refused: "The desk is not open yet." };
  }
  try {
    // The page and this are built together.
    return { id, value: open(args[0] as Opening) };
  } catch (error) {
    return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

self.addEventListener("message", ({ data }) => {
  void answered(data as Question).then(post); // From the page that made this worker.
});
