/**
 * Some 150 points, chosen by a seed, at which a call fails, a run is cut, or something else happens: nothing is lost, doubled or told
 * wrongly. `npm run -s bench -- --faults` plays every point. Another seed: `PROPERTY_SEED=1 npx vitest run tests/faults`.
 */
import { beforeAll, expect, test } from "vitest";
import { isWrite } from "../../scripts/bench/faults/acts";
import { crashPoints, type Fault, momentsOf } from "../../scripts/bench/faults/crash";
import { intrusionsAbove, mending } from "../../scripts/bench/faults/heads";
import { interleavings, interrupted, intrusions } from "../../scripts/bench/faults/interleave";
import { chosen, cutTwice } from "../../scripts/bench/faults/menu";
import { operations, twiceFaulted } from "../../scripts/bench/faults/operations";
import { others, overlappings } from "../../scripts/bench/faults/overlap";
import { type HeardCall, underLock } from "../../scripts/bench/faults/stage";
import { doubleFaults, withoutMailAndLock } from "../../scripts/bench/faults/twice";
import { builtBundle } from "../../scripts/play/bundle";
import type { CallRecord } from "../../scripts/workspace/index";
import { numbersFrom } from "../ledger/random-day";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

/** Each test has numbers of its own, so that one that is left out changes no other. */
const numbers = (name: string) =>
  numbersFrom(
    [...name].reduce(
      (sum, letter) => sum * 31 + letter.charCodeAt(0),
      Number(process.env["PROPERTY_SEED"] ?? 1),
    ) | 0,
  );

const matters = (call: HeardCall) => isWrite(call) || call.path.startsWith("Sheets.");

/** Of a run's calls so many: its first commit, and others that write or read a register. */
function sampled(
  calls: readonly HeardCall[],
  count: number,
  next: () => number,
): ReadonlySet<number> {
  const commit = calls.findIndex(({ path }) => path === "Sheets.Spreadsheets.batchUpdate");
  const places = calls.flatMap((call, at) => (matters(call) && at !== commit ? [at] : []));
  const mixed = places.map((at) => [next(), at] as const).sort(([one], [two]) => one - two);
  return new Set([...(commit < 0 ? [] : [commit]), ...mixed.map(([, at]) => at)].slice(0, count));
}

const holes = (found: readonly { readonly why: readonly string[] }[]) =>
  found.filter(({ why }) => why.length > 0);

const isCommit = ({ path }: HeardCall) => path === "Sheets.Spreadsheets.batchUpdate";

test.each(operations.map((one) => [one.name, one] as const))(
  "a fault in: %s",
  (name, operation) => {
    const next = numbers(name);
    let places: ReadonlySet<number> | null = null;
    const found = crashPoints(dist, operation, (at, call, calls): readonly Fault[] => {
      places ??= sampled(
        calls.map((one) => (isCommit(one) ? { ...one, path: "" } : one)),
        2,
        next,
      );
      const kinds = momentsOf(call);
      const kind = kinds.slice(Math.floor(next() * kinds.length)).slice(0, 1);
      // A commit whose answer is lost is where a report is lost or doubled: the first two of each.
      const commits = calls.slice(0, at).filter(isCommit).length;
      if (isCommit(call)) return commits < 2 ? [...new Set<Fault>(["after", ...kind])] : [];
      return places.has(at) ? kind : [];
    });
    expect(found.length).toBeGreaterThanOrEqual(4);
    expect(found.filter(({ outcome }) => outcome === "hole")).toEqual([]);
  },
);

const meanwhile = [
  ...interrupted.flatMap((one) => intrusions.map((other) => [one, other] as const)),
  ...mending.flatMap((one) => intrusionsAbove.map((other) => [one, other] as const)),
].map(([one, other]) => [one.name, other.name, one, other] as const);

test.each(meanwhile)("within: %s, meanwhile: %s", (name, what, one, other) => {
  const next = numbers(`${name} ${what}`);
  let places: ReadonlySet<number> | null = null;
  const found = interleavings(dist, one, other, (at, calls) => {
    places ??= sampled(calls, 1, next);
    return places.has(at);
  });
  expect(found.length).toBeGreaterThanOrEqual(1);
  expect(holes(found)).toEqual([]);
});

const overlapping = interrupted.flatMap((one) =>
  others.map((other) => [one.name, other.name, one, other] as const),
);

test.each(overlapping)("%s overlaps with %s", (name, what, one, other) => {
  const next = numbers(`${name} and ${what}`);
  let places: readonly [ReadonlySet<number>, ReadonlySet<number>] | null = null;
  const found = overlappings(dist, one, other, (_, [first, second], [ofFirst, ofSecond]) => {
    places ??= [sampled(ofFirst, 1, next), sampled(ofSecond, 1, next)];
    return places[0].has(first) && places[1].has(second);
  });
  expect(found.length).toBeGreaterThanOrEqual(1);
  expect(holes(found)).toEqual([]);
});

test("a report whose calls meet two faults is taken in once and told", () => {
  const [report] = twiceFaulted;
  if (report === undefined) throw new Error("nothing is played");
  const next = numbers("twice");
  const choice = { isFirst: () => next() < 0.3, isNew: () => next() < 0.2 };
  const found = doubleFaults(dist, report, choice);
  expect(found.length).toBeGreaterThanOrEqual(5);
  expect(found.filter(({ outcome }) => outcome === "hole")).toEqual([]);
});

test.each(twiceFaulted.slice(0, 3).map((one) => [one.name, one] as const))(
  "%s with no mail left and the lock taken",
  (_name, one) => {
    expect(withoutMailAndLock(dist, one)).toEqual([]);
  },
);

test.each(chosen.map((one) => [one.name, one] as const))("%s, cut twice", (name, one) => {
  const first = Math.floor(numbers(name)() * 2);
  const found = cutTwice(dist, one, (place) => place === first);
  expect(found).toHaveLength(1);
  expect(holes(found)).toEqual([]);
});

test("a send or a sleep under the lock would be seen", () => {
  const call = (path: string): CallRecord => ({
    path,
    countedAs: path,
    runId: 1,
    function: "onClock",
    args: [],
  });
  const [lock, send, release] = [
    call("Lock.tryLock"),
    call("MailApp.sendEmail"),
    call("Lock.releaseLock"),
  ];
  expect(underLock([lock, release, send])).toEqual([]);
  expect(underLock([lock, send, release])).toEqual(["onClock: MailApp.sendEmail"]);
  expect(underLock([lock, { ...send, runId: 2 }, release])).toEqual([]);
});
