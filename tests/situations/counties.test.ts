/**
 * A made-up county, all of it in one file outside src/: its levels with their steps, numbers and deadlines, and its waiting times. Then
 * every county: nothing shown names what belongs to another county.
 */

import { describe, expect, test } from "vitest";
import { storedForm } from "../../scripts/workspace/forms/store";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { ProtocolPack } from "../../src/protocol/pack";
import { actWith, firstAgency } from "../../src/protocol/pack-queries";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { usEd2021 } from "../../src/protocol/packs/us-ed-2021";
import { say } from "../../src/protocol/wording";
import { playedText, start } from "../day/day";
import { call, editOf, hour, menu, rowan, tick, tickOf } from "../day/events";
import {
  actIdsOf,
  actOf,
  actsOf,
  caseOf,
  expectNoStudentData,
  mails,
  mailTo,
  onlyCase,
  type Row,
  wordsIn,
  wordsOf,
} from "../day/look";
import { admin, alternate, backup, contact, contactsRow, lead, teacher } from "../day/people";
import { quillwater2025 } from "../packs/quillwater-2025";
import {
  countyDay,
  countyDays,
  district,
  protocol as madeUp,
  ofCalifornia,
  ofMarin,
  protocol,
  report,
  wordsOnForm,
} from "./county";

const numbers: Readonly<Record<string, string>> = {
  "ring-youth-safety": "Quillwater Youth Safety (555) 555-0111",
  "ring-marshal": "Quill Marshals (555) 555-0112",
};
const unsorted = "ring-youth-safety read-and-ask";
const amber = "ring-youth-safety write-to-youth-safety weekly-adult";
const red =
  "ring-youth-safety ring-marshal write-to-youth-safety harbor-assessment speak-with-family";
const established = "ring-youth-safety ring-marshal harbor-assessment hold-sanction weekly-adult";

/** What is answered, the level that it has, whether that is a protocol of steps, and its acts. */
const levels: readonly (readonly [string, object, string, number, string])[] = [
  ["nothing that the county counts", {}, "unsorted", 0, unsorted],
  ["one sign at home", { factors: ["no-papers"] }, "watchful", 0, unsorted],
  ["two at home", { factors: ["nights-away", "debt-at-home"] }, "stage-amber", 3, amber],
  ["a grave sign, to the second stage", { factors: ["branded"] }, "stage-red", 4, red],
  ["a concern", { concerns: ["thought-trafficked"] }, "stage-red", 4, red],
  [
    "established, by someone whose word settles nothing",
    { concerns: ["established-trafficked"], confirmedBy: "student-says" },
    "stage-established",
    4,
    established,
  ],
];

test.each(levels)(
  "%s: that level under that county's protocol, its acts with its numbers, its form in its hours",
  async (_name, answers, level, count, ids) => {
    const out = await countyDay(report({ ...answers, reporterEmail: contact }));
    expect(out.errors).toEqual([]);
    const protocols = count === 0 ? [] : [level];
    const protocolVersion = "quillwater-2025 2025-02-03";
    expect(onlyCase(out)).toMatchObject({ level, protocols, protocolVersion, reviewReasons: [] });
    const acts = actsOf(out);
    expect([...actIdsOf(out)].sort()).toEqual(ids.split(" ").sort());
    const steps = acts.flatMap(({ protocolSteps }) =>
      Array.isArray(protocolSteps) ? protocolSteps : [],
    );
    const all = Array.from({ length: count }, (_, at) => `${level} ${at + 1}`);
    expect([...new Set(steps)].sort()).toEqual(all);
    expect(acts[0]).toMatchObject({ act: "ring-youth-safety", statutes: ["QC 12"] });
    for (const { act, order, call } of acts) {
      const number = numbers[String(act)];
      if (number === undefined) continue;
      expect(call).toBe(number);
      expect(order).toBe(act === "ring-marshal" ? 2 : 1);
    }
    const due = "2026-09-02T15:00:00.000Z";
    const written = actOf(out, "write-to-youth-safety");
    if (written !== undefined) expect(written["due"]).toBe(due);
    expect(out.reports[0]).toMatchObject({ writtenReportDue: due });
  },
);

test("the clock goes by that county's own waiting times: three hours in the amber stage", async () => {
  const calls = Object.keys(numbers).map((act) => tick(act));
  const opened = report({ factors: ["nights-away", "debt-at-home"] });
  const out = await countyDays(15, opened, ...calls, { advance: "PT10H" });
  const asked = mails(out, "case-escalated").map(({ at, to }) => [
    Math.floor((Date.parse(at) - Date.parse("2026-09-01T16:00:00Z")) / hour),
    to.join(),
  ]);
  expect(asked).toEqual([
    [3, backup],
    [6, lead],
    [9, alternate],
  ]);
  for (const mail of out.inbox) expect(wordsOf(mail)).not.toMatch(ofMarin);
});

// The same day under each protocol: Marin's, the guide's, and a made-up county's of another state. Only the words and the numbers differ.

