/** What every part of the page can use: who sits at the desk, which desk is shown, and how to update the page. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { PersonView } from "../../views/views";
import { type Asked, ask } from "./api";
import { pointerUp } from "./hold-still";

export interface Page {
  readonly people: readonly PersonView[];
  /** Name of the person at the desk. */
  readonly person: string;
  /** Which desk is shown: "own", or the id of a story. */
  readonly shown: string;
  /** Increases whenever something that a view shows may have changed. */
  readonly turn: number;
  /** Changes who sits at the desk. */
  become(name: string): void;
  /** Shows the person a message until the next message. */
  tell(words: string): void;
  /** Updates the page after the person has done something. */
  changed(): Promise<void>;
  /** Does something that the desk may refuse, and shows the person the refusal. */
  attempt(act: () => Promise<void>): Promise<void>;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("outside the page");
  return page;
}

/** The desk's latest answer, requested again after each change. Until a new answer arrives, the previous one; null before the first. */
export function useAnswer<K extends keyof Asked>(
  name: K,
  ...args: Parameters<Asked[K]>
): ReturnType<Asked[K]> | null {
  const { turn, attempt } = usePage();
  const [answer, setAnswer] = useState<ReturnType<Asked[K]> | null>(null);
  useEffect(() => {
    let isNewest = true;
    void attempt(async () => {
      const given = await ask(name, ...args);
      await pointerUp();
      if (isNewest) setAnswer(() => given);
    });
    return () => {
      isNewest = false;
    };
  }, [name, JSON.stringify(args), turn]);
  return answer;
}
