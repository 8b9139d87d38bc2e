/** What a part of the check says. Types and their constructors; no student data. */
import type { Directory, PersonRole } from "../../directory/directory";
import type { Snapshot } from "../../register/snapshot";
import type { Workspace } from "../../workspace";
import type { Line } from "../dialog/page";
import type { ReportRegister } from "../report-registers";

/** What the parts share, read once. */
export interface Checked {
  readonly workspace: Workspace;
  readonly ids: Readonly<Record<ReportRegister, string>>;
  /** The account that looks. */
  readonly account: string;
  readonly directory: Directory;
  /** Of the main register, with the state of each message. */
  readonly snapshot: Snapshot;
}

export function ok(text: string): Line {
  return { state: "ok", text };
}

export function look(text: string, next: string): Line {
  return { state: "look", text, next };
}

export function wrong(text: string, next: string): Line {
  return { state: "wrong", text, next };
}

export const roleWords: Readonly<Record<PersonRole, string>> = {
  "designated-contact": "designated contact",
  "backup-contact": "backup contact",
  "district-lead": "district lead",
  "alternate-lead": "alternate lead",
  "district-admin": "district admin",
};

export const runSetUp = "Choose Student safety, Set up: it puts this right.";

/** "1 cell", "3 cells". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
