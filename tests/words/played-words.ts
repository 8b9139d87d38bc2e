/** Texts that played days show: pages of dialogs, notes on cells, texts in rows that are composed for a case, and what the check says. */

import { readdirSync, readFileSync } from "node:fs";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses, demoDirectory } from "../../scripts/play/directory";
import { printedPage } from "../../scripts/play/end-state/output";
import { play, playedOut } from "../../scripts/play/play-scenario";
import { openForm } from "../../scripts/play/stage";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { Values } from "../../src/parts-of-a-page";
import { tabs } from "../../src/tabs";
import { pageIn, situations } from "../check/check-situations";
import { playText, scenarioFrom, start } from "../day/day";
import { edit, editContacts, tick } from "../day/events";
import { alternateRow, contact, demoAnd } from "../day/people";
import { answers as answersOf, confirmed } from "../set-up/dialog-stage";

const student = {
  school: "North High",
  studentName: "Robin Vale",
  studentId: "N-1001",
  grade: "10",
};
const atRisk = { ...student, factors: ["controlled-or-groomed", "frequently-absent"] };
const victim = { ...student, concerns: ["suspected-victim"] };
const withAlternate = {
  ...demoDirectory,
  ...demoAnd({ ...alternateRow, phone: "(415) 555-0107", mayOpen: true }),
};

const scenario = (rest: object) => scenarioFrom(JSON.stringify({ start, ...rest }));

/** As the lead where an item is the lead's. */
const menu = (name: string, answers?: unknown) => ({
  menu: { name, ...(answers === undefined ? {} : { answers }) },
  as: ["print", "drill", "evidence"].includes(name) ? "lead" : "admin",
});
const ofCase = { case: "26-0001", recipient: "County counsel" };

/** Each day with what its pages are of, in the order in which a district meets them. */
const days: Readonly<Record<string, object>> = {
  "Set up, and not in use yet": {
    live: false,
    events: [
      { advance: "PT15M" },
      menu("set-up"),
      menu("check"),
      menu("settings"),
      menu("go-live"),
    ],
  },
  "In use": {
    directory: withAlternate,
    events: [
      { submit: atRisk },
      { advance: "PT15M" },
      menu("check"),
      menu("access"),
      menu("upgrade"),
    ],
  },
  Settings: { events: [menu("settings", { retentionYears: 7, digestAt: "06:45" })] },
  "A record of a case": {
    events: [
      { submit: { ...victim, reporterName: "Tess Teacher" } },
      menu("print"),
      menu("print", ofCase),
      menu("print", { ...ofCase, mandatedReports: true, reporters: true }),
    ],
  },
  "Sheets for families and calls": {
    events: [
      menu("print", ["call-sheet"]),
      menu("print", ["help-sheet"]),
      menu("print", ["parent-notice"]),
    ],
  },
  "Evidence of a year": {
    events: [{ submit: atRisk }, menu("evidence"), menu("evidence", { audience: "outside" })],
  },
  "The poster": { events: [menu("poster")] },
  "A drill": {
    events: [
      menu("drill"),
      { submit: { school: "North High", studentName: "{drill}" } },
      { advance: "PT20M" },
      menu("drill"),
    ],
  },
  "A danger that no one may read": {
    events: [
      { submit: { ...victim, immediateDanger: "yes", recipientMayBeInvolved: "lead" } },
      { advance: "PT20M" },
      menu("check"),
      menu("danger-called"),
    ],
  },
  "What is wrong with the directory": {
    directory: { contacts: [], settings: { domains: null, digestAt: "soon" } },
    events: [menu("check")],
  },
  "The end of a year, and of the system": {
    events: [menu("roll-over"), menu("stop-account"), menu("uninstall")],
  },
};

/** What is of one day or one script. */
const plain = (text: string) =>
  text
    .replace(/\b(Code: )\S+/g, "$1A1B2C3D4")
    .replace(/\bSHA-256 [0-9a-f]{64}/g, "SHA-256 …")
    .trim();

/** What a small district answers in the first set-up, by page. */
const answers: Readonly<Record<string, Values>> = {
  ...answersOf,
  district: { ...answersOf.district, studentDomains: "", studentIdLength: "", studentIdDigits: "" },
  schools: { schools: "North High\t9-12\tTown Police Department\tno" },
  contacts: {
    contacts: [
      "designated contact\tNorth High\tCam North\t(415) 555-0121\tcam@district.example",
      "backup contact\tNorth High\tBo North\t(415) 555-0122\tbo@district.example",
    ].join("\n"),
  },
  create: confirmed,
};

/** The pages of the first set-up, in order. */
function firstSetUp(dist: string): readonly string[] {
  const workspace = openForm({ dist, at: Date.parse(start) });
  const { ok, error } = workspace.clickMenu("setUp", addresses.admin);
  const admin = new DialogPerson(workspace, addresses.admin);
  const first = admin.open();
  if (!ok || first === null) throw new Error(error ?? "no dialog");
  const pages = [first];
  for (let page = first; answers[page.view] !== undefined; ) {
    const main = page.buttons.find(({ primary }) => primary === true);
    const next = admin.press(page, main?.act ?? "next", answers[page.view]);
    if (next.view === page.view) throw new Error(JSON.stringify(next.errors));
    pages.push(next);
    page = next;
  }
  return pages.map((page) => `First set-up\n${plain(printedPage(page, 0, "set-up").text)}`);
}

