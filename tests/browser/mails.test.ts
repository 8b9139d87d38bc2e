/** On a phone, an email that asks for calls shows them on its first screen, below the subject and the sender. Measured in Chromium. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Message, rendered } from "../../src/messages/letter";
import type { CaseFacts } from "../../src/messages/message-entry";
import { registerUnreachable, sealedWaits } from "../../src/messages/outage-emails";
import { senderName } from "../../src/outbox/deliver-messages";
import {
  agenciesOf,
  callsOf,
  due,
  emailOf,
  everyLetter,
  factsOf,
  openedEmail,
  raisedFacts,
} from "../messages/letters";
import { cutOff, violations, wcagOnly, wideSpacing } from "./axe";
import { oneBrowser } from "./one-browser";

/** A phone of ordinary size, in CSS pixels. */
const phone = { width: 412, height: 732 } as const;

const style = [
  "body { margin: 0; padding: 14px 12px; font: 16px Arial, Helvetica, sans-serif; color: #1f1f1f }",
  ".subject { margin: 0 0 8px; font-size: 20px; line-height: 1.25 }",
  ".from { margin: 0 0 8px; font-size: 14px; color: #444746 }",
].join("\n");

const plain = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** A whole page. The part is put in as Gmail would keep it: a test of each letter says that it holds plain blocks alone. */
function mailPage({ subject, html }: Message): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail</title><style>${style}</style></head><body><p class="subject">${plain(subject)}</p><p class="from"><b>${senderName}</b> to me</p>${html}</body></html>`;
}

let page: Page;
beforeAll(async () => {
  page = await (await oneBrowser()).newPage({ viewport: phone });
});
afterAll(() => page.close());

/** As long as a name is repeated whole, in words as wide as they come. */
const longName = (words: string) => `${words} ${"Wide Meadow ".repeat(8)}`.slice(0, 80).trim();
const longest = agenciesOf([
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
]);

/** A case in which as much is owed as can be, and everything that a mail may say beside it is said. */
function hardest(): CaseFacts {
  const facts = factsOf(
    {
      concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
      isDanger: true,
    },
    longest,
  );
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
  };
}

const facts = hardest();
const callees = callsOf(facts).flatMap(({ call }) => call ?? []);
const roles = ["designated-contact", "backup-contact"] as const;

/** What an outage knows. */
const outage = {
  calls: callees,
  responses: facts.link,
  isDanger: true,
  hasReader: false,
  isDrill: false,
  schools: ["North High"],
  more: 0,
  trouble: { kind: "outage", ofRegisters: true },
} as const;
const about = { cases: [facts] };
const references = [facts.reference];
const written = { writtenReportDue: due, dueFrom: "received" } as const;

/** Of each kind that asks its reader for calls. */
const messages: Readonly<Record<string, Message>> = {
  "case-opened": openedEmail(facts),
  "case-raised": emailOf(
    "case-raised",
    {
      fromLevel: "below-threshold",
      newProtocols: ["at-risk", "suspected-victim", "confirmed-victim"],
      newActs: facts.acts.map(({ act }) => act),
      cause: "report",
    },
    about,
  ),
  "report-added": emailOf(
    "report-added",
    { ...written, reporterTold: false, isAnonymous: true },
    about,
  ),
  "review-needed": emailOf("review-needed", { told: roles }, about),
  "reporter-duty": emailOf("reporter-duty", written, { ...about, agencies: callees }),
  "case-escalated": emailOf("case-escalated", { notAnswered: roles }, about),
  "call-overdue": emailOf("call-overdue", { reminded: roles, turn: 12 }, about),
  "case-given": emailOf("case-given", { because: "contacts" }, about),
  "case-merged": emailOf("case-merged", { other: "26-0009" }, about),
  "dangers-unanswered": emailOf(
    "dangers-unanswered",
    { cases: references },
    { cases: [{ ...facts, danger: "not-over" }] },
  ),
  "cases-gathered": emailOf("cases-gathered", { cases: references }, about),
  "sealed-waits": rendered(sealedWaits(outage)),
  "register-unreachable": rendered(
    registerUnreachable({
      ...outage,
      unread: "all",
      cases: references,
      waiting: 1,
      register: null,
    }),
  ),
};

// All letters are made of the same blocks; these have each of them.
const ofAllBlocks =
  /^(case-opened|contact-left|reporter-duty|register-unreachable|access-changed)$/;

test.each(everyLetter().filter(({ name }) => ofAllBlocks.test(name)))(
  "$name is free of what axe finds by WCAG 2.2, also spaced wide",
  async ({ message }) => {
    await page.setContent(mailPage(message));
    await page.addStyleTag({ content: wideSpacing });
    expect(await page.locator("a").count()).toBeGreaterThan(0);
    expect(await violations(page, wcagOnly)).toEqual([]);
    expect(await page.evaluate(cutOff)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(phone.width);
  },
);

test("no other kind asks for a call, but for the morning email, which lists them last, what a reporter may call, and danger that another school acts on", () => {
  const others = everyLetter().filter(({ kind }) => messages[kind] === undefined);
  const asking = others.flatMap(({ kind, message }) => (/"tel:/.test(message.html) ? kind : []));
  expect([...new Set(asking)].sort()).toEqual(["digest", "report-elsewhere", "report-taken-on"]);
});

test.each(Object.entries(messages))(
  "%s, of a case with the longest names and all that can be owed, has each call's name and number on the first screen, and nothing wider",
  async (_kind, message) => {
    await page.setContent(mailPage(message));
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(phone.width);
    const lines = await page.locator("a[href^='tel:']").evaluateAll((links) =>
      links.map((link) => ({
        words: link.parentElement?.textContent ?? "",
        number: link.textContent,
        bottom: link.parentElement?.getBoundingClientRect().bottom,
        right: link.getBoundingClientRect().right,
      })),
    );
    expect(callees.length).toBeGreaterThan(1);
    for (const { name, phone: number } of callees) {
      const found = lines.find((line) => line.words.includes(name) && line.number === number);
      expect(found?.bottom, `${name} ${number}`).toBeLessThanOrEqual(phone.height);
      expect(found?.right).toBeLessThanOrEqual(phone.width);
    }
  },
);
