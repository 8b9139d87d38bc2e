/** Rows of thousands of cases that are alike but for number and moment: what moves between two of them moves in all. */

import { encodeRaw, type RawRow } from "../../../src/register/cells";
import type { RowValues, TabId, Value } from "../../../src/register/columns";
import { tabs } from "../../../src/register/tabs";
import { areAlike } from "../../workspace/store";
import { zoneOffsets } from "../zone";

const zone = zoneOffsets();

export interface Seed {
  readonly number: number;
  /** When the case was opened; milliseconds since 1970, UTC. */
  readonly now: number;
  /** The case's reference. */
  readonly name: string;
}

/** All that names one seeded case and no other. */
const namesOf = ({ number, name }: Seed) => [
  name,
  ...["Seed ", "SEED-", "seed-"].map((word) => `${word}${number}`),
];

/** What a cell of one case says, said of another. */
function saidOf(value: Value, from: Seed, to: Seed): Value {
  if (typeof value === "number") return value + to.now - from.now;
  if (typeof value !== "string") return value;
  const after = namesOf(to);
  return namesOf(from).reduce((text, one, at) => text.replaceAll(one, after[at] ?? one), value);
}

export function rawRow(tab: TabId, values: RowValues): RawRow {
  return Object.fromEntries(
    tabs[tab].columns.map((column) => [
      column.key,
      encodeRaw(column, values[column.key] ?? null, zone),
    ]),
  );
}

/** A row of any case, from that row of two cases. Throws where a cell differs by more than number and moment. */
export function rowLike(
  tab: TabId,
  [one, row]: readonly [Seed, RowValues],
  [other, its]: readonly [Seed, RowValues],
): (seed: Seed) => RawRow {
  const fixed = rawRow(tab, row);
  const moving = tabs[tab].columns.flatMap((column) => {
    const { [column.key]: value = null } = row;
    const { [column.key]: expected = null } = its;
    if (areAlike(value, expected)) return [];
    if (!areAlike(saidOf(value, one, other), expected)) {
      throw new Error(`${tab}: ${column.key} follows from neither number nor moment`);
    }
    return [{ column, value }];
  });
  return (seed) => {
    const cells = { ...fixed };
    for (const { column, value } of moving) {
      cells[column.key] = encodeRaw(column, saidOf(value, one, seed), zone);
    }
    return cells;
  };
}
