/** On a phone, a mail that owes calls shows them on its first screen: measured in Chromium, under the subject and the sender. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseReference } from "../../src/case/model/case-reference";
import type { CaseFacts } from "../../src/case/views/case-facts";
import type { Message } from "../../src/letters/format/letter";
import { compose } from "../../src/letters/kinds/all-kinds";
import { defaultPack } from "../../src/protocol/find-pack";
import {
  callsOf,
  callsWith,
  due,
  everyLetter,
  factsOf,
  morning,
  named,
  pacific,
  raisedFacts,
} from "../letters/letters";
import { oneBrowser } from "./one-browser";
import { mailPage, phone } from "./phone";

let page: Page;
beforeAll(async () => {
  page = await (await oneBrowser()).newPage({ viewport: phone });
});
afterAll(() => page.close());

/** As long as a name is repeated whole, in words as wide as they come. */
const longName = (words: string) => `${words} ${"Wide Meadow ".repeat(8)}`.slice(0, 80).trim();
const longest = callsWith(
  {
    agency: "child-and-family-services",
    name: longName("Department of Children and Family Services of"),
    phone: "(415) 473-7153 ext. 12345",
  },
  {
    agency: "law-enforcement",
    name: longName("Office of the Sheriff of the County and Town of"),
    phone: "(415) 555-0142 ext. 12345",
  },
);

/** Kinds that ask their reader for calls. */
const withCalls = [
  "case-opened",
  "case-raised",
  "report-added",
  "review-needed",
  "reporter-duty",
  "case-escalated",
  "dangers-unanswered",
  "dangers-without-call",
  "dangers-gathered",
  "cases-gathered",
  "reminders-gathered",
  "call-overdue",
  "case-given",
  "case-merged",
  "case-parted",
  "report-waiting",
  "sealed-waits",
  "danger-out-of-reach",
] as const;

