/**
 * Everything that the script remembers outside the registers: one line for each key, with the shape of its value, what counts where nothing
 * stands, and why it is remembered. Instants are milliseconds since 1970, UTC.
 *
 * Script properties can be read by everybody who may edit the Form, as the Form's responses can. So no student data but the school of a case
 * in danger, and nothing that hints at a sealed report. Only the account itself can read its user properties; what may stand there too, one
 * value for each register that is out of other people's sight, says `alsoOwn`, and what may stand there alone says `ownOnly`.
 *
 * Keys with the same `within` are members of one property: written by the same runs, so that none overwrites what another kind of run has
 * written meanwhile. Of two runs that write one property at once, the later one counts.
 */
import { refusals } from "../errors";
import {
  byText,
  flag,
  instant,
  integer,
  listOf,
  number,
  oneOf,
  or,
  orNull,
  type Shape,
  shaped,
  text,
  textLike,
} from "../json";
import { formLanguages } from "../language";

/** One line of the table. */
export interface Row<V = unknown> {
  readonly shape: Shape<V>;
  /** Counts where nothing stands. */
  readonly empty: V;
  /** Counts where what stands there cannot be read; left out: as `empty`. */
  readonly unreadable?: V;
  readonly why: string;
  readonly sight?: "alsoOwn" | "ownOnly";
  /** The property of which it is a member; left out: a property of its own. */
  readonly within?: string;
  /** Stored as it is, not as JSON. */
  readonly isText?: true;
}

function row<V>(
  shape: Shape<V>,
  empty: NoInfer<V>,
  why: string,
  more: Pick<Row<NoInfer<V>>, "unreadable" | "sight" | "within" | "isText"> = {},
): Row<V> {
  return { shape, empty, why, ...more };
}

const texts = listOf(text);
const perhapsText = orNull(text);

const rollOver = shaped({
  /** Index of the step that comes next. */
  step: number,
  /** The account that rolls over. It owns the files that it makes. */
  by: text,
  at: instant,
  /** Ids of the new files, once they are made. */
  next: byText(text),
  /** How many rows were left to copy when this was stored. */
  left: number,
  /** Since when the old files take no typing; 0: they take it. */
  frozenAt: or(instant, 0),
});

const doubt = shaped({
  /** "sure": has fired since it was last in doubt; "doubted": in doubt; "by-clock": made by a clock run, and has not fired yet. */
  state: oneOf(["sure", "doubted", "by-clock"]),
  /** When a clock run first saw that it had not fired where it should have; 0: never seen. */
  since: instant,
});

const danger = shaped({
  /** When it was reported. */
  since: instant,
  /** When somebody acknowledged it without a call on record; 0: nobody has. */
  acknowledgedAt: or(instant, 0),
  /** The school whose contact has the case; null where it is not known. */
  school: or(perhapsText, null),
  /** Who has the case: asked first, and alone where they acknowledged it. In a sealed register its audience. */
  to: or(texts, []),
  /** Who must not be asked: whoever stepped aside or left; in a sealed register also whom a case excludes. */
  shut: or(texts, []),
  /** When people were last asked past the register; 0: never. */
  asked: or(instant, 0),
  /** Whether the last run that tried could not see to it in the register. */
  isOut: or(flag, false),
  /** When its row was first missed in a register that could be read; 0: it is there. */
  lostAt: or(instant, 0),
});

const recordedCall = shaped({
  /** Who called, as the person who recorded it wrote. */
  who: text,
  /** Id of the agency in the protocol pack. */
  agency: text,
  /** Reference of the main register's case that it was about; null for a sealed report, of which nothing may be said here. */
  about: perhapsText,
  /** When the call was made. */
  at: instant,
  /** The account that recorded the call, and when. */
  by: text,
  recordedAt: instant,
});

const drill = shaped({
  /** The code that was shown and not used, and until when a report may bring it; "" where there is none. */
  code: text,
  until: instant,
  /** Id of the last drill's response in the Form, and when it was received; "" and 0 where there was none. */
  response: text,
  at: instant,
});

const proved = shaped({
  /**
   * Who sent the report of the drill before going live, as the admin wrote: somebody who may not edit the Form. The day, and the account
   * that said so.
   */
  sender: or(orNull(shaped({ sentBy: text, on: text, who: text })), null),
  looks: or(byText(shaped({ on: text, who: text, isOwn: or(flag, false) })), {}),
});

