/** Who may act on a case: role, how they stand to the case, and what they type (design 2.19). */

import { describe, expect, test } from "vitest";
import { freeTabs, reconcileRecordRows } from "../../src/case/edits/record-rows";
import {
  type Around,
  type EditRun,
  mayHandOver,
  refusalOfActing,
} from "../../src/case/edits/who-may-act";
import {
  directoryFor,
  emptyContents,
  type SealedRegister,
} from "../../src/district/sealed-readers";
import type { RawCell } from "../../src/ports";
import type { Column } from "../../src/register/columns";
import type { TabSnapshot } from "../../src/register/read/snapshot";
import { inputColumns } from "../../src/register/row-state";
import { type CaseRow, caseColumns, checklistColumns, tabs } from "../../src/register/tabs";
import { directoryOf, now, person } from "../district/rows";
import { editRunOf, opened } from "./cases";
import { PureDesk } from "./desk";

const at = (name: string) => `${name}@district.example`;
const directory = directoryOf({
  schools: [{ school: "North High" }, { school: "South Middle" }, { school: "East High" }],
  contacts: [
    person("designated contact", "North High", at("nora"), { awayFrom: "2026-08-01" }),
    person("backup contact", "North High", at("bo")),
    person("designated contact", "South Middle", at("sam")),
    person("backup contact", "South Middle", at("sue")),
    // The contact of two schools, and a lead who is another school's contact besides.
    person("designated contact", "East High", at("Eve")),
    person("designated contact", "North High", at("eve")),
    person("designated contact", "East High", at("lead")),
    person("backup contact", "", at("all")),
    person("district lead", "", at("lead")),
    person("alternate lead", "", at("alternate")),
    person("district admin", "", at("admin")),
  ],
});
const nothingAround: Around = { schools: [], asked: [] };
const desk = at("desk");

interface Standing {
  readonly row?: Partial<CaseRow>;
  readonly around?: Around;
  readonly more?: Partial<EditRun>;
}

const contextOf = (who: string, { around = nothingAround, more = {} }: Standing): EditRun =>
  editRunOf({
    directory,
    identity: { runningAs: () => desk },
    who: at(who),
    isLead: ["lead", "alternate", "admin", "desk"].includes(who),
    around: () => around,
    ...more,
  });

const rowOf = ({ row = {} }: Standing): CaseRow =>
  opened({ directory, contact: at("nora"), row: { school: "North High", ...row } }).row;

const theirs = {};
const assigned: Standing = { row: { assignedTo: at("sam") } };
const handed: Standing = { row: { handedTo: "south middle" } };
const received: Standing = { row: { handedTo: "South Middle", handedAt: now } };
const reported: Standing = { around: { schools: ["SOUTH MIDDLE"], asked: [] } };
const askedNow = (name: string): Standing => ({ around: { schools: [], asked: [at(name)] } });
const askedOnce = (name: string): Standing => ({
  row: { asked: [`district-admin 2026-09-01T16:00:00.000Z ${at(name)}`] },
});
const aside = (name: string, more: Standing = {}): Standing => ({
  ...more,
  row: { ...more.row, steppedAside: at(name) },
});
const unlisted: Standing = {
  row: { school: "Nowhere Academy", told: `district-lead 2026-08-01T16:00:00.000Z ${at("lead")}` },
};
const unknown: Standing = { more: { who: "unknown editor", isLead: null } };
const sealedIn = (register: SealedRegister): Standing => ({
  more: { register, directory: directoryFor(register, directory, emptyContents) },
});

