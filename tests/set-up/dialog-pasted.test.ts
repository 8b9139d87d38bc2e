/** How pasted or typed rows are read. */
import { describe, expect, test } from "vitest";
import { pastedRows } from "../../src/set-up/set-up-answers";

const read = (contacts: string) => pastedRows({ contacts }, "contacts").map(({ cells }) => cells);
const lee = {
  role: "backup",
  school: "North High",
  name: "Lee Lane",
  phone: "(415) 555-0100",
  email: "lee@district.example",
};

describe("rows of people", () => {
  test.each([
    ["tabs", "backup\tNorth High\tLee Lane\t(415) 555-0100\tlee@district.example"],
    ["commas", "backup, North High, Lee Lane, (415) 555-0100, lee@district.example"],
    ["semicolons", "backup; North High;Lee Lane;(415) 555-0100;lee@district.example"],
    ["quotes", '"backup","North High","Lee Lane","(415) 555-0100","lee@district.example"\r\n\r\n'],
    [
      "columns named in another order",
      "Email\tRole\tSchool (empty: the district)\tPhone\tName\nlee@district.example\tbackup\tNorth High\t(415) 555-0100\tLee Lane",
    ],
    [
      "columns named as people name them, one left empty",
      "ROLE,school,,Name,phone,e-mail\nbackup,North High,,Lee Lane,(415) 555-0100,lee@district.example",
    ],
  ])("with %s", (_, text) => {
    expect(read(text)).toEqual([lee]);
  });

  test("a tab that slipped into one of several typed lines breaks none of them", () => {
    const typed = Object.values(lee).join(", ");
    const five = [
      typed,
      typed,
      typed.replace(", Lee", ",\tLee"),
      Object.values(lee).join("\t"),
      typed,
    ];
    expect(read(five.join("\n"))).toEqual([lee, lee, lee, lee, lee]);
  });

  test("a cell in quotes holds separators, line breaks and quotes", () => {
    expect(read('backup\t"High School\n""North"""\tLee')[0]).toMatchObject({
      school: 'High School\n"North"',
      name: "Lee",
    });
  });

  test("a quote that is never closed swallows no row", () => {
    expect(read('backup\t"North\tLee\nbackup\tSouth\tBo')).toHaveLength(2);
  });

  test("what is missing is empty, what is too much is said", () => {
    const [short, long] = pastedRows({ contacts: "backup\na,b,c,d,e,f" }, "contacts");
    expect(short).toEqual({
      cells: { role: "backup", school: "", name: "", phone: "", email: "" },
      beyond: false,
    });
    expect(long?.beyond).toBe(true);
  });

  test.each(["", " \n\t\n", ",,,\n"])("nothing in %j is no row", (text) => {
    expect(read(text)).toEqual([]);
  });

  test("a first row that names no column is a row", () => {
    expect(read("name\tNorth High")).toHaveLength(1);
  });
});
