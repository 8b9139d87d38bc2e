/**
 * What a run was told so far, so that it can be played again up to the call in which it stands and go on from there: a script cannot
 * be left in the middle while another one goes on that began later. Runs are deterministic, so the second playing is the first.
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

  /** The same world, of which everything is kept. */
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

  /** A world that answers as it did, and from then on is the given one. `serve` throws where the run asks something else than before. */
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
