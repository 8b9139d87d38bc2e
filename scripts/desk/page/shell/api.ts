/** How the page sends requests to the desk in its worker. */
import type { Answer, Question, Requests } from "../../requests";
import type { Opening } from "../../worker/main";

/** The desk refused; the message is for the person. */
export class Refused extends Error {}

export type Asked = Requests & { open(opening: Opening): { readonly resumed: boolean } };

/** The type of the desk's answer to a request. */
export type View<K extends keyof Asked> = NonNullable<ReturnType<Asked[K]>>;

const failedWords =
  "The page failed. Load it again; if it fails again, choose Start over. The browser's console says how it failed.";

/** The data in the page's HTML file, written by scripts/build/try-it.ts. */
export const parts = JSON.parse(document.getElementById("parts")?.textContent ?? "") as Pick<
  Opening,
  "project" | "settings"
> & {
  /** The text of the worker's script. A page that was opened from a file cannot load a script from another file. */
  readonly worker: string;
};

const worker = new Worker(
  URL.createObjectURL(new Blob([parts.worker], { type: "text/javascript" })),
);
const waiting = new Map<number, (answer: Answer) => void>();
let asked = 0;
worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
  waiting.get(data.id)?.(data);
  waiting.delete(data.id);
});
worker.addEventListener("error", ({ message }) => {
  for (const [id, answer] of waiting) answer({ id, failed: message });
});

/** Sends a request and returns the answer. @throws Refused */
export async function ask<K extends keyof Asked>(
  name: K,
  ...args: Parameters<Asked[K]>
): Promise<ReturnType<Asked[K]>> {
  asked += 1;
  const question: Question = { id: asked, ask: name, args };
  const answer = await new Promise<Answer>((resolve) => {
    waiting.set(question.id, resolve);
    worker.postMessage(question);
  });
  if ("value" in answer) return answer.value as ReturnType<Asked[K]>; // As the desk has it.
  if ("refused" in answer) throw new Refused(answer.refused);
  console.error(answer.failed);
  throw new Refused(failedWords);
}
