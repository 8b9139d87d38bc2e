/**
 * What a run of the script works with: what Google offers, the time, and the district's own data. It is made when Google calls the script,
 * and every function gets it as `run`. Pure: names no Google service.
 */
import type { Directory } from "./district-directory";
import type { Ports, RegisterName } from "./ports";
import type { Tabs } from "./register/columns";
import type { TabRequest } from "./register/read/read-tabs";
import type { Snapshot } from "./register/read/snapshot";
import type { Moment } from "./time";

type Read = (requests: readonly TabRequest[]) => Snapshot;

export interface Run extends Ports, Moment {
  /**
   * When the run last looked at a register; until then, when the run began. Milliseconds since 1970, UTC. A run may take six minutes, so
   * code that needs the present time asks `clock`.
   */
  readonly now: number;
  /**
   * People, schools, settings and protocol pack, as the run last read them. In a sealed register, the only people in
   * it are those who can read that register. Using it before it was read throws, since that is a mistake in this script.
   */
  readonly directory: Directory;
  /** The register that the run works on: the main one until the run looks at another. */
  readonly register: RegisterName;
  /** Every tab that a register can have. */
  readonly tabs: Tabs;
  /** What a run that only looks reads of each register of schools at once (`readingAhead`); left out for any other run. */
  readonly ahead?: (id: string, requests: readonly TabRequest[], read: Read) => Snapshot;
  /** Mistakes in this script that the run continued after. `attempt` keeps them; the end of the run throws the first. */
  readonly failed: unknown[];
}

/** Takes the place of the directory until it is read. */
const unread: Directory = new Proxy(
  // Every use throws, so no one ever sees that it is empty.
  {} as Directory,
  {
    get(_, member) {
      throw new Error(`The directory was asked for ${String(member)} before it was read`);
    },
  },
);

/** The run as it begins, on these ports. Makes no call to Google. */
export function startRun<P extends Ports>(ports: P, tabs: Tabs): Run & P {
  const { clock } = ports;
  return {
    ...ports,
    now: clock.started,
    zone: clock,
    directory: unread,
    register: "main",
    tabs,
    failed: [],
  };
}

/**
 * A copy of the run with the present time and with what was just read; `run` itself does not change. For the people of a sealed register
 * use `runInRegister` of sealed/remember-who-is-kept-out.
 */
export function runAsRead<R extends Run>(
  run: R,
  look: Partial<Pick<Run, "directory" | "register">>,
) {
  return { ...run, now: run.clock.now(), ...look };
}
