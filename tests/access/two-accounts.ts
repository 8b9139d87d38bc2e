/** A desk that more than one account runs, for tests that look at who did what. Synthetic people only. */
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { demoDirectory } from "../../scripts/play/directory";
import type { Output } from "../../scripts/play/end-state/output";
import type { LocalWorkspace } from "../../scripts/workspace/runtime";
import { installedTriggers } from "../../scripts/workspace/services/script/store";
import { Day } from "../situations/day-stage";

export const admin = "admin@district.example";
export const spare = "spare@district.example";
export const lead = "lead@district.example";
export const alternate = "alt@district.example";

let students = 0;

/** A report about a student of its own. */
export function aReport(more: object = {}): object {
  students += 1;
  return {
    school: "North High",
    studentName: `Student ${"abcdefghijklmnopqrstuvwxyz"[students % 26]}${students}`,
    studentId: String(100_000 + students),
    factors: ["controlled-or-groomed"],
    ...more,
  };
}

export class Desk {
  private constructor(private readonly day: Day) {}

  /** Set up by the admin; the alternate lead stands in Contacts. `assume` answers UNCONFIRMED points; `every` is a Day's. */
  static async begin(assume: Readonly<Record<string, string>> = {}, every?: number): Promise<Desk> {
    const row = {
      role: "alternate lead",
      name: "Alex Alternate",
      email: alternate,
      mayOpen: false,
    };
    const directory = { contacts: [...demoDirectory.contacts, row] };
    const day = await Day.begin({ directory }, assume);
    if (every !== undefined) day.every = every;
    return new Desk(day);
  }

  get workspace(): LocalWorkspace {
    return this.day.workspace;
  }

  /** Plays events of a scenario. */
  play(...events: readonly unknown[]): Output {
    return this.day.play(...events);
  }

  /** As of a Day. */
  sleep(duration: string): void {
    this.day.sleep(duration);
  }

  out(): Output {
    return this.day.out();
  }

  /** Makes an account an editor of the Form, has it choose Set up, and lets it be let in. Returns what it read. */
  join(who: string, wait = "PT11M"): string {
    this.play({ share: { add: { who, file: "form" } }, as: "admin" });
    const words = this.setUp(who);
    this.play({ advance: wait });
    return words;
  }

  /** Chooses Set up; what the person reads. */
  setUp(who: string): string {
    return this.read("setUp", who);
  }

  /** Chooses an item of the menu; what the person reads. */
  read(item: string, who: string): string {
    const { ok, error } = this.workspace.clickMenu(item, who);
    if (!ok) return error ?? "";
    const page = new DialogPerson(this.workspace, who).open();
    return JSON.stringify(page?.blocks ?? []);
  }

  /** Chooses an item, and presses buttons of its page; what the person reads then, or what went wrong. */
  choose(item: string, who: string, answers: readonly string[] = []): string {
    const { ok, error } = this.workspace.clickMenu(item, who);
    if (!ok) return error ?? "";
    const person = new DialogPerson(this.workspace, who);
    const page = person.open();
    if (page === null) return "";
    let { blocks } = page;
    try {
      blocks = person.answer(page, answers).blocks;
    } catch (refusal) {
      return String(refusal);
    }
    return blocks.flatMap((block) => (block.kind === "text" ? [block.text] : [])).join("\n");
  }

  triggersOf(who: string): readonly string[] {
    return installedTriggers(this.workspace.store)
      .filter(({ owner }) => owner === who)
      .map((trigger) => trigger.function);
  }

  /** Runs of an account since an instant that failed, with their words. */
  failures(who: string): readonly string[] {
    return this.workspace.runs.flatMap(({ as, error }) =>
      as === who && error !== null ? [error] : [],
    );
  }
}

/** Who opened how many cases by mail: nothing lost, nothing doubled. */
export function counts(out: Output): Readonly<Record<string, number>> {
  const opened = out.inbox.filter(({ message }) => message === "case-opened");
  return {
    reports: out.reports.length,
    responses: new Set(out.reports.map(({ response }) => response)).size,
    cases: out.cases.length,
    mails: opened.length,
    mailed: new Set(opened.map((mail) => `${mail.to.join()} ${mail.case} ${mail.subject}`)).size,
  };
}

/** What `counts` gives where so many reports opened a case each. */
export function eachOnce(reports: number): Readonly<Record<string, number>> {
  return { reports, responses: reports, cases: reports, mails: reports, mailed: reports };
}

export const openers = (out: Output, file: string): readonly string[] => [
  ...new Set(out.access.filter((one) => one.file === file).map(({ who }) => who)),
];
