/** Who may act on a case, by role, by their relation to the case, and by what they type (design 2.19). */

import { expect, test } from "vitest";
import { freeTabs } from "../../src/case/load-cases";
import { reconcileRecordRows } from "../../src/casework/record-rows";
import {
  type Around,
  type EditRun,
  mayHandOver,
  refusalOfActing,
} from "../../src/casework/who-may-act-on-a-case";
import type { Column } from "../../src/register/columns";
import { inputColumns } from "../../src/register/row-state";
import { type CaseRow, tabs } from "../../src/register/tabs";
import {
  directoryFor,
  emptyContents,
  type SealedRegister,
} from "../../src/sealed/who-reads-sealed-registers";
import { at, editRunOf, opened } from "../case/cases";
import { PureDesk } from "../case/desk";
import { directoryOf, now, person } from "../district/rows";

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

const contextOf = (name: string, { around = nothingAround, more = {} }: Standing): EditRun =>
  editRunOf({
    directory,
    identity: { runningAs: () => desk },
    who: at(name),
    isLead: ["lead", "alternate", "admin", "desk"].includes(name),
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
  row: { asked: [{ role: "district-admin", at: Date.UTC(2026, 8, 1, 16), email: at(name) }] },
});
const aside = (name: string, more: Standing = {}): Standing => ({
  ...more,
  row: { ...more.row, steppedAside: at(name) },
});
const unlisted: Standing = {
  row: {
    school: "Nowhere Academy",
    told: { role: "district-lead", at: Date.UTC(2026, 7, 1, 16), email: at("lead") },
  },
};
const unknown: Standing = { more: { who: "unknown editor", isLead: null } };
const sealedIn = (register: SealedRegister, names: readonly string[] = []): Standing => {
  const excluded = new Set(names.map(at));
  return {
    more: { register, directory: directoryFor(register, directory, emptyContents), excluded },
  };
};

/** Whether someone may act on a case of North High: who may, and who may not and why. */
const standings: [string, Standing, string, string?, string?][] = [
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
  ["someone is excluded", sealedIn("sealed", ["nora"]), "lead", "nora", "must-not-read"],
  ["Contacts name no one", { more: { directory: directoryOf({ contacts: [] }) } }, "desk", "sam"],
];
const who = (names: string) => names.split(" ").filter((name) => name !== "");
test.each(standings)("%s", (_name, standing, may, mayNot = "", refusal = "not-in-line") => {
  const found = [...who(may), ...who(mayNot)].map((name) => {
    return [name, refusalOfActing(rowOf(standing), contextOf(name, standing))];
  });
  expect(found).toEqual([
    ...who(may).map((name) => [name, null]),
    ...who(mayNot).map((name) => [name, refusal]),
  ]);
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
  const can = (name: string) => mayHandOver(rowOf(standing), contextOf(name, standing));
  expect(who(may).filter((name) => !can(name))).toEqual([]);
  expect(who(mayNot).filter(can)).toEqual([]);
});

/** Something that can be typed there. */
function typeable({ type }: Column) {
  if (type === "checkbox") return true;
  if (type.startsWith("date")) return now - 60_000;
  return type === "list" ? ["26-0001"] : "x";
}

test("whatever another school's contact types on a case and its steps is undone, with a note", () => {
  const inputs = [tabs.cases.columns, tabs.checklist.columns].flatMap((columns, tab) =>
    inputColumns(columns).map((column) => [tab === 0, column] as const),
  );
  for (const [isOfCase, column] of inputs) {
    const pure = new PureDesk();
    const { reference } = pure.report({ concerns: ["suspected-victim"], immediateDanger: "yes" });
    const cell = { [column.key]: typeable(column) };
    const acts = { [String(pure.file(reference).acts[0]?.row)]: cell };
    const typing = isOfCase ? { row: cell } : { acts };
    const { change } = pure.type({ [reference]: typing }, "south@district.example", false);
    const note = change.update.find(({ notes }) => notes?.[column.key])?.notes?.[column.key];
    expect([column.key, note]).toEqual([column.key, expect.stringMatching(/^Undone/)]);
    expect(change.activity.map(({ what }) => what)).toContain("edit-put-back");
  }
});

test.each(["not-in-line", "stepped-aside", null] as const)(
  "every input of a row of Plan, Log, Disclosures and Reports, of someone for whom the rule says %s",
  (refusal) => {
    for (const tab of [...freeTabs, "reports"] as const) {
      for (const column of inputColumns(tabs[tab].columns)) {
        const { key } = column;
        const typed = { [key]: key === "case" ? "26-0007" : typeable(column) };
        const accepted = JSON.stringify(key === "case" ? {} : { case: "26-0007" });
        const values = { case: "26-0007", ...typed, accepted };
        const cells = { row: "r1", case: "26-0007", [key]: "typed" };
        const rows = [{ index: 5, key: "r1", values, cells }];
        const run = editRunOf({ who: at("sam") });
        const found = reconcileRecordRows(tab, { rows, keyless: [] }, () => refusal, run);
        const isUndone = refusal !== null;
        const { notes = {} } = found.change.update[0] ?? {};
        expect([tab, key, key in notes]).toEqual([tab, key, isUndone]);
        const undone = found.typed.get("26-0007")?.undone ?? [];
        expect(undone).toEqual(isUndone ? [`${tab}.${key}`] : []);
      }
    }
  },
);
