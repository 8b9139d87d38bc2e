/** Keeps everything of the person's own desk in the browser's own store for the next visit; nothing leaves this computer. */
import { clear, createStore, get, set } from "idb-keyval";
import type { SavedDesk } from "../../saved-desk";
import { desk } from "./api";

/** Everything of one visit. */
export interface Visit {
  readonly desk: SavedDesk;
  /** Name of who sat at the desk. */
  readonly person: string;
  /** Numbers of the emails that were read. */
  readonly read: readonly number[];
}

const key = "last";
/** Opened at each use: a browser may refuse it, by a setting or in a private window. */
const store = () => createStore("student-safety-visit", "visits");

export class Keeper {
  private isKeeping = false;
  private isChanged = false;
  private isRefused = false;

  constructor(
    private readonly beside: () => Omit<Visit, "desk">,
    /** The browser keeps nothing. */
    private readonly refused: () => void,
  ) {}

  /** The visit before. Only this page writes there; what another edition of it wrote, its desk's `project` tells. */
  before = (): Promise<Visit | undefined> => this.orRefused(() => get<Visit>(key, store()));

  /** What comes while it is being kept is kept right after. */
  async keep(): Promise<void> {
    this.isChanged = true;
    if (this.isKeeping) return;
    this.isKeeping = true;
    while (this.isChanged && !this.isRefused) {
      this.isChanged = false;
      const visit = { desk: await desk.ask("save"), ...this.beside() };
      await this.orRefused(() => set(key, visit, store()));
    }
    this.isKeeping = false;
  }

  /** Forgets all, and keeps nothing any more: the page is about to be loaded again. */
  async forget(): Promise<void> {
    await this.orRefused(() => clear(store()));
    this.isRefused = true;
  }

  private async orRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch {
      this.isRefused = true;
      this.refused();
      return undefined;
    }
  }
}
