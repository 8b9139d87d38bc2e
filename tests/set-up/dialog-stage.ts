/** Someone's Form that is not set up, and the answers for the dialogs of its first Set up. Made-up people only. */
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { addresses } from "../../scripts/play/directory";
import { addServices } from "../../scripts/play/stage";
import { createForm } from "../../scripts/workspace/forms/store";
import { openWorkspace } from "../../scripts/workspace/index";
import type { LocalWorkspace } from "../../scripts/workspace/runtime";
import type { Page, Reply, Values } from "../../src/parts-of-a-page";
import { bundleWith, Day } from "../day/day";
import { alternate, lead } from "../day/people";

const at = Date.parse("2026-09-01T08:00:00-07:00");

export const nineSchools = ["North", "South", "East", "West", "Hill", "Lake", "Bay", "Oak", "Elm"];

/** As a spreadsheet copies them. */
export const schoolRows = nineSchools
  .map((name) => `${name} School\t6-12\tTown Police Department\tno`)
  .join("\n");

/** Three a school: a designated contact and two backups. */
export function contactRows(bad: readonly number[] = []): string {
  return nineSchools
    .flatMap((name) =>
      ["designated contact", "backup contact", "backup contact"].map((role, at) => ({
        role,
        name,
        address: `${name.toLowerCase()}${at + 1}`,
      })),
    )
    .map(({ role, name, address }, at) => {
      const domain = bad.includes(at + 1) ? "elsewhere.example" : "district.example";
      return `${role}\t${name} School\t${name} Person\t(415) 555-0142\t${address}@${domain}`;
    })
    .join("\n");
}

/** What a district answers, page by page. */
export const answers = {
  account: { account: "role" },
  district: {
    domains: "district.example",
    studentDomains: "students.district.example",
    studentIdLength: "6",
    studentIdDigits: "yes",
    studentIdPrefix: "",
  },
  people: {
    "lead.name": "Lee Lead",
    "lead.phone": "4155550103",
    "lead.email": lead,
    "alternate.name": "Alex Alternate",
    "alternate.email": alternate,
    "admin.name": "Ari Admin",
    "admin.email": "ari@district.example",
  },
  schools: { schools: schoolRows },
  contacts: { contacts: contactRows() },
  agencies: {
    "law-enforcement town police department.phone": "(415) 555-0111",
    "probation.name": "Juvenile Probation",
    "probation.phone": "(415) 555-0112",
    "victim-advocate.name": "Safe Harbor Advocates",
    "victim-advocate.phone": "(415) 555-0113",
  },
  audience: { audience: "staff" },
  retention: { retentionYears: "7" },
  times: { nights: "nobody" },
} as const satisfies Readonly<Record<string, Values>>;

/** The owner confirms both leads by name, on the last page. */
export const confirmed: Values = { "lead.confirmed": "yes", "alternate.confirmed": "yes" };

export interface DialogStage {
  /** For what happens beside the dialog. */
  readonly day: Day;
  readonly workspace: LocalWorkspace;
  readonly person: DialogPerson;
  /** Chooses Set up; the page that opens. */
  setUp(): Page;
  /** Sends a request as it is, as somebody could from a console. */
  ask(request: unknown): Reply;
}

/** `pack` is the file of a county's own pack that the script is built with; `assume` answers UNCONFIRMED points. */
export async function dialogStage(
  as: string = addresses.admin,
  pack: string | null = null,
  assume: Readonly<Record<string, string>> = {},
): Promise<DialogStage> {
  const workspace = openWorkspace({ dist: await bundleWith(pack), start: at, assume });
  const title = "Untitled form";
  workspace.containerId = createForm(workspace.store, { owner: as, at, title });
  addServices(workspace, assume);
  const person = new DialogPerson(workspace, as);
  return {
    day: Day.in(workspace),
    workspace,
    person,
    setUp() {
      const { ok, error } = workspace.clickMenu("setUp", as);
      const page = ok ? person.open() : null;
      if (page === null) throw new Error(`no dialog: ${error ?? ""}`);
      return page;
    },
    ask(request) {
      const { value, error } = workspace.callFromDialog("onDialog", as, [JSON.stringify(request)]);
      if (typeof value !== "string") throw new Error(error ?? "no answer");
      return JSON.parse(value) as Reply; // The bundle's own answer; tests look at what they name.
    },
  };
}

/** Answers pages until one of that view is there. */
export function upTo(stage: DialogStage, view: string, first: Page = stage.setUp()): Page {
  let page = first;
  for (const [of, values] of Object.entries(answers)) {
    if (page.view === view) return page;
    if (page.view === of) page = next(stage, page, values);
  }
  if (page.view !== view) throw new Error(`came to ${page.view}: ${JSON.stringify(page.errors)}`);
  return page;
}

/** Opens the Form to its domain, and holds a drill: a teacher sends the report, and `contact` acknowledges it and ticks the call. */
export function holdDrill({ day }: DialogStage, contact: string): void {
  const of = { case: "26-0001" };
  day.play(
    { form: { responders: "domain" } },
    { menu: { name: "drill" }, as: "admin" },
    { submit: { school: "North School", studentName: "{drill}" } },
    { edit: { ...of, set: { acknowledged: true } }, as: contact },
    { edit: { ...of, act: "call-child-and-family-services", set: { done: true } }, as: contact },
  );
}

/** All that the page of going live asks, said. */
export const liveAnswers = ({ values }: Page): Values => ({
  ...Object.fromEntries(Object.keys(values).map((key) => [key, "yes"])),
  drillSentBy: "Terry Teacher",
  seenOn: values["seenOn"] ?? "",
});

export function isPage(reply: Reply): reply is Page {
  return "view" in reply;
}

export function next({ person }: DialogStage, page: Page, values: Values = {}): Page {
  return person.press(page, "next", values);
}

/** All that a page says. */
export function wordsOn({ title, blocks, errors = {} }: Page): string {
  return [title, JSON.stringify(blocks), ...Object.values(errors)].join("\n");
}
