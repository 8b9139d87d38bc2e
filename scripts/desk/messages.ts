/** What the page and the desk say to each other: questions with their answers, and what the desk tells unasked. Plain data. */
import type { Desk } from "./state";

export interface Question {
  readonly id: number;
  /** Name of the request (requests.ts), or of what the worker itself is asked (worker/main.ts). */
  readonly ask: string;
  readonly args: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  /** It was not done; the words are for the person. */
  | { readonly id: number; readonly refused: string }
  /** A mistake in this program. */
  | { readonly id: number; readonly failed: string };

/** While the clock goes ahead. */
export interface Told {
  readonly progress: ReturnType<ReturnType<Desk["journey"]>["progress"]>;
}