/** The district's own agencies, written as that pack writes them; whoever works there is the same. */
function contactsFor({ agencies }: ProtocolPack) {
  const people = district.contacts.filter((one) => "email" in one);
  const called = agencies.map(({ writtenAs: [role = ""] }, at) => ({
    role,
    name: `Agency ${at + 1}`,
    phone: `(555) 555-015${at}`,
  }));
  return [...people, ...called];
}

const packs: readonly (readonly [string, ProtocolPack, string])[] = [
  ["Marin", marin2019(), "marin-2019"],
  ["the guide", usEd2021(), "us-ed-2021"],
  ["the made-up county", quillwater2025, madeUp],
];

describe.each(packs)("%s", async (_name, pack, protocol) => {
  const [sign = ""] = pack.factors.map(({ id }) => id);
  const highest = pack.concerns.at(-1)?.id ?? "";
  const confirmedBy = pack.confirmers.find(({ settles }) => settles)?.id;
  const firstCall = actWith(pack, "first-call").id;
  const another = (id: string, name: string, answers: object) =>
    report({ studentId: id, studentName: name, ...answers });
  const events = [
    report({ reporterEmail: teacher }),
    another("730200", "Ash Elm", { factors: [sign] }),
    another("730200", "Ash Elm", { concerns: [highest], confirmedBy }),
    another("730300", "Sky Larch", { immediateDanger: "yes" }),
    another("730400", "Fern Reed", { factors: [sign], recipientMayBeInvolved: "contact" }),
    tickOf("26-0002", firstCall, { done: true, agencyReference: "REF-1" }),
    editOf("26-0002", { acknowledged: true }),
    { advance: "PT2H" },
    menu("print", { case: "26-0002", recipientKind: "own" }, "lead"),
  ];
  const directory = { ...district, contacts: contactsFor(pack) };
  const text = JSON.stringify({ start, protocol, directory, events });
  const { workspace, output: out } = await playedText(text);

  test("no run fails, and each case is of that protocol: nothing readable, one sign, and the highest concern have their levels", () => {
    expect(out.errors).toEqual([]);
    const protocolVersion = `${pack.id} ${pack.version}`;
    expect(out.cases.map((row) => row["protocolVersion"])).toEqual(Array(4).fill(protocolVersion));
    expect(caseOf(out)).toMatchObject({ level: pack.levels[0]?.id, protocols: [] });
    expect(caseOf(out, "26-0002")).toMatchObject({ level: pack.levels.at(-1)?.id, reports: 2 });
  });

  test("each case has the first call, with the number that Contacts have", () => {
    const { writtenAs } = firstAgency(pack);
    const number = contactsFor(pack).find(({ role }) => writtenAs.includes(role))?.phone;
    const calls = out.checklist.filter(({ act }) => act === firstCall);
    const where = ({ register, case: of }: Row) => `${register} ${of}`;
    expect(calls.map(where).sort()).toEqual(out.cases.map(where).sort());
    for (const row of calls) expect(row["call"]).toContain(number);
  });

  test("danger comes first, and calls before everything else", () => {
    const [top] = actsOf(out, "26-0003");
    expect(pack.acts.find(({ id }) => id === top?.["act"])?.firstInDanger).toBe(true);
    expect(top?.["call"]).toContain("911");
  });

  test("a sealed report leaves no line in the main register, and its reader has the case", () => {
    expect(out.cases.filter((row) => row["register"] === "sealed")).toHaveLength(1);
    expect(wordsIn(out, "Cases")).not.toContain("Fern Reed");
  });

  test("the rise asks for the call again, and the reporter's own duty is that law's", () => {
    const again = actWith(pack, "update").id;
    expect(actsOf(out, "26-0002").map(({ act }) => act)).toContain(again);
    const [duty] = mailTo(out, teacher);
    expect(duty?.text).toContain(`form ${pack.writtenReport.form}`);
    expect(duty?.text).toContain(`${pack.writtenReport.hours} hours`);
    for (const words of pack.reporters.mail) expect(duty?.text).toContain(say(words));
  });

  test("no mail has student data, and the Form, Summary and record are in its words", () => {
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "Ash Elm", "Larch", "Fern", "730"]);
    const form = wordsOnForm(storedForm(workspace.store, workspace.containerId));
    for (const { form: words } of pack.factors) expect(form).toContain(say(words));
    const counted = wordsIn(out, "Summary").match(/^Open cases: .*(?<! old)$/gm);
    expect(counted).toEqual(pack.levels.map(({ name }) => `Open cases: ${say(name)}`));
    const record = out.pages.at(-1)?.text;
    expect(record).toContain("Record of case 26-0002");
    expect(record).toContain(`${pack.id} ${pack.version}`);
  });
});

// The guide of the U.S. Department of Education, for districts whose county has no protocol: any one sign, no score, California's law beside it.

