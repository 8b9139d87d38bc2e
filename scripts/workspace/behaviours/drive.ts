/** The behaviours of the Drive API as the advanced service. */
import { assumed, type Behaviour, documented } from "./behaviour";

export const driveBehaviours: readonly Behaviour[] = [
  ...documented("Drive", [
    [
      "drive-create-private",
      "files.create with ignoreDefaultVisibility makes a file that only its owner can open.",
      "sheets-api.md 10: DRV",
      { methods: ["Drive.Files.create"] },
    ],
    [
      "drive-file-grant",
      "Under drive.file a script sees the files that it made for this account, and any other is `File not found`.",
      "sheets-api.md 6, 10: JAH A11 to A13",
      { methods: ["Drive.Files.get", "Drive.Files.update", "Drive.Permissions.list"] },
    ],
    [
      "drive-fields",
      "A reply has the fields that `fields` names, and a few where it names none.",
      "sheets-api.md 10: DRV; JAH",
      { methods: ["Drive.Files.get", "Drive.Permissions.list"] },
    ],
    [
      "drive-update-switches",
      "files.update sets writersCanShare and copyRequiresWriterPermission; only the owner sets the first, or bins the file.",
      "sheets-api.md 10: DRV",
      { methods: ["Drive.Files.update"] },
    ],
    [
      "drive-permissions",
      "permissions.list shows people, groups, links and domains by type and role.",
      "sheets-api.md 10: DRV",
      { methods: ["Drive.Permissions.list"] },
    ],
  ]),
  ...assumed("Drive", [
    [
      "drive-create-domain-visible",
      "Without ignoreDefaultVisibility the domain may open a new file, as its administrator may have set.",
      "sheets-api.md 10: DRV says that the default varies; here it is the wider one",
      { methods: ["Drive.Files.create"] },
    ],
    [
      "drive-list-under-grant",
      "files.list under drive.file lists the files that the grant covers.",
      "sheets-api.md 6 for get; no source for list",
      { methods: ["Drive.Files.list"] },
    ],
    [
      "drive-link-role",
      "A link or a domain may read; the role that it really has is not kept.",
      "a simplification of ours",
      { methods: ["Drive.Permissions.list"] },
    ],
  ]),
];