/** All keys. */
export const table = {
  registers: row(
    byText(text),
    {},
    "register → id of its spreadsheet: every run finds the registers by it",
  ),
  formId: row(
    orNull(textLike(/^\S+$/)),
    null,
    "the Form this was installed on: a copied Form refuses to run",
    { isText: true },
  ),
  formItems: row(
    byText(integer),
    {},
    "question or page → id of its item in the Form, since a district may change titles",
    { within: "form" },
  ),
  formLanguage: row(
    orNull(oneOf(formLanguages)),
    null,
    "in which languages set-up last built the Form, by which responses are read; null: in English",
    { within: "form" },
  ),
  // Not within "form": the clock writes it, and must not overwrite ids of items that set-up writes at that moment.
  formSchools: row(
    orNull(textLike(/^[0-9a-f-]+$/)),
    null,
    "fingerprint of the school list as last put into the Form: spares a call an hour",
    { isText: true },
  ),
  installers: row(
    byText(instant),
    {},
    "address of an account that runs the desk, or asked to → when it asked",
  ),
  clockRun: row(
    instant,
    0,
    "for each account (its address stands in the property's name) when a clock run of it last came; 0: it is not let in yet",
  ),
  firing: row(
    shaped({ round: instant, reports: doubt, edits: doubt }),
    { round: 0, reports: { state: "sure", since: 0 }, edits: { state: "sure", since: 0 } },
    "for each account which of its triggers may not fire. A property for each, since two accounts run at once",
  ),
  protocol: row(
    perhapsText,
    null,
    "id of the pack that the district has chosen, for when no register can be read",
    { within: "district" },
  ),
  tellInOutage: row(
    shaped({
      /** Route of a report → addresses. */
      to: byText(texts),
      /** The setting `immediateDangerMinutes`; 0: not known. */
      minutes: number,
      /** School → addresses of its contacts. */
      schools: byText(texts),
    }),
    { to: {}, minutes: 0, schools: {} },
    "whom to email while a register is out of reach",
    { within: "district" },
  ),
  sweepSince: row(instant, 0, "up to when the Form's responses are in a register", {
    within: "sweep",
  }),
  sweepOk: row(instant, 0, "when a clock run last listed the Form's responses", {
    within: "sweep",
  }),
  // Not within "sweep": a run that finds a damaged register empties it, and no clock run may put it back.
  sweptAll: row(instant, 0, "when all responses were last compared with the registers"),
  heartbeat: row(
    perhapsText,
    null,
    "what was last seen of a register (its id, highest reference, newest message), by which missing rows are noticed",
    { within: "clock", sight: "alsoOwn" },
  ),
  stepsDone: row(byText(number), {}, "step of the clock → when it was last done", {
    within: "clock",
  }),
  // A property of its own: edits and dialogs write it too.
  nextDue: row(
    shaped({ at: instant, count: number }),
    { at: 0, count: 0 },
    "when the clock has to look into the registers again, and the number of that decision",
  ),
  digestDays: row(byText(text), {}, "register → day of its last morning email", {
    within: "clock",
  }),
  outboxFrom: row(
    integer,
    0,
    "zero-based row of the main Outbox from which on messages may be unsettled",
    { within: "clock" },
  ),
  outboxAsks: row(text, "", "rows above it that say who was asked about a case that still waits", {
    within: "clock",
  }),
  education: row(
    perhapsText,
    null,
    "the school year and schools for which Education has its rows: spares a read a day",
    { within: "clock" },
  ),
  openRows: row(
    orNull(shaped({ cases: text, acts: text, ends: listOf(integer) })),
    null,
    "where rows of open cases and their steps were last seen, and how many rows other tabs have: spares reading all",
  ),
  told: row(
    byText(instant),
    {},
    "notice, and what it is about → when lead and admin were last told; 0: it was found in order",
  ),
  referencesGiven: row(
    orNull(textLike(/^\d\d-\d{4,9}$/)),
    null,
    "the highest case reference that a register ever gave: none may be given twice, also after rows were deleted",
    { isText: true, sight: "alsoOwn" },
  ),
  outage: row(
    orNull(
      shaped({
        /** When a clock run first could not read the main register; 0: it could. */
        since: instant,
        /** Id of a response, "calm" for any without danger, or "register" → when people were last asked about it past the register. */
        asked: byText(instant),
      }),
    ),
    null,
    "since when the main register could not be read, and what people were asked",
  ),
  clockFails: row(byText(number), {}, "account → how many of its clock runs have failed in a row"),
  access: row(
    byText(
      shaped({
        /** What Google answered when it was last asked, or what it is just asked to do. */
        seen: oneOf(["let-in", "taken-out", ...refusals]),
        /** Where: as an editor of the file, or of a protection. */
        where: oneOf(["file", "protection"]),
        /** When that was. */
        at: instant,
        /** When leads and admins were last told; 0: not yet. */
        toldAt: instant,
      }),
    ),
    {},
    "address whose access to the main register is not as Contacts say, or has just changed",
  ),
  rollOver: row(orNull(rollOver), null, "a roll-over that is not finished", {
    within: "rollOver",
  }),
  rolledOver: row(
    shaped({
      /** When; 0: never. */
      at: instant,
      /** Ids of the files that were replaced, in the order of the registers. */
      files: texts,
    }),
    { at: 0, files: [] },
    "the last roll-over that took place, and the files that were replaced",
    { within: "rollOver" },
  ),
  unheard: row(
    flag,
    false,
    "whether no edit event has come from the main register since it became a new file: until then each clock run looks over all registers",
  ),
  settingsSeen: row(
    orNull(byText(text)),
    null,
    "setting → value as last seen in the tab, so that Activity tells of changes typed there",
  ),
  live: row(orNull(instant), null, "when the district went live; null: not yet", {
    within: "goingLive",
    // A Form in use that said it is not would send teachers away.
    unreadable: 0,
  }),
  proved: row(
    proved,
    { sender: null, looks: {} },
    "what people said they had seen, and on which day, since no script can",
    {
      within: "goingLive",
    },
  ),
  formAudience: row(
    orNull(oneOf(["staff", "link"])),
    null,
    "who may open the Form, as the district chose",
    { within: "goingLive" },
  ),
  dangers: row(
    byText(danger),
    {},
    "reference → a danger that no call has answered: asked about also while the register is out of reach",
    { sight: "alsoOwn" },
  ),
  dangerCalls: row(
    listOf(recordedCall),
    [],
    "calls that someone recorded about a danger that no register shows",
  ),
  formGaps: row(
    byText(listOf(shaped({ from: instant, until: orNull(instant) }))),
    {},
    "item of a question that decides who learns of a report → from when to when the Form lacked it; null: it still does",
  ),
  drill: row(
    drill,
    { code: "", until: 0, response: "", at: 0 },
    "the code of a drill, and which response was the last one",
  ),
  draft: row(
    orNull(shaped({ view: text, values: byText(text) })),
    null,
    "answers of a first set-up that is not finished, so that the dialog can be closed. In several properties",
  ),
  editedAt: row(
    instant,
    0,
    "about when a person last edited the main register: else no formula is looked for",
  ),
  mailReserve: row(
    byText(shaped({ reserve: number, hour: number })),
    {},
    "account → how many emails of its daily quota are kept for urgent ones, and in which hour it had so many left",
  ),
  unread: row(
    byText(
      shaped({
        /** When it was received; 0 for a case. */
        at: or(instant, 0),
        /** When people were last told. */
        told: or(instant, 0),
        /** When the danger was reported; 0: no danger. */
        danger: or(instant, 0),
        /** Addresses that it excluded when it came. Contacts may have given them another role since. */
        excluded: texts,
      }),
    ),
    {},
    "sealed reports and cases that no one can read",
    { sight: "ownOnly" },
  ),
  sealedAsking: row(texts, [], "sealed registers in which someone was asked and has not answered", {
    sight: "ownOnly",
  }),
};

type Table = typeof table;
export type Key = keyof Table;

// The keys of an object are those of its type.
export const keys = Object.keys(table) as readonly Key[];

/** Key → its value. */
export type Kept = {
  readonly [K in Key]: Table[K] extends Row<infer V> ? V : never;
};
/** Values to write. */
export type Remembered = { readonly [K in Key]?: Kept[K] | undefined };
/** Keys of which each account, or each register in an account's own store, has a property of its own. */
export type EachKey = "clockRun" | "firing";
