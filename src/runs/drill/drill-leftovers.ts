/**
 * What a drill could not delete because a legal hold stands in a register: its response in the Form, which no run takes for a report, and
 * its register.
 */
import { hasAnyHold } from "../../install/holds-in-registers";
import type { Memory } from "../../ports";
import type { Run } from "../../run";
import type { Kept } from "../../store/keys";

/** Whether a response was left by a drill. No call. */
export function isLeftover(memory: Pick<Memory, "get">, response: string): boolean {
  return memory.get("drillKept").responses.includes(response);
}

/** Remembers what a drill left, in addition to what earlier drills left. One property write. */
export function keepLeftovers(memory: Memory, { responses, files }: Kept["drillKept"]): void {
  const before = memory.get("drillKept");
  const all = {
    responses: [...new Set([...before.responses, ...responses])],
    files: [...new Set([...before.files, ...files])],
  };
  memory.set("drillKept", all);
}

/**
 * Deletes what drills left, once no legal hold stands any more. No call where nothing was left. Throws what Google throws; it is tried
 * again the next day.
 */
export function clearLeftovers(workspace: Run): void {
  const { memory, responses: form, spreadsheets } = workspace;
  const { responses, files } = memory.get("drillKept");
  if (responses.length + files.length === 0 || hasAnyHold(workspace)) return;
  const there = new Set(form.list().map(({ id }) => id));
  for (const id of responses) if (there.has(id)) form.remove(id);
  for (const id of files) spreadsheets.toBin(id);
  memory.set("drillKept", { responses: [], files: [] });
}
