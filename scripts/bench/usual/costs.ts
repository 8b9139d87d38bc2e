/** What a report, an edit and an idle hour cost, with so many cases there before: calls, cells, bytes, and seconds of the local Workspace. */
import type { RunRecord } from "../../workspace/run-record";
import { DeskSide } from "./desk-side";
import type { Side } from "./side";
import { UsualSide } from "./usual-side";
import { type WeekReport, weekStart } from "./week";

export interface Cost {
  readonly runs: number;
  readonly calls: number;
  /** Read and written. */
  readonly cells: number;
  /** Of the replies of advanced services. */
  readonly bytes: number;
  /** By the latencies of platform.md 10: planning guesses, no measurement of Google. */
  readonly seconds: number;
}

export const moments = ["report", "edit", "idle hour"] as const;
export interface Costs {
  readonly side: string;
  /** Cases, or rows, that were there before. */
  readonly cases: number;
  readonly of: Readonly<Record<(typeof moments)[number], Cost>>;
}

const hour = 3_600_000;

function sum(runs: readonly RunRecord[]): Cost {
  const of = (number: (run: RunRecord) => number) =>
    runs.reduce((all, run) => all + number(run), 0);
  return {
    runs: runs.length,
    calls: of(({ calls }) => calls.total),
    cells: of(({ cellsRead, cellsWritten }) => cellsRead + cellsWritten),
    bytes: of(({ replyBytes }) => replyBytes),
    seconds: Math.round(of(({ at, endedAt }) => ((endedAt ?? at) - at) / 100)) / 10,
  };
}

const report: WeekReport = {
  number: 0,
  school: "North High",
  studentName: "Student 0",
  studentId: "W-3000",
  isDanger: false,
  isAboutRecipient: false,
  isReporterApart: false,
};

function costsOf(side: Side, cases: number): Costs {
  const { workspace } = side;
  const during = (act: () => void, isOne: (run: RunRecord) => boolean): Cost => {
    const before = workspace.runs.length;
    act();
    const runs = workspace.runs.slice(before);
    const failed = runs.find(({ ok }) => !ok);
    if (failed !== undefined) throw new Error(`${side.name}: ${failed.error ?? "failed"}`);
    return sum(runs.filter(isOne));
  };
  // The first hours tidy up after whatever was there before.
  workspace.advance(3 * hour);
  const idle = during(
    () => workspace.advance(hour),
    () => true,
  );
  const taken = during(
    () => side.report(report, false),
    ({ surface }) => surface === "form-submit",
  );
  const edit = during(
    () => side.takeOn(report),
    ({ surface }) => surface === "edit",
  );
  return { side: side.name, cases, of: { report: taken, edit, "idle hour": idle } };
}

/** Of both scripts, by how many cases there are. */
export function allCosts(dist: string, sizes: readonly number[]): readonly Costs[] {
  return sizes.flatMap((cases) => {
    const usual = new UsualSide(Date.parse(weekStart));
    usual.seed(cases);
    return [costsOf(new DeskSide(dist, weekStart, cases), cases), costsOf(usual, cases)];
  });
}
