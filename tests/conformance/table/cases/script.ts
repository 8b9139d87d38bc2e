/** The script's own services: the account that runs it, properties, the lock, time, email, triggers. */
import { type Case, refusal } from "../case";

/** A moment of winter and one of summer, in the zone of the manifest. */
const winter = Date.UTC(2026, 0, 15, 12);
const summer = Date.UTC(2026, 6, 15, 12);

const text = "=1+1\nÅ 😀 ,\"'";

/** What the build puts around a script: the function that is all of it, and its version with the hash of its text. */
declare const wholeScript: unknown;
declare const builtAs: string;

export const scriptCases: readonly Case[] = [
  {
    id: "session.zone",
    asks: "Is the script's zone the manifest's, and does formatDate write offsets like -0800?",
    source: "read 2026-11-24: platform.md 4: REF/Session.getScriptTimeZone",
    expects: { always: { zone: "America/Los_Angeles", offsets: ["-0800", "-0700"] } },
    run({ google: { Session, Utilities } }) {
      const zone = Session.getScriptTimeZone();
      const offset = (at: number) => Utilities.formatDate(new Date(at), zone, "Z");
      return { zone, offsets: [offset(winter), offset(summer)] };
    },
  },
  {
    id: "session.person",
    asks: "In a run that a person starts, are the active and the effective user that person?",
    source: "read 2026-11-24: platform.md 8: REF/Session",
    expects: { always: { known: true, same: true } },
    run({ google: { Session } }) {
      const effective = Session.getEffectiveUser().getEmail();
      return { known: /@/.test(effective), same: Session.getActiveUser().getEmail() === effective };
    },
  },
  {
    id: "utilities.sleep",
    asks: "Does Utilities.sleep wait as long as it is told?",
    source: "read 2026-11-24: REF/Utilities.sleep",
    expects: { always: true },
    run({ google: { Utilities } }) {
      const before = Date.now();
      Utilities.sleep(150);
      return Date.now() - before >= 149;
    },
  },
  {
    id: "utilities.uuid",
    asks: "Does Utilities.getUuid give another UUID of version 4 each time?",
    source: "read 2026-11-24: REF/Utilities.getUuid",
    expects: { always: [true, true] },
    run({ google: { Utilities } }) {
      const [one, other] = [Utilities.getUuid(), Utilities.getUuid()];
      return [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(one), one !== other];
    },
  },
  {
    id: "properties.kept",
    asks: "Do properties keep texts exactly, add to each other, and go when deleted?",
    source: "read 2026-11-24: platform.md 2: REF/PropertiesService",
    expects: { always: { one: text, more: ["b", ""], gone: true } },
    run({ google: { PropertiesService } }) {
      const properties = PropertiesService.getScriptProperties();
      properties.setProperty("case-a", text);
      properties.setProperties({ "case-b": "b", "case-c": "" });
      const all = properties.getProperties();
      const { "case-a": one = null, "case-b": b = null, "case-c": c = null } = all;
      for (const key of ["case-a", "case-b", "case-c"]) properties.deleteProperty(key);
      return { one, more: [b, c], gone: !("case-a" in properties.getProperties()) };
    },
  },
  {
    id: "properties.user",
    asks: "Are an account's own properties apart from the script's?",
    source: "read 2026-11-24: platform.md 2: REF/PropertiesService",
    expects: { always: { own: "mine", inScript: false } },
    run({ google: { PropertiesService } }) {
      const own = PropertiesService.getUserProperties();
      own.setProperty("case-own", "mine");
      const { "case-own": kept = null } = own.getProperties();
      const inScript = "case-own" in PropertiesService.getScriptProperties().getProperties();
      own.deleteProperty("case-own");
      return { own: kept, inScript };
    },
  },
  {
    id: "lock.script",
    asks: "Is a free lock given at once, twice to the same run, and may a run release what it does not hold?",
    source: "read 2026-11-24: platform.md 3: REF/Lock; GF/test/testlock.js",
    expects: { always: { first: true, again: true, releasedTwice: null, afterwards: true } },
    run({ google: { LockService } }) {
      const lock = LockService.getScriptLock();
      const first = lock.tryLock(1000);
      const again = lock.tryLock(0);
      lock.releaseLock();
      const releasedTwice = refusal(() => lock.releaseLock());
      const afterwards = lock.tryLock(0);
      lock.releaseLock();
      return { first, again, releasedTwice, afterwards };
    },
  },
  {
    id: "mail.quota",
    asks: "Is what is left of the day's mail a whole number?",
    source: "read 2026-11-24: platform.md 2: REF/MailApp",
    expects: { always: { whole: true, negative: false } },
    run({ google: { MailApp }, note }) {
      const left = MailApp.getRemainingDailyQuota();
      note("mail-quota", String(left));
      return { whole: Number.isInteger(left), negative: left < 0 };
    },
  },
  {
    id: "mail.sent",
    asks: "Is a mail with a name, a reply address and html taken?",
    source: "read 2026-11-24: platform.md 2: REF/MailApp",
    expects: { always: null },
    run: ({ google: { MailApp }, me }) =>
      refusal(() =>
        MailApp.sendEmail({
          to: me,
          subject: "Probe of the student safety desk: a mail to yourself",
          body: "This mail shows that the probe may send mail. It can be deleted.",
          htmlBody: "<p>This mail shows that the probe may send mail. It can be deleted.</p>",
          name: "Probe",
          replyTo: me,
        }),
      ),
  },
  {
    id: "mail.nobody",
    asks: "What do a mail to no one, to what is no address, and to an address without a dot after its @ end in?",
    source:
      "read 2026-11-24: platform.md 11: RomainVialard/ErrorHandler (for which addresses: assumed)",
    expects: {
      always: [
        "Exception: Failed to send email: no recipient",
        "Exception: Invalid email: not an address",
        "Exception: Invalid email: nobody@nodomain",
      ],
    },
    run({ google: { MailApp } }) {
      const send = (to: string) =>
        refusal(() => MailApp.sendEmail({ to, subject: "Probe", body: "Probe" }));
      return ["", "not an address", "nobody@nodomain"].map(send);
    },
  },
  {
    id: "triggers.listed",
    asks: "Are triggers listed with their function, kind and file, and gone when deleted?",
    source:
      "read 2026-11-24: platform.md 1, sheets-api.md 7: DOC/guides/triggers/installable-triggers.md; REF/TriggerBuilder",
    expects: {
      always: {
        listed: ["CLOCK none", "CLOCK none", "ON_EDIT spreadsheet", "ON_FORM_SUBMIT form"],
        distinct: true,
        left: 0,
      },
    },
    run({ google: { ScriptApp }, form, spreadsheet }) {
      const name = "onNothing";
      const file = spreadsheet();
      ScriptApp.newTrigger(name).forForm(form).onFormSubmit().create();
      ScriptApp.newTrigger(name).forSpreadsheet(file).onEdit().create();
      ScriptApp.newTrigger(name).timeBased().everyMinutes(30).create();
      ScriptApp.newTrigger(name)
        .timeBased()
        .after(50 * 60_000)
        .create();
      const own = () =>
        ScriptApp.getProjectTriggers().filter((one) => one.getHandlerFunction() === name);
      const made = own();
      const places: Readonly<Record<string, string>> = {
        [form.getId()]: "form",
        [file]: "spreadsheet",
      };
      const listed = made
        .map((one) => `${one.getEventType()} ${places[one.getTriggerSourceId() ?? ""] ?? "none"}`)
        .sort();
      const distinct = new Set(made.map((one) => one.getUniqueId())).size === made.length;
      for (const one of made) ScriptApp.deleteTrigger(one);
      return { listed, distinct, left: own().length };
    },
  },
  {
    id: "triggers.every-seven-minutes",
    asks: "What does a clock trigger at an interval that there is not end in?",
    source: "read 2026-11-24: platform.md 1: REF/ClockTriggerBuilder",
    expects: {
      always:
        "Exception: The value you passed to everyMinutes was invalid. It must be one of 1, 5, 10, 15 or 30.",
    },
    run: ({ google: { ScriptApp } }) =>
      refusal(() => ScriptApp.newTrigger("onNothing").timeBased().everyMinutes(7).create()),
  },
  {
    id: "triggers.all-granted",
    asks: "Does requireAllScopes go on where everything is granted?",
    source: "read 2026-11-24: platform.md 1: REF/ScriptApp.requireAllScopes",
    expects: { always: null },
    run: ({ google: { ScriptApp } }) =>
      refusal(() => ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL)),
  },
  {
    id: "triggers.granted-named",
    asks: "Does getAuthorizedScopes name the scopes that were granted, in full?",
    source:
      "assumed: platform.md 13: since January 2025; what it answers where nothing was asked for is open",
    expects: { of: "authorizedScopes", when: { named: true, null: null } },
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
  {
    id: "language.after-es2019",
    asks: "Which members of the library are there that came after ES2019?",
    source: "assumed: platform.md 9: unconfirmed one by one",
    expects: { always: ["at", "toSorted", "replaceAll", "hasOwn", "allSettled"], here: [] },
    run: () => {
      const owners = [Array.prototype, Array.prototype, String.prototype, Object, Promise];
      return ["at", "toSorted", "replaceAll", "hasOwn", "allSettled"].filter(
        (name, at) => Reflect.get(owners[at] ?? {}, name) !== undefined,
      );
    },
  },
  {
    id: "language.own-text",
    asks: "Does the script read its own text, letter by letter as it was built, by a function's toString?",
    source:
      "assumed: platform.md 9: V8 does so by ECMAScript 2019; whether Google hands V8 the text as it stands in the editor is open",
    expects: { of: "ownText", when: { whole: true, hidden: false } },
    run({ google: { Utilities } }) {
      const { DigestAlgorithm, Charset } = Utilities;
      const source = String(wholeScript);
      const bytes = Utilities.computeDigest(DigestAlgorithm.SHA_256, source, Charset.UTF_8);
      const hash = bytes.map((byte) => (byte & 255).toString(16).padStart(2, "0")).join("");
      return hash === builtAs.split(" ")[1];
    },
  },
  {
    id: "html.no-such-page",
    asks: "What does a page that the project does not have end in?",
    source: "read 2026-11-24: scripts in public that met it",
    expects: { always: "Exception: No HTML file named Nothing was found." },
    run: ({ google: { HtmlService } }) =>
      refusal(() => HtmlService.createHtmlOutputFromFile("Nothing")),
  },
  {
    id: "properties.limit",
    asks: "Is a property of 9,216 bytes kept, and one of a byte more refused?",
    source: "read 2026-11-24: platform.md 2: DOC/guides/quotas-and-limits.md",
    expects: { always: [null, "Exception: Argument too large: value"] },
    run({ google: { PropertiesService } }) {
      const properties = PropertiesService.getScriptProperties();
      const full = "é".repeat((9 * 1024) / 2);
      const said = [full, `${full}.`].map((text) =>
        refusal(() => properties.setProperty("case-full", text)),
      );
      properties.deleteProperty("case-full");
      return said;
    },
  },
  {
    id: "mail.limits",
    asks: "What do 51 recipients, a subject of 251 characters and a body of more than 400 KB end in?",
    source:
      "read 2026-11-24: platform.md 2, 11: DOC/guides/quotas-and-limits.md; RomainVialard/ErrorHandler",
    expects: {
      always: [
        "Exception: Limit Exceeded: Email Recipients Per Message.",
        "Exception: Argument too large: subject",
        "Exception: Limit Exceeded: Email Body Size.",
      ],
    },
    run: ({ google: { MailApp }, me }) =>
      [
        { to: Array.from({ length: 51 }, () => me).join() },
        { subject: "s".repeat(251) },
        { body: "b".repeat(400 * 1024 + 1) },
      ].map((part) =>
        refusal(() => MailApp.sendEmail({ to: me, subject: "Probe", body: "Probe", ...part })),
      ),
  },
  {
    id: "triggers.twenty",
    asks: "How many triggers may an account have in a script, and what does one more end in?",
    source: "read 2026-11-24: platform.md 1: DOC/guides/quotas-and-limits.md",
    expects: {
      always: [
        20,
        "Exception: This script has too many triggers. Triggers must be deleted from the script before more can be added.",
      ],
    },
    run({ google: { ScriptApp } }) {
      let said: string | null = null;
      while (said === null && ScriptApp.getProjectTriggers().length < 30) {
        said = refusal(() =>
          ScriptApp.newTrigger("onNothing").timeBased().everyMinutes(30).create(),
        );
      }
      const all = ScriptApp.getProjectTriggers();
      for (const one of all) ScriptApp.deleteTrigger(one);
      return [all.length, said];
    },
  },
];
