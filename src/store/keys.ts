/**
 * Everything that the script remembers outside the registers. For each key: what it holds and why, the shape of its value, and what counts
 * if nothing is stored. Instants are milliseconds since 1970, UTC; 0 means never.
 *
 * Everyone who may edit the Form can read the script properties, as they can read the Form's responses. So these hold no student data,
 * except the school of a case in danger, and nothing that hints at a sealed report. User properties can be read only by the account itself.
 * "Also own": a sealed register has its own value in the user properties. "Own alone": the key is only in the user properties.
 *
 * Each key is one property, and it holds what the same runs write. A run changes the members that it names and leaves the others as it last
 * read them. If two runs write one property at the same time, the later one counts.
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
  /** Counts if nothing is stored. Its members count for those that are missing. */
  readonly empty: V;
  /** Counts if what is stored cannot be read. */
  readonly unreadable: V;
}

function row<V>(shape: Shape<V>, empty: NoInfer<V>, unreadable: NoInfer<V> = empty): Row<V> {
  return { shape, empty, unreadable };
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
const sure = { state: "sure", since: 0 } as const;

const danger = shaped({
  /** When it was reported. */
  since: instant,
  /** When someone acknowledged it without a call on record; 0: no one has. */
  acknowledgedAt: or(instant, 0),
  /** The school whose contact has the case; null where it is not known. */
  school: or(perhapsText, null),
  /** Who has the case: asked first, and alone where they acknowledged it. In a sealed register its audience. */
  to: or(texts, []),
  /** Who must not be asked: whoever stepped aside or left; in a sealed register also whom a case excludes. */
  shut: or(texts, []),
  /** Where the last run that tried could not see to it in the register: until when people were asked by the register. 0: it could. */
  outSince: or(instant, 0),
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

const goingLive = {
  live: null,
  sender: null,
  looks: {},
  audience: null,
  drill: { code: "", until: 0, response: "", at: 0 },
} as const;

/** All keys, with what each remembers. */
export const table = {
  /** Register → id of its spreadsheet: every run finds the registers by it. */
  registers: row(byText(text), {}),
  /** What set-up installed. */
  form: row(
    shaped({
      /** Id of the Form this was installed on: a copied Form refuses to run. */
      id: orNull(textLike(/^\S+$/)),
      /** Question or page → id of its item in the Form, since a district may change titles. */
      items: byText(integer),
      /** In which languages set-up last built the Form, by which responses are read; null: in English. */
      language: orNull(oneOf(formLanguages)),
    }),
    { id: null, items: {}, language: null },
  ),
  /**
   * Item of a question that decides who learns of a report → from when to when the Form lacked it; null: it still does. Not within "form":
   * reports write it.
   */
  formGaps: row(byText(listOf(shaped({ from: instant, until: orNull(instant) }))), {}),
  /** What an account does. A property for each, since two accounts run at once; its address stands in the property's name. */
  account: row(
    shaped({
      /** When it asked to run the system; 0: it is not on the list. */
      asked: instant,
      /** When a clock run of it last came; 0: it is not let in yet. */
      ran: instant,
      /** How many of its clock runs have failed in a row. */
      fails: integer,
      /** How many emails of its daily quota are kept for urgent ones, and in which hour it had so many left. */
      mail: orNull(shaped({ reserve: number, hour: number })),
    }),
    { asked: 0, ran: 0, fails: 0, mail: null },
  ),
  /** For each account which of its triggers may not fire. Not within "account": other accounts write it. */
  firing: row(
    shaped({
      round: instant,
      reports: doubt,
      edits: doubt,
      /** About when its trigger last told of an edit of the main register: else no formula is looked for. */
      edited: instant,
    }),
    { round: 0, reports: sure, edits: sure, edited: 0 },
  ),
  /** What is needed of the district while no register can be read. */
  district: row(
    shaped({
      /** Id of the pack that the district has chosen. */
      protocol: perhapsText,
      /** Whom to email: route of a report → addresses. */
      to: byText(texts),
      /** The setting `immediateDangerMinutes`; 0: not known. */
      minutes: number,
      /** School → addresses of its contacts. */
      schools: byText(texts),
    }),
    { protocol: null, to: {}, minutes: 0, schools: {} },
  ),
  /** How far the Form's responses were taken in. */
  sweep: row(
    shaped({
      /** Up to when the Form's responses are in a register. */
      since: instant,
      /** When a clock run last listed them. */
      ok: instant,
      /** When all were last compared with the registers. A run that finds a damaged register empties it. */
      all: instant,
    }),
    { since: 0, ok: 0, all: 0 },
  ),
  /** What the last looks did and saw; of a sealed register `seen` and `digest` alone. Also own. */
  clock: row(
    shaped({
      /** Step of the clock → when it was last done. */
      steps: byText(number),
      /**
       * What was last seen of the register, by which missing rows are noticed: its id, the highest reference ("": none), when the newest
       * message was queued.
       */
      seen: orNull(shaped({ id: text, reference: text, queued: instant })),
      /** Day of its last morning email. */
      digest: perhapsText,
      /** Zero-based row of the main Outbox from which on messages may be unsettled. */
      outboxFrom: integer,
      /** Rows above it that say who was asked about a case that still waits. */
      outboxAsks: text,
      /** Fingerprint of the school list as last put into the Form: spares a call an hour. */
      schools: perhapsText,
      /** Setting → value as last seen in the tab, so that Activity tells of changes typed there. */
      settings: orNull(byText(text)),
    }),
    {
      ...{ steps: {}, seen: null, digest: null, outboxFrom: 0, outboxAsks: "" },
      ...{ schools: null, settings: null },
    },
  ),
  /**
   * When the clock has to look into the registers again, and the number of that decision. A property of its own: edits and dialogs write it
   * too.
   */
  nextDue: row(shaped({ at: instant, count: number }), { at: 0, count: 0 }),
  /** Where rows of open cases and their steps were last seen, and how many rows other tabs have: spares reading all. */
  openRows: row(orNull(shaped({ cases: text, acts: text, ends: listOf(integer) })), null),
  /** Notice, and what it is about → when lead and admin were last told; 0: it was found in order. */
  told: row(byText(instant), {}),
  /** The highest case reference that a register ever gave: none may be given twice, also after rows were deleted. Also own. */
  referencesGiven: row(orNull(textLike(/^\d\d-\d{4,9}$/)), null),
  /** Since when the main register could not be read, and what people were asked past it, or past a sealed one. Also own. */
  outage: row(
    shaped({
      /** When a clock run first could not read the main register; 0: it could. */
      since: instant,
      /** Id of a question → when people were last asked it past the register. */
      asked: byText(instant),
    }),
    { since: 0, asked: {} },
  ),
  /** Address whose access to the main register is not as Contacts say, or has just changed. */
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
  ),
  /** The roll-over that is under way, and the last one. */
  rollOver: row(
    shaped({
      /** One that is not finished. */
      now: orNull(rollOver),
      /** When the last one took place; 0: never. Ids of the files that were replaced, in the order of the registers. */
      at: instant,
      files: texts,
      /** Whether no edit event has come from the new main register yet: until then each clock run looks over all registers. */
      unheard: flag,
    }),
    { now: null, at: 0, files: [], unheard: false },
  ),
  /** Whether the Form is in use, and what people said and tried before. Written under the lock. */
  goingLive: row(
    shaped({
      /** When the district went live; null: not yet. */
      live: orNull(instant),
      /**
       * Who sent the report of the drill before going live, as the admin wrote: someone who may not edit the Form. The day, and the
       * account that said so.
       */
      sender: orNull(shaped({ sentBy: text, on: text, who: text })),
      /** What people said they had seen, and on which day, since no script can. */
      looks: byText(shaped({ on: text, who: text, isOwn: or(flag, false) })),
      /** Who may open the Form, as the district chose. */
      audience: orNull(oneOf(["staff", "link"])),
      /** The code of a drill, and which response was the last one. */
      drill,
    }),
    goingLive,
    // A Form in use that said it is not would send teachers away.
    { ...goingLive, live: 0 },
  ),
  /** Reference → a danger that no call has answered: asked about also while the register is out of reach. Also own. */
  dangers: row(byText(danger), {}),
  /** Calls that someone recorded about a danger that no register shows. */
  dangerCalls: row(listOf(recordedCall), []),
  /** Answers of a first set-up that is not finished, so that the dialog can be closed. In several properties. */
  draft: row(orNull(shaped({ view: text, values: byText(text) })), null),
  /** What this account knows of sealed reports. Own alone. */
  sealed: row(
    shaped({
      /** Reports and cases that no one can read, by id of the response; of a case the register's name, a space and the reference. */
      unread: byText(
        shaped({
          /** When it was received; 0 for a case. */
          at: instant,
          /** When the danger was reported; 0: no danger. */
          danger: instant,
          /** Addresses that it excluded when it came. Contacts may have given them another role since. */
          excluded: texts,
        }),
      ),
      /** Registers in which someone was asked and has not answered. */
      asking: texts,
    }),
    { unread: {}, asking: [] },
  ),
};

type Table = typeof table;
export type Key = keyof Table;

// The keys of `table` are exactly those of its type.
export const keys = Object.keys(table) as readonly Key[];

/** Key → its value. */
export type Kept = {
  readonly [K in Key]: Table[K] extends Row<infer V> ? V : never;
};
/** What to write. If the value has named members, only those that change. */
export type Changed<V> = [V] extends [readonly unknown[] | string | null]
  ? V
  : null extends V
    ? V
    : string extends keyof V
      ? V
      : Partial<V>;
/** Values to write. */
export type Remembered = { readonly [K in Key]?: Changed<Kept[K]> | undefined };
/** Keys that have a separate property for each account. */
export type EachKey = "account" | "firing";
