/**
 * Each kind of situation, once in a realm of its own for each run, as on Google, and once in the kept one that all other tests use:
 * it ends with the same rows, mail, counts and errors.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { builtBundle, packOf } from "../../scripts/play/bundle";
import { playedOut } from "../../scripts/play/play-scenario";
import { parseScenario, protocolNamed } from "../../scripts/play/scenario";
import type { Realms } from "../../scripts/workspace/realm/realm";
import { freshRealms, keptRealms } from "../../scripts/workspace/realm/vm-realms";
import { packs } from "../../src/protocol/find-pack";
import { everySecond } from "../every-point";

const folder = fileURLToPath(new URL(".", import.meta.url));
/** One of each kind: people, answers, readers, acts, numbers, another county. What is the same in two would differ in both. */
const situations = [
  "access-refused.json",
  "access-sealed.json",
  "directory/full-of-mistakes.json",
  "incomplete/every-answer-unreadable.json",
  "records/acknowledged-twice.json",
  "records/another-county.json",
  "records/called-at.json",
  "records/channels.json",
  "records/raised-by-hand.json",
  "sealed/beside-an-open-case.json",
] as const;

/** Runs that are cut dead under the lock and after it, and runs that end with an error of their own. */
const troubled = {
  start: "2026-09-01T09:00:00-07:00",
  events: [
    { fault: { call: "Sheets.Spreadsheets.batchUpdate", when: "stop" } },
    { submit: { school: "North High", studentName: "Rowan Pine", factors: ["frequently-absent"] } },
    { fault: { call: "Sheets.Spreadsheets.Values.batchGetByDataFilter", when: "stop" } },
    { advance: "PT10M" },
    { account: { revokeScope: { scope: "spreadsheets" } } },
    { menu: { name: "check" } },
    { account: { grantScope: { scope: "spreadsheets" } } },
    { fault: { call: "MailApp.sendEmail", when: "stop" } },
    { submit: { school: "North High", studentName: "Robin Lake" } },
    { fault: { call: "Properties.getProperties", when: "before" } },
    { edit: { case: "26-0001", set: { acknowledged: true } } },
    { advance: "PT10M" },
  ],
};

/** In the middle of long times the clock fires each second hour: what differs between realms differs in any run. */
async function endOf(text: string, realms: Realms) {
  const { pack, file } = await packOf(protocolNamed(text));
  const parsed = parseScenario(text, [pack, ...packs()]);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const dist = await builtBundle(file);
  const options = { dist, realms, cells: true, isEachTick: false, every: 120 };
  return playedOut(parsed.scenario, options).output;
}

async function endsAlike(text: string): Promise<void> {
  const [fresh, kept] = [await endOf(text, freshRealms), await endOf(text, keptRealms)];
  // As `toEqual`, which takes long and is asked only what is wrong.
  if (!isDeepStrictEqual({ ...fresh }, { ...kept })) expect(fresh).toEqual(kept);
}

test.each(everySecond(situations))("%s", (name) => endsAlike(readFileSync(folder + name, "utf8")));

test("a day of runs that fail or are cut dead", () => endsAlike(JSON.stringify(troubled)));
