/** Ticks of people who are not in line for a case, whom Google does not name, or who must not read it: what they stop, and who is told. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { call } from "../day/events";
import { mails, type Output } from "../day/look";
import { alternate, contactsRow, lead } from "../day/people";

const nora = "nora@district.example";
const sam = "sam@district.example";
const school = (name: string) => ({
  school: name,
  grades: "9-12",
  lawEnforcementAgency: "Town Police Department",
});
const district = {
  directory: {
    schools: [school("North High"), school("South High")],
    contacts: [
      contactsRow("designated contact", nora, { school: "North High" }),
      contactsRow("designated contact", sam, { school: "South High" }),
      contactsRow("backup contact", "bo@district.example"),
      contactsRow("district lead", lead),
      contactsRow("alternate lead", alternate),
    ],
  },
};
/** With no second reader, who would get a copy. */
const oneReader = {
  directory: {
    ...district.directory,
    contacts: district.directory.contacts.filter(({ email }) => email !== alternate),
  },
};
const danger = {
  school: "North High",
  studentName: "Robin Testperson",
  studentId: "730194",
  concerns: ["suspected-victim"],
  immediateDanger: "yes",
};
const sealed = { ...danger, recipientMayBeInvolved: "contact" };
const acknowledges = (as: string, register = "main") => ({
  as,
  edit: { register, case: "26-0001", set: { acknowledged: true } },
});
const letsIn = (who: string) => ({ share: { add: { who, file: "sealed" } }, as: "admin" });

const told = (out: Output) =>
  out.inbox.flatMap(({ message, to, text }) =>
    message === "typed-by-another" ? [{ to: to.join(), text }] : [],
  );
const asked = (out: Output) => mails(out, "case-escalated").flatMap(({ to }) => to);
/** Two rounds of who is asked. */
const later = { advance: "PT45M" };

