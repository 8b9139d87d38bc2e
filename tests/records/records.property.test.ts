/** Who sees which column in a printed record. What a record leaves out appears nowhere in it, for any recipient and any content. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyAct, emptyCase } from "../../src/case/facts/case-file";
import type { Kind } from "../../src/case/tabs/case-columns";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { say } from "../../src/protocol/wording";
import { caseRecord } from "../../src/records/printed-record";
import { audienceOfRecipient } from "../../src/records/when-counsel-decides";
import type { Audience, PutIn, Reader, RecordRows } from "../../src/records/who-sees-what-printed";
import { kindsTold, leftOutWords, putIns, sees } from "../../src/records/who-sees-what-printed";
import type { RowValues, TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { pacific } from "../district/rows";

const printed = ["cases", "checklist", "plan", "log", "disclosures", "reports"] as const;
/** Whoever reads one; the table of what each sees has no other. */
const audiences = "own counsel investigator court student school family other".split(
  " ",
) as Audience[];

/** Text columns, each with a word that stands nowhere else. */
const textsOf = (tab: TabId) =>
  tabs[tab].columns.filter(({ type, key }) => /text|list/.test(type) && !/^(case|act)$/.test(key));
const mark = (tab: TabId, key: string) => `Word${tab}${key}word`;
const marked = (tab: TabId): RowValues =>
  Object.fromEntries(
    textsOf(tab).map(({ key, type }) => [key, type === "list" ? [mark(tab, key)] : mark(tab, key)]),
  );

/** The step is no mandated report and no district's own: what its columns tell is all that it tells. */
const rows: RecordRows = {
  file: {
    row: {
      ...emptyCase(),
      ...marked("cases"),
      asked: [],
      protocolVersion: "marin-2019 2019-03-01",
    },
    acts: [{ ...emptyAct(), ...marked("checklist"), act: "co-create-action-plan", state: "done" }],
  },
  plan: [marked("plan")],
  log: [marked("log")],
  disclosures: [{ ...marked("disclosures"), ground: "other" }],
  reports: [{ ...marked("reports"), response: "r-1" }],
  activity: [],
};

const reader: fc.Arbitrary<Reader> = fc.record({
  audience: fc.constantFrom(...audiences),
  putIn: fc.subarray<PutIn>([...putIns]),
});

test("each column is in the record exactly where the table says so", () => {
  fc.assert(
    fc.property(reader, (one) => {
      const page = JSON.stringify(caseRecord(rows, one, [], pacific));
      for (const tab of printed) {
        for (const { key } of textsOf(tab)) {
          // These two are shown in words of the pack.
          if (/^(protocolSteps|protocolVersion|asked)$/.test(key)) continue;
          expect(page.includes(mark(tab, key)), `${tab}.${key}`).toBe(
            sees(one, kindsTold(tab, key)),
          );
        }
      }
    }),
  );
});

const step = (act: string, more: RowValues) => {
  return { ...emptyAct(), act, row: `26-0001 ${act}`, state: "done", ...more };
};
const duty = step("call-child-and-family-services", {
  doneBy: "bo@district.example",
  agencyPerson: "Alex Agency",
  agencyReference: "REF-7781",
  call: "Town Child Welfare (415) 555-0111",
});
const weighed = step("law-enforcement-investigation", {
  doneBy: "cam@district.example",
  agencyPerson: "Det. Ruiz",
  notes: "They search a phone",
});
const line = (entry: string, what: string, column: string, to: string): RowValues => {
  const common = { at: 1_788_278_400_000, who: "bo@district.example", from: "" };
  return { ...common, entry, what, column, to };
};
const told26: RecordRows = {
  ...rows,
  file: {
    row: {
      ...rows.file.row,
      notes: "Pat Reporter saw it; Alex Agency has REF-7781, and so has Det. Ruiz.",
    },
    acts: [duty, weighed] as RecordRows["file"]["acts"],
  },
  log: [
    { what: "Told the Town Child Welfare more" },
    { act: "law-enforcement-investigation", what: "Nothing new of it" },
  ],
  disclosures: [{ agency: "Town Child Welfare", what: "Asked back", ground: "mandated-report" }],
  reports: [{ response: "r-1", reporterName: "Pat Reporter", facts: "Seen twice." }],
  activity: [
    line(`k-1 ${duty.row}`, "edited", "agencyReference", "(text)"),
    line("k-2", "danger-reported", "", ""),
    line("k-3", "level-raised", "level", "suspected-victim"),
  ],
};