test("no other kind asks for a call, but for the morning mail, which lists them last, and what a reporter may call", () => {
  const others = everyLetter().filter(({ kind }) => !withCalls.some((one) => one === kind));
  const asking = others.flatMap(({ kind, message }) => (/"tel:/.test(message.html) ? kind : []));
  expect([...new Set(asking)].sort()).toEqual(["digest", "report-taken-on"]);
});

/** A case in which as much is owed as can be, and everything that a mail may say beside it is said. */
function hardest(): CaseFacts {
  const facts = factsOf({
    concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
    immediateDanger: true,
    calls: longest,
  });
  const [again] = raisedFacts(longest).acts;
  if (again === undefined) throw new Error("a case that has risen has no call to make again");
  const acts = [...facts.acts.slice(0, 2), { ...again, state: "open" as const }];
  return {
    ...facts,
    acts: [...acts, ...facts.acts.slice(2)].map((act) => ({
      ...act,
      attempts: 3,
      otherwise: act.what,
    })),
    reviewReasons: ["unread-studentRole", "no-designated-contact", "school-not-listed"],
    sealed: { readers: ["district-lead", "alternate-lead"], mainCase: caseReference("26-0003") },
  };
}

type WithCalls = (typeof withCalls)[number];

function messagesAbout(facts: CaseFacts): Readonly<Record<WithCalls, Message>> {
  const callees = callsOf(facts).flatMap(({ call }) => call ?? []);
  const other = caseReference("26-0009");
  const waiting = { responses: facts.link, calls: callees };
  const roles = ["designated-contact", "backup-contact"] as const;
  return {
    "case-opened": compose("case-opened", facts),
    "case-raised": compose("case-raised", {
      facts,
      fromLevel: named("below-threshold"),
      newProtocols: facts.protocols,
      newActs: facts.acts.map(({ act }) => act),
      cause: "report",
    }),
    "report-added": compose("report-added", {
      facts,
      writtenReportDue: due,
      dueFrom: "received",
      reporterTold: false,
      isAnonymous: true,
    }),
    "review-needed": compose("review-needed", { facts, told: roles }),
    "reporter-duty": compose("reporter-duty", {
      language: "en",
      reviewed: [],
      calls: callees,
      writtenReport: facts.writtenReport,
      reporters: defaultPack().reporters,
      writtenReportDue: due,
      dueFrom: "received",
      now: morning,
      zone: pacific,
    }),
    "case-escalated": compose("case-escalated", {
      facts,
      notAnswered: roles,
      turn: "nobody-answered",
    }),
    "dangers-unanswered": compose("dangers-unanswered", {
      cases: [facts, facts],
      link: facts.link,
    }),
    "dangers-without-call": compose("dangers-without-call", {
      cases: [facts, facts],
      link: facts.link,
      toAllAgain: [facts.reference],
    }),
    "dangers-gathered": compose("dangers-gathered", { cases: [facts, facts] }),
    "cases-gathered": compose("cases-gathered", { cases: [facts, facts] }),
    "reminders-gathered": compose("reminders-gathered", {
      cases: [
        { facts, isUnanswered: true, isCallOverdue: true },
        { facts, isUnanswered: false, isCallOverdue: true },
      ],
    }),
    "call-overdue": compose("call-overdue", {
      facts,
      calls: callsOf(facts),
      reminded: roles,
      isToAllAgain: true,
      turn: 12,
    }),
    "case-given": compose("case-given", { facts, because: "contact-left" }),
    "case-merged": compose("case-merged", { facts, other }),
    "case-parted": compose("case-parted", { facts, other }),
    "report-waiting": compose("report-waiting", {
      isDanger: true,
      schools: ["North High"],
      several: true,
      trouble: { kind: "outage", ofRegisters: true },
      ...waiting,
    }),
    "sealed-waits": compose("sealed-waits", { ...waiting, isDanger: true }),
    "danger-out-of-reach": compose("danger-out-of-reach", {
      cases: [facts.reference],
      more: 0,
      schools: ["North High"],
      calls: waiting.calls,
      trouble: { kind: "outage", ofRegisters: true },
      link: facts.link,
    }),
  };
}

interface LineShown {
  readonly words: string;
  readonly number: string;
  /** Of the whole line; CSS pixels from the top and the left of the page. */
  readonly bottom: number;
  readonly right: number;
}

interface Shown {
  /** Every line that holds a number to tap. */
  readonly lines: readonly LineShown[];
  /** CSS pixels. */
  readonly width: number;
}

async function shown({ subject, html }: Message): Promise<Shown> {
  await page.setContent(mailPage({ subject, html }));
  return page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    lines: [...document.querySelectorAll("a[href^='tel:']")].flatMap((link) => {
      const line = link.parentElement;
      if (line === null) return [];
      const { bottom } = line.getBoundingClientRect();
      return [
        {
          words: line.textContent ?? "",
          number: link.textContent ?? "",
          bottom,
          right: link.getBoundingClientRect().right,
        },
      ];
    }),
  }));
}

describe.each([
  ["an ordinary case", factsOf({ concerns: ["suspected-victim"] })],
  ["a case with the longest names and all that can be owed", hardest()],
])("%s", (_, facts) => {
  const callees = callsOf(facts).flatMap(({ call }) => call ?? []);
  const messages = messagesAbout(facts);

  test.each(withCalls)(
    "%s has each call's name and number on the first screen, and nothing wider than that",
    async (kind) => {
      const { lines, width } = await shown(messages[kind]);
      expect(width).toBe(phone.width);
      expect(callees.length).toBeGreaterThan(1);
      for (const { name, phone: number } of callees) {
        const found = lines.find((line) => line.words.includes(name) && line.number === number);
        expect(found, `${name} ${number}`).toBeDefined();
        expect(found?.bottom, `${name} ${number}`).toBeLessThanOrEqual(phone.height);
        expect(found?.right).toBeLessThanOrEqual(phone.width);
      }
    },
  );
});
