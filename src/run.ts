/**
 * What a run of the script works with: what Google offers, the time, and the district's own data. It is made once, where Google calls the
 * script, and every function gets it as `run`. Pure: names no Google service.
 */
import type { Directory } from "./district/district";
import type { Ports, RegisterName } from "./ports";
import type { Moment } from "./time";

export interface Run extends Ports, Moment {
  /**
   * When the run last looked at a register, and before that when it began; milliseconds since 1970, UTC. A run may take six minutes: code
   * that needs the present time asks `clock`.
   */
  readonly now: number;
  /**
   * People, schools, settings and pack, as the run last read them; in a sealed register the people who read it alone. Throws where it is used before it was read, which is a mistake of
   * ours.
   */
  readonly directory: Directory;
  /** The register that the run works on; the main one until it looks at another. */
  readonly register: RegisterName;
  /** Mistakes of ours that the run went on without: `attempt` keeps them, the end of the run throws the first. */
  readonly failed: unknown[];
}

/** Stands for the directory until it was read. */
const unread: Directory = new Proxy(
  // Every use throws, so what it holds is never seen.
  {} as Directory,
  {
    get(_, member) {
      throw new Error(`The directory was asked for ${String(member)} before it was read`);
    },
  },
);

/** The run as it begins, on these ports. No call. */
export function startRun<P extends Ports>(ports: P): Run & P {
  const { clock } = ports;
  return {
    ...ports,
    now: clock.started,
    zone: clock,
    directory: unread,
    register: "main",
    failed: [],
  };
}

/**
 * The run as of now, with what it has just read. The present run is not changed. A sealed register's own people are looked up by
 * `inRegister` of case/assignment.
 */
export function lookAt<R extends Run>(
  run: R,
  look: Partial<Pick<Run, "directory" | "register">>,
): R {
  return { ...run, now: run.clock.now(), ...look };
}
