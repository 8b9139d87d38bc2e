/** What lies in the page's file beside the page: the text of its worker, the script project, and settings. */
import type { Opening } from "../../worker/main";

export interface Parts {
  /** Text of the worker's script. */
  readonly worker: string;
  readonly project: Opening["project"];
  readonly settings: Opening["settings"];
}

export function partsOfPage(): Parts {
  // The build wrote it (scripts/build/try-it.ts).
  return JSON.parse(document.getElementById("parts")?.textContent ?? "") as Parts;
}

/** A worker from its text: a page that was opened from a file may load no other. */
export function startWorker(text: string): Worker {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(address);
}
