/** Days on which law and practice ask for more than the county's steps: a parent at the gate, a coach, a student of 18, a student without a home. Synthetic people only. */
import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { call, editOf, rowan } from "../day/events";
import {
  actIdsOf,
  actsOf,
  expectNoStudentData,
  mailTo,
  onlyCase,
  wordsIn,
  wordsOf,
} from "../day/look";
import { admin, contact, contactsRow, lead } from "../day/people";

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

  test("the first mail has the act in one line, and nothing of the parent", () => {
    const [mail] = mailTo(out, contact);
    if (mail === undefined) throw new Error("no mail");
    expect(wordsOf(mail)).toContain(
      "Before dismissal, ask child and family services or police how the student leaves.",
    );
    expect(wordsOf(mail)).not.toMatch(/48906|11174|Notes who may collect|parent may be involved/);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "North High"]);
  });

  test("with an at-risk factor alone it is owed because of the parent, and no mail tells of that", async () => {
    const atRisk = { ...rowan, grade: "10", factors: ["controlled-or-groomed"] };
    const yes = await playDay([{ submit: { ...atRisk, parentMayBeInvolved: "yes" } }], friday);
    const no = await playDay([{ submit: { ...atRisk, parentMayBeInvolved: "no" } }], friday);
    expect(actIdsOf(yes).slice(0, 2)).toEqual([call, leaves]);
    expect(actIdsOf(no)).not.toContain(leaves);
    expect(yes.inbox.map(wordsOf)).toEqual(no.inbox.map(wordsOf));
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

  test("no mail has the name, and the lead gets none", () => {
    expectNoStudentData(out.inbox, ["Harlan", "Quince", "Rowan", "Pine", "730194"]);
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
});

describe("a student of 18", async () => {
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

  test("the call stays, by other statutes, and no mail tells the age", async () => {
    const untilTomorrow = { advance: "PT26H" };
    const next = (isAdult: string) =>
      playDay([of("12"), edit({ isAdult }), untilTomorrow], {}, { every: 120 });
    const [adult, child] = [await next("yes"), await next("no")];
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
