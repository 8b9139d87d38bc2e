/** Finding or making a register, also after a crash. */

import { expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { createRegister } from "../../src/install/make-register";
import { readRegisterIds } from "../../src/register/register-kinds";
import { startRun } from "../../src/run";
import { Bench } from "../contract/bench";

const write = "Sheets.Spreadsheets.batchUpdate";

test("a new register is made, remembered and filled", () => {
  const bench = new Bench();
  const { tabs } = bench.run((ports) => createRegister(startRun(ports), "main"));
  expect(tabs).toHaveLength(14);
  const { main } = readRegisterIds(bench.ports.memory);
  expect(bench.ports.spreadsheets.find("main")).toEqual([main]);
});

test("a file that was made before its id was remembered is found, not made again", () => {
  const bench = new Bench();
  const { spreadsheets } = bench.ports;
  const made = spreadsheets.create("Register", "main");
  bench.workspace.advance(60_000);
  const later = spreadsheets.create("A later one", "main");
  createRegister(startRun(bench.ports), "main");
  expect(readRegisterIds(bench.ports.memory)).toEqual({ main: made });
  expect(spreadsheets.find("main")).toEqual([made, later]);
});

test("a register whose filling failed is filled by the next run", () => {
  const bench = new Bench();
  bench.workspace.fault({ call: write, when: "before" });
  expect(() => createRegister(startRun(bench.ports), "main")).toThrow("Internal error");
  expect(createRegister(startRun(bench.ports), "main").tabs).toHaveLength(14);
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
