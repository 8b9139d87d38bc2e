/** `npm run deploy`: not built yet. Says so, and how to install by hand until it is. */

process.stderr.write(
  [
    "npm run deploy is not built yet: nothing was pushed.",
    "Until it is, install by hand:",
    "  1. npm run build",
    "  2. Open the Form's editor, then Extensions (⋮) › Script editor.",
    "  3. Paste dist/Code.js over Code.gs. In Project settings show appsscript.json, and paste dist/appsscript.json over it.",
    "  4. Reload the Form's editor and choose Student safety › Set up.",
    "",
  ].join("\n"),
);
process.exitCode = 1;
