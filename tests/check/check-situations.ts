/** Days on which several things are wrong at once, and what the check says about them. */

import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { addresses } from "../../scripts/play/directory";
import { driveSlice } from "../../scripts/workspace/service";
import { installTrigger } from "../../scripts/workspace/services/script/store";
import { versionOf } from "../../src/languages/languages";
import type { CheckLine, Page } from "../../src/parts-of-a-page";
import { stateKey } from "../../src/register/columns";
import { stateText } from "../../src/register/row-state";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { alternateRow, demoAnd, stranger } from "../day/people";

const { admin, lead, contact, backup } = addresses;
const settings = {
  retentionYears: 7,
  nights: "nobody",
  studentDomains: "students.district.example",
  translationReviewed: `Alma Ruiz, 2026-08-01, ${versionOf("es")}`,
};
export const whole = { directory: { ...demoAnd(alternateRow), settings } };

export interface Situation {
  readonly rest?: Readonly<Record<string, unknown>>;
  readonly assume?: Readonly<Record<string, string>>;
  readonly events?: readonly unknown[];
  readonly before?: (day: Day) => void;
  readonly as?: string;
}

export async function pageIn({ rest = whole, assume, events = [], before, as = admin }: Situation) {
  const day = await Day.begin(rest, assume, true);
  day.every = 30;
  day.play({ advance: "PT10M" }, ...events);
  before?.(day);
  const { ok, error } = day.workspace.clickMenu("runCheck", as);
  const page = ok ? new DialogPerson(day.workspace, as).open() : null;
  if (page === null) throw new Error(`no page: ${error ?? ""}`);
  return page;
}

export const linesOn = ({ blocks }: Page): readonly CheckLine[] =>
  blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));

/** The file of a register, as Drive has it. */
export function fileOf(day: Day, name: "main" | "sealed") {
  const file = driveSlice(day.workspace.store).files[day.fileId(name)];
  if (file === undefined) throw new Error(`there is no register ${name}`);
  return file;
}

/** A second file like the main register, as a run leaves that was cut before it could store the first one's id. */
export function secondFile(day: Day): void {
  const { files } = driveSlice(day.workspace.store);
  const id = "second-file-synthetic";
  files[id] = { ...fileOf(day, "main"), id };
}

/** One more trigger on a report, and one more on edits. */
export function triggersAgain(day: Day): void {
  for (const kind of ["form-submit", "edit"]) {
    const one = day.triggers().find((trigger) => trigger.kind === kind);
    if (one !== undefined) installTrigger(day.workspace.store, { ...one, id: `again ${kind}` });
  }
}

const usual = { school: "North High", factors: ["substance-abuse-history"] };
const noClock = { account: { removeTrigger: { function: "onClock" } } };

