/** A run costs what is open, not what was ever sent; and what people do to the rows of the Outbox loses no message (design 2.7, 8). */

import { describe, expect, test } from "vitest";
import { typedBesideRequests } from "../../src/case/storage/load-cases";
import { playDay, type Rest } from "../day/day";
import { minutes, submit } from "../day/events";
import { mailTo, type Output } from "../day/look";
import { contact } from "../day/people";

const usual = submit({ studentName: "Robin Vale", studentId: "N-1001", immediateDanger: "no" });
const messages = 400;
const seed = { cases: 0, messages };
const as = "admin";

/** References of messages in the Outbox, in the order of its rows, and their state. */
function outbox(out: Output): readonly { readonly id: string; readonly state: unknown }[] {
  const [, ...rows] = (out.cells?.["Outbox"] ?? []).slice(1);
  return rows.flatMap((row) => {
    const id = row[0]?.value;
    return typeof id === "string" && id !== "" ? [{ id, state: row[4]?.value }] : [];
  });
}
const queued = (out: Output) => outbox(out).filter(({ state }) => state === "Queued");
const told = (out: Output) =>
  mailTo(out, contact).filter(({ message }) => message === "case-opened");

test("an idle hour reads no message of before, once the state of each", async () => {
  const cells = async (rest: Rest) => {
    const out = await playDay([minutes(10), minutes(60)], rest, { isEachTick: true });
    return out.runs.flatMap((run) =>
      run.event === 1 && run.function === "onClock" ? [run.cellsRead] : [],
    );
  };
  const bare = await cells({});
  const full = await cells({ seed });
  const more = full.map((count, at) => count - (bare[at] ?? 0));
  // Their keys, too.
  expect(more.filter((count) => count > 500)).toHaveLength(1);
  expect(Math.max(...more)).toBeLessThan(3 * messages);
});

describe("a message that waits while an admin", () => {
  const waiting = [minutes(10), { account: { mailQuota: 0 } }, usual, minutes(5)];
  const later = [{ account: { mailQuota: 1_500 } }, minutes(90)];
  const many = Array.from({ length: 200 }, (_, at) => at + 3);

  test.each<[string, object]>([
    ["deletes many rows above it", { deleteRows: { tab: "outbox", rows: many } }],
    ["sorts the rows", { sort: { tab: "outbox", by: "message", descending: true } }],
    ["inserts rows above it", { insertRows: { tab: "outbox", before: 5, count: 30 } }],
  ])("%s goes out, once", async (_, act) => {
    const out = await playDay([...waiting, { sheet: act, as }, ...later], { seed });
    expect(told(out)).toHaveLength(1);
    expect(queued(out)).toEqual([]);
  });

  test("restores a version in which it was not sent yet: it goes out again rather than never", async () => {
    const day = [...waiting, ...later];
    const restored = { sheet: { restoreVersion: { beforeEvent: 4 } }, as };
    const out = await playDay([...day, restored, minutes(90)], { seed });
    const since = out.runs.find(({ event }) => event === day.length + 1)?.at ?? "";
    expect(told(out).filter(({ at }) => at >= since)).toHaveLength(1);
    expect(queued(out)).toEqual([]);
  });
});

test("of tabs with thousands of rows a look reads the last ones, and all of them once an hour", () => {
  const ends = { plan: 5, disclosures: 4_000, reports: 2_002 };
  const from = (...asked: Parameters<typeof typedBesideRequests>) =>
    typedBesideRequests(...asked).map(({ tab, rows }) => [tab, rows]);
  const last = Number.POSITIVE_INFINITY;
  expect(from(ends)).toEqual([
    ["plan", [[2, last]]],
    ["disclosures", [[3_800, last]]],
    ["reports", [[1_802, last]]],
  ]);
  expect(from()).toEqual(Object.keys(ends).map((tab) => [tab, [[2, last]]]));
});