/** What each kind would be seen by. */
const traces = {
  mandatedReports:
    /bo@district|Alex|REF-7781|Town Child|Agency's reference \||(?<!Told to |a)agency's reference: t/i,
  reporters: /Pat Reporter|\bPat\b/,
  reports: /Seen twice|Immediate danger was reported|What was reported/,
  inside: /Ruiz|search a phone|Nothing new of it|Asked back|level rose/i,
} as const;

test("whoever and whatever is left out is in no part of it: steps, log, disclosures, history, notes", () => {
  fc.assert(
    fc.property(reader, (one) => {
      const page = JSON.stringify(caseRecord(told26, one, [], pacific));
      for (const kind of ["mandatedReports", "reporters", "reports", "inside"] as const) {
        if (!sees(one, [kind])) expect(page, `${one.audience}: ${kind}`).not.toMatch(traces[kind]);
      }
    }),
  );
  const own = JSON.stringify(caseRecord(told26, { audience: "own", putIn: [] }, [], pacific));
  for (const kind of ["mandatedReports", "reports", "inside"] as const) {
    expect(own).toMatch(traces[kind]);
  }
});

test("what is left out is listed by kind, in the same words for every case", () => {
  const counsel = leftOutWords({ audience: "counsel", putIn: ["reports"] }, marin2019());
  expect(counsel).toEqual([
    expect.stringMatching(/^The mandated reports: /),
    expect.stringMatching(/^Who reported\. .*PC 11167\(d\)/),
  ]);
  expect(leftOutWords({ audience: "own", putIn: ["reporters"] }, marin2019())).toEqual([]);
});

test("no tick gives family, the student or anyone else outside what the table keeps from them", () => {
  const putIn = putIns;
  const never = (kind: Kind) => audiences.filter((audience) => !sees({ audience, putIn }, [kind]));
  expect(never("inside")).toEqual(["family", "other"]);
  expect(never("course")).toEqual(["family", "other"]);
  expect(never("reports")).toEqual([]);
  expect(never("mandatedReports")).toEqual(["school", "family", "other"]);
  expect(never("reporters")).toEqual(["student", "school", "family", "other"]);
  // Nor do columns of the case that repeat what reports say.
  const ofReports = tabs.cases.columns.filter(({ header }) => /^Report(s|ers) say/.test(header));
  expect(ofReports.length).toBeGreaterThan(2);
  for (const { key } of ofReports) {
    expect(sees({ audience: "counsel", putIn: [] }, kindsTold("cases", key)), key).toBe(false);
  }
});

test.each([
  ["", "", null],
  ["", "family", null],
  ["", "own", "own"],
  ["The district's own file", "", "own"],
  ["Records office", "own", "own"],
  ["Dana Testperson, mother", "own", "family"],
  ["County counsel", "own", "counsel"],
  ["County counsel", "", "counsel"],
  ["Marin Child and Family Services", "", "investigator"],
  ["Detective Ruiz, Town Police", "", "investigator"],
  ["The student's parent", "", "family"],
  ["Attorney for the mother", "counsel", "family"],
  ["Dana Testperson", "", "family"],
  ["Dana Testperson", "other", "other"],
  ["The student, Robin Testperson", "student", "student"],
  ["The student's mother", "student", "family"],
  ["The student", "", "family"],
  ["Counselor Kim", "", "family"],
  ["Superior Court", "", "family"],
  ["Superior Court", "court", "court"],
  ["Oak High, registrar", "school", "school"],
  ["Oak High, for the mother", "school", "family"],
])("%j, chosen %j, is a record for: %s", (recipient, stated, audience) => {
  expect(audienceOfRecipient(recipient, stated, marin2019())).toBe(audience);
});

