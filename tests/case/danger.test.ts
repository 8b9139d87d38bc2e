/** The immediate danger of a case: what ends the questions about it, and what each report of danger causes. */

import { describe, expect, test } from "vitest";
import type { CaseFile } from "../../src/case/facts/case-file";
import { asksUntilCalled } from "../../src/case/facts/danger";
import type { Change } from "../../src/register/change";
import { now } from "../district/rows";
import { hour, opened, reported, withActs } from "./cases";
import { actOf, PureDesk } from "./desk";

const inDanger = (more: Parameters<typeof opened>[0] = {}) =>
  opened({ report: reported.danger, ...more });

describe("what ends the asking", () => {
  test("the acts of a parent, a plan, a written report end nothing", () => {
    const file = withActs(inDanger(), {
      "submit-mandated-report": { done: true, state: "done", doneAt: now },
      "co-create-action-plan": { done: true, state: "done", doneAt: now },
    });
    expect(asksUntilCalled(file)).toBe(true);
  });

  test("a call that was made before the danger was reported is no answer to it", () => {
    const before = withActs(inDanger({ row: { dangerSince: now + hour } }), {
      "call-child-and-family-services": { done: true, state: "done", doneAt: now + 1 },
    });
    expect(asksUntilCalled(before)).toBe(true);
    const after = withActs(before, {
      "call-child-and-family-services": { doneAt: now + hour + 1 },
    });
    expect(asksUntilCalled(after)).toBe(false);
  });

  const agency = "call-child-and-family-services";
  test.each<[string, object, boolean]>([
    ["by whom", { alreadyMade: true, madeBy: "The school nurse" }, false],
    ["the agency's reference", { alreadyMade: true, agencyReference: "R-17" }, false],
    ["nothing more", { alreadyMade: true, madeBy: " " }, true],
    ["by whom, without the tick", { madeBy: "The school nurse" }, true],
  ])("a call that was made already ends it where the row says: %s", (_, cells, isAsked) => {
    expect(asksUntilCalled(withActs(inDanger(), { [agency]: cells }))).toBe(isAsked);
    // Said on a row that was owed before the danger, it may be of a call from before.
    const earlier = inDanger({ row: { dangerSince: now + hour } });
    expect(asksUntilCalled(withActs(earlier, { [agency]: cells }))).toBe(true);
  });
});

describe("a report of danger is an event of its own", () => {
  const contact = "contact@district.example";
  const danger = { ...reported.danger, studentName: "Alex Doe", studentId: "N-1001" };
  const owed = (file: CaseFile) =>
    file.acts.flatMap(({ act, done, due, call }) =>
      done || due === null || call === null ? [] : [[act, due]],
    );

  test("the calls are owed again, the acknowledgement is asked for again, and everyone is told", () => {
    const desk = new PureDesk();
    const { reference } = desk.report(danger);
    desk.type({ [reference]: { row: { acknowledged: true } } });
    desk.tick(reference, "call-child-and-family-services", "involve-law-enforcement");
    expect(asksUntilCalled(desk.file(reference))).toBe(false);
    desk.type({ [reference]: { row: { dangerOver: true } } });
    desk.wait(5);
    const { change } = desk.report(danger);
    const { row } = desk.file(reference);
    expect(row).toMatchObject({
      acknowledged: false,
      acknowledgedBy: null,
      dangerSince: desk.now,
      dangerOver: false,
    });
    expect(asksUntilCalled(desk.file(reference))).toBe(true);
    expect(owed(desk.file(reference))).toEqual([
      ["submit-mandated-report", expect.any(Number)],
      ["update-child-and-family-services", desk.now],
      ["involve-law-enforcement", desk.now],
    ]);
    const update = actOf(desk.file(reference), "update-child-and-family-services");
    expect(update.what).toMatch(/immediate danger: say that first/);
    expect(told(change)).toEqual(
      ["contact", "backup", "lead"].map((name) => `report-added ${name}@district.example`),
    );
    expect(change.activity).toContainEqual({
      at: desk.now,
      who: "automation",
      what: "acknowledgement-ended",
      case: reference,
      column: "acknowledged",
      from: contact,
      to: "",
    });
  });

  test("what is still owed is not owed twice; a report that says no changes nothing of it", () => {
    const desk = new PureDesk();
    const { reference } = desk.report(danger);
    desk.report(danger);
    const count = (act: string) =>
      desk.file(reference).acts.filter((one) => one.act === act).length;
    expect(count("involve-law-enforcement")).toBe(1);
    expect(count("update-child-and-family-services")).toBe(1);
    desk.type({ [reference]: { row: { acknowledged: true, dangerOver: true } } });
    const { change } = desk.report({ ...danger, immediateDanger: "no" });
    expect(desk.file(reference).row).toMatchObject({ acknowledged: true, dangerOver: true });
    expect(told(change)).toEqual([`report-added ${contact}`]);
    expect(change.messages[0]?.detail).not.toHaveProperty("danger");
  });

  test.each<[string, object]>([
    ["ticked", { done: true }],
    ["made already", { alreadyMade: true, madeBy: "The deputy" }],
  ])("what comes first is owed again where it was %s before", (_, cells) => {
    const desk = new PureDesk();
    const { reference } = desk.report(danger);
    const rows = () =>
      desk.file(reference).acts.filter(({ act }) => act === "involve-law-enforcement");
    const [first] = rows();
    desk.type({ [reference]: { acts: { [first?.row ?? ""]: cells } } });
    expect(rows()).toHaveLength(1);
    desk.report(danger);
    expect(rows().map(({ state }) => state)).toEqual(["done", "open"]);
    expect(asksUntilCalled(desk.file(reference))).toBe(true);
  });

  test("a merge brings it along: everyone is told, and the calls are owed for both", () => {
    const desk = new PureDesk();
    const quiet = desk.report({ ...reported["suspected-victim"], studentId: "N-1" }).reference;
    desk.type({ [quiet]: { row: { acknowledged: true } } });
    desk.tick(quiet, "call-child-and-family-services", "involve-law-enforcement");
    const { reference } = desk.report({ ...reported.danger, studentId: "N-2" });
    const { dangerSince } = desk.file(reference).row;
    const { change } = desk.type(
      { [reference]: { row: { sameStudentAs: quiet } } },
      "contact@district.example",
      false,
    );
    expect(desk.file(quiet).row).toMatchObject({
      acknowledged: false,
      dangerSince,
      dangerOver: false,
    });
    expect(asksUntilCalled(desk.file(quiet))).toBe(true);
    expect(told(change)).toEqual(
      ["contact", "backup", "lead"].map((name) => `case-raised ${name}@district.example`),
    );
  });
});

function told({ messages }: Pick<Change, "messages">): string[] {
  return messages.map(({ kind, to }) => `${kind} ${to}`);
}
