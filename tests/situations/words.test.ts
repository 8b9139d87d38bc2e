/** Words that somebody stumbled over: what a mail and a cell say, read as a counselor and over a shoulder. */
import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { refusalWords } from "../../src/case/edits/refusal-words";
import { statusWords } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { Day, playDay } from "../day/day";
import { edit, rowan } from "../day/events";
import { actsOf, cellsOf, type Mail, mails, mailTo, onlyCase, wordsIn } from "../day/look";
import { backup, contact, contactsRow, lead, teacher } from "../day/people";
import { situation } from "../day/situation";

const atRisk = { ...rowan, factors: ["controlled-or-groomed"] };

function only(inbox: readonly Mail[], kind: string): string {
  const [first] = mails({ inbox }, kind);
  if (first === undefined) throw new Error(`no mail ${kind}`);
  return first.text;
}

test("a level that somebody raised by hand is not said to be reported", async () => {
  const out = await situation("records/raised-by-hand");
  const raised = only(mailTo(out, contact), "case-raised");
  expect(raised).toContain("Level: Suspected victim, because someone who works on the case raised");
  expect(raised).not.toContain("as reported");
});

test("a protocol whose ground was withdrawn is said to have applied before", async () => {
  const out = await playDay([
    { submit: { ...rowan, factors: ["frequently-absent", "substance-abuse-history"] } },
    edit({ withdrawFactor: "frequently-absent", withdrawReason: "Another student." }, "lead"),
    { advance: "PT5H" },
  ]);
  const escalated = only(out.inbox, "case-escalated");
  expect(escalated).toContain("At risk, because it applied before and a level never goes down");
});

test("a case that was closed before its first mail went out gets none, and no call is asked for", async () => {
  const refused = { call: "MailApp.sendEmail", when: "before", error: "Service error", times: 1 };
  const out = await playDay([
    { fault: refused },
    { submit: atRisk },
    edit({ leadAgreed: true }, "lead"),
    edit({ closeReason: "entered-by-mistake", notes: "A test by the office." }),
    edit({ status: "closed" }),
    { advance: "PT30M" },
  ]);
  expect(onlyCase(out)["status"]).toBe("closed");
  expect(out.inbox).toEqual([]);
});

describe("who is told of what has to be looked at", () => {
  const unread = { ...rowan, school: "Elsewhere High" };
  const away = { awayFrom: "2026-08-30", awayTo: "2026-09-05" };
  const contacts = (change: (role: string) => object, more: readonly object[] = []) => ({
    directory: {
      ...demoDirectory,
      contacts: [
        ...demoDirectory.contacts.map((row) => ({ ...row, ...change(row.role) })),
        ...more,
      ],
    },
  });
  const alternate = contactsRow("alternate lead", "alternate@district.example", {
    name: "Alex Alternate",
    phone: "(415) 555-0105",
  });

  test("is the lead, where the lead is there and is somebody else than the reader", async () => {
    const out = await playDay([{ submit: unread }]);
    const text = only(mailTo(out, contact), "case-opened");
    expect(text).toContain("The district lead is told as well.");
  });

  test("is whoever stands in for a lead who is away", async () => {
    const out = await playDay(
      [{ submit: unread }],
      contacts((role) => (role === "district lead" ? away : {}), [alternate]),
    );
    const text = only(mailTo(out, contact), "case-opened");
    expect(text).toContain("The alternate lead is told as well.");
  });

  test("is nobody else where the lead reads it", async () => {
    const isContact = (role: string) => role === "designated contact" || role === "backup contact";
    const out = await playDay(
      [{ submit: unread }],
      contacts((role) => (isContact(role) ? away : {})),
    );
    const text = only(mailTo(out, lead), "case-opened");
    expect(text).toContain("Please look at this too:");
    expect(text).not.toContain("told as well");
  });
});

