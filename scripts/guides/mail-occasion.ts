import type { NoticeId } from "../../src/messages/desk-notices";
import type { QueuedKind } from "../../src/messages/messages";

/** When an email of a kind, or a desk notice, is sent. One may have several. */
export interface MailOccasion {
  readonly kind: QueuedKind | NoticeId | "register-unreachable" | "sealed-waits";
  /** What people call it. */
  readonly title: string;
  readonly who: string;
  readonly when: string;
}
