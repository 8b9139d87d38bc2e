/** The Marin pack's ids as lists, for tests that go through all of them. */

import type { LevelId } from "../../src/protocol/ids";
import { protocolsOf, levelRank as rankIn } from "../../src/protocol/pack-queries";
import { marin2019 } from "../../src/protocol/packs/marin-2019";

export const factorIds = marin2019().factors.map(({ id }) => id);
export const concernIds = marin2019().concerns.map(({ id }) => id);
export const confirmedByIds = marin2019().confirmers.map(({ id }) => id);
export const levelIds = marin2019().levels.map(({ id }) => id);
export const protocolIds = protocolsOf(marin2019());
export const actIds = marin2019().acts.map(({ id }) => id);
export const dutyActs = marin2019().acts.flatMap(({ id, duty }) => (duty ? [id] : []));
export const telltaleParentActs = marin2019().acts.flatMap(({ id, telltale }) =>
  telltale === "parent" ? [id] : [],
);
export const holdableActs = marin2019().acts.flatMap(({ id, holdable }) => (holdable ? [id] : []));

export const levelRank = (level: LevelId): number => rankIn(marin2019(), level);
