/** MailApp: sends as the account of the run, within its quota. Everything that was sent is kept. */

import { type CallContext, GoogleError, type ServiceClass, type Store } from "../../service";
import { textBytes } from "../../text-bytes";
import {
  expectCount,
  expectObject,
  expectText,
  globalClass,
  planning,
  serviceCall,
  unmodelledArgument,
} from "../declare";

/** How many recipients an account may email in a day. Google may allow more within the account's own domain, which is not modeled. */
export const recipientsPerDay = 1500;
/** Milliseconds from an account's first email until its count starts again. It does not restart at midnight. */
export const quotaWindow = 24 * 60 * 60_000;
export const recipientsPerMessage = 50;
/** Characters. A longer subject fails with "Argument too large: subject". */
export const subjectLength = 250;
export const bodyBytes = 400 * 1024;

/** An email as it was sent. */
export interface SentMail {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Address of the account that the run works as. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly htmlBody: string | null;
  readonly name: string | null;
  readonly replyTo: string | null;
  readonly runId: number;
}

interface MailSlice {
  sent: SentMail[];
  /** Address → recipients emailed since an instant (milliseconds since 1970). */
  used: Record<string, { since: number; recipients: number }>;
  /** Address → recipients a day, for accounts with another limit than `recipientsPerDay`. */
  allowance: Record<string, number>;
}

const slice = (store: Store): MailSlice =>
  store.slice<MailSlice>("mail", () => ({ sent: [], used: {}, allowance: {} }));

/** All emails that were sent, oldest first. */
export function sentMail(store: Store): readonly SentMail[] {
  return slice(store).sent;
}

/** Sets how many recipients a day an account may email; Google allows trial accounts fewer. */
export function setMailAllowance(store: Store, address: string, recipients: number): void {
  slice(store).allowance[address] = recipients;
}

function remaining(mail: MailSlice, address: string, now: number): number {
  const allowance = mail.allowance[address] ?? recipientsPerDay;
  const used = mail.used[address];
  if (used === undefined || now - used.since >= quotaWindow) return allowance;
  return Math.max(0, allowance - used.recipients);
}

function use(mail: MailSlice, address: string, now: number, recipients: number): void {
  if (remaining(mail, address, now) < recipients) {
    throw new GoogleError("Service invoked too many times for one day: email.");
  }
  const used = mail.used[address];
  if (used === undefined || now - used.since >= quotaWindow) {
    mail.used[address] = { since: now, recipients };
  } else {
    used.recipients += recipients;
  }
}

function recipientsOf(to: string): readonly string[] {
  const addresses = to
    .split(",")
    .map((address) => address.trim())
    .filter((address) => address !== "");
  if (addresses.length === 0) throw new GoogleError("Failed to send email: no recipient");
  const bad = addresses.find(
    (address) => !/^[^\s@<>,;"]+@[^\s@<>,;".]+(\.[^\s@<>,;".]+)+$/.test(address),
  );
  if (bad !== undefined) throw new GoogleError(`Invalid email: ${bad}`);
  if (addresses.length > recipientsPerMessage) {
    throw new GoogleError("Limit Exceeded: Email Recipients Per Message.");
  }
  return addresses;
}

const call = "MailApp.sendEmail";
const modelledKeys = ["to", "subject", "body", "htmlBody", "name", "replyTo"];

/** Texts sent recently, so that equal ones share memory: the same email goes to several people, and again an hour later. */
const held = new Map<string, string>();
const mostHeld = 256;

function heldOnce(text: string): string {
  const found = held.get(text) ?? text;
  held.delete(text);
  held.set(found, found);
  const [oldest] = held.keys();
  if (held.size > mostHeld && oldest !== undefined) held.delete(oldest);
  return found;
}

function send(context: CallContext, args: readonly unknown[]): void {
  expectCount(call, args, 1);
  const message = expectObject(call, args[0], "no message object");
  const unknown = Object.keys(message).find((key) => !modelledKeys.includes(key));
  if (unknown !== undefined) unmodelledArgument(call, unknown);
  const optional = (key: string): string | null => {
    const value = message[key] ?? null;
    return value === null ? null : expectText(call, value, key);
  };
  const to = recipientsOf(optional("to") ?? "");
  const { subject: givenSubject, body: givenBody } = message;
  const subject = expectText(call, givenSubject, "subject");
  const body = expectText(call, givenBody, "body");
  const htmlBody = optional("htmlBody");
  if (subject.length > subjectLength) throw new GoogleError("Argument too large: subject");
  if (textBytes(body) + textBytes(htmlBody ?? "") > bodyBytes) {
    throw new GoogleError("Limit Exceeded: Email Body Size.");
  }
  const { user: from, now: at, runId } = context;
  const mail = slice(context.store);
  use(mail, from, at, to.length);
  const [name, replyTo] = [optional("name"), optional("replyTo")];
  mail.sent.push({
    at,
    from,
    to,
    subject,
    body: heldOnce(body),
    htmlBody: htmlBody === null ? null : heldOnce(htmlBody),
    name,
    replyTo,
    runId,
  });
}

const options = { scopes: ["script.send_mail"] };

export const mailServices: readonly ServiceClass[] = [
  globalClass("Mail.MailApp", {
    sendEmail: serviceCall(planning.mail, (context, _, args) => send(context, args), options),
    getRemainingDailyQuota: serviceCall(
      planning.plain,
      (context, _, args) => {
        expectCount("MailApp.getRemainingDailyQuota", args, 0);
        return remaining(slice(context.store), context.user, context.now);
      },
      options,
    ),
  }),
];