/** A case that a bare row tells of, with as much as anyone could write in it besides what is the student's. */
test("for family, nothing but who the student is: any two cases of one student print alike", () => {
  const plain = { student: "Robin Testperson", studentId: "S-100", grade: "10", school: "North" };
  const open = { ...plain, opened: 1_788_278_400_000, protocolVersion: "marin-2019 2019-03-01" };
  const bare = { ...emptyCase(), ...open };
  const none = { reports: [], plan: [], log: [], disclosures: [], activity: [] };
  const full: RecordRows["file"]["row"] = { ...told26.file.row, ...open, countyOfResidence: null };
  const people = [{ email: "bo@district.example", name: "Robin Bo", role: "designated-contact" }];
  for (const audience of ["family", "other"] as const) {
    const one = { audience, putIn: [] };
    const page = (rows: RecordRows) =>
      JSON.stringify(caseRecord(rows, one, people as never, pacific));
    const merged = { ...told26.file, row: full, merged: [full] };
    expect(page({ ...told26, file: merged })).toBe(
      page({ ...none, file: { row: bare, acts: [] } }),
    );
  }
});

test("the step of each mandated report, with who did it, is in no record from which they are left out", () => {
  const pack = marin2019();
  const duties = pack.acts.filter(({ duty: isDuty }) => isDuty);
  expect(duties.map(({ role }) => role)).toContain("first-call");
  expect(duties.length).toBeGreaterThan(2);
  for (const { id, name } of duties) {
    const acts = [step(id, { doneBy: "bo@district.example", state: "done" })];
    const file = { ...rows.file, acts } as RecordRows["file"];
    const page = (putIn: readonly PutIn[]) =>
      JSON.stringify(caseRecord({ ...rows, file }, { audience: "counsel", putIn }, [], pacific));
    expect(page([]), id).not.toMatch(/bo@district/);
    expect(page([]), id).not.toContain(`"${say(name)}"`);
    expect(page(["mandatedReports"]), id).toContain("bo@district.example");
  }
});

test("who is left out of a merged case is named nowhere either", () => {
  const source = { ...emptyCase(), case: "26-0002", agencyClearedBy: "Officer Quill" };
  const row = { ...rows.file.row, case: "26-0001", notes: "Quill, that is Officer Quill, agreed." };
  const file = { ...rows.file, row, merged: [source] };
  const page = JSON.stringify(
    caseRecord({ ...rows, file }, { audience: "counsel", putIn: [] }, [], pacific),
  );
  expect(page).toContain("agreed.");
  expect(page).not.toContain("Officer Quill");
});

test("the guide's table of who sees what is true", () => {
  const guide = readFileSync("docs/details/records.md", "utf8");
  const lines = guide.split("\n").filter((text) => text.startsWith("| "));
  const cells = lines.map((text) =>
    text
      .split("|")
      .map((one) => one.trim())
      .slice(1, -1),
  );
  const columns: readonly (readonly Audience[])[] = [
    ["own"],
    ["counsel", "investigator", "court"],
    ["student", "school"],
    ["family", "other"],
  ];
  const of = [
    ...(["open", "course", "plan", "notes", "log", "inside"] as const),
    ...(["reports", "mandatedReports", "reporters"] as const),
  ];
  const answer = (audience: Audience, kind: Kind) => {
    if (sees({ audience, putIn: [] }, [kind])) return "yes";
    return sees({ audience, putIn: putIns }, [kind]) ? "if put in" : "never";
  };
  const kindsTold = of.map((kind) =>
    columns.map((column) => [...new Set(column.map((one) => answer(one, kind)))].join(" or ")),
  );
  expect(cells.slice(2).map(([, ...rest]) => rest)).toEqual(kindsTold);
});
