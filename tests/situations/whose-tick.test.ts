/** What people type who may not act on a case, whom Google does not name, or who must not read it: what counts, and who is told (design 2.19). */
import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
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

const typed = (set: object, as: string, more: object = {}) => ({
  as,
  edit: { case: "26-0001", ...more, set },
});
const alarms = (out: Output) => mails(out, "case-escalated");

describe("somebody who may not act on a case", () => {
  test("ticks Danger over for a child in danger: it is undone, the alarm continues, and the case's own contact hears of it", async () => {
    const day = await Day.begin(district);
    const out = day.playClean({ submit: danger }, typed({ dangerOver: true }, sam), later);
    expect(out.cases).toMatchObject([{ dangerOver: false }]);
    expect(alarms(out).length).toBeGreaterThan(3);
    expect(told(out).map(({ to }) => to)).toEqual([sam, nora]);
    expect(told(out)[0]?.text).toContain(`The case is with ${nora}`);
    expect(told(out)[1]?.text).toContain(`${sam} is not allowed to act on this case`);
    expect(told(out)[1]?.text).toContain("“Danger over”");
    expect(day.note("cases", day.rowOf("cases", "26-0001"), "dangerOver")).toMatch(
      /^Undone: .*write your address in “Assigned to”/,
    );
    const words = told(out).map(({ text }) => text);
    expect(words.join()).not.toMatch(/Robin|Testperson|730194/);
    expect(out.activity).toContainEqual(
      expect.objectContaining({ what: "edit-put-back", who: sam, column: "dangerOver" }),
    );
  });

  test("ticks a call: it is undone and kept in Log, contact and lead are asked at once to confirm it, and the alarm continues", async () => {
    const claim = {
      done: true,
      calledAt: "2026-09-01T09:05:00-07:00",
      agencyPerson: "Worker Quill",
      agencyReference: "REF-77",
    };
    const out = await playCleanDay(
      [{ submit: danger }, { advance: "PT10M" }, typed(claim, sam, { act: call }), later],
      district,
    );
    expect(out.checklist.filter(({ done }) => done)).toEqual([]);
    expect(out.checklist.find(({ act }) => act === call)).toMatchObject({
      agencyReference: null,
      agencyPerson: null,
      calledAt: null,
    });
    expect(out.log).toMatchObject([
      {
        case: "26-0001",
        at: "2026-09-01T16:05:00.000Z",
        who: sam,
        act: call,
        with: "Worker Quill",
        outcome: null,
        what: expect.stringMatching(/^Not confirmed(.|\n)*REF-77/),
      },
    ]);
    expect(out.disclosures).toEqual([]);
    expect(told(out).map(({ to }) => to)).toEqual([sam, nora, lead]);
    for (const { text } of told(out).slice(1)) {
      expect(text).toContain(`${sam} wrote that a call was made`);
      expect(text).toContain("What they wrote is in Log");
      expect(text).not.toMatch(/Quill|REF-77/);
    }
    const asks = alarms(out).filter(({ at }) => at > "2026-09-01T16:30");
    expect(asks.length).toBeGreaterThan(0);
  });

  test.each([
    ["assign it to themselves", { assignedTo: sam }],
    ["hand it to their school", { handedTo: "South High" }],
    ["correct its school to theirs", { school: "South High" }],
    ["step the contact aside", { steppedAside: nora }],
    ["close it", { status: "closed", closeReason: "other" }],
    ["acknowledge it", { acknowledged: true }],
    ["write in Notes", { notes: "It is nothing." }],
    ["hold it", { holdUntil: "2026-09-10" }],
    ["undo its question", { sameStudentAs: "26-0001" }],
  ])("cannot %s; the case's own contact hears of it", async (_, set) => {
    const out = await playCleanDay([{ submit: danger }, typed(set, sam), later], district);
    expect(out.cases).toMatchObject([
      { contact: nora, status: "open", acknowledged: false, school: "North High" },
    ]);
    for (const [key, value] of Object.entries(set)) {
      expect(out.cases[0]?.[key]).not.toEqual(value);
    }
    expect(told(out).map(({ to }) => to)).toEqual([sam, nora]);
    expect(asked(out)).toContain(nora);
    expect(asked(out)).not.toContain(sam);
  });

  test("cannot write in Plan, Disclosures and Reports; Log is open to them", async () => {
    const row = (tab: string, set: object) => ({ as: sam, edit: { tab, case: "26-0001", set } });
    const out = await playCleanDay(
      [
        { submit: danger },
        row("plan", { action: "None needed" }),
        row("disclosures", { what: "Told the parents" }),
        row("reports", { callConfirmed: true }),
        row("log", { what: "The bus driver saw him" }),
      ],
      district,
    );
    expect(JSON.stringify([out.plan, out.disclosures])).not.toMatch(/None needed|Told the parents/);
    expect(out.reports).toMatchObject([{ callConfirmed: false }]);
    expect(out.log).toMatchObject([{ what: "The bus driver saw him" }]);
    const texts = told(out).flatMap(({ to, text }) => (to === nora ? [text] : []));
    expect(texts).toHaveLength(3);
    expect(texts.join()).toMatch(
      /Plan: “Action”(.|\n)*Disclosures: “What was told”(.|\n)*Reports: “/,
    );
  });

  test("asked about it by email, they may act: the admin, once everybody before has not answered", async () => {
    const admin = "admin@district.example";
    // With an alternate lead nobody asks the admin.
    const contacts = [...oneReader.directory.contacts, contactsRow("district admin", admin)];
    const directory = { ...oneReader.directory, contacts };
    const at = async (submit: object, advance: string) =>
      playDay([{ submit }, { advance }, acknowledges(admin)], { directory });
    const quiet = { ...danger, immediateDanger: "no" };
    expect((await at(quiet, "PT5M")).cases).toMatchObject([{ acknowledged: false }]);
    expect((await at(quiet, "PT6H")).cases).toMatchObject([{ acknowledged: true }]);
    // Of a danger that nobody answers only the Outbox says who was asked.
    expect((await at(danger, "PT5M")).cases).toMatchObject([{ acknowledged: false }]);
    expect((await at(danger, "PT90M")).cases).toMatchObject([{ acknowledged: true }]);
  });

  test("told that they may not, they were not asked: the second try is undone too", async () => {
    const out = await playDay(
      [{ submit: danger }, acknowledges(sam), { advance: "PT5M" }, acknowledges(sam)],
      district,
    );
    expect(out.cases).toMatchObject([{ acknowledged: false }]);
  });

  test("of a text too long to give back: it stays, and the contact is told", async () => {
    const long = "x".repeat(300);
    const out = await playDay(
      [{ submit: danger }, typed({ notes: long }, nora), typed({ notes: "Gone." }, sam)],
      district,
    );
    expect(out.cases).toMatchObject([{ notes: "Gone." }]);
    expect(told(out)[1]).toMatchObject({ to: nora, text: expect.stringContaining("Not undone") });
  });

  test("where a report names their school they may act; all the same only the school that has the case moves it, and both are told", async () => {
    const two = [{ submit: danger }, { submit: { ...danger, school: "South High" } }];
    const hands = (as: string) => typed({ handedTo: "South High" }, as);
    const pulled = await playDay([...two, hands(sam)], district);
    // A report names their school, so they may act on the case; it is with North High all the same.
    expect(pulled.cases).toMatchObject([{ handedTo: null, contact: nora }]);
    const given = await playDay([...two, hands("bo@district.example")], district);
    expect(given.cases).toMatchObject([{ handedTo: "South High" }]);
    const handed = mails(given, "case-handed-over");
    expect(handed.map(({ to }) => to.join()).sort()).toEqual([nora, sam]);
    const received = await playDay(
      [...two, hands(nora), typed({ handedAt: "2026-09-01" }, sam)],
      district,
    );
    expect(received.cases).toMatchObject([{ contact: sam }]);
    const former = received.inbox.filter(
      ({ message, to }) => message === "case-handed-over" && to.join() === nora,
    );
    expect(former).toMatchObject([{ text: expect.stringContaining("is with another school now") }]);
  });
});