describe("may someone act on a case of North High", () => {
  test.each<readonly [string, string, Standing, ReturnType<typeof refusalOfActing>]>([
    ["its contact, who is away", "nora", theirs, null],
    ["its backup", "bo", theirs, null],
    ["the contact of two schools", "eve", theirs, null],
    ["a backup of the whole district", "all", theirs, null],
    ["the lead", "lead", theirs, null],
    ["the alternate lead", "alternate", theirs, null],
    ["the admin", "admin", theirs, "not-in-line"],
    ["the account that runs", "desk", theirs, "not-in-line"],
    ["another school's contact", "sam", theirs, "not-in-line"],
    ["another school's backup", "sue", theirs, "not-in-line"],
    ["someone who is not in Contacts", "stranger", theirs, "not-in-line"],

    ["whoever it is assigned to", "sam", assigned, null],
    ["their backup", "sue", assigned, "not-in-line"],
    ["the contact of the school to which it is handed", "sam", handed, null],
    ["the backup there", "sue", handed, null],
    ["whoever handed it, once it was received", "nora", received, null],
    ["the contact of a school that a report or a merged case names", "sam", reported, null],
    ["the backup there, too", "sue", reported, null],
    ["the admin, whom a message asks", "admin", askedNow("admin"), null],
    ["the admin, who was asked long ago", "admin", askedOnce("admin"), null],
    ["the account that runs, whom a message asks", "desk", askedNow("desk"), null],
    ["another, where the admin was asked", "sam", askedNow("admin"), "not-in-line"],

    ["its contact, who stepped aside", "nora", aside("nora"), "stepped-aside"],
    ["the lead, who stepped aside", "lead", aside("lead"), "stepped-aside"],
    [
      "whoever it is assigned to, who stepped aside",
      "sam",
      aside("sam", assigned),
      "stepped-aside",
    ],
    ["someone asked, who stepped aside", "sam", aside("sam", askedNow("sam")), "stepped-aside"],
    ["its backup, where the contact stepped aside", "bo", aside("nora"), null],

    ["of a school that is not listed: whoever was told", "lead", unlisted, null],
    ["of a school that is not listed: a contact who was not", "nora", unlisted, "not-in-line"],
    [
      "of a school that is not listed: a contact who was asked",
      "sam",
      { ...unlisted, ...askedNow("sam") },
      null,
    ],
    ["someone whom Google does not name", "anybody", unknown, null],

    ["a reader of the sealed register", "lead", sealedIn("sealed"), null],
    ["the school's backup, in a sealed register", "bo", sealedIn("sealed"), "not-in-line"],
    ["the alternate lead there", "alternate", sealedIn("sealed"), null],
    ["the alternate lead, in the lead's", "alternate", sealedIn("sealed-lead"), "not-in-line"],
    ["the account that runs, in a sealed register", "desk", sealedIn("sealed"), "not-in-line"],
    [
      "someone excluded",
      "nora",
      { more: { ...sealedIn("sealed").more, excluded: new Set([at("nora")]) } },
      "must-not-read",
    ],
  ])("%s", (_, who, standing, expected) => {
    expect(refusalOfActing(rowOf(standing), contextOf(who, standing))).toBe(expected);
  });

  test("if Contacts name no one, the account that runs, and no one else", () => {
    const empty = directoryOf({ contacts: [] });
    const of = (who: string) =>
      refusalOfActing(rowOf({}), contextOf(who, { more: { directory: empty } }));
    expect([of("desk"), of("sam")]).toEqual([null, "not-in-line"]);
  });

  test("nothing more is read for someone whom Contacts or the row name", () => {
    const around = () => {
      throw new Error("read");
    };
    for (const who of ["nora", "bo", "lead", "all"])
      expect(refusalOfActing(rowOf({}), contextOf(who, { more: { around } }))).toBeNull();
  });
});

