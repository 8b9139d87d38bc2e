/** The register of a drill: one school's people, agencies without a real number, short waiting times; and the synthetic reports for it. */

import { syncEditors } from "../../access/register-access";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import type { Person } from "../../district/district";
import { recipientsOfReport } from "../../district/find-people";
import { roleWords } from "../../district/roles";
import { choices } from "../../form/choices";
import { createRegister } from "../../install/make-register";
import { source } from "../../language";
import type { FormResponse, RawAnswer } from "../../ports";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import { type Append, type Change, noChange, type Update } from "../../register/change";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { openRegister, registerNamed } from "../../register/register";
import { packOfDesk } from "../../register/register-ids";
import type { Run } from "../../run";
import type { Drill } from "../../store/keys";
import { fold } from "../../text";
import { codeOf, waitMinutes } from "../drill-state";

/** The rows of Contacts and Schools: the district's own people, and agencies that nobody can call. */
function drillDirectory(
  pack: ProtocolPack,
  people: readonly Person[],
  school: string,
): Pick<Change, "append"> {
  const contacts = [
    ...people.map(({ role, row: _row, ...person }) => ({ ...person, role: roleWords[role] })),
    ...pack.agencies.map(({ name, writtenAs: [role = ""] }) => ({
      role,
      name: `${say(name)} (DRILL, no call)`,
      phone: "000-000-0000",
      channel: "mail",
      channelValue: "nobody: it is a drill",
    })),
  ];
  return {
    append: [
      ...contacts.map((row): Append => ({ tab: "contacts", row })),
      { tab: "schools", row: { school } },
    ],
  };
}

/** The district's settings (`read`) for the drill's register (`born`), with waits that are short enough for a drill. */
function drillSettings(read: Snapshot, born: Snapshot): readonly Update[] {
  const hours = String(waitMinutes / 60);
  const waits = { acknowledgeWithinHours: hours, callReminderHours: hours };
  // Whatever the district's student ids look like, the one in the drill must join its reports to one case.
  const ids = { studentIdLength: "", studentIdDigits: "", studentIdPrefix: "" };
  const own: Readonly<Record<string, string>> = { ...waits, ...ids };
  const known = new Set(rowsOf(born, "settings").map(({ key }) => key));
  return rowsOf(read, "settings")
    .filter(({ key }) => known.has(key))
    .map(({ key, values }) => ({
      tab: "settings",
      key,
      values: { value: own[key] ?? values.value ?? null },
    }));
}

/** Makes the drill's register. Safe to repeat. Throws what Google throws. */
export function makeRegister(workspace: Run, drill: Drill): Pick<Drill, "people" | "answerer"> {
  const { clock, access, triggers, identity } = workspace;
  const me = identity.runningAs();
  const read = registerNamed(workspace, "main", []).load(directoryRequests);
  const whole = directoryIn(read, clock);
  const { people, pack } = whole;
  const wanted = people.filter(
    (one) => one.school === null || fold(one.school) === fold(drill.school),
  );
  const { id } = createRegister(workspace, "drill", { installers: [me], leads: [] });
  const register = openRegister(workspace, id);
  const born = register.load(directoryRequests);
  if (rowsOf(born, "schools").length === 0) {
    const directory = drillDirectory(pack, wanted, drill.school);
    register.commit({ ...noChange, ...directory, update: drillSettings(read, born) }, born);
  }
  const open = wanted.flatMap(({ email, mayOpen }) => (mayOpen ? email : []));
  syncEditors(access, id, [...new Set(open)], me);
  if (!triggers.list().some(({ source }) => source === id)) {
    triggers.createEdit("onRegisterEdit", id);
  }
  const { lead, alternateLead, admin } = recipientsOfReport(whole, drill.school, clock.now(), {
    immediateDanger: false,
  });
  return {
    people: [...new Set([...wanted.map(({ email }) => email), drill.by, me])].join(" "),
    answerer: drill.answers === "lead" ? ((lead ?? alternateLead ?? admin)?.email ?? "") : "",
  };
}

/** Answers that the drill's report takes over from the response that brought the code: none of them says who anybody is. */
const takenKeys = [
  "factors",
  "concerns",
  "studentRole",
  "confirmedBy",
  "parentMayBeInvolved",
  "learnedAt",
  "calledChildAndFamilyServices",
  "calledLawEnforcement",
];

/** A report about the drill's made-up student, with every factor of the protocol. `sent`: the response that brought the code. */
export function drillReport(
  { memory }: Run,
  drill: Drill,
  sent: FormResponse | null,
): FormResponse {
  const code = codeOf(drill);
  const pack = packOfDesk(memory);
  const answers: Record<string, RawAnswer> = {
    school: drill.school,
    studentName: `Nobody (${code})`,
    // An id has a digit, which not every code has: without one the two reports of a drill would not be joined.
    studentId: `${code}-1`,
    factors: choices(pack, "factors").map(({ text }) => text),
    facts: "A drill. No child is meant.",
    reporterKnownTo:
      choices(pack, "reporterKnownTo").find(({ id }) => id === "contact")?.text ?? "",
  };
  if (sent !== null) {
    for (const key of takenKeys) {
      const answer = sent.answers[key] ?? "";
      if (answer.length > 0) answers[key] = answer;
    }
    const email = String(sent.answers["reporterEmail"] ?? "").trim();
    if (drill.people.split(" ").includes(email.toLowerCase())) answers["reporterEmail"] = email;
  }
  const { id = `drill-${drill.began}`, receivedAt = drill.began } = sent ?? {};
  return { id, receivedAt, language: sent?.language ?? source, answers, strangers: [] };
}
