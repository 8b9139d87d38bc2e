/** The local Drive API: what scripts see of it as the advanced service `Drive` (v3). */
import type { Fidelity, Method, ServiceClass } from "../service";
import { createFile, getFile, listFiles, updateFile } from "./files";
import { listPermissions } from "./permissions";

const method = (
  scopes: readonly string[],
  fidelity: Fidelity,
  call: (context: Parameters<Method["call"]>[0], args: readonly unknown[]) => unknown,
): Method => ({
  scopes,
  counts: true,
  planningMilliseconds: 100,
  fidelity,
  source: "sheets-api.md 6, 10",
  call: (context, _self, args) => call(context, args),
});

const writing = ["drive.file", "drive"];
const reading = [...writing, "drive.readonly", "drive.metadata", "drive.metadata.readonly"];

export const driveServices: readonly ServiceClass[] = [
  {
    name: "Drive.Files",
    global: true,
    types: "GoogleAppsScript.Drive_v3.Drive.V3.Collection.FilesCollection",
    methods: {
      create: method(writing, "documented", createFile),
      list: method(reading, "assumed", listFiles),
      get: method(reading, "documented", getFile),
      update: method(writing, "documented", updateFile),
    },
  },
  {
    name: "Drive.Permissions",
    global: true,
    types: "GoogleAppsScript.Drive_v3.Drive.V3.Collection.PermissionsCollection",
    methods: { list: method(reading, "documented", listPermissions) },
  },
];
