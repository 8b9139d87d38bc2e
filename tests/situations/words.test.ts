/** Words that somebody stumbled over: what a mail and a cell say, read as a counselor and over a shoulder. */

import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { refusalWords } from "../../src/case/model/accepted-inputs";
import { statusWords } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { Day, playDay } from "../day/day";
import { edit, rowan } from "../day/events";
import { actsOf, type Mail, mails, mailTo, onlyCase, wordsIn } from "../day/look";
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

test.each<[string, RegExp, string, string | null]>([
  ["whoever stands in for a lead who is away", /district lead/, contact, "alternate"],
  ["nobody else where the lead reads it", /contact$/, lead, null],
])("who is told of what has to be looked at is %s", async (_name, roles, reader, told) => {
  const contacts = demoDirectory.contacts.map((row) =>
    roles.test(row.role) ? { ...row, awayFrom: "2026-08-30", awayTo: "2026-09-05" } : row,
  );
  const alternate = contactsRow("alternate lead", "alternate@district.example");
  const directory = { contacts: told === null ? contacts : [...contacts, alternate] };
  const out = await playDay([{ submit: { ...rowan, school: "Elsewhere High" } }], { directory });
  const [, said = null] =
    /The (\w+) lead is told as well/.exec(only(mailTo(out, reader), "case-opened")) ?? [];
  expect(said).toBe(told);
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

test("the morning's mail has the number beside each call that is late, and none that only a factor calls for", async () => {
  const factors = ["law-enforcement-involvement", "frequently-absent"];
  const day = await Day.begin();
  day.play({ submit: { ...atRisk, factors } }, { advance: "PT10M" });
  day.sleep("PT22H");
  const text = only(mailTo(day.play({ advance: "PT50M" }), contact), "digest");
  expect(text).toMatch(
    /Late: Call child and family services, was due .*\n {2}Child and Family Services \(415\) 473-7153/,
  );
  expect(text).not.toContain("555-0112");
});

test("what a refused cell tells people to fill in is there to be filled in", () => {
  const headers = Object.values(tabs).flatMap(({ columns }) => columns.map(({ header }) => header));
  const offered = new Set<string>([...headers, ...Object.values(statusWords)]);
  const quoted = Object.values(refusalWords()).flatMap((words) => words.match(/“[^”]+”/g) ?? []);
  const names = quoted.map((one) => one.slice(1, -1));
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((one) => !offered.has(one))).toEqual(["no reasonable suspicion"]);
});
