/** Somebody restores an earlier version of the register: whoever has the cases and the lead are told once what came back, and that ticks are lost. Synthetic people only. */
import { describe, expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/index";
import { playCleanDay, playDay, playedText, start } from "../day/day";
import { submit } from "../day/events";
import { mails } from "../day/look";
import { contact, lead } from "../day/people";

const sent = (studentName: string, studentId: string) =>
  submit({ studentName, studentId, concerns: ["suspected-victim"] });
const wait = { advance: "PT65M" };
describe("a version of before two reports", async () => {
  const out = await playCleanDay([
    sent("Robin Testperson", "730194"),
    wait,
    sent("Rowan Pine", "730195"),
    sent("Ada Fir", "730196"),
    { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" },
    wait,
    { sheet: { restoreVersion: { beforeEvent: 2 } }, as: "lead" },
    wait,
    wait,
  ]);
  const told = mails(out, "tabs-made-again");

  test("is told once to each: whoever has the cases, and the lead", () => {
    const to = told.map((one) => one.to.join());
    expect(to.filter((one) => one === lead)).toHaveLength(1);
    expect(to.filter((one) => one === contact)).toHaveLength(1);
    expect(new Set(to).size).toBe(to.length);
  });

  test("with the references that were given, and those under which the reports came back", () => {
    expect(out.cases.map((one) => one["case"])).toEqual(["26-0001", "26-0004", "26-0005"]);
    for (const { text } of told) {
      expect(text).toContain("An earlier version of the register was restored.");
      expect(text).toContain("What was ticked, typed and noted since that version is lost.");
      const [, gone = "", came = ""] = text.split(/REFERENCES|CASES OPENED/i);
      expect(gone).toMatch(/26-0002[\s\S]*26-0003/);
      expect(came).toMatch(/26-0004[\s\S]*26-0005/);
      expect(text).not.toMatch(/Robin|Rowan|Ada|7301/);
    }
  });
});

test("a day on which nobody restores anything tells nobody of it", async () => {
  const out = await playDay([sent("Robin Testperson", "730194"), wait, wait, wait]);
  expect(mails(out, "tabs-made-again")).toEqual([]);
});

describe("a version of a few minutes before, from which a case is gone", async () => {
  const out = await playCleanDay(
    [
      sent("Robin Testperson", "730194"),
      { advance: "PT65M" },
      sent("Rowan Pine", "730195"),
      { advance: "PT10M" },
      { sheet: { restoreVersion: { beforeEvent: 2 } }, as: "lead" },
      { advance: "PT20M" },
    ],
    {},
    { isEachTick: true },
  );
  const told = mails(out, "tabs-made-again");

  test("is noticed by the next runs, not only by the next sign of life", () => {
    expect(new Set(told.map((one) => one.to.join()))).toContain(lead);
    expect(new Set(told.map((one) => one.to.join())).size).toBe(told.length);
    expect(out.cases.map((one) => one["case"])).toEqual(["26-0001", "26-0003"]);
  });

  test("and the mail does not say of a later case that it came from the Form again", () => {
    for (const { text } of told) {
      expect(text).toContain("26-0002");
      expect(text).toMatch(/taken in again from the Form; new ones may be among them/);
    }
  });
});

describe("a version of a reader's file", async () => {
  const sealed = (studentName: string, studentId: string) => ({
    submit: { ...sent(studentName, studentId).submit, recipientMayBeInvolved: "contact" },
  });
  const { workspace, output: out } = await playedText(
    JSON.stringify({
      start,
      events: [
        sealed("Robin Testperson", "730194"),
        wait,
        sealed("Rowan Pine", "730195"),
        wait,
        { sheet: { restoreVersion: { beforeEvent: 2, register: "sealed" } }, as: "lead" },
        wait,
        wait,
      ],
    }),
  );
  const told = mails(out, "tabs-made-again");

  test("is told once, to its reader alone", () => {
    expect(out.errors).toEqual([]);
    expect(told.flatMap(({ to }) => to)).toEqual([lead]);
    expect(told[0]?.text).toContain("An earlier version of the register was restored.");
    expect(told[0]?.text).toMatch(/26-0002[\s\S]*26-0003/);
  });

  test("its report is back, and nothing of it stands in the script's store", () => {
    expect(out.cases.map((one) => [one["register"], one["case"]])).toEqual([
      ["sealed", "26-0001"],
      ["sealed", "26-0003"],
    ]);
    expect(JSON.stringify(scriptProperties(workspace.store))).not.toMatch(/restored|26-000/);
  });
});
