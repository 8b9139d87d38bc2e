/** The port Mailer: sends at once, from the account that runs, or throws. */
import { expect, test } from "vitest";
import { sentMail } from "../../scripts/workspace/index";
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
