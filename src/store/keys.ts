/**
 * Everything that the script remembers outside the registers. For each key: what it holds and why, and the shape of its value. If
 * nothing is stored, or a member is missing, what is empty in that shape counts. Instants are milliseconds since 1970, UTC; 0 means never.
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
  shaped,
  text,
  textLike,
} from "../json";
import { formLanguages } from "../language";
import { once } from "../lazy";
import { caseReferencePattern } from "../text";

/** All keys, with what each remembers. Made when the store is first used. */
export const table = once(allKeys);

function allKeys() {
  const texts = listOf(text);
  const perhapsText = orNull(text);
  const newAddress = shaped({ by: texts, since: instant, wasTicked: flag, isTicked: flag });

  const rollOver = shaped({
    /** Index of the next step of the roll-over. */
    step: number,
    /** The account that started the roll-over. It owns the new files. */
    by: text,
    at: instant,
    /** Ids of the new files, once they are made. */
    next: byText(text),
    /** How many rows were still to be copied when this was stored. */
    left: number,
    /** Since when people cannot type into the old files; 0: they still can. */
    frozenAt: or(instant),
  });

  const doubt = shaped({
    /**
     * "sure": it has fired since there was last a doubt about it. "doubted": it may not fire. "by-clock": a clock run made it, and it has not
     * fired yet.
     */
    state: oneOf(["sure", "doubted", "by-clock"]),
    /** When a clock run first noticed that it should have fired and had not; 0: never. */
    since: instant,
  });

  const danger = shaped({
    /** When it was reported. */
    since: instant,
    /** When someone acknowledged it without a recorded call; 0: no one has. */
    acknowledgedAt: or(instant),
    /** The school whose contact has the case; null if not known. */
    school: or(perhapsText),
    /**
     * Addresses of whoever has the case. They are asked first, and if they acknowledged it, only they are asked. For a sealed register, the
     * people who can read it.
     */
    to: or(texts),
    /** Who must not be asked: people who stepped aside or left, and in a sealed register also the people whom a case excludes. */
    shut: or(texts),
    /**
     * Set if the last run could not use the register to handle this danger: until when people had been asked through the register. 0: the
     * register could be used.
     */
    outSince: or(instant),
    /** When its row was first found missing from a register that could be read; 0: it is there. */
    lostAt: or(instant),
  });

  const recordedCall = shaped({
    /** Who called, in the words of the person who recorded it. */
    who: text,
    /** Id of the agency in the protocol pack. */
    agency: text,
    /** Reference of the case in the main register that the call was about; null for a sealed report, about which nothing may be said here. */
    about: perhapsText,
    /** When the call was made. */
    at: instant,
    /** The account that recorded the call, and when it did. */
    by: text,
    recordedAt: instant,
  });

  const drill = shaped({
    /** The code that was shown and is not used yet, and until when a report may use it. "" if there is none. */
    code: text,
    until: instant,
    /** Id of the last drill's response in the Form, and when it was received. "" and 0 if there was none. */
    response: text,
    at: instant,
  });

  return {
    /** Register → id of its spreadsheet. Every run finds the registers by it. */
    registers: byText(text),
    /** New files that no other key names yet: mark → id. Stored right after each was made, since Drive lists it minutes later. */
    made: byText(text),
    /** What set-up installed. */
    form: shaped({
      /** Id of the Form that this was installed on. On any other Form, such as a copy, the script refuses to run. */
      id: orNull(textLike(/^\S+$/)),
      /** Question or page → id of its item in the Form. Titles do not identify items, since a district may change them. */
      items: byText(integer),
      /** Question → id of the item that asked it before its kind changed. Stored responses have answers to it. */
      former: or(byText(integer)),
      /** The languages in which set-up last built the Form; responses are read accordingly. Null: English. */
      language: orNull(oneOf(formLanguages)),
    }),
    /**
     * For questions that decide who learns of a report: item → the periods in which the Form lacked it; `until` null: it still does. Not part
     * of "form", because reports write it.
     */
    formGaps: byText(listOf(shaped({ from: instant, until: orNull(instant) }))),
    /**
     * What an account that runs the system does. Each account has its own property, since two accounts run at once; the account's address is
     * in the property's name.
     */
    account: shaped({
      /** When it asked to run the system; 0: it has not, or was removed. */
      asked: instant,
      /** When its clock last ran; 0: it has not been let in yet. */
      ran: instant,
      /** When someone chose that it should stop, which it does once another account's clock has run; 0: no one did. */
      stopping: or(instant),
      /** How many of its clock runs have failed in a row. */
      fails: integer,
      /** How many emails of its daily quota are reserved for urgent ones, and in which hour it had this many left. */
      mail: orNull(shaped({ reserve: number, hour: number })),
    }),
    /**
     * Whom somebody else has confirmed (design 2.11). Kept here, so that neither a cell nor a restored version of the register confirms
     * anyone. Null: not begun; everyone whom Contacts names then counts as confirmed. Written under the lock.
     */
    confirmations: orNull(
      shaped({
        /** Address of a lead or alternate lead who is confirmed → role, tick, and since when Contacts does not name it; 0: it does. */
        leads: byText(
          shaped({
            role: oneOf(["district-lead", "alternate-lead"]),
            mayOpen: flag,
            goneAt: instant,
          }),
        ),
        /**
         * New address of a lead or alternate lead → who may have typed it ("": Google did not say), when it was first seen, and
         * whether May open was ticked then and is ticked now.
         */
        waiting: byText(newAddress),
        /** The same of each admin; `by` is empty for one who is not new. */
        admins: byText(newAddress),
        /** Account → who confirmed that it may run the system, and whether it was found that it may. */
        accounts: byText(shaped({ by: text, isFound: flag })),
      }),
    ),
    /** For each account, which of its triggers may not fire. Not part of "account", because other accounts write it. */
    firing: shaped({
      round: instant,
      reports: doubt,
      edits: doubt,
      /** About when its trigger last reported an edit of the main register. Only after an edit does the script look for formulas. */
      edited: instant,
    }),
    /**
     * The index of the cases in registers of schools: the id of its file, and the secret with which its fingerprints are keyed. Only the
     * accounts that run the system can open the file.
     */
    caseIndex: shaped({ file: text, secret: text }),
    /** What the script needs to know of the district while no register can be read. */
    district: shaped({
      /** Id of the pack that the district has chosen. */
      protocol: perhapsText,
      /** Route of a report → addresses to email. */
      to: byText(texts),
      /** The setting `immediateDangerMinutes`; 0: not known. */
      minutes: number,
      /** School → addresses of its contacts. */
      schools: byText(texts),
    }),
    /** Which of the Form's responses have been taken in. */
    sweep: shaped({
      /** Every response up to this instant is in a register. */
      since: instant,
      /** When a clock run last listed them. */
      ok: instant,
      /**
       * When all responses were last compared with the registers. A run that finds a damaged register resets this, so that they are
       * compared again.
       */
      all: instant,
    }),
    /** What the last looks did and saw; of a register beside the main one only `seen`, `digest` and `idle`. Also own. */
    clock: shaped({
      /** Step of the clock → when it was last done. */
      steps: byText(number),
      /**
       * What the last look saw of the register, so that missing rows are noticed: the file's id, the highest reference ("": none), and when
       * the newest message was queued.
       */
      seen: orNull(shaped({ id: text, reference: text, queued: instant })),
      /** When the last look began that searched the main register for formulas. */
      searched: instant,
      /** Day of the register's last morning email. */
      digest: perhapsText,
      /** Zero-based row of the main register's Outbox. Only messages from this row on may be unsettled. */
      outboxFrom: integer,
      /** Rows above `outboxFrom` that say who was asked about a case that still waits for an answer. */
      outboxAsks: text,
      /** Fingerprint of the list of schools that was last put into the Form. It saves a call each hour. */
      schools: perhapsText,
      /** Of a register of schools: a fingerprint of its rows in the index, as they were last brought up to date. */
      indexed: text,
      /** Of a register of schools: whether the last look found neither an open case nor email that waits. */
      idle: flag,
      /** Of a register of schools: what its last look counted for the district's Summary, by row. */
      counts: byText(number),
      /** Setting → value as last seen in its tab, so that changes typed there can be logged in Activity. */
      settings: orNull(byText(text)),
    }),
    /**
     * When the clock must look into the registers again, and a number that changes whenever this is written. A key of its own, because edits
     * and dialogs write it too.
     */
    nextDue: shaped({ at: instant, count: number }),
    /** Where the rows of open cases and their steps were last seen, and how many rows other tabs have. It saves reading whole tabs. */
    openRows: orNull(shaped({ cases: text, acts: text, ends: listOf(integer) })),
    /** Notice and what it is about → when leads and admins were last told; 0: the trouble was gone at the last look. */
    told: byText(instant),
    /**
     * Where schools have registers of their own: register, kind of email and address of someone who opens several → when such emails were
     * sent within the hour, so that the hourly limit counts all registers.
     */
    mailed: byText(listOf(instant)),
    /** The highest case reference that a register ever gave. No reference may be given twice, even after rows were deleted. Also own. */
    referencesGiven: orNull(textLike(caseReferencePattern)),
    /** Since when the main register cannot be read, and what people were asked without it or without a sealed register. Also own. */
    outage: shaped({
      /** When a clock run first could not read the main register; 0: it can be read. */
      since: instant,
      /** Id of a question → when people were last asked it without the register. */
      asked: byText(instant),
    }),
    /** Addresses whose access to the main register differs from what Contacts say, or was just changed. */
    access: byText(
      shaped({
        /** What Google last answered about the address, or what Google is being asked to do now. */
        seen: oneOf(["let-in", "taken-out", ...refusals]),
        /** What the access is to: "file" (editor of the file) or "protection" (editor of a protection). */
        where: oneOf(["file", "protection"]),
        /** When that was. */
        at: instant,
        /** When leads and admins were last told; 0: not yet. */
        toldAt: instant,
      }),
    ),
    /** Lead whom an admin wants to edit the Form for a day, to print → who asked, how far it is, and since when. Written under the lock. */
    formEditors: byText(
      shaped({ by: text, at: instant, state: oneOf(["asked", "in", "refused"]) }),
    ),
    /** The roll-over that is under way, and the last one that took place. */
    rollOver: shaped({
      /** The roll-over that is not finished; null if there is none. */
      now: orNull(rollOver),
      /** When the last one took place (0: never), and the ids of the files that it replaced, in the order of the registers. */
      at: instant,
      files: texts,
      /** True until the new main register has sent its first edit event. Until then each clock run looks at all registers. */
      unheard: flag,
    }),
    /** Whether the Form is in use, and what people stated and tried before that. Written under the lock. */
    goingLive: shaped({
      /** When the district went live; null: not yet. */
      live: orNull(instant),
      /**
       * Who sent the report of the drill before going live, as the admin wrote it: a person who may not edit the Form. Also the day, and
       * the account that said so.
       */
      sender: orNull(shaped({ sentBy: text, on: text, who: text })),
      /** What people said they had looked at, and on which day. No script can check these things. */
      looks: byText(shaped({ on: text, who: text, isOwn: or(flag) })),
      /** Who may open the Form, as the district chose. */
      audience: orNull(oneOf(["staff", "link"])),
      /** The code of a drill, and the response of the last drill. */
      drill,
      /**
       * The last five drills that someone acknowledged: when the report came, how many minutes after its email, and whether that was
       * outside school hours.
       */
      drillResults: or(listOf(shaped({ at: instant, minutes: integer, isEvening: flag })), []),
    }),
    /** Reference → a danger for which no call has been recorded. People are asked about it even if the register is out of reach. Also own. */
    dangers: byText(danger),
    /** Calls that someone recorded about a danger that is in no readable register. */
    dangerCalls: listOf(recordedCall),
    /**
     * The answers of a first set-up that is not finished, so that people can close the dialog and continue later. Spread over several
     * properties.
     */
    draft: orNull(shaped({ view: text, values: byText(text) })),
    /** What this account knows about sealed reports. Own alone. */
    sealed: shaped({
      /**
       * Reports and cases that no one can read. Key: the response's id for a report; for a case, the register's name, a space and the
       * reference.
       */
      unread: byText(
        shaped({
          /** When it was received; 0 for a case. */
          at: instant,
          /** When the danger was reported; 0: no danger. */
          danger: instant,
          /** Addresses that it excluded when it arrived. Contacts may list them in another role since then. */
          excluded: texts,
        }),
      ),
      /** Registers in which someone was asked and has not answered yet. */
      asking: texts,
    }),
    /**
     * Whom the cases of a sealed register ever excluded: addresses, and marks for roles (`sealed/whom-a-report-excludes.ts`). Own alone, one for
     * each sealed register, and spread over several properties.
     */
    keptOut: texts,
    /**
     * The students whose cases go on in a sealed register, so that later reports about them go only there. Own alone, one for each sealed
     * register, and spread over several properties.
     */
    goesOn: listOf(
      shaped({
        /** Reference of the case in the sealed register. */
        case: text,
        /** Reports that were received later go only there. */
        since: instant,
        /** Who may be involved. */
        involved: texts,
        /** Fingerprints of the student's id, and of the name with the school. */
        student: texts,
      }),
    ),
  };
}

type Table = ReturnType<typeof allKeys>;
export type Key = keyof Table;

/** What counts if the stored value cannot be read, where that is not what counts if nothing is stored. */
export const valuesIfUnreadable = (): Partial<Kept> => ({
  confirmations: { leads: {}, waiting: {}, admins: {}, accounts: {} },
  // The Form counts as in use: a live Form that claimed not to be would send teachers away.
  goingLive: { ...table().goingLive.empty, live: 0 },
});

/** The name of each key. */
export function keys(): readonly Key[] {
  // The keys of the table are exactly those of its type.
  return Object.keys(table()) as readonly Key[];
}

/** Key → its value. */
export type Kept = { readonly [K in Key]: Table[K]["empty"] };
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
