/** Who is told when a contact is away or nobody answers, and who may close a case (issue 4, items 2, 3 and 5). */
import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { alreadyMade, reportOn } from "../day/events";
import { actsOf, lines, onlyCase } from "../day/look";
import { contactsRow } from "../day/people";

const [contact, backup, lead, admin] = ["contact", "backup", "lead", "admin"].map(
  (name) => `${name}@district.example`,
);
const person = (role: string, name: string, more: object = {}) =>
  contactsRow(role, `${name.toLowerCase()}@district.example`, { name, ...more });
const agencies = [
  "child and family services",
  "law enforcement",
  "probation",
  "victim advocate",
].map((role) => ({ role, name: role, phone: "(415) 555-0110", mayOpen: false }));
const rowan = reportOn("Rowan Pine", "730194");

describe("a contact on leave", () => {
  const away = (awayFrom: string | null, awayTo: string | null) => ({
    directory: {
      contacts: [
        person("designated contact", "Contact", { awayFrom, awayTo }),
        person("backup contact", "Backup"),
        person("district lead", "Lead"),
        person("district admin", "Admin"),
        ...agencies,
      ],
    },
  });

  test.each([
    ["that began today", "2026-09-01", "2026-09-04", backup],
    ["that ends today", "2026-08-24", "2026-09-01", backup],
    ["that ended yesterday", "2026-08-24", "2026-08-31", contact],
    ["that begins tomorrow", "2026-09-02", "2026-09-04", contact],
    ["without an end", "2026-08-24", null, backup],
  ])("%s: the first mail goes to whoever is there", async (_name, from, to, first) => {
    const out = await playCleanDay([rowan, { advance: "PT10M" }], away(from, to), {
      isAsleep: true,
    });
    expect(out.inbox.map(({ message, to: who }) => [message, who.join()])).toEqual([
      ["case-opened", first],
    ]);
    expect(onlyCase(out)).toMatchObject({ contact: first });
  });

  test("is never asked while away, and has the case when back", async () => {
    const day = await Day.begin(away("2026-09-01", "2026-09-01"), {}, true);
    day.every = 60;
    day.play(rowan, { advance: "PT6H" });
    day.every = 30;
    day.sleep("PT15H");
    const out = day.play({ advance: "PT3H" });
    const toContact = out.inbox.filter(({ to }) => to.includes(String(contact)));
    expect(toContact.filter(({ at }) => at < "2026-09-02T07:00")).toEqual([]);
    expect(toContact.map(({ message }) => message)).toContain("digest");
  });
});

describe("nobody answers over a weekend", async () => {
  // A Friday after school; the second report is below the threshold, whose hours are those of the school.
  const day = await Day.begin();
  day.sleep("P3DT7H30M");
  day.isEachTick = true;
  day.play(rowan, reportOn("Robin Lake", "730195", { factors: ["frequently-absent"] }), {
    advance: "PT4H5M",
  });
  // Each tick around what else is counted by the minute; of what lies between, only some.
  day.isEachTick = false;
  for (const between of ["PT3H50M", "PT3H50M"]) {
    day.play({ advance: between }, { advance: "PT15M" });
  }
  // Everybody has been asked by then.
  day.every = 120;
  const out = day.playClean({ advance: "P2DT2H45M" });
  const told = (reference: string, kind: string) =>
    out.inbox
      .filter((mail) => mail.case === reference && mail.message === kind)
      .map(({ at, to }) => [at.slice(0, 16), to.join()]);

  test("each level is told that the one before has not answered, four hours apart, nobody twice", () => {
    expect(told("26-0001", "case-escalated")).toEqual([
      ["2026-09-05T03:30", backup],
      ["2026-09-05T07:35", lead],
      ["2026-09-05T11:40", admin],
    ]);
  });

  test("the open call is reminded of, hour by hour, by the same order", () => {
    expect(told("26-0001", "call-overdue")).toEqual([
      ["2026-09-05T00:30", contact],
      ["2026-09-05T01:35", backup],
      ["2026-09-05T02:40", lead],
    ]);
  });

  test("what is below the threshold waits for the school's hours", () => {
    expect(told("26-0002", "case-opened")).toHaveLength(1);
    expect(out.inbox.filter((mail) => mail.case === "26-0002")).toHaveLength(1);
  });

  test("one digest for each person and morning", () => {
    const digests = out.inbox
      .filter(({ message }) => message === "digest")
      .map(({ at, to }) => `${at.slice(0, 10)} ${to.join()}`);
    expect(digests.length).toBeGreaterThan(0);
    expect(new Set(digests).size).toBe(digests.length);
    expect(digests.every((line) => /^2026-09-0[567] /.test(line))).toBe(true);
  });
});

describe("two designated contacts of one school", () => {
  const two = (first: object) => ({
    directory: {
      contacts: [
        person("designated contact", "Contact", { school: "North High", ...first }),
        person("backup contact", "Backup"),
        person("designated contact", "Second", { school: "North High" }),
        person("district lead", "Lead"),
        person("district admin", "Admin"),
        ...agencies,
      ],
    },
  });
  const second = "second@district.example";
  const told = async (first: object) => {
    const out = await playDay([rowan, { advance: "PT9H" }], two(first), { isAsleep: true });
    expect(out.errors).toEqual([]);
    return ["case-opened", "case-escalated", "call-overdue"].map((kind) =>
      out.inbox.filter(({ message }) => message === kind).map(({ to }) => to.join()),
    );
  };

  test("the first has the case; who does not answer is followed by the second, then by the backup", async () => {
    expect(await told({})).toEqual([[contact], [second, backup], [contact, second, backup, lead]]);
  });

  test("while the first is away the second has it, and the backup is next", async () => {
    expect(await told({ awayFrom: "2026-09-01", awayTo: "2026-09-04" })).toEqual([
      [second],
      [backup, lead],
      [second, backup, lead],
    ]);
  });
});

