/** The behaviours of SpreadsheetApp as far as it is used: who may edit a file. */
import { assumed, type Behaviour, documented } from "./behaviour";

const sharing = ["Spreadsheet.addEditor", "Spreadsheet.removeEditor"];

export const spreadsheetAppBehaviours: readonly Behaviour[] = [
  ...documented("SpreadsheetApp", [
    [
      "spreadsheetapp-open",
      "openById opens what the account may see, and refuses anything else.",
      "platform.md 8, 11: REF",
      { methods: ["SpreadsheetApp.openById", "Spreadsheet.getId", "Spreadsheet.getUrl"] },
    ],
    [
      "spreadsheetapp-editors",
      "addEditor shares the file and removeEditor takes it back; both for any editor unless writersCanShare is false.",
      "platform.md 8: REF/Spreadsheet; DRV",
      {
        methods: [
          "Spreadsheet.addEditor",
          "Spreadsheet.removeEditor",
          "Spreadsheet.removeViewer",
          "Spreadsheet.getOwner",
        ],
      },
    ],
    [
      "spreadsheetapp-invalid-address",
      "An address that is none is refused.",
      "platform.md 11: RomainVialard/ErrorHandler",
      { methods: ["Spreadsheet.addEditor"] },
    ],
  ]),
  ...assumed("SpreadsheetApp", [
    [
      "spreadsheetapp-editors-owner",
      "Spreadsheet.getEditors lists the owner.",
      "no source",
      {
        methods: ["Spreadsheet.getEditors"],
        switch: "spreadsheetEditorsListOwner",
        answers: ["yes", "no"],
      },
    ],
    [
      "spreadsheetapp-unknown-account",
      "An address without an account is `Invalid email: …`, whether it is to be added or taken away.",
      "platform.md 13: HR/google-drive-unshare issues 4, 5 have three texts",
      {
        methods: [...sharing, "Spreadsheet.removeViewer"],
        switch: "unknownAddress",
        answers: ["invalid-email", "does-not-exist", "no-such-user", "invites"],
      },
    ],
    [
      "spreadsheetapp-suspended-account",
      "A suspended account may be added like any other.",
      "no source",
      { methods: sharing, switch: "suspendedAddress", answers: ["taken", "refused"] },
    ],
    [
      "spreadsheetapp-deleted-editor",
      "Once an account is deleted, no file lists it.",
      "no source",
      {
        methods: ["Spreadsheet.getEditors"],
        switch: "deletedEditors",
        answers: ["gone", "listed"],
      },
    ],
    [
      "spreadsheetapp-outside",
      "A file may be shared outside the domain of its owner.",
      "platform.md 13: the administrator may forbid it; no source has the words",
      {
        methods: ["Spreadsheet.addEditor"],
        switch: "outsideSharing",
        answers: ["allowed", "refused"],
      },
    ],
    [
      "spreadsheetapp-full",
      "600 people may open a file by name, and one more is refused.",
      "no source for the words",
      { methods: ["Spreadsheet.addEditor"], switch: "shareLimit", answers: ["600", "4"] },
    ],
  ]),
];