describe("a row that can be ticked says what to do", async () => {
  const all = {
    ...rowan,
    factors: ["controlled-or-groomed"],
    concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
  };
  test.each(["yes", "no", "unknown"])("a parent may be involved: %s", async (answer) => {
    const out = await playDay([{ submit: { ...all, parentMayBeInvolved: answer } }]);
    for (const { act, what } of actsOf(out)) {
      expect(String(what), String(act)).not.toMatch(
        /^(do not|don't|never|offer nothing|depending)/i,
      );
      expect(String(what), String(act)).not.toMatch(/^law enforcement may/i);
    }
    const theirs = actsOf(out).find(({ act }) => act === "law-enforcement-investigation");
    expect(theirs?.["what"]).toMatch(/^Record what law enforcement tells you/);
  });
});

test("no cell of a register speaks of a mail that it stands in", async () => {
  const out = await playDay([{ submit: atRisk }]);
  const cells = cellsOf(out).filter(({ value }) => /\bthis mail\b/i.test(String(value)));
  expect(cells).toEqual([]);
  expect(wordsIn(out, "Guide")).toContain("Do not write details of a case into a mail");
});

describe("an agency without a number", async () => {
  const directory = {
    ...demoDirectory,
    contacts: demoDirectory.contacts.filter(({ role }) => role !== "law enforcement"),
  };
  const out = await playDay(
    [
      {
        submit: {
          ...rowan,
          concerns: ["suspected-victim"],
          reporterEmail: teacher,
        },
      },
    ],
    { directory },
  );
  const words = "Town Police Department (no number in Contacts, in an emergency 911)";

  test("is not given 911 as its own: in the row", () => {
    const row = actsOf(out).find(({ act }) => act === "involve-law-enforcement");
    expect(row?.["call"]).toBe(words);
    expect(wordsIn(out, "Checklist")).not.toContain("Department 911");
  });

  test("is not given 911 as its own: in the mails", () => {
    const opened = only(out.inbox, "case-opened");
    expect(opened).toContain(words);
    expect(only(out.inbox, "reporter-duty")).toContain(
      "or Town Police Department (number not known here, in an emergency 911)",
    );
    const [mail] = mailTo(out, contact);
    expect(mail?.html).toContain('href="tel:911"');
  });
});

test("two calls to one number are said to be one call on the phone", async () => {
  const out = await playDay([
    { submit: atRisk },
    { submit: { ...rowan, concerns: ["suspected-victim"] } },
  ]);
  const raised = only(out.inbox, "case-raised");
  expect(raised).toContain("- Call 3: One call does for this and for call 1. Tick both.");
  expect(raised).not.toContain("Call 2: One call");
});

test("whoever steps aside leaves the calls to whoever is asked to act", async () => {
  const out = await playDay([{ submit: atRisk }, edit({ steppedAside: "x" })]);
  expect(only(mailTo(out, lead), "case-stepped-aside")).not.toContain("CALL NOW");
  expect(only(mailTo(out, backup), "case-given")).toContain("CALL NOW");
});

test("who does an act stands in its row, and in no mail", async () => {
  const out = await situation("levels/all-four-protocols");
  const opened = only(mailTo(out, contact), "case-opened");
  expect(opened).not.toMatch(/^Who: |Designated contact/m);
  const whoOf = (id: string) => actsOf(out).find(({ act }) => act === id)?.["who"];
  expect(whoOf("regular-contact")).toBe("Counselor or social worker (most appropriate)");
  expect(whoOf("call-child-and-family-services")).toContain(
    "each mandated reporter still owes a call",
  );
});

describe("a reporter's own written report in the morning's mail", async () => {
  /** Where so many mornings have come since a report. */
  const mornings = async (count: number, submit: object) => {
    const day = await Day.begin();
    day.play({ submit }, { advance: "PT10M" });
    for (let morning = 1; morning <= count; morning += 1) {
      day.sleep(morning === 1 ? "PT22H" : "PT23H10M");
      day.play({ advance: "PT50M" });
    }
    return day.out();
  };
  const out = await mornings(2, { ...atRisk, reporterEmail: teacher });
  const lines = mailTo(out, contact).filter(({ message }) => message === "digest");

  test("says how its line ends", () => {
    expect(lines.length).toBeGreaterThan(1);
    expect(lines[lines.length - 1]?.text).toContain(
      "tick in the Reports tab that the reporter confirmed it, or that the reporter cannot be asked",
    );
  });

  test("has the number beside each call that is late, and none that only a factor calls for", async () => {
    const marked = { ...atRisk, factors: ["law-enforcement-involvement", "frequently-absent"] };
    const late = await mornings(1, marked);
    const text = only(mailTo(late, contact), "digest");
    expect(text).toMatch(
      /Late: Call child and family services, was due .*\n {2}Child and Family Services \(415\) 473-7153/,
    );
    expect(text).not.toContain("555-0112");
  });

  test("has no line for a reporter who cannot be asked", async () => {
    const silent = await mornings(2, atRisk);
    const digests = mails(silent, "digest");
    expect(digests.length).toBeGreaterThan(1);
    for (const { text } of digests) expect(text).not.toContain("own written report");
  });
});

test("what a refused cell tells people to fill in is there to be filled in", () => {
  const headers = Object.values(tabs).flatMap(({ columns }) => columns.map(({ header }) => header));
  const offered = new Set<string>([...headers, ...Object.values(statusWords)]);
  const quoted = Object.values(refusalWords()).flatMap((words) => words.match(/“[^”]+”/g) ?? []);
  const names = quoted.map((one) => one.slice(1, -1));
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((one) => !offered.has(one))).toEqual(["no reasonable suspicion"]);
});
