/** The local Drive API: what scripts see of it as the advanced service `Drive` (v3). */
import type { Method, ServiceClass } from "../service";
import { createFile, getFile, listFiles, listPermissions, updateFile } from "./files";

const method = (
  scopes: readonly string[],
  call: (context: Parameters<Method["call"]>[0], args: readonly unknown[]) => unknown,
): Method => ({
  scopes,
  counts: true,
  planningMilliseconds: 100,
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
      create: method(writing, createFile),
      list: method(reading, listFiles),
      get: method(reading, getFile),
      update: method(writing, updateFile),
    },
  },
  {
    name: "Drive.Permissions",
    global: true,
    types: "GoogleAppsScript.Drive_v3.Drive.V3.Collection.PermissionsCollection",
    methods: { list: method(reading, listPermissions) },
  },
];