describe("may someone hand it to another school", () => {
  test.each<readonly [string, string, Standing, boolean]>([
    ["its contact", "nora", theirs, true],
    ["its backup", "bo", theirs, true],
    ["the lead", "lead", theirs, true],
    ["the contact of a school that a report names", "sam", reported, false],
    ["the contact of the school to which it is handed", "sam", handed, false],
    ["the contact of the school that received it", "sam", received, true],
    ["the backup there", "sue", received, true],
    ["the contact who handed it over", "nora", received, false],
    ["whoever it is assigned to", "sam", assigned, true],
    ["anyone asked, of a school that is not listed", "sam", unlisted, true],
    ["someone whom Google does not name", "anybody", unknown, true],
  ])("%s", (_, who, standing, expected) => {
    expect(mayHandOver(rowOf(standing), contextOf(who, standing))).toBe(expected);
  });
});

describe("of a case and its acts", () => {
  test.each([
    ["another school's contact", "south@district.example", false],
    ["its own contact", "contact@district.example", true],
  ])("every input, typed by %s", (_, who, isAccepted) => {
    const valueFor = (column: Column) => {
      if (column.type === "checkbox") return true;
      if (column.type.startsWith("date")) return now - 60_000;
      return column.type === "list" ? ["26-0001"] : "x";
    };
    const inputs = [
      ...inputColumns(caseColumns()).map((column) => ["cases", column] as const),
      ...inputColumns(checklistColumns()).map((column) => ["checklist", column] as const),
    ];
    const accepted: string[] = [];
    for (const [tab, column] of inputs) {
      const pure = new PureDesk();
      const { reference } = pure.report({ concerns: ["suspected-victim"], immediateDanger: "yes" });
      const [act] = pure.file(reference).acts;
      const cell = { [column.key]: valueFor(column) };
      const typing = tab === "cases" ? { row: cell } : { acts: { [String(act?.row)]: cell } };
      const { change } = pure.type({ [reference]: typing }, who, false);
      const put = change.activity.filter(({ what }) => what === "edit-put-back");
      if (put.length === 0) accepted.push(column.key);
      else if (!isAccepted) {
        const { notes = {} } = change.update.find((one) => one.notes?.[column.key]) ?? {};
        expect([column.key, notes[column.key]]).toEqual([
          column.key,
          expect.stringMatching(/^Undone/),
        ]);
      }
    }
    if (isAccepted)
      expect(accepted).toEqual(
        expect.arrayContaining(["acknowledged", "dangerOver", "done", "notes"]),
      );
    else expect(accepted).toEqual([]);
  });
});

describe("of a row in", () => {
  const refusals = ["not-in-line", "stepped-aside", null] as const;
  const typedIn = (tab: (typeof freeTabs)[number] | "reports", column: Column): TabSnapshot => {
    const value = column.type === "checkbox" ? true : column.type.startsWith("date") ? now : "x";
    const cells: Record<string, RawCell> = { [column.key]: value, row: "r1", case: "26-0007" };
    const accepted = JSON.stringify(column.key === "case" ? {} : { case: "26-0007" });
    const values = { case: "26-0007", [column.key]: value, accepted };
    const row = {
      index: 5,
      key: "r1",
      values: column.key === "case" ? { ...values, case: "26-0007" } : values,
      cells,
    };
    const [positions, head, keyless] = [new Map() as never, [], []];
    const rest = { title: tab, columnCount: 9, whole: true, bookmark: null };
    return { tab, positions, head, keyless, rows: [row], ...rest };
  };
  const inputs = ([...freeTabs, "reports"] as const).flatMap((tab) =>
    inputColumns(tabs[tab].columns).map((column) => [tab, column] as const),
  );

  test.each(refusals)("every input, of someone for whom the rule says %s", (refusal) => {
    for (const [tab, column] of inputs) {
      const run = editRunOf({ who: at("sam") });
      const { change, typed } = reconcileRecordRows(tab, typedIn(tab, column), () => refusal, run);
      const isUndone = refusal !== null;
      expect([tab, column.key, column.key in (change.update[0]?.notes ?? {})]).toEqual([
        tab,
        column.key,
        isUndone,
      ]);
      expect(typed.get("26-0007")?.undone ?? []).toEqual(isUndone ? [`${tab}.${column.key}`] : []);
    }
  });
});
