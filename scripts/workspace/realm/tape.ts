/**
 * Records every answer that a run got, so that the run can be repeated up to the call where it stopped and continue from there. A script
 * cannot be paused in Node: to let two runs overlap, the first is ended and later repeated. Runs are deterministic, so it repeats exactly.
 */
/** What a context asks of the world outside. */
export interface World {
  /** Answers a `HostRequest` with a `HostReply`, both in JSON; must not throw. */
  readonly serve: (request: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class Tape {
  private readonly calls: { readonly request: string; readonly reply: string }[] = [];
  private readonly instants: number[] = [];

  /** Passes on to the given world, and records each question and answer. */
  recording({ serve, now }: World): World {
    return {
      serve: (request) => {
        const reply = serve(request);
        this.calls.push({ request, reply });
        return reply;
      },
      now: () => {
        const at = now();
        this.instants.push(at);
        return at;
      },
    };
  }

  /** Gives the recorded answers first, then passes on to the given world. `serve` throws if the repeated run asks something else. */
  playing({ serve, now }: World): World {
    const calls = [...this.calls];
    const instants = [...this.instants];
    return {
      serve: (request) => {
        const known = calls.shift();
        if (known === undefined) return serve(request);
        if (known.request !== request) {
          throw new Error("local Workspace: the run did not ask the same again");
        }
        return known.reply;
      },
      now: () => instants.shift() ?? now(),
    };
  }
}
