/**
 * The students whose cases of the main register go on in a sealed one (design 2.11): what is reported about them later goes only there. The
 * row of the sealed case says so. Each account remembers it in its own store too, since a report of another student must not cost a look
 * into the sealed registers, and since rows may be deleted or an older version restored.
 */

import { attempt } from "../attempt";
import { referenceOfCase } from "../case/facts/case-reference";
import type { CaseRow } from "../case/tabs/case-tabs";
import { foldName } from "../casework/match-report";
import { parseStudentId } from "../district/student-id";
import { unreadIn } from "../form/report";
import { union } from "../lists";
import { stateKey } from "../register/columns";
import { rowsOf } from "../register/read/snapshot";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import type { SealedRegister } from "../sealed/who-reads-sealed-registers";
import { involvedInReport, sealedRegisters } from "../sealed/who-reads-sealed-registers";
import { type Involved, involvedKinds } from "../sealed/whom-a-report-excludes";
import { installersIn } from "../store/store";
import { fold, schoolListFingerprint } from "../text";

/** Since when a case goes on (milliseconds UTC), and who may be involved. */
export interface GoingOn {
  readonly since: number;
  readonly involved: readonly Involved[];
}

/** What a sealed case says of that; null if it does not go on from the main register. A word that cannot be read counts as the contacts. */
export function goingOnOf({ goesOn }: Partial<Pick<CaseRow, "goesOn">>): GoingOn | null {
  const [since, kinds = ""] = (goesOn ?? "").split(" ");
  if (!since) return null;
  const involved = kinds
    .split(",")
    .map((word) => involvedKinds.find((kind) => kind === word) ?? "contact");
  return { since: Number(since), involved: [...new Set(involved)] };
}

/** The sealed case as it goes on from the main register too. */
export function withGoingOn(row: CaseRow, { since, involved }: GoingOn): CaseRow {
  const before = goingOnOf(row);
  const all = union(before?.involved, involved);
  return { ...row, goesOn: `${Math.min(before?.since ?? since, since)} ${all.join()}` };
}

/** What counts as an id, also before the district's settings were read. */
const anyId = { studentIdLength: null, studentIdDigits: false, studentIdPrefix: null } as const;

type Clues = Readonly<Record<"student" | "studentId" | "school", string | null>>;

/** Fingerprints of the id, and of the full name with the school; none of what is not known. */
function fingerprintsOf({ student, studentId, school }: Partial<Clues>): readonly string[] {
  const id = parseStudentId(studentId ?? null, anyId);
  const name = foldName(student ?? null);
  return [
    ...(id.kind === "id" ? [["id", id.id]] : []),
    ...(name === null || school == null ? [] : [["name", name, fold(school)]]),
  ].map(schoolListFingerprint);
}

/** The most cases that an account remembers for a register: as many as surely fit into its store. */
const casesUpTo = 250;

/**
 * Remembers which students' cases go on in this register, by these rows of Cases. What a row says no longer is forgotten. A row that is not
 * among them, or whose hidden cell was written over, says nothing.
 */
export function rememberGoingOn(
  run: Run,
  name: SealedRegister,
  rows: readonly { readonly values: Partial<CaseRow> }[],
): void {
  attempt(run, () => {
    const before = run.ownMemory.get("goesOn", name);
    const said = rows.flatMap(({ values: row }) => {
      const of = referenceOfCase(row);
      const on = row.releasedTo == null ? goingOnOf(row) : null;
      const known = before.find((one) => one.case === of);
      if (known === undefined ? on === null : row.stateLost === true && on === null) return [];
      return { case: of, student: union(known?.student, fingerprintsOf(row)), on };
    });
    const left = before.filter((one) => said.every((other) => other.case !== one.case));
    const now = said.flatMap(({ on, ...one }) => (on === null ? [] : [{ ...on, ...one }]));
    const all = [...left, ...now].slice(-casesUpTo);
    if (JSON.stringify(all) !== JSON.stringify(before)) run.ownMemory.set("goesOn", all, name);
  });
}

/**
 * Looks into the sealed registers if another account runs the system too, since that account may have taken in the edit by which a case goes
 * on. No call if this account is alone. A register that cannot be read changes nothing.
 */
export function learnGoingOn(run: Run): void {
  const me = run.identity.runningAs();
  if (installersIn(run.memory).every((one) => one === me)) return;
  const columns = ["case", "student", "studentId", "school", "releasedTo", stateKey];
  for (const name of sealedRegisters) {
    attempt(run, () => {
      const read = registerNamed(run, name, []).load([{ tab: "cases", columns }]);
      rememberGoingOn(run, name, rowsOf(read, "cases"));
    });
  }
}

/** Where a report about this student goes on, and who may be involved; null if the report is older, or no case of the student goes on. */
export function whereItGoesOn({ ownMemory }: Run, student: Clues, receivedAt: number) {
  const said = fingerprintsOf(student);
  for (const register of sealedRegisters) {
    const found = ownMemory
      .get("goesOn", register)
      .find((one) => receivedAt >= one.since && one.student.some((text) => said.includes(text)));
    if (found === undefined) continue;
    const involved = involvedKinds.filter((kind) => found.involved.includes(kind));
    return { register, involved };
  }
  return null;
}

/**
 * Ids of the responses that only a sealed register may have, leaving out registers that cannot be read: all that it has, but for reports of
 * the main register whose case went on in it later. One call for each register.
 */
export function responsesSealed(run: Run): ReadonlySet<string> {
  const answers = ["recipientMayBeInvolved", "staffMayBeInvolved", "unread"];
  const heldBy = (name: SealedRegister) => {
    const read = registerNamed(run, name, []).load([
      { tab: "cases", columns: ["case", stateKey] },
      { tab: "reports", columns: ["response", "case", "received", ...answers] },
    ]);
    const on = new Map(rowsOf(read, "cases").map(({ key, values }) => [key, goingOnOf(values)]));
    return rowsOf(read, "reports").flatMap(({ values }) => {
      const { response, case: of, received, recipientMayBeInvolved = [] } = values;
      const { staffMayBeInvolved = null, unread = null } = values;
      const said = { recipientMayBeInvolved, staffMayBeInvolved, unread: unreadIn(unread) };
      const since = on.get(of ?? "")?.since ?? 0;
      const isCarried = (received ?? since) < since && involvedInReport(said).length === 0;
      return response == null || isCarried ? [] : [response];
    });
  };
  return new Set(sealedRegisters.flatMap((name) => attempt(run, () => heldBy(name), [])));
}
