/** Writes the answers into Contacts, Schools and Settings. What is there already stays, and is not added twice. */
import { whyRefused } from "../../access/refused-addresses";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { problemRequests, problemUpdates } from "../../district/directory/problem-cells";
import { runLocked } from "../../lock";
import { channelsOf } from "../../protocol/channels";
import { type Append, type Change, noChange, type Update } from "../../register/change";
import type { RowValues } from "../../register/columns";
import { rowsOf, type Snapshot, typedRows } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { fold } from "../../text";
import { parseLocal, type ZoneOffset } from "../../time";
import type { Values } from "../page-data";
import { chosenPack, rowsOfAnswers } from "./answers";

const identityQuestions = {
  schools: ["school"],
  contacts: ["role", "school", "name", "email"],
} as const;

type Cells = Readonly<Record<string, unknown>>;

function nameOf(tab: keyof typeof identityQuestions, cells: Cells): string {
  return identityQuestions[tab].map((key) => fold(String(cells[key] ?? ""))).join("\n");
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

/** The change that writes the answers. Pure. `by`: who answered; `at`: ms UTC; `zone`: the district's. */
export function directoryChange(
  values: Values,
  snapshot: Snapshot,
  { by, at, zone }: { readonly by: string; readonly at: number; readonly zone: ZoneOffset },
): Change {
  const answered = rowsOfAnswers(values);
  const mayOpen = values["mayOpen"] === "yes";
  const append = (["schools", "contacts"] as const).flatMap((tab): Append[] => {
    const there = new Set(typedRows(snapshot, tab).map(({ cells }) => nameOf(tab, cells)));
    return answered[tab].flatMap(({ cells }) => {
      const name = nameOf(tab, cells);
      if (there.has(name)) return [];
      there.add(name);
      const [first, ...others] = tab === "contacts" ? channelRows(values, cells, zone) : [];
      // Agencies get no address here, and never access.
      const row: RowValues =
        tab === "contacts"
          ? { ...cells, ...first, mayOpen: mayOpen && (cells["email"] ?? "") !== "" }
          : cells;
      const { role = "", name: called = "" } = cells;
      const more = others.map((one) => ({ tab, row: { role, name: called, ...one } }));
      return [{ tab, row }, ...more];
    });
  });
  const settingsNow = new Map(
    rowsOf(snapshot, "settings").map(({ key, values: { value } }) => [key, value ?? ""]),
  );
  const update = answered.settings.flatMap(({ cells }): Update[] => {
    const { setting = "", value = "" } = cells;
    const isNew = settingsNow.has(setting) && value !== "" && settingsNow.get(setting) !== value;
    return isNew ? [{ tab: "settings", key: setting, values: { value } }] : [];
  });
  const agreed = mayOpen && append.length > 0;
  return {
    ...noChange,
    append,
    update,
    activity: agreed ? [{ at, who: by, what: "may-open-agreed", case: null }] : [],
  };
}

/**
 * Writes the answers. Two reads and two writes, under the lock: the second write names beside its row what cannot be used. Throws "busy",
 * "not-set-up" and what Google throws.
 */
export function writeDirectory(workspace: Run, values: Values): void {
  runLocked(workspace, () => {
    const { memory, identity: who, clock } = workspace;
    const register = registerNamed(workspace, "main");
    const snapshot = register.load(directoryRequests);
    const by = who.runningAs();
    register.commit(
      directoryChange(values, snapshot, { by, at: clock.now(), zone: clock }),
      snapshot,
    );
    const again = register.load([...directoryRequests, ...problemRequests()]);
    const update = problemUpdates(again, directoryIn(again, clock), whyRefused(memory));
    register.commit({ ...noChange, update }, again);
  });
}
