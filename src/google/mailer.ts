/** Mail through MailApp: the sender is the account that runs. */
import type { Mailer } from "../workspace";

export function googleMailer(): Mailer {
  return {
    send(mail) {
      MailApp.sendEmail({
        to: mail.to,
        subject: mail.subject,
        body: mail.text,
        htmlBody: mail.html,
        name: mail.name,
        replyTo: mail.replyTo,
      });
    },
    remainingToday: () => MailApp.getRemainingDailyQuota(),
  };
}
