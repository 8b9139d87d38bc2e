/** What a run of the contract suites holds: the ports of src/google in the script's own context. Plain data goes in and comes out. */
import { AddressRefused, AppError, type ErrorCode, type Refusal } from "../../src/errors";
import type { Ports } from "../../src/ports";

/** A failure as it left a port. `code` where it is one of ours. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code: ErrorCode | null;
  /** Where Google refuses an address. */
  readonly why: Refusal | null;
}

export type Answer = { readonly value?: unknown } | { readonly failure: Failure };

/** Stands for the work under the lock, which is the test's own and stays outside. */
export const workOutside = "work outside";

/** An error as an argument: no error crosses into the script's context. */
export interface Thrown {
  readonly thrown: { readonly name: string; readonly message: string };
}

function isThrown(arg: unknown): arg is Thrown {
  return typeof arg === "object" && arg !== null && "thrown" in arg;
}

function inContext(arg: unknown): unknown {
  if (!isThrown(arg)) return arg;
  const { name, message } = arg.thrown;
  return Object.assign(new Error(message), { name });
}

/** Asks a member of a port, making the ports first: they live as long as the run. */
export function performer(
  make: () => Ports,
  doWorkOutside: () => void,
): (port: string, member: string, args: readonly unknown[]) => Answer {
  let ports: Ports | null = null;
  return (port, member, args) => {
    try {
      ports = ports ?? make();
      const of: object = Reflect.get(ports, port);
      const asked: unknown = Reflect.get(of, member);
      const given = args.map((arg) => (arg === workOutside ? doWorkOutside : inContext(arg)));
      return { value: typeof asked === "function" ? Reflect.apply(asked, of, given) : asked };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const code = error instanceof AppError ? error.code : null;
      const why = error instanceof AddressRefused ? error.why : null;
      const { name } = error;
      const message = error instanceof AddressRefused ? String(error.original) : error.message;
      return { failure: { name, message, code, why } };
    }
  };
}
