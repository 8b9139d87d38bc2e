/** No email contains a name, an id or a text from a report, whatever is in the cells of a case and its steps (design 2.10). */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseFile } from "../../src/case/facts/case-file";
import type { Report } from "../../src/form/report";
import { message, type QueuedKind, queuedKinds } from "../../src/messages/messages";
import { writeEmail } from "../../src/outbox/write-email";
import { contextOf, opened, reported } from "../case/cases";
import { agenciesOf, reportTakers } from "./letters";

const to = "nora@district.example";
/** Every agency of the protocol has a number, also one that is called for some signs alone. */
const directory = agenciesOf([
  ...reportTakers,
  { agency: "probation", name: "Probation office", phone: "(415) 555-0109" },
]);

/** Cells of a case and of its steps that people type freely, or that come from a report. */
const typed = ["student", "studentId", "notes", "raiseReason", "withdrawReason", "agencyClearedBy"];
const typedInSteps = ["notes", "agencyPerson", "agencyReference", "notApplicableBecause", "why"];

/** The email of a kind about this case, with all that any kind stores; null if there is nothing to say. */
function emailAbout(kind: QueuedKind, file: CaseFile) {
  const detail = {
    ...{ writtenReportDue: 1, dueFrom: "learned", turn: 2, other: "26-0009", told: [] },
    ...{ cases: ["26-0007"], reminders: ["case-escalated 26-0007"], date: "2026-09-01" },
    ...{ notices: [{ id: "contact-not-emailed", who: [to], cases: ["26-0007"] }] },
  };
  const about = /gathered|unanswered|digest/.test(kind) ? null : "26-0007";
  return writeEmail(
    // Of what is stored each kind reads its own members.
    message(kind, detail as never, { id: "r x", to, case: about }),
    {
      to,
      spreadsheetId: "1AbC",
      files: new Map([["26-0007", file]]),
      digest: { files: [file], reports: [] },
    },
    contextOf({ directory }),
  );
}

test.each<[string, Partial<Report>, Partial<Report>]>([
  ["what was said of a parent", { parentMayBeInvolved: "yes" }, { parentMayBeInvolved: "no" }],
  [
    "which sign was seen",
    { factors: ["law-enforcement-involvement"] },
    { factors: ["frequently-absent"] },
  ],
])("no email tells someone who reads over a shoulder %s", (_, one, other) => {
  for (const kind of queuedKinds()) {
    const [mail, another] = [one, other].map((said) =>
      emailAbout(kind, opened({ report: { concerns: ["suspected-victim"], ...said } })),
    );
    expect(mail, kind).toEqual(another);
  }
});

test("no email of any kind has what was reported or typed", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...queuedKinds()),
      fc.constantFrom(...Object.values(reported)),
      fc.stringMatching(/^[A-Z][a-z]{5}q[a-z]{3}$/),
      fc.boolean(),
      (kind, report, secret, isHeld) => {
        const cells = (keys: readonly string[]) =>
          Object.fromEntries(keys.map((key) => [key, secret]));
        const facts = { studentName: secret, studentId: secret, facts: secret };
        const file = opened({ report: { ...report, ...facts, reporterName: secret } });
        const filled = {
          ...file,
          row: { ...file.row, ...cells(typed) },
          acts: file.acts.map((act) => ({ ...act, ...(isHeld ? cells(typedInSteps) : {}) })),
        };
        expect(JSON.stringify(emailAbout(kind, filled))).not.toContain(secret);
      },
    ),
  );
});
