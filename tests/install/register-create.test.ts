/** Finding or making a register, also after a crash. */

import { expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { createRegister } from "../../src/install/make-register";
import { readRegisterIds } from "../../src/register/register-kinds";
import { startRun } from "../../src/run";
import { admin, Bench } from "../contract/bench";

const editors = { installers: [admin], leads: [] };

const write = "Sheets.Spreadsheets.batchUpdate";

test("a new register is made, remembered and filled", () => {
  const bench = new Bench();
  const { id, ensured } = bench.run((ports) => createRegister(startRun(ports), "main", editors));
  expect(ensured.tabs).toHaveLength(14);
  expect(readRegisterIds(bench.ports.memory)).toEqual({ main: id });
  expect(bench.ports.spreadsheets.find("main")).toEqual([id]);
});

test("a file that was made before its id was remembered is found, not made again", () => {
  const bench = new Bench();
  const { spreadsheets } = bench.ports;
  const made = spreadsheets.create("Register", "main");
  bench.workspace.advance(60_000);
  const later = spreadsheets.create("A later one", "main");
  expect(createRegister(startRun(bench.ports), "main", editors).id).toBe(made);
  expect(spreadsheets.find("main")).toEqual([made, later]);
});

test("a register whose filling failed is filled by the next run", () => {
  const bench = new Bench();
  bench.workspace.fault({ call: write, when: "before" });
  expect(() => createRegister(startRun(bench.ports), "main", editors)).toThrow("Internal error");
  expect(createRegister(startRun(bench.ports), "main", editors).ensured.tabs).toHaveLength(14);
  expect(bench.ports.spreadsheets.find("main")).toHaveLength(1);
});

test.each(["", "null", "[]", "{", '{"main":1}'])(
  "a store that holds %j knows no register",
  (text) => {
    const bench = new Bench();
    scriptProperties(bench.store)["registers"] = text;
    expect(readRegisterIds(bench.ports.memory)).toEqual({});
  },
);
