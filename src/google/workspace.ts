/** All ports on Google's services, made new for each run. None calls Google before it is used. */
import type { Clock, Identity, Lock, Mailer, Ports } from "../ports";
import { storeOn } from "../store/store";
import { minuteMs } from "../time";
import { googleServices } from "./advanced-services";
import { googleDiagnosis } from "./error-diagnosis";
import { googleAccess } from "./file-access";
import {
  boundForm,
  type GoogleFormResponses,
  googleFormBuilder,
  googleFormResponses,
} from "./form";
import { googleSpreadsheets } from "./spreadsheets";
import { googleTriggers } from "./triggers";

const quarterHour = 15 * minuteMs;
const day = 96 * quarterHour;
const week = 7 * day;

/** The clock. The zone is that of the manifest (appsscript.json); set-up gives it to the registers. */
export function googleClock(): Clock {
  const zone = Session.getScriptTimeZone();
  const offsets = new Map<number, number>();
  const lookedUp = (at: number): number => {
    const known = offsets.get(at);
    if (known !== undefined) return known;
    const text = Utilities.formatDate(new Date(at), zone, "Z");
    const match = /^([+-])(\d{2})(\d{2})$/.exec(text);
    if (!match) throw new Error(`Google wrote the zone's offset as "${text}"`);
    const minutes = Number(match[2]) * 60 + Number(match[3]);
    const offset = match[1] === "-" ? -minutes : minutes;
    offsets.set(at, offset);
    return offset;
  };
  return {
    zone,
    now: () => Date.now(),
    started: Date.now(),
    offsetMinutes(at) {
      // Zones change clocks on quarter hours of UTC, and not twice in a week. So two look-ups are enough for nearly every week.
      for (const span of [week, day]) {
        const from = Math.floor(at / span) * span;
        const offset = lookedUp(from);
        if (offset === lookedUp(from + span)) return offset;
      }
      return lookedUp(Math.floor(at / quarterHour) * quarterHour);
    },
    sleep: (milliseconds) => Utilities.sleep(milliseconds),
  };
}

/** The account that runs. */
export function googleIdentity(): Identity {
  let known = "";
  return {
    runningAs() {
      try {
        known = known || Session.getEffectiveUser().getEmail().toLowerCase();
      } catch {
        // Without the permission to see the address the name is "": a report does not wait for a name.
      }
      return known;
    },
  };
}

/** The script lock. */
export function googleLock(): Lock {
  const lock = LockService.getScriptLock();
  let isHeld = false;
  return {
    isHeld: () => isHeld,
    during(waitMilliseconds, work) {
      let got = false;
      try {
        got = lock.tryLock(waitMilliseconds);
      } catch {
        // tryLock itself throws where many runs come at once (platform.md 3).
        got = false;
      }
      if (!got) return null;
      isHeld = true;
      try {
        return { value: work() };
      } finally {
        isHeld = false;
        try {
          lock.releaseLock();
        } catch {
          // Google releases the lock at the end of the run; what was done stays done.
        }
      }
    },
  };
}

/** Sends email through MailApp, from the account that runs. */
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

/** All ports, and what only triggers of the Form need. */
export interface GooglePorts extends Ports {
  readonly responses: GoogleFormResponses;
}

/** Makes all ports for one run. No call. */
export function googlePorts(): GooglePorts {
  const memory = storeOn(() => PropertiesService.getScriptProperties());
  const form = boundForm();
  return {
    clock: googleClock(),
    spreadsheets: googleSpreadsheets(),
    access: googleAccess(),
    mailer: googleMailer(),
    lock: googleLock(),
    memory,
    ownMemory: storeOn(() => PropertiesService.getUserProperties()),
    triggers: googleTriggers(),
    responses: googleFormResponses(memory, form),
    form: googleFormBuilder(form),
    identity: googleIdentity(),
    // A version 4 UUID: all but 6 of its 128 bits are random.
    chance: { hex: () => Utilities.getUuid().replace(/-/g, "") },
    diagnosis: googleDiagnosis(),
    services: googleServices(),
  };
}
