/** The local Drive API (v3), which scripts call as the advanced service `Drive`. */

import type { CallContext, ServiceClass } from "../service";
import { collection, planning, serviceCall } from "../services/declare";
import { createFile, getFile, listFiles, updateFile } from "./files";

const method = (
  scopes: readonly string[],
  call: (context: CallContext, args: readonly unknown[]) => unknown,
) => serviceCall(planning.plain, (context, _self, args) => call(context, args), { scopes });

const writing = ["drive.file", "drive"];
const reading = [...writing, "drive.readonly", "drive.metadata", "drive.metadata.readonly"];

export const driveServices: readonly ServiceClass[] = [
  collection("Drive.Files", "Drive_v3.Drive.V3.Collection.FilesCollection", {
    create: method(writing, createFile),
    list: method(reading, listFiles),
    get: method(reading, getFile),
    update: method(writing, updateFile),
  }),
];
