/** What a person does run by run, as set-up: gone on with from the run that a fault is to hit, so that those before it are played once. */
import type { LocalWorkspace, RunResult } from "../../workspace/index";
import type { HeardCall, listen } from "./stage";

/** A run that a person started in the undisturbed play. */
export interface Part {
  /** The Workspace as it began. */
  readonly before: ReturnType<LocalWorkspace["store"]["snapshot"]>;
  /** How many calls that count were made before it, and how many of each path at all. */
  readonly calls: number;
  readonly served: ReadonlyMap<string, number>;
  readonly result: RunResult;
}

/** The Workspace, whose runs from the menu and from dialogs go through `run`. */
function through(
  workspace: LocalWorkspace,
  run: (play: () => RunResult) => RunResult,
): LocalWorkspace {
  const own: Pick<LocalWorkspace, "clickMenu" | "callFromDialog"> = {
    clickMenu: (...of) => run(() => workspace.clickMenu(...of)),
    callFromDialog: (...of) => run(() => workspace.callFromDialog(...of)),
  };
  return new Proxy(workspace, {
    get: (target, name): unknown => Reflect.get(name in own ? own : target, name),
  });
}

/** Plays the undisturbed act and keeps each of its runs. */
export function keptParts(
  workspace: LocalWorkspace,
  { calls, all }: Pick<ReturnType<typeof listen>, "calls" | "all">,
  act: (workspace: LocalWorkspace) => void,
): readonly Part[] {
  const parts: Part[] = [];
  const keep = (play: () => RunResult): RunResult => {
    const served = new Map<string, number>();
    for (const { path } of all) served.set(path, (served.get(path) ?? 0) + 1);
    const begun = { before: workspace.store.snapshot(), calls: calls.length, served };
    const result = play();
    parts.push({ ...begun, result });
    return result;
  };
  act(through(workspace, keep));
  return parts;
}

/** The act from the run that makes the call of that number, 0 the first; the call is named as that run and those after it count. */
export function fromPart(
  parts: readonly Part[],
  index: number,
  call: HeardCall,
  act: (workspace: LocalWorkspace) => void,
): {
  readonly before: Part["before"] | null;
  readonly call: HeardCall;
  act(workspace: LocalWorkspace): void;
} {
  const told = parts.filter(({ calls }) => calls <= index).slice(0, -1);
  const part = parts[told.length];
  if (part === undefined) return { before: null, call, act };
  return {
    before: part.before,
    call: { ...call, nth: call.nth - (part.served.get(call.path) ?? 0) },
    act(workspace) {
      const left = told.map(({ result }) => result);
      act(through(workspace, (play) => left.shift() ?? play()));
    },
  };
}
