/** The tab Outbox: a row for each message, from when it is queued. */
import { once } from "../lazy";
import { column, makeTabs, type RowWith } from "../register/columns";
import { finishedColours } from "../register/layout/colours";

export const messageStateWords = {
  queued: "Queued",
  sent: "Sent",
  dropped: "Not needed any more",
} as const;

const columns = once(() => [
  column("text", "message", "Message"),
  column("text", "kind", "Kind"),
  column("text", "case", "Case", { width: 90 }),
  column("text", "to", "To", { width: 220 }),
  column("choice", "state", "State", { words: () => messageStateWords }),
  column("instant", "queuedAt", "Queued at"),
  column("instant", "claimedUntil", "Claimed until"),
  column("number", "attempts", "Attempts"),
  column("instant", "sentAt", "Sent at"),
  column("text", "lastError", "Last error"),
  column("json", "detail", "Detail"),
]);

export type OutboxRow = RowWith<ReturnType<typeof columns>[number]>;

/** The tab. */
export const outboxTabs = makeTabs(
  {
    outbox: {
      sheetId: 113,
      colour: "reference",
      hidden: true,
      spareColumns: 2,
      carriesSchema: true,
      hasBookmark: true,
      highlights: () => [[["state"], messageStateWords.sent, finishedColours]],
    },
  },
  () => ({ columns: { outbox: columns() } }),
);
