/** Who may act on a case, by role, by their relation to the case, and by what they type (design 2.19). */

import { expect, test } from "vitest";
import { undoReasonWords } from "../../src/case/facts/why-edits-are-undone";
import { freeTabs } from "../../src/case/load-cases";
import { type CaseRow, caseEntries, type RuleOf } from "../../src/case/tabs/case-tabs";
import { reconcileCase } from "../../src/casework/accept-or-undo-edits";
import { reconcileRecordRows } from "../../src/casework/record-rows";
import {
  type Around,
  type DeedId,
  deeds,
  type Standing as Editor,
  type EditRun,
  refusalOf,
  refusalOfActing,
  refusalOfMoving,
} from "../../src/casework/who-may-act-on-a-case";
import type { Column } from "../../src/register/columns";
import { acceptedText, inputColumns } from "../../src/register/row-state";
import type { SealedRegister } from "../../src/sealed/who-reads-sealed-registers";
import { directoryFor, emptyContents } from "../../src/sealed/who-reads-sealed-registers";
import { tabs } from "../../src/tabs";
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
    // A lead who is nothing else.
    person("district lead", "", at("chief")),
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
    isLead: ["lead", "chief", "alternate", "admin", "desk"].includes(name),
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
  const can = (name: string) =>
    refusalOfMoving(rowOf(standing), contextOf(name, standing)) === null;
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

// The table of who may do what, by hand, against the one in the source and against what becomes of an edit.

/** Someone who stands to the case in this way alone. */
const people: Readonly<Record<Editor, readonly [name: string, Standing]>> = {
  unnamed: ["anybody", unknown],
  responsible: ["sam", assigned],
  contact: ["bo", theirs],
  "further-contact": ["sue", handed],
  asked: ["stranger", askedNow("stranger")],
  lead: ["chief", theirs],
  alternate: ["alternate", theirs],
  admin: ["admin", theirs],
  account: ["desk", theirs],
  another: ["sam", theirs],
};

/** What is typed, on which row. */
const typing: Readonly<Record<DeedId, readonly [typed: Partial<CaseRow>, row?: Partial<CaseRow>]>> =
  {
    act: [{ student: "Rowan Pine" }],
    move: [{ school: "East High" }],
    "decide-as-lead": [{ leadAgreed: true }],
    "lift-legal-hold": [{ legalHold: false }, { legalHold: true }],
    "set-another-aside": [{ steppedAside: at("nora") }],
    "give-back": [{ steppedAside: null }, { steppedAside: at("eve") }],
    "close-sealed": [{ release: true }],
  };

/** x: may. In the order of `deeds`. */
const mays = `
  unnamed         x x x - x - -
  responsible     x x - - - - x
  contact         x x - - - - x
  further-contact x - - - - - x
  asked           x - - - - - x
  lead            x x x x x x x
  alternate       x x x x x x x
  admin           - - x - x x x
  account         - - x - x x x
  another         - - - - - - x`;
const cells = mays
  .trim()
  .split("\n")
  .flatMap((line) => {
    const [editor = "", ...marks] = line.trim().split(/\s+/);
    return Object.entries(deeds).map(([deed, { refusal }], at) => {
      // The casts hold: the names are those of the source, or a lookup below fails.
      return [editor as Editor, deed as DeedId, marks[at] === "x" ? null : refusal] as const;
    });
  });

test.each(cells)("%s: %s", (editor, deed, expected) => {
  const [name, standing] = people[editor];
  const [typed, more = {}] = typing[deed];
  const register = deed === "close-sealed" ? "sealed" : "main";
  const run = contextOf(name, { ...standing, more: { ...standing.more, register } });
  const row = { ...rowOf(standing), ...more };
  expect(refusalOf(deed, row, run)).toBe(expected);
  if (refusalOfActing(row, run) !== null) return;
  const { columns } = tabs.cases;
  const now = { ...row, ...typed, accepted: acceptedText(columns, row) };
  const found = reconcileCase({ file: { row: now, acts: [] }, cells: new Map() }, run).weighed;
  expect(found).toHaveLength(1);
  // Who may release a sealed case still has to write why.
  const others = deed === "close-sealed" ? ["release-reason-needed"] : [null];
  expect(expected === null ? others : [expected]).toContain(found[0]?.refusal);
});

/** The rules that ask for it; "act" and "decide-as-lead" are asked whatever the rule. */
const rulesOf: Readonly<Record<DeedId, readonly RuleOf<"cases">[]>> = {
  act: [],
  move: ["school-of-district", "school-that-has-it"],
  "decide-as-lead": [],
  "lift-legal-hold": ["lifted-by-lead"],
  "set-another-aside": ["who-steps-aside"],
  "give-back": ["who-steps-aside"],
  "close-sealed": ["status-that-fits", "who-agrees", "release-of-sealed"],
};
/** The inputs whose rules ask for it. */
const asking = (deed: DeedId) =>
  caseEntries().flatMap((entry) =>
    "rule" in entry && rulesOf[deed].some((rule) => rule === entry.rule) ? [entry] : [],
  );
