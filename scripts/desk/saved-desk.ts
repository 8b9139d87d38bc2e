/** What a desk is kept as between two visits. Plain data. */
import type { SavedWorkspace } from "../workspace/runtime";

export interface SavedDesk {
  /** Digest of the project that it was around. */
  readonly project: string;
  readonly workspace: SavedWorkspace;
  readonly edits: number;
  /** Ids of what goes wrong. */
  readonly troubles: readonly string[];
}