describe("somebody whom Google does not name", () => {
  const lost = { account: { removeTrigger: { who: "admin", function: "onRegisterEdit" } } };

  test("counts; contact and lead are told which cells, and how to undo it", async () => {
    const out = await playCleanDay(
      [
        { submit: danger },
        lost,
        typed({ dangerOver: true, notes: "All is well with Robin." }, sam),
        typed({ done: true }, sam, { act: call }),
        { as: sam, edit: { tab: "plan", case: "26-0001", set: { action: "Walk him home" } } },
        later,
      ],
      district,
    );
    expect(out.cases).toMatchObject([{ dangerOver: true, notes: "All is well with Robin." }]);
    expect(out.checklist.find(({ act }) => act === call)).toMatchObject({ done: true });
    expect(out.plan).toMatchObject([{ action: "Walk him home" }]);
    expect(new Set(told(out).map(({ to }) => to))).toEqual(new Set([nora, lead]));
    const words = told(out)
      .filter(({ to }) => to === lead)
      .map(({ text }) => text)
      .join();
    expect(words).toMatch(/Cases: “Danger over”/);
    expect(words).toMatch(/Cases: “Notes”/);
    expect(words).toMatch(/Checklist: “Done” \(.*child and family services/i);
    expect(words).toMatch(/Plan: “Action”/);
    expect(words).toContain("It counts");
    expect(words).not.toMatch(/Robin|Walk/);
  });

  test("also in a reader's file, where the reader alone is told", async () => {
    const out = await playCleanDay(
      [{ submit: sealed }, lost, acknowledges(lead, "sealed"), later],
      oneReader,
    );
    expect(out.cases).toMatchObject([{ acknowledged: true }]);
    expect(told(out)).toMatchObject([{ to: lead, text: expect.stringContaining("It counts") }]);
  });
});

describe("people who may act", () => {
  const set = (change: object, as: string) => typed(change, as);
  const south = { ...danger, school: "South High" };
  test.each([
    ["its own contact", nora, []],
    ["a backup", "bo@district.example", []],
    ["the lead", lead, []],
    ["the alternate lead", alternate, []],
    ["whoever it was given to", sam, [set({ assignedTo: sam }, nora)]],
    ["the contact of a school to which it is handed", sam, [set({ handedTo: "South High" }, nora)]],
    ["the contact of a school that a report names", sam, [{ submit: south }]],
    [
      "the contact of a case that was merged into it",
      sam,
      [
        { submit: { ...south, studentName: "Rowan Sample", studentId: "730195" } },
        {
          as: lead,
          edit: { case: "26-0002", set: { school: "South High", sameStudentAs: "26-0001" } },
        },
      ],
    ],
  ])("%s", async (_, as, before) => {
    const out = await playCleanDay([{ submit: danger }, ...before, acknowledges(as)], district);
    expect(out.cases[0]).toMatchObject({ acknowledged: true, acknowledgedBy: as });
    expect(told(out)).toEqual([]);
  });

  test("of a case whose school is not listed: whoever was told, and nobody else", async () => {
    const at = async (as: string) =>
      playDay([{ submit: { ...danger, school: "Not listed" } }, acknowledges(as)], {
        directory: {
          ...district.directory,
          contacts: district.directory.contacts.filter(({ role }) => role !== "backup contact"),
        },
      });
    expect((await at(lead)).cases).toMatchObject([{ acknowledged: true }]);
    expect((await at(nora)).cases).toMatchObject([{ acknowledged: false }]);
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
    expect(new Set(asked(out))).toEqual(new Set([lead]));
    expect(out.inbox.filter(({ to }) => to.includes(sam))).toEqual([]);
  });

  test("nor does a call of theirs or a row of theirs in Plan", async () => {
    const row = (tab: string, set: object) => ({
      as: sam,
      edit: { register: "sealed", tab, case: "26-0001", set },
    });
    const both = { ...sealed, school: "Not listed" };
    for (const act of [
      { as: sam, edit: { register: "sealed", case: "26-0001", act: call, set: { done: true } } },
      row("plan", { action: "None needed" }),
    ]) {
      const out = await playCleanDay(
        [{ submit: both }, letsIn(sam), act, { advance: "PT5M" }],
        oneReader,
      );
      expect([...out.checklist.filter(({ done }) => done)]).toEqual([]);
      expect(JSON.stringify([out.log, out.plan])).not.toMatch(/None needed/);
    }
  });

  test("Acknowledged by somebody who is neither its reader nor excluded stops nothing, and the reader alone is told", async () => {
    const out = await playDay(
      [{ submit: sealed }, letsIn(sam), acknowledges(sam, "sealed"), { advance: "PT30M" }],
      oneReader,
    );
    expect(out.cases).toMatchObject([{ register: "sealed", acknowledged: false }]);
    expect(told(out).map(({ to }) => to)).toEqual([lead]);
    expect(told(out)[0]?.text).toContain(`${sam} is not allowed to act on this case`);
  });

  test("ticked again by the reader, it counts", async () => {
    const out = await playDay([{ submit: sealed }, acknowledges(lead, "sealed"), later], oneReader);
    expect(out.cases).toMatchObject([{ acknowledged: true, acknowledgedBy: lead }]);
    expect(told(out)).toEqual([]);
  });
});
