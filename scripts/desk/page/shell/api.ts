/** What the page asks of the desk in its worker, and what the desk tells meanwhile. */
import type { Answer, Question, Told } from "../../messages";
import type { Requests } from "../../requests";
import type { Until } from "../../times";
import type { ClockView, ProgressView } from "../../views/views";
import type { Opening } from "../../worker/main";

/** The desk did not do it; the message is for the person. */
export class Refused extends Error {}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Told while the clock goes ahead. */
type Listener = (progress: ProgressView) => void;

/** What the worker is asked besides the requests. */
interface OwnRequests {
  open(opening: Opening): { readonly resumed: boolean };
  advance(until: Until): ClockView;
  stop(): null;
}

type All = Requests & OwnRequests;

const failedWords =
  "The desk failed. Load the page again; if it fails again, choose Start over. The browser's console says how it failed.";

export class DeskApi {
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private listener: Listener = () => undefined;

  constructor(private readonly worker: Worker) {
    worker.addEventListener("message", ({ data }) => this.heard(data));
    worker.addEventListener("error", (event) => {
      console.error(event.message);
      for (const { reject } of this.waiting.values()) reject(new Refused(failedWords));
      this.waiting.clear();
    });
  }

  ask<K extends keyof All>(name: K, ...args: Parameters<All[K]>): Promise<ReturnType<All[K]>> {
    const id = this.next;
    this.next += 1;
    const question: Question = { id, ask: name, args };
    return new Promise((resolve, reject) => {
      // The desk answers each request with what it returns.
      this.waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      this.worker.postMessage(question);
    });
  }

  whileGoing(listener: Listener): void {
    this.listener = listener;
  }

  private heard(message: Answer | Told): void {
    if ("progress" in message) {
      this.listener(message.progress);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if ("value" in message) waiting?.resolve(message.value);
    else if ("refused" in message) waiting?.reject(new Refused(message.refused));
    else {
      console.error(message.failed);
      waiting?.reject(new Refused(failedWords));
    }
  }
}
