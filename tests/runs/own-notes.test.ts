/** What only the running account remembers about sealed registers: where someone is asked, and since when a report waits. */

import { describe, expect, test } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import { filesWithOpenAsks, rememberOpenAsks } from "../../src/intake/route-reports";
import {
  askedPast,
  rememberedUnreadableSealed,
  tellOfUnreadableSealed,
} from "../../src/outage/ask-without-register";
import { storeOn } from "../../src/store/store";
import { callsDone, opened, withActs } from "../case/cases";
import { runWith } from "../run";

function store(kept: Record<string, string> = {}) {
  return runWith({ ownMemory: storeOn(() => propertiesOn(kept)) });
}

const open = opened();
const answered = withActs(opened({ row: { acknowledged: true } }), callsDone);
const closed = opened({ row: { status: "closed" } });

describe("files in which someone is asked", () => {
  test("both, each until its own cases are answered", () => {
    const ports = store();
    rememberOpenAsks(ports, "sealed", [answered, open]);
    rememberOpenAsks(ports, "sealed-alternate", [open]);
    expect(filesWithOpenAsks(ports)).toEqual(["sealed", "sealed-alternate"]);
    rememberOpenAsks(ports, "sealed", [answered, closed]);
    expect(filesWithOpenAsks(ports)).toEqual(["sealed-alternate"]);
    rememberOpenAsks(ports, "sealed-alternate", []);
    expect(filesWithOpenAsks(ports)).toEqual([]);
  });

  test("one in which a run saw only a part stays among them, whatever that part says", () => {
    const ports = store();
    rememberOpenAsks(ports, "sealed", [open]);
    rememberOpenAsks(ports, "sealed", [answered], "part");
    expect(filesWithOpenAsks(ports)).toEqual(["sealed"]);
  });

  test("a danger is asked about after it was acknowledged, until a call is ticked", () => {
    const ports = store();
    const danger = { report: { immediateDanger: "yes" as const } };
    rememberOpenAsks(ports, "sealed", [opened({ ...danger, row: { acknowledged: true } })]);
    expect(filesWithOpenAsks(ports)).toEqual(["sealed"]);
  });
});

describe("reports that wait for a reader", () => {
  const waits = { danger: 0, excluded: ["ash@district.example"] };
  const unread = (all: Readonly<Record<string, object>>, asked: object = {}) =>
    store({ sealed: JSON.stringify({ unread: all }), "outage sealed": JSON.stringify({ asked }) });

  test("exclude whom they excluded when they came, each for itself, until someone can read them", () => {
    const other = { ...waits, at: 2, excluded: ["bo@district.example"] };
    const ports = unread({ r1: { ...waits, at: 1 }, r2: other }, { r1: 5, r2: 6, r3: 7 });
    const kept = () => Object.entries(rememberedUnreadableSealed(ports));
    expect(kept().map(([id, { excluded }]) => [id, ...excluded])).toEqual([
      ["r1", "ash@district.example"],
      ["r2", "bo@district.example"],
    ]);
    tellOfUnreadableSealed(ports, [], (id) => id !== "r2");
    expect(kept().map(([id]) => id)).toEqual(["r2"]);
    // Asked about again, it is new; another question is not its to forget.
    expect(askedPast(ports, "sealed")).toEqual({ r2: 6, r3: 7 });
  });
});
