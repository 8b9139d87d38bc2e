import type { MessageKind } from "../../src/letters/kinds/all-kinds";

/** When an email of a kind is sent. A kind may have several. */
export interface MailOccasion {
  readonly kind: MessageKind;
  /** What people call it. */
  readonly title: string;
  readonly who: string;
  readonly when: string;
}
