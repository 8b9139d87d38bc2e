/** Keeps a round below Google's 60 reads and 60 writes of spreadsheets a minute: a refusal for the quota would be no answer to a case. */
import type { Door } from "../../../tests/conformance/table/door";
import type { Kept } from "./kept";

const minute = 60_000;
/** Calls in any minute after which no case is begun; one makes ten at most. */
const enough = 45;

export class Pace {
  private readonly calls: number[];

  constructor(private readonly kept: Kept) {
    const text = kept.note("sheets-calls");
    // Written below.
    this.calls = text === "" ? [] : (JSON.parse(text) as number[]);
  }

  /** The door, through which each call of the Sheets service is counted. */
  counted(google: Door): Door {
    return {
      ...google,
      sheets: () => {
        this.calls.push(Date.now());
        return google.sheets();
      },
    };
  }

  /** Whether the next case has to wait. */
  isFull(): boolean {
    return this.lastMinute().length >= enough;
  }

  keep(): void {
    if (this.calls.length > 0) this.kept.write("sheets-calls", JSON.stringify(this.lastMinute()));
  }

  private lastMinute(): readonly number[] {
    return this.calls.filter((at) => at > Date.now() - minute);
  }
}
