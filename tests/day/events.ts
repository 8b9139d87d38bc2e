/** What happens on a day, as data. Any event of a scenario (scripts/play/scenario.ts) can be among these. */

/** The case that most days are about, and the two steps that most days tick. */
export const first = "26-0001";
export const call = "call-child-and-family-services";
export const update = "update-child-and-family-services";
/** Steps that would tell a parent. */
export const telltale = ["inform-parent-or-guardian", "offer-referral-to-parent"];

/** Milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;

/** The student whom most reports are about, and another. */
export const rowan = { school: "North High", studentName: "Rowan Pine", studentId: "730194" };
export const ash = { ...rowan, studentName: "Ash Grove", studentId: "730195" };

/** What a teacher answers about Rowan Pine, unless `more` says otherwise. */
export const report = (more: object = {}) => ({
  ...rowan,
  factors: ["controlled-or-groomed"],
  ...more,
});

export const submit = (more: object = {}) => ({ submit: report(more) });

/** A report about somebody else, with more answers than `report` gives. */
export const reportOn = (studentName: string, studentId: string, more: object = {}) =>
  submit({
    studentName,
    studentId,
    grade: "10",
    factors: ["frequently-absent", "relationships-of-concern"],
    facts: "An account of what was seen.",
    ...more,
  });

let students = 0;

/** Answers about a student whom no earlier report named. */
export function reportOnAnother(more: object = {}): object {
  students += 1;
  const letter = "abcdefghijklmnopqrstuvwxyz"[students % 26];
  const studentName = `Student ${letter}${students}`;
  return report({ studentName, studentId: String(100_000 + students), ...more });
}

/** Somebody types into a case, of the main register unless another is named. */
export const editOf = (reference: string, set: object, as = "contact", register?: string) => ({
  edit: { case: reference, register, set },
  as,
});

/** Types into the case that the day is about, or into another. */
export const edit = (set: object, as?: string, reference = first) => editOf(reference, set, as);

/** Ticks a step of a case, or types what `set` says. */
export const tickOf = (
  reference: string,
  act: string,
  set: object = { done: true },
  as?: string,
  register?: string,
) => ({ edit: { case: reference, register, act, set }, as });

/** Ticks a step of the case that the day is about. */
export const tick = (act: string, set?: object, as?: string) => tickOf(first, act, set, as);

/** Says of mandated report steps that somebody else has made them. */
export const alreadyMade = (reference: string, ...acts: readonly string[]) =>
  acts.map((act) =>
    tickOf(reference, act, { alreadyMade: true, madeBy: "The county's own worker" }),
  );

/** Says that a case is about the student of another one. */
export const merge = (from: string, into: unknown, as?: string) =>
  editOf(from, { sameStudentAs: into }, as);

/** Closes a case for a reason, with the lead's agreement; these calls and reports somebody else has made. */
export const closing = (reference: string, closeReason: string, ...made: readonly string[]) => [
  ...alreadyMade(reference, ...made),
  editOf(reference, { closeReason, notes: "Spoke with the family." }),
  editOf(reference, { leadAgreed: true }, "lead"),
  editOf(reference, { status: "closed" }),
];

/** From then on no trigger tells of an edit: the clock finds it. */
export const noEditTrigger = { account: { removeTrigger: "onRegisterEdit" } };

/** Types into a row of Contacts. */
export const editContacts = (email: string, set: object, as = "admin") => ({
  edit: { tab: "contacts", key: email, set },
  as,
});

export const minutes = (count: number) => ({ advance: `PT${count}M` });

export const menu = (name: string, answers?: object, as?: string) => ({
  menu: { name, answers },
  as,
});
export const setUp = menu("set-up");

/** What a lead answers whose counsel has looked at a request for a record. */
export const byCounsel = {
  counselName: "Casey Counsel",
  counselDay: "2026-09-01",
  counselDecision: "Yes",
};

/** A call that fails before it does anything, so many times. */
export const fault = (call: string, times = 1, error?: string) => ({
  fault: { call, when: "before", times, error },
});
