/**
 * All ports, through Google's services, made new for each run. Apart from looking up the time zone and the lock, none calls Google before
 * it is used.
 */
import type { AdvancedService } from "../errors";
import { once } from "../lazy";
import type {
  Clock,
  Lock,
  Mailer,
  Ports,
  RunningScript,
  Services,
  TriggerDescription,
  Triggers,
} from "../ports";
import { storeOn } from "../store/store";
import { minuteMs } from "../time";
import { boundForm, googleFormBuilder } from "./form";
import { type GoogleFormResponses, googleFormResponses } from "./form-responses";
import { googleDiagnosis, probePermissions, worksNotGranted } from "./google-errors";
import { driveService, googleAccess, googleSpreadsheets, sheetsService } from "./spreadsheets";

const quarterHour = 15 * minuteMs;
const day = 96 * quarterHour;
const week = 7 * day;

/** The clock. Its time zone is the one in the manifest (appsscript.json); set-up gives the same zone to the registers. */
function googleClock(): Clock {
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
      // Zones change their clocks on quarter hours of UTC, and at most once in a week. So two look-ups answer for nearly every week.
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

function googleLock(): Lock {
  const lock = LockService.getScriptLock();
  let isHeld = false;
  return {
    isHeld: () => isHeld,
    during(waitMilliseconds, work) {
      try {
        isHeld = lock.tryLock(waitMilliseconds);
      } catch {
        // tryLock itself throws if many runs come at once (platform.md 3).
      }
      if (!isHeld) return null;
      try {
        return { value: work() };
      } finally {
        isHeld = false;
        try {
          lock.releaseLock();
        } catch {
          // Google releases the lock at the end of the run anyway, and the work is done.
        }
      }
    },
  };
}

/** Sends email through MailApp, from the account that runs. */
const mailer: Mailer = {
  send({ text: body, html: htmlBody, ...mail }) {
    MailApp.sendEmail({ ...mail, body, htmlBody });
  },
  remainingToday: () => MailApp.getRemainingDailyQuota(),
};

/** The triggers of the account that runs, through ScriptApp. */
const triggers: Triggers = {
  list: () =>
    ScriptApp.getProjectTriggers().flatMap((trigger): TriggerDescription[] => {
      const { ON_FORM_SUBMIT, ON_EDIT, CLOCK } = ScriptApp.EventType;
      const type = trigger.getEventType();
      const source = trigger.getTriggerSourceId() ?? null;
      const named = { id: trigger.getUniqueId(), function: trigger.getHandlerFunction(), source };
      if (type === ON_FORM_SUBMIT) return [{ ...named, kind: "form-submit" }];
      if (type === ON_EDIT) return [{ ...named, kind: "edit" }];
      return type === CLOCK ? [{ ...named, kind: "clock" }] : [];
    }),
  createFormSubmit(functionName) {
    ScriptApp.newTrigger(functionName).forForm(FormApp.getActiveForm()).onFormSubmit().create();
  },
  createEdit(functionName, spreadsheetId) {
    ScriptApp.newTrigger(functionName).forSpreadsheet(spreadsheetId).onEdit().create();
  },
  createEveryMinutes(functionName, minutes) {
    ScriptApp.newTrigger(functionName).timeBased().everyMinutes(minutes).create();
  },
  createAfter(functionName, milliseconds) {
    ScriptApp.newTrigger(functionName).timeBased().after(milliseconds).create();
  },
  remove(id) {
    for (const trigger of ScriptApp.getProjectTriggers()) {
      if (trigger.getUniqueId() === id) ScriptApp.deleteTrigger(trigger);
    }
  },
};

// Which script runs.

/** The function that the build wraps around the whole script. */
declare const wholeScript: unknown;
/**
 * Version, SHA-256 of the script's text as it was built, and the day of the newest release then, with spaces between them. Not part of the
 * hashed text.
 */
declare const builtAs: string;

/** The version and hashes of the running script, from the source text that Google's engine gives; null if the build did not make it. */
function runningScript(): RunningScript | null {
  if (typeof builtAs === "undefined") return null;
  const [version = "", built = "", day = ""] = builtAs.split(" ");
  const source = String(wholeScript);
  // An engine that keeps no source text returns these words (ECMAScript, Function.prototype.toString).
  if (/\{\s*\[native code\]\s*\}$/.test(source.slice(-99)))
    return { version, day, built, hash: null };
  return { version, day, built, hash: sha256(source) };
}

/** Google gives bytes as Java has them: -128 to 127. */
const hexOf = (bytes: readonly number[]): string =>
  bytes.map((byte) => (byte & 255).toString(16).padStart(2, "0")).join("");

function sha256(text: string): string {
  const { DigestAlgorithm, Charset } = Utilities;
  return hexOf(Utilities.computeDigest(DigestAlgorithm.SHA_256, text, Charset.UTF_8));
}

const hmac = (secret: string, text: string): string =>
  hexOf(Utilities.computeHmacSha256Signature(text, secret, Utilities.Charset.UTF_8));

/** Which services are switched on, and which permissions are given. */
const services: Services = {
  off() {
    // No file has the id "0", so these calls do no harm.
    const calls: Readonly<Record<AdvancedService, () => unknown>> = {
      Sheets: () => sheetsService().Spreadsheets.get("0", { fields: "spreadsheetId" }),
      Drive: () => driveService().Files.get("0", { fields: "trashed" }),
    };
    return (["Sheets", "Drive"] as const).filter((service) => {
      try {
        calls[service]();
        return false;
      } catch (error) {
        return googleDiagnosis().troubleOf(error).kind === "service-off";
      }
    });
  },
  notGranted: worksNotGranted,
  notGiven: probePermissions,
  script: runningScript,
};

/** All ports, with the method that only the Form's trigger needs. */
export interface GooglePorts extends Ports {
  readonly responses: GoogleFormResponses;
}

/** Makes all ports for one run. `told`: the Form, if an event has it with it. */
export function googlePorts(told?: GoogleAppsScript.Forms.Form): GooglePorts {
  const memory = storeOn(() => PropertiesService.getScriptProperties());
  const form = boundForm(told);
  return {
    clock: googleClock(),
    spreadsheets: googleSpreadsheets(),
    access: googleAccess(),
    mailer,
    lock: googleLock(),
    memory,
    ownMemory: storeOn(() => PropertiesService.getUserProperties()),
    triggers,
    responses: googleFormResponses(memory, form),
    form: googleFormBuilder(form),
    identity: {
      runningAs: once(() => {
        try {
          return Session.getEffectiveUser().getEmail().toLowerCase();
        } catch {
          // Without permission to see the address, it is not known. A report must not fail for that.
          return "";
        }
      }),
    },
    // A version 4 UUID: all but 6 of its 128 bits are random.
    chance: { hex: () => Utilities.getUuid().replace(/-/g, "") },
    ...{ sha256, hmac },
    diagnosis: googleDiagnosis(),
    services,
  };
}
