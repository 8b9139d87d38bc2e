/** The script's own services: the account that runs it, properties, the lock, time, email, triggers. */
import { casesOf, refusal } from "../case";

/** A moment of winter and one of summer, in the zone of the manifest. */
const winter = Date.UTC(2026, 0, 15, 12);
const summer = Date.UTC(2026, 6, 15, 12);

const text = "=1+1\nÅ 😀 ,\"'";

/** What the build puts around a script: the function that is all of it, and its version with the hash of its text. */
declare const wholeScript: unknown;
declare const builtAs: string;

export const scriptCases = casesOf("dialog", {
  "session.zone": {
    asks: "Is the script's zone the manifest's, and does formatDate write offsets like -0800?",
    source: "documented 2026-11-24: platform.md 4: REF/Session.getScriptTimeZone",
    is: { zone: "America/Los_Angeles", offsets: ["-0800", "-0700"] },
    run({ google: { Session, Utilities } }) {
      const zone = Session.getScriptTimeZone();
      const offset = (at: number) => Utilities.formatDate(new Date(at), zone, "Z");
      return { zone, offsets: [offset(winter), offset(summer)] };
    },
  },
  "session.person": {
    asks: "In a run that a person starts, are the active and the effective user that person?",
    source: "documented 2026-11-24: platform.md 8: REF/Session",
    is: { known: true, same: true },
    run({ google: { Session } }) {
      const effective = Session.getEffectiveUser().getEmail();
      return { known: /@/.test(effective), same: Session.getActiveUser().getEmail() === effective };
    },
  },
  "utilities.hmac": {
    asks: "What are the first bytes of the HMAC-SHA-256 of a text and a key with letters beyond ASCII (value first, then key)?",
    source:
      "documented 2026-11-24: REF/Utilities.computeHmacSha256Signature; the bytes by RFC 2104",
    is: [32, -83, 81, 106, 9],
    run({ google: { Utilities } }) {
      const bytes = Utilities.computeHmacSha256Signature("José", "clé", Utilities.Charset.UTF_8);
      return [bytes.length, ...bytes.slice(0, 4)];
    },
  },
  "utilities.sleep": {
    asks: "Does Utilities.sleep wait as long as it is told, and does getUuid give another UUID of version 4 each time?",
    source: "documented 2026-11-24: REF/Utilities.sleep, getUuid",
    is: [true, true, true],
    run({ google: { Utilities } }) {
      const before = Date.now();
      Utilities.sleep(150);
      const [one, other] = [Utilities.getUuid(), Utilities.getUuid()];
      const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(one);
      return [Date.now() - before >= 149, isUuid, one !== other];
    },
  },
  "properties.kept": {
    asks: "Do properties keep texts exactly, up to 9,216 bytes, add to each other, and go when deleted, an account's own apart from the script's?",
    source:
      "documented 2026-11-24: platform.md 2: REF/PropertiesService; DOC/guides/quotas-and-limits.md",
    is: [text, "b", "", [null, "Exception: Argument too large: value"], "mine", []],
    run({ google: { PropertiesService } }) {
      const properties = PropertiesService.getScriptProperties();
      const own = PropertiesService.getUserProperties();
      properties.setProperty("case-a", text);
      properties.setProperties({ "case-b": "b", "case-c": "" });
      const all = properties.getProperties();
      const full = "é".repeat((9 * 1024) / 2);
      const limit = [full, `${full}.`].map((words) =>
        refusal(() => properties.setProperty("case-full", words)),
      );
      for (const key of ["case-a", "case-b", "case-c", "case-full"]) properties.deleteProperty(key);
      own.setProperty("case-own", "mine");
      const { "case-own": mine = null } = own.getProperties();
      const left = Object.keys(properties.getProperties()).filter((key) => /^case-/.test(key));
      own.deleteProperty("case-own");
      return [
        all["case-a"] ?? null,
        all["case-b"] ?? null,
        all["case-c"] ?? null,
        limit,
        mine,
        left,
      ];
    },
  },
  "lock.script": {
    asks: "Is a free lock given at once, twice to the same run, and may a run release what it does not hold?",
    source: "documented 2026-11-24: platform.md 3: REF/Lock; GF/test/testlock.js",
    is: [true, true, null, true],
    run({ google: { LockService } }) {
      const lock = LockService.getScriptLock();
      const first = lock.tryLock(1000);
      const second = lock.tryLock(0);
      lock.releaseLock();
      const again = refusal(() => lock.releaseLock());
      const afterwards = lock.tryLock(0);
      lock.releaseLock();
      return [first, second, again, afterwards];
    },
  },
  "mail.quota": {
    asks: "Is what is left of the day's mail a whole number?",
    source: "documented 2026-11-24: platform.md 2: REF/MailApp",
    is: { whole: true, negative: false },
    run({ google: { MailApp } }) {
      const left = MailApp.getRemainingDailyQuota();
      return { whole: Number.isInteger(left), negative: left < 0 };
    },
  },
  "mail.sent": {
    asks: "What do these emails end in: one with a name, a reply address and html, to no one, to what is no address, to an address without a dot after its @, to 51 recipients, with a subject of 251 characters, with a body of more than 400 KB, and to an address of the domain that nobody has?",
    source:
      "documented 2026-11-24: platform.md 2, 11: REF/MailApp; DOC/guides/quotas-and-limits.md; RomainVialard/ErrorHandler (for which addresses, and the last one: assumed)",
    is: [
      null,
      "Exception: Failed to send email: no recipient",
      "Exception: Invalid email: not an address",
      "Exception: Invalid email: nobody@nodomain",
      "Exception: Limit Exceeded: Email Recipients Per Message.",
      "Exception: Argument too large: subject",
      "Exception: Limit Exceeded: Email Body Size.",
      null,
    ],
    run({ google: { MailApp }, me, nobody }) {
      const words = "This email shows that the probe may send email. It can be deleted.";
      const subject = "Probe of the student safety desk: an email to yourself";
      return [
        { name: "Probe", replyTo: me, htmlBody: `<p>${words}</p>` },
        { to: "" },
        { to: "not an address" },
        { to: "nobody@nodomain" },
        { to: Array.from({ length: 51 }, () => me).join() },
        { subject: "s".repeat(251) },
        { body: "b".repeat(400 * 1024 + 1) },
        { to: nobody },
      ].map((part) => refusal(() => MailApp.sendEmail({ to: me, subject, body: words, ...part })));
    },
  },
  "triggers.listed": {
    asks: "Are triggers listed with their function, kind and file, and gone when deleted?",
    source:
      "documented 2026-11-24: platform.md 1, sheets-api.md 7: DOC/guides/triggers/installable-triggers.md; REF/TriggerBuilder",
    is: [["CLOCK none", "CLOCK none", "ON_EDIT spreadsheet", "ON_FORM_SUBMIT form"], 4, 0],
    run({ google: { ScriptApp }, form, spreadsheet }) {
      const name = "onNothing";
      const file = spreadsheet();
      const made = () => ScriptApp.newTrigger(name);
      made().forForm(form).onFormSubmit().create();
      made().forSpreadsheet(file).onEdit().create();
      made().timeBased().everyMinutes(30).create();
      made().timeBased().after(3_000_000).create();
      const own = () =>
        ScriptApp.getProjectTriggers().filter((one) => one.getHandlerFunction() === name);
      const places: Readonly<Record<string, string>> = {
        [form.getId()]: "form",
        [file]: "spreadsheet",
      };
      const all = own();
      const listed = all.map(
        (one) => `${one.getEventType()} ${places[one.getTriggerSourceId() ?? ""] ?? "none"}`,
      );
      const ids = new Set(all.map((one) => one.getUniqueId()));
      for (const one of all) ScriptApp.deleteTrigger(one);
      return [listed.sort(), ids.size, own().length];
    },
  },
  "triggers.all-granted": {
    asks: "Does requireAllScopes go on where everything is granted?",
    source: "documented 2026-11-24: platform.md 1: REF/ScriptApp.requireAllScopes",
    is: null,
    run: ({ google: { ScriptApp } }) =>
      refusal(() => ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL)),
  },
  "triggers.granted-named": {
    asks: "Does getAuthorizedScopes name the scopes that were granted, in full?",
    source:
      "documented 2026-12-03: platform.md 13: REF/AuthorizationInfo.getAuthorizedScopes: a list or null",
    doubt: "authorizedScopes",
    when: { named: true, null: null },
    run({ google: { ScriptApp } }) {
      // The type package lacks the member.
      const info = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL) as unknown as {
        getAuthorizedScopes(): readonly string[] | null;
      };
      const scopes = info.getAuthorizedScopes();
      return scopes === null
        ? null
        : scopes.indexOf("https://www.googleapis.com/auth/script.scriptapp") !== -1;
    },
  },
  "language.after-es2019": {
    asks: "Which members of the library are there that came after ES2019?",
    source: "assumed: platform.md 9: unconfirmed one by one",
    is: ["at", "toSorted", "replaceAll", "hasOwn", "allSettled"],
    here: [],
    run: () => {
      const owners = [Array.prototype, Array.prototype, String.prototype, Object, Promise];
      return ["at", "toSorted", "replaceAll", "hasOwn", "allSettled"].filter(
        (name, at) => Reflect.get(owners[at] ?? {}, name) !== undefined,
      );
    },
  },
  "language.own-text": {
    asks: "Does the script read its own text, letter by letter as it was built, by a function's toString?",
    source:
      "assumed: platform.md 9: V8 does so by ECMAScript 2019; whether Google hands V8 the text as it stands in the editor is open",
    doubt: "ownText",
    when: { whole: true, hidden: false },
    run({ google: { Utilities } }) {
      const { DigestAlgorithm, Charset } = Utilities;
      const source = String(wholeScript);
      const bytes = Utilities.computeDigest(DigestAlgorithm.SHA_256, source, Charset.UTF_8);
      const hash = bytes.map((byte) => (byte & 255).toString(16).padStart(2, "0")).join("");
      return hash === builtAs.split(" ")[1];
    },
  },
  "html.no-such-page": {
    asks: "What does a page that the project does not have end in?",
    source: "recorded 2026-11-24: scripts in public that met it",
    is: "Exception: No HTML file named Nothing was found.",
    run: ({ google: { HtmlService } }) =>
      refusal(() => HtmlService.createHtmlOutputFromFile("Nothing")),
  },
  "triggers.twenty": {
    asks: "How many triggers may an account have in a script, and what do one more, and one at an interval that there is not, end in?",
    source:
      "documented 2026-11-24: platform.md 1: DOC/guides/quotas-and-limits.md; REF/ClockTriggerBuilder",
    is: [
      20,
      "Exception: This script has too many triggers. Triggers must be deleted from the script before more can be added.",
      "Exception: The value you passed to everyMinutes was invalid. It must be one of 1, 5, 10, 15 or 30.",
    ],
    run({ google: { ScriptApp } }) {
      const every = (minutes: number) =>
        refusal(() => ScriptApp.newTrigger("onNothing").timeBased().everyMinutes(minutes).create());
      let said: string | null = null;
      while (said === null && ScriptApp.getProjectTriggers().length < 30) said = every(30);
      const all = ScriptApp.getProjectTriggers();
      for (const one of all) ScriptApp.deleteTrigger(one);
      return [all.length, said, every(7)];
    },
  },
});
