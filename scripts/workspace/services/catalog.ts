/** All classes and methods that the services declare, merged by class and checked against the published types. */
import { realMembers } from "../host/published-types";
import { LocalRefusal, type Method, type ServiceClass } from "../service";
import { isAdvanced, type RealMembers } from "./real-members";

/** What the script's side must know about a class to build its objects, as JSON. */
export interface ClassDescription {
  readonly modelled: readonly string[];
  readonly real: readonly string[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** For nested objects of advanced services: the member's name → its class. */
  readonly children: Readonly<Record<string, string>>;
}

interface MergedClass {
  readonly name: string;
  readonly global: boolean;
  readonly types: string;
  readonly methods: Record<string, Method>;
  readonly enums: Record<string, readonly string[]>;
}

export class Catalog {
  private readonly classes = new Map<string, MergedClass>();
  private readonly real: RealMembers;

  constructor(services: readonly ServiceClass[]) {
    this.real = realMembers();
    for (const service of services) this.merge(service);
    for (const service of services) if (service.global) this.addParents(service.name);
    for (const one of this.classes.values()) this.check(one);
  }

  method(className: string, name: string): Method | null {
    const methods = this.classes.get(className)?.methods;
    return methods !== undefined && Object.hasOwn(methods, name) ? (methods[name] ?? null) : null;
  }

  /** Whether a call path names a modeled method, or `Class.*` a class of which calls count once per object. */
  hasCall(path: string): boolean {
    const dot = path.lastIndexOf(".");
    const [className, name] = [path.slice(0, dot), path.slice(dot + 1)];
    if (name !== "*") return this.method(className, name) !== null;
    const methods = Object.values(this.classes.get(className)?.methods ?? {});
    return methods.some((method) => method.counts === "once-per-object");
  }

  describe(): Readonly<Record<string, ClassDescription>> {
    const described: Record<string, ClassDescription> = {};
    for (const one of this.classes.values()) {
      const nested = [...this.classes.values()].filter(
        ({ name }) => name.slice(0, name.lastIndexOf(".")) === one.name,
      );
      described[one.name] = {
        modelled: Object.keys(one.methods),
        real: [...(this.real.interfaces.get(one.types) ?? [])],
        enums: one.enums,
        children: Object.fromEntries(
          nested.map(({ name }) => [name.slice(one.name.length + 1), name]),
        ),
      };
    }
    return described;
  }

  /** The modeled globals of a script, given the advanced services that its manifest enables. */
  globals(enabled: readonly string[]): readonly string[] {
    return [...this.classes.values()]
      .filter(({ name, global }) => global && !name.includes("."))
      .map(({ name }) => name)
      .filter((name) => !isAdvanced(name) || enabled.includes(name));
  }

  /** Globals that Apps Script has and this Workspace does not model. */
  unmodelledGlobals(): readonly string[] {
    return [...this.real.globals, "console"].filter(
      (name) => !this.classes.has(name) && !isAdvanced(name),
    );
  }

  private merge(service: ServiceClass): void {
    const one = this.classes.get(service.name) ?? {
      name: service.name,
      global: service.global,
      types: service.types,
      methods: {},
      enums: {},
    };
    if (one.types !== service.types || one.global !== service.global) {
      throw new LocalRefusal(`${service.name} is declared twice, not in the same way`);
    }
    for (const [name, method] of Object.entries(service.methods)) {
      if (Object.hasOwn(one.methods, name) && one.methods[name] !== method) {
        throw new LocalRefusal(`${service.name}.${name} is declared twice`);
      }
      one.methods[name] = method;
    }
    Object.assign(one.enums, service.enums);
    this.classes.set(service.name, one);
  }

  /** Adds the objects on the way to a nested one: "Sheets.Spreadsheets.Values" needs "Sheets" and "Sheets.Spreadsheets". */
  private addParents(name: string): void {
    const dot = name.lastIndexOf(".");
    if (dot < 0) return;
    const parent = name.slice(0, dot);
    if (!this.classes.has(parent)) {
      const types = `GoogleAppsScript.${parent}`;
      this.classes.set(parent, { name: parent, global: true, types, methods: {}, enums: {} });
    }
    this.addParents(parent);
  }

  private check(one: MergedClass): void {
    const members = this.real.interfaces.get(one.types);
    const isOnlyAWay = Object.keys(one.methods).length === 0;
    if (members === undefined && !isOnlyAWay) {
      throw new LocalRefusal(`the published types have no ${one.types} (class ${one.name})`);
    }
    for (const name of Object.keys(one.methods)) {
      if (!members?.has(name)) throw new LocalRefusal(`Apps Script has no ${one.name}.${name}`);
    }
  }
}

const catalogs = new WeakMap<readonly ServiceClass[], Catalog>();

/** The catalog of a list of services. It never changes, so it is made only once for each list. */
export function catalogOf(services: readonly ServiceClass[]): Catalog {
  const found = catalogs.get(services) ?? new Catalog(services);
  catalogs.set(services, found);
  return found;
}