describe("a contact who is asked next is replaced", () => {
  test("the new one is asked, although somebody was under that role, and then the lead", async () => {
    const day = await Day.begin();
    day.play(rowan, { advance: "PT4H10M" });
    const next = "next@district.example";
    const out = day.playClean(
      { edit: { tab: "contacts", key: backup, set: { email: next } }, as: "lead" },
      // Each tick around four hours after the one before, twice.
      ...["PT3H45M", "PT15M", "PT3H50M", "PT30M"].map((advance) => ({ advance })),
    );
    const asked = (kind: string) =>
      out.inbox.filter(({ message }) => message === kind).map(({ to }) => to.join());
    expect(asked("case-escalated")).toEqual([backup, next, lead]);
  });

  test("a call is reminded of to the new one too", async () => {
    const day = await Day.begin();
    day.play(rowan, { advance: "PT2H15M" });
    const next = "next@district.example";
    const out = day.play(
      { edit: { tab: "contacts", key: backup, set: { email: next } }, as: "lead" },
      { advance: "PT70M" },
    );
    const reminded = out.inbox.filter(({ message }) => message === "call-overdue");
    expect(reminded.map(({ to }) => to.join())).toEqual([contact, backup, next]);
  });
});

describe("over Thanksgiving", () => {
  const [one, two] = [
    reportOn("Robin Lake", "730195", { factors: ["frequently-absent"] }),
    reportOn("Rowan Pine", "730194"),
  ];
  const told = async (schoolClosed: string) => {
    // A Wednesday at 3 PM. On the next Monday the desk looks again at 2:30 PM, and an hour later.
    const day = await Day.begin({ directory: { settings: { schoolClosed } } }, {}, true);
    day.sleep("P85DT7H");
    day.play(one, two, { advance: "PT10M" });
    day.sleep("P4DT23H20M");
    const before = day.play({ advance: "PT10M" }).inbox.length;
    const out = day.play({ advance: "PT50M" });
    expect(out.errors).toEqual([]);
    const asked = (mails: typeof out.inbox) =>
      mails
        .filter(({ message }) => message === "case-escalated")
        .map((mail) => `${mail.case} ${mail.to.join()}`);
    return [asked(out.inbox.slice(0, before)), asked(out.inbox.slice(before))];
  };

  test("closed days put off what counts school hours, and nothing else", async () => {
    expect(await told("2026-11-26 to 2026-11-27")).toEqual([
      [`26-0002 ${backup}`],
      [`26-0001 ${backup}`],
    ]);
  });

  test("without them the same wait is over on the Friday", async () => {
    expect(await told("")).toEqual([[`26-0001 ${backup}`, `26-0002 ${backup}`], []]);
  });
});

describe("closing before every act is done", () => {
  const set = (values: object, as = "contact") => ({ edit: { case: "26-0001", set: values }, as });
  const closing = { status: "closed" };
  const reason = { closeReason: "agency-took-over" };
  const made = alreadyMade("26-0001", "call-child-and-family-services", "submit-mandated-report");

  test.each([
    ["without a reason", [set(closing)], "open"],
    ["with a reason but no lead's agreement", [set(reason), set(closing)], "open"],
    ["with the agreement but no reason", [set({ leadAgreed: true }, "lead"), set(closing)], "open"],
    [
      "with an agreement that the contact tries to give",
      [set(reason), set({ leadAgreed: true }), set(closing)],
      "open",
    ],
    [
      "with both, and calls open",
      [set(reason), set({ leadAgreed: true }, "lead"), set(closing)],
      "open",
    ],
    ["with calls that are made, and a reason", [...made, set(reason), set(closing)], "open"],
    [
      "with both, and calls that somebody else made",
      [...made, set(reason), set({ leadAgreed: true }, "lead"), set(closing)],
      "closed",
    ],
  ])("%s", async (name, events, status) => {
    const out = await playDay([rowan, ...events]);
    // A contact's tick of the lead's box is refused by the sheet itself.
    const leadAgreed = /^with (both|the agreement)/.test(name);
    expect(onlyCase(out)).toMatchObject({ status, leadAgreed });
    const last =
      lines(out)
        .filter((line) => line.includes("| status |"))
        .at(-1) ?? "";
    expect(last).toContain(status === "closed" ? "| edited |" : "| edit-put-back |");
    // The acts stay as they were: open ones are still owed by nobody's tick.
    expect(actsOf(out).every(({ done }) => done === false)).toBe(true);
  });

  test("is silent afterwards", async () => {
    const day = await Day.begin();
    day.play(rowan, ...made, set(reason), set({ leadAgreed: true }, "lead"), set(closing));
    day.play({ advance: "PT3H" });
    day.sleep("PT19H30M");
    const out = day.play({ advance: "PT30M" });
    expect(out.inbox.map(({ message }) => message)).toEqual(["case-opened"]);
    expect(onlyCase(out)).toMatchObject({ nextDue: null, closeReason: "agency-took-over" });
  });
});
