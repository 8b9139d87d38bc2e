/** Keeps the person's own desk in the browser's own store for the next visit; nothing leaves this computer. */
import { clear, createStore, get, set } from "idb-keyval";
import type { SavedDesk } from "../../state";
import { ask } from "./api";

interface Visit {
  readonly desk: SavedDesk;
  /** Name of who sat at the desk. */
  readonly person: string;
}

const key = "last";
/** Opened at each use: a browser may refuse it, by a setting or in a private window. */
const store = () => createStore("student-safety-visit", "visits");

export class Keeper {
  private work = Promise.resolve();
  private turn = 0;
  private isOff = false;

  constructor(
    private readonly person: () => string,
    /** The browser keeps nothing. */
    private readonly refused: () => void,
  ) {}

  /** The visit before. What another edition of this page wrote, its desk's `project` tells. */
  before = (): Promise<Visit | undefined> => this.orRefused(() => get<Visit>(key, store()));

  /** Once what is being kept is kept. Of several that come meanwhile, one is enough. */
  keep(): void {
    this.turn += 1;
    const { turn } = this;
    this.work = this.work.then(async () => {
      if (this.isOff || turn !== this.turn) return;
      const visit = { desk: await ask("save"), person: this.person() };
      if (!this.isOff) await this.orRefused(() => set(key, visit, store()));
    });
  }

  /** Forgets all, and keeps nothing any more: the page is about to be loaded again. */
  async forget(): Promise<void> {
    this.isOff = true;
    await this.work;
    await this.orRefused(() => clear(store()));
  }

  private async orRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch {
      this.isOff = true;
      this.refused();
      return undefined;
    }
  }
}
