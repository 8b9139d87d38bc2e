/**
 * What a run of the script works with: what Google offers, the time, and the district's own data. Made once, where Google calls the script,
 * and handed to everything as `run`. Each look at a register gives a run as of that look. Pure: names no Google service.
 */
import type { Directory } from "./district/district";
import type { Ports, RegisterName } from "./ports";
import type { Moment } from "./time";

export interface Run extends Ports, Moment {
  /**
   * When the register was last looked at, and before that when the run began; milliseconds since 1970, UTC. A run may take six minutes:
   * what needs the time as it is asks `clock`.
   */
  readonly now: number;
  /** People, schools, settings and pack, as last read. Whoever uses it before it was read made a mistake: it then throws. */
  readonly directory: Directory;
  /** The register that is worked on; the main one until another is opened. */
  readonly register: RegisterName;
  /** In a sealed register: the address of the only person who may be told; null where nobody may. Null in the main register. */
  readonly reader: string | null;
}

/** Stands for the directory until one was read. */
const unread: Directory = new Proxy(
  // Every look at it throws, so what it holds is never seen.
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
    reader: null,
  };
}

/** What a look at a register tells a run. */
export type Look = Partial<Pick<Run, "directory" | "register" | "reader">>;

/** The run as of now, with what it has just read. In another register nobody is its reader until that was looked up. */
export function lookAt<R extends Run>(run: R, look: Look): R {
  const reader = look.register === undefined ? run.reader : null;
  return { ...run, now: run.clock.now(), reader, ...look };
}