/** One to a page, with the day that shows it. Throws where a day cannot be played any more. */
export async function pageTexts(): Promise<readonly string[]> {
  const dist = await builtBundle();
  const shown = Object.entries(days).flatMap(([title, rest]) => {
    const { pages, refused } = play(scenario(rest), { dist, isEachTick: false, every: 240 });
    const [first] = refused;
    if (first !== undefined) throw new Error(`${title}: event ${first.event}: ${first.error}`);
    return pages.map(({ name, text }) => `${title} (${name})\n${plain(text)}`);
  });
  return [...firstSetUp(dist), ...shown];
}

/** Edits that are put back, and others that leave a note. */
const noted: readonly object[] = [
  { submit: victim },
  {
    submit: {
      ...victim,
      studentName: "Ash Grove",
      studentId: "N-2002",
      parentMayBeInvolved: "yes",
    },
  },
  tick("inform-parent-or-guardian", { done: true }),
  tick("call-child-and-family-services", { notApplicableBecause: "No." }),
  tick("submit-mandated-report", { calledAt: "this morning" }),
  edit({ status: "closed" }),
  edit({ holdUntil: "2026-09-10" }),
  edit({ raiseLevelTo: "at-risk" }),
  edit({ sameStudentAs: "26-9999" }),
  edit({ withdrawFactor: "frequently-absent" }),
  edit({ assignedTo: "nobody@elsewhere.example" }),
  edit({ agencyCleared: "law-enforcement" }),
  edit({ holdUntil: "soon" }),
  edit({ nextCheckIn: "2020-01-01" }),
  edit({ victimConsulted: "2026-12-24" }),
  edit({ legalHold: true }),
  editContacts(contact, { awayFrom: "soon" }),
  { advance: "PT1H" },
];

/** Each note on a cell at the end of a day of edits that are put back, once. */
export async function noteTexts(): Promise<readonly string[]> {
  const dist = await builtBundle();
  const { workspace } = playedOut(scenario({ events: noted }), {
    dist,
    isEachTick: false,
    every: 240,
  });
  const notes = Object.values(sheetsSlice(workspace.store).spreadsheets).flatMap(({ sheets }) =>
    Object.values(sheets).flatMap(({ rows }) =>
      rows.flatMap((row) => Object.values(row?.notes ?? {})),
    ),
  );
  const ofColumns = new Set(
    Object.values(tabs).flatMap(({ columns }) => columns.map(({ note }) => note)),
  );
  return [...new Set(notes)].filter((note) => !ofColumns.has(note));
}

const folders = ["levels", "records"];
/** Their rows say nothing that those of another day do not. */
const silent = /joined-after-it-was-acknowledged|no-answer-then-done|reporters-who-cannot-be-asked/;

/** One to a day of tests/situations; what a day before it has said is left out. */
export async function rowTexts(): Promise<readonly string[]> {
  const said = new Set<string>();
  const texts: string[] = [];
  for (const folder of folders) {
    const at = new URL(`../situations/${folder}/`, import.meta.url);
    for (const name of readdirSync(at).sort()) {
      if (silent.test(name)) continue;
      const out = await playText(readFileSync(new URL(name, at), "utf8"), { every: 240 });
      const lines = [
        ...out.cases.flatMap(({ why, wouldRaise, openMatters }) =>
          [why, wouldRaise, openMatters].flat(),
        ),
        ...out.checklist.flatMap(({ act, what, who }) => [
          `${act}: ${what}`,
          `${act}, who: ${who}`,
        ]),
      ].map((line) => `- ${String(line)}`);
      const news = [...new Set(lines)].filter((line) => !said.has(line));
      for (const line of news) said.add(line);
      texts.push([`${folder}/${name}`, ...news].join("\n"));
    }
  }
  return texts;
}

/** One to a day; a day in order has its lines that are fine as well. */
export async function checkTexts(): Promise<readonly string[]> {
  const texts: string[] = [];
  const said = new Set<string>();
  for (const [name, situation] of situations) {
    const { blocks } = await pageIn(situation);
    const lines = blocks.flatMap((block) => {
      if (block.kind === "field" && block.type === "tick") {
        return [`- look yourself: ${block.label}\n  ${block.help ?? ""}`];
      }
      return (block.kind === "lines" ? block.lines : []).map(({ state, text, why, next, fix }) =>
        [
          `- ${state}: ${text}`,
          ...(why === undefined ? [] : [`  ${why}`]),
          ...(next === undefined ? [] : [`  ${next}`]),
          ...(fix === undefined ? [] : [`  [${fix.label}: ${fix.act}]`]),
        ].join("\n"),
      );
    });
    const news = lines.filter((line) => !said.has(line));
    for (const line of news) said.add(line);
    texts.push([name, ...news].join("\n"));
  }
  return texts;
}
