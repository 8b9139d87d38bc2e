/** Days on which law and practice ask for more than the county's steps: a parent at the gate, a coach, a student of 18, an officer, a student without a home. Synthetic people only. */
import { describe, expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import { call, editOf, rowan } from "../day/events";
import {
  actIdsOf,
  actsOf,
  caseOf,
  cellsOf,
  expectNoStudentData,
  mailTo,
  onlyCase,
  wordsIn,
  wordsOf,
} from "../day/look";
import { admin, alternate, contact, contactsRow, lead } from "../day/people";

const suspected = { ...rowan, grade: "10", concerns: ["suspected-victim"] };
const submit = (more: object = {}) => ({ submit: { ...suspected, ...more } });
const edit = (set: object, as = "contact", reference = "26-0001") => editOf(reference, set, as);
const tick = (act: string, as = "contact", set: object = { done: true }) => ({
  edit: { case: "26-0001", act, set },
  as,
});
const leaves = "agree-how-student-leaves";
const staffActs = [
  "agree-before-staff-changes",
  "tell-superintendent-and-counsel",
  "tell-title-ix-coordinator",
];
type Out = Awaited<ReturnType<typeof playDay>>;
const act = (out: Out, id: string, reference = "26-0001") => {
  const found = actsOf(out, reference).find((one) => one["act"] === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

describe("Friday, 2 pm, a parent at the gate", async () => {
  const friday = { start: "2026-09-04T14:00:00-07:00" };
  const out = await playDay(
    [submit({ parentMayBeInvolved: "yes", immediateDanger: "yes" })],
    friday,
  );

  test("how the student leaves stands right after the calls, due within the hour", () => {
    const ids = actIdsOf(out);
    expect(ids.slice(0, 4)).toEqual([
      "involve-law-enforcement",
      call,
      leaves,
      "submit-mandated-report",
    ]);
    expect(act(out, leaves)).toMatchObject({ state: "open", protocolSteps: [], call: null });
    const due = Date.parse(String(act(out, leaves)["due"]));
    expect(due - Date.parse(String(onlyCase(out)["opened"]))).toBe(3_600_000);
  });

  test("the first mail has the act in one line, its row has it whole, and nothing of the parent is mailed", () => {
    const [mail] = mailTo(out, contact);
    if (mail === undefined) throw new Error("no mail");
    expect(wordsOf(mail)).toContain(
      "Before dismissal, ask child and family services or police how the student leaves.",
    );
    expect(String(act(out, leaves)?.["what"])).toContain(
      "whether, with whom and how the student leaves school today",
    );
    expect(wordsOf(mail)).not.toMatch(/48906|11174|Notes who may collect|parent may be involved/);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "North High"]);
  });

  test("the morning's mail says it with what cannot wait until tomorrow", async () => {
    const early = await playDay(
      [
        submit({
          ...{ parentMayBeInvolved: "yes", staffMayBeInvolved: "yes" },
          recipientMayBeInvolved: "no",
        }),
        { advance: "PT30M" },
      ],
      { start: "2026-09-04T07:10:00-07:00" },
      { isAsleep: true },
    );
    const [digest = null] = mailTo(early, contact).filter(({ message }) => message === "digest");
    const [, today = ""] = (digest?.text ?? "").split("NOT LATER THAN TODAY\n");
    const [urgent = ""] = today.split("\n\n");
    expect(urgent).toContain("Call child and family services");
    expect(urgent).toContain(
      "Where the student is, and how they leave school, by Fri Sep 4, 8:00 AM",
    );
    expect(urgent).toContain("What changes today for a member of staff, by Fri Sep 4, 8:10 AM");
  });

  test("with an at-risk factor alone it is owed because of the parent, and no mail tells of that", async () => {
    const atRisk = { ...rowan, grade: "10", factors: ["controlled-or-groomed"] };
    const yes = await playDay([{ submit: { ...atRisk, parentMayBeInvolved: "yes" } }], friday);
    const no = await playDay([{ submit: { ...atRisk, parentMayBeInvolved: "no" } }], friday);
    expect(actIdsOf(yes).slice(0, 2)).toEqual([call, leaves]);
    expect(actIdsOf(no)).not.toContain(leaves);
    expect(yes.inbox.map(wordsOf)).toEqual(no.inbox.map(wordsOf));
    const answered = await playDay(
      [
        { submit: { ...atRisk, parentMayBeInvolved: "yes" } },
        edit({ parentMayBeInvolved: "no" }),
        edit({ parentOverruledBy: "law-enforcement" }, "lead"),
      ],
      friday,
    );
    expect(actIdsOf(answered)).toContain(leaves);
  });
});

describe("a coach is named", async () => {
  const facts = "Coach Harlan Quince drives her home each day.";
  const coach = { staffMayBeInvolved: "yes", recipientMayBeInvolved: "no", facts };
  const out = await playDay([submit(coach)]);

  test("the case is an ordinary one, with three acts that are no step of the county", () => {
    expect(onlyCase(out)).toMatchObject({
      register: "main",
      staffMayBeInvolved: "yes",
      reviewReasons: [],
    });
    expect(out.reports[0]).toMatchObject({ staffMayBeInvolved: "yes" });
    const ids = actIdsOf(out);
    expect(ids.slice(2, 5)).toEqual([leaves, staffActs[0], "submit-mandated-report"]);
    for (const id of staffActs) {
      expect(act(out, id)).toMatchObject({ state: "open", protocolSteps: [], call: null });
    }
    expect(act(out, "tell-superintendent-and-counsel")).toMatchObject({ statutes: ["EC 44030.5"] });
    expect(act(out, "tell-title-ix-coordinator")).toMatchObject({ statutes: ["34 CFR 106.44"] });
  });

  test("it is agreed today with police or child and family services, else superintendent and counsel decide", () => {
    expect(act(out, "agree-before-staff-changes")["what"]).toMatch(
      /^Today, before that person is next with students, agree with police or child and family services.*If no agency has answered by then, the superintendent and counsel decide, with the Title IX coordinator,.*giving no reason/,
    );
    expect(act(out, "tell-superintendent-and-counsel")["what"]).toMatch(
      /If no agency has answered before.*holds a credential.*within 30 days/,
    );
  });

  test("the mail has each act in a line, and never the name", () => {
    expectNoStudentData(out.inbox, ["Harlan", "Quince", "Rowan", "Pine", "730194"]);
    const [mail] = mailTo(out, contact);
    expect(mail?.text).toContain(
      "Agree with police or child and family services what changes for staff today; otherwise superintendent and counsel decide.",
    );
    expect(mail?.text).toContain("Today, tell the Title IX coordinator.");
    expect(mail?.text).not.toMatch(/keys, duties|44030|106\.44/);
    expect(mailTo(out, lead)).toEqual([]);
  });

  test.each<[string, object, readonly string[], string]>([
    [
      "it is not known whether",
      { ...coach, staffMayBeInvolved: "unknown" },
      ...([[], "review-needed"] as const),
    ],
    [
      "nor said whether they get reports, which seals it",
      { ...coach, recipientMayBeInvolved: undefined },
      ...([staffActs, "case-opened"] as const),
    ],
  ])("where %s, the lead is asked at once", async (_name, report, wanted, mail) => {
    const asked = await playDay([submit(report)]);
    expect(onlyCase(asked)["reviewReasons"]).toEqual(["staff-not-clear"]);
    const toLead = mailTo(asked, lead);
    expect(toLead.map(({ message }) => message)).toEqual([mail]);
    expect(toLead.map(wordsOf).join()).toMatch(
      /agree (?:today )?with police or child and family services.*superintendent and counsel decide/i,
    );
    expect(actIdsOf(asked).filter((id) => staffActs.includes(String(id)))).toEqual(wanted);
  });

  test("who gets reports is sealed out as today, whatever is said of staff", async () => {
    const sealed = await playDay([submit({ ...coach, recipientMayBeInvolved: "contact" })]);
    expect(onlyCase(sealed)).toMatchObject({ register: "sealed", staffMayBeInvolved: "yes" });
    expect(actIdsOf(sealed, String(onlyCase(sealed)["case"]))).toEqual(
      expect.arrayContaining(staffActs),
    );
    expect(mailTo(sealed, contact)).toEqual([]);
  });

  test("an answer that cannot be read tells the lead", async () => {
    const raw = { ...rowan, staffMayBeInvolved: "perhaps" };
    const unread = await playDay([{ submit: { raw } }]);
    expect(onlyCase(unread)["reviewReasons"]).toContain("unread-staffMayBeInvolved");
    expect(unread.reports[0]).toMatchObject({ staffMayBeInvolved: null });
  });

  test("learned later, the contact's answer adds the acts, and a no takes none away", async () => {
    const later = await playDay([
      submit({ staffMayBeInvolved: "no" }),
      edit({ staffMayBeInvolved: "yes" }),
      edit({ staffMayBeInvolved: "no" }),
    ]);
    expect(actIdsOf(later)).toEqual(expect.arrayContaining(staffActs));
    expect(onlyCase(later)).toMatchObject({ staffMayBeInvolved: "no" });
    const joined = await playDay([submit(), edit({ staffMayBeInvolved: "no" }), submit(coach)]);
    expect(onlyCase(joined)).toMatchObject({ staffMayBeInvolved: "yes", reports: 2 });
    expect(actIdsOf(joined)).toEqual(expect.arrayContaining(staffActs));
  });

  test("it goes along in a merge, and back out of it", async () => {
    const other = { ...suspected, studentId: "730195", studentName: "Robin Lake" };
    const events = [
      submit(),
      { submit: { ...other, ...coach } },
      edit({ sameStudentAs: "26-0001" }, "contact", "26-0002"),
    ];
    const merged = await playDay(events);
    const of = (day: Out, reference: string) => caseOf(day, reference)?.["staffMayBeInvolved"];
    expect(of(merged, "26-0001")).toBe("yes");
    expect(actIdsOf(merged)).toEqual(expect.arrayContaining(staffActs));
    const parted = await playDay([...events, edit({ sameStudentAs: null }, "contact", "26-0002")]);
    expect([of(parted, "26-0001"), of(parted, "26-0002")]).toEqual([null, "yes"]);
    const open = actsOf(parted).filter(({ state }) => state === "open");
    expect(open.map((one) => one["act"])).not.toContain("agree-before-staff-changes");
    expect(actIdsOf(parted, "26-0002")).toEqual(expect.arrayContaining(staffActs));
  });

  test("it goes along into the other reader's file", async () => {
    const out = await playDay(
      [
        { submit: { ...suspected, ...coach, recipientMayBeInvolved: "contact" } },
        { advance: "PT8H" },
      ],
      {
        directory: {
          contacts: [contactsRow("district lead", lead), contactsRow("alternate lead", alternate)],
        },
      },
    );
    const copies = out.cases.map((one) => [one["register"], one["staffMayBeInvolved"]]);
    expect(copies).toEqual([
      ["sealed", "yes"],
      ["sealed-alternate", "yes"],
    ]);
  });
});

describe("a student of 18", async () => {
  const parentActs = ["inform-parent-or-guardian", "offer-referral-to-parent"];
  const clearance = {
    agencyCleared: "child-and-family-services",
    agencyClearedBy: "Kim Doe",
    agencyClearedAt: "2026-09-01T09:30:00-07:00",
  };
  const gates = [
    tick(call),
    { advance: "PT90M" },
    edit({ parentMayBeInvolved: "no", victimConsulted: "2026-09-01" }),
    edit(clearance),
  ];
  const states = (out: Out) => parentActs.map((id) => act(out, id)["state"]);
  const of = (grade?: string) => submit({ grade, parentMayBeInvolved: "no" });

  test.each([
    ["12", true],
    ["11th", true],
    [undefined, true],
    ["senior", true],
    ["10", false],
    ["9th grade", false],
    ["Kindergarten", false],
  ])("grade %s: the row asks for it: %s", async (grade, isAsked) => {
    const asks = wordsIn(await playDay([of(grade)]), "Cases").includes(
      "Parent: is the student 18 or over?",
    );
    expect(asks).toBe(isAsked);
  });

  test("the parent's acts open as for a child while nobody says so, and with yes only by consent", async () => {
    const day = await Day.begin();
    expect(states(day.play(of("12"), ...gates))).toEqual(["open", "open"]);
    const before = day.workspace.save();
    /** What follows once the gates are passed. */
    const then = (...events: readonly unknown[]) => {
      day.workspace.resume(before);
      return day.play(...events);
    };
    expect(states(then(edit({ isAdult: "no" })))).toEqual(["open", "open"]);
    const adult = then(edit({ isAdult: "yes" }));
    expect(states(adult)).toEqual(["locked", "locked"]);
    expect(onlyCase(adult)).toMatchObject({ isAdult: "yes" });
    expect(wordsIn(adult, "Checklist")).toContain(
      "Still missing: the day on which the student, who is 18 or over, consented.",
    );
    expect(wordsIn(adult, "Cases")).not.toContain("Parent: is the student 18 or over?");
    const consent = edit({ studentConsented: "2026-09-01" });
    expect(states(then(edit({ isAdult: "yes" }), consent))).toEqual(["open", "open"]);
    const alone = await playDay([of("12"), edit({ isAdult: "yes" }), consent]);
    expect(states(alone)).toEqual(["locked", "locked"]);
    const ahead = edit({ studentConsented: "2026-09-09" });
    expect(states(then(edit({ isAdult: "yes" }), ahead))).toEqual(["locked", "locked"]);
  });

  test("rows say what holds instead, the call stays, and no mail tells the age", async () => {
    const untilTomorrow = { advance: "PT26H" };
    const next = (isAdult: string) =>
      playDay([of("12"), edit({ isAdult }), untilTomorrow], {}, { every: 120 });
    const [adult, child] = [await next("yes"), await next("no")];
    expect(act(adult, leaves)["what"]).toContain("The student is 18 or over and decides");
    expect(act(adult, leaves)["what"]).not.toMatch(/custodial|48906|11174/);
    expect(act(adult, leaves)["statutes"]).toEqual(["EC 234.7"]);
    expect(act(adult, call)).toMatchObject({ statutes: ["PC 11166", "PC 11165"], state: "open" });
    expect(act(child, call)["statutes"]).toEqual(["PC 11166"]);
    const told = (out: Out) =>
      out.inbox
        .filter(({ message }) => message !== "review-needed")
        .map((mail) => wordsOf(mail).replaceAll(" and “To review”", ""));
    expect(told(adult)).toEqual(told(child));
    expect(adult.inbox.map(wordsOf).join()).not.toMatch(/18 or over/);
  });
});

describe("an officer at the desk", async () => {
  test.each([
    ["suspected-victim", "unknown"],
    ["suspected-victim", "yes"],
    ["confirmed-victim", "no"],
  ])(
    "%s, a parent %s: both halves of EC 48906 and the interview stand in the row",
    async (concern, parent) => {
      const out = await playDay([submit({ concerns: [concern], parentMayBeInvolved: parent })]);
      const row = act(out, leaves);
      expect(row["what"]).toMatch(
        /By law \(EC 48906\): if the student leaves with an officer, ask the officer in what capacity\. The school takes immediate steps to notify the parent or guardian, except where .*the officer notifies\./,
      );
      expect(row["what"]).toContain("may choose a staff member to be present, who says nothing");
      expect(row["statutes"]).toEqual(["EC 48906", "PC 11174.3", "EC 234.7"]);
      const guide = cellsOf(out).filter(({ tab }) => tab === "Guide");
      const said = guide.map(({ value }) => String(value)).join("\n");
      expect(said).toMatch(/The law: California Education Code section 48906/);
    },
  );

  test("nobody at school interviews any student, and images wait for police", async () => {
    const out = await playDay([submit()]);
    const { what } = act(out, "investigate-campus-impact");
    expect(what).toContain("It is never an interview of any student.");
    expect(what).toContain("Images are not opened, copied, photographed or forwarded");
    expect(what).toContain("Where police say otherwise, write their words into Notes");
    const [mail] = mailTo(out, contact);
    expect(mail?.text).toContain("Do not question any student");
  });
});

describe("homelessness alone", async () => {
  const alone = { ...rowan, grade: "10", factors: ["runaway-or-unstable-housing"] };
  const liaison = contactsRow("Homeless liaison", "sam@district.example", {
    name: "Sam Poe",
    phone: "(415) 555-0107",
  });
  const out = await playDay(
    [{ submit: alone }, { advance: "PT30H" }],
    {
      directory: {
        schools: [{ school: "North High", sroIsDistrictPolice: "no" }],
        contacts: [
          contactsRow("designated contact", contact, { school: "North High" }),
          contactsRow("district lead", lead),
          contactsRow("district admin", admin),
          { role: "child and family services", phone: "(415) 473-7153" },
          liaison,
        ],
      },
    },
    { every: 240, isAsleep: true },
  );

  test("asks, and owes no report by itself; the act stays", () => {
    expect(onlyCase(out)).toMatchObject({ level: "below-threshold", protocols: [] });
    const row = act(out, call);
    expect(row).toMatchObject({ statutes: ["PC 11166", "PC 11165.15"], state: "open" });
    expect(row["what"]).toContain("it is owed if you reasonably suspect abuse or neglect");
    expect(row["what"]).toContain("If you are unsure, call and ask.");
    expect(row["what"]).toContain("in itself no sufficient basis for a report");
    expect(`${row["what"]} ${wordsIn(out, "Checklist")}`).not.toContain("It is owed although");
  });

  test("names the liaison of Contacts in the row, who is told of nothing and opens nothing", () => {
    expect(act(out, call)["what"]).toContain(
      "the district's homeless liaison, Sam Poe (415) 555-0107; the district's foster youth liaison.",
    );
    expect(out.contacts.at(-1)).toMatchObject({ role: "Homeless liaison", problem: null });
    expect(mailTo(out, "sam@district.example")).toEqual([]);
    expect(out.access.map(({ who }) => who)).not.toContain("sam@district.example");
    expectNoStudentData(out.inbox, ["Sam Poe", "homeless", "liaison", "Rowan", "Pine"]);
  });
});

describe("a school consequence", async () => {
  const recruiting = { concerns: ["recruiting-or-exploiting"], studentRole: "may-be-recruiting" };
  const state = (out: Out) => act(out, "school-consequence")["state"];
  const asked = (as: string) => tick("tell-title-ix-coordinator", as);
  const no = edit({ mayBeVictim: "no" });

  test("waits for the victim question and for the lead's tick, in whatever order", async () => {
    expect(state(await playDay([submit(recruiting), no]))).toBe("locked");
    expect(state(await playDay([submit(recruiting), asked("lead")]))).toBe("locked");
    expect(state(await playDay([submit(recruiting), asked("lead"), no]))).toBe("open");
    expect(state(await playDay([submit(recruiting), no, asked("lead")]))).toBe("open");
  });

  test("a contact's tick is kept, and opens nothing; the lead's own does, and goes with the tick", async () => {
    const by = await playDay([submit(recruiting), no, asked("contact")]);
    expect(act(by, "tell-title-ix-coordinator")).toMatchObject({ done: true, state: "done" });
    expect(state(by)).toBe("locked");
    const off = tick("tell-title-ix-coordinator", "lead", { done: false });
    const again = await playDay([submit(recruiting), no, asked("contact"), off, asked("lead")]);
    expect(state(again)).toBe("open");
    const gone = await playDay([submit(recruiting), no, asked("lead"), off]);
    expect(state(gone)).toBe("locked");
  });
});
