/** What every part of the page knows: who sits at the desk, which desk is shown, and how to bring the page up to date. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { PersonView } from "../../views/views";
import { type Asked, ask } from "./api";

export interface Page {
  readonly people: readonly PersonView[];
  /** Name of the person at the desk. */
  readonly person: string;
  /** Which desk is shown: "own", or the id of a story. */
  readonly shown: string;
  /** Grows whenever something that a view shows may have changed. */
  readonly turn: number;
  /** Someone else sits down. */
  become(name: string): void;
  /** Tells the person something, until the next thing is told. */
  tell(words: string): void;
  /** Brings the page up to date after the person has done something. */
  changed(): Promise<void>;
  /** Does something that the desk may refuse; the refusal is told to the person. */
  attempt(act: () => Promise<void>): Promise<void>;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("outside the page");
  return page;
}

/** The desk's newest answer, asked again at each change; the one before it until that has come, null before the first. */
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
      if (isNewest) setAnswer(() => given);
    });
    return () => {
      isNewest = false;
    };
  }, [name, JSON.stringify(args), turn]);
  return answer;
}
