/** A drill whose run is cut dead at a call that writes: it goes on by itself, and leaves nothing. Synthetic people only. */
import { describe, expect, test } from "vitest";
import { isWrite, listen } from "../../scripts/bench/faults/stage";
import { driveSlice } from "../../scripts/workspace/service";
import { Day } from "../day/day";
import type { Output } from "../day/look";
import { isEveryPoint } from "../every-point";
import {
  acknowledges,
  begin,
  casesOf,
  codeIn,
  drillMail,
  ends,
  minutes,
  ticks,
  withCode,
} from "./drill-day";

/** Registers of drills that are not in the bin. */
const filesOf = ({ workspace }: Day) =>
  Object.values(driveSlice(workspace.store).files).filter(
    ({ appProperties, trashed }) => Object.values(appProperties).includes("drill") && !trashed,
  );

/** Plays what is acted, cut dead at each call that writes; `check` looks at what is so once the clock has come again. */
async function cutAtEachWrite(
  before: (day: Day) => void,
  act: (day: Day) => void,
  check: (day: Day, out: Output, at: string) => void,
): Promise<void> {
  const whole = await Day.begin();
  before(whole);
  const heard = listen(whole.workspace);
  act(whole);
  const all = heard.calls.filter(isWrite);
  // Of those to one method the first, and of Google's batch the last.
  const writes = all.filter(
    ({ path }, index) =>
      all.findIndex((one) => one.path === path) === index ||
      ((isEveryPoint || /batchUpdate/.test(path)) &&
        all.map((one) => one.path).lastIndexOf(path) === index),
  );
  expect(writes.length).toBeGreaterThan(3);
  const day = await Day.begin();
  before(day);
  const { workspace } = day;
  const saved = workspace.save();
  const played = writes.filter((_, at) => isEveryPoint || at % 2 === 0);
  for (const { path, nth } of played) {
    workspace.resume(saved);
    workspace.fault({ call: path, nth, when: "stop" });
    const runs = workspace.runs.length;
    act(day);
    const at = `${path} ${nth}`;
    expect(
      workspace.runs.slice(runs).some(({ ok }) => !ok),
      at,
    ).toBe(true);
    // What the run had claimed is free again.
    check(day, day.play(minutes(11)), at);
  }
}

let code = "";

// Some ten plays each: a cut at each kind of call takes them.
describe("is cut dead", () => {
  test("while it begins", async () => {
    await cutAtEachWrite(
      () => undefined,
      (day) => {
        const out = day.play(begin);
        code = codeIn(out);
      },
      (day, out, at) => {
        // Where not even that it was asked for is kept, it is asked for again.
        const begun = filesOf(day).length > 0 ? ["DRILL-0001"] : [];
        expect(casesOf(out, "drill"), at).toEqual(begun);
        expect(filesOf(day).length, at).toBeLessThanOrEqual(1);
        // Twice where its mark was cut, never not at all.
        const mails = drillMail(out).map(({ message }) => message);
        expect([...new Set(mails)], at).toEqual(begun.map(() => "case-opened"));
        expect(mails.length, at).toBeLessThanOrEqual(begun.length * 2);
        const swept = day.play(ends, minutes(6));
        expect(filesOf(day), at).toEqual([]);
        expect(casesOf(swept, "main"), at).toEqual([]);
      },
    );
  });

  const begun = (day: Day) => {
    code = codeIn(day.play(begin));
  };

  test("while the report with the code comes in", async () => {
    await cutAtEachWrite(
      begun,
      (day) => day.play(withCode(code)),
      (day, out, at) => {
        expect(casesOf(out, "main"), at).toEqual([]);
        expect(
          out.reports.map(({ register }) => register),
          at,
        ).toEqual(["drill", "drill"]);
        expect(
          drillMail(out).map(({ message }) => message),
          at,
        ).toContain("report-added");
        day.play(ends, minutes(6));
        expect(filesOf(day), at).toEqual([]);
        // Nothing of it is left in the Form for the next day's sweep.
        day.sleep("P1D");
        expect(casesOf(day.play(minutes(6)), "main"), at).toEqual([]);
      },
    );
  });

  test("while it is swept away", async () => {
    await cutAtEachWrite(
      (day) => {
        begun(day);
        day.play(withCode(code), acknowledges, ticks);
      },
      (day) => day.play(minutes(6)),
      (day, out, at) => {
        expect(filesOf(day), at).toEqual([]);
        expect(
          out.access.filter(({ file }) => file === "drill"),
          at,
        ).toEqual([]);
        expect(casesOf(out, "main"), at).toEqual([]);
        const lines = out.activity.filter(({ what }) => what === "drill-held");
        expect(lines.length, at).toBeLessThanOrEqual(1);
        const page = day.play({ menu: { name: "drill" } }).pages.at(-1)?.text;
        expect(page, at).toContain("Acknowledged by contact@district.example");
      },
    );
  });
});
