/** The words in which tests tell a day: who, what happens, and what it leaves behind (what people damage: ./damage). tests/README.md has a table of them. */
export * from "./day";
export * from "./events";
export * from "./look";
export * from "./people";
