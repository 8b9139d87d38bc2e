/** What the dialog's page sees of its own calls: for the cases that only a page can answer. */
import type { SeenByPage } from "../../../tests/conformance/table/cases/page";

/** `google.script.run`, as far as the page uses it. */
export interface ScriptRun {
  withSuccessHandler(listener: (value: unknown) => void): ScriptRun;
  withFailureHandler(listener: (error: Error) => void): ScriptRun;
  onProbe(request: string): void;
  onEcho(given: { readonly wait: number; readonly value: unknown }): void;
  onFail(): void;
}

/** The first of three calls takes longest, the last no time; milliseconds. */
const waits = [3000, 1500, 0];

function orderOfReplies(run: () => ScriptRun): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const order: number[] = [];
    waits.forEach((wait, index) => {
      run()
        .withSuccessHandler((value) => {
          order.push(Number(value));
          if (order.length === waits.length) resolve(order);
        })
        .withFailureHandler(reject)
        .onEcho({ wait, value: index + 1 });
    });
  });
}

function messageOfFailure(run: () => ScriptRun): Promise<string> {
  return new Promise((resolve) => {
    run()
      .withSuccessHandler(() => resolve("it did not fail"))
      .withFailureHandler((error) => resolve(error.message))
      .onFail();
  });
}

function echo(run: () => ScriptRun, value: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    run().withSuccessHandler(resolve).withFailureHandler(reject).onEcho({ wait: 0, value });
  });
}

export async function lookAtCalls(run: () => ScriptRun): Promise<SeenByPage> {
  return {
    order: await orderOfReplies(run),
    message: await messageOfFailure(run),
    // What the script answers is JSON.
    echo: (await echo(run, ["=1+1 <b>", 1.5, true, null])) as SeenByPage["echo"],
  };
}
