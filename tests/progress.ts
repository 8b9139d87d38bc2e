/** Says twice a minute how far the tests are, for logs: files that take minutes print nothing until they end. */
import type { Reporter, TestCase, TestModule } from "vitest/node";

const everyMilliseconds = 30_000;

/** A reporter beside vitest's own, which keeps a terminal up to date but not a log. */
export default class Progress implements Reporter {
  private readonly running = new Set<string>();
  private readonly say: ((line: string) => void) | null;
  private files = 0;
  private filesDone = 0;
  private testsDone = 0;
  private timer: NodeJS.Timeout | undefined;

  /** vitest makes it with an object of options. */
  constructor({ say }: { readonly say?: (line: string) => void } = {}) {
    const log = (line: string) => process.stdout.write(`${line}\n`);
    this.say = say ?? (process.stdout.isTTY ? null : log);
  }

  onTestRunStart(files: readonly unknown[]): void {
    this.files = files.length;
    this.filesDone = 0;
    this.testsDone = 0;
    this.running.clear();
    const { say } = this;
    if (say === null) return;
    clearInterval(this.timer);
    this.timer = setInterval(() => say(this.line()), everyMilliseconds);
    this.timer.unref();
  }

  onTestModuleStart({ relativeModuleId }: Pick<TestModule, "relativeModuleId">): void {
    this.running.add(relativeModuleId);
  }

  onTestCaseResult(test: Pick<TestCase, "fullName" | "diagnostic">): void {
    this.testsDone += 1;
    const { retryCount = 0 } = test.diagnostic() ?? {};
    if (retryCount > 0)
      this.say?.(`… played once more, since a page did not answer: ${test.fullName}`);
  }

  onTestModuleEnd({ relativeModuleId }: Pick<TestModule, "relativeModuleId">): void {
    this.running.delete(relativeModuleId);
    this.filesDone += 1;
  }

  onTestRunEnd(): void {
    clearInterval(this.timer);
  }

  private line(): string {
    const now = this.running.size === 0 ? "" : `, now ${[...this.running].join(", ")}`;
    return `… ${this.testsDone} tests done, ${this.filesDone} of ${this.files} files${now}`;
  }
}
