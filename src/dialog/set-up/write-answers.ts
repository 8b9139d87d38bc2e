/** Writes what was answered on the pages of Set up and Settings into Contacts, Schools and Settings. Nothing is added twice, and no row is deleted. */
import { whyRefused } from "../../access/access-table";
import { problemRequests, problemUpdates } from "../../district/directory/problem-cells";
import { directoryIn, directoryRequests } from "../../district/directory/read-directory";
import { settingDefinitions } from "../../district/settings";
import { runLocked } from "../../lock";
import { channelsOf } from "../../protocol/agencies";
import { type Append, type Change, noChange, type Update } from "../../register/change";
import type { RowValues } from "../../register/columns";
import { rowsOf, type Snapshot, typedRows } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { settingsIn } from "../../runs/clock/sign-of-life";
import { fold } from "../../text";
import { parseLocal, type ZoneOffset } from "../../time";
import type { Values } from "../page-data";
import { chosenPack, rowsOfAnswers } from "./answers";

/** What a page showed, and what a person made of it. At the first set-up nothing stood there before. */
export interface Answers {
  readonly before: Values;
  readonly values: Values;
}

/** By what a row is known again. */
const knownBy = {
  schools: ["school"],
  contacts: ["role", "school", "name", "email"],
} as const;

type Cells = Readonly<Record<string, unknown>>;

function nameOf(tab: keyof typeof knownBy, cells: Cells): string {
  return knownBy[tab].map((key) => fold(String(cells[key] ?? ""))).join("\n");
}

/** The ways of an agency's written report that the pack knows, as cells of Contacts, where the lead can correct them. */
function channelRows(values: Values, cells: Cells, zone: ZoneOffset): readonly RowValues[] {
  const agency = chosenPack(values).agencies.find(
    ({ writtenAs: [role] }) => role === cells["role"],
  );
  return (agency === undefined ? [] : channelsOf(agency)).map((channel) => ({
    channel: channel.kind,
    channelValue: channel.value,
    channelNeeds: channel.needs,
    channelChecked: channel.checked === null ? null : parseLocal(channel.checked, zone),
  }));
}

/** Rows of Schools and Contacts that are not there yet. */
function newRows(values: Values, snapshot: Snapshot, zone: ZoneOffset): readonly Append[] {
  const answered = rowsOfAnswers(values);
  const mayOpen = values["mayOpen"] === "yes";
  return (["schools", "contacts"] as const).flatMap((tab): Append[] => {
    const there = new Set(typedRows(snapshot, tab).map(({ cells }) => nameOf(tab, cells)));
    return answered[tab].flatMap(({ cells }): readonly Append[] => {
      const name = nameOf(tab, cells);
      if (there.has(name)) return [];
      there.add(name);
      if (tab === "schools") return [{ tab, row: cells }];
      const [first, ...others] = channelRows(values, cells, zone);
      // Agencies get no address here, and never access.
      const row = { ...cells, ...first, mayOpen: mayOpen && (cells["email"] ?? "") !== "" };
      const { role = "", name: called = "" } = cells;
      const more = others.map((one) => ({ tab, row: { role, name: called, ...one } }));
      return [{ tab, row }, ...more];
    });
  });
}

/** The change that writes what is answered now and was not before. What is there already stays. */
function directoryChange(
  { clock, identity }: Run,
  { before, values }: Answers,
  snapshot: Snapshot,
): Change {
  const rows = newRows(values, snapshot, clock);
  const there = new Map(
    rowsOf(snapshot, "settings").map(({ key, values: { value } }) => [key, (value ?? "").trim()]),
  );
  const changed = settingDefinitions().flatMap(({ key, meaning, allowed }) => {
    const [from, value] = [there.get(key), (values[key] ?? "").trim()];
    const isNew = value !== (before[key] ?? "").trim() && value !== from;
    return isNew ? [{ key, from, value, row: { setting: key, value, meaning, allowed } }] : [];
  });
  const line = { at: clock.now(), who: identity.runningAs(), case: null };
  return {
    ...noChange,
    // Someone may have deleted the row of a setting.
    append: [
      ...rows,
      ...changed.flatMap(({ from, row }): Append[] =>
        from === undefined ? [{ tab: "settings", row }] : [],
      ),
    ],
    update: changed.flatMap(({ key, from, value }): Update[] =>
      from === undefined ? [] : [{ tab: "settings", key, values: { value } }],
    ),
    activity: [
      ...(values["mayOpen"] === "yes" && rows.length > 0
        ? [{ ...line, what: "may-open-agreed" }]
        : []),
      ...changed.flatMap(({ key, from = "", value: to }) =>
        key in before ? [{ ...line, what: "setting-changed", column: key, from, to }] : [],
      ),
    ],
  };
}

/**
 * Writes the answers. Two reads and two writes, under the lock: the second write names beside its row what cannot be used. Throws "busy",
 * "not-set-up" and what Google throws.
 */
export function writeAnswers(run: Run, answers: Answers): void {
  runLocked(run, () => {
    const { memory, clock } = run;
    const register = registerNamed(run, "main");
    const snapshot = register.load(directoryRequests);
    const change = directoryChange(run, answers, snapshot);
    register.commit(change, snapshot);
    const again = register.load([...directoryRequests, ...problemRequests()]);
    const update = problemUpdates(again, directoryIn(again, clock), whyRefused(memory));
    register.commit({ ...noChange, update }, again);
    if (change.activity.some(({ what }) => what === "setting-changed")) {
      memory.set("clock", { settings: settingsIn(again) });
    }
  });
}
