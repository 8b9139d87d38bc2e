/** Who may act on a case, by role, by their relation to the case, and by what they type (design 2.19). */

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

/** Whether someone may act on a case of North High: who may, and who may not and why. */
const standings: readonly (readonly [string, Standing, string, string?, string?])[] = [
  // Its contact (away), its backup, the contact of two schools, a backup of the district, both leads; not admin, other schools, strangers.
  ["it is theirs", theirs, "nora bo eve all lead alternate", "admin desk sam sue stranger"],
  ["it is assigned to sam", assigned, "sam nora", "sue"],
  ["it is handed to a school", handed, "sam sue nora"],
  ["it was received there", received, "sam sue nora"],
  ["a report or a merged case names a school", reported, "sam sue"],
  ["a message asks the admin", askedNow("admin"), "admin", "sam"],
  ["a message asks the account that runs", askedNow("desk"), "desk"],
  ["the admin was asked long ago", askedOnce("admin"), "admin"],
  ["its contact stepped aside", aside("nora"), "bo", "nora", "stepped-aside"],
  ["the lead stepped aside", aside("lead"), "bo", "lead", "stepped-aside"],
  ["the assignee stepped aside", aside("sam", assigned), "bo", "sam", "stepped-aside"],
  ["someone asked stepped aside", aside("sam", askedNow("sam")), "bo", "sam", "stepped-aside"],
  ["its school is not listed", unlisted, "lead", "nora"],
  ["its school is not listed, and sam was asked", { ...unlisted, ...askedNow("sam") }, "sam"],
  ["Google names no one", unknown, "anybody"],
  ["it is sealed", sealedIn("sealed"), "lead alternate", "bo desk"],
  ["it is in the lead's register", sealedIn("sealed-lead"), "lead", "alternate"],
  [
    "someone is excluded",
    { more: { ...sealedIn("sealed").more, excluded: new Set([at("nora")]) } },
    "lead",
    "nora",
    "must-not-read",
  ],
  ["Contacts name no one", { more: { directory: directoryOf({ contacts: [] }) } }, "desk", "sam"],
];
test.each(
  standings.map(([name, standing, may, mayNot = "", refusal = "not-in-line"]) => {
    return { name, standing, may, mayNot, refusal };
  }),
)("$name", ({ standing, may, mayNot, refusal }) => {
  const all = [...may.split(" "), ...mayNot.split(" ")].filter((who) => who !== "");
  const found = all.map((who) => [who, refusalOfActing(rowOf(standing), contextOf(who, standing))]);
  expect(found).toEqual(all.map((who) => [who, may.split(" ").includes(who) ? null : refusal]));
});

test("nothing more is read for someone whom Contacts or the row name", () => {
  const around = () => {
    throw new Error("read");
  };
  for (const who of ["nora", "bo", "lead", "all"])
    expect(refusalOfActing(rowOf({}), contextOf(who, { more: { around } }))).toBeNull();
});

test.each<readonly [string, Standing, may: string, mayNot: string]>([
  ["it is theirs", theirs, "nora bo lead", ""],
  ["a report names a school", reported, "", "sam"],
  ["it is handed to a school", handed, "", "sam"],
  ["it was received there", received, "sam sue", "nora"],
  ["it is assigned to sam", assigned, "sam", ""],
  ["its school is not listed", unlisted, "sam", ""],
  ["Google names no one", unknown, "anybody", ""],
])("who hands it to another school where %s", (_, standing, may, mayNot) => {
  const of = (names: string) =>
    names
      .split(" ")
      .filter((who) => who !== "")
      .map((who) => mayHandOver(rowOf(standing), contextOf(who, standing)));
  expect([...new Set(of(may)), ...new Set(of(mayNot))]).toEqual([
    ...(may === "" ? [] : [true]),
    ...(mayNot === "" ? [] : [false]),
  ]);
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
