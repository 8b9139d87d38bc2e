/**
 * The call sheet: what a reporter needs at hand to call and to write their mandated report, filled in as far as the report says. The rest
 * is left blank.
 */
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import type { RowValues } from "../../register/columns";
import { reportColumns } from "../../register/tabs";
import type { ZoneOffset } from "../../time";
import { type RecordPart, wordsOf } from "./printed-record";

/** A line to be filled in by hand. */
const blank = "____________________";

/** The sheet, part by part. `report`: the report with the facts of all its rows joined. Times in the district's zone. */
export function callSheet(
  report: RowValues,
  zone: ZoneOffset,
  { writtenReport: { elsewhere } }: Pick<ProtocolPack, "writtenReport">,
): readonly RecordPart[] {
  const known = (key: string): string => {
    const column = reportColumns().find((one) => one.key === key);
    const words = column === undefined ? "" : wordsOf(column, report[key] ?? null, zone);
    return words === "" ? blank : words;
  };
  return [
    ...(elsewhere === null
      ? []
      : [
          {
            heading: "Where it goes",
            entries: [["Call and written report", say(elsewhere)] as const],
          },
        ]),
    {
      heading: "Who makes the mandated report",
      entries: [
        ["Name", known("reporterName")],
        ["Business address", blank],
        ["Telephone", known("reporterPhone")],
        ["What makes them a mandated reporter (such as: teacher)", blank],
      ],
    },
    {
      heading: "What gave rise to the suspicion, and from where it is known",
      entries: [
        ["Seen and heard", known("facts")],
        ["Signs that were ticked", known("factors")],
        ["Concerns that were ticked", known("concerns")],
        ["Learned at", known("learnedAt")],
        ["Source or sources", blank],
      ],
    },
    {
      heading: "The student",
      entries: [
        ["Name", known("studentName")],
        ["Address", blank],
        ["Where the student is now", blank],
        ["School", known("school")],
        ["Grade", known("grade")],
        ["Class", blank],
        ["Lives in another county", known("countyOfResidence")],
      ],
    },
    {
      heading: "Parents or guardians",
      entries: [
        ["Names", blank],
        ["Addresses", blank],
        ["Telephones", blank],
      ],
    },
    {
      heading: "Who may have done it, as far as known",
      entries: [
        ["Name", blank],
        ["Address", blank],
        ["Telephone", blank],
        ["What else matters about them", blank],
      ],
    },
  ];
}
