/**
 * A desk in Node behind the page in a browser window, in place of the page's own worker. Pictures and tests use it to prepare what the
 * page shows, or to look at the results without the page.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { root } from "../build/sources";
import { tryItPage } from "../build/try-it";
import { type Answer, answerTo, type Question, requestsOf } from "../desk/requests";
import { Desk } from "../desk/state";
import { builtBundle } from "../play/bundle";

/** Runs in the window before the page does: every worker that the page makes then sends its messages to Node. */
const standIn = `if (window === top) window.Worker = class extends EventTarget {
  postMessage(question) {
    window.askNode(question).then((data) => this.dispatchEvent(new MessageEvent("message", { data })));
  }
};`;

const desks = new Map<string, object>();
let opened = 0;
const prepared = new WeakSet<Page>();
let file: Promise<string> | null = null;

/** The page without a script project, because Node has the project. Written once per process. */
async function writtenPage(): Promise<string> {
  const folder = join(root, "tmp");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `node-desk-${process.pid}.html`);
  writeFileSync(path, await tryItPage(new Map()));
  return pathToFileURL(path).href;
}

export interface NodeDesk {
  readonly desk: Desk;
  /** The address of the page, for `visit`. */
  readonly address: string;
  /** Loads the page in a window. `hash` is the place within the page. */
  visit(page: Page, hash?: string): Promise<void>;
  close(): void;
}

/** A desk that windows can visit, one after another or at the same time. */
export async function nodeDesk(desk: Desk): Promise<NodeDesk> {
  file ??= writtenPage();
  opened += 1;
  const address = `${await file}?desk=${opened}`;
  // Nothing is saved for another visit, because this desk outlives the page.
  const own = { open: () => ({ resumed: false }), save: () => null };
  desks.set(address, { ...requestsOf(desk), ...own });
  return {
    desk,
    address,
    async visit(page, hash = "") {
      if (!prepared.has(page)) {
        prepared.add(page);
        await page.exposeBinding("askNode", (source, question: Question): Answer => {
          const asked = desks.get(source.frame.url().split("#")[0] ?? "");
          return answerTo(asked ?? {}, question);
        });
        await page.addInitScript(standIn);
      }
      await page.goto(`${address}${hash}`);
    },
    close: () => void desks.delete(address),
  };
}

/**
 * A desk with a clock that stands still, so that it shows the same day each time. It has the demo directory, or with `fresh` a Form that
 * is not set up.
 */
export async function openGuideDesk({
  fresh,
  dist,
}: {
  readonly fresh: boolean;
  /** The folder of another script of this project. */
  readonly dist?: string;
}): Promise<NodeDesk> {
  const realNow = () => Date.parse("2026-09-01T09:00:00-07:00");
  return nodeDesk(new Desk({ dist: dist ?? (await builtBundle()), realNow, fresh }));
}
