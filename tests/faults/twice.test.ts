/** Two faults in one day, the second in the same run or in the tick that heals; no mail and no lock: all ends as without them. */
import { expect, test } from "vitest";
import { moments } from "../../scripts/bench/faults/crash";
import { twiceFaulted } from "../../scripts/bench/faults/operations";
import { doubleFaults, KeptPairs, withoutMailAndLock } from "../../scripts/bench/faults/twice";
import { builtBundle } from "../../scripts/play/bundle";

const [report] = twiceFaulted;

test("a report whose calls meet two faults is taken in once and told", async () => {
  if (report === undefined) throw new Error("nothing is played");
  const found = doubleFaults(await builtBundle(), report, new KeptPairs());
  expect(found.filter(({ outcome }) => outcome === "hole")).toEqual([]);
  const kinds = (isHealing: boolean) =>
    new Set(
      found.flatMap((one) =>
        one.isHealing === isHealing ? [`${one.first.fault} ${one.second.fault}`] : [],
      ),
    );
  expect(kinds(true).size).toBe(moments.length ** 2);
  // After a stop the run makes no call.
  expect(kinds(false).size).toBe(moments.length * (moments.length - 1));
  const acts = new Set(found.map(({ first }) => first.act));
  expect([...acts]).toEqual([
    "Lock.tryLock",
    "Sheets.Spreadsheets.Values.batchGetByDataFilter",
    "Sheets.Spreadsheets.batchUpdate",
    "Properties.setProperty",
    "Lock.releaseLock",
    "MailApp.sendEmail",
  ]);
});

test.each(twiceFaulted.slice(0, 3).map((one) => [one.name, one] as const))(
  "%s with no mail left and the lock taken",
  async (_name, one) => {
    expect(withoutMailAndLock(await builtBundle(), one)).toEqual([]);
  },
);
