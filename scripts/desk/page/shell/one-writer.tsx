/** One district has one writer: the tab that has the browser's lock. Another tab says so, and takes over on a click. */

const name = "student-safety-desk";

/** How long the other tab may take to save, in milliseconds. The browser may have put it to sleep. */
const patience = 5_000;

const channel = new BroadcastChannel(name);
/** Ends the wait for the lock, before it is taken from the other tab. */
const queue = new AbortController();
let isMine = false;
let granted: () => void;
const mine = new Promise<void>((resolve) => {
  granted = resolve;
});

async function request(options: LockOptions): Promise<void> {
  const hold = (): Promise<never> => {
    isMine = true;
    granted();
    return new Promise(() => {});
  };
  try {
    await navigator.locks.request(name, options, hold);
  } catch (error) {
    const isAborted = error instanceof DOMException && error.name === "AbortError";
    // Another tab has taken over: loaded again, this one says so. A browser that gives no locks has one tab, as far as the page knows.
    if (isMine) location.reload();
    else if (!isAborted) granted();
  }
}

/** Resolves when this tab has the district. `save`: saves all that happened in it and stops, because another tab takes over. */
export function district(save: () => Promise<void>): Promise<void> {
  channel.addEventListener("message", async ({ data }) => {
    if (data !== "save" || !isMine) return;
    await save();
    channel.postMessage("saved");
  });
  void request({ signal: queue.signal });
  return mine;
}

async function takeOver(): Promise<void> {
  await new Promise<void>((resolve) => {
    channel.addEventListener("message", ({ data }) => data === "saved" && resolve());
    setTimeout(resolve, patience);
    channel.postMessage("save");
  });
  queue.abort();
  if (!isMine) await request({ steal: true });
}

/** What a tab shows while another one has the district. */
export function OtherTab() {
  return (
    <main id="content" class="start">
      <h1 tabIndex={-1}>The district is open in another tab</h1>
      <p>
        Only one tab at a time can work in it, so that nothing is lost. Close the other tab, or
        continue here with everything that happened there.
      </p>
      <button type="button" onClick={() => void takeOver()}>
        Continue in this tab
      </button>
    </main>
  );
}
