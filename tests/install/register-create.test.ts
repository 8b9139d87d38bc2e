/** Finding or making a register, also after a crash. */
import { expect, test } from "vitest";
import { editorRequests } from "../../src/access/protections";
import { createRegister } from "../../src/install/make-register";
import type { Memory } from "../../src/ports";
import { readRegisterIds } from "../../src/register/which";
import { DeskSpreadsheets, testClock } from "../register/desk-spreadsheets";
import { owner } from "../workspace/sheets-context";

const editors = { installers: [owner], leads: [] };

function storeOf(initial: Record<string, string> = {}): Memory {
  const values = new Map(Object.entries(initial));
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => {
      values.set(key, value);
    },
    setAll: (given) => {
      for (const [key, value] of Object.entries(given)) values.set(key, value);
    },
    remove: (key) => {
      values.delete(key);
    },
  };
}

function workspace(memory = storeOf()) {
  return { spreadsheets: new DeskSpreadsheets(), clock: testClock(Date.UTC(2026, 8, 1)), memory };
}

test("a new register is made, remembered and filled", () => {
  const ports = workspace();
  const { id, repair } = createRegister(ports, "main", editors);
  expect(repair.tabs).toHaveLength(14);
  expect(readRegisterIds(ports.memory)).toEqual({ main: id });
  expect(ports.spreadsheets.calls).toEqual(["find", "create", "structure", "batchUpdate"]);
});

test("a second run makes nothing", () => {
  const ports = workspace();
  createRegister(ports, "main", editors);
  ports.spreadsheets.calls.length = 0;
  expect(createRegister(ports, "main", editors).repair.tabs).toEqual([]);
  expect(ports.spreadsheets.calls).toEqual(["structure", "read"]);
});

test("a file that was made before its id was remembered is found, not made again", () => {
  const ports = workspace();
  ports.spreadsheets.find = () => [ports.spreadsheets.desk.id, "a later copy"];
  expect(createRegister(ports, "main", editors).id).toBe(ports.spreadsheets.desk.id);
  expect(ports.spreadsheets.calls).not.toContain("create");
});

test("a register whose filling failed is filled by the next run", () => {
  const ports = workspace();
  ports.spreadsheets.before = {
    call: "batchUpdate",
    act: () => {
      throw new Error("The service is currently unavailable.");
    },
  };
  expect(() => createRegister(ports, "main", editors)).toThrow("unavailable");
  expect(createRegister(ports, "main", editors).repair.tabs).toHaveLength(14);
  expect(ports.spreadsheets.calls.filter((call) => call === "create")).toHaveLength(1);
});

test.each(["", "null", "[]", "{", '{"main":1}'])(
  "a store that holds %j knows no register",
  (text) => {
    expect(readRegisterIds(storeOf({ registers: text }))).toEqual({});
  },
);

test("registers are remembered beside each other", () => {
  const memory = storeOf({ registers: '{"sealed":"s1"}' });
  const { id } = createRegister(workspace(memory), "main", editors);
  expect(readRegisterIds(memory)).toEqual({ sealed: "s1", main: id });
});

test("the leads' columns get their editors when the leads change", () => {
  const ports = workspace();
  const { id } = createRegister(ports, "main", editors);
  const lead = "lead@district.example";
  const structure = ports.spreadsheets.structure(id);
  const requests = editorRequests(structure, { installers: [owner], leads: [lead] });
  expect(requests).toHaveLength(5);
  ports.spreadsheets.batchUpdate(id, requests);
  const stored = JSON.stringify(ports.spreadsheets.desk.structure());
  expect(stored.split(`"users":["${owner}","${lead}"]`)).toHaveLength(6);
});