/** A day each, in which several things are wrong at once. */
export const situations: readonly (readonly [name: string, situation: Situation])[] = [
  ["all in order", {}],
  [
    "Contacts, Schools and Settings with all that can be wrong in them",
    {
      rest: {
        directory: {
          settings: { studentIdPattern: "[0-9]{6}" },
          contacts: [
            { role: "designated contact", school: "North High", name: "Pat", email: contact },
            { role: "designated contact", school: "North High", name: "Pat", email: contact },
            { role: "backup contact", name: "Bo", email: backup, awayFrom: "2026-08-01" },
            {
              role: "backup contact",
              school: "Atlantis",
              name: "No",
              email: "no@district.example",
            },
            { role: "district lead", name: "Lee", phone: "by fax only", email: lead },
            {
              role: "child and family services",
              name: "Services",
              phone: "(415) 555-0110",
              channel: "fax",
              channelValue: "(415) 555-0119",
              channelChecked: "2026-03-04",
            },
          ],
        },
      },
    },
  ],
  [
    "people and triggers that should not be there, and a Form and protections that were changed",
    {
      events: [
        { share: { add: "stranger" } },
        { share: { remove: "contact" } },
        { share: { add: { who: "viewer@elsewhere.example", role: "viewer" } } },
        { share: { link: "anyone" } },
        { share: { add: { who: "contact", file: "form", role: "editor" } } },
        { share: { add: { who: "lead", file: "form", role: "editor" } } },
        { form: { unpublish: true } },
        { form: { deleteQuestion: "facts" } },
        { sheet: { renameTab: { tab: "Log", to: "Journal" } } },
      ],
      before: (day) => {
        day.workspace.makeGroup("staff@district.example");
        fileOf(day, "main").writersCanShare = true;
        fileOf(day, "sealed").editors.push("staff@district.example");
        const [first, second, third] = day.register().sheets;
        if (first === undefined || second === undefined || third === undefined) throw new Error();
        first.protectedRanges = first.protectedRanges.slice(0, -1);
        second.protectedRanges = second.protectedRanges.map((range) => ({
          ...range,
          editors: { users: [...(range.editors?.users ?? []), stranger] },
        }));
        const range = { sheetId: third.properties.sheetId };
        const byHand = { range, description: "by hand", editors: { users: [admin, contact] } };
        third.protectedRanges = [...third.protectedRanges, { ...byHand, protectedRangeId: 77 }];
        triggersAgain(day);
      },
    },
  ],
  [
    "a clock and email that stand still",
    {
      events: [
        { fault: { call: "MailApp.sendEmail", when: "before", times: 20 } },
        { submit: usual },
        { submit: { ...usual, studentName: "Robin Vale" } },
        { account: { removeTrigger: { function: "onRegisterEdit" } } },
        noClock,
        { loseTrigger: { submit: { ...usual, facts: "Seen." } } },
        { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" },
        { advance: "PT2H" },
        { sheet: { deleteRows: { tab: "cases", case: "26-0002" } } },
      ],
      before: (day) => day.allowMail(0),
    },
  ],
  [
    "tabs and columns that are gone",
    {
      events: [{ sheet: { deleteTab: "Log" } }],
      before: (day) => {
        const { sheet, positions } = day.tab("plan", "sealed");
        const { rows } = sheet;
        const at = positions.get("byWhen") ?? -1;
        for (const row of [0, 1]) {
          const values = (rows[row]?.values ?? []).map((cell, place) =>
            place === at ? null : cell,
          );
          rows[row] = { ...rows[row], values };
        }
      },
    },
  ],
  [
    "what Google does not tell this account",
    {
      as: lead,
      assume: { ownText: "hidden", authorizedScopes: "null" },
      events: [{ share: { add: { who: "lead", file: "form", role: "editor" } } }],
    },
  ],
  [
    "a system that is not live, under accounts that are none of the district's",
    {
      rest: {
        directory: {
          ...whole.directory,
          settings: { ...settings, domains: "district.example" },
        },
      },
      before: (day) => {
        const memory = day.memory();
        for (const one of [admin, "desk@gmail.com", "it@elsewhere.example"]) {
          memory.set("account", { asked: 1 }, one);
        }
        delete day.properties()["goingLive"];
        memory.set("sweep", { ok: 0 });
        day.allowMail(30);
        installTrigger(day.workspace.store, {
          id: "strange",
          kind: "edit",
          function: "onRegisterEdit",
          owner: admin,
          spreadsheetId: "another-file",
        });
        fileOf(day, "sealed").trashed = true;
      },
    },
  ],
  [
    "one person everywhere, and an API that is off",
    {
      rest: {
        directory: {
          settings,
          contacts: [
            { role: "designated contact", name: "Lee", email: lead, administrator: true },
            { role: "district lead", name: "Lee", email: lead, administrator: true },
            { role: "alternate lead", name: "Lee", email: lead, administrator: true },
          ],
        },
      },
      events: [{ account: { turnOffService: "Drive" } }],
    },
  ],
  [
    "a register that is nearly full",
    {
      before: (day) => {
        secondFile(day);
        const { sheet, positions } = day.tab("cases");
        const gridProperties = { ...sheet.properties.gridProperties, rowCount: 2_000 };
        sheet.properties = { ...sheet.properties, gridProperties };
        for (let row = 0; row < 1_500; row += 1) {
          const values: (string | null)[] = Array.from({ length: positions.size }, () => null);
          values[positions.get("case") ?? 0] = `20-${row}`;
          values[positions.get(stateKey) ?? 0] = stateText(tabs.cases, { case: `20-${row}` });
          sheet.rows[2 + row] = { values };
        }
      },
    },
  ],
  [
    "a permission that was taken back",
    { events: [{ account: { revokeScope: "script.send_mail" } }] },
  ],
];