/** Who may do it. Whoever Google names is "another" too. */
const mayDo = (deed: DeedId): readonly Editor[] => {
  const may: readonly Editor[] = deeds[deed].may;
  const all = Object.keys(people) as Editor[];
  return all.filter((one) => may.includes(one) || (one !== "unnamed" && may.includes("another")));
};

test("each input asks for what the table says, and headers and refusals name the same people", () => {
  const who = (deed: DeedId) => [...deeds[deed].may].filter((one) => one !== "unnamed").join(" ");
  const words = undoReasonWords();
  const noteOf = (key: string) => tabs.cases.columns.find((one) => one.key === key)?.note ?? "";
  const leads = "lead alternate";
  const said: readonly [DeedId, people: string, words: RegExp, columns: string][] = [
    [
      "decide-as-lead",
      `${leads} admin account`,
      /only the district lead or an admin/i,
      "parentOverruledBy withdrawFactor leadAgreed",
    ],
    ["lift-legal-hold", leads, /only the district lead or the alternate lead/i, "legalHold"],
    [
      "move",
      `responsible contact ${leads}`,
      /only someone at the school that has th(e|is) case, or the district lead, can move it/i,
      "school",
    ],
    [
      "give-back",
      `${leads} admin account`,
      /only the lead gives (the|a) case back/i,
      "steppedAside",
    ],
    [
      "set-another-aside",
      `${leads} admin account`,
      /step aside only for yourself/i,
      "steppedAside",
    ],
  ];
  for (const [deed, may, pattern, columns] of said) {
    expect([deed, who(deed)]).toEqual([deed, may]);
    for (const text of [words[deeds[deed].refusal], ...columns.split(" ").map(noteOf)]) {
      expect(text).toMatch(pattern);
    }
  }
  expect(words[deeds.act.refusal]).toMatch(/They write your address in “Assigned to”/);
  expect(words[deeds["close-sealed"].refusal]).toMatch(/^Google did not say who typed this/);
  expect(
    Object.fromEntries(
      Object.keys(deeds).map((deed) => [deed, asking(deed as DeedId).map(({ key }) => key)]),
    ),
  ).toEqual({
    act: [],
    move: ["school", "handedTo"],
    "decide-as-lead": [],
    "lift-legal-hold": ["legalHold"],
    "set-another-aside": ["steppedAside"],
    "give-back": ["steppedAside"],
    "close-sealed": ["status", "leadAgreed", "release"],
  });
});

// The picture of it for people: docs/security/who-may-do-what.md. `npx vitest run tests/casework/may-act.test.ts -u` writes it again.

const editorWords: Readonly<Record<Editor, string>> = {
  responsible: "who is responsible for it, also by *Assigned to*",
  contact: "contact or backup of the school that has it",
  "further-contact": "of a school to which it is handed, or that a report names",
  asked: "whom the system told or asked",
  lead: "district lead",
  alternate: "alternate lead",
  admin: "district admin",
  account: "the account that runs the system",
  another: "anyone else who may open the register",
  unnamed: "Google does not say who typed",
};
const deedWords: Readonly<Record<DeedId, string>> = {
  act: "act",
  move: "move to a school",
  "decide-as-lead": "decide as lead",
  "lift-legal-hold": "lift a legal hold",
  "set-another-aside": "set another aside",
  "give-back": "give back",
  "close-sealed": "close or release a sealed case",
};

test("the page for people shows the table", async () => {
  const deedIds = Object.keys(deeds) as DeedId[];
  const names = (columns: readonly { readonly header: string }[]) =>
    columns.map(({ header }) => `*${header}*`).join(", ");
  const inputsOf: Partial<Record<DeedId, string>> = {
    act: "every input of Cases, Checklist, Plan, Reports and Disclosures",
    "decide-as-lead": names(tabs.cases.columns.filter(({ editableBy }) => editableBy === "lead")),
  };
  const row = (marks: readonly string[]) => `|${marks.join("|")}|`;
  const table = [
    row(["who", ...deedIds.map((deed) => deedWords[deed])]),
    row(["---", ...deedIds.map(() => ":---:")]),
    ...Object.entries(editorWords).map(([editor, words]) =>
      row([
        words,
        ...deedIds.map((deed) => (mayDo(deed).some((one) => one === editor) ? "yes" : "")),
      ]),
    ),
  ];
  const deedLines = deedIds.map(
    (deed) => `- **${deedWords[deed]}**: ${inputsOf[deed] ?? names(asking(deed))}.`,
  );
  const page = `# Who may do what on a case

This page is made from the table by which the script decides (\`src/casework/who-may-act-on-a-case.ts\`). Who stands in several rows may do what any of them allows; who must not read the file, or has stepped aside, nothing. Only someone who may act does the rest. Anything else is undone, and a note on the cell says whom to ask.

${table.join("\n")}

${deedLines.join("\n")}
`;
  await expect(page).toMatchFileSnapshot("../../docs/security/who-may-do-what.md");
});
