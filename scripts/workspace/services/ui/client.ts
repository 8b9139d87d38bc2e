/**
 * `google.script` for the page of a dialog (platform.md 6). It is put into the page as text. The page itself can reach nothing, so calls go
 * to the window around it as messages. Members that Google may have but does not document are missing here.
 */

export interface ClientSettings {
  /** Names of the functions that the page may call. */
  readonly functions: readonly string[];
  /** In which order the page gets replies. Google promises no order. */
  readonly replies: "as-asked" | "last-first";
}

type Listener = (value: unknown, userObject?: unknown) => void;

interface Listeners {
  readonly success: Listener | null;
  readonly failure: Listener | null;
  readonly user: readonly [unknown?];
}

interface Waiting {
  readonly request: Extract<DialogRequest, { kind: "call" }>;
  readonly listeners: Listeners;
}

/** How many calls of a page run at once; the others wait (platform.md 6). */
const atOnce = 10;

export class Calls {
  private readonly waiting: Waiting[] = [];
  private readonly sent = new Map<number, Listeners>();
  private held: (() => void)[] = [];
  private next = 1;

  constructor(
    private readonly send: (request: DialogRequest) => void,
    private readonly order: ClientSettings["replies"],
  ) {}

  add(name: string, args: readonly unknown[], listeners: Listeners): void {
    const request = { kind: "call", id: this.next, function: name, args: carriedArguments(args) };
    this.next += 1;
    this.waiting.push({ request: { ...request, kind: "call" }, listeners });
    this.sendWaiting();
  }

  answered(reply: DialogReply): void {
    const listeners = this.sent.get(reply.id);
    if (listeners === undefined) return;
    this.sent.delete(reply.id);
    this.held.push(() => tell(reply, listeners));
    this.sendWaiting();
    if (this.order === "last-first" && this.sent.size > 0) return;
    const due = this.held.reverse();
    this.held = [];
    for (const act of due) act();
  }

  private sendWaiting(): void {
    while (this.sent.size < atOnce) {
      const one = this.waiting.shift();
      if (one === undefined) return;
      this.sent.set(one.request.id, one.listeners);
      this.send(one.request);
    }
  }
}

function tell(reply: DialogReply, { success, failure, user }: Listeners): void {
  if (reply.error === undefined) {
    success?.(reply.value ?? null, ...user);
    return;
  }
  const error = new Error(reply.error.message);
  error.name = reply.error.name;
  if (failure === null) console.error(`Uncaught ${error.name}: ${error.message}`);
  else failure(error, ...user);
}

function listener(value: unknown): Listener {
  if (typeof value !== "function") throw new TypeError("local Workspace: not a function");
  return (...args) => void Reflect.apply(value, undefined, args);
}

/** `google.script.run` with the given function names, which sends its calls through `calls`. */
export function runnerOf(names: readonly string[], calls: Calls): object {
  return runner(names, calls, { success: null, failure: null, user: [] });
}

function runner(names: readonly string[], calls: Calls, listeners: Listeners): object {
  const withListeners = (more: Partial<Listeners>) =>
    runner(names, calls, { ...listeners, ...more });
  return {
    ...Object.fromEntries(
      names.map((name) => [name, (...args: unknown[]) => calls.add(name, args, listeners)]),
    ),
    withSuccessHandler: (given: unknown) => withListeners({ success: listener(given) }),
    withFailureHandler: (given: unknown) => withListeners({ failure: listener(given) }),
    withUserObject: (given: unknown) => withListeners({ user: [given] }),
  };
}

/** Defines `google` in the page. */
export function install({ functions, replies }: ClientSettings): void {
  const send = (request: DialogRequest): void => window.parent.postMessage(request, "*");
  const calls = new Calls(send, replies);
  window.addEventListener("message", ({ source, data }) => {
    // The surrounding window sends only replies.
    if (source === window.parent) calls.answered(data as DialogReply);
  });
  const size = (what: "width" | "height") => (pixels: unknown) => {
    if (typeof pixels !== "number") throw new TypeError("local Workspace: not a number of pixels");
    send({ kind: "size", [what]: pixels });
  };
  const script = {
    run: runnerOf(functions, calls),
    host: {
      close: () => send({ kind: "close" }),
      setWidth: size("width"),
      setHeight: size("height"),
    },
  };
  Object.defineProperty(window, "google", { value: { script } });
}

export type DialogRequest =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly function: string;
      /** Plain data. */
      readonly args: readonly unknown[];
    }
  | { readonly kind: "close" }
  /** Pixels. */
  | { readonly kind: "size"; readonly width?: number; readonly height?: number };

/** How a call ended. */
export interface DialogReply {
  readonly id: number;
  /** Plain data, or null. */
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** Google's error texts (platform.md 6, as others read them in Google's client code). */
const illegalText = "Failed due to illegal value in property: ";
const circularText = "Failed due to circular reference.";

function carried(value: unknown, property: string, outer: readonly object[]): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object") throw new Error(illegalText + property);
  if (outer.includes(value)) throw new Error(circularText);
  const within = [...outer, value];
  if (Array.isArray(value)) {
    return Array.from(value, (one, index) => carried(one, String(index), within));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Error(illegalText + property);
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    // As Google does, leaves out names that end in two underscores and undefined values, without an error.
    if (inner !== undefined && !key.endsWith("__")) copy[key] = carried(inner, key, within);
  }
  return copy;
}

/**
 * A copy of a call's arguments as the server receives them.
 * @throws Error in Google's words for a value that cannot be sent. Sending a <form> is not modeled.
 */
export function carriedArguments(args: readonly unknown[]): readonly unknown[] {
  return args.map((value, index) => carried(value, String(index), []));
}
