/**
 * What a run was told so far, so that it can be played again up to the call in which it stands and go on from there: a script cannot
 * be left in the middle while another one goes on that began later. Runs are deterministic, so the second playing is the first.
 */
import type { HostReply, HostRequest } from "./prelude-contract";

type Serve = (request: HostRequest) => HostReply;
type Now = () => number;

/** What a context asks of the world outside. */
export interface World {
  readonly serve: Serve;
  readonly now: Now;
}

export class Tape {
  /** As text: what was answered may lie in the store, and change there. */
  private readonly calls: { readonly request: string; readonly reply: string }[] = [];
  private readonly instants: number[] = [];

  /** The same world, of which everything is kept. */
  recording({ serve, now }: World): World {
    return {
      serve: (request) => {
        const asked = JSON.stringify(request);
        const reply = serve(request);
        this.calls.push({ request: asked, reply: JSON.stringify(reply) });
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
        if (known.request !== JSON.stringify(request)) {
          throw new Error("local Workspace: the run did not ask the same again");
        }
        // What it was then, as this class wrote it.
        return JSON.parse(known.reply) as HostReply;
      },
      now: () => instants.shift() ?? now(),
    };
  }
}