describe("Acknowledged, in the main register", () => {
  test("by another school's contact, who was not asked, stops nothing; both are told who has it", async () => {
    const out = await playCleanDay([{ submit: danger }, acknowledges(sam), later], district);
    expect(out.cases).toMatchObject([{ acknowledged: false, acknowledgedBy: null }]);
    expect(asked(out)).toContain(nora);
    expect(told(out).map(({ to }) => to)).toEqual([sam, nora]);
    expect(told(out)[0]?.text).toContain(`The case is with ${nora}.`);
    expect(told(out)[1]?.text).toContain(`${sam} ticked this case.`);
    expect(
      told(out)
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(/Robin|Testperson|730194/);
    expect(out.activity).toContainEqual(
      expect.objectContaining({ what: "edit-put-back", who: sam, column: "acknowledged" }),
    );
  });

  test.each([
    ["its own contact", nora, []],
    ["a backup", "bo@district.example", []],
    ["the lead", lead, []],
    ["the alternate lead", alternate, []],
    [
      "whoever it was given to",
      sam,
      [{ edit: { case: "26-0001", set: { assignedTo: sam } }, as: nora }],
    ],
    [
      "the contact of a school that has it",
      sam,
      [{ edit: { case: "26-0001", set: { handedTo: "South High" } }, as: nora }],
    ],
    [
      "the contact of a school that a report names",
      sam,
      [{ submit: { ...danger, school: "South High" } }],
    ],
  ])("by %s counts", async (_, as, before) => {
    const out = await playDay([{ submit: danger }, ...before, acknowledges(as)], district);
    expect(out.cases).toMatchObject([{ acknowledged: true, acknowledgedBy: as }]);
    expect(told(out)).toEqual([]);
  });

  test("by an admin counts once the admin was asked", async () => {
    const quiet = { ...danger, immediateDanger: "no" };
    const admin = "admin@district.example";
    // With an alternate lead nobody asks the admin.
    const at = async (advance: string) =>
      playDay([{ submit: quiet }, { advance }, acknowledges(admin)], oneReader);
    expect((await at("PT5M")).cases).toMatchObject([{ acknowledged: false }]);
    expect((await at("PT6H")).cases).toMatchObject([{ acknowledged: true }]);
  });

  test("by somebody whom Google does not name counts, and the contact is told", async () => {
    const lost = { account: { removeTrigger: { who: "admin", function: "onRegisterEdit" } } };
    const out = await playDay([{ submit: danger }, lost, acknowledges(nora), later], district);
    expect(out.cases).toMatchObject([{ acknowledged: true, acknowledgedBy: "unknown editor" }]);
    expect(told(out)).toMatchObject([{ to: nora, text: expect.stringContaining("It counts") }]);
  });
});

describe("in a reader's file", () => {
  const typed = [
    {
      as: sam,
      edit: {
        register: "sealed",
        case: "26-0001",
        set: { acknowledged: true, dangerOver: true, notes: "Nothing to see." },
      },
    },
  ];

  test("what an excluded person types who was let in by hand is put back; the reader is told who typed, and who can share", async () => {
    const both = { ...sealed, school: "Not listed" };
    const out = await playCleanDay(
      [{ submit: both }, letsIn(sam), ...typed, { advance: "PT45M" }],
      oneReader,
    );
    expect(out.cases).toMatchObject([
      { register: "sealed", acknowledged: false, dangerOver: false, notes: null },
    ]);
    expect(told(out).map(({ to }) => to)).toEqual([lead]);
    expect(told(out)[0]?.text).toContain(`${sam} typed in your file`);
    expect(told(out)[0]?.text).toContain("let somebody in: admin@district.example");
    expect(out.access.filter(({ who, file }) => who === sam && file === "sealed")).toEqual([]);
    expect(asked(out)).toEqual([lead, lead]);
    expect(out.inbox.filter(({ to }) => to.includes(sam))).toEqual([]);
  });

  test("nor does a call of theirs, a row of the log, or a row of theirs in Plan", async () => {
    const row = (tab: string, set: object) => ({
      as: sam,
      edit: { register: "sealed", tab, case: "26-0001", set },
    });
    const both = { ...sealed, school: "Not listed" };
    for (const act of [
      { as: sam, edit: { register: "sealed", case: "26-0001", act: call, set: { done: true } } },
      row("log", { what: "Called, all is well" }),
      row("plan", { action: "None needed" }),
    ]) {
      const out = await playCleanDay(
        [{ submit: both }, letsIn(sam), act, { advance: "PT5M" }],
        oneReader,
      );
      expect([...out.checklist.filter(({ done }) => done)]).toEqual([]);
      expect(JSON.stringify([out.log, out.plan])).not.toMatch(/well|None needed/);
    }
  });

  test("Acknowledged by somebody who is neither its reader nor excluded stops nothing, and the reader alone is told", async () => {
    const out = await playDay(
      [{ submit: sealed }, letsIn(sam), acknowledges(sam, "sealed"), { advance: "PT30M" }],
      oneReader,
    );
    expect(out.cases).toMatchObject([{ register: "sealed", acknowledged: false }]);
    expect(told(out).map(({ to }) => to)).toEqual([lead]);
    expect(told(out)[0]?.text).toContain(`${sam} ticked this case.`);
  });

  const lost = { account: { removeTrigger: { who: "admin", function: "onRegisterEdit" } } };
  test.each([
    ["Acknowledged", acknowledges(lead, "sealed")],
    [
      "Danger over",
      { as: lead, edit: { register: "sealed", case: "26-0001", set: { dangerOver: true } } },
    ],
    [
      "a call",
      { as: lead, edit: { register: "sealed", case: "26-0001", act: call, set: { done: true } } },
    ],
  ])(
    "%s that Google does not name stops nothing until the reader ticks it again; the row says so",
    async (_, tick) => {
      const out = await playCleanDay([{ submit: sealed }, lost, tick, later], oneReader);
      expect(out.cases).toMatchObject([{ acknowledged: false, dangerOver: false }]);
      expect(out.checklist.filter(({ done }) => done)).toEqual([]);
      expect(told(out)).toMatchObject([
        { to: lead, text: expect.stringContaining("until you tick it again") },
      ]);
      expect(asked(out).length).toBeGreaterThan(1);
    },
  );

  test("ticked again by the reader, it counts", async () => {
    const out = await playDay([{ submit: sealed }, acknowledges(lead, "sealed"), later], oneReader);
    expect(out.cases).toMatchObject([{ acknowledged: true, acknowledgedBy: lead }]);
    expect(told(out)).toEqual([]);
  });
});
