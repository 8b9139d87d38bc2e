/** What the page asks of the desk in its worker, and what the desk tells meanwhile. */
import type { Answer, Question, Told } from "../../messages";
import type { Requests } from "../../requests";
import type { Until } from "../../times";
import type { Opening } from "../../worker/main";

/** The desk did not do it; the message is for the person. */
export class Refused extends Error {}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What the worker is asked besides the requests. */
interface OwnRequests {
  open(opening: Opening): { readonly resumed: boolean };
  advance(until: Until): ReturnType<Requests["clock"]>;
  stop(): null;
}

export type Asked = Requests & OwnRequests;

/** What the desk answers. */
export type View<K extends keyof Asked> = NonNullable<ReturnType<Asked[K]>>;
export type Progress = Told["progress"];

const failedWords =
  "The page failed. Load it again; if it fails again, choose Start over. The browser's console says how it failed.";

class DeskApi {
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  /** Told while the clock goes ahead. */
  onProgress: (progress: Told["progress"]) => void = () => undefined;

  constructor(private readonly worker: Worker) {
    worker.addEventListener("message", ({ data }) => this.heard(data));
    worker.addEventListener("error", (event) => {
      console.error(event.message);
      for (const { reject } of this.waiting.values()) reject(new Refused(failedWords));
      this.waiting.clear();
    });
  }

  ask<K extends keyof Asked>(
    name: K,
    ...args: Parameters<Asked[K]>
  ): Promise<ReturnType<Asked[K]>> {
    const id = this.next;
    this.next += 1;
    const question: Question = { id, ask: name, args };
    return new Promise((resolve, reject) => {
      // The desk answers each request with what it returns.
      this.waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      this.worker.postMessage(question);
    });
  }

  private heard(message: Answer | Told): void {
    if ("progress" in message) {
      this.onProgress(message.progress);
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

/** What lies in the page's file beside the page, written by scripts/build/try-it.ts. */
export const parts = JSON.parse(document.getElementById("parts")?.textContent ?? "") as Pick<
  Opening,
  "project" | "settings"
> & {
  /** Text of the worker's script: a page that was opened from a file can load no other. */
  readonly worker: string;
};

export const desk = new DeskApi(
  new Worker(URL.createObjectURL(new Blob([parts.worker], { type: "text/javascript" }))),
);