const guide = { protocol: "us-ed-2021" };
const ofMarinAlone = /marin\b|\bat[- ]risk(?! of)|below threshold|criterion [12]|499-5849/i;
const sentByGuide = (answers: object) => ({
  submit: { ...rowan, learnedAt: "2026-09-01T08:00:00-07:00", ...answers },
});
test("in every room of a desk that chose it no word is Marin's; the case rises, and meetings repeat", async () => {
  const events = [
    sentByGuide({ factors: ["debt-to-pay-off"] }),
    sentByGuide({ concerns: ["suspected-victim"], immediateDanger: "yes" }),
    tick(call),
    tick("meet-student"),
    ...["check", "drill", "roll-over", "settings"].map((name) => menu(name)),
    menu("print", undefined, "lead"),
    { advance: "P1D" },
  ];
  const pines = {
    schools: [{ school: "North High", grades: "9-12", lawEnforcementAgency: "Town Police" }],
    contacts: [
      contactsRow("district admin", admin),
      contactsRow("district lead", lead),
      contactsRow("designated contact", contact),
      contactsRow("backup contact", backup),
      { role: "child welfare", name: "Pine County Child Welfare", phone: "(555) 555-0131" },
      { role: "police", name: "Town Police", phone: "(555) 555-0132" },
    ],
    settings: { domains: "district.example", retentionYears: 7 },
  };
  const text = JSON.stringify({ start, ...guide, directory: pines, events });
  const { workspace, output: out } = await playedText(text, { every: 240 });
  const form = wordsOnForm(storedForm(workspace.store, workspace.containerId));
  expect(out.errors).toEqual([]);
  for (const tab of Object.keys(out.cells ?? {}))
    expect(wordsIn(out, tab)).not.toMatch(ofMarinAlone);
  // The settings offer both protocols by name.
  for (const { text: words } of [...out.inbox, ...out.pages])
    expect(words.replace(/Marin County, .*/g, "")).not.toMatch(ofMarinAlone);
  expect(form).not.toMatch(ofMarinAlone);
  expect(form).toContain("Pine County Child Welfare: (555) 555-0131");
  expect(form).toContain("Call child and family services now, if you have not: (555) 555-0131.");
  expect(form).not.toContain("day and night");
  expect(actOf(out, "meet-student")).toMatchObject({ state: "open", done: false });
});

// A made-up county of another state: no room of the desk says a word of Marin's, of California's law or of its terms.

/** Every string in what the local Workspace keeps, with the way to it. */
function stringsIn(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (value instanceof Map) return stringsIn([...value.entries()], path);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => stringsIn(child, `${path}/${key}`));
}

test("cells, heads, notes, choices, mails, pages and the Form are of that state alone", async () => {
  const events = [
    report({ factors: ["no-papers"], reporterEmail: teacher }),
    report({
      concerns: ["established-trafficked"],
      confirmedBy: "marshal-says",
      immediateDanger: "yes",
      staffMayBeInvolved: "yes",
      recipientMayBeInvolved: "no",
      countyOfResidence: "Elsewhere",
    }),
    report({ studentName: "Sky Larch", studentId: "730195", recipientMayBeInvolved: "contact" }),
    tick("ring-youth-safety"),
    { edit: { case: "26-0001", act: "ring-marshal", set: { noAnswer: true } } },
    { edit: { tab: "settings", key: "digestAt", set: { value: "noon" } }, as: "lead" },
    { advance: "P1D" },
    { menu: { name: "set-up" } },
    { menu: { name: "check" } },
    menu("print", { case: "26-0001", register: "main", recipientKind: "own" }, "lead"),
    { edit: { case: "26-0001", set: { print: true } } },
    { menu: { name: "print", answers: ["call-sheet"] }, as: "lead" },
    { menu: { name: "drill" } },
    { menu: { name: "settings" } },
    { menu: { name: "roll-over" } },
    { menu: { name: "stop-account" } },
  ];
  const text = JSON.stringify({ start, protocol, directory: district, events });
  const { workspace, output: out } = await playedText(text, { every: 240 });
  expect(out.errors).toEqual([]);
  expect(mailTo(out, contact).length).toBeGreaterThan(2);
  const said = [
    ...stringsIn(sheetsSlice(workspace.store).spreadsheets),
    ...out.inbox.map((mail) => [`mail ${mail.message}`, wordsOf(mail)] as const),
    ...out.pages.map(({ name, text }) => [`page ${name}`, text] as const),
    ["the Form", wordsOnForm(storedForm(workspace.store, workspace.containerId))] as const,
  ];
  expect(said.length).toBeGreaterThan(1_000);
  const pages = "set-up check print print drill settings roll-over stop-account";
  expect(out.pages.map(({ name }) => name)).toEqual(pages.split(" "));
  const shown = out.pages.map(({ text: words }) => words).join("\n");
  expect(shown).toContain("Record of case 26-0001");
  expect(shown).toContain("What a mandated report tells, as far as the register holds it.");
  const found = said.flatMap(([place, words]) =>
    [ofMarin, ofCalifornia].flatMap((pattern) => {
      const [match] = pattern.exec(words) ?? [];
      return match === undefined ? [] : [`${place}: ${match}: ${words.slice(0, 200)}`];
    }),
  );
  expect(found).toEqual([]);
});
