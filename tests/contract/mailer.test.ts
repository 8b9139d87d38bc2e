/** The port Mailer: sends at once, from the account that runs, or throws. */
import { expect, test } from "vitest";
import { sentMail, setMailAllowance } from "../../scripts/workspace/index";
import type { Mail } from "../../src/ports";
import { admin, Bench, contact, lead } from "./bench";

const mail: Mail = {
  to: contact,
  subject: "Student safety: a test",
  text: "In words.",
  html: "<p>In words.</p>",
  name: "Student safety",
  replyTo: lead,
};

test("a mail goes out at once and whole, in one call, from the account that runs", () => {
  const bench = new Bench();
  bench.run(({ mailer }) => {
    mailer.send(mail);
    expect(sentMail(bench.store)).toHaveLength(1);
  });
  expect(bench.cost.byName).toEqual({ "MailApp.sendEmail": 1 });
  expect(sentMail(bench.store)).toMatchObject([
    {
      from: admin,
      to: [contact],
      subject: mail.subject,
      body: mail.text,
      htmlBody: mail.html,
      name: mail.name,
      replyTo: lead,
    },
  ]);
});

test("recipients left today are this account's own, and one fewer after a mail", () => {
  const bench = new Bench();
  setMailAllowance(bench.store, admin, 3);
  setMailAllowance(bench.store, contact, 7);
  bench.ports.mailer.send(mail);
  expect(bench.ports.mailer.remainingToday()).toBe(2);
  expect(bench.portsOf(contact).mailer.remainingToday()).toBe(7);
});

test("a mail for which no recipient is left today is thrown, and does not go out", () => {
  const bench = new Bench();
  setMailAllowance(bench.store, admin, 0);
  expect(bench.ports.mailer.remainingToday()).toBe(0);
  expect(() => bench.ports.mailer.send(mail)).toThrow("too many times for one day");
  expect(sentMail(bench.store)).toEqual([]);
});
