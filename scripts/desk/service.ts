/** The desk as the page asks it: one question after another, and the clock that goes ahead between them until it is stopped. */
import type { Answer, Question, Told } from "./messages";
import { DeskRefused } from "./refused";
import { acts, Desks, requestsOf } from "./requests";
import type { Desk } from "./state";
import type { Until } from "./times";

/** For so long the clock goes ahead before it is told how far it is, and heard whether it is to stop. Milliseconds. */
const sliceMilliseconds = 120;

const isMoving = "The clock is going ahead. Stop it first, or wait until it is there.";

/** Lets what has come meanwhile be heard; a timer would be slowed down in a page that nobody looks at. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export class DeskService {
  private readonly requests: Readonly<Record<string, (...args: never[]) => unknown>>;
  private advancing = false;
  private stopping = false;

  private readonly desks: Desks;

  constructor(
    own: Desk,
    private readonly tell: (told: Told) => void,
  ) {
    this.desks = new Desks(own);
    this.requests = requestsOf(this.desks);
  }

  /** Answers a question; never fails. */
  async answer({ id, ask, args }: Question): Promise<Answer> {
    try {
      return { id, value: await this.done(ask, args) };
    } catch (error) {
      if (error instanceof DeskRefused) return { id, refused: error.message };
      const failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { id, failed };
    }
  }

  private done(ask: string, args: readonly unknown[]): unknown {
    if (ask === "advance") return this.advance(args[0] as Until); // As the page asks for it (page/shell/api.ts).
    if (ask === "stop") {
      this.stopping = true;
      return null;
    }
    const request = Object.hasOwn(this.requests, ask) ? this.requests[ask] : undefined;
    if (request === undefined) throw new DeskRefused(`The desk is not asked for "${ask}".`);
    if (this.advancing && acts.has(ask)) throw new DeskRefused(isMoving);
    if (!this.advancing && this.desks.story === null) this.desks.own.keepUp();
    // The page and this are built together: what it sends is what the request takes (page/shell/api.ts).
    return request(...(args as never[]));
  }

  /** Puts the clock ahead, run by run, until it is there or is told to stop. */
  private async advance(until: Until) {
    const desk = this.desks.shown;
    if (this.advancing) throw new DeskRefused(isMoving);
    const journey = desk.journey(until);
    this.advancing = true;
    this.stopping = false;
    try {
      for (let isThere = false; !isThere && !this.stopping; ) {
        const until = performance.now() + sliceMilliseconds;
        while (!isThere && performance.now() < until) isThere = !journey.goOn();
        this.tell({ progress: journey.progress() });
        await nextTurn();
      }
      return desk.clock();
    } finally {
      this.advancing = false;
      desk.stood();
    }
  }
}
