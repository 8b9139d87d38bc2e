/** Plays the scenarios of tests/situations. Prints a record of each case with which a day ends, and searches it for whoever is withheld. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { Player } from "../../scripts/play/play-events";
import type { LocalWorkspace } from "../../scripts/workspace";
import { historyWords, knowsCode } from "../../src/case/views/record-history";
import { packOfCase } from "../../src/protocol/find-pack";
import { isDuty } from "../../src/protocol/pack-queries";
import { playedText, type Ticks } from "./day";
import type { Output, Row } from "./look";

const textOf = (value: unknown) => (typeof value === "string" ? value.trim() : "");
const lower = (value: unknown) => textOf(value).toLowerCase();

/** As the acts, the log, the disclosures and the reports of the case name them. */
function namedInDuties(out: Output, one: Row): readonly string[] {
  const isOf = (row: Row) => row["register"] === one["register"] && row["case"] === one["case"];
  const pack = packOfCase({ protocolVersion: textOf(one["protocolVersion"]) });
  const isDutyAct = (act: unknown) => isDuty(pack, textOf(act));
  const isOfDuty = (row: Row) =>
    isDutyAct(row["act"]) ||
    isDutyAct(textOf(row["row"]).split(" ")[1]) ||
    row["ground"] === "mandated-report";
  const responses = new Set(out.reports.filter(isOf).map(({ response }) => response));
  const known = out.reporters.filter(({ response }) => responses.has(response));
  return [
    ...out.checklist
      .filter((row) => isOf(row) && isDutyAct(row["act"]))
      .flatMap((row) => [
        row["doneBy"],
        row["madeBy"],
        row["agencyPerson"],
        row["agencyReference"],
      ]),
    ...out.log
      .filter((row) => isOf(row) && isOfDuty(row))
      .flatMap((row) => [row["who"], row["with"]]),
    ...out.disclosures
      .filter((row) => isOf(row) && isOfDuty(row))
      .flatMap((row) => [row["who"], row["agency"], row["agencyPerson"]]),
    ...out.reports
      .filter(isOf)
      .flatMap((row) => [row["reporterName"], row["reporterEmail"], row["reporterPhone"]]),
    ...known.flatMap((row) => [row["name"], row["email"], row["phone"]]),
  ]
    .map(lower)
    .filter((words) => words.length > 2);
}

/** Words that a record of the case must not hold: addresses, names, and the roles of whoever has them. */
export function withheldIn(out: Output, one: Row): readonly string[] {
  const named = new Set(namedInDuties(out, one));
  const people = out.contacts.filter(
    ({ email, name }) => named.has(lower(email)) || named.has(lower(name)),
  );
  const words = people.flatMap(({ email, name, role }) => [
    email,
    name,
    role,
    textOf(role).replace(/ /g, "-"),
  ]);
  const all = new Set([...named, ...words.map(lower)]);
  all.delete(lower(one["student"]));
  return [...all].filter((word) => word !== "");
}

/** Machine words: codes with a hyphen, instants, and the editor whom Google does not name. */
const ofMachines =
  /\d{4}-\d\d-\d\dT\d\d:|unknown editor|\bautomation\b|\b(?:designated|backup)-contact\b|\b(?:district|alternate)-lead\b|\bcall-reminded\b/i;

/** Fails where a record of a case holds somebody who is withheld, or a word for machines. How many were looked at. */
export function expectWithheld(workspace: LocalWorkspace, out: Output): number {
  for (const { what, case: reference } of out.activity) {
    if (reference !== null)
      expect(
        knowsCode(textOf(what)),
        `words for ${what}, not only ${historyWords(textOf(what))}`,
      ).toBe(true);
  }
  let looked = 0;
  for (const one of out.cases) {
    const { register, case: reference } = one;
    if (register !== "main" && register !== "sealed") continue;
    const player = new Player(workspace);
    const answers = { case: reference, register: register === "main" ? "main" : "own" };
    player.play({
      menu: { name: "print", answers: answers as Record<string, string> },
      as: "lead",
    });
    const text = player.pages
      .map((page) => page.text)
      .find((page) => page.startsWith("Record of case"));
    if (text === undefined) continue;
    looked += 1;
    const words = text.toLowerCase();
    const found = withheldIn(out, one).filter((word) => words.includes(word));
    expect(found, `in the record of ${register} ${reference}:\n${text}`).toEqual([]);
    expect(text).not.toMatch(ofMachines);
    expect(text).not.toContain("What was reported");
  }
  return looked;
}

/** Plays tests/situations/NAME.json, with its cells. No run of it may fail, and a record of each case keeps what is withheld. */
export async function situation(name: string, ticks: Ticks = {}): Promise<Output> {
  const text = readFileSync(new URL(`../situations/${name}.json`, import.meta.url), "utf8");
  const { workspace, output } = await playedText(text, ticks);
  expect(output.errors).toEqual([]);
  expectWithheld(workspace, output);
  return output;
}
