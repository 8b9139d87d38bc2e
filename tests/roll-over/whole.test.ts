/**
 * A whole roll-over, played through the built script: what is removed, what stays, and that the system continues to work. Made-up people
 * only.
 */

import { describe, expect, test } from "vitest";
import { announceEdit } from "../../scripts/play/acts/edit";
import { editCells } from "../../scripts/workspace/sheets/person";
import { registerNames } from "../../src/ports";
import { reportOn } from "../day/events";
import { caseOf, lines } from "../day/look";
import { admin, contact, lead } from "../day/people";
import {
  files,
  inUse,
  isUnderWay,
  oldDesk,
  open,
  references,
  retired,
  rollOver,
  words,
} from "./stage";

describe("a year later", async () => {
  const day = await oldDesk();
  const before = day.out();
  const { page: dryRun } = open(day);
  const untouched =
    day.out().cases.length === before.cases.length && files(day).length === registerNames.length;
  const page = rollOver(day);
  const after = day.out();

  test("the dry run says by reference what would go, and by reason what stays", () => {
    expect(untouched).toBe(true);
    expect(words(dryRun)).toContain("3 cases would be deleted, 4 would stay");
    expect(words(dryRun)).toContain('["26-0001","2026-09-01"]');
    // One of this year and one on legal hold: which it is, the page does not say.
    expect(words(dryRun)).toContain('["Closed, still to be kept, or on legal hold","2"]');
    expect(words(dryRun)).not.toContain("26-0002");
    expect(words(dryRun)).toContain('["Open or waiting","1"]');
    expect(words(dryRun)).toContain('["Merged with one that stays","1"]');
    expect(words(dryRun)).not.toMatch(/Ash|Birch|Cedar|Fir|Dogwood/);
  });

  test("the open case and what was merged into it stay, the one on hold, and the one of this year", () => {
    expect(references(day)).toEqual(["26-0002", "26-0003", "26-0004", "27-0001"]);
    const kept = (rows: typeof after.checklist) =>
      rows.filter((one) => !/26-000[156]/.test(String(one["case"])));
    expect(after.cases).toEqual(kept(before.cases));
    for (const tab of ["checklist", "reports", "log", "plan", "disclosures"] as const) {
      expect(after[tab], tab).toEqual(kept(before[tab]));
      expect(before[tab].length > 0).toBe(tab === "checklist" || tab === "reports");
    }
    expect(after.contacts).toEqual(before.contacts);
    expect(after.settings).toEqual(before.settings);
    const history = kept(before.activity).filter((one) => one["register"] === "main");
    expect(after.activity.slice(0, history.length)).toEqual(history);
    expect(JSON.stringify(after.cells)).not.toMatch(/Alba|Fay/);
  });

  test("what went is written down by reference and date, once", () => {
    const record = lines(after).filter((line) => /rolled-over|case-went/.test(line));
    expect(record).toEqual([
      `${admin} | rolled-over |  |  | 7 cases | 4 cases`,
      `${admin} | case-went | 26-0001 |  | closed 2026-09-01 | `,
      `${admin} | case-went | 26-0005 |  | closed 2026-09-01 | `,
      `${admin} | case-went | 26-0006 |  | closed 2026-09-01 | `,
      ...Array(registerNames.length - 1).fill(`${admin} | rolled-over |  |  | 0 cases | 0 cases`),
    ]);
  });

  test("the old files lie in the trash, but for the one with a case on hold, and are open to no one else; the new ones are the registers", () => {
    expect(page.title).toBe("Rolled over");
    expect(isUnderWay(day)).toBe(false);
    const old = retired(day);
    expect(old.map(({ name, trashed }) => [name, trashed])).toEqual([
      ["Student safety register (until 2027-09-06), kept for a legal hold", false],
      ["Student safety register (leads) (until 2027-09-06)", true],
      ["Student safety register (lead) (until 2027-09-06)", true],
      ["Student safety register (alternate lead) (until 2027-09-06)", true],
    ]);
    expect(old.flatMap(({ editors, viewers }) => [...editors, ...viewers])).toEqual([]);
    const now = inUse(day);
    expect(now.flatMap(({ appProperties }) => Object.values(appProperties))).toEqual(registerNames);
    expect(now.map(({ linkSharing, writersCanShare }) => [linkSharing, writersCanShare])).toEqual(
      Array(registerNames.length).fill(["none", false]),
    );
    expect(after.access).toEqual(before.access);
    const watched = day
      .triggers()
      .flatMap((trigger) => (trigger.kind === "edit" ? [trigger.spreadsheetId] : []));
    expect(watched).toEqual(now.map(({ id }) => id));
  });

  test("reports, edits and the clock go on; no reference is given twice, and nothing in the Form comes back", () => {
    const form = day.form();
    expect(form.responses).toHaveLength(4);
    // The clock's single run after set-up.
    day.play({ advance: "PT5M" });
    day.sleep("P1D");
    const out = day.playClean(
      reportOn("Gil Gum", "100007"),
      reportOn("Alba Ash", "100001"),
      { edit: { case: "26-0003", set: { acknowledged: true } } },
      { advance: "PT2H" },
    );
    const traces = out.activity.filter(({ what }) => what === "response-deleted");
    expect(traces.length).toBeGreaterThan(0);
    expect(traces.map(({ column }) => column)).not.toContain(form.responses[0]?.id);
    expect(references(day).slice(4)).toEqual(["27-0002", "27-0003"]);
    expect(caseOf(out, "26-0003")).toMatchObject({ acknowledged: true, acknowledgedBy: contact });
    const last = out.inbox.filter(({ case: of }) => of === "27-0002").at(-1);
    expect(last?.text).toContain(day.fileId("main"));
  });

  test("an old file that was kept, or that someone takes out of the trash, is a plain file", () => {
    const [old] = files(day);
    if (old === undefined) throw new Error("no file");
    Object.assign(old, { trashed: false, editors: [lead] });
    const range = { spreadsheetId: old.id, sheetId: 101, row: 2, column: 5, values: [[true]] };
    const outcome = editCells(day.workspace.store, range, admin);
    if ("refused" in outcome) throw new Error(outcome.refused);
    const cases = day.out().cases.length;
    const runs = day.runsOf(() => announceEdit(day.workspace, old.id, outcome.done, admin));
    expect(runs).toEqual([]);
    expect(day.playClean({ advance: "PT1H" }).cases).toHaveLength(cases);
  });
});
