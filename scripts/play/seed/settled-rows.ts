/** Messages that were sent and lines of Activity, as weeks of work leave them behind; written straight into the main register. */

import { activityRow } from "../../../src/register/change";
import { bookmarkText } from "../../../src/register/layout/head";
import { dayMs } from "../../../src/time";
import type { Store } from "../../workspace/service";
import { addresses } from "../directory";
import { appendCells, mainRegister, tabCells } from "../register-cells";
import { rawRow } from "./seed-cases";

export interface SettledSeed {
  /** Sent messages, the newest a day before the start. */
  readonly messages?: number | undefined;
  /** Lines of Activity. */
  readonly activity?: number | undefined;
}

/** Older ones leave the Outbox. */
const withinDays = 20;

function tabNamed(store: Store, tab: "outbox" | "activity") {
  const cells = tabCells(store, mainRegister(store), tab);
  if (cells === null) throw new Error(`the register has no ${tab} tab`);
  return cells;
}

/** `start` in milliseconds since 1970, UTC. */
export function seedSettled(
  store: Store,
  { messages = 0, activity = 0 }: SettledSeed,
  start: number,
): void {
  const outbox = tabNamed(store, "outbox");
  const first = appendCells(
    outbox,
    Array.from({ length: messages }, (_, at) => {
      const queuedAt = start - dayMs - ((messages - at) * withinDays * dayMs) / messages;
      return rawRow("outbox", {
        message: `seed-${at + 1} case-opened ${addresses.contact}`,
        kind: "case-opened",
        case: null,
        to: addresses.contact,
        state: "sent",
        queuedAt,
        claimedUntil: null,
        attempts: 1,
        sentAt: queuedAt,
        lastError: null,
        detail: JSON.stringify({ dueFrom: "learned" }),
      });
    }),
  );
  const keys = outbox.sheet.rows[0]?.values ?? [];
  const mark = keys.findIndex((value) => typeof value === "string" && /^end:\d+$/.test(value));
  const head = outbox.sheet.rows[0];
  if (mark >= 0 && head != null) {
    const values = keys.map((value, at) => (at === mark ? bookmarkText(first + messages) : value));
    outbox.sheet.rows[0] = { ...head, values };
  }
  appendCells(
    tabNamed(store, "activity"),
    Array.from({ length: activity }, (_, at) => {
      const line = { at: start - dayMs, who: "automation", what: "call-reminded", case: null };
      return rawRow("activity", activityRow(line, start - dayMs, at));
    }),
  );
}
