/** What only a page can observe about its calls to the script. */
import type { SeenByPage } from "../../../tests/conformance/table/cases/page";

/** `google.script.run`, as far as the page uses it. */
export interface ScriptRun {
  withSuccessHandler(listener: (value: unknown) => void): ScriptRun;
  withFailureHandler(listener: (error: Error) => void): ScriptRun;
  onProbe(act: string): void;
  onEcho(given: { readonly wait: number; readonly value: unknown }): void;
  onFail(): void;
}

/** How long each of three calls takes, in milliseconds: the first takes longest, the last no time. */
const waits = [3000, 1500, 0];

/** Observes calls from a page: the order of their replies, the error message of one that fails, and what is returned. */
export async function lookAtCalls(run: () => ScriptRun): Promise<SeenByPage> {
  const order = new Promise<readonly number[]>((resolve, reject) => {
    const came: number[] = [];
    const arrived = (value: unknown) => {
      came.push(Number(value));
      if (came.length === waits.length) resolve(came);
    };
    waits.forEach((wait, index) => {
      run()
        .withSuccessHandler(arrived)
        .withFailureHandler(reject)
        .onEcho({ wait, value: index + 1 });
    });
  });
  const message = async () =>
    new Promise<string>((resolve) => {
      const failed = (error: Error) => resolve(error.message);
      run()
        .withSuccessHandler(() => resolve("it did not fail"))
        .withFailureHandler(failed)
        .onFail();
    });
  const echo = async (value: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      run().withSuccessHandler(resolve).withFailureHandler(reject).onEcho({ wait: 0, value });
    });
  return {
    order: await order,
    message: await message(),
    // The script returns JSON.
    echo: (await echo(["=1+1 <b>", 1.5, true, null])) as SeenByPage["echo"],
  };
}
