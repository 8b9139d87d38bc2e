/** Keeps everything of the person's own desk for the next visit, as long as the browser keeps anything. */
import type { Counted } from "../../saved-desk";
import { forgetVisit, keepVisit, lastVisit, NotKept, type Visit } from "./browser-memory";
import { desk } from "./the-desk";

export class Keeper {
  private isKeeping = false;
  private isChanged = false;
  private isRefused = false;
  /** How much of what only grows is kept; null: nothing of what is kept counts. */
  private kept: Counted | null = null;

  constructor(
    private readonly beside: () => Pick<Visit, "person" | "read">,
    /** The browser keeps nothing. */
    private readonly refused: () => void,
  ) {}

  async before(): Promise<Visit | null> {
    try {
      return await lastVisit();
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  /** The desk goes on from there. */
  goOnFrom({ desk: { apart } }: Visit): void {
    this.kept = { mails: apart.mails.length, runs: apart.runs.length };
  }

  /** What comes while it is being kept is kept right after. */
  keep(): void {
    this.isChanged = true;
    if (!this.isKeeping) void this.keepAll();
  }

  /** Forgets all, and keeps nothing any more: the page is about to be loaded again. */
  async forget(): Promise<void> {
    this.isRefused = true;
    await forgetVisit().catch(() => undefined);
  }

  private async keepAll(): Promise<void> {
    this.isKeeping = true;
    try {
      while (this.isChanged && !this.isRefused) {
        this.isChanged = false;
        const since = this.kept ?? { mails: 0, runs: 0 };
        const saved = await desk.ask("save", since);
        await keepVisit({ desk: saved, ...this.beside() }, this.kept === null);
        const { mails, runs } = saved.apart;
        this.kept = { mails: since.mails + mails.length, runs: since.runs + runs.length };
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.isKeeping = false;
    }
  }

  private fail(error: unknown): void {
    if (!(error instanceof NotKept)) throw error;
    this.isRefused = true;
    this.refused();
  }
}
